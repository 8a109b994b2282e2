"""Columns that stand apart by paper alone: rows close under each other that leave the same strips of the page free.

Running text has gaps between words, but never two at the same places in four rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.page.rows import Parts, Row

_BINS = 4  # of a letter's height
_FREE = 0.85  # letter heights that a strip of paper is wide at least
_LEAST_ROWS, _LEAST_GUTTERS = 4, 2
_FILLED = 0.7  # of the rows that have something in three columns
_MOST_APART = 4.5  # row heights from one row's top to the next one's
_Filled = NDArray[np.bool_]


def gutters_of(parts: Parts, rows: Sequence[Row]) -> dict[int, tuple[float, ...]]:
    """For rows of a table without rules, by their number: where its columns part, in pixels."""
    if len(rows) < _LEAST_ROWS:
        return {}
    size = parts.letter / _BINS
    filled = [_filled(parts, row, size) for row in rows]
    found: dict[int, tuple[float, ...]] = {}
    first = 0
    while first + _LEAST_ROWS <= len(rows):
        last, whole = first, filled[first]
        while last + 1 < len(rows) and _near(rows[last], rows[last + 1]):
            more = whole | filled[last + 1]
            if len(_free(more)) < _LEAST_GUTTERS:
                break
            last, whole = last + 1, more
        free = _free(whole)
        if last - first + 1 >= _LEAST_ROWS and _is_table(filled[first : last + 1], free):
            found |= dict.fromkeys(range(first, last + 1), tuple((a + b) / 2 * size for a, b in free))
            first = last
        first += 1
    return found


def _filled(parts: Parts, row: Row, size: float) -> _Filled:
    """Where a row has letters, in bins across the page."""
    bins = np.zeros(int(parts.labels.shape[1] / size) + 2, np.bool_)
    for at in row.members:
        bins[int(parts.x[at] / size) : int((parts.x[at] + parts.w[at]) / size) + 1] = True
    return bins


def _near(row: Row, below: Row) -> bool:
    return below.top - row.top < _MOST_APART * max(row.height, below.height)


def _free(filled: _Filled) -> list[tuple[int, int]]:
    """Strips of paper between columns: first and last bin."""
    places = np.flatnonzero(filled)
    wide = np.flatnonzero(np.diff(places) > _FREE * _BINS + 1)
    return [(int(places[at]) + 1, int(places[at + 1])) for at in wide]


def _is_table(rows: Sequence[_Filled], free: Sequence[tuple[int, int]]) -> bool:
    edges = [0, *(first for first, _ in free), len(rows[0])]
    columns = [[bool(row[left:right].any()) for left, right in pairwise(edges)] for row in rows]
    full = sum(sum(row) > _LEAST_GUTTERS for row in columns)
    return full >= _FILLED * len(rows)
