"""Where one letter of a file ends and the next begins, and which pages are enclosures of which letter.

A letter begins where a head stands: ที่ with a number, or บันทึกข้อความ, or the title of an order or announcement,
followed by a subject or an addressee. It ends after its signature and contact; what follows, up to the next head, are
its enclosures. A .txt file may hold several letters on one page, so the cut is made between lines, not pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circulars.extraction.bundle.headless import headless_letter
from circulars.extraction.foot.ending import Ending, find_end, signatures, signed_below
from circulars.extraction.foot.signature import closing_index, is_closing, read_foot
from circulars.extraction.page.lines import Line
from circulars.extraction.page.marks import marked_line, urgency_words
from circulars.lexicon.phrases import GIVEN, OPENING
from circulars.lexicon.reading.bundle import MEMO, TITLE
from circulars.lexicon.reading.head import FROM, RADIO_TITLE
from circulars.lexicon.reading.page import ADDRESSEES, NUMBER, SUBJECT
from circulars.thai.text import repair

_HEAD_REACH = 34  # lines from a number to the subject or addressee, stamps between them included
_LATE = 5
_HIGH_LINES = 10  # or among the first lines, on a cut-out of a page
_TOP = 0.45  # on a scanned page a head stands in the upper part


@dataclass(frozen=True, slots=True)
class Span:
    """One letter's own lines, the lines of its enclosures, and whether the page itself tells where it ends."""

    lines: tuple[Line, ...]
    enclosed: tuple[Line, ...]
    sure_end: bool = True
    headless: bool = False

    @property
    def pages(self) -> tuple[int, ...]:
        """Pages with the letter's own lines."""
        return tuple(dict.fromkeys(line.page for line in self.lines))

    @property
    def enclosure_pages(self) -> tuple[int, ...]:
        """Pages with nothing but enclosures; in a .txt file also a page that letter and enclosure share."""
        pages = dict.fromkeys(line.page for line in self.enclosed)
        in_text = bool(self.enclosed) and self.enclosed[0].box is None
        return tuple(page for page in pages if in_text or page not in self.pages)


def split_bundle(lines: Sequence[Line]) -> tuple[Span, ...]:
    """The letters of a file in page order; where no head is found, one that its other marks tell, or none."""
    starts = _starts(lines)
    if not starts and headless_letter(lines):
        ending = _end(lines)
        return (Span(tuple(lines[: ending.end]), tuple(lines[ending.end :]), ending.sure, headless=True),)
    spans = []
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(lines)
        ending = _end(lines[start:stop])
        end = start + ending.end
        spans.append(Span(tuple(lines[start:end]), tuple(lines[end:stop]), ending.sure))
    return tuple(spans)


def _starts(lines: Sequence[Line]) -> list[int]:
    starts: list[int] = []
    floor = 0
    index = 0
    while index < len(lines):
        if _is_head(lines, index, first=not starts):
            start = max(floor, _back(lines, index, floor))
            starts.append(start)
            body = lines[index:]
            closing = closing_index(body[: _next_number(body)])
            index += (closing if closing is not None else _head_length(body)) + 1
            index += _late_number(lines[index : index + _LATE])
            floor = index
        else:
            index += 1
    return starts


def _late_number(following: Sequence[Line]) -> int:
    """Lines to a number and subject that stand below the addressee, as some banks print them; 0 where there are none."""
    for i, line in enumerate(following):
        if OPENING.match(line.text) or is_closing(line.text):
            return 0
        if NUMBER.match(line.text) and i + 1 < len(following) and SUBJECT.match(following[i + 1].text):
            return i + 2
    return 0


def _is_head(lines: Sequence[Line], index: int, *, first: bool) -> bool:
    line = lines[index]
    if line.box is not None and line.box.top > _TOP and _place_on_page(lines, index) > _HIGH_LINES:
        return False
    text = line.text
    reach = lines[index + 1 : index + _HEAD_REACH]
    same_page = [x for x in reach if x.page == line.page]
    if MEMO.match(text):
        return True
    if first and index < _HIGH_LINES and RADIO_TITLE.match(text):
        return any(FROM.match(x.text) for x in same_page[:_HIGH_LINES]) and any(
            ADDRESSEES.match(x.text) for x in same_page[:_HIGH_LINES]
        )
    if NUMBER.match(text) or (line.source.witness and NUMBER.match(repair(line.source.witness.text).strip())):
        return any(SUBJECT.match(x.text) or ADDRESSEES.match(x.text) for x in same_page)
    if TITLE.match(text) and len(text) < 90:
        at_top = first and index < 8
        labelled = any(SUBJECT.match(x.text) or NUMBER.match(x.text) for x in same_page[:6])
        return at_top and (labelled or _given_and_signed(lines[index:]))
    if SUBJECT.match(text):  # a head whose number was not recognised as one
        return any(ADDRESSEES.match(x.text) for x in same_page[:6])
    return bool(
        first and ADDRESSEES.match(text) and any(is_closing(x.text) or SUBJECT.search(x.text) for x in lines[index:])
    )


def _given_and_signed(lines: Sequence[Line]) -> bool:
    """The day on which it is given and who gave it stand below: an announcement or order whole, its subject in the title."""
    given = next((i for i, line in enumerate(lines) if GIVEN.match(line.text)), None)
    return given is not None and signed_below(lines, given) is not None


def _place_on_page(lines: Sequence[Line], index: int) -> int:
    """How many lines of the same page stand above this one."""
    return sum(1 for line in lines[max(0, index - 60) : index] if line.page == lines[index].page)


def _back(lines: Sequence[Line], index: int, floor: int) -> int:
    """Lines above the number that belong to the head: on pages all from the page's top, in text the marks just above."""
    line = lines[index]
    start = index
    if line.box is not None:
        while start > floor and lines[start - 1].page == line.page:
            start -= 1
        return start
    if floor == 0:
        return 0
    while start > floor and index - start < 3 and _is_mark(lines[start - 1].text):
        start -= 1
    return start


def _is_mark(text: str) -> bool:
    return bool(urgency_words(text) or marked_line(text))


def _next_number(body: Sequence[Line]) -> int:
    """Index of the next head-like number after this letter's own head, or the length."""
    page = body[0].page
    for i, line in enumerate(body[1:], 1):
        on_other_page = line.box is not None and line.page != page and line.box.top < 0.3
        numbered = NUMBER.match(line.text) or (
            SUBJECT.match(line.text) and any(ADDRESSEES.match(x.text) for x in body[i + 1 : i + 6])
        )
        if numbered and on_other_page and i > 3:
            return i
    return len(body)


def _head_length(body: Sequence[Line]) -> int:
    """Without a closing: up to where the next page's head could stand, at least past the addressee."""
    for i, line in enumerate(body[:_HEAD_REACH]):
        if ADDRESSEES.match(line.text):
            return i
    return min(3, len(body) - 1)


def _end(lines: Sequence[Line]) -> Ending:
    """Where the letter's own foot ends; one whose closing stands behind another's signature has lost its own."""
    closing = closing_index(lines)
    if closing is None or any(lines[i].page < lines[closing].page for i in signatures(lines[:closing])):
        return find_end(lines)
    foot = read_foot(lines[closing:])
    end = closing + foot.end
    if lines[0].box is None:
        return Ending(end, sure=True)
    page = lines[min(end, len(lines)) - 1].page  # on pages, what else stands on the last page is still the letter's
    while end < len(lines) and lines[end].page == page:
        end += 1
    return Ending(end, sure=True)
