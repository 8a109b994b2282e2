"""The tables of a letter as it was read, page by page, as tables of an answer: a doubt of a cell goes with it.

A table that runs over to the next page is one. Its rows there have as many columns, figures where the others have figures, and
either the same names above them or none; a row torn by the end of the page is put together and asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from circulars.documents.tables.cells import ABOVE, LEFT, Cell, Grid
from circulars.letter.doubt import sentences_of
from circulars.letter.letter import Letter, Table
from circulars.lexicon.reading.parts import FIGURE_CELL
from circulars.thai.digits import to_thai
from circulars.thai.text import folded

APART = "ตารางในหน้า {page} ไม่ได้นำมา กรุณาดูว่าต่อจากหน้าก่อนหรือไม่ แล้วกรอกจากต้นฉบับ"
TORN = "แถวนี้แบ่งอยู่สองหน้า"
PARTED = "อ่านได้เป็นสองส่วนในช่องเดียว"
BLANK = "ช่องว่าง หรืออ่านไม่เห็น"
_Rows = tuple[tuple[Cell, ...], ...]
_MOSTLY = 0.5


def grids_of_letter(letter: Letter) -> tuple[Grid, ...]:
    """The tables of its own pages and of what is enclosed, in order. A table behind the first is told where it is no part of it."""
    grids: list[Grid] = []
    before = 0
    for one in letter.tables:
        if one.value is None:
            continue
        page = one.evidence.page if one.evidence else 0
        grid = Grid(f"หน้า {to_thai(page)}", _whole(_cells(one.value), one.value.head), one.value.head, recognised=True)
        more = _running_over(grids[-1], grid) if grids and page == before + 1 else None
        if more is not None:
            grids[-1] = replace(
                grids[-1], name=f"{grids[-1].name}, {to_thai(page)}", rows=_put_together(grids[-1].rows, more)
            )
        else:
            if grids and len(grids[-1].rows[0]) == len(grid.rows[0]):
                grids[-1] = replace(grids[-1], told=(*grids[-1].told, APART.format(page=to_thai(page))))
            grids.append(grid)
        before = page
    return tuple(replace(one, rows=_with_blanks(one)) for one in grids)


def _with_blanks(grid: Grid) -> _Rows:
    """An empty cell is asked where most of its column have something: a dash, above all, is easily not seen."""
    body = [row for row in grid.rows[grid.head :] if sum(bool(cell.text) for cell in row) * 2 > len(row)]
    filled = [sum(bool(row[at].text) for row in body) > _MOSTLY * len(body) for at in range(len(grid.rows[0]))]
    return tuple(
        tuple(
            replace(cell, doubt=BLANK) if full and not (cell.text or cell.doubt) and row in body else cell
            for cell, full in zip(row, filled, strict=True)
        )
        for row in grid.rows
    )


def _running_over(last: Grid, grid: Grid) -> _Rows | None:
    """The rows of the next page that go on; None for a table of its own.

    What seems to be its head is one where it has the names of the columns; a row where it has figures, or nothing, under
    the figures of the page before.
    """
    if len(last.rows[0]) != len(grid.rows[0]):
        return None
    if grid.head and _head(last) == _head(grid):
        return grid.rows[grid.head :]
    figured = [at for at in range(len(grid.rows[0])) if _of_figures(last.rows[last.head :], at)]
    above, below = grid.rows[: grid.head], grid.rows[grid.head :]
    alike = figured and all(_of_figures(below, at) for at in figured)
    heads = any(row[at].text and not FIGURE_CELL.match(row[at].text) for row in above for at in figured)
    return grid.rows if alike and not heads else None


def _whole(rows: _Rows, head: int) -> _Rows:
    """Columns that one name of the head spans are one (a stroke on the paper parted them); two texts in a row of it are asked."""
    spanned = [at for at in range(1, len(rows[0])) if head and all(row[at].covered == LEFT for row in rows[:head])]
    made = []
    for row in rows:
        cells: list[Cell] = []
        for at, cell in enumerate(row):
            if at not in spanned:
                cells.append(cell)
            elif cell.text and not cell.covered:
                before = cells[-1]
                doubts = (before.doubt, cell.doubt, PARTED if before.text else "")
                cells[-1] = replace(
                    before, text=f"{before.text} {cell.text}".strip(), doubt="; ".join(filter(None, doubts))
                )
        made.append(tuple(cells))
    return tuple(made)


def _of_figures(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    filled = [row[at].text for row in rows if row[at].text]
    return sum(bool(FIGURE_CELL.match(text)) for text in filled) > _MOSTLY * len(filled)


def _put_together(rows: _Rows, more: _Rows) -> _Rows:
    """The rows of both pages; a first one that has no figure at all goes on with the last of the page before."""
    first = more[0]
    if any(FIGURE_CELL.match(cell.text) for cell in first) or not any(cell.text for cell in first):
        return (*rows, *more)
    whole = tuple(
        replace(one, text=one.text + other.text, doubt="; ".join(filter(None, (one.doubt, other.doubt, TORN))))
        if other.text
        else one
        for one, other in zip(rows[-1], first, strict=True)
    )
    return (*rows[:-1], whole, *more[1:])


def _head(grid: Grid) -> list[list[str]]:
    return [[folded(cell.text) for cell in row] for row in grid.rows[: grid.head]]


def _cells(table: Table) -> _Rows:
    """Its cells; what a cell reaching over several places covers is told from where."""
    rows = []
    for at, row in enumerate(table.rows):
        made = []
        for column, cell in enumerate(row):
            above = at > 0 and table.rows[at - 1][column].box == cell.box
            covered = (ABOVE if above else LEFT) if cell.again else ""
            made.append(Cell(cell.text, "; ".join(sentences_of(cell.doubts)), covered))
        rows.append(tuple(made))
    return tuple(rows)
