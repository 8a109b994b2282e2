"""Text lines of a cleaned page from its connected components, so that Thai marks stay with their letters.

Tesseract's own row finder puts a tone over an upper vowel into a row of its own. Here the letters (components as tall
as the page's usual letter) are chained into rows first; marks, dots and strokes then join the nearest row; rows are cut
at wide gaps, so that a line never spans the gap between ที่ on the left and the agency on the right. Specks, rules,
emblems and signatures do not become lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
_ABOVE, _BELOW = 0.6, 0.3  # a crop reaches this share of the letter height above and below the letters
_WIDE_GAP = 1.6  # letter heights: a gap wider than this ends a line …
_JUSTIFIED_GAP = 2.6  # … but in a row of stretched word spaces only one wider than this, or much wider than the others
_STRETCHED = 1.8
_WORD_GAP = 0.45  # letter heights: narrower gaps stand between letters, not words


@dataclass(frozen=True, slots=True)
class Strip:
    """One line cut out of a page: pixel box, the picture with foreign ink painted out, and its letters' band.

    ``marks_above``/``marks_below`` count small parts over and under the letters: an upright Thai page has about ten
    above for one below, which tells upside down. ``row`` numbers the page's rows from the top.
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


@dataclass(slots=True)
class _Row:
    members: list[int]
    top: float
    bottom: float
    left: int
    right: int
    absorbed: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


LEAST_LETTERS = 5
"""Letters that a page of print has at least; fewer are debris."""
LEAST_OF_A_MARK = 2
"""Letters of ลับ: a layer of coloured ink may hold nothing else."""


@dataclass(slots=True)
class _Parts:
    """Connected components of a page: arrays by component number; 0 is the paper."""

    labels: NDArray[np.int32]
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    w: NDArray[np.int32]
    h: NDArray[np.int32]
    area: NDArray[np.int32]
    usable: NDArray[np.bool_]
    big: NDArray[np.bool_]
    letter: float
    rules: Image = field(repr=False)

    @property
    def base(self) -> NDArray[np.int32]:
        return np.asarray(self.y + self.h, np.int32)


def find_strips(gray: Image, dpi: float, least: int = LEAST_LETTERS) -> tuple[Strip, ...]:
    """The page's lines in reading order (row by row, left to right); none where fewer than `least` letters stand."""
    parts = _components(gray, dpi, least)
    if parts is None:
        return ()
    rows = _letter_rows(parts)
    if not rows:
        return ()
    _join_marks_of_large_type(rows)
    _join_lone_marks(rows)
    rows = [row for row in rows if not row.absorbed]
    _join_small_parts(parts, rows)
    return _cut(gray, dpi, parts, _merge_rows(rows))


def marks_balance(strips: tuple[Strip, ...]) -> tuple[int, int]:
    """Small parts (above, below) the letters over all lines long enough to tell."""
    long = [s for s in strips if s.parts >= 5]
    return sum(s.marks_above for s in long), sum(s.marks_below for s in long)


def _components(gray: Image, dpi: float, least: int) -> _Parts | None:
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
    return _Parts(labels, x, y, w, h, area, usable & ~big, big, letter, rules.astype(np.uint8))


def _letter_rows(parts: _Parts) -> list[_Row]:
    """Chains of letters: each letter is linked to the next ones on its right that share half of its height."""
    ids = np.flatnonzero(
        parts.usable
        & (parts.h >= 0.62 * parts.letter)
        & (parts.w < 14 * parts.letter)
        & (parts.h <= 3.4 * parts.letter)
    )
    ids = ids[np.argsort(parts.x[ids])]
    parent = {int(i): int(i) for i in ids}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    x, y, w, h = parts.x[ids], parts.y[ids], parts.w[ids], parts.h[ids]
    for k in range(len(ids)):
        reach = int(np.searchsorted(x, x[k] + w[k] + 3.0 * parts.letter))
        near = np.arange(k + 1, reach)
        if len(near) == 0:
            continue
        shared = np.minimum(y[k] + h[k], y[near] + h[near]) - np.maximum(y[k], y[near])
        for j in near[shared >= 0.5 * np.minimum(h[k], h[near])][:3]:
            parent[root(int(ids[j]))] = root(int(ids[k]))
    groups: dict[int, list[int]] = {}
    for i in ids:
        groups.setdefault(root(int(i)), []).append(int(i))
    rows = []
    for members in groups.values():
        m = np.array(members)
        row = _Row(
            members,
            float(np.median(parts.y[m])),
            float(np.median(parts.base[m])),
            int(parts.x[m].min()),
            int((parts.x + parts.w)[m].max()),
        )
        if row.height >= 0.7 * parts.letter or len(members) > 3:
            rows.append(row)
    return rows


