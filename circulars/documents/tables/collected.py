"""Answers to one request put together: one table of all rows, each with its sender; who is missing is named.

A table of an answer is taken where its columns are those of the form, in whatever order. Cells come over exactly as they
stand; what is in doubt is marked for a person, and an answer without such a table is asked: no figure is read out of prose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from circulars.documents.tables.cells import ABOVE, LEFT, Cell, Grid
from circulars.documents.tables.heads import counts_rows, placed
from circulars.thai.digits import to_arabic
from circulars.thai.text import folded

NO_TABLE = "ตอบโดยไม่มีตารางตามแบบ กรุณากรอกจากต้นฉบับ"
TWO_TABLES = "มีตารางตามแบบมากกว่าหนึ่งตาราง กรุณาตรวจว่าใช้ตารางใด"
OTHER_NAME = "ช่องนี้เป็นชื่อของผู้รับรายอื่น กรุณาตรวจว่าไฟล์เป็นของใคร"
MERGED = "ช่องนี้ผสานหลายแถว กรุณาแยกค่าของแต่ละแถว"
BELOW = "มีข้อมูลใต้แถวว่าง ซึ่งไม่ได้นำมา กรุณาตรวจไฟล์"
TOTALS = "แถวรวมของผู้ส่งไม่ตรงกับผลรวมของแถวในช่อง {columns} กรุณาตรวจ (ไม่ได้นำแถวรวมมา)"
MORE = "มีคอลัมน์ที่ไม่มีในแบบ ซึ่งไม่ได้นำมา: {columns}"
NO_COLUMN = "คำตอบไม่มีคอลัมน์นี้"
NO_NAME = "(ไม่มีชื่อ)"
EMPTY = "ตารางว่าง ไม่มีแถวที่กรอก"
_ORDER = re.compile(r"[0-9]{0,4}[.)]?")
_TOTAL = re.compile(r"(?:รวม|ยอดรวม|ผลรวม)(?:ทั้งหมด|ทั้งสิ้น|จำนวน|$|[0-9])")
_AMPHOE = re.compile(r"^(?:นาย)?(?:อำเภอ|อ\.)")
_FIGURE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?: ?[ก-๎.]{1,10})?")


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
        return tuple(dict.fromkeys(title for title in named if title and title not in self.missing))

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
    tables = [fitted for one in map(_Table.of, answer.grids) if one is not None and (fitted := one.fitted(head))]
    if not tables:
        return [], [NO_TABLE]
    rows: list[Row] = []
    why = [TWO_TABLES] if len(tables) > 1 else []
    named = {_name(title) for title in others}
    for table in tables:
        data, told = table.filled()
        why += (*table.told, *told)
        source = f"{answer.source} {table.page}".strip()
        rows += [Row(answer.title, source, answer.letter_id, tuple(_seen(one, named) for one in row)) for row in data]
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
    """A table whose head was found: the columns, the rows below it, and what must be told of it as a whole.

    ``page`` is told of a table that was recognised; ``unnamed`` columns hold something and have no name.
    """

    head: tuple[str, ...]
    below: tuple[tuple[Cell, ...], ...]
    told: tuple[str, ...] = ()
    page: str = ""
    unnamed: int = 0

    @classmethod
    def of(cls, grid: Grid) -> _Table | None:
        """Lines above the table (a title) hold one text; the head is as high as the cells that are merged down in it."""
        rows = list(grid.rows)
        while not grid.head and rows and len({cell.text for cell in rows[0] if cell.text}) < 2:
            rows.pop(0)
        if not rows:
            return None
        high = max(grid.head, 1)
        while not grid.head and high < len(rows) and any(cell.covered == ABOVE for cell in rows[high]):
            high += 1
        places = range(len(rows[0]))
        used = [place for place in places if any(row[place].text for row in rows[:high])]
        rest = [place for place in places if place not in used and any(row[place].text for row in rows[high:])]
        names = tuple(_column([row[place] for row in rows[:high]]) for place in used)
        below = tuple(tuple(row[place] for place in used) for row in rows[high:])
        return cls(names, below, grid.told, grid.name if grid.recognised else "", len(rest))

    def fitted(self, head: Sequence[str]) -> _Table | None:
        """The same with the columns of the form; None for another table."""
        found = placed(self.head, head, recognised=bool(self.page))
        if found is None:
            return None
        absent = [Cell("") if counts_rows(name) else Cell("", NO_COLUMN) for name in head]
        below = tuple(
            tuple(absent[at] if place is None else row[place] for at, place in enumerate(found.columns))
            for row in self.below
        )
        more = [self.head[at] for at in found.more if any(row[at].text for row in self.below)] + [
            NO_NAME
        ] * self.unnamed
        told = (*self.told, MORE.format(columns=", ".join(more))) if more else self.told
        return replace(self, head=tuple(head), below=below, told=told)

    def filled(self) -> tuple[list[tuple[Cell, ...]], list[str]]:
        """Rows that somebody filled in, up to the first empty one; and what must be told of the rest."""
        rows: list[tuple[Cell, ...]] = []
        why: list[str] = []
        ended = False
        for row in self.below:
            first = next((cell.text for cell in row if cell.text), "")
            if not first and all(cell.doubt in ("", NO_COLUMN) for cell in row):
                ended = ended or bool(rows)
            elif _only_numbered(row):
                continue
            elif _TOTAL.match(folded(first)):
                why += self._unlike(rows, row)
            elif ended:
                if sum(bool(cell.text) and not cell.covered for cell in row) > 1:
                    why.append(BELOW)
                    break
            else:
                rows.append(row)
        return rows, why

    def _unlike(self, rows: Sequence[tuple[Cell, ...]], total: Sequence[Cell]) -> list[str]:
        """The columns under which a sum stands that is not theirs; no row is taken from it either way."""
        wrong = []
        for name, own, cells in zip(self.head, total, zip(*rows, strict=True), strict=False):
            whole = _figure(own.text)
            if own.covered or not own.text or (whole is None and _TOTAL.match(folded(own.text))):
                continue
            parts = [_figure(cell.text) for cell in cells if cell.text and not cell.covered]
            if whole is None or None in parts or sum(one for one in parts if one is not None) != whole:
                wrong.append(name)
        return [TOTALS.format(columns=", ".join(wrong))] if wrong else []


def _figure(text: str) -> Decimal | None:
    """A cell's figure, with a unit or without; a dash is none of something.

    >>> _figure("๑,๒๐๐ บาท"), _figure("-"), _figure("ไม่ทราบ")
    (Decimal('1200'), Decimal('0'), None)
    """
    plain = to_arabic(text).replace(",", "").strip()
    found = _FIGURE.fullmatch(plain)
    return Decimal(0) if plain in ("-", "–") else Decimal(found[1]) if found else None


def _only_numbered(row: Sequence[Cell]) -> bool:
    """A row of the form that nobody filled in: its number alone, or dots where something should stand."""
    first, *rest = row
    return bool(_ORDER.fullmatch(folded(first.text))) and not any(
        (cell.doubt and cell.doubt != NO_COLUMN) or cell.text.strip(" .…-") for cell in rest
    )


def _column(cells: Sequence[Cell]) -> str:
    """The name of a column from the lines of its head."""
    return " ".join(dict.fromkeys(cell.text for cell in cells if cell.text))


def _head_of_form(form: Sequence[Grid]) -> tuple[str, ...]:
    return next((table.head for table in map(_Table.of, form) if table is not None), ())


def _common_head(answers: Sequence[Answer]) -> tuple[str, ...]:
    """The head that most answers have, as it stands in a file if it stands in any; the first of those that equally many have."""
    counted: Counter[tuple[str, ...]] = Counter()
    tables = [[table for table in map(_Table.of, answer.grids) if table is not None] for answer in answers]
    typed = any(not table.page for own in tables for table in own)
    for own in tables:
        heads = {tuple(folded(name) for name in one.head): one.head for one in own if not (typed and one.page)}
        known = {tuple(folded(name) for name in head): head for head in counted}
        counted.update(known.get(key, head) for key, head in heads.items())
    return counted.most_common(1)[0][0] if counted else ()
