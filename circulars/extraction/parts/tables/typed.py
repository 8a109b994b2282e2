"""Tables of typed text: lines in a row whose cells are set apart by wide gaps, as many in each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from circulars.extraction.page.lines import Line
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Cell, Table
from circulars.lexicon.reading.parts import CELL_GAP, COLUMN_NAME

_LEAST_ROWS, _LEAST_COLUMNS = 3, 2


def typed_tables(lines: Iterable[Line]) -> tuple[Field[Table], ...]:
    """The tables of lines that have no place on a page; a list of which a line has other cells is none.

    A letter's own text is left as it is: only what is enclosed is looked at, where columns are no paragraphs.
    """
    typed = (line for line in lines if line.box is None and line.source.cell is None)
    runs = (list(own) for _, own in groupby(typed, key=lambda line: (line.page, len(_cells(line)))))
    return tuple(_table(own) for own in runs if len(own) >= _LEAST_ROWS and len(_cells(own[0])) >= _LEAST_COLUMNS)


def _cells(line: Line) -> list[str]:
    return [" ".join(one.split()) for one in CELL_GAP.split(line.source.text.strip())]


def _table(lines: Sequence[Line]) -> Field[Table]:
    rows = [_cells(line) for line in lines]
    head = int(all(COLUMN_NAME.match(one) for one in rows[0]))
    table = Table(tuple(tuple(Cell(one) for one in row) for row in rows), head)
    raw = "\n".join(" | ".join(row) for row in rows)
    sure = min(line.source.confidence for line in lines)
    return Field(table, Evidence(lines[0].page, None, raw, sure, "table.typed", lines[0].source.engine), ())
