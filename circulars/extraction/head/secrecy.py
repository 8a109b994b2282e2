"""Marks of secrecy wherever a page may carry them: head, foot, margin, stamp, beside urgency, alone on a line.

A veto never depends on layout. What stands by itself in head, foot, margin or stamp is a mark; in running text only a
line that holds nothing else is. What may be a mark misread, or stands on an enclosure, is asked about; a word inside a
sentence or a name (ความลับ, ลับแล) is neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.extraction.foot.signature import is_closing
from circulars.extraction.page.labels import LABELS, Part
from circulars.extraction.page.lines import Line, critical, seen
from circulars.extraction.page.marks import FoundWord, looks_secret, marked_line, secrecy_words, urgency_words
from circulars.letter.doubt import (
    CLASS_UNTOLD,
    MARK_ON_ENCLOSURE,
    MARK_ON_PAGE,
    MARK_UNCLEAR,
    SECOND_READ,
    SECRET_NUMBER,
    SEVERAL_CLASSES,
    Doubt,
)
from circulars.letter.field import Field
from circulars.letter.letter import Secrecy
from circulars.letter.page import Page
from circulars.lexicon.people import NAME
from circulars.lexicon.phrases import OPENING
from circulars.lexicon.reading.head import HEAD_TITLE
from circulars.lexicon.reading.marks import BULLET_OF_MARK, ITEM_BEGINS, SECRET_REGISTER
from circulars.lexicon.reading.page import NUMBER
from circulars.thai.text import repair

_PARTS = [label.pattern for label in LABELS if label.part in (Part.SUBJECT, Part.ADDRESSEES, Part.REFERENCES)]
_EDGE = 0.12  # of the page's height: head and foot of a sheet
_MARGIN = 0.12  # of its width
_CENTRED = 0.2  # of the width, from the middle
_FOOT_REACH = 14  # lines from the closing or the name that are still the letter's foot
_HEAD_REACH = 34  # lines from the top of a page to its first label
_SENTENCE = 60  # characters: a longer line of head or foot is text, not a mark with something beside it
_CELL = 0.5  # of the lower line: two lines of one row


class Zone(StrEnum):
    """Where on a page a line stands."""

    HEAD = "head"
    FOOT = "foot"
    EDGE = "edge"
    STAMP = "stamp"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """A mark as seen: its class (None where a person must say which, or whether), its line and zone, and why it is asked."""

    level: Secrecy | None
    line: Line
    zone: Zone
    doubt: Doubt | None = None


def find_marks(lines: Sequence[Line], ink: Sequence[Line] = ()) -> tuple[SecrecyMark, ...]:
    """Every mark of secrecy among the lines of some pages and of their coloured ink, in page order."""
    zones = _zones(lines)
    found = [mark for i in range(len(lines)) for mark in _of_line(lines, i, zones[i])]
    found += [mark for i in range(len(ink)) for mark in _of_line(ink, i, Zone.STAMP)]
    return tuple(found)


def read_secrecy(own: Sequence[SecrecyMark], enclosed: Sequence[SecrecyMark] = ()) -> Field[Secrecy]:
    """The class of a letter by the marks on its own pages; one on an enclosure, or an unsure one, is asked about."""
    sure = [mark for mark in own if mark.level is not None and not mark.doubt]
    if sure:
        gravest = max(sure, key=lambda mark: list(Secrecy).index(mark.level or Secrecy.CONFIDENTIAL))
        raw = gravest.line.text
        doubts = critical(Field(), [gravest.line], raw)
        if any(mark.level is not gravest.level for mark in sure):
            doubts = (*doubts, SEVERAL_CLASSES())
        return Field(gravest.level, seen([gravest.line], raw, f"secrecy.{gravest.zone}"), doubts)
    for mark, unsure in (*((one, MARK_ON_PAGE) for one in own), *((one, MARK_ON_ENCLOSURE) for one in enclosed)):
        raw = mark.line.text
        why = mark.doubt or unsure(raw)
        return Field(None, seen([mark.line], raw, f"secrecy.{mark.zone}"), (why,))
    return Field()


def pages_marks(pages: Sequence[Page], lines: Sequence[Line]) -> tuple[SecrecyMark, ...]:
    """Every mark of a whole file, letters found in it or not."""
    return find_marks(lines, [line for page in pages for line in ink_lines(page)])


def ink_lines(page: Page) -> list[Line]:
    """The lines of a page's coloured ink: stamps and pens."""
    return [Line(repair(line.text).strip(), page.number, line) for line in page.ink_lines]


