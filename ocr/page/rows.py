"""The rows of a page: letters chained from left to right, then marks, dots and strokes joined to the nearest chain."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


@dataclass(slots=True)
class Row:
    """A chain of letters: its parts by number, and where they stand in pixels."""

    members: list[int]
    top: float
    bottom: float
    left: int
    right: int
    absorbed: bool = False

    @property
    def height(self) -> float:
        """Pixels from the letters' top to their base."""
        return self.bottom - self.top


@dataclass(slots=True)
class Parts:
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
        """The lower edge of each part."""
        return np.asarray(self.y + self.h, np.int32)


def find_rows(parts: Parts) -> list[Row]:
    """The rows of a page, top to bottom, with their marks and dots; none where no letters stand in a chain."""
    rows = _letter_rows(parts)
    if not rows:
        return []
    _join_marks_of_large_type(rows)
    _join_lone_marks(rows)
    rows = [row for row in rows if not row.absorbed]
    _join_small_parts(parts, rows)
    return _merge_rows(rows)


def _letter_rows(parts: Parts) -> list[Row]:
    """Chains of letters, each with where its letters stand; a chain of a few low parts is no row."""
    rows = []
    for members in _chains(parts):
        m = np.array(members)
        row = Row(
            members,
            float(np.median(parts.y[m])),
            float(np.median(parts.base[m])),
            int(parts.x[m].min()),
            int((parts.x + parts.w)[m].max()),
        )
        if row.height >= 0.7 * parts.letter or len(members) > 3:
            rows.append(row)
    return rows


def _chains(parts: Parts) -> list[list[int]]:
    """Each letter is linked to the next ones on its right that share half of its height."""
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
    return list(groups.values())


def _join_marks_of_large_type(rows: list[Row]) -> None:
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


def _join_lone_marks(rows: list[Row]) -> None:
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


def _join_small_parts(parts: Parts, rows: list[Row]) -> None:
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


def _merge_rows(rows: list[Row]) -> list[Row]:
    """Chains that stand side by side in one row become one, top to bottom."""
    merged: list[Row] = []
    for row in sorted(rows, key=lambda r: (r.top + r.bottom) / 2):
        for earlier in reversed(merged[-4:]):
            shared = min(row.bottom, earlier.bottom) - max(row.top, earlier.top)
            if shared > 0.5 * min(row.height, earlier.height):
                earlier.members += row.members
                break
        else:
            merged.append(Row(list(row.members), row.top, row.bottom, row.left, row.right))
    return merged
