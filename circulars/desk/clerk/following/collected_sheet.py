"""The collected answers as a workbook: every row with its sender and where it stands, what is asked marked, the missing named."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from circulars.archive.export.register_sheet import printable
from circulars.documents.tables.collected import Collected
from circulars.thai.digits import to_thai

SENDER, SOURCE = "ผู้ส่ง", "ที่มา"
_MARK = PatternFill("solid", fgColor="FFF2CC")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:[.][0-9]{1,10})?")


def collected_sheet(found: Collected, title: str) -> bytes:
    """The workbook: a sheet of the rows, and one of what must be asked and who has not answered."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "รวมคำตอบ"
    _line(page, (title,), bold=True)
    _line(page, (SENDER, *found.columns, SOURCE, "ต้องดู"), bold=True)
    for row in found.rows:
        doubts = [
            f"{column}: {cell.doubt}" for column, cell in zip(found.columns, row.cells, strict=True) if cell.doubt
        ]
        cells = _line(page, (row.title, *(cell.text for cell in row.cells), row.source, "; ".join(doubts)))
        for made, cell in zip(cells[1:], row.cells, strict=False):
            if cell.doubt:
                made.fill = _MARK
    page.freeze_panes = "B3"
    rest = book.create_sheet("ต้องถาม")
    _line(rest, (SENDER, SOURCE, "ต้องถาม"), bold=True)
    for one in found.asked:
        _line(rest, (one.title, one.source, one.why))
    for title_ in found.missing:
        _line(rest, (title_, "", "ยังไม่ตอบ"))
    _line(rest, (f"ตอบแล้ว {to_thai(len(found.answered))} แห่ง ยังไม่ตอบ {to_thai(len(found.missing))} แห่ง",))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(page: Worksheet, texts: tuple[str, ...], *, bold: bool = False) -> list[SheetCell]:
    """A line of cells: plain numbers as numbers, all else as text, so that nothing is taken for a formula."""
    made = []
    number = page.max_row + 1 if page.max_row > 1 or page.cell(1, 1).value is not None else 1
    for column, text in enumerate(texts, 1):
        cell = page.cell(number, column)
        assert isinstance(cell, SheetCell)
        plain = printable(text)
        if _NUMBER.fullmatch(plain):
            cell.value = float(plain) if "." in plain else int(plain)
        else:
            cell.value = plain
            cell.data_type = "s"
        cell.font, cell.alignment = (
            Font(name="TH Sarabun New", size=14, bold=bold),
            Alignment(wrap_text=True, vertical="top"),
        )
        made.append(cell)
    return made
