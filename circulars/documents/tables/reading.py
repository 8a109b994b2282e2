"""The tables of a Word or Excel file as cells; what a file does not surely say is marked, never guessed.

Call it only in a process with limits: the files are strangers'. A formula that was never reckoned, tracked changes, ticks
and nested tables leave a cell in doubt; a merged cell stands in its first place, and what it covers is told as covered.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from circulars.documents.tables.cells import ABOVE, LEFT, Cell, Grid, squared
from circulars.documents.tables.written import grids_in_text
from circulars.errors import UnreadableFile
from circulars.thai.dates import ThaiDate, format_date

MOST_ROWS, MOST_COLUMNS = 3000, 60
_IN_A_CELL = {
    "w:ins": "มีการแก้ไขที่ยังไม่ยอมรับ",
    "w:del": "มีการแก้ไขที่ยังไม่ยอมรับ",
    "w:tbl": "มีตารางซ้อนอยู่ในช่อง",
    "w:checkBox": "เป็นช่องติ๊ก",
    "w:drawing": "มีภาพอยู่ในช่อง",
    "w:pict": "มีภาพอยู่ในช่อง",
}
_CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"


def grids_of(content: bytes) -> tuple[Grid, ...]:
    """The tables of a Word file or of a mail's text, or the sheets of a workbook. Raises UnreadableFile, in Thai."""
    if (said := _said(content)) and (written := grids_in_text(said)):
        return written
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl, about styles and extensions that no cell needs
            if "word/document.xml" in names:
                return tuple(squared(f"ตารางที่ {place}", rows) for place, rows in enumerate(_word(content), 1))
            if "xl/workbook.xml" in names:
                return tuple(_workbook(content))
    except UnreadableFile:
        raise
    except Exception as error:  # the libraries raise whatever a bad part of a file leads to
        raise UnreadableFile(_DAMAGED, code="damaged", cause=f"{type(error).__name__}: {error}"[:300]) from error
    raise UnreadableFile("อ่านตารางได้จากไฟล์ .docx และ .xlsx เท่านั้น กรุณาบันทึกเป็นแบบนั้นแล้วแนบใหม่", code="kind")


_DAMAGED = "เปิดไฟล์ตารางไม่ได้ ไฟล์อาจเสียหาย กรุณาเปิดแล้วบันทึกใหม่เป็น .docx หรือ .xlsx"


def _said(content: bytes) -> str:
    """What a mail says, kept as UTF-8; empty for any file."""
    try:
        return "" if content.startswith((b"PK", b"%PDF")) or b"\0" in content else content.decode()
    except UnicodeDecodeError:
        return ""


def _word(content: bytes) -> Iterator[list[list[Cell]]]:
    body = Document(io.BytesIO(content)).element.body
    for table in body.iter(qn("w:tbl")):
        if next(table.iterancestors(qn("w:tbl")), None) is None:
            yield _word_rows(table)


def _word_rows(table: etree._Element) -> list[list[Cell]]:
    """Rows, also those that a content control holds; a cell that a merged one above covers repeats it and says so."""
    rows: list[list[Cell]] = []
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        if len(rows) >= MOST_ROWS:
            raise UnreadableFile("ตารางยาวเกินกำหนด กรุณาแบ่งเป็นหลายไฟล์", code="too-large")
        made: list[Cell] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is row:
                made += _word_cell(cell, rows[-1] if rows else [], len(made))
        rows.append(made)
    return rows


def _word_cell(cell: etree._Element, above: list[Cell], place: int) -> list[Cell]:
    properties = cell.find(qn("w:tcPr"))
    span = properties.find(qn("w:gridSpan")) if properties is not None else None
    merge = properties.find(qn("w:vMerge")) if properties is not None else None
    wide = min(int(span.get(qn("w:val"), "1")), MOST_COLUMNS) if span is not None else 1
    if merge is not None and merge.get(qn("w:val"), "continue") == "continue":
        text = above[place].text if place < len(above) else ""
        return [Cell(text, covered=ABOVE) for _ in range(wide)]
    doubt = next((why for tag, why in _IN_A_CELL.items() if next(cell.iter(qn(tag)), None) is not None), "")
    doubt = doubt or ("เป็นช่องติ๊ก" if next(cell.iter(_CHECKED), None) is not None else "")
    text = _word_text(cell)
    return [Cell(text, doubt), *(Cell(text, covered=LEFT) for _ in range(wide - 1))]


