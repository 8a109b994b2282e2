"""Rows of the registry that need more than one letter: what becomes of a letter at an office, and pages that nobody read."""

from __future__ import annotations

import pytest
from cascade_cases import PURPOSE, TODAY, incoming, office_profile

from circulars.cascade.draft import draft_letter
from circulars.cascade.gate import planned
from circulars.cascade.plan.plan import plan_cascade
from circulars.checks.between.received import unread_enclosed
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource


def told(letter: Letter) -> set[str]:
    return {one.check for one in planned(letter, office_profile(), today=TODAY).plan.findings}


@pytest.mark.parametrize(
    ("body", "kept"), [("ด้วยจะปิดระบบเพื่อปรับปรุง", True), ("ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอสำรวจแหล่งน้ำ", False)]
)
def test_a_letter_that_asks_nothing_of_those_below_is_kept(body: str, kept: bool) -> None:
    assert ("triage-kept" in told(incoming([body, "จึงเรียนมาเพื่อโปรดทราบ"]))) is kept


def test_where_it_is_not_sure_that_those_below_are_asked_nothing_is_drafted() -> None:
    letter = incoming(["ด้วยมีการปรับปรุง", "จึงเรียนมาเพื่อโปรดทราบและดำเนินการในส่วนที่เกี่ยวข้อง"])
    kept = planned(letter, office_profile(), today=TODAY)
    assert "step" in kept.proposal.doubtful and not kept.plan.steps
    assert "triage-doubtful" in told(letter) and "triage-doubtful" not in told(incoming())


def test_a_letter_that_bears_our_number_and_is_not_ours_blocks() -> None:
    letter = incoming(sender="จังหวัดสกลนคร", number="สน ๐๐๑๘.๑/ว ๑๒", addressees=["นายอำเภอ ทุกอำเภอ"])
    assert "own-number" in told(letter) and "own-number" not in told(incoming())


def test_words_whose_place_is_not_sure_are_shown() -> None:
    loose = incoming(["ด้วยกรมทดลองขอให้จังหวัดดำเนินการ ดังนี้", "๑. แจ้งอำเภอสำรวจแหล่งน้ำ", "ฝนตกหนักมาก", PURPOSE])
    for letter, shown in ((loose, True), (incoming(), False)):
        step = plan_cascade(letter, office_profile(), today=TODAY).steps[0]
        assert ("loose-text" in {one.check for one in draft_letter(letter, step, today=TODAY).findings}) is shown


def test_pages_that_nobody_read_are_not_sent_on() -> None:
    unread = [Page(1, (), PageSource.SCAN, unread=True), Page(2, (), PageSource.SCAN, unread=True)]
    (told,) = unread_enclosed(incoming(), unread, ())
    assert (told.check, told.seen) == ("unread-enclosed", "๑")
    assert unread_enclosed(incoming(), [Page(1, (), PageSource.SCAN)], ()) == ()
