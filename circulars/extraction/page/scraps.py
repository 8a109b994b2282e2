"""What another recogniser left in a text file: columns of a row, scraps of stamps and marks, words without their marks.

A text that somebody typed is never touched; a text whose words are noise is read as one that was recognised: what holds no
word is no line of the letter, and misread words are put right as proposals. All of it is asked (`bundle.asked`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pythainlp.tokenize import word_tokenize

from circulars.extraction.page.lines import Line
from circulars.extraction.page.proposals import proposed
from circulars.extraction.page.spelling import NOISE, noise
from circulars.extraction.page.words import dictionary, words
from circulars.letter.page import GAP
from circulars.lexicon.people import TITLED
from circulars.lexicon.reading.page import BRACKETS_FIRST, FOREIGN_WORD, LONG_DIGITS, PLAIN_LATIN, THAI_RUN
from circulars.thai.text import repair

_LONG_RUN = 6  # Thai signs in a row: a name that no dictionary has or a mark without its vowels, rather than a scrap
_LEAST_SCRAPS = 2
_LEAST_WORD = 3


def is_noisy(lines: Sequence[Line]) -> bool:
    """A letter of a text file with so many unknown words, and scraps between its lines, that a recogniser made it."""
    typed = bool(lines) and all(line.source.engine == "text" for line in lines)
    scraps = sum(is_scrap(line.text) for line in lines) if typed else 0
    return scraps >= _LEAST_SCRAPS and noise([line.text for line in lines]) >= NOISE


def without_scraps(lines: Sequence[Line]) -> list[Line]:
    """The lines of a noisy text that hold words, without what stands beside them across a gap; words put right."""
    kept = []
    for line in lines:
        whole = line.text == repair(line.source.text).strip()
        pieces = [repair(piece) for piece in line.source.text.split(GAP)] if whole else [line.text]
        text = " ".join(piece for piece in pieces if not is_scrap(piece))
        if text:
            kept.append(replace(line, text=proposed(_name_alone(text))))
    return kept


def is_scrap(text: str) -> bool:
    """No word, no number and no name stands in the text.

    >>> is_scrap("ง ง a vio ve ม 1"), is_scrap("| เจลา,"), is_scrap("2า1 se")
    (True, True, True)
    >>> is_scrap("กรมสมมุติ"), is_scrap("๐ ๒๒๔๑๙๐๐๐"), is_scrap("(กวิณภัสร์ ธัญญ์นรี)"), is_scrap("Training for Teachers")
    (False, False, False, False)
    """
    if LONG_DIGITS.search(text) or len(PLAIN_LATIN.findall(text)) > 1:
        return False
    for run in THAI_RUN.findall(text):
        if len(run) >= _LONG_RUN:
            return False
        pieces = word_tokenize(run, custom_dict=dictionary(), engine="newmm")
        if any(piece in words() and len(piece) >= _LEAST_WORD for piece in pieces):
            return False
    return True


def _name_alone(text: str) -> str:
    """A name in brackets without the scraps of the signature behind and inside it.

    >>> _name_alone("(นายสมมุติ ใจงาม) —- aves 208),"), _name_alone("(นางสมมุติ anus iwan)"), _name_alone("(ร่าง) ระเบียบ")
    ('(นายสมมุติ ใจงาม)', '(นางสมมุติ)', '(ร่าง) ระเบียบ')
    """
    match = BRACKETS_FIRST.match(text)
    if match is None or not TITLED.match(match["inside"].strip()) or not is_scrap(match["behind"]):
        return text
    return f"({' '.join(FOREIGN_WORD.sub(' ', match['inside']).split())})"
