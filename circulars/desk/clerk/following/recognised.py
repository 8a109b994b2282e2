"""The tables of a letter that was read from its pages: as kept with it, and what of its tables could not be read as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from circulars.documents.tables.cells import Grid
from circulars.documents.tables.lettered import grids_of_letter
from circulars.extraction.page.lines import page_lines
from circulars.extraction.parts.tables.doubts import is_figure
from circulars.extraction.parts.tables.reading import read_tables, tables_of
from circulars.extraction.parts.tables.typed import typed_tables
from circulars.letter.letter import Letter
from circulars.letter.page import Page
from circulars.thai.digits import to_thai

NOT_READ = "หน้า {page} ยังไม่ได้อ่าน กรุณาดูต้นฉบับ"
NO_ROWS = "หน้า {page} มีตัวเลขในตารางที่อ่านเป็นแถวไม่ได้ กรุณาดูต้นฉบับ"


def recognised_grids(letter: Letter, pages: Sequence[Page]) -> tuple[Grid, ...]:
    """The letter's tables; figures in a table that is none of them (its last row alone on a page) are told."""
    own = {*letter.pages, *letter.enclosure_pages}
    told = tuple(NO_ROWS.format(page=to_thai(page.number)) for page in pages if page.number in own and _left_out(page))
    return tuple(replace(one, told=(*one.told, *told)) for one in grids_of_letter(letter))


def grids_of_form(pages: Sequence[Page]) -> tuple[Grid, ...]:
    """The tables of pages that are no letter, as those of an enclosure; of pages that nobody read it is told."""
    lines = [line for page in pages for line in page_lines(page)]
    numbers = tuple(page.number for page in pages)
    form = Letter((), enclosure_pages=numbers, tables=(*read_tables(lines), *typed_tables(lines)))
    unread = tuple(NOT_READ.format(page=to_thai(page.number)) for page in pages if page.unread)
    return tuple(replace(one, told=(*one.told, *unread)) for one in recognised_grids(form, pages))


def _left_out(page: Page) -> bool:
    """A line in a cell of a table that gave no rows, and that is a figure."""
    lines = page_lines(page)
    read = tables_of(lines)
    return any(
        is_figure(line.text)
        for line in lines
        if line.source.cell is not None and (line.page, line.source.cell.table) not in read
    )
