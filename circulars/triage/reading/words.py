"""The words of a text, each with what it does: whom it names, and what it asks, tells, or passes on.

A text is cut into words by PyThaiNLP's newmm over its dictionary and the rows of the lexicon, so that a row is met as a
word and never inside another one (``ให้`` in ``ให้ความรู้`` is no ขอให้).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

from circulars.directory.agencies import department_names
from circulars.directory.offices import Level
from circulars.lexicon.reading.triage.names import inside, named, office_of
from circulars.lexicon.reading.triage.words import ROWS, Tag

__all__ = ["Tag", "Word", "office_words", "unmarked", "words_of", "worn"]


@cache
def _rows() -> dict[str, Tag]:
    return dict.fromkeys(named(Tag.PLAIN), Tag.PLAIN) | {word: row.tag for row in ROWS for word in row.words}


_THIN = "่้๊๋็์"
"""Marks that a worn scan loses first."""
_WORN_LENGTH = 9
"""Letters of a name that is still sure without one of its marks."""


def worn(word: str) -> tuple[str, ...]:
    """A long name as a scan shows it that lost one of its thin marks, or all, or shows ต like ด; no other word of the dictionary.

    >>> worn("เจ้าพนักงานท้องถิ่น")[-1], worn("กำนัน"), worn("อำเภอ"), worn("องค์การบริหารส่วนตำบล")[-1]
    ('เจาพนักงานทองถิน', (), (), 'องคการบริหารสวนดำบล')
    """
    if len(word) < _WORN_LENGTH:
        return ()
    forms = []
    for read in (word, word.replace("ต", "ด")):
        marks = [at for at, letter in enumerate(read) if letter in _THIN]
        forms += [read, *(read[:at] + read[at + 1 :] for at in marks), unmarked(read)]
    return tuple(dict.fromkeys(form for form in forms if form != word and form not in thai_words()))


def unmarked(text: str) -> str:
    """A text without the marks that a worn scan loses first."""
    return "".join(letter for letter in text if letter not in _THIN)


@cache
def _trie() -> Trie:
    names = {word for level in Level for word in office_words(level)}
    agencies = {name for name in department_names() if len(name) > 5}
    return Trie(set(thai_words()) | set(_rows()) | names | agencies)


@lru_cache(maxsize=8)
def office_words(level: Level) -> dict[str, Tag]:
    """Names of offices as seen from a level: its own, and those below it by class."""
    tags: dict[str, Tag] = {word: tag for tag in (Tag.PEOPLE, Tag.STAFF) for word in named(tag)}
    order = list(Level)
    if level is not Level.LOCAL:
        tags |= {word: tag for tag in (Tag.VILLAGE, Tag.LOCAL) for word in named(tag)}
    lower = order[order.index(level) + 1 :]
    for one in reversed(lower):
        if one is not Level.LOCAL:
            tags |= dict.fromkeys((*office_of(one), *(f"ทุก{word}" for word in office_of(one))), Tag.BELOW)
    if Level.DISTRICT in lower:
        tags |= dict.fromkeys(named(Tag.BELOW), Tag.BELOW)
    own = office_of(level)
    tags |= dict.fromkeys((*inside(level), *own, *(f"ทุก{word}" for word in own), "ท่าน"), Tag.OURS)
    return {form: tag for word, tag in tags.items() for form in worn(word)} | tags


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its letters, offset, and what it does (None: nothing that a row knows)."""

    text: str
    start: int
    tag: Tag | None

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


def words_of(text: str, level: Level, ours: tuple[str, ...] = ()) -> tuple[Word, ...]:
    """The words of a text as an office of this level reads it; spaces are words too. ``ours`` are its full names.

    >>> [word.text for word in words_of("ขอให้จังหวัดแจ้งอำเภอ", Level.PROVINCE)]
    ['ขอให้', 'จังหวัด', 'แจ้ง', 'อำเภอ']
    """
    tags = _rows() | office_words(level)
    found, at = [], 0
    for piece in _cut(text):
        tag = Tag.OURS if piece in ours else tags.get(piece)
        found.append(Word(piece, at, None if tag is Tag.PLAIN else tag))
        at += len(piece)
    return tuple(found)


@lru_cache(maxsize=2048)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(segment(text, _trie()))
