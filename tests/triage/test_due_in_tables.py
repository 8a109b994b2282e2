"""The day that a table of the letter sets: the own row's, the first of a schedule, asked where it is not one sure day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cascade_cases import incoming, office_profile
from own_letters import own_letters

from circulars.directory.offices import find_office
from circulars.directory.profile import default_profile
from circulars.extraction.reading import read_letters
from circulars.letter.doubt import WITNESSES_DIFFER
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Cell, Letter, Table
from circulars.letter.page import Page, PageSource, TextLine
from circulars.triage.days.tables import due_in_tables
from circulars.triage.proposal import propose

SEEN = Evidence(2, None, "", 1.0, "table.cells", "test")
PROVINCE = find_office("สกลนคร")


def letter_with(*rows: tuple[str, ...], doubted: bool = False) -> Letter:
    doubts = (WITNESSES_DIFFER(),) if doubted else ()
    cells = tuple(tuple(Cell(text, doubts=doubts if at else ()) for at, text in enumerate(row)) for row in rows)
    body = ("ด้วยกรมการปกครองกำหนดจัดเก็บข้อมูล", "จึงขอให้จังหวัดจัดทำรายงานตามตารางแนบท้าย", "จึงเรียนมาเพื่อโปรดดำเนินการ")
    return replace(incoming(body), tables=(Field(Table(cells), SEEN),))


@pytest.mark.parametrize(
    ("rows", "day", "asked"),
    [
        ((("จังหวัด", "กำหนดส่งรายงาน"), ("นครพนม", "๕ มีนาคม ๒๕๖๗"), ("สกลนคร", "๘ มีนาคม ๒๕๖๗")), dt.date(2024, 3, 8), False),
        ((("กิจกรรม", "ภายในวันที่"), ("ส่งแบบ", "๕ มีนาคม ๒๕๖๗"), ("ส่งผล", "๘ เมษายน ๒๕๖๗")), dt.date(2024, 3, 5), True),
        ((("กิจกรรม", "ภายในวันที่"), ("ส่งแบบ", "๕ มีนาคม ๒๕๖๗")), dt.date(2024, 3, 5), False),
        ((("จังหวัด", "กำหนดส่งรายงาน"), ("นครพนม", "๕ มีนาคม ๒๕๖๗"), ("มุกดาหาร", "๘ มีนาคม ๒๕๖๗")), None, False),
        ((("กิจกรรม", "วันเริ่มใช้"), ("ระเบียบ", "๕ มีนาคม ๒๕๖๗"), ("แบบ", "๘ มีนาคม ๒๕๖๗")), None, False),
    ],
)  # fmt: skip
def test_a_limit_of_a_table_is_the_offices_own(
    rows: tuple[tuple[str, ...], ...], day: dt.date | None, asked: bool
) -> None:
    due = due_in_tables(letter_with(*rows), PROVINCE)
    assert (due.day.ce if due.day else None, due.asked) == (day, asked)


def test_a_doubted_day_is_asked_and_the_proposal_has_it() -> None:
    rows = (("จังหวัด", "กำหนดส่งรายงาน"), ("นครพนม", "๕ มีนาคม ๒๕๖๗"), ("สกลนคร", "๘ มีนาคม ๒๕๖๗"))
    proposal = propose(letter_with(*rows, doubted=True), office_profile())
    assert proposal.due is not None and proposal.due.ce == dt.date(2024, 3, 8) and "due" in proposal.doubtful
    assert "due" not in propose(letter_with(*rows), office_profile()).doubtful


def test_a_typed_annex_of_several_provinces_names_whom_and_when() -> None:
    """The rows of other provinces, and a district of the same name there, are none of ours."""
    text = """ที่ วธ ๐๒๐๑/ว ๙๑
กระทรวงวัฒนธรรม
ถนนเทียมร่วมมิตร กทม. ๑๐๓๑๐
๑ มีนาคม ๒๕๗๑
เรื่อง การออกหน่วยบันทึกภูมิปัญญา
เรียน ผู้ว่าราชการจังหวัดนครพนม และสกลนคร
สิ่งที่ส่งมาด้วย บัญชีอำเภอเป้าหมาย จำนวน ๑ แผ่น
ด้วยกระทรวงวัฒนธรรมกำหนดออกหน่วยบันทึกภูมิปัญญาท้องถิ่น
จึงขอให้จังหวัดแจ้งอำเภอเป้าหมายตามบัญชีแนบท้ายจัดเตรียมสถานที่
จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นายกอไก่ ตัวอย่างดี)
ปลัดกระทรวงวัฒนธรรม
\fบัญชีอำเภอเป้าหมาย

จังหวัด     อำเภอ         วันจัด
นครพนม   ธาตุพนม     ๒๐ มีนาคม ๒๕๗๑
สกลนคร   วานรนิวาส   ๒๔ มีนาคม ๒๕๗๑
สกลนคร   พังโคน      ๒๒ มีนาคม ๒๕๗๑
นครพนม   นาแก        ๒๑ มีนาคม ๒๕๗๑
"""
    pages = [
        Page(n, tuple(TextLine(one, None, 1.0, "text") for one in part.splitlines()), PageSource.TEXT)
        for n, part in enumerate(text.split("\f"), 1)
    ]
    made = propose(read_letters(pages)[0], office_profile())
    assert made.recipients == ("นายอำเภอวานรนิวาส", "นายอำเภอพังโคน") and "recipients" not in made.doubtful
    assert made.due is not None and made.due.iso_be == "2571-03-22"


def test_a_class_of_towns_is_named_where_the_office_typed_them() -> None:
    letter = next(one for one in own_letters("letters_offices.txt") if one.number == "14")
    office = default_profile(find_office(letter.office))
    typed = replace(office, towns=("เทศบาลเมืองชุมพร", "เทศบาลเมืองหลังสวน"))
    read = letter.letters()[0]
    assert propose(read, typed).recipients == ("นายกเทศมนตรีเมืองชุมพร", "นายกเทศมนตรีเมืองหลังสวน")
    assert propose(read, office).recipients == ("นายกเทศมนตรีเมือง ทุกแห่ง",)
    assert propose(read, replace(office, towns=())).doubtful == ("recipients",)
