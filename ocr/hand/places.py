"""Where a clerk fills in by pen: behind the stroke of the number, before the month of the date, behind a stamp's labels.

The print beside it is read; what stands there by hand may be larger than the line, in coloured ink, and of no row that the
line finder knows. So the place is cut out of the upright picture itself, black print and coloured ink together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from circulars.letter.page import Box, Page, TextLine
from circulars.lexicon.reading.head import BEHIND_STROKE, MONTH_BEHIND, STAMP_LABEL
from circulars.lexicon.reading.page import NUMBER
from circulars.thai.find_dates import DateKind, find_dates
from circulars.thai.text import repair
from ocr.engines.line_strip import consonant_band, ink
from ocr.hand.reader import HandDigits

_HEAD = 0.45  # of the page's height: numbers and days of the head stand above
_STAMPS = 0.35  # and receipt stamps above this
_REACH_NUMBER = 0.17  # of the page's width: how far behind a number's print a hand may write
_REACH_DAY = 0.085  # how far before a month
_REACH_STAMP = 0.17  # how far behind a stamp's label
_ABOVE, _BELOW = 1.9, 0.9  # of the consonants' height: what a hand takes above and below the line
_BACK, _LEAD = 2.4, 3.4  # signs before a number's end of print from which the cut begins, and in which print may stand
_GAP = 0.004  # of the page's width, left free before what stands next in the row
_PAPER = 208  # lighter than this is paper, as `ocr.page.clean` has it
_DARK = 150  # darker than this is ink that joins a piece to the edge
_LONGEST_DATE, _LONGEST_OF_STAMP = 40, 40  # signs
_NARROW = " .,:/'ๅ1"
_MARKS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d"


@dataclass(frozen=True, slots=True)
class _Place:
    """A line, and the columns beside or in it that a clerk fills in; ``lead`` of them may hold print. Fractions of the width."""

    line: TextLine
    left: float
    right: float
    lead: float = 0.0


def with_hand(page: Page, picture: NDArray[np.uint8], reader: HandDigits) -> Page:
    """The page with the reader's witness on each line of its head that a clerk fills in. ``picture``: upright, gray or RGB."""
    gray = flat(picture)
    return replace(page, lines=_read(page.lines, gray, reader), ink_lines=_read(page.ink_lines, gray, reader))


def _read(lines: tuple[TextLine, ...], gray: NDArray[np.uint8], reader: HandDigits) -> tuple[TextLine, ...]:
    found: dict[int, TextLine] = {}
    for place in _places(lines):
        cut = _cut(place, lines, gray)
        if cut is not None and (reading := reader.read(cut, round(place.lead * gray.shape[1]))).text:
            found[id(place.line)] = replace(place.line, hand=reading)
    return tuple(found.get(id(line), line) for line in lines)


def _places(lines: Sequence[TextLine]) -> Iterator[_Place]:
    for line in lines:
        box = line.box
        if box is None or box.top > _HEAD:
            continue
        text = repair(line.text).strip()
        if NUMBER.match(text) and box.left < 0.5 and (stroke := BEHIND_STROKE.match(text)):
            sign = box.width / max(1.0, sum(_widths(text)))
            at = box.left + share_of_width(text, stroke.end()) * box.width - _BACK * sign
            yield _Place(line, at, box.right + _REACH_NUMBER, _LEAD * sign)
        elif (month := _before_month(text)) is not None:
            yield _Place(line, box.left - _REACH_DAY, box.left + share_of_width(text, month) * box.width)
        elif box.top < _STAMPS and len(text) < _LONGEST_OF_STAMP and (label := STAMP_LABEL.match(text)):
            yield _Place(line, box.left + share_of_width(text, label.end()) * box.width, box.right + _REACH_STAMP)


def _before_month(text: str) -> int | None:
    """How many signs of a line that is a date stand before its month; None for any other line."""
    hits = find_dates(text)
    if len(text) > _LONGEST_DATE or len(hits) != 1 or hits[0].kind not in (DateKind.DAY, DateKind.MONTH):
        return None
    if len(text) > len(hits[0].text) + 12:
        return None
    month = MONTH_BEHIND.search(text, hits[0].start)
    return month.start() if month else None


def share_of_width(text: str, signs: int) -> float:
    """How much of a line's width its first signs take: marks take none, stops and strokes half."""
    wide = _widths(text)
    return sum(wide[:signs]) / max(1.0, sum(wide))


def _widths(text: str) -> list[float]:
    return [0.0 if unicodedata.combining(s) or s in _MARKS else 0.5 if s in _NARROW else 1.0 for s in text]


def _cut(place: _Place, lines: Sequence[TextLine], gray: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The picture of a place, up to what stands next in its row, without ink that reaches in from beside, above or below."""
    box = place.line.box
    assert box is not None
    height, width = gray.shape
    left, right = place.left, place.right
    for other in lines:
        if other is place.line or other.box is None or not _same_row(box, other.box) or _by_hand(other):
            continue
        if other.box.left >= box.right:
            right = min(right, other.box.left - _GAP)
        elif other.box.right <= box.left:
            left = max(left, other.box.right + _GAP)
    rows = slice(max(0, round(box.top * height)), min(height, round(box.bottom * height)))
    print_ = gray[rows, max(0, round(box.left * width)) : min(width, round(box.right * width))]
    if print_.shape[0] < 6 or print_.shape[1] < 6:
        return None
    top, base = consonant_band(ink(print_))
    tall = base - top
    first, last = round(rows.start + base - tall * (1 + _ABOVE)), round(rows.start + base + tall * _BELOW)
    picture = gray[max(0, first) : last, max(0, round(left * width)) : max(0, round(right * width))]
    if picture.shape[0] < 8 or picture.shape[1] < 8:
        return None
    return _alone(picture)


def _alone(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The picture without what touches its edges: print that was cut through, neighbouring lines, frames."""
    dark = (picture < _DARK).astype(np.uint8)
    count, labels = cv2.connectedComponents(dark, connectivity=8)
    edges = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    foreign = np.zeros(count, bool)
    foreign[edges] = True
    foreign[0] = False
    cleared = picture.copy()
    cleared[cv2.dilate(foreign[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    return cleared


def _same_row(one: Box, two: Box) -> bool:
    return min(one.bottom, two.bottom) - max(one.top, two.top) > 0.4 * min(one.height, two.height)


def _by_hand(line: TextLine) -> bool:
    """A piece of the row that holds nothing but a few digits: what a clerk filled in, read as a line of its own."""
    text = "".join(repair(line.text).split())
    return 0 < len(text) <= 7 and sum(sign.isdigit() for sign in text) * 2 >= len(text)


def flat(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Gray with its paper white, coloured ink as dark as it is."""
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY) if picture.ndim == 3 else picture
    ramp = np.clip(np.arange(256) * 255.0 / _PAPER, 0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(gray, ramp), np.uint8)
