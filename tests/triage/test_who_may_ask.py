"""Who has no power over us may ask, and the head says yes or no; an exception from some is no exception from all."""

from __future__ import annotations

import pytest
from own_letters import FOOT, OwnLetter

from circulars.triage.proposal import Proposal
from circulars.triage.step import Step

ABOVE = "ที่ มท ๐๖๑๐/ว ๒๑๑\nกรมป้องกันและบรรเทาสาธารณภัย\nถนนอู่ทองนอก กทม. ๑๐๓๐๐"
UNION = "ที่ สร ๑๒/๒๕๗๐\nสมาคมผู้เลี้ยงปลาแห่งประเทศไทย\nถนนพหลโยธิน กทม. ๑๐๙๐๐"


def proposed(head: str, wish: str, office: str = "จังหวัดสงขลา") -> Proposal:
    """What is proposed for a letter of this head and wish."""
    text = (
        f"{head}\n\n๑๒ พฤษภาคม ๒๕๗๐\n\nเรื่อง การสำรวจข้อมูล\n\nเรียน ผู้ว่าราชการจังหวัดสงขลา\n\n"
        f"ด้วยมีความจำเป็นต้องสำรวจข้อมูลในพื้นที่ {wish}\n\nจึงเรียนมาเพื่อโปรดพิจารณา\n{FOOT}"
    )
    made = OwnLetter("1", office, Step.NOTE, (), "", (), text).proposal()
    assert made is not None
    return made


ALL = "จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอสำรวจกระชังปลาในพื้นที่"


def test_whoever_has_no_power_over_us_is_passed_on_by_a_person_only() -> None:
    above, outside = proposed(ABOVE, ALL), proposed(UNION, ALL)
    assert above.step is Step.FORWARD_ALL
    assert above.doubtful == ()
    assert outside.step is Step.NOTE or "step" in outside.doubtful


@pytest.mark.parametrize(
    ("wish", "asked"),
    [
        ("จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอ ยกเว้นอำเภอเทพา สำรวจกระชังปลา", False),
        ("จึงขอให้จังหวัดแจ้งอำเภอที่มีพื้นที่ติดทะเล ยกเว้นอำเภอเทพา สำรวจกระชังปลา", True),
        ("จึงขอให้จังหวัดแจ้งอำเภอที่ยังไม่ได้ส่งรายงาน ยกเว้นอำเภอเทพา สำรวจกระชังปลา", True),
    ],
)
def test_an_exception_from_some_is_asked(wish: str, asked: bool) -> None:
    made = proposed(ABOVE, wish)
    assert made.step is Step.FORWARD_SOME
    assert ("recipients" in made.doubtful) is asked, made.recipients


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        ("ภายในสองวัน", "receipt+2d"),
        ("ภายในสี่วัน", "receipt+4d"),
        ("ภายในสิบห้าวัน", "receipt+15d"),
        ("ภายใน ๗ วัน", "receipt+7d"),
    ],
)
def test_days_in_words_count_as_days_in_digits(days: str, rule: str) -> None:
    made = proposed(ABOVE, f"จึงขอให้จังหวัดรายงานผลให้กรมทราบ {days} นับแต่วันที่ได้รับหนังสือ")
    assert made.due_rule == rule
