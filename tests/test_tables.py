"""Tables: their rules, the rows and columns that no rule shows, and what speaks for and against a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from circulars.extraction.page.lines import page_lines
from circulars.extraction.parts.body import paragraphs
from circulars.extraction.parts.tables.doubts import grouped
from circulars.extraction.parts.tables.reading import read_tables
from circulars.letter.doubt import MAY_BE, ORDER_DIFFERS, SUM_DIFFERS, UNKNOWN_WORDS, UNREAD, WITNESSES_DIFFER
from circulars.letter.letter import Cell, Letter, Table
from circulars.letter.page import Box, CellPlace, Page, PageSource, Reading, TextLine
from circulars.letter.record import dump_letter, letter_record, load_letter
from circulars.review import Correction, apply_corrections, write_field
from ocr.layer.glyphs import Glyph
from ocr.layer.lines import lines_of
from ocr.page.tables.rows import with_tables
from ocr.page.tables.ruled import find_grids

DPI = 110
XS, YS = (40, 120, 300, 420, 560), (60, 100, 140, 180, 220)


def ruled(*, without: Sequence[tuple[int, int, int, int]] = (), sides: bool = True) -> NDArray[np.uint8]:
    """A page with a grid of rules; ``without`` are rectangles inside which none is drawn."""
    page = np.full((400, 620), 255, np.uint8)
    for y in YS:
        cv2.line(page, (XS[0], y), (XS[-1], y), (0,), 1)
    for x in XS if sides else XS[1:-1]:
        cv2.line(page, (x, YS[0]), (x, YS[-1]), (0,), 1)
    for left, top, right, bottom in without:
        page[top + 2 : bottom - 1, left + 2 : right - 1] = 255
    return page


def places(page: NDArray[np.uint8]) -> set[tuple[int, int, int, int]]:
    (grid,) = find_grids(page, DPI).grids
    return {(one.place.row, one.place.column, one.place.rows, one.place.columns) for one in grid.cells}


@pytest.mark.parametrize("sides", [True, False])
def test_each_cell_between_rules_has_its_place(sides: bool) -> None:
    assert places(ruled(sides=sides)) == {(row, column, 1, 1) for row in range(4) for column in range(4)}


def test_a_cell_reaches_where_no_rule_is_drawn() -> None:
    wide = (XS[1], YS[0], XS[3], YS[1])
    tall = (XS[0], YS[0], XS[1], YS[2])
    found = places(ruled(without=[wide, tall]))
    assert (0, 1, 1, 2) in found and (0, 0, 2, 1) in found and len(found) == 14


def test_a_frame_and_a_page_of_text_are_no_table() -> None:
    frame = np.full((400, 620), 255, np.uint8)
    cv2.rectangle(frame, (40, 60), (300, 200), (0,), 2)
    assert find_grids(frame, DPI).grids == ()
    for y in range(60, 360, 24):
        cv2.putText(frame, "text that runs on from side to side", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0,), 1)
    assert find_grids(frame, DPI).grids == ()


def test_text_that_fills_a_narrow_cell_parts_no_rows() -> None:
    page = ruled()
    for row in range(4):
        cv2.putText(page, "EEEEEEE", (XS[0] + 3, YS[row] + 26), cv2.FONT_HERSHEY_SIMPLEX, 0.55, (0,), 2)
    assert len({place[0] for place in places(page)}) == 4


def line(
    text: str, left: float, top: float, cell: CellPlace | None = None, other: str | None = None, width: float = 0.0
) -> TextLine:
    """A piece of a row; the second reader saw ``other``, or the same."""
    box = Box(left, top, left + (width or 0.012 * len(text)), top + 0.016)
    seen = (1.0,) * len(text)
    return TextLine(
        text, box, 1.0, "thai-lines", seen, Reading(text if other is None else other, 1.0, "second"), cell=cell
    )


def of_rows(*rows: Sequence[str], table: int = 0, top: float = 0.3) -> list[TextLine]:
    """Cells of a ruled table; ``seen/other`` is what two readers made of one."""
    found = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            seen, _, other = text.partition("/")
            if text:
                place = CellPlace(table, at, column)
                found.append(line(seen, 0.1 + 0.2 * column, top + 0.03 * at, place, other or None))
    return found


def table_of(lines: Sequence[TextLine]) -> Table:
    (field,) = read_tables(page_lines(Page(2, tuple(lines), PageSource.SCAN, 1000, 1400)))
    assert field.value is not None and field.evidence is not None and field.evidence.page == 2
    return field.value


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


UNRULED = [
    ["ที่", "อำเภอ", "จำนวน (คน)"],
    ["๑", "ภูหลวง", "๓"],
    ["๒", "นาด้วง", "๑๒"],
    ["๓", "ผาขาว", "๗"],
    ["๔", "ปากชม", "๕"],
]


def test_pieces_under_each_other_are_columns() -> None:
    lines = [
        line(text, 0.1 + 0.2 * at, 0.3 + 0.03 * row)
        for row, cells in enumerate(UNRULED)
        for at, text in enumerate(cells)
    ]
    above = line("ขอแจ้งจำนวนผู้เข้ารับการอบรมตามตารางต่อไปนี้", 0.1, 0.2, width=0.7)
    placed = with_tables((above, *lines))
    assert placed[0].cell is None
    assert texts(table_of(placed)) == UNRULED


def test_running_text_and_labelled_lines_are_no_table() -> None:
    head = [line("ที่ มท ๐๓๐๙/ว ๑", 0.1, 0.1), line("กรมตัวอย่าง", 0.6, 0.1), line("ถนนตัวอย่าง กทม. ๑๐๓๐๐", 0.6, 0.13)]
    enclosed = [line(f"{n}. แบบรายงาน", 0.2, 0.3 + 0.03 * n) for n in range(1, 5)]
    counts = [line("จำนวน ๑ ฉบับ", 0.7, 0.3 + 0.03 * n) for n in range(1, 5)]
    assert all(one.cell is None for one in with_tables((*head, *enclosed, *counts)))


def test_rows_of_figures_in_one_ruled_row_are_parted() -> None:
    body = [("๑", "พังโคน", "๑,๒๐๐"), ("๒", "กุดบาก", "๓๐๐"), ("๓", "ภูพาน", "๔๕๐")]
    lines = of_rows(("ที่", "อำเภอ", "จำนวนเงิน"))
    for row, cells in enumerate(body):
        lines += [line(text, 0.1 + 0.2 * at, 0.35 + 0.03 * row, CellPlace(0, 1, at)) for at, text in enumerate(cells)]
    assert texts(table_of(with_tables(tuple(lines)))) == [["ที่", "อำเภอ", "จำนวนเงิน"], *map(list, body)]


def test_lines_of_one_cell_are_its_text() -> None:
    lines = of_rows(("ลำดับ", "กิจกรรม", "วันที่"), ("๑", "ประชุมชี้แจง", "๓ มีนาคม ๒๕๗๐"))
    lines.append(line("คณะทำงาน", 0.3, 0.35, CellPlace(0, 1, 1)))
    assert texts(table_of(with_tables(tuple(lines))))[1][1] == "ประชุมชี้แจงคณะทำงาน"


def test_a_figure_that_two_readers_read_unlike_is_asked() -> None:
    table = table_of(of_rows(("อำเภอ", "จำนวน"), ("กุดบาก", "๑๒/๑๓"), ("ภูพาน", "๗")))
    assert table.rows[1][1].doubts == (WITNESSES_DIFFER(),) and table.rows[2][1].doubts == ()


def test_a_sum_tells_for_or_against_its_column() -> None:
    rows = [("อำเภอ", "จำนวน"), ("กุดบาก", "๑๒/๑๓"), ("ภูพาน", "๗"), ("พังโคน", "๕")]
    sound = table_of(of_rows(*rows, ("รวม", "๒๔")))
    assert not any(cell.doubts for row in sound.rows for cell in row)
    wrong = table_of(of_rows(*rows, ("รวม", "๒๖")))
    assert all(SUM_DIFFERS() in row[1].doubts for row in wrong.body)


def test_a_row_out_of_count_is_asked() -> None:
    table = table_of(of_rows(("ที่", "ชื่อ"), ("๑", "ก้อง"), ("๒/๓", "ดาว"), ("๘", "ฟ้า"), ("๔", "น้ำ")))
    assert [cell.doubts for cell in (row[0] for row in table.body)] == [(), (), (ORDER_DIFFERS(),), ()]


def test_stops_between_thousands_are_commas() -> None:
    assert [grouped(one) for one in ("๑.๒๐๐.๐๐๐", "๑๒.๕๐", "๑,๒๐๐.๕๐")] == ["๑,๒๐๐,๐๐๐", "๑๒.๕๐", "๑,๒๐๐.๕๐"]
    table = table_of(of_rows(("อำเภอ", "จำนวนเงิน"), ("กุดบาก", "๑.๒๐๐"), ("ภูพาน", "๗,๕๐๐")))
    assert table.rows[1][1] == replace(table.rows[1][1], text="๑,๒๐๐", doubts=(MAY_BE("๑.๒๐๐", "๑,๒๐๐"),))


def test_an_empty_form_is_no_table_and_a_table_that_runs_over_has_no_head() -> None:
    form = [line("ชื่อ", 0.1, 0.3, CellPlace(0, 0, 0)), line("ที่อยู่", 0.1, 0.4, CellPlace(0, 5, 3))]
    assert read_tables(page_lines(Page(1, tuple(form), PageSource.SCAN, 1000, 1400))) == ()
    assert table_of(of_rows(("๙", "กุดบาก", "๑๒"), ("๑๐", "ภูพาน", "๗"), ("๑๑", "พังโคน", "๕"))).head == 0


def test_a_table_is_no_part_of_a_paragraph() -> None:
    text = line("ขอแจ้งจำนวนดังตารางต่อไปนี้", 0.1, 0.2, width=0.7)
    page = Page(1, (text, *of_rows(("อำเภอ", "จำนวน"), ("กุดบาก", "๑๒"), ("ภูพาน", "๗"))), PageSource.SCAN, 1000, 1400)
    assert [one.value for one in paragraphs(page_lines(page))] == ["ขอแจ้งจำนวนดังตารางต่อไปนี้"]


def test_a_table_is_recorded_and_read_back() -> None:
    page = Page(3, tuple(of_rows(("อำเภอ", "จำนวน"), ("กุดบาก", "๑๒/๑๓"), ("ภูพาน", "๗"))), PageSource.SCAN, 1000, 1400)
    letter = Letter((1,), tables=read_tables(page_lines(page)), enclosure_pages=(3,))
    assert load_letter(dump_letter(letter)) == letter
    record = letter_record(letter)
    (table,) = record["tables"]
    assert table["page"] == 3 and table["rows"] == [["อำเภอ", "จำนวน"], ["กุดบาก", "๑๒"], ["ภูพาน", "๗"]]
    assert table["asked"] == [[1, 1]] and "tables" in record["doubtful"]
    assert load_letter(dump_letter(Letter((1,)))).tables == () and Cell().text == ""


def test_a_person_corrects_a_table_in_the_form() -> None:
    page = Page(3, tuple(of_rows(("อำเภอ", "จำนวน"), ("กุดบาก", "๑๒/๑๓"), ("ภูพาน", "๗"))), PageSource.SCAN, 1000, 1400)
    letter = Letter((1,), tables=read_tables(page_lines(page)), enclosure_pages=(3,))
    shown = write_field(letter, "tables")
    assert shown.splitlines() == ["อำเภอ | จำนวน", "---", "กุดบาก | ๑๒", "ภูพาน | ๗"]
    done = apply_corrections(letter, [Correction("tables", shown.replace("๑๒", "๑๓"))])
    (table,) = done.letter.tables
    assert not done.refused and not table.doubtful and table.evidence is not None and table.evidence.page == 3
    assert table.value is not None and texts(table.value)[1] == ["กุดบาก", "๑๓"] and table.value.head == 1
    refused = apply_corrections(letter, [Correction("tables", "อำเภอ | จำนวน\n---\nกุดบาก")]).refused
    assert refused and "|" in refused[0].reason


def test_a_hole_in_a_column_of_figures_is_asked() -> None:
    rows = [
        ("อำเภอ", "จำนวน", "วัน"),
        ("กุดบาก", "๑๒", "๓"),
        ("ภูพาน", "", "๔"),
        ("พังโคน", "๕", "๗"),
        ("วาริชภูมิ", "๖", "๘"),
    ]
    table = table_of(of_rows(*rows))
    assert [cell.doubts for cell in (row[1] for row in table.body)] == [(), (UNREAD(),), (), ()]


def test_a_name_that_is_no_place_is_asked_among_places() -> None:
    rows = [("อำเภอ", "จำนวน"), ("กุดบาก", "๑"), ("พังโดน", "๒"), ("วาริชภูมิ", "๓"), ("รวม", "๖")]
    table = table_of(of_rows(*rows))
    assert [cell.doubts for cell in (row[0] for row in table.body)] == [(), (UNKNOWN_WORDS("พังโดน"),), (), ()]


def test_words_that_two_readers_read_unlike_are_asked() -> None:
    table = table_of(of_rows(("ชื่อ", "จำนวน"), ("นายกล้า ใจตรง/นายกล้า ใจดรง", "๕"), ("นางวันดี ดีเสมอ", "๖")))
    assert [row[0].doubts for row in table.body] == [(WITNESSES_DIFFER(),), ()]


def test_lines_of_a_text_layer_end_at_the_rule_of_a_cell() -> None:
    def glyph(text: str, left: float) -> Glyph:
        return Glyph(text, left, 90, left + 8, 100, left, left + 8, 100, 14, hidden=False, upright=True)

    row = [glyph("๑", 100), glyph("ป", 114), glyph("ว", 122), glyph("ก", 130)]
    (joined,) = lines_of(row, 595, 842)
    assert joined.text == "๑ ปวก" and joined.cell is None

    def cell_of(one: Glyph) -> CellPlace:
        return CellPlace(0, 0, int(one.left > 110))

    found = [(one.text, one.cell) for one in lines_of(row, 595, 842, cell_of)]
    assert found == [("๑", CellPlace(0, 0, 0)), ("ปวก", CellPlace(0, 0, 1))]


def test_a_row_whose_count_was_not_read_is_no_head() -> None:
    rows = [
        UNRULED[0],
        ["", "ภูหลวง", "นายก้อง"],
        *[[at, name, "นายดาว"] for at, name in (("๒", "นาด้วง"), ("๓", "ผาขาว"), ("๔", "ปากชม"))],
    ]
    lines = [
        line(text, 0.1 + 0.2 * at, 0.3 + 0.03 * row)
        for row, cells in enumerate(rows)
        for at, text in enumerate(cells)
        if text
    ]
    table = table_of(with_tables(tuple(lines)))
    assert table.head == 1 and [row[1].text for row in table.body] == ["ภูหลวง", "นาด้วง", "ผาขาว", "ปากชม"]


def test_a_row_of_figures_is_no_head_though_a_cell_reaches_into_it() -> None:
    lines = of_rows(("ที่", "อำเภอ", "จำนวน"), ("๑", "กุดบาก", "๕"), ("๒", "ภูพาน", "๗"), ("๓", "พังโคน", "๘"))
    reaching = [replace(one, cell=CellPlace(0, 0, 1, 2)) if one.text == "อำเภอ" else one for one in lines]
    kept = [one for one in reaching if one.text != "กุดบาก"]
    assert table_of(kept).head == 1
