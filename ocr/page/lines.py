"""Text lines of a cleaned page from its connected components, so that Thai marks stay with their letters.

Tesseract's own row finder puts a tone over an upper vowel into a row of its own. Here the letters (components as tall
as the page's usual letter) are chained into rows first; marks, dots and strokes then join the nearest row; rows are cut
at wide gaps, so that a line never spans the gap between ที่ on the left and the agency on the right. Specks, rules,
emblems and signatures do not become lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from circulars.letter.page import CellPlace
from ocr.page.rows import Image, Parts, Row, find_rows
from ocr.page.tables.columns import gutters_of

_ABOVE, _BELOW = 0.6, 0.3  # a crop reaches this share of the letter height above and below the letters
_WIDE_GAP = 1.6  # letter heights: a gap wider than this ends a line …
_JUSTIFIED_GAP = 2.6  # … but in a row of stretched word spaces only one wider than this, or much wider than the others
_STRETCHED = 1.8
_WORD_GAP = 0.45  # letter heights: narrower gaps stand between letters, not words


@dataclass(frozen=True, slots=True)
class Strip:
    """One line cut out of a page: pixel box, the picture with foreign ink painted out, and its letters' band.

    ``marks_above``/``marks_below`` count small parts over and under the letters: an upright Thai page has about ten
    above for one below, which tells upside down. ``row`` numbers the page's rows from the top; ``cell`` is the cell of a
    table that holds the line, ``columned`` a line of a table without rules.
    """

    left: int
    top: int
    right: int
    bottom: int
    picture: Image
    row: int
    letter_height: float
    band: tuple[float, float]
    marks_above: int
    marks_below: int
    parts: int
    cell: CellPlace | None = None
    columned: bool = False


LEAST_LETTERS = 5
"""Letters that a page of print has at least; fewer are debris."""
LEAST_OF_A_MARK = 2
"""Letters of ลับ: a layer of coloured ink may hold nothing else."""


def find_strips(gray: Image, dpi: float, least: int = LEAST_LETTERS) -> tuple[Strip, ...]:
    """The page's lines in reading order (row by row, left to right); none where fewer than `least` letters stand."""
    parts = components(gray, dpi, least)
    if parts is None:
        return ()
    rows = find_rows(parts)
    return cut(gray, dpi, parts, rows, gutters_of(parts, rows)) if rows else ()


def marks_balance(strips: tuple[Strip, ...]) -> tuple[int, int]:
    """Small parts (above, below) the letters over all lines long enough to tell."""
    long = [s for s in strips if s.parts >= 5]
    return sum(s.marks_above for s in long), sum(s.marks_below for s in long)


def components(gray: Image, dpi: float, least: int) -> Parts | None:
    """What is connected on a page, its long strokes apart; None where fewer than `least` letters stand."""
    level, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)
    dark = (gray < min(max(level, 110), 200)).astype(np.uint8)
    across = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, int(dpi * 0.55)), np.uint8))
    down = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((int(dpi * 0.40), 1), np.uint8))
    rules = cv2.dilate(across, np.ones((3, 1), np.uint8)) | cv2.dilate(down, np.ones((1, 3), np.uint8))
    dark[rules > 0] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    x, y, w, h, area = (stats[:, i].astype(np.int32) for i in range(5))
    mm = dpi / 25.4
    usable = (area >= max(3, 0.065 * mm * mm)) & (np.arange(count) > 0)
    heights = h[usable & (h > 1.1 * mm) & (h < 5 * mm) & (w < 8 * mm)]
    if len(heights) < least:
        return None
    letter = float(np.median(heights))
    big = usable & ((h > 3.4 * letter) | (w > 14 * letter))
    return Parts(labels, x, y, w, h, area, usable & ~big, big, letter, rules.astype(np.uint8))