def _join_marks_of_large_type(rows: list[_Row]) -> None:
    """In large type marks are as tall as small type's letters: a low row over or under a taller one is its marks."""
    for low in sorted(rows, key=lambda row: row.height):
        for tall in rows:
            if tall is low or tall.absorbed or tall.height < 1.45 * low.height:
                continue
            if low.left < tall.left - 0.5 * tall.height or low.right > tall.right + 0.5 * tall.height:
                continue
            if low.right - low.left > 4 * tall.height:
                continue
            over = tall.top - low.bottom + 0.5 * tall.height
            under = low.top - tall.bottom + 0.4 * tall.height
            if 0 <= over <= 1.35 * tall.height or 0 <= under <= 0.9 * tall.height:
                tall.members += low.members
                low.absorbed = True
                break


def _join_lone_marks(rows: list[_Row]) -> None:
    """A vowel and its tone grown together (ี่ of ที่) are as tall as a letter: alone, close over a row, they are its marks.

    Lines stand at least a letter apart; a mark is less than half a letter away from the letters under it.
    """
    for lone in rows:
        if len(lone.members) > 2 or lone.absorbed:
            continue
        for row in rows:
            if row is lone or row.absorbed or len(row.members) < 2:
                continue
            near = 0.5 * row.height
            inside = row.left - near <= lone.left and lone.right <= row.right + near
            if inside and lone.height < 1.1 * row.height and -near <= row.top - lone.bottom <= near:
                row.members += lone.members
                lone.absorbed = True
                break


def _join_small_parts(parts: _Parts, rows: list[_Row]) -> None:
    """Marks, dots and rests of strokes go to the nearest row; a mark above counts as nearer than one below."""
    taken = {i for row in rows for i in row.members}
    left = np.array([row.left for row in rows])
    right = np.array([row.right for row in rows])
    top = np.array([row.top for row in rows])
    bottom = np.array([row.bottom for row in rows])
    height = bottom - top
    for i in np.flatnonzero(parts.usable):
        if int(i) in taken:
            continue
        over = np.maximum(top - parts.base[i], 0)
        under = np.maximum(parts.y[i] - bottom, 0)
        aside = np.maximum(np.maximum(left - (parts.x[i] + parts.w[i]), parts.x[i] - right), 0)
        distance = np.where(over > 0, over, under * 1.9) + 0.6 * aside
        limit = np.where(over > 0, 1.15, 0.75) * height
        far = (np.where(over > 0, over, under) > limit) | (aside > 2.0 * height)
        distance = np.where(far, np.inf, distance)
        nearest = int(np.argmin(distance))
        if np.isfinite(distance[nearest]):
            rows[nearest].members.append(int(i))


def _merge_rows(rows: list[_Row]) -> list[_Row]:
    """Chains that stand side by side in one row become one, top to bottom."""
    merged: list[_Row] = []
    for row in sorted(rows, key=lambda r: (r.top + r.bottom) / 2):
        for earlier in reversed(merged[-4:]):
            shared = min(row.bottom, earlier.bottom) - max(row.top, earlier.top)
            if shared > 0.5 * min(row.height, earlier.height):
                earlier.members += row.members
                break
        else:
            merged.append(_Row(list(row.members), row.top, row.bottom, row.left, row.right))
    return merged


def _cut(gray: Image, dpi: float, parts: _Parts, rows: list[_Row]) -> tuple[Strip, ...]:
    """Rows cut at wide gaps, and each piece's picture with its neighbours' ink painted out."""
    pieces: list[tuple[int, _Row, NDArray[np.int64]]] = []
    for number, row in enumerate(rows):
        members = sorted(set(row.members), key=lambda i: int(parts.x[i]))
        ends = np.maximum.accumulate([int(parts.x[i] + parts.w[i]) for i in members])
        gaps = np.array([int(parts.x[i]) for i in members[1:]]) - ends[:-1]
        wide = _wide_gaps(gaps.astype(np.float64), max(row.height, parts.letter))
        pieces += [(number, row, piece) for piece in np.split(np.array(members), np.flatnonzero(wide) + 1)]
    pieces = [p for p in pieces if len(p[2]) >= 2 or parts.area[p[2]].sum() >= 0.15 * parts.letter**2]
    owner = np.zeros(len(parts.x), np.int32)
    for k, (_, _, members_of) in enumerate(pieces, 1):
        owner[members_of] = k
    paper = int(np.percentile(gray[::7, ::7], 70))
    pad = max(3, round(4 * dpi / 300))
    return tuple(_strip(gray, parts, owner, k, piece, pad, paper) for k, piece in enumerate(pieces, 1))


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
    parts: _Parts,
    owner: NDArray[np.int32],
    own: int,
    piece: tuple[int, _Row, NDArray[np.int64]],
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
