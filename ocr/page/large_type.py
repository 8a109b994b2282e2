"""Rubber stamps and headings in large type: ด่วนที่สุด, ลับ.

They are read from the page at half its size, where their letters are as large as those the recogniser knows from lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from circulars.extraction.page.marks import marked_line
from circulars.letter.page import TextLine
from ocr.page.clean import Image
from ocr.page.lines import LEAST_OF_A_MARK, Strip, find_strips

_LARGER = 1.6  # times the letters of the page's lines
_LETTERS = 5  # parts of a strip that tell what a line of this page is
_INK = 200  # gray level below which ink is ink
_FRAME_WIDTH, _FRAME_HEIGHT = 0.5, 0.25  # inches: the smallest stamp
_FRAME_FILL = 0.3  # of its rectangle: strokes of an outline, not of a letter
_SAME = 0.6  # of the smaller box: two readings of one line


def with_large_type(
    lines: tuple[TextLine, ...], gray: Image, dpi: float, read: Callable[[Sequence[Strip], Image], tuple[TextLine, ...]]
) -> tuple[TextLine, ...]:
    """The lines of a page with those in large type read again at half size; the surer reading of each stays.

    `read` makes lines of strips cut from the given picture.
    """
    half = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)
    strips = find_strips(half, dpi)
    usual = [strip.letter_height for strip in strips if strip.parts >= _LETTERS]
    if not usual:
        return lines
    large = [strip for strip in strips if strip.letter_height >= _LARGER * float(np.median(usual))]
    found = list(lines)
    for line in read(large, half):
        rivals = [other for other in found if _overlap(line, other) > _SAME]
        if not rivals:
            found.insert(_place(found, line), line)
        elif len(rivals) == 1 and _of_one_size(line, rivals[0]) and _sureness(line) > _sureness(rivals[0]):
            witness = line.witness or rivals[0].witness  # of the same print, whatever its size
            found[found.index(rivals[0])] = replace(line, cell=rivals[0].cell, witness=witness)
    return tuple(found)


def with_half_size(
    lines: tuple[TextLine, ...], gray: Image, dpi: float, read: Callable[[Sequence[Strip], Image], tuple[TextLine, ...]]
) -> tuple[TextLine, ...]:
    """The lines of a layer with what half its size shows besides: large stamps, where no print tells what is large.

    What was read at full size stays; a mark of secrecy that only half the size shows stands beside it.
    """
    half = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)
    found = list(lines)
    for line in read(find_strips(half, dpi, LEAST_OF_A_MARK), half):
        if marked_line(line.text) or not any(_overlap(line, other) > _SAME for other in lines):
            found.insert(_place(found, line), line)
    return tuple(found)


def without_frames(gray: Image, dpi: float) -> Image:
    """A layer of ink with the frames of its stamps made paper: thin closed outlines around other strokes, at any slope."""
    dark = (gray < _INK).astype(np.uint8)
    count, labels, stats, middles = cv2.connectedComponentsWithStats(dark, connectivity=8)
    cleared = gray.copy()
    for i in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[i])
        if w < _FRAME_WIDTH * dpi or h < _FRAME_HEIGHT * dpi or area > _FRAME_FILL * w * h:
            continue
        inside = (middles[1:, 0] > x) & (middles[1:, 0] < x + w) & (middles[1:, 1] > y) & (middles[1:, 1] < y + h)
        if int(inside.sum()) > LEAST_OF_A_MARK:  # the frame's own middle, and the strokes within
            frame = cv2.dilate((labels[y : y + h, x : x + w] == i).astype(np.uint8), np.ones((3, 3), np.uint8))
            cleared[y : y + h, x : x + w][frame > 0] = 255
    return cleared


def _sureness(line: TextLine) -> tuple[bool, float]:
    agreed = line.witness is not None and line.witness.text.split() == line.text.split()
    return agreed, line.confidence


def _overlap(one: TextLine, two: TextLine) -> float:
    """Shared area over that of the smaller box, 0 to 1."""
    if one.box is None or two.box is None:
        return 0.0
    wide = min(one.box.right, two.box.right) - max(one.box.left, two.box.left)
    high = min(one.box.bottom, two.box.bottom) - max(one.box.top, two.box.top)
    smaller = min(one.box.width * one.box.height, two.box.width * two.box.height)
    return max(0.0, wide) * max(0.0, high) / smaller if smaller > 0 else 0.0


def _of_one_size(one: TextLine, two: TextLine) -> bool:
    if one.box is None or two.box is None:
        return False
    return 0.5 < one.box.height / two.box.height < 2 and 0.5 < one.box.width / two.box.width < 2


def _place(lines: Sequence[TextLine], line: TextLine) -> int:
    top = line.box.top if line.box else 0.0
    return next((i for i, other in enumerate(lines) if other.box and other.box.top > top), len(lines))
