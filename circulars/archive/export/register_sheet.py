"""The registers as the regulation prints them (แบบที่ ๑๓ ทะเบียนหนังสือรับ, แบบที่ ๑๔ ทะเบียนหนังสือส่ง), on screen and as XLSX."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from circulars.archive.registers.correcting import FIELDS, RowNote
from circulars.archive.registers.rows import RegisterRow
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

COLUMNS = {
    "received": ("เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
    "sent": ("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
    "circular": ("เลขที่เวียน", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
    "stamped": ("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
    "order": ("เลขที่คำสั่ง", "ที่", "สั่ง ณ วันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
    "announcement": ("ลำดับประกาศ", "ที่", "ประกาศ ณ วันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),
}
TITLES = {
    "received": "ทะเบียนหนังสือรับ",
    "sent": "ทะเบียนหนังสือส่ง",
    "circular": "ทะเบียนหนังสือเวียน",
    "stamped": "ทะเบียนหนังสือประทับตรา",
    "order": "ทะเบียนคำสั่ง",
    "announcement": "ทะเบียนประกาศ",
}
_WIDTHS = (10, 22, 20, 26, 30, 60, 18, 22)
UNSURE = "(?)"
"""Stands after a value that was read in doubt and that nobody has confirmed."""
_STATES = {"reserved": "จองเลขไว้", "cancelled": "ยกเลิก"}


def printed_rows(book: str, rows: Sequence[RegisterRow], notes: Mapping[int, RowNote]) -> Iterator[tuple[str, ...]]:
    """A register's rows of one year in the official columns, in number order."""
    for row in rows:
        yield printed_row(row, notes.get(row.number, RowNote()))


def printed_row(row: RegisterRow, note: RowNote) -> tuple[str, ...]:
    """A row in the official columns; a reserved or cancelled number says so.

    A value that was read in doubt and that nobody has confirmed carries ``(?)`` and is named in the remark; a corrected
    one is told with what stood there before.
    """
    day = format_date(ThaiDate.from_ce(dt.date.fromisoformat(row.dated))) if row.dated else ""
    state = _STATES.get(row.state, "")
    unsure = f"ยังไม่ยืนยันกับต้นฉบับ: {', '.join(FIELDS[name] for name in note.doubtful)}" if note.doubtful else ""
    told = [one.told() for one in note.corrections if one.changed]
    remark = " ".join(part for part in (state, row.remark, unsure, *told) if part)
    values = {name: row.value(name) for name in FIELDS} | {"dated": day}
    marked = (f"{value} {UNSURE}".strip() if name in note.doubtful else value for name, value in values.items())
    return (to_thai(row.number), *marked, row.action, remark)


def write_sheet(
    file: Path,
    book: str,
    office: str,
    year_be: int,
    rows: Sequence[RegisterRow],
    notes: Mapping[int, RowNote],
) -> None:
    """The register of one year as a workbook for Excel."""
    heading = f"{TITLES[book]} {office} ปี พ.ศ. {to_thai(year_be)}"
    write_rows(file, book, heading, list(printed_rows(book, rows, notes)))


def write_rows(out: Path | IO[bytes], book: str, heading: str, printed: Sequence[tuple[str, ...]]) -> None:
    """Rows in the official columns as a workbook. Every cell is text: what begins with = + - @ is never a formula."""
    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:
        sheet = workbook.create_sheet()
    sheet.title = TITLES[book]
    sheet.append([heading])
    sheet.append(list(COLUMNS[book]))
    for row in printed:
        sheet.append([None] * len(row))
        for column, text in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, column)
            if isinstance(cell, Cell):
                cell.value, cell.data_type = printable(text), "s"
                cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
    thin = Side(style="thin")
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.font = Font(name="TH Sarabun New", size=14, bold=cell.row == 2)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(thin, thin, thin, thin)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:2"
    workbook.save(out)


def printable(text: str) -> str:
    """The text without characters that XML refuses."""
    return "".join(c for c in text if c >= " " or c in "\n\t")