def cut(
    gray: Image, dpi: float, parts: Parts, rows: Sequence[Row], gutters: Mapping[int, Sequence[float]]
) -> tuple[Strip, ...]:
    """Rows cut at wide gaps, and each piece's picture with its neighbours' ink painted out; ``row`` counts the rows given.

    ``gutters``: for rows of a table where its columns part, none inside a cell.
    """
    pieces: list[tuple[int, Row, NDArray[np.int64]]] = []
    for number, row in enumerate(rows):
        members = sorted(set(row.members), key=lambda i: int(parts.x[i]))
        if number in gutters:
            members = [i for i in members if not _of_rule(parts, i, row)] or members
        ends = np.maximum.accumulate([int(parts.x[i] + parts.w[i]) for i in members])
        gaps = np.array([int(parts.x[i]) for i in members[1:]]) - ends[:-1]
        wide = _wide_gaps(gaps.astype(np.float64), max(row.height, parts.letter))
        begins = np.array([int(parts.x[i]) for i in members[1:]])
        for gutter in gutters.get(number, ()):
            wide |= (ends[:-1] < gutter) & (gutter < begins)
        pieces += [(number, row, piece) for piece in np.split(np.array(members), np.flatnonzero(wide) + 1)]
    least = 0.15 * parts.letter**2  # a speck that stands alone is no line; in a table it may be a dash or a digit
    pieces = [p for p in pieces if p[0] in gutters or len(p[2]) >= 2 or parts.area[p[2]].sum() >= least]
    owner = np.zeros(len(parts.x), np.int32)
    for k, (_, _, members_of) in enumerate(pieces, 1):
        owner[members_of] = k
    paper = int(np.percentile(gray[::7, ::7], 70))
    pad = max(3, round(4 * dpi / 300))
    strips = (_strip(gray, parts, owner, k, piece, pad, paper) for k, piece in enumerate(pieces, 1))
    return tuple(replace(one, columned=True) if one.row in gutters else one for one in strips)


def _of_rule(parts: Parts, part: int, row: Row) -> bool:
    """What is left of a torn rule above or below a row: flat, and outside its letters."""
    middle = float(parts.y[part] + parts.h[part] / 2)
    flat = parts.h[part] <= 0.12 * parts.letter and parts.w[part] > 3 * parts.h[part]
    return bool(flat) and not row.top <= middle <= row.bottom


def _wide_gaps(gaps: NDArray[np.float64], letter: float) -> NDArray[np.bool_]:
    """Which gaps of a row end a line: wide ones, but not the word spaces of a row stretched to both margins."""
    words = gaps > _WORD_GAP * letter
    ends = gaps > _WIDE_GAP * letter
    for i in np.flatnonzero(ends & (gaps <= _JUSTIFIED_GAP * letter)):
        others = gaps[words & (np.arange(len(gaps)) != i)]
        if len(others):
            ends[i] = gaps[i] > _STRETCHED * float(np.median(others))
    return ends


def _strip(
    gray: Image,
    parts: Parts,
    owner: NDArray[np.int32],
    own: int,
    piece: tuple[int, Row, NDArray[np.int64]],
    pad: int,
    paper: int,
) -> Strip:
    number, row, m = piece
    height, width = gray.shape
    top = int(min(parts.y[m].min(), row.top - _ABOVE * row.height)) - pad
    bottom = int(max(parts.base[m].max(), row.bottom + _BELOW * row.height)) + pad
    left, right = int(parts.x[m].min()) - pad, int((parts.x + parts.w)[m].max()) + pad
    top, bottom, left, right = max(0, top), min(height, bottom), max(0, left), min(width, right)
    labels = parts.labels[top:bottom, left:right]
    foreign = ((owner[labels] != own) & (labels > 0) & ~parts.big[labels]) | (parts.rules[top:bottom, left:right] > 0)
    picture = gray[top:bottom, left:right].copy()
    if foreign.any():
        mine = cv2.dilate(((owner[labels] == own) & (labels > 0)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        wipe = (cv2.dilate(foreign.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0) & ~mine
        picture[wipe] = paper
    small = (parts.h[m] < 0.7 * row.height) & (parts.area[m] > (0.17 * row.height) ** 2)
    centre = parts.y[m] + parts.h[m] / 2.0
    return Strip(
        left,
        top,
        right,
        bottom,
        picture,
        number,
        row.height,
        (row.top - top, row.bottom - top),
        int((centre[small] < row.top).sum()),
        int((centre[small] > row.bottom).sum()),
        len(m),
    )
