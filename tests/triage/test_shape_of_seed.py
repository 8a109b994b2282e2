"""Letters of the shape that this project was born from, in words and with names of our own: what must stand in the draft."""

from __future__ import annotations

import datetime as dt

import pytest
from test_triage import letter_of

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.letter.finding import Severity
from circulars.triage.step import Step

TODAY = dt.date(2026, 11, 25)
HEAD = """ด่วนที่สุด

ที่ มท ๐๓๒๒/ว ๒๑๕๘

กรมการปกครอง
ถนนอัษฎางค์ กทม. ๑๐๒๐๐

๒๐ พฤศจิกายน ๒๕๖๙

เรื่อง การสำรวจความพร้อมของศูนย์บริการ (Service Readiness Survey : SRS) ของอำเภอ ประจำปี พ.ศ. ๒๕๗๐

เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด

อ้างถึง หนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๒๒/ว ๑๘๘๐ ลงวันที่ ๑ ตุลาคม ๒๕๖๙

สิ่งที่ส่งมาด้วย QR Code ชุดเครื่องมือสำรวจ จำนวน ๑ ฉบับ

"""
CAUSE = (
    "ตามที่สถาบันทดสอบบริการได้จัดอบรมการใช้เครื่องมือสำรวจ (SRS) เมื่อวันที่ ๕ พฤศจิกายน ๒๕๖๙ ณ โรงแรมตัวอย่างริเวอร์ เขตบางรัก "
    "กรุงเทพมหานคร โดยมีที่ทำการปกครองจังหวัด ๗๖ แห่ง เข้าร่วม นั้น\n\n"
    "สถาบันทดสอบบริการมีหนังสือแจ้งตารางสำรวจและรหัสเข้าใช้ระบบ SRS และกรมการปกครองได้จัดทำคู่มือสำรวจในรูปแบบออนไลน์ "
    "ซึ่งปรากฏตาม QR Code (สิ่งที่ส่งมาด้วย) และขอให้ที่ทำการปกครองจังหวัดดำเนินการ ดังนี้\n\n"
)
OURS = "๑. มอบหมายเจ้าหน้าที่ของที่ทำการปกครองจังหวัดเป็นผู้ดูแลการสำรวจของอำเภอ จำนวน ๓ คน\n\n"
DOWN = (
    "๒. แจ้งตารางสำรวจ รหัสเข้าใช้ระบบ SRS และคู่มือสำรวจ ตาม QR Code (สิ่งที่ส่งมาด้วย) ไปยังที่ทำการปกครองอำเภอ "
    "เพื่อศึกษาและดำเนินการสำรวจ จำนวน ๔ ด้าน\n\n"
)
WATCH = "๓. กำกับ ติดตาม การสำรวจของอำเภอในสังกัด\n\n"
COORDINATOR = "ทั้งนี้ กรมการปกครองได้มอบหมาย{who} ตำแหน่ง {post} หมายเลขโทรศัพท์ {phone} เป็นผู้ประสานงาน\n\n"
FOOT = """จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป

ขอแสดงความนับถือ

(นายกอไก่ ตัวอย่างดี)
อธิบดีกรมการปกครอง

ศูนย์ตัวอย่างบริการ
โทร. ๐ ๒๒๒๑ ๐๐๐๒
"""
PEOPLE = (
    ("นายขอไข่ ตัวอย่างเช้า", "เจ้าพนักงานปกครองชำนาญการ", "๐๖ ๐๐๐๐ ๐๐๒๑"),
    ("นางสาวคอคน ตัวอย่างยาวมาก", "นักวิเคราะห์นโยบายและแผนชำนาญการพิเศษ กลุ่มงานพัฒนาระบบบริการ", "๐๘ ๐๐๐๐ ๐๐๒๒"),
    ("ว่าที่ร้อยตรีงองู ตัวอย่างเย็น", "เจ้าหน้าที่บริหารงานทั่วไป", "๐๙ ๐๐๐๐ ๐๐๒๓"),
)


def drafted(items: str, who: tuple[str, str, str]) -> Draft:
    name, post, phone = who
    letter = letter_of(HEAD + CAUSE + items + COORDINATOR.format(who=name, post=post, phone=phone) + FOOT)
    told = planned(letter, default_profile(find_office("สกลนคร")), today=TODAY)
    assert told.proposal.step is Step.FORWARD_ALL
    (step,) = told.plan.steps
    return draft_letter(letter, step, today=TODAY)


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who[2])
@pytest.mark.parametrize("items", [OURS + DOWN, OURS + DOWN + WATCH], ids=["two", "three"])
def test_a_department_circular_of_this_shape_becomes_the_provinces(items: str, who: tuple[str, str, str]) -> None:
    draft = drafted(items, who)
    text = "\n".join(one.text for one in draft.content.paragraphs)
    assert draft.content.addressee == "นายอำเภอ ทุกอำเภอ"
    assert draft.content.urgency == "ด่วนที่สุด"
    assert draft.content.references == ()
    assert draft.content.enclosures[0] == (
        "สำเนาหนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๒๒/ว ๒๑๕๘ ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๙", "๑ ฉบับ",
    )  # fmt: skip
    for kept in ("๕ พฤศจิกายน ๒๕๖๙", "โรงแรมตัวอย่างริเวอร์", "ตารางสำรวจ", "รหัสเข้าใช้ระบบ SRS", "ดำเนินการสำรวจ จำนวน ๔ ด้าน"):
        assert kept in text, text
    for name in (*who[0].split(), who[2], "ผู้ประสานงาน", "กำกับ ติดตาม", "จำนวน ๓ คน"):
        assert name not in text, text
    assert any("มอบหมายเจ้าหน้าที่ของที่ทำการปกครองจังหวัด" in one for one in draft.dropped)
    assert "จังหวัดสกลนครจึงขอแจ้ง" in text
    assert "ที่ทำการปกครองอำเภอ" in text
    assert draft.content.purpose == "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"
    blocking = {one.check for one in draft.findings if one.severity is Severity.BLOCKS}
    assert blocking <= {"elements", "signer"}, draft.findings  # a plain profile has no signatory
