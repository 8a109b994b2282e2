"""A page without a head that can be recognised may still be a letter: told by two of its other marks, all of it asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from circulars.extraction.foot.ending import opens_annex, signatures
from circulars.extraction.foot.signature import is_closing
from circulars.extraction.page.labels import LABELS, OPENING, Part
from circulars.extraction.page.lines import Line
from circulars.letter.reference import find_references
from circulars.thai.find_dates import DateKind, find_dates

_TITLE = re.compile(r"^(?:คำสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ|วิทยุ|หนังสือรับรอง)(?!\s*ณ)")
_GIVEN = re.compile(r"(?:สั่ง|ประกาศ|ให้ไว้)\s*ณ\s*วันท")
_TO = next(label.pattern for label in LABELS if label.part is Part.ADDRESSEES)
_ABOUT = next(label.pattern for label in LABELS if label.part is Part.SUBJECT)
_HEAD_LINES = 16
_TITLE_LINES = 4


def headless_letter(lines: Sequence[Line]) -> bool:
    """Two marks of a letter, one of them a title, number, addressee, closing or day of giving; an annex has a title of its own."""
    if not lines or (opens_annex(lines[0].text) and not _TITLE.match(lines[0].text)):
        return False
    head = lines[:_HEAD_LINES]
    strong = (
        any(_TITLE.match(line.text) for line in lines[:_TITLE_LINES]),
        any(find_references(line.text) for line in head),
        any((match := _TO.match(line.text)) is not None and len(line.text) > match.end() for line in head),
        any(is_closing(line.text) for line in lines),
        any(_GIVEN.search(line.text) for line in lines),
    )
    weak = (
        any(_ABOUT.match(line.text) for line in head),
        any(OPENING.match(line.text) and len(line.text) > 40 for line in lines),
        any(_only_a_day(line.text) for line in head),
        bool(signatures(lines)),
    )
    return sum(strong) >= 1 and sum(strong) + sum(weak) >= 2


def _only_a_day(text: str) -> bool:
    hits = find_dates(text)
    return len(hits) == 1 and hits[0].kind is DateKind.DAY and len(text) <= len(hits[0].text) + 8