def _of_line(lines: Sequence[Line], i: int, zone: Zone) -> Iterator[SecrecyMark]:
    line = lines[i]
    words = _words(line.text, lines, i, zone)
    if words:
        level = words[0].level if len({word.level for word in words}) == 1 else None
        doubt = None if level is not None else CLASS_UNTOLD(line.text)
        yield SecrecyMark(level, line, zone, doubt)
        return
    witness = repair(line.source.witness.text).strip() if line.source.witness else ""
    if zone is not Zone.TEXT and SECRET_REGISTER.match(line.text) and (not witness or SECRET_REGISTER.match(witness)):
        yield SecrecyMark(None, line, zone, SECRET_NUMBER(line.text))
    elif witness and witness != line.text and _words(witness, lines, i, zone):
        yield SecrecyMark(None, line, zone, SECOND_READ(witness))
    elif _may_be_misread(lines, i, zone):
        yield SecrecyMark(None, line, zone, MARK_UNCLEAR(line.text))


def _words(text: str, lines: Sequence[Line], i: int, zone: Zone) -> tuple[FoundWord, ...]:
    alone = marked_line(text)
    if zone is Zone.TEXT:
        legend = len({word.level for word in alone}) > 1  # ลับที่สุด ลับมาก ลับ: a choice, a heading, an explanation
        return () if legend or BULLET_OF_MARK.match(text) or _goes_on(lines, i) or _is_cell(lines, i) else alone
    if alone:
        return alone
    if zone is Zone.EDGE or len(text) > _SENTENCE or OPENING.match(text) or ITEM_BEGINS.match(text):
        return ()
    return secrecy_words(text)


def _zones(lines: Sequence[Line]) -> list[Zone]:
    zones = []
    state, since = Zone.TEXT, 0
    ends = _first_and_last(lines)
    for i, line in enumerate(lines):
        if i == 0 or lines[i - 1].page != line.page:
            state, since = (Zone.HEAD if _label_ahead(lines, i) else Zone.TEXT), 0
        since += 1
        if any(pattern.match(line.text) for pattern in _PARTS) or OPENING.match(line.text):
            state = Zone.TEXT
        elif is_closing(line.text) or NAME.match(line.text):
            state, since = Zone.FOOT, 0
        elif (
            state is not Zone.HEAD
            and (NUMBER.match(line.text) or HEAD_TITLE.match(line.text))
            and _label_ahead(lines, i)
        ):
            state, since = Zone.HEAD, 0
        elif state is Zone.FOOT and since > _FOOT_REACH:
            state = Zone.TEXT
        zones.append(_zone(line, state, at_end=i in ends))
    return zones


def _zone(line: Line, state: Zone, *, at_end: bool) -> Zone:
    if line.source.coloured_ink:
        return Zone.STAMP
    if state is not Zone.TEXT:
        return state
    if line.box is not None:
        at_edge = line.box.bottom < _EDGE or line.box.top > 1 - _EDGE
        in_margin = line.box.left > 1 - _MARGIN or line.box.right < _MARGIN
        return Zone.EDGE if at_edge or in_margin else Zone.TEXT
    return Zone.EDGE if at_end else Zone.TEXT


def _first_and_last(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the two first and the two last lines of each page: all that tells head and foot of a text without boxes."""
    pages: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        pages.setdefault(line.page, []).append(i)
    return frozenset(i for same in pages.values() for i in (*same[:2], *same[-2:]))


def _label_ahead(lines: Sequence[Line], i: int) -> bool:
    ahead = lines[i : i + _HEAD_REACH]
    return any(x.page == lines[i].page and any(pattern.match(x.text) for pattern in _PARTS) for x in ahead)


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """The last word of a sentence that the line above leaves open: …ผู้รักษาความ / ลับ."""
    if i == 0 or lines[i - 1].page != lines[i].page or lines[i].after_blank:
        return False
    return not secrecy_words(f"{lines[i - 1].text} {lines[i].text}")


def _is_cell(lines: Sequence[Line], i: int) -> bool:
    """A cell of a table: other text stands in its row, and it is no mark itself."""
    box = lines[i].box
    for other in lines[max(0, i - 6) : i + 7]:
        if other is lines[i] or other.page != lines[i].page or box is None or other.box is None:
            continue
        shared = min(box.bottom, other.box.bottom) - max(box.top, other.box.top)
        if shared > _CELL * min(box.height, other.box.height) and not urgency_words(other.text):
            return True
    return False


def _may_be_misread(lines: Sequence[Line], i: int, zone: Zone) -> bool:
    line = lines[i]
    if zone is Zone.TEXT or not looks_secret(line.text):
        return False
    if line.source.coloured_ink:
        return True
    if line.box is not None:
        return abs(line.box.middle[0] - 0.5) < _CENTRED and not _is_cell(lines, i)
    return zone in (Zone.HEAD, Zone.EDGE)
