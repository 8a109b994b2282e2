"""A register on paper: the official columns (แบบที่ ๑๓, ๑๔) on A4 landscape, head repeated, as PDF through LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from circulars.archive.export.register_sheet import COLUMNS, TITLES, printable, printed_rows
from circulars.archive.registers.correcting import RowNote
from circulars.archive.registers.rows import RegisterRow
from circulars.documents.pages.pdf import to_pdf
from circulars.thai.digits import to_thai

_WIDTHS_CM = (1.8, 3.6, 2.9, 3.7, 4.2, 6.5, 2.3, 2.5)
_FONT = "TH Sarabun New"
_POINTS = 14


def register_pdf(
    book: str, office: str, year_be: int, rows: Sequence[RegisterRow], notes: Mapping[int, RowNote]
) -> bytes:
    """The register of one year as PDF/A. Raises EngineMissing or EngineFailed (LibreOffice)."""
    (made,) = to_pdf([register_docx(book, office, year_be, rows, notes)])
    return made


def register_docx(
    book: str, office: str, year_be: int, rows: Sequence[RegisterRow], notes: Mapping[int, RowNote]
) -> bytes:
    """The register of one year as a Word file."""
    document = Document()
    landscape(document)
    write_head(document, f"{TITLES[book]} {office} ปี พ.ศ. {to_thai(year_be)}")
    add_table(document, COLUMNS[book], _WIDTHS_CM, printed_rows(book, rows, notes))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def landscape(document: WordDocument) -> None:
    """A4 across, with narrow margins."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = Cm(1.1)
    page.top_margin = page.bottom_margin = Cm(1.3)


def write_head(document: WordDocument, text: str) -> None:
    """A line in bold in the middle."""
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(head, text, bold=True)


def add_table(
    document: WordDocument, columns: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]
) -> None:
    """A ruled table, its head repeated on each page; `widths` in centimetres."""
    table = document.add_table(rows=1, cols=len(columns))
    table.style = "Table Grid"
    table.autofit = False
    properties = table.rows[0]._tr.get_or_add_trPr()
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    properties.append(repeated)
    for cell, text, width in zip(table.rows[0].cells, columns, widths, strict=True):
        _fill(cell, text, width, bold=True)
    for row in rows:
        for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
            _fill(cell, text, width)


def _fill(cell: _Cell, text: str, width: float, *, bold: bool = False) -> None:
    cell.width = Cm(width)
    _write(cell.paragraphs[0], text, bold=bold)


def _write(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(printable(text))
    run.font.name, run.font.size, run.font.bold = _FONT, Pt(_POINTS), bold
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)
    size = OxmlElement("w:szCs")  # Thai is set by the size for complex scripts
    size.set(qn("w:val"), str(2 * _POINTS))
    properties.append(size)
    if bold:
        properties.append(OxmlElement("w:bCs"))
