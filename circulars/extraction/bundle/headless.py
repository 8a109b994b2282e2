"""A page without a head that can be recognised may still be a letter: told by two of its other marks, all of it asked."""

from __future__ import annotations

from collections.abc import Sequence

from circulars.extraction.foot.ending import opens_annex, signatures
from circulars.extraction.foot.signature import is_closing
from circulars.extraction.page.lines import Line
from circulars.letter.reference import find_references
from circulars.lexicon.phrases import OPENING
from circulars.lexicon.reading.bundle import GIVEN_ANYWHERE, HEADLESS_TITLE
from circulars.lexicon.reading.page import ADDRESSEES, SUBJECT
from circulars.thai.find_dates import DateKind, find_dates

_HEAD_LINES = 16
_TITLE_LINES = 4


def headless_letter(lines: Sequence[Line]) -> bool:
    """Two marks of a letter, one of them a title, number, addressee, closing or day of giving; an annex has a title of its own."""
    if not lines or (opens_annex(lines[0].text) and not HEADLESS_TITLE.match(lines[0].text)):
        return False
    head = lines[:_HEAD_LINES]
    strong = (
        any(HEADLESS_TITLE.match(line.text) for line in lines[:_TITLE_LINES]),
        any(find_references(line.text) for line in head),
        any((match := ADDRESSEES.match(line.text)) is not None and len(line.text) > match.end() for line in head),
        any(is_closing(line.text) for line in lines),
        any(GIVEN_ANYWHERE.search(line.text) for line in lines),
    )
    weak = (
        any(SUBJECT.match(line.text) for line in head),
        any(OPENING.match(line.text) and len(line.text) > 40 for line in lines),
        any(_only_a_day(line.text) for line in head),
        bool(signatures(lines)),
    )
    return sum(strong) >= 1 and sum(strong) + sum(weak) >= 2


def _only_a_day(text: str) -> bool:
    hits = find_dates(text)
    return len(hits) == 1 and hits[0].kind is DateKind.DAY and len(text) <= len(hits[0].text) + 8
