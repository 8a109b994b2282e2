"""Rows and columns that no rule shows: of a ruled body without rules between its rows, and of a table without any rule.

Only what is sure becomes a table: rows whose pieces stand under each other in three columns or more, one of them figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from circulars.letter.page import Box, CellPlace, TextLine
from circulars.thai.find_dates import find_dates

_SAME_ROW = 0.5  # of the lower piece's height
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
_MOST_APART = 2.6  # line heights from a row's middle to the next one's
_HEAD_LINE = 0.8  # of the usual distance of rows: lines of one head stand nearer
_FILLED = 0.75  # of the rows that a column must stand in
_FIGURE = re.compile(r"[0-9๐-๙][0-9๐-๙.,/:()\- ]*(?:บาท|คน|น\.?|ราย|แห่ง|ครั้ง|ตำบล|หมู่บ้าน|หมู่|ครัวเรือน|ชุด|ฉบับ|เล่ม|%)?|-")
_SUM = re.compile(r"^(?:ยอด|จำนวน)?\s?รวม(?:ทั้งสิ้น|ทั้งหมด|เงิน|ยอด)?")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the page by its number, with its box."""

    at: int
    box: Box
    text: str

    @property
    def is_figure(self) -> bool:
        return bool(_FIGURE.fullmatch(self.text.strip())) or _is_day(self.text)


_Row = list[_Piece]


def with_tables(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """The lines of a page with the cells of rows and columns that no rule shows."""
    placed = _with_rows(lines)
    places = _unruled(placed)
    if not places:
        return placed
    return tuple(replace(line, cell=places[at]) if at in places else line for at, line in enumerate(placed))


def _is_day(text: str) -> bool:
    found = find_dates(text)
    return len(found) == 1 and len(found[0].text) + 4 >= len(text.strip())


def _rows(pieces: Sequence[_Piece]) -> list[_Row]:
    """Pieces that stand beside each other, top to bottom, each row from left to right."""
    rows: list[_Row] = []
    for piece in sorted(pieces, key=lambda one: one.box.middle[1]):
        if rows and any(_beside(piece.box, one.box) for one in rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda one: one.box.left) for row in rows]


def _beside(one: Box, two: Box) -> bool:
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return shared > _SAME_ROW * min(one.height, two.height)


# a ruled body without rules between its rows


def _with_rows(lines: tuple[TextLine, ...]) -> tuple[TextLine, ...]:
    """Each row of cells that holds several rows of figures parted into these."""
    numbers = sorted({(line.cell.table, line.cell.row) for line in lines if line.cell is not None}, reverse=True)
    for table, row in numbers:
        lines = _parted(lines, table, row)
    return lines


def _parted(lines: tuple[TextLine, ...], table: int, row: int) -> tuple[TextLine, ...]:
    inside = [
        _Piece(at, line.box, line.text)
        for at, line in enumerate(lines)
        if line.box and line.cell and line.cell.rows == 1 and (line.cell.table, line.cell.row) == (table, row)
    ]
    found = _rows(inside)
    columns: dict[CellPlace | None, list[tuple[int, _Piece]]] = {lines[one.at].cell: [] for one in inside}
    for number, members in enumerate(found):
        for one in members:
            columns[lines[one.at].cell].append((number, one))
    full = [cells for cells in columns.values() if len({number for number, _ in cells}) >= max(2, _FILLED * len(found))]
    figures = [cells for cells in full if sum(one.is_figure for _, one in cells) >= _FILLED * len(cells)]
    if len(found) < 2 or len(full) < 2 or not figures:
        return lines
    own = {one.at: number for number, members in enumerate(_joined(found)) for one in members}
    more = max(own.values())
    return tuple(_moved(line, own.get(at), table, row, more) for at, line in enumerate(lines))


def _moved(line: TextLine, number: int | None, table: int, row: int, more: int) -> TextLine:
    """A line of the table where one of its rows became `more` rows more."""
    cell = line.cell
    if cell is None or cell.table != table:
        return line
    if number is not None:
        return replace(line, cell=replace(cell, row=row + number))
    if cell.row > row:
        return replace(line, cell=replace(cell, row=cell.row + more))
    if cell.row + cell.rows > row:
        return replace(line, cell=replace(cell, rows=cell.rows + more))
    return line


