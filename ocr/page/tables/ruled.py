"""Ruled tables of a page: where its long strokes cross, and which cells they make.

Pieces of a rule that a copier tore are joined where they are long themselves, as no row of letters is. A cell reaches over
every place where a rule of the grid is not drawn; a frame without columns (a stamp, a box round a text) is no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from circulars.letter.page import Box, CellPlace
from ocr.page.clean import Image
from ocr.page.tables.strokes import DRAWN, NEAR, STROKE, Figure, strokes_of

_INK = 170  # gray level of a cleaned page below which ink is dark
_HAIR = 225  # and below which a hair line is more than paper
_LEAST_WIDTH, _LEAST_HEIGHT = 1.5, 0.4  # inches of a table
_AROUND = 0.1  # inches that part strokes of one table
_ROW = 0.11  # inches between two rules at least
_OPEN = 0.25  # inches by which rules go on beyond the outermost rule across them: a table open at that side
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_LEAST_CELLS = 4
_DENSEST = 0.35  # of its area that is dark: a code of squares
_MOST_CELLS = 3000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its place, and its rectangle in pixels between the rules."""

    place: CellPlace
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its rectangle in pixels of the page, and its cells row by row."""

    left: int
    top: int
    right: int
    bottom: int
    cells: tuple[Cell, ...]

    def cell_at(self, x: float, y: float) -> Cell | None:
        """The cell that holds a point of the page."""
        return next((one for one in self.cells if one.left <= x < one.right and one.top <= y < one.bottom), None)


@dataclass(frozen=True, slots=True)
class Ruled:
    """The ruled tables of a page, top to bottom, and its long strokes as white on black."""

    grids: tuple[Grid, ...]
    strokes: Image

    def wiped(self, gray: Image, dpi: float) -> Image:
        """The page without the rules of its tables."""
        near = max(2, round(2 * NEAR * dpi))
        mask = np.zeros_like(gray)
        for grid in self.grids:
            for cell in grid.cells:
                for y in (cell.top, cell.bottom):
                    mask[max(0, y - near) : y + near, max(0, cell.left - near) : cell.right + near] = 255
                for x in (cell.left, cell.right):
                    mask[max(0, cell.top - near) : cell.bottom + near, max(0, x - near) : x + near] = 255
        wipe = cv2.dilate(cv2.bitwise_and(mask, self.strokes), np.ones((5, 5), np.uint8))
        return np.asarray(np.where(wipe > 0, np.uint8(255), gray), np.uint8)


def find_grids(gray: Image, dpi: float) -> Ruled:
    """The ruled tables of an upright page, top to bottom."""
    dark = np.asarray(cv2.compare(gray, _INK, cv2.CMP_LT), np.uint8)
    faint = np.asarray(cv2.compare(gray, _HAIR, cv2.CMP_LT), np.uint8)
    down = strokes_of(faint, dark, dpi, (1, 0))
    across = strokes_of(faint, dark, dpi, (0, 1)) if down.any() else down  # a page of text alone has none that go down
    strokes = np.asarray(cv2.bitwise_or(across, down), np.uint8)
    if not across.any():
        return Ruled((), strokes)
    around = max(3, round(_AROUND * dpi / 2))
    figures = cv2.dilate(strokes[::2, ::2], np.ones((around, around), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(figures, connectivity=8)
    found: list[Grid] = []
    for i in range(1, len(stats)):
        x, y, w, h = (2 * int(value) for value in stats[i][:4])
        if w < _LEAST_WIDTH * dpi or h < _LEAST_HEIGHT * dpi:
            continue
        own = (labels[y // 2 : (y + h) // 2, x // 2 : (x + w) // 2] == i).astype(np.uint8)
        own = cv2.resize(own, (w, h), interpolation=cv2.INTER_NEAREST)[: gray.shape[0] - y, : gray.shape[1] - x] > 0
        area = slice(y, y + own.shape[0]), slice(x, x + own.shape[1])
        if float((dark[area] > 0).mean()) > _DENSEST:
            continue
        grid = _grid(Figure((across[area] > 0) & own, (down[area] > 0) & own, faint[area] > 0, dpi))
        if grid is not None:
            xs, ys, slots = grid
            found.append(_placed([x + one for one in xs], [y + one for one in ys], slots, len(found)))
    inside = [one for one in found if not any(_within(one, other) for other in found if other is not one)]
    inside.sort(key=lambda grid: (grid.top, grid.left))
    return Ruled(tuple(_numbered(grid, number) for number, grid in enumerate(inside)), strokes)


def boxed(box: Box, grids: Sequence[Grid], width: float, height: float) -> CellPlace | None:
    """The place of the cell that holds the middle of a box, of a page with so many pixels."""
    x, y = box.middle
    cells = (grid.cell_at(x * width, y * height) for grid in grids)
    return next((cell.place for cell in cells if cell is not None), None)


_Slots = NDArray[np.int32]
"""The cells of a grid by row and column: places with the same number are one cell."""


def _grid(figure: Figure) -> tuple[list[int], list[int], _Slots] | None:
    """Where the rules of one figure stand, and its cells; None where it is no table."""
    turned = figure.turned
    xs = _rules(turned)
    ys = _rules(figure)
    if len(ys) < _LEAST_ROWS or not xs:
        return None
    xs, ys = _with_open_sides(xs, ys, figure), _with_open_sides(ys, xs, turned)
    xs, ys = _whole(xs, ys, turned), _whole(ys, xs, figure, of_letters=True)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < _LEAST_ROWS or columns < _LEAST_COLUMNS or rows * columns > _MOST_CELLS:
        return None
    slots = _merged(figure, xs, ys)
    return (xs, ys, slots) if _is_table(slots) else None


def _rules(figure: Figure) -> list[int]:
    """Rows in which strokes across stand; of strokes close under each other the longest are the rule."""
    profile = figure.across.sum(axis=1)
    places = np.flatnonzero(profile)
    groups = [
        (int(profile[group].max()), round(float(np.average(group, weights=profile[group]))))
        for group in np.split(places, np.flatnonzero(np.diff(places) > figure.near) + 1)
        if len(group)
    ]
    rules: list[int] = []
    for length, at in sorted(groups, reverse=True):
        if length >= STROKE * figure.dpi and all(abs(at - other) > _ROW * figure.dpi for other in rules):
            rules.append(at)
    return sorted(rules)


def _with_open_sides(rules: list[int], crossing: list[int], figure: Figure) -> list[int]:
    """The rules down, with the ends of those across (`crossing`) where a side of the table is not drawn."""
    reach = [np.flatnonzero(figure.across[max(0, y - figure.near) : y + figure.near + 1].any(axis=0)) for y in crossing]
    ends = [(int(one[0]), int(one[-1])) for one in reach if len(one)]
    if not ends or not rules:
        return rules
    first, last = (int(np.median([one[side] for one in ends])) for side in (0, 1))
    before = [first] if rules[0] - first > _OPEN * figure.dpi else []
    behind = [last] if last - rules[-1] > _OPEN * figure.dpi else []
    return [*before, *rules, *behind]


def _whole(rules: list[int], crossing: list[int], figure: Figure, *, of_letters: bool = False) -> list[int]:
    """The rules across that are drawn along some cell from side to side, and the ends of those down."""
    if not rules or len(crossing) < _LEAST_COLUMNS:
        return rules
    sides = {0, len(figure.across) - 1}

    def whole(y: int, left: int, right: int) -> bool:
        return figure.whole(y, left, right) and (not of_letters or figure.apart(y, left, right))

    kept = [y for y in rules if y in sides or any(whole(y, *edge) for edge in pairwise(crossing))]
    open_sides = [
        y for y in (rules[0], rules[-1]) if not figure.across[max(0, y - figure.near) : y + figure.near + 1].any()
    ]
    return sorted({*kept, *open_sides})


def _merged(figure: Figure, xs: list[int], ys: list[int]) -> _Slots:
    """Places joined where the rule between them is not drawn, so far as they make a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    turned = figure.turned
    slots = np.arange(rows * columns, dtype=np.int32).reshape(rows, columns)
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and turned.drawn(xs[column + 1], ys[row], ys[row + 1]) < DRAWN:
                _join(slots, int(slots[row, column]), int(slots[row, column + 1]))
            if row + 1 < rows and figure.drawn(ys[row + 1], xs[column], xs[column + 1]) < DRAWN:
                _join(slots, int(slots[row, column]), int(slots[row + 1, column]))
    return slots


