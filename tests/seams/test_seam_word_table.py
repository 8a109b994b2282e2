"""A circular typed in Word with an annex that is only a table: every district's letter has its own row, and no other's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from docx import Document
from docx.shared import Pt

from circulars.cascade.draft import draft_letter
from circulars.cascade.gate import planned
from circulars.directory.offices import find_office, offices_below
from circulars.directory.profile import default_profile
from circulars.intake.containers import single_file
from circulars.letter.page import PageSource
from circulars.thai.digits import to_thai
from flows.commands.reading.dry import read_and_check
from ocr import read_pages

TODAY = dt.date(2026, 11, 11)
PROVINCE = find_office("สกลนคร")
DISTRICTS = tuple(one.name.removeprefix("อำเภอ") for one in offices_below(PROVINCE))
AMOUNTS = {name: to_thai(f"{4100 + 370 * at:,}") for at, name in enumerate(DISTRICTS)}
LINES = (
    *("ที่ มท ๐๘๑๖.๓/ว ๒๔๑๗\t\t\t\tกรมส่งเสริมการปกครองท้องถิ่น", "\t\t\t๙ พฤศจิกายน ๒๕๖๙"),
    *("เรื่อง  การจัดสรรชุดอุปกรณ์กู้ชีพประจำอำเภอ", "เรียน  ผู้ว่าราชการจังหวัดสกลนคร"),
    "สิ่งที่ส่งมาด้วย  บัญชีจัดสรรชุดอุปกรณ์กู้ชีพ  จำนวน ๑ ชุด",
    "\tด้วยกรมส่งเสริมการปกครองท้องถิ่นได้จัดสรรค่าชุดอุปกรณ์กู้ชีพให้แก่อำเภอในจังหวัดสกลนคร ตามบัญชีที่ส่งมาด้วย",
    "\tจึงขอให้จังหวัดแจ้งอำเภอเบิกจ่ายตามจำนวนในบัญชีดังกล่าว",
    *("\tจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป", "\t\t\tขอแสดงความนับถือ", "", "\t\t\t(นายสมมุติ ตัวอย่าง)"),
    "\t\tอธิบดีกรมส่งเสริมการปกครองท้องถิ่น",
)


def written(file: Path, style: str) -> None:
    word = Document()
    for line in LINES:
        word.add_paragraph(line)
    word.add_page_break()  # type: ignore[no-untyped-call]
    word.add_paragraph("บัญชีจัดสรรชุดอุปกรณ์กู้ชีพ")
    table = word.add_table(rows=0, cols=3, style=style)
    rows = [("ลำดับ", "อำเภอ", "จำนวนเงิน")]
    rows += [(to_thai(at), name, AMOUNTS[name]) for at, name in enumerate(DISTRICTS, 1)]
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for one in word.styles:
        if one.type == 1:
            one.font.name, one.font.size = "TH Sarabun New", Pt(16)
    word.save(str(file))


def test_eighteen_drafts_each_with_its_own_row(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    written(tmp_path / "เวียน.docx", "Table Grid")
    pages = read_pages(single_file(tmp_path / "เวียน.docx", tmp_path / "scratch"), engine="thai")
    assert [page.source for page in pages] == [
        PageSource.TEXT_LAYER
    ] * 2  # a page of names and figures keeps its own text
    (letter,), (findings,) = read_and_check(pages)
    plan = planned(letter, replace(default_profile(PROVINCE), own_row=True), today=TODAY).plan
    texts = {}
    for step in plan.steps:
        draft = draft_letter(letter, step, findings=findings, pages=pages, today=TODAY)
        texts[draft.content.addressee] = " ".join(one.text for one in draft.content.paragraphs)
    assert sorted(texts) == sorted(f"นายอำเภอ{name}" for name in DISTRICTS)
    for name in DISTRICTS:
        own = texts[f"นายอำเภอ{name}"]
        assert AMOUNTS[name] in own and not any(AMOUNTS[other] in own for other in DISTRICTS if other != name)