def _word_text(cell: etree._Element) -> str:
    """All text of a cell but what was struck out, also in content controls and fields."""
    parts = []
    for node in cell.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:p")):
        if next(node.iterancestors(qn("w:del")), None) is None:
            parts.append(node.text or "" if node.tag == qn("w:t") else " ")
    return " ".join("".join(parts).split())


def _workbook(content: bytes) -> Iterator[Grid]:
    shown = load_workbook(io.BytesIO(content), data_only=True)
    written = load_workbook(io.BytesIO(content))
    for sheet in shown.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            raise UnreadableFile(f"แผ่นงาน {sheet.title} ใหญ่เกินกำหนด กรุณาลบแถวและคอลัมน์ที่ไม่ใช้", code="too-large")
        formulas = written[sheet.title]
        assert isinstance(formulas, Worksheet)
        covered = _covered(sheet)
        rows = [[_sheet_cell(one, formulas, covered) for one in row] for row in sheet.iter_rows()]
        hidden = sheet.sheet_state != "visible"
        yield squared(f"{sheet.title} (ซ่อน)" if hidden else sheet.title, rows)


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[SheetCell, str]]:
    """Cells that a merged one covers: its first cell, and from where."""
    found = {}
    for merged in sheet.merged_cells.ranges:
        first = sheet.cell(merged.min_row, merged.min_col)
        assert isinstance(first, SheetCell)
        for row in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                if (row, column) != (merged.min_row, merged.min_col):
                    found[row, column] = (first, LEFT if row == merged.min_row else ABOVE)
    return found


def _sheet_cell(one: Any, formulas: Worksheet, covered: dict[tuple[int, int], tuple[SheetCell, str]]) -> Cell:
    place = (one.row, one.column)
    if place in covered:
        first, where = covered[place]
        return Cell(_shown(first.value, first.number_format)[0], covered=where)
    text, doubt = _shown(one.value, one.number_format)
    written = formulas.cell(*place)
    if written.data_type == "f" and one.value is None:
        return Cell("", "เป็นสูตรที่ยังไม่ได้คำนวณ กรุณาเปิดใน Excel แล้วบันทึกใหม่")
    if one.data_type == "e":
        return Cell(text, "สูตรคำนวณไม่ได้")
    return Cell(text, doubt)


def _shown(value: object, style: str) -> tuple[str, str]:
    """A value as it stands in the cell, and why it is in doubt.

    >>> _shown(12.0, "General"), _shown(0.155, "0%"), _shown(dt.datetime(2026, 11, 23), "d/m/yyyy")
    (('12', ''), ('15.5%', ''), ('๒๓ พฤศจิกายน ๒๕๖๙', ''))
    """
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ("จริง" if value else "เท็จ"), "เป็นช่องจริงหรือเท็จ"
    if isinstance(value, dt.datetime | dt.date):
        day = value.date() if isinstance(value, dt.datetime) else value
        if day.year > 2400:  # the year of the Buddhist Era was typed as one of the Common Era
            return f"{day.day}/{day.month}/{day.year}", "ปีของวันที่อาจเป็น พ.ศ. ที่พิมพ์เป็น ค.ศ."
        return format_date(ThaiDate.from_ce(day)), ""
    if isinstance(value, int | float):
        number = Decimal(repr(value)) * (100 if "%" in style else 1)
        plain = f"{number:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return (f"{plain}%" if "%" in style else plain), ""
    return " ".join(str(value).split()), ""
