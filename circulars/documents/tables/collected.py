"""Answers to one request put together: one table of all rows, each with its sender; who is missing is named.

A table of an answer is taken where its head is that of the form. Cells come over exactly as they stand; what is in doubt is
marked for a person, and an answer without such a table (a text letter, a scan) is asked: no figure is read out of prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from circulars.documents.tables.cells import ABOVE, LEFT, Cell, Grid
from circulars.thai.text import folded

NO_TABLE = "ตอบโดยไม่มีตารางตามแบบ กรุณากรอกจากต้นฉบับ"
TWO_TABLES = "มีตารางตามแบบมากกว่าหนึ่งตาราง กรุณาตรวจว่าใช้ตารางใด"
OTHER_NAME = "ช่องนี้เป็นชื่อของผู้รับรายอื่น กรุณาตรวจว่าไฟล์เป็นของใคร"
MERGED = "ช่องนี้ผสานหลายแถว กรุณาแยกค่าของแต่ละแถว"
BELOW = "มีข้อมูลใต้แถวว่าง ซึ่งไม่ได้นำมา กรุณาตรวจไฟล์"
TOTALS = "ไม่ได้นำแถวรวมของผู้ส่งมา"
EMPTY = "ตารางว่าง ไม่มีแถวที่กรอก"
_ORDER = re.compile(r"[0-9]{0,4}[.)]?")
_TOTAL = re.compile(r"(?:รวม|ยอดรวม|ผลรวม)(?:ทั้งหมด|ทั้งสิ้น|จำนวน|$|[0-9])")
_AMPHOE = re.compile(r"^(?:นาย)?(?:อำเภอ|อ\.)")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one recipient sent: its tables, and what is told of where they stand (letter, file)."""

    title: str
    source: str
    grids: tuple[Grid, ...] = ()
    letter_id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the collected table: who sent it, in what, and the cells in the order of the columns."""

    title: str
    source: str
    letter_id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer, or something in one, that a person must look at."""

    title: str
    source: str
    letter_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Collected:
    """The columns, the rows in the order of the recipients, what must be asked, and who has not answered."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    asked: tuple[Asked, ...]
    missing: tuple[str, ...]

    @property
    def answered(self) -> tuple[str, ...]:
        """Recipients who answered in some way, in order."""
        named = [row.title for row in self.rows] + [one.title for one in self.asked]
        return tuple(dict.fromkeys(title for title in named if title))

    @property
    def in_doubt(self) -> int:
        """Cells that a person must look at."""
        return sum(bool(cell.doubt) for row in self.rows for cell in row.cells)


def collect(titles: Sequence[str], answers: Sequence[Answer], form: Sequence[Grid] = ()) -> Collected:
    """Put answers together; `titles` are the recipients in order, `form` the tables of the form that was enclosed.

    Without a form the head that most answers have in common is taken.
    """
    head = _head_of_form(form) or _common_head(answers)
    rows: list[Row] = []
    asked: list[Asked] = []
    by_title = {title: [one for one in answers if one.title == title] for title in titles}
    for title in titles:
        for answer in by_title[title]:
            found, why = _rows_of(answer, head, [other for other in titles if other != title])
            rows += found
            asked += [Asked(title, answer.source, answer.letter_id, one) for one in why]
        if len(by_title[title]) > 1:
            asked.append(Asked(title, "", "", "ตอบมากกว่าหนึ่งครั้ง กรุณาตัดแถวของฉบับที่ไม่ใช้"))
    missing = tuple(title for title in titles if not by_title[title])
    return Collected(head, tuple(rows), tuple(asked), missing)


def _rows_of(answer: Answer, head: tuple[str, ...], others: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The filled rows of an answer, and what must be asked of it."""
    tables = [one for one in map(_Table.of, answer.grids) if one is not None and _same(one.head, head)]
    if not tables:
        return [], [NO_TABLE]
    rows: list[Row] = []
    why = [TWO_TABLES] if len(tables) > 1 else []
    for table in tables:
        data, told = table.filled()
        why += told
        named = {_name(title) for title in others}
        rows += [
            Row(answer.title, answer.source, answer.letter_id, tuple(_seen(one, named) for one in row)) for row in data
        ]
    return rows, why if rows else [*why, EMPTY]


def _seen(cell: Cell, others: set[str]) -> Cell:
    """The cell as it goes into the table: one that is covered is empty or asked, another's name is asked."""
    if cell.covered == LEFT:
        return Cell("")
    if cell.covered == ABOVE:
        return replace(cell, doubt=MERGED)
    if cell.text and not cell.doubt and _name(cell.text) in others:
        return replace(cell, doubt=OTHER_NAME)
    return cell


def _name(title: str) -> str:
    """``นายอำเภอพังโคน``, ``อำเภอพังโคน``, ``อ.พังโคน``, ``พังโคน``: one name."""
    return _AMPHOE.sub("", folded(title))


@dataclass(frozen=True, slots=True)
class _Table:
    """A table whose head was found: the columns, and the rows below it."""

    head: tuple[str, ...]
    below: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, grid: Grid) -> _Table | None:
        """Lines above the table (a title) hold one text; the head is as high as the cells that are merged down in it."""
        rows = list(grid.rows)
        while rows and len({cell.text for cell in rows[0] if cell.text}) < 2:
            rows.pop(0)
        if not rows:
            return None
        high = 1
        while high < len(rows) and any(cell.covered == ABOVE for cell in rows[high]):
            high += 1
        used = [place for place in range(len(rows[0])) if any(row[place].text for row in rows[:high])]
        names = tuple(_column([row[place] for row in rows[:high]]) for place in used)
        return cls(names, tuple(tuple(row[place] for place in used) for row in rows[high:]))

    def filled(self) -> tuple[list[tuple[Cell, ...]], list[str]]:
        """Rows that somebody filled in, up to the first empty one; and what must be told of the rest."""
        rows: list[tuple[Cell, ...]] = []
        why: list[str] = []
        ended = False
        for row in self.below:
            if not any(cell.text or cell.doubt for cell in row):
                ended = ended or bool(rows)
            elif _only_numbered(row):
                continue
            elif _TOTAL.match(folded(next(cell.text for cell in row if cell.text or cell.doubt))):
                why.append(TOTALS)
            elif ended:
                if sum(bool(cell.text) and not cell.covered for cell in row) > 1:
                    why.append(BELOW)
                    break
            else:
                rows.append(row)
        return rows, why


def _only_numbered(row: Sequence[Cell]) -> bool:
    """A row of the form that nobody filled in: its number alone, or dots where something should stand."""
    first, *rest = row
    return bool(_ORDER.fullmatch(folded(first.text))) and not any(
        cell.doubt or cell.text.strip(" .…-") for cell in rest
    )


def _column(cells: Sequence[Cell]) -> str:
    """The name of a column from the lines of its head."""
    return " ".join(dict.fromkeys(cell.text for cell in cells if cell.text))


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(one) and [folded(name) for name in one] == [folded(name) for name in other]


def _head_of_form(form: Sequence[Grid]) -> tuple[str, ...]:
    return next((table.head for table in map(_Table.of, form) if table is not None), ())


def _common_head(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The head that most answers have; the first of those that equally many have."""
    counted: Counter[tuple[str, ...]] = Counter()
    for answer in answers:
        heads = {tuple(folded(name) for name in one.head): one.head for one in map(_Table.of, answer.grids) if one}
        known = {tuple(folded(name) for name in head): head for head in counted}
        counted.update(known.get(key, head) for key, head in heads.items())
    return counted.most_common(1)[0][0] if counted else ()
