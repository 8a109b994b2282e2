"""What is ours and what is theirs where the letter names one first and makes him act afterwards, or names nobody."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from test_triage import ABOVE, letter_of

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.cascade.plan.step_key import Audience
from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.letter.finding import Severity

TODAY = dt.date(2026, 11, 25)
TOPICS = ("สำหรับ", "ในส่วนของ", "ส่วน")
OURS = ("เป็นเจ้าภาพจัดงานวันข้าวใหม่ ณ ศาลากลางจังหวัด", "จัดตั้งศูนย์ประสานงานระดับจังหวัด", "ตรวจรับเครื่องสูบน้ำ จำนวน ๒ เครื่อง")
THEIRS = ("ประดับไฟถนนสายหลัก", "จัดแถวเทียนริมน้ำ", "เปิดลานจอดรถให้ผู้มาร่วมงาน")


def drafted(body: str, office: str = "สกลนคร", to: str = "ผู้ว่าราชการจังหวัด ทุกจังหวัด") -> Draft:
    text = f"ด้วยกรมการปกครองจัดงานวันข้าวใหม่\n{body}\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป".replace("\n", "\n\n")
    letter = letter_of(ABOVE.format(body=text, subject="งานวันข้าวใหม่", to=to))
    steps = planned(letter, default_profile(find_office(office)), today=TODAY).plan.steps
    return draft_letter(letter, next(one for one in steps if one.key.audience is not Audience.BESIDE), today=TODAY)


def asked(draft: Draft) -> str:
    texts = [one.text for one in draft.content.paragraphs]
    return " ".join(texts[next(at for at, text in enumerate(texts) if text.startswith("ในการนี้")) :])


def blocking(draft: Draft) -> set[str]:
    return {one.check for one in draft.findings if one.severity is Severity.BLOCKS} - {"signer", "elements"}


@pytest.mark.parametrize("who", ["อำเภอ", "อำเภอและองค์กรปกครองส่วนท้องถิ่น", "อำเภอทุกแห่ง"])
def test_who_is_named_first_is_made_to_act_and_what_is_ours_stays_with_us(who: str) -> None:
    for topic, (ours, theirs) in itertools.product(TOPICS, zip(OURS, THEIRS, strict=True)):
        draft = drafted(f"ในส่วนภูมิภาค ให้จังหวัด{ours} {topic}{who}ให้{theirs}")
        assert theirs in asked(draft), asked(draft)
        assert ours not in asked(draft), asked(draft)
        assert any(ours in one for one in draft.dropped), draft.dropped
        assert not blocking(draft), draft.findings


def test_what_is_prepared_at_our_hall_is_ours_and_who_comes_there_is_not() -> None:
    listed = drafted(
        "กรมการปกครองจึงขอให้จังหวัดดำเนินการ ดังนี้\n๑. แจ้งอำเภอคัดเลือกเกษตรกรตัวอย่าง\n๒. จัดเวทีกลาง ณ ศาลากลางจังหวัด\n"
        "๓. แจ้งอำเภอนำเกษตรกรเข้าร่วมพิธี ณ ศาลากลางจังหวัด"
    )
    assert "จัดเวทีกลาง" not in asked(listed)
    assert "จัดเวทีกลาง ณ ศาลากลางจังหวัด" in listed.dropped
    assert "นำเกษตรกรเข้าร่วมพิธี ณ ศาลากลางจังหวัด" in asked(listed)


@pytest.mark.parametrize(
    ("tail", "owed"),
    [
        ("และรวบรวมส่งกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙", "และรวบรวมส่งกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙"),
        (
            "และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙",
            "และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙",
        ),
        ("แล้วจัดส่งแบบให้กรมการปกครอง ไม่เกินวันที่ ๒๕ ธันวาคม ๒๕๖๙", "แล้วจัดส่งแบบให้กรมการปกครอง ไม่เกินวันที่ ๒๕ ธันวาคม ๒๕๖๙"),
        ("และส่งเสริมการปลูกข้าวพันธุ์ใหม่", ""),
    ],
)
def test_the_report_that_we_owe_the_sender_is_shown_to_us(tail: str, owed: str) -> None:
    draft = drafted(f"กรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอสำรวจพันธุ์ข้าวพื้นเมือง {tail}")
    assert draft.dropped == ((owed,) if owed else ())


def test_a_district_that_gathers_is_not_told_that_its_villages_answer_the_sender() -> None:
    draft = drafted(
        "กรมการปกครองจึงขอให้อำเภอมอบหมายกำนันและผู้ใหญ่บ้านสำรวจพันธุ์ข้าวตามแบบสำรวจแล้วรวบรวมส่งกรมการปกครอง (ผ่านสำนักงานจังหวัด) ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙",
        "อำเภอพังโคน",
        "นายอำเภอ ทุกอำเภอ",
    )
    assert "asked-in-told" not in blocking(draft)
