"""Tables from the cells in which a page's lines stand: rows of one length, their head, and the doubts on each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from circulars.extraction.page.lines import Line
from circulars.extraction.parts.sections import joined, same_row
from circulars.extraction.parts.tables.doubts import cell_doubts, confirmed, is_figure
from circulars.letter.doubt import CELLS_ASKED
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Cell, Table
from circulars.letter.page import Box, CellPlace
from circulars.lexicon.reading.parts import YEAR_CELL
from circulars.thai.digits import to_thai

_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_LEAST_FILLED = 0.3  # of the cells: a form that waits to be filled in is no table
_MOST_OF_HEAD = 4  # rows
_Grid = list[list[Cell]]


def read_tables(lines: Iterable[Line]) -> tuple[Field[Table], ...]:
    """The tables in whose cells these lines stand, in page order; a frame or an empty form is none."""
    return tuple(tables_of(lines).values())


def tables_of(lines: Iterable[Line]) -> dict[tuple[int, int], Field[Table]]:
    """The same by page and number on the page."""
    found: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.source.cell is not None:
            found[line.page, line.source.cell.table].append(line)
    return {place: table for place, own in found.items() if (table := _table(own)) is not None}


def _table(lines: Sequence[Line]) -> Field[Table] | None:
    cells: dict[CellPlace, list[Line]] = defaultdict(list)
    for line in lines:
        if line.source.cell is not None:
            cells[line.source.cell].append(line)
    rows = _laid_out({place: _cell(own) for place, own in cells.items()})
    filled = sum(bool(cell.text) for row in rows for cell in row)
    if len(rows) < _LEAST_ROWS or len(rows[0]) < _LEAST_COLUMNS or filled < _LEAST_FILLED * len(rows) * len(rows[0]):
        return None
    table = Table(tuple(map(tuple, rows)), _head_of(rows, cells))
    given = lines[0].source.engine if all(line.source.engine == lines[0].source.engine for line in lines) else ""
    table = confirmed(table, given=given == "text-layer")
    asked = sum(bool(cell.doubts) for row in table.rows for cell in row if not cell.again)
    raw = "\n".join(" | ".join(cell.text for cell in row) for row in table.rows)
    box = _around([line.box for line in lines if line.box])
    sure = min(line.source.confidence for line in lines)
    evidence = Evidence(lines[0].page, box, raw, sure, "table.cells", lines[0].source.engine)
    return Field(table, evidence, (CELLS_ASKED(to_thai(asked)),) if asked else ())


def _cell(lines: Sequence[Line]) -> Cell:
    """One cell's lines as its text: pieces of one row beside each other, then the next row."""
    ordered = sorted(lines, key=lambda line: (line.box.middle[1], line.box.left) if line.box else (0.0, 0.0))
    rows: list[list[Line]] = []
    for line in ordered:
        if rows and any(same_row(line, other) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    beside = (sorted(row, key=lambda line: line.left or 0.0) for row in rows)
    text = joined([" ".join(line.text for line in row) for row in beside])
    return Cell(text, _around([line.box for line in lines if line.box]), cell_doubts(text, lines))


def _around(boxes: Sequence[Box]) -> Box | None:
    box = boxes[0] if boxes else None
    for one in boxes[1:]:
        box = box.union(one) if box else one
    return box


def _laid_out(cells: dict[CellPlace, Cell]) -> _Grid:
    """Cells as rows of one length, one that reaches over several places in each of them; rows without any text are left out."""
    height = max(place.row + place.rows for place in cells)
    width = max(place.column + place.columns for place in cells)
    rows: _Grid = [[Cell()] * width for _ in range(height)]
    for place, cell in cells.items():
        for row in range(place.row, place.row + place.rows):
            for column in range(place.column, place.column + place.columns):
                first = (row, column) == (place.row, place.column)
                rows[row][column] = cell if first else replace(cell, again=True)
    return [row for row in rows if any(cell.text and not cell.again for cell in row)]


def _head_of(rows: _Grid, cells: Collection[CellPlace]) -> int:
    """How many rows name the columns: as far as the cells of the first row reach; none on a page that a table runs over to."""
    width = len(rows[0])
    if _goes_on(rows):
        return 0
    top = [place for place in cells if place.row == 0]
    reach = max((place.rows for place in top), default=1)
    if any(1 < place.columns < width for place in top):  # a name over several columns has theirs below it
        reach = max(reach, 2)
    figured = next((at for at, row in enumerate(rows) if at and _has_figures(row)), reach)
    reach = min(reach, figured)
    return reach if reach <= _MOST_OF_HEAD and reach < len(rows) else 1


def _has_figures(row: Sequence[Cell]) -> bool:
    """A row of the body, though a cell of the head seems to reach into it; years may name columns."""
    figures = [cell.text for cell in row if not cell.again and is_figure(cell.text)]
    return bool(figures) and not all(YEAR_CELL.match(one) for one in figures)


def _goes_on(rows: _Grid) -> bool:
    """The first row has figures where the others have them: no names of columns, but a row of the page before."""
    columns = [[is_figure(cell.text) for cell in column] for column in zip(*rows, strict=True)]
    figured = [column for column in columns if sum(column[1:]) * 2 > len(column) - 1]
    first = [cell.text for cell in rows[0] if is_figure(cell.text)]
    return bool(figured) and all(column[0] for column in figured) and not all(YEAR_CELL.match(one) for one in first)


def table_text(table: Table) -> tuple[str, ...]:
    """The rows below the head as lines, a cell that reaches over several told once in each."""
    return tuple(" ".join(text for text, _ in groupby(cell.text for cell in row if cell.text)) for row in table.body)
