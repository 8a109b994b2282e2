"""Which days are given earlier: those of a report to us alone, never before the event, never with too little time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from test_triage import ABOVE, letter_of

from circulars.cascade.draft import draft_letter
from circulars.cascade.gate import planned
from circulars.directory import find_office
from circulars.directory.profile import default_profile

STAY = (
    "ปลูกต้นไม้ริมทางให้แล้วเสร็จภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "จัดพิธีภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ประชาสัมพันธ์ให้ประชาชนลงทะเบียนภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "แจ้งผู้สมัครส่งใบสมัครภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ส่งบัญชีทรัพย์สินตามมาตรา ๑๐๒ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ซ้อมแผนในวันที่ ๒๒ ธันวาคม ๒๕๖๙ และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ส่งแบบซึ่งขยายเวลาจนถึงวันที่ ๒๓ ธันวาคม ๒๕๖๙",
)
MOVE = (
    "รายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ส่งรายชื่อและหมายเลขโทรศัพท์ให้กรมการปกครอง ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ซ้อมแผนในวันที่ ๑๔ ธันวาคม ๒๕๖๙ และรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙",
    "ปลูกต้นไม้แล้วแจ้งผลให้กรมการปกครองทราบ ไม่เกินวันที่ ๒๓ ธันวาคม ๒๕๖๙",
)


def asked(task: str, today: dt.date) -> str:
    body = f"ด้วยกรมการปกครองมีโครงการ\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอ{task}\nจึงเรียนมาเพื่อโปรดพิจารณา"
    letter = letter_of(ABOVE.format(body=body, subject="โครงการ", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    (step,) = planned(letter, default_profile(find_office("สกลนคร")), today=today).plan.steps
    return "\n".join(one.text for one in draft_letter(letter, step, today=today).content.paragraphs)


@pytest.mark.parametrize("task", STAY)
def test_a_day_that_is_no_report_to_us_or_lies_behind_its_event_stays(task: str) -> None:
    text = asked(task, dt.date(2026, 11, 25))
    assert "๒๓ ธันวาคม ๒๕๖๙" in text
    assert "๑๘ ธันวาคม" not in text


@pytest.mark.parametrize("task", MOVE)
def test_a_report_to_us_is_asked_three_working_days_earlier(task: str) -> None:
    text = asked(task, dt.date(2026, 11, 25))
    assert "๑๘ ธันวาคม ๒๕๖๙" in text, text
    assert "๒๓ ธันวาคม" not in text


@pytest.mark.parametrize(
    ("today", "given"),
    [
        (dt.date(2026, 12, 16), "๑๘ ธันวาคม ๒๕๖๙"),
        (dt.date(2026, 12, 17), "๒๓ ธันวาคม ๒๕๖๙"),
        (dt.date(2026, 12, 22), "๒๓ ธันวาคม ๒๕๖๙"),
    ],
)
def test_the_recipients_have_two_working_days_or_the_sources_own_day(today: dt.date, given: str) -> None:
    assert given in asked(MOVE[0], today)


def test_a_district_tells_its_villages_everything_only_where_its_office_says_so() -> None:
    text = ABOVE.format(
        body="ด้วยกรมการปกครองปรับปรุงเว็บไซต์แล้วเสร็จ\nจึงเรียนมาเพื่อโปรดทราบ", subject="เว็บไซต์ใหม่", to="นายอำเภอพังโคน"
    )
    office = default_profile(find_office("อำเภอพังโคน"))
    for says, steps in ((False, 0), (True, 1)):
        plan = planned(letter_of(text), replace(office, always_to_village=says), today=dt.date(2026, 11, 25)).plan
        assert len(plan.steps) == steps, plan
        assert all(step.unit.startswith("กำนัน") for step in plan.steps)
