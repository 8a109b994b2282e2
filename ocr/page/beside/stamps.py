"""What stands in the frames of receipt stamps: read apart from the page, turned level, by both witnesses and the reader of hands.

A stamp holds print of one size, a dater's print of another, and a pen's that runs over both; none of them stands in rows with
the others. So it is looked at in three ways: line by line as a page is, its tall signs alone without leaders, and its upper
part, where the office stands, in slices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from circulars.letter.page import Box, FramedStamp, Reading, TextLine
from circulars.lexicon.reading.head import STAMP_LABEL
from circulars.thai.text import consonants_of, repair
from ocr.engines.engine import LineEngine
from ocr.hand.places import flat, share_of_width
from ocr.hand.reader import HandDigits
from ocr.page.beside.frames import AMONG_PRINT, COLOURED, OVER_THE_HEAD, Frame, find_frames, turned, unframed
from ocr.page.clean import CleanPage, Image
from ocr.page.lines import LEAST_OF_A_MARK, Strip, components, cut, find_strips
from ocr.page.rows import find_rows

_MM = 1 / 25.4  # inches
_INK = 190  # gray level
_SPECK = 1.0  # millimetres: dots of leaders
_TALL, _TALLEST = 2.3, 8.0  # millimetres of a dater's signs and of a pen's
_LEAST_TALL = 3
_UPPER = 0.45  # of the frame's height: the office stands there
_SLICE, _STEP = 6.5, 1.0  # millimetres
_BAND = 0.45  # of a slice: its letters
_LEAST_DARK = 20  # pixels of ink in a slice
_MOST_FRAMES = 4
_RISES, _SINKS = 1.0, 0.4  # of a label's height: a hand beside it


@dataclass(frozen=True, slots=True)
class StampReaders:
    """Who reads what stands in frames: both witnesses, and the reader of digits by hand."""

    first: LineEngine
    second: LineEngine
    hand: HandDigits


def read_stamps(page: CleanPage, by: StampReaders) -> tuple[FramedStamp, ...]:
    """The framed stamps at the top of a page, coloured ones first; an empty frame is none."""
    whole = flat(page.color)
    found = [] if page.ink is None else [(f, page.ink, True) for f in find_frames(page.ink, page.dpi, COLOURED)]
    for look in (OVER_THE_HEAD, AMONG_PRINT):
        for frame in find_frames(page.gray, page.dpi, look):
            if not any(_overlap(frame, other) for other, _, _ in found):
                found.append((frame, whole, False))
    stamps = (_stamp(frame, picture, page, by, coloured=coloured) for frame, picture, coloured in found[:_MOST_FRAMES])
    return tuple(stamp for stamp in stamps if stamp.lines)


def _overlap(one: Frame, two: Frame) -> bool:
    across, down = (abs(a - b) for a, b in zip(one.middle, two.middle, strict=True))
    return across < (one.width + two.width) / 2.6 and down < (one.height + two.height) / 2.6


def _stamp(frame: Frame, picture: Image, page: CleanPage, by: StampReaders, *, coloured: bool) -> FramedStamp:
    within = unframed(picture, page.dpi, frame)
    strips = [*find_strips(within, page.dpi, LEAST_OF_A_MARK), *_tall(within, page.dpi)]
    lines = [*_office(within, page.dpi, by), *_lines(strips, page.dpi, by)]
    back = cv2.invertAffineTransform(turned(frame, page.dpi))
    placed = tuple(
        replace(_with_hand(line, strip, within, by.hand), box=_on_page(strip, back, page), coloured_ink=coloured)
        for strip, line in lines
    )
    whole = Strip(0, 0, within.shape[1], within.shape[0], within, 0, 0, (0, 0), 0, 0, 0)
    return FramedStamp(_on_page(whole, back, page), placed, coloured)


def _lines(strips: Sequence[Strip], dpi: float, by: StampReaders) -> Iterator[tuple[Strip, TextLine]]:
    """Each strip with what both witnesses read; those of which neither made anything are none."""
    if not strips:
        return
    for strip, own, other in zip(strips, by.first.read(strips, dpi), by.second.read(strips, dpi), strict=True):
        if own.text or other.text:
            yield strip, _line(own, other)


def _line(own: Reading, other: Reading) -> TextLine:
    return TextLine(own.text, None, own.confidence, own.engine, own.characters, other, handwritten=True)


def _tall(within: Image, dpi: float) -> list[Strip]:
    """The strips of tall signs, dots and leaders left out."""
    dark = (within < _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    specks = stats[:, 2:4].max(1) < _SPECK * _MM * dpi
    specks[0] = False
    bare = within.copy()
    bare[cv2.dilate(specks[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = 255
    parts = components(bare, dpi, LEAST_OF_A_MARK)
    if parts is None:
        return []
    tall = parts.h[parts.usable & (parts.h > _TALL * _MM * dpi) & (parts.h < _TALLEST * _MM * dpi)]
    if len(tall) < _LEAST_TALL:
        return []
    parts.letter = float(np.median(tall))
    return list(cut(bare, dpi, parts, find_rows(parts), {}))


def _office(within: Image, dpi: float, by: StampReaders) -> list[tuple[Strip, TextLine]]:
    """The slice of the upper part that holds the most letters, read most surely; none where it holds none."""
    slices = list(_slices(within, dpi))
    if not slices:
        return []
    readings = by.first.read(slices, dpi)
    best = max(range(len(slices)), key=lambda i: len(consonants_of(readings[i].text)) * readings[i].confidence ** 2)
    if not readings[best].text:
        return []
    (other,) = by.second.read([slices[best]], dpi)
    return [(slices[best], _line(readings[best], other))]


def _slices(within: Image, dpi: float) -> Iterator[Strip]:
    tall, step = round(_SLICE * _MM * dpi), max(1, round(_STEP * _MM * dpi))
    for top in range(0, max(1, round(within.shape[0] * _UPPER) - tall // 2), step):
        rows = within[top : top + tall]
        columns = np.flatnonzero((rows < _INK).any(0))
        if len(columns) < _LEAST_DARK:
            continue
        left, right = max(0, int(columns[0]) - 6), int(columns[-1]) + 6
        picture = np.ascontiguousarray(rows[:, left:right])
        band = (tall * (1 - _BAND) / 2, tall * (1 + _BAND) / 2)
        yield Strip(left, top, left + picture.shape[1], top + rows.shape[0], picture, 0, tall * _BAND, band, 0, 0, 9)


def _with_hand(line: TextLine, strip: Strip, within: Image, hand: HandDigits) -> TextLine:
    """The line with the digits that a hand wrote beside its label."""
    text = repair(line.text).strip()
    label = STAMP_LABEL.match(text)
    if label is None:
        return line
    height = strip.bottom - strip.top
    left = strip.left + round(share_of_width(text, label.end()) * (strip.right - strip.left))
    rows = slice(max(0, round(strip.top - _RISES * height)), round(strip.bottom + _SINKS * height))
    beside = within[rows, left:]
    if min(beside.shape) < 8:
        return line
    reading = hand.read(beside)
    return replace(line, hand=reading) if reading.text else line


def _on_page(strip: Strip, back: NDArray[np.float64], page: CleanPage) -> Box:
    """Where a strip of a frame stands on the page, as its upright rectangle."""
    across, down = (strip.left, strip.right), (strip.top, strip.bottom)
    corners = np.array([(x, y, 1.0) for x in across for y in down]) @ back.T
    height, width = page.gray.shape
    (left, top), (right, bottom) = corners.min(0), corners.max(0)
    return Box(
        max(0.0, float(left) / width),
        max(0.0, float(top) / height),
        min(1.0, float(right) / width),
        min(1.0, float(bottom) / height),
    )
