"""Which column of a table is which column of a register (แบบที่ ๑๓, ๑๔), told by its heading or by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.earlier.tables import Cell, Table
from circulars.errors import CircularsError

_HEADINGS_WITHIN = 30
_FEWEST = 3


class Column(StrEnum):
    """The columns that are read, as the regulation's forms name them."""

    NUMBER = "เลขทะเบียน"
    ENTERED = "วันที่ลงทะเบียน"
    REFERENCE = "ที่"
    DATED = "ลงวันที่"
    SENDER = "จาก"
    RECIPIENT = "ถึง"
    SUBJECT = "เรื่อง"
    ACTION = "การปฏิบัติ"
    REMARK = "หมายเหตุ"


HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: (
        *("เลขทะเบียน", "เลขทะเบียนรับ", "เลขทะเบียนส่ง", "เลขรับ", "เลขส่ง", "เลขที่รับ", "เลขที่ส่ง", "ทะเบียนรับ", "ทะเบียนส่ง"),
        *("ทะเบียนรับเลขที่", "ทะเบียนส่งเลขที่", "ลำดับทะเบียน", "regno", "receiveno", "sendno"),
    ),
    Column.ENTERED: (
        *("วันที่ลงทะเบียน", "วันที่รับ", "วันรับ", "รับวันที่", "วันเดือนปีที่รับ", "วันที่ส่ง", "วันส่ง", "วันเดือนปีที่ส่ง", "วันเวลาที่รับ"),
        *("regdate", "receivedate", "senddate"),
    ),
    Column.REFERENCE: ("ที่", "เลขที่หนังสือ", "ที่หนังสือ", "หนังสือที่", "เลขหนังสือ", "เลขที่เอกสาร", "docno", "letterno"),
    Column.DATED: ("ลงวันที่", "วันที่หนังสือ", "หนังสือลงวันที่", "วันเดือนปี", "วันที่เอกสาร", "docdate", "letterdate"),
    Column.SENDER: ("จาก", "ผู้ส่ง", "หน่วยงานผู้ส่ง", "หน่วยงานเจ้าของเรื่อง", "หนังสือจาก", "from", "sender"),
    Column.RECIPIENT: ("ถึง", "ผู้รับ", "เรียน", "หน่วยงานผู้รับ", "ส่งถึง", "to", "receiver", "recipient"),
    Column.SUBJECT: ("เรื่อง", "ชื่อเรื่อง", "หัวเรื่อง", "subject", "title"),
    Column.ACTION: ("การปฏิบัติ", "การดำเนินการ", "ผู้ปฏิบัติ", "มอบหมาย", "action"),
    Column.REMARK: ("หมายเหตุ", "remark", "remarks", "note"),
}
_BY_HEADING = {heading: column for column, headings in HEADINGS.items() for heading in headings}
NEEDED = (Column.NUMBER, Column.SUBJECT)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the headings stand (row from 1), which place each column has (from 0), and headings that nobody reads."""

    row: int
    places: Mapping[Column, int]
    unread: tuple[str, ...]


class NoColumns(CircularsError):
    """A table whose headings do not tell which column is which."""

    code = "no-columns"


def find_columns(table: Table, said: Mapping[str, Column]) -> Columns:
    """The columns of a table; ``said`` are headings that a person told apart (``{"เลข": Column.NUMBER}``).

    Raises NoColumns with the headings that were seen and what to say of them.
    """
    known = {_plain(heading): column for heading, column in said.items()}
    best: Columns | None = None
    for at, cells in enumerate(table.rows[:_HEADINGS_WITHIN], 1):
        found = _columns(at, cells, known)
        if best is None or len(found.places) > len(best.places):
            best = found
    if best is None or len(best.places) < _FEWEST or any(column not in best.places for column in NEEDED):
        raise NoColumns(_asked(table, best))
    return best


def column_named(text: str) -> Column:
    """The column that a person names. Raises CircularsError with the names there are."""
    try:
        return Column(text.strip())
    except ValueError as error:
        names = " ".join(Column)
        raise CircularsError(f"ไม่มีช่องชื่อ “{text.strip()}” ช่องที่มี: {names}", code="no-column") from error


def _columns(at: int, cells: Sequence[Cell], said: Mapping[str, Column]) -> Columns:
    places: dict[Column, int] = {}
    unread = []
    for place, cell in enumerate(cells):
        heading = _plain(cell) if isinstance(cell, str) else ""
        column = said.get(heading) or _BY_HEADING.get(heading)
        if column is not None and column not in places:
            places[column] = place
        elif heading:
            unread.append(str(cell))
    return Columns(at, places, tuple(unread))


def _plain(heading: Cell) -> str:
    """A heading without spaces, signs and case.

    >>> _plain("เลข ทะเบียนรับ."), _plain("Doc_No")
    ('เลขทะเบียนรับ', 'docno')
    """
    return "".join(letter for letter in str(heading).lower() if letter not in " ._-:/()\n\t")


def _asked(table: Table, best: Columns | None) -> str:
    missing = [str(column) for column in NEEDED if best is None or column not in best.places]
    seen = [str(cell) for cell in (table.rows[best.row - 1] if best else ()) if str(cell).strip()]
    heads = ", ".join(seen[:12]) or "ไม่มีแถวหัวตาราง"
    told = f"ไม่พบช่อง{' และ'.join(missing)}" if missing else "หัวตารางมีช่องที่รู้จักน้อยเกินไป"
    return f"ตาราง {table.name}: {told} หัวตารางที่เห็น: {heads} กรุณาบอกด้วย --column 'หัวตาราง=ช่อง' เช่น --column 'เลข={Column.NUMBER}'"