def _joined(rows: Sequence[_Row]) -> list[_Row]:
    """Rows with what goes on below them in some of their cells: fewer cells, no figure, close under the row."""
    pitches = [two[0].box.middle[1] - one[0].box.middle[1] for one, two in pairwise(rows)]
    usual = sorted(pitches)[len(pitches) // 2] if pitches else 0.0
    most = max(len(row) for row in rows)
    joined: list[_Row] = []
    for at, row in enumerate(rows):
        goes_on = (
            joined
            and len(row) * 2 < most + 1
            and not any(one.is_figure or _SUM.match(one.text) for one in row)
            and pitches[at - 1] <= usual * 1.02
        )
        if goes_on:
            joined[-1] = [*joined[-1], *row]
        else:
            joined.append(row)
    return joined


# a table without any rule


def _unruled(lines: tuple[TextLine, ...]) -> dict[int, CellPlace]:
    pieces = [
        _Piece(at, line.box, line.text)
        for at, line in enumerate(lines)
        if line.box and line.cell is None and line.text.strip()
    ]
    number = 1 + max((line.cell.table for line in lines if line.cell is not None), default=-1)
    places: dict[int, CellPlace] = {}
    for run in _runs(_rows(pieces)):
        columns = _columns(run)
        if columns is None:
            continue
        table = _head_and_body(run)
        for row, members in enumerate(table):
            for one in members:
                first, last = _reach(one.box, columns)
                places[one.at] = CellPlace(number, row, first, 1, last - first + 1)
        number += 1
    return places


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows close under each other that begin and end with one of several pieces."""
    run: list[_Row] = []
    for row in rows:
        near = run and row[0].box.middle[1] - run[-1][0].box.middle[1] < _MOST_APART * _height(run[-1])
        if run and (not near or _is_prose(row)):
            yield from _ended(run)
            run = []
        if not _is_prose(row) and (run or len(row) >= _LEAST_COLUMNS):
            run.append(row)
    yield from _ended(run)


def _ended(run: list[_Row]) -> Iterator[list[_Row]]:
    while run and len(run[-1]) < _LEAST_COLUMNS and not any(one.is_figure for one in run[-1]):
        run.pop()
    if sum(len(row) >= _LEAST_COLUMNS for row in run) >= _LEAST_ROWS:
        yield run


def _height(row: _Row) -> float:
    return sorted(one.box.height for one in row)[len(row) // 2]


def _is_prose(row: _Row) -> bool:
    return len(row) == 1 and row[0].box.width > 0.5


def _columns(run: Sequence[_Row]) -> list[tuple[float, float]] | None:
    """From where to where the columns of a table reach; None where its pieces do not stand under each other."""
    body = [row for row in run if any(one.is_figure for one in row) and len(row) >= _LEAST_COLUMNS]
    if len(body) < _LEAST_ROWS:
        return None
    columns: list[tuple[float, float]] = []
    for left, right in sorted((one.box.left, one.box.right) for row in body for one in row):
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    filled = [[one for row in body for one in row if left <= one.box.middle[0] <= right] for left, right in columns]
    sure = (
        len(columns) >= _LEAST_COLUMNS
        and all(len(row) <= len(columns) for row in body)
        and sum(len(cells) >= _FILLED * len(body) for cells in filled) >= _LEAST_COLUMNS
        and any(all(one.is_figure for one in cells) for cells in filled)
    )
    return columns if sure else None


def _head_and_body(run: Sequence[_Row]) -> list[_Row]:
    """The rows of a table; lines of words over the first figures are one head where they stand nearer than rows do."""
    first = next(at for at, row in enumerate(run) if any(one.is_figure for one in row))
    middles = [row[0].box.middle[1] for row in run]
    pitches = sorted(below - above for above, below in pairwise(middles[first:]))
    usual = pitches[len(pitches) // 2] if pitches else 0.0
    head = 1
    while head < first and middles[head] - middles[head - 1] < _HEAD_LINE * usual:
        head += 1
    lines = [one for row in run[: min(head, first)] for one in row]
    return [*([lines] if lines else []), *_joined(run[min(head, first) :])]


def _reach(box: Box, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column under which a piece stands; the nearest one where it is under none."""
    over = [at for at, (left, right) in enumerate(columns) if min(box.right, right) - max(box.left, left) > 0]
    if over:
        return over[0], over[-1]
    middle = box.middle[0]
    nearest = min(range(len(columns)), key=lambda at: abs(sum(columns[at]) / 2 - middle))
    return nearest, nearest