def _join(slots: _Slots, one: int, two: int) -> None:
    """Two cells made one, if that is a rectangle."""
    both = (slots == one) | (slots == two)
    rows, columns = np.nonzero(both)
    if (rows.max() - rows.min() + 1) * (columns.max() - columns.min() + 1) == int(both.sum()):
        slots[both] = one


def _is_table(slots: _Slots) -> bool:
    """Two rows and two columns of cells at least; a frame that holds one wide text and a line under it is none."""
    parted = [row for row in slots if len(set(row.tolist())) >= _LEAST_COLUMNS]
    return len({tuple(row.tolist()) for row in parted}) >= _LEAST_ROWS and len(np.unique(slots)) >= _LEAST_CELLS


def _placed(xs: Sequence[int], ys: Sequence[int], slots: _Slots, number: int) -> Grid:
    cells = []
    for one in dict.fromkeys(slots.ravel().tolist()):
        rows, columns = np.nonzero(slots == one)
        first, last = (int(rows.min()), int(columns.min())), (int(rows.max()) + 1, int(columns.max()) + 1)
        place = CellPlace(number, *first, last[0] - first[0], last[1] - first[1])
        left, top, right, bottom = xs[first[1]], ys[first[0]], xs[last[1]], ys[last[0]]
        cells.append(Cell(place, left, top, right + 1, bottom + 1))
    return Grid(xs[0], ys[0], xs[-1] + 1, ys[-1] + 1, tuple(cells))


def _numbered(grid: Grid, number: int) -> Grid:
    cells = (
        Cell(CellPlace(number, *_of(cell.place)), cell.left, cell.top, cell.right, cell.bottom) for cell in grid.cells
    )
    return Grid(grid.left, grid.top, grid.right, grid.bottom, tuple(cells))


def _of(place: CellPlace) -> tuple[int, int, int, int]:
    return place.row, place.column, place.rows, place.columns


def _within(one: Grid, other: Grid) -> bool:
    return other.left <= one.left and other.top <= one.top and one.right <= other.right and one.bottom <= other.bottom
