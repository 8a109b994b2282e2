"""Answers to a letter of ours collected from the archive: Word files of letters, tables brought, replies by whom nobody knows."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from dispatch_cases import CLERK, OFFICE, Sender, districts
from openpyxl import load_workbook
from test_collected import HEAD, ROWS, inserted, sheet, word
from test_tables import of_rows

from circulars.archive import IssuedLetter
from circulars.archive.export.verify import verify
from circulars.desk.clerk.books.writing import BLANK, answering, refuse_blanks, reporting
from circulars.desk.clerk.following.collected_sheet import collected_sheet
from circulars.desk.clerk.following.collecting import NOBODY, bring, collected, letter_meant
from circulars.desk.clerk.following.recognised import NO_ROWS
from circulars.directory import default_profile, find_office
from circulars.documents.tables.collected import NO_TABLE, collect
from circulars.errors import CircularsError
from circulars.extraction.page.lines import page_lines
from circulars.extraction.parts.tables.reading import read_tables
from circulars.letter.field import Field
from circulars.letter.letter import CitedLetter, Letter, Signatory
from circulars.letter.page import Page, PageSource
from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    made = Sender(tmp_path / "office")
    yield made
    made.archive.close()


def reply(sender: Sender, issued: IssuedLetter, agency: str, number: str, source: bytes = b"") -> str:
    """A letter of this office that cites ours, made from a Word file where one is given."""
    ours = sender.archive.load_letter(issued.letter_id).letter
    assert ours.reference.value is not None
    answer = Letter(
        (1,),
        reference=Field(ReferenceNumber("สน", "๙๙๑๘", number)),
        dated=Field(ThaiDate(2569, 11, 28)),
        sender_agency=Field(agency),
        subject=Field("ส่งรายงาน"),
        references=(Field(CitedLetter(None, None, ours.reference.value, ours.dated.value, "")),),
    )
    scan = sender.archive.save_original(f"{agency} {number}".encode(), "คำตอบ.pdf")
    if source:
        sender.archive.save_source(scan.id, source)
        sender.archive.save_source(scan.id, source)
    (letter_id,) = sender.archive.save_letters(scan.id, OFFICE, [answer], [()])
    return letter_id


def test_answers_of_every_kind_make_one_table_and_nothing_is_lost(sender: Sender) -> None:
    archive, issued = sender.archive, sender.issue(districts(6))
    letter = issued.letter_id
    first = reply(sender, issued, "อำเภอเมืองสกลนคร", "๑", word(ROWS))
    scan = reply(sender, issued, "อำเภอกุสุมาลย์", "๒")
    bring(archive, letter, "นายอำเภอกุดบาก", sheet([("๑", "ค", 7, 8)]), "ก.xlsx", CLERK)
    cover = reply(sender, issued, "อำเภอพรรณานิคม", "๓")
    bring(archive, letter, "นายอำเภอพรรณานิคม", word([("๑", "ง", "9", "10")], change=inserted), "ข.docx", CLERK)
    archive.acknowledge(letter, "นายอำเภอพังโคน", "โทรศัพท์", answered=True)
    stray = reply(sender, issued, "เทศบาลตำบลตัวอย่าง", "๔")
    found = collected(archive, letter)
    told = [(row.title, row.letter_id, *(cell.text for cell in row.cells[1:])) for row in found.rows]
    assert told == [
        ("นายอำเภอเมืองสกลนคร", first, "ก", "12", "100"),
        ("นายอำเภอเมืองสกลนคร", first, "ข", "13", "200"),
        ("นายอำเภอกุดบาก", "", "ค", "7", "8"),
        ("นายอำเภอพรรณานิคม", "", "ง", "99", "10"),
    ]
    assert found.in_doubt == 1 and cover not in {one.letter_id for one in found.asked}
    assert [(one.title, one.letter_id, one.why) for one in found.asked] == [
        ("นายอำเภอกุสุมาลย์", scan, NO_TABLE),
        ("นายอำเภอพังโคน", "", NO_TABLE),
        ("", stray, NOBODY),
    ]
    assert found.missing == ("นายอำเภอวาริชภูมิ",)
    assert all(row.source for row in found.rows) and not verify(archive)
    again = reply(sender, issued, "อำเภอเมืองสกลนคร", "๕", word([("๑", "ก", 99, 100)]))
    found = collected(archive, letter)
    assert {row.letter_id for row in found.rows if row.title == "นายอำเภอเมืองสกลนคร"} == {first, again}
    assert any("มากกว่าหนึ่งครั้ง" in one.why for one in found.asked)


def test_what_is_brought_is_read_first_and_entered_once(sender: Sender) -> None:
    archive, issued = sender.archive, sender.issue(districts(1))
    with pytest.raises(CircularsError, match="อาจเสียหาย"):
        bring(archive, issued.letter_id, "นายอำเภอเมืองสกลนคร", b"%PDF", "ก.pdf", CLERK)
    with pytest.raises(CircularsError, match="ไม่มีผู้รับ"):
        bring(archive, issued.letter_id, "นายอำเภอเมือง", sheet(ROWS), "ก.xlsx", CLERK)
    assert collected(archive, issued.letter_id).missing == ("นายอำเภอเมืองสกลนคร",)
    content = sheet(ROWS)
    for _ in range(2):
        bring(archive, issued.letter_id, "นายอำเภอเมืองสกลนคร", content, "ก.xlsx", CLERK)
    found = collected(archive, issued.letter_id)
    assert len(found.rows) == 2 and not found.asked and not found.missing
    (event,) = archive.events(("answer-table",))
    assert json.loads(event.detail)["by"] == CLERK
    assert archive.deliveries(issued.letter_id)[0].answered


def test_a_letter_is_meant_by_its_number_or_id_and_never_guessed(sender: Sender) -> None:
    one, other = sender.issue(districts(1)), sender.issue(districts(1), "อีกเรื่อง")
    mean = letter_meant
    assert (
        mean(sender.archive, one.reference, [OFFICE]) == mean(sender.archive, one.letter_id, [OFFICE]) == one.letter_id
    )
    with pytest.raises(CircularsError, match=other.letter_id):
        mean(sender.archive, "สน ๐๐๑๘.๑/ว", [OFFICE])
    for told in ("สน ๐๐๑๘.๑/ว ๙๙", "0" * 16):
        with pytest.raises(CircularsError, match="ไม่พบ"):
            mean(sender.archive, told, [OFFICE])
    with pytest.raises(CircularsError, match="ไม่พบ"):
        mean(sender.archive, one.reference, ["สน ๐๗๑๘"])


def test_the_workbook_holds_each_figure_with_its_sender_and_no_formula(sender: Sender) -> None:
    issued = sender.issue(districts(2))
    rows = [("๑", "=1+1", "007", "1500.50"), ("๒", "ก", "๑๒", "-3")]
    bring(sender.archive, issued.letter_id, "นายอำเภอเมืองสกลนคร", word(rows), "ก.docx", CLERK)
    book = load_workbook(io.BytesIO(collected_sheet(collected(sender.archive, issued.letter_id), "รวม")))
    table = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert table[0][0] == "ผู้ส่ง" and table[0][-2:] == ["ที่มา", "ต้องดู"]
    assert [row[:5] for row in table[1:]] == [
        ["นายอำเภอเมืองสกลนคร", "๑", "=1+1", "007", 1500.5],
        ["นายอำเภอเมืองสกลนคร", "๒", "ก", "๑๒", -3],
    ]
    assert book.worksheets[0]["C3"].data_type == "s" and all("ก.docx" in str(row[5]) for row in table[1:])
    assert [cell.value for cell in book.worksheets[1]["C"]][1] == "ยังไม่ตอบ"


def test_a_scan_gives_its_rows_with_their_doubts_and_what_could_not_be_read_as_rows_is_told(sender: Sender) -> None:
    """From the lines of pages, by the reader of tables and the archive, to the collected table."""
    issued = sender.issue(districts(2))
    pages = [
        Page(
            2,
            tuple(of_rows(HEAD, ("๑", "กุดบาก", "๑๒/๑๓", "๑๐๐"), ("๒", "ภูพาน", "๗", "๒๐๐"))),
            PageSource.SCAN,
            1000,
            1400,
        ),
        Page(3, tuple(of_rows(("๓", "พังโคน", "๕", "๓๐๐"), ("๔", "ส่องดาว", "๖", "๔๐๐"))), PageSource.SCAN, 1000, 1400),
        Page(4, tuple(of_rows(("๕", "เต่างอย", "๙", "๕๐๐"))), PageSource.SCAN, 1000, 1400),
    ]
    lines = [line for page in pages for line in page_lines(page)]
    scan = sender.archive.save_original("สแกน".encode(), "คำตอบ.pdf")
    sender.archive.save_pages(scan.id, pages)
    ours = sender.archive.load_letter(issued.letter_id).letter
    answer = Letter(
        (1,), enclosure_pages=(2, 3, 4), tables=read_tables(lines), sender_agency=Field("อำเภอเมืองสกลนคร"),
        reference=Field(ReferenceNumber("สน", "๐๑๑๘", "๕")),
        references=(Field(CitedLetter(None, None, ours.reference.value, ours.dated.value, "")),),
    )  # fmt: skip
    (answer_id,) = sender.archive.save_letters(scan.id, OFFICE, [answer], [()])
    found = collected(sender.archive, issued.letter_id, word([]))
    assert [[cell.text for cell in row.cells[1:]] for row in found.rows] == [
        ["กุดบาก", "๑๒", "๑๐๐"], ["ภูพาน", "๗", "๒๐๐"], ["พังโคน", "๕", "๓๐๐"], ["ส่องดาว", "๖", "๔๐๐"],
    ]  # fmt: skip
    assert [cell.text for row in found.rows for cell in row.cells if cell.doubt] == ["๑๒"]
    assert {(row.title, row.letter_id) for row in found.rows} == {("นายอำเภอเมืองสกลนคร", answer_id)}
    assert all("หน้า ๒, ๓" in row.source and "๐๑๑๘" in row.source for row in found.rows)
    assert [one.why for one in found.asked] == [NO_ROWS.format(page="๔")] and found.missing == ("นายอำเภอกุสุมาลย์",)


ASKING = Letter(
    (1,),
    reference=Field(ReferenceNumber("มท", "๐๓๐๙.๒", "๗๑", circular=True)),
    dated=Field(ThaiDate(2569, 11, 16)),
    sender_agency=Field("กรมตัวอย่าง"),
    subject=Field("การสำรวจสะพาน"),
    signatory=Field(Signatory("นายตัวอย่าง รักแผ่นดิน", "อธิบดีกรมตัวอย่าง")),
    body=(
        Field("ด้วยกรมตัวอย่างจะรวบรวมข้อมูลสะพาน"),
        Field("จึงขอให้จังหวัดแจ้งจำนวนสะพานที่ชำรุดและงบประมาณที่ต้องใช้ให้กรมตัวอย่างทราบภายในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙"),
    ),
)


def test_an_answer_and_a_report_are_begun_with_blanks_and_get_no_number_before_they_are_filled() -> None:
    profile = default_profile(find_office("จังหวัดสกลนคร"))
    typed = answering(ASKING, profile)
    assert typed["subject"] == "การสำรวจสะพาน" and "มท ๐๓๐๙.๒/ว ๗๑" in typed["references"]
    assert typed["addressee"] == "อธิบดีกรมตัวอย่าง" and "๓๐ พฤศจิกายน ๒๕๖๙" in typed["body"]
    assert BLANK in typed["body"] and "สะพานที่ชำรุด" in typed["body"]
    with pytest.raises(CircularsError, match="ที่ต้องกรอก"):
        refuse_blanks(typed)
    refuse_blanks({**typed, "body": typed["body"].replace(BLANK, "๑๒ แห่ง")})
    titles = ["นายอำเภอหนึ่ง", "นายอำเภอสอง"]
    whole = reporting(ASKING, collect(titles, []), profile)
    assert "คำตอบ ๐ แห่ง จาก ๒ แห่ง" in whole["body"] and "ยังไม่ได้รับคำตอบจาก นายอำเภอหนึ่ง, นายอำเภอสอง" in whole["body"]
    refuse_blanks(whole)
