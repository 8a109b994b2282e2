"""What an office's own letters chose is counted, and proposed only where most of them agree; no sentence is made of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.draft import draft_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.earlier.habits import habits_of
from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource, TextLine
from flows.cli import main

OWN = """ที่ สน ๐๐๑๘.๑/ว {number}
ศาลากลางจังหวัดสกลนคร
ถนนศูนย์ราชการ สน ๔๗๐๐๐
๑๘ พฤศจิกายน ๒๕๖๙
เรื่อง การสำรวจแหล่งน้ำ
เรียน นายอำเภอ ทุกอำเภอ
{told}
ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอสำรวจแหล่งน้ำสาธารณะ
จึงเรียนมาเพื่อพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นายสมมุติ ลงนาม)
ผู้ว่าราชการจังหวัดสกลนคร
ที่ทำการปกครองจังหวัด
โทร. ๐ ๔๒๗๑ ๑๐๐๐
"""
SHORT = "ด้วยจังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า จะรวบรวมข้อมูลแหล่งน้ำ"
LONG = "ตามที่กรมการปกครองได้จัดประชุม นั้น\n\nกรมการปกครองได้จัดทำแนวทาง\n\nทั้งได้จัดสรรงบประมาณแล้ว"


def letters(*told: str) -> list[Letter]:
    found: list[Letter] = []
    for number, text in enumerate(told, 1):
        lines = OWN.format(number=number, told=text).splitlines()
        found += read_letters([Page(1, tuple(TextLine(one, None, 1.0, "text") for one in lines), PageSource.TEXT)])
    return found


def test_choices_are_counted() -> None:
    habits = habits_of(letters(SHORT, SHORT, SHORT, LONG))
    assert habits.letters == 4
    assert habits.openings == {"ด้วย": 3, "ตามที่ … นั้น": 1}
    assert habits.closings == {"พิจารณาดำเนินการ": 4}
    assert habits.feet == {"ที่ทำการปกครองจังหวัด": 4}


def test_what_most_of_them_chose_is_proposed_and_nothing_from_too_few() -> None:
    assert "told_shortly = true" in habits_of(letters(SHORT, SHORT, SHORT, LONG)).proposed()
    assert 'contact_office = ["ที่ทำการปกครองจังหวัด"]' in habits_of(letters(SHORT, SHORT, SHORT)).proposed()
    assert "told_shortly = true" not in habits_of(letters(SHORT, LONG, LONG)).proposed()
    assert habits_of(letters(SHORT, SHORT)).proposed() == () and habits_of(()).told_length == 0


def test_how_they_open_and_close_is_proposed_and_drafts_open_and_close_so() -> None:
    lines = habits_of(letters(*[SHORT.replace("ด้วย", "เนื่องด้วย", 1)] * 3)).proposed()
    assert lines[1:3] == ('opening = "เนื่องด้วย"', 'closing = "พิจารณาดำเนินการ"')
    usual = habits_of(letters(SHORT, SHORT, SHORT)).proposed()
    assert not any(line.startswith("opening") for line in usual)
    body = ("ด้วยกรมทดลองได้จัดทำแนวทางแล้ว", "กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอสำรวจฝาย", "จึงเรียนมาเพื่อโปรดลงนาม")
    profile = replace(office_profile(), opening="เนื่องด้วย", closing="พิจารณาดำเนินการ")
    (step,) = plan_cascade(incoming(body), profile, today=TODAY).steps
    content = draft_letter(incoming(body), step, today=TODAY).content
    assert content.paragraphs[0].text.startswith("เนื่องด้วยจังหวัดสกลนครได้รับแจ้งจาก")
    assert content.purpose == "จึงเรียนมาเพื่อพิจารณาดำเนินการ"


def test_the_command_counts_a_folder_and_tells_what_it_could_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "เสีย.pdf").write_bytes(b"%PDF-1.7 no document")
    assert main(["learn", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "เสีย.pdf" in told.err and "นับจากหนังสือ ๐ ฉบับ" in told.out
