"""Tables of answers put together: cells exactly as they stand, each row with its sender, what is not sure asked, nobody forgotten."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from circulars.documents.tables.cells import Cell, Grid, dump_grids, load_grids
from circulars.documents.tables.collected import (
    BELOW,
    EMPTY,
    MERGED,
    MORE,
    NO_COLUMN,
    NO_NAME,
    NO_TABLE,
    OTHER_NAME,
    TOTALS,
    TWO_TABLES,
    Answer,
    Collected,
    collect,
)
from circulars.documents.tables.lettered import BLANK, PARTED, TORN, grids_of_letter
from circulars.documents.tables.reading import grids_of
from circulars.errors import UnreadableFile
from circulars.letter import letter
from circulars.letter.doubt import UNCLEAR
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Table
from circulars.letter.page import Box
from ocr.shelter.tables import tables_in_file

HEAD = ("ลำดับ", "ตำบล", "จำนวนแหล่งน้ำ (แห่ง)", "งบประมาณ (บาท)")
TITLES = tuple(f"นายอำเภอตัวอย่าง{name}" for name in ("หนึ่ง", "สอง", "สาม", "สี่"))


def sheet(
    rows: Sequence[Sequence[Any]], *, title: str = "แบบรายงาน", change: Callable[[Any], None] = lambda _: None
) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in ([title], HEAD, *rows):
        page.append(list(row))
    change(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word(rows: Sequence[Sequence[Any]], *, change: Callable[[Any], None] = lambda _: None) -> bytes:
    document = Document()
    document.add_paragraph("แบบรายงานแหล่งน้ำ")
    table = document.add_table(rows=0, cols=len(HEAD))
    for row in (HEAD, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)
    change(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def together(*contents: bytes | None, form: bytes | None = None) -> Collected:
    """Answers of the first recipients; None: a letter without a table."""
    answers = [
        Answer(title, f"ที่ {place}", grids_of(content) if content else ())
        for place, (title, content) in enumerate(zip(TITLES, contents, strict=False))
    ]
    return collect(TITLES, answers, grids_of(form) if form else ())


def texts(found: Collected) -> list[tuple[str, ...]]:
    return [(row.title, *(cell.text for cell in row.cells)) for row in found.rows]


def asked(found: Collected) -> list[tuple[str, str]]:
    return [(one.title, one.why) for one in found.asked]


def test_word_and_excel_make_one_table_each_row_with_its_sender_and_the_missing_are_named() -> None:
    found = together(
        sheet([("๑", "ดอนตัวอย่าง", 12, 1500.5), ("๒", "บ้านตัวอย่าง", 0, "๒,๐๐๐")]), word([("1", "ก", "๓", "-")]), None
    )
    assert found.columns == HEAD
    assert texts(found) == [
        (TITLES[0], "๑", "ดอนตัวอย่าง", "12", "1500.5"),
        (TITLES[0], "๒", "บ้านตัวอย่าง", "0", "๒,๐๐๐"),
        (TITLES[1], "1", "ก", "๓", "-"),
    ]
    assert [row.source for row in found.rows] == ["ที่ 0", "ที่ 0", "ที่ 1"]
    assert asked(found) == [(TITLES[2], NO_TABLE)] and found.missing == (TITLES[3],) and not found.in_doubt


def test_the_form_says_which_table_is_meant() -> None:
    form = word([("๑", "", "", ""), ("๒", "", "", "")])
    other = Document()
    for _ in range(3):
        other.add_table(rows=1, cols=2).rows[0].cells[0].text = "ตารางอื่น"
    out = io.BytesIO()
    other.save(out)
    found = together(
        out.getvalue(), sheet([("๑", "ก", 5, 6)]), sheet([("๑", "", "...", ""), ("๒", "", "", "")]), form=form
    )
    assert texts(found) == [(TITLES[1], "๑", "ก", "5", "6")]
    assert asked(found) == [(TITLES[0], NO_TABLE), (TITLES[2], EMPTY)]
    assert together(out.getvalue(), None).columns == ()


def formula(page: Any) -> None:
    page["C3"] = "=1+1"


def merged_down(page: Any) -> None:
    page.merge_cells("C3:C4")


def two_sheets(page: Any) -> None:
    page.parent.copy_worksheet(page)


def typed_as_common_era(page: Any) -> None:
    page["B3"] = dt.datetime(2569, 11, 23)


def ticked(page: Any) -> None:
    page["B3"] = True


def inserted(table: Any) -> None:
    paragraph = table.rows[1].cells[2].paragraphs[0]._p
    run = f'<w:ins {nsdecls("w")} w:id="1" w:author="ก"><w:r><w:t>9</w:t></w:r></w:ins>'
    paragraph.append(parse_xml(run))


def nested(table: Any) -> None:
    table.rows[1].cells[2].add_table(1, 1)


ROWS = [("๑", "ก", 12, 100), ("๒", "ข", 13, 200)]
DOUBTS: dict[str, tuple[bytes, str]] = {
    "a formula that was never reckoned": (sheet(ROWS, change=formula), "ยังไม่ได้คำนวณ"),
    "a cell over two rows": (sheet(ROWS, change=merged_down), MERGED),
    "a day in the wrong era": (sheet(ROWS, change=typed_as_common_era), "พ.ศ."),
    "a tick": (sheet(ROWS, change=ticked), "จริงหรือเท็จ"),
    "another recipient's name": (sheet([("๑", "อำเภอตัวอย่างสอง", 1, 2)]), OTHER_NAME),
    "its short name": (sheet([("๑", "ตัวอย่างสอง", 1, 2)]), OTHER_NAME),
    "tracked changes": (word(ROWS, change=inserted), "ยังไม่ยอมรับ"),
    "a table in a cell": (word(ROWS, change=nested), "ตารางซ้อน"),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_a_cell_that_the_file_does_not_surely_say_is_in_doubt(name: str) -> None:
    content, why = DOUBTS[name]
    found = together(content)
    doubts = [cell.doubt for row in found.rows for cell in row.cells if cell.doubt]
    assert doubts and all(why in one for one in doubts)
    assert not together(sheet([("๑", "ตัวอย่างหนึ่ง", 1, 2)])).in_doubt  # its own name is no other's


def test_what_is_left_out_is_told() -> None:
    total = sheet([*ROWS, ("", "รวม", 25, 310)])
    below = sheet([*ROWS, (), ("๓", "ค", 1, 1)])
    twice = sheet(ROWS, change=two_sheets)
    found = together(total, below, twice)
    assert asked(found) == [(TITLES[0], TOTALS.format(columns=HEAD[3])), (TITLES[1], BELOW), (TITLES[2], TWO_TABLES)]
    assert [one.title for one in found.rows] == [TITLES[0]] * 2 + [TITLES[1]] * 2 + [TITLES[2]] * 4
    for sure in ((*ROWS, (), ("ลงชื่อ ผู้รายงาน",)), (*ROWS, ("", "รวม", "๒๕ แห่ง", "300.00"))):
        assert not together(sheet(sure)).asked


def test_a_head_of_two_lines_and_a_row_called_after_a_sum_are_read() -> None:
    def two_lines(page: Any) -> None:
        page.insert_rows(3)
        for column, text in ((3, "ชาย"), (4, "หญิง")):
            page.cell(3, column, text)
        page.cell(2, 3, "จำนวนคน")
        page.merge_cells("A2:A3")
        page.merge_cells("B2:B3")
        page.merge_cells("C2:D2")

    found = together(sheet([("๑", "รวมมิตร", 1, 2)], change=two_lines))
    assert found.columns == ("ลำดับ", "ตำบล", "จำนวนคน ชาย", "จำนวนคน หญิง")
    assert texts(found) == [(TITLES[0], "๑", "รวมมิตร", "1", "2")] and not found.asked


def test_two_answers_of_one_recipient_are_both_shown_and_asked() -> None:
    answers = [Answer(TITLES[0], f"ที่ {n}", grids_of(sheet([("๑", "ก", n, n)]))) for n in (1, 2)]
    found = collect(TITLES, answers)
    assert len(found.rows) == 2 and "มากกว่าหนึ่งครั้ง" in found.asked[-1].why


def seen(*rows: Sequence[str], page: int, head: int = 1, asked: str = "") -> Field[Table]:
    """A table as it is read from a page; cells with this text are in doubt."""
    cells = tuple(
        tuple(
            letter.Cell(text, Box(at, down, at + 1, down + 1), (UNCLEAR(),) if text == asked else ())
            for at, text in enumerate(row)
        )
        for down, row in enumerate(rows)
    )
    return Field(Table(cells, head), Evidence(page, None, "", 1.0, "table.cells", "x"))


def from_pages(*tables: Field[Table]) -> tuple[Grid, ...]:
    return grids_of_letter(letter.Letter((1,), tables=tables))


def read_and_typed(*tables: Field[Table]) -> Collected:
    """The first recipient's answer was recognised, the second's is a file; the file's names of the columns are the form's."""
    answers = [Answer(TITLES[0], "สแกน", from_pages(*tables)), Answer(TITLES[1], "ไฟล์", grids_of(sheet(ROWS)))]
    return collect(TITLES, answers)


MISREAD = ("ลำดับ", "ตำบล", "จำนวนแหล่งนำ ( แห่ง)", "งบประมาณ (บาท )")


def test_a_table_read_from_a_page_is_taken_by_names_a_little_misread_and_its_doubts_go_with_it() -> None:
    found = read_and_typed(seen(MISREAD, ("๑", "ก", "๑๒", "๑๐๐"), ("๒", "ข", "๗", "๒๐๐"), page=2, asked="๗"))
    assert found.columns == HEAD and texts(found)[:2] == [
        (TITLES[0], "๑", "ก", "๑๒", "๑๐๐"),
        (TITLES[0], "๒", "ข", "๗", "๒๐๐"),
    ]
    assert found.rows[0].source == "สแกน หน้า ๒" and not found.asked
    assert [cell.text for row in found.rows for cell in row.cells if cell.doubt] == ["๗"]
    for names in (("ลำดับ", "ตำบล", "จำนวนคน", "จำนวนเด็ก"), ("ลำดับ", "ตำบล", "งบประมาณ (บาท)", "งบประมาณ (บาท)")):
        assert asked(read_and_typed(seen(names, ("๑", "ก", "๑๒", "๑๐๐"), page=2))) == [(TITLES[0], NO_TABLE)]


def test_a_stroke_in_a_column_makes_no_two_and_a_cell_that_was_not_seen_is_asked() -> None:
    def parted(*texts: str, again: bool) -> tuple[letter.Cell, ...]:
        cells = [letter.Cell(text, Box(at, 0, at + 1, 1)) for at, text in enumerate(texts)]
        return (*cells, replace(cells[-1], again=True)) if again else tuple(cells)

    rows = [
        parted(*MISREAD, again=True), parted("๑", "ก", "๑๒", "-", again=True), parted("๒", "ข", "๑๓", "๒๐", "๐", again=False),
        parted("๓", "ค", "๑๔", "", again=True), parted("๔", "ง", "๑๕", "๗๐๐", again=True),
        parted("", "รวม", "๕๔", "", again=True),
    ]  # fmt: skip
    table = Field(Table(tuple(rows), 1), Evidence(2, None, "", 1.0, "table.cells", "x"))
    found = read_and_typed(table)
    told = [(row.cells[3].text, row.cells[3].doubt) for row in found.rows[:4]]
    assert told == [("-", ""), ("๒๐ ๐", PARTED), ("", BLANK), ("๗๐๐", "")] and not found.asked
    assert len(found.rows) == 4 + len(ROWS)  # a sum is no row


def test_a_table_over_three_pages_is_one_and_a_torn_row_is_asked() -> None:
    pages = (
        seen(MISREAD, ("๑", "ก", "๑๒", "๑๐๐"), ("๒", "บ้าน", "๑๓", "๒๐๐"), page=2),
        seen(("", "ตัวอย่าง", "", ""), ("๓", "ค", "๑๔", "๓๐๐"), page=3),
        seen(("๔", "ง", "๑๕", "๔๐๐"), ("๕", "จ", "๑๖", "๕๐๐"), page=4, head=0),
    )
    found = read_and_typed(*pages)
    assert [row[2:] for row in texts(found)[:5]] == [
        ("ก", "๑๒", "๑๐๐"), ("บ้านตัวอย่าง", "๑๓", "๒๐๐"), ("ค", "๑๔", "๓๐๐"), ("ง", "๑๕", "๔๐๐"), ("จ", "๑๖", "๕๐๐"),
    ]  # fmt: skip
    assert found.in_doubt == 1 and TORN in found.rows[1].cells[1].doubt and not found.asked
    repeated = seen(MISREAD, ("๓", "ค", "๑๔", "๓๐๐"), page=3)
    assert len(read_and_typed(pages[0], repeated).rows) == 3 + len(ROWS)


def test_another_table_behind_is_no_row_of_this_one_and_is_told() -> None:
    first = seen(MISREAD, ("๑", "ก", "๑๒", "๑๐๐"), page=2)
    other = seen(("ที่", "ชื่อ", "ตำแหน่ง", "โทร"), ("๑", "นายสมมุติ", "ปลัด", "๐ ๔๒๐๐ ๐๐๐๐"), page=3)
    later = seen(("๔", "ง", "๑๕", "๔๐๐"), ("๕", "จ", "๑๖", "๕๐๐"), page=4, head=0)  # page 3 was not read as a table
    for behind in (other, later):
        found = read_and_typed(first, behind)
        assert len(found.rows) == 1 + len(ROWS) and "หน้า" in found.asked[0].why and found.asked[0].title == TITLES[0]


def test_columns_stand_where_their_names_say() -> None:
    def turned(page: Any) -> None:
        for row in page.iter_rows(min_row=2):
            row[2].value, row[3].value = row[3].value, row[2].value

    def more(page: Any) -> None:
        page["E2"], page["E3"], page["F3"] = "ผู้ให้ข้อมูล", "ผู้ใหญ่บ้าน", "ไม่มีหัว"

    def fewer(page: Any) -> None:
        page.delete_cols(1)
        page.delete_cols(3)

    found = together(sheet(ROWS, change=turned), sheet(ROWS, change=more), sheet(ROWS, change=fewer), form=word([]))
    plain = [tuple(str(cell) for cell in row) for row in ROWS]
    assert [row[1:] for row in texts(found)[:4]] == plain * 2
    assert [row[1:] for row in texts(found)[4:]] == [("", row[1], row[2], "") for row in plain]
    assert {cell.doubt for row in found.rows[4:] for cell in row.cells} == {
        "",
        NO_COLUMN,
    }  # the count of rows is not asked
    assert asked(found) == [(TITLES[1], MORE.format(columns=f"ผู้ให้ข้อมูล, {NO_NAME}"))]


CELL = st.text("กขคงรว่าม๐๑๒0159.,- ()%", max_size=8).map(lambda text: " ".join(text.split()))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_every_figure_comes_over_exactly_or_is_asked(rows: list[tuple[str, str, str]], chance: random.Random) -> None:
    """Whatever is typed in a form: each filled cell stands in the table as typed with its sender, or its answer is asked."""
    typed = [(str(place), *row) for place, row in enumerate(rows, 1)]
    content = (sheet if chance.random() < 0.5 else word)(typed)
    found = together(content)
    wanted = [(TITLES[0], *row) for row in typed if any(cell.strip(" .…-") for cell in row[1:])]
    assert texts(found) == wanted or found.asked or found.in_doubt
    assert all(one.title == TITLES[0] for one in found.rows) and found.missing == TITLES[1:]


def test_tables_pass_the_child_process_whole_and_a_bad_file_is_told() -> None:
    content = word(ROWS, change=inserted)
    assert tables_in_file(content) == grids_of(content)
    grids = (Grid("ก", ((Cell("1", "x", "left"), Cell("")),)),)
    assert load_grids(dump_grids(grids)) == grids
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "<no>")
    for bad, told in ((out.getvalue(), "อาจเสียหาย"), (b"PK\x03\x04", "อาจเสียหาย"), (b"%PDF", "อาจเสียหาย")):
        with pytest.raises(UnreadableFile, match=told):
            tables_in_file(bad)
