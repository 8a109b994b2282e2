"""The day that binds, in the forms that letters use; asked where the day of receipt is not known."""

from __future__ import annotations

import datetime as dt

import pytest
from test_triage import ABOVE, letter_of

from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.triage.proposal import Facts, Proposal, propose

RECEIVED = dt.date(2026, 11, 27)


def made(when: str, received: dt.date | None = None) -> Proposal:
    body = f"ด้วยกรมมีงาน\nจึงขอให้จังหวัดส่งข้อมูลให้กรมการปกครอง {when}\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    letter = letter_of(ABOVE.format(body=body, subject="ขอข้อมูล", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    return propose(letter, default_profile(find_office("สกลนคร")), Facts(received=received))


@pytest.mark.parametrize(
    ("when", "day", "rule"),
    [
        ("ภายในวันที่ ๑๕ ธันวาคม ๒๕๖๙", "2569-12-15", ""),
        ("ภายในวันที่ ๑๐ ของทุกเดือน", "2569-12-10", "monthly:10"),
        ("ทุกวันที่ ๓๑ ของเดือน", "2569-11-30", "monthly:31"),
        ("ภายในวันที่ ๕ ของเดือนถัดไป", "2569-12-05", "monthly:5"),
        ("ภายในเดือนกุมภาพันธ์ ๒๕๗๐", "2570-02-28", "month-end:2570-02"),
        ("ภายในสัปดาห์แรกของเดือนมกราคม ๒๕๗๐", "2570-01-07", "first-week:2570-01"),
        ("ทุกสิ้นเดือน", "2569-11-30", "monthly-end"),
        ("ทุกวันจันทร์", "2569-11-30", "weekly:mon"),
        ("ทุก ๆ วันพฤหัส เวลา ๑๖.๐๐ น.", "2569-11-26", "weekly:thu"),
        ("ทุกวันจันทร์และวันพฤหัสบดี", "2569-11-26", "weekly:mon,thu"),
        ("ภายในวันศุกร์ของทุกสัปดาห์", "2569-11-27", "weekly:fri"),
        ("ทุกวันพุธ ตั้งแต่วันที่ ๑ กุมภาพันธ์ ๒๕๗๐", "2570-02-03", "weekly:wed"),
        ("ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ", "2569-12-04", "receipt+7d"),
        ("ภายในสามสิบวันนับแต่ได้รับหนังสือ", "2569-12-27", "receipt+30d"),
        ("ภายใน ๒ เดือน นับจากวันที่ได้รับหนังสือนี้", "2570-01-27", "receipt+2m"),
        ("ภายใน ๑๕ วัน นับถัดจากวันที่ได้รับหนังสือ", "2569-12-12", "receipt+15d"),
    ],
)
def test_the_day_is_found_in_every_form(when: str, day: str, rule: str) -> None:
    proposal = made(when, RECEIVED)
    assert proposal.due is not None
    assert (proposal.due.iso_be, proposal.due_rule) == (day, rule)
    assert "due" not in proposal.doubtful


def test_without_the_day_of_receipt_the_day_is_asked_and_never_made_up() -> None:
    proposal = made("ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ")
    assert (proposal.due, proposal.due_rule) == (None, "receipt+7d")
    assert "due" in proposal.doubtful


def test_every_day_is_told_and_no_day_of_it_is_made_up() -> None:
    proposal = made("เป็นประจำทุกวัน ภายในเวลา ๑๐.๐๐ น.", RECEIVED)
    assert (proposal.due, proposal.due_rule) == (None, "daily")
    assert proposal.register_action.endswith("(ทุกวัน)")


@pytest.mark.parametrize("when", ["ในวันจันทร์ที่ ๓๐ พฤศจิกายน ๒๕๖๙", "ทุกวันหยุดราชการ"])
def test_a_day_that_comes_once_is_no_series(when: str) -> None:
    assert not made(when, RECEIVED).due_rule.startswith(("weekly", "daily"))


@pytest.mark.parametrize("when", ["โดยด่วน", "ทันที", "ในโอกาสแรก"])
def test_at_once_has_no_day(when: str) -> None:
    proposal = made(when, RECEIVED)
    assert (proposal.due, proposal.due_rule) == (None, "at-once")


def test_working_days_are_asked() -> None:
    proposal = made("ภายใน ๕ วันทำการ นับแต่วันที่ได้รับหนังสือ", RECEIVED)
    assert proposal.due is None
    assert "due" in proposal.doubtful


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("ก่อนวันประชุมไม่น้อยกว่า ๓ วัน", "2569-12-15"),
        ("ก่อนวันประชุม ๗ วัน", "2569-12-11"),
        ("ล่วงหน้าอย่างน้อยห้าวัน", "2569-12-13"),
        ("ภายใน ๓ วันก่อนวันประชุม", "2569-12-15"),
        ("ล่วงหน้าก่อนวันประชุม ๑ สัปดาห์", "2569-12-11"),
    ],
)
def test_so_many_days_before_the_event_are_counted_back(before: str, day: str) -> None:
    proposal = asked_before(f"ในวันศุกร์ที่ ๑๘ ธันวาคม ๒๕๖๙ เวลา ๐๙.๐๐ น. และขอให้จังหวัดส่งเอกสาร {before}")
    assert proposal.due is not None
    assert proposal.due.iso_be == day
    assert proposal.due_rule.startswith("event-")


@pytest.mark.parametrize("event", ["ในวันศุกร์ที่ ๑๘ ธันวาคม ๒๕๖๙", "ตามกำหนดที่จะแจ้งให้ทราบต่อไป"])
def test_working_days_before_an_event_and_an_event_without_a_day_are_asked(event: str) -> None:
    unit = "วันทำการ" if "๑๘" in event else "วัน"
    proposal = asked_before(f"{event} และขอให้จังหวัดส่งเอกสารก่อนวันประชุม ๓ {unit}")
    assert proposal.due is None
    assert "due" in proposal.doubtful


def asked_before(when: str) -> Proposal:
    body = f"ด้วยกรมการปกครองกำหนดจัดประชุม {when}\nจึงเรียนมาเพื่อโปรดดำเนินการ"
    letter = letter_of(ABOVE.format(body=body, subject="การประชุม", to="ผู้ว่าราชการจังหวัดสกลนคร"))
    return propose(letter, default_profile(find_office("สกลนคร")), Facts(received=RECEIVED))
