"""The grammar of marks: ชั้นความลับ and ชั้นความเร็ว as offices print, stamp and space them.

A mark is a word that stands by itself: beside another mark, before ที่ and a number, in brackets, between dashes, with
its letters set apart. Sources: ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔ ข้อ ๑๒ (three classes, marked at the
head and foot of every page), the four classes of พ.ศ. ๒๕๑๗ (ปกปิด), ระเบียบงานสารบรรณ ข้อ ๒๘ (urgency).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from circulars.letter.letter import Secrecy, Urgency
from circulars.lexicon.reading.marks import (
    BEFORE,
    BEHIND,
    CITATION,
    FURNITURE,
    LABEL,
    LABEL_BEFORE,
    LEADING,
    LETTER_APART,
    MARK_WORDS,
    MAY_BE_SECRET,
    NEIGHBOURS,
    NO_MARK,
    NUMBERED_ITEM,
    URGENT_WORD,
    WORD,
    Neighbour,
)
from circulars.thai.text import consonants_of, repair, thai_letters


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of secrecy that stands by itself in a line: its class (None where a person must say), where it stands."""

    level: Secrecy | None
    start: int
    end: int


def secrecy_words(text: str) -> tuple[FoundWord, ...]:
    """The words of secrecy that stand by themselves in a line, whatever stands beside them.

    >>> [found.level.value for found in secrecy_words("ลับ ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒")]
    ['ลับ']
    >>> secrecy_words("ที่ว่าการอำเภอลับแล"), secrecy_words("ทางกลับ"), secrecy_words("ก ล ั บ")
    ((), (), ())
    """
    text = repair(text).strip()
    return tuple(_words(text))


def _words(text: str) -> Iterator[FoundWord]:
    for match in WORD.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if not BEFORE.search(before) or not BEHIND.match(after) or LETTER_APART.search(before):
            continue
        labelled = LABEL_BEFORE.search(before)
        if not labelled and any(_beside(row, before, after) for row in NEIGHBOURS):
            continue
        place = next(int(name[1:]) for name, value in match.groupdict().items() if value is not None)
        yield FoundWord(MARK_WORDS[place].level, match.start(), match.end())


def _beside(row: Neighbour, before: str, after: str) -> bool:
    return bool(
        (row.before and before.rstrip().endswith(row.before)) or (row.after and after.lstrip().startswith(row.after))
    )


def marked_line(text: str) -> tuple[FoundWord, ...]:
    """The words of secrecy of a line that holds nothing but marks, their labels, page numbers and the letter's number.

    >>> [found.level.value for found in marked_line("* * ล ั บ ม า ก * *")]
    ['ลับมาก']
    >>> marked_line("๒. ลับมาก"), marked_line("หนังสือที่มีชั้นความลับ ลับมาก ให้ส่งด้วยมือ")
    ((), ())
    """
    text = repair(text).strip()
    found = tuple(_words(text))
    if not found or NUMBERED_ITEM.match(text):
        return ()
    rest, at = [], 0
    for word in found:
        rest.append(text[at : word.start])
        at = word.end
    rest.append(text[at:])
    return found if all(_furniture(piece) for piece in rest) else ()


def _furniture(text: str) -> bool:
    at = 0
    while at < len(text):
        match = FURNITURE.match(text, at)
        if match is None or match.end() == at:
            return False
        at = match.end()
    return True


_LOOKS_MORE = (("ลับที่สุด", "ลบทสด"), ("ลับมาก", "ลบมก"))


def looks_secret(text: str) -> bool:
    """A line that may be a mark of secrecy misread by a letter or a mark: for a person to look at.

    >>> looks_secret("ลบ"), looks_secret("ลับมาท"), looks_secret("ด่วนมาก"), looks_secret("(ล้บ)")
    (True, True, False, True)

    Beside a number of more figures than a page has, it is an address, a telephone or the letters of an office:

    >>> looks_secret("สน ๔๗๑๒๐"), looks_secret("ลบ ๒"), looks_secret("สม. ๐๐๑๒.๓"), looks_secret("ส.ป. ๑๒")
    (False, True, False, False)
    """
    if NO_MARK.search(text):
        return False
    bare = thai_letters(repair(text))
    if MAY_BE_SECRET.fullmatch(bare):
        return True
    if not 4 <= len(bare) <= 11:
        return False
    near = min(Levenshtein.distance(bare, word) for word, _ in _LOOKS_MORE)
    urgent = min(Levenshtein.distance(bare, str(value)) for value in Urgency)
    bones = consonants_of(bare)
    return near < urgent and (near <= len(bare) // 4 or any(bones == other for _, other in _LOOKS_MORE))


def marks_apart(text: str) -> tuple[str, ...]:
    """A line that begins with marks and goes on with the number or title, as two lines; a citation stays whole.

    >>> marks_apart("ลับ ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒")
    ('ลับ ด่วนที่สุด', 'ที่ มท ๐๓๐๙/ว ๑๒')
    >>> marks_apart("ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒ ลงวันที่ ๒ มีนาคม ๒๕๖๗")
    ('ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒ ลงวันที่ ๒ มีนาคม ๒๕๖๗',)
    """
    match = LEADING.match(text)
    if match is None or CITATION.search(match["rest"]):
        return (text,)
    return match["marks"].strip(), match["rest"].strip()


def urgency_words(text: str) -> tuple[Urgency, ...]:
    """The classes of urgency in a line that holds nothing but marks and their labels, letter for letter.

    >>> urgency_words("ความเร่งด่วน  ด่วนมาก"), urgency_words("ลับ (ด่วนที่สุด)"), urgency_words("รถด่วน")
    ((<Urgency.VERY_URGENT: 'ด่วนมาก'>,), (<Urgency.MOST_URGENT: 'ด่วนที่สุด'>,), ())
    """
    text = LABEL.sub(" ", repair(text)).strip()
    pieces = URGENT_WORD.split(text)
    bare = "".join(WORD.sub("", piece) for piece in pieces[::2])
    if len(pieces) < 2 or not _furniture(bare):
        return ()
    return tuple(Urgency("".join(piece.split())) for piece in pieces[1::2])
