"""The lines of a page with ruled tables: those in a cell are found in it alone, so that no line runs over a rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from circulars.letter.page import CellPlace
from ocr.page.lines import LEAST_LETTERS, Strip, components, cut
from ocr.page.rows import Image, Parts, Row, find_rows
from ocr.page.tables.columns import gutters_of
from ocr.page.tables.ruled import Cell, Grid, Ruled

_DASH_WIDTH, _DASH_HEIGHT = (0.2, 2.5), 0.35  # of a letter's height: a cell that holds nothing else says ``none``
_DASH_AWAY = 0.3  # of a letter's height that it stands from the rules
_LETTER = 0.62  # of a letter's height: what is lower is a mark
_OVER = 0.35  # of a letter's height by which a letter may reach over the rule of its cell
_MOST_CUT = 0.03  # of the letters of a table
_Placed = list[tuple[Row, CellPlace | None]]


def strips_of_tables(gray: Image, dpi: float, ruled: Ruled) -> tuple[Strip, ...]:
    """The page's lines in reading order, those of a table cell by cell where it stands."""
    gray = ruled.wiped(gray, dpi)
    parts = components(gray, dpi, LEAST_LETTERS)
    if parts is None:
        return ()
    grids = [grid for grid in ruled.grids if _is_sound(parts, grid)]
    cells = _cells(parts, grids)
    rows: _Placed = [(row, None) for row in _rows_of(parts, cells < 0)]
    for at, grid in enumerate(grids):
        own = _rows_in_cells(parts, cells, grid, sum(len(one.cells) for one in grids[:at]))
        before = next((i for i, (row, place) in enumerate(rows) if place is None and row.top > grid.top), len(rows))
        rows[before:before] = own
    if not rows:
        return ()
    found = [row for row, _ in rows]
    outside = [at for at, (_, place) in enumerate(rows) if place is None]
    gutters = gutters_of(parts, [found[at] for at in outside])
    tabular: dict[int, tuple[float, ...]] = {at: () for at, (_, place) in enumerate(rows) if place is not None}
    strips = cut(gray, dpi, parts, found, tabular | {outside[at]: own for at, own in gutters.items()})
    return tuple(replace(strip, cell=rows[strip.row][1]) for strip in strips)


def _is_sound(parts: Parts, grid: Grid) -> bool:
    """Its rules part the letters; where they run through many of them, the grid is not the one that is printed."""
    cells = _cells(parts, [grid])
    inside = np.flatnonzero(parts.usable & (cells >= 0) & (parts.h >= _LETTER * parts.letter))
    if len(inside) == 0:
        return False
    left, top, right, bottom = (
        np.array([getattr(cell, side) for cell in grid.cells])[cells[inside]]
        for side in ("left", "top", "right", "bottom")
    )
    x, y, w, h = (values[inside] for values in (parts.x, parts.y, parts.w, parts.h))
    over = np.maximum.reduce([left - x, top - y, x + w - right, y + h - bottom])
    return bool((over > _OVER * parts.letter).mean() <= _MOST_CUT)


def _cells(parts: Parts, grids: Sequence[Grid]) -> NDArray[np.int32]:
    """For each component the number of the cell that holds its middle, counted through all grids; -1 outside."""
    x, y = parts.x + parts.w / 2, parts.y + parts.h / 2
    owner = np.full(len(x), -1, np.int32)
    number = 0
    for grid in grids:
        for cell in grid.cells:
            owner[(x >= cell.left) & (x < cell.right) & (y >= cell.top) & (y < cell.bottom)] = number
            number += 1
    return owner


def _rows_of(parts: Parts, chosen: NDArray[np.bool_]) -> list[Row]:
    return find_rows(replace(parts, usable=parts.usable & chosen))


def _rows_in_cells(parts: Parts, owner: NDArray[np.int32], grid: Grid, first: int) -> _Placed:
    found: _Placed = []
    for number, cell in enumerate(grid.cells, first):
        chosen = owner == number
        if (parts.usable & chosen).any():
            rows = _rows_of(parts, chosen)
            rows += _dashes(
                parts, np.flatnonzero(parts.usable & chosen), cell, {at for row in rows for at in row.members}
            )
            found += [(row, cell.place) for row in sorted(rows, key=lambda row: row.top)]
    return found


def _dashes(parts: Parts, inside: NDArray[np.int64], cell: Cell, taken: Collection[int]) -> Iterator[Row]:
    """Dashes that stand alone, away from the rules: the row finder knows letters only."""
    letter = parts.letter
    flat = [
        at
        for at in inside.tolist()
        if at not in taken
        and _DASH_WIDTH[0] * letter <= parts.w[at] <= _DASH_WIDTH[1] * letter
        and parts.h[at] <= min(_DASH_HEIGHT * letter, parts.w[at] / 2)
    ]
    for at in flat:
        left, right, middle = int(parts.x[at]), int(parts.x[at] + parts.w[at]), float(parts.y[at] + parts.h[at] / 2)
        beside = sum(abs(float(parts.y[other]) - middle) < letter for other in flat)  # what is left of a dotted rule
        away = min(middle - cell.top, cell.bottom - middle, left - cell.left, cell.right - right)
        if beside == 1 and away > _DASH_AWAY * letter:
            yield Row([at], middle - letter / 2, middle + letter / 2, left, right)
