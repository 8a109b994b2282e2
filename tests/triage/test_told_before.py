"""Who is made to act by a sentence, and who was told before it; names as worn scans show them; letters without a body."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from seam_house import letter_text

from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter
from circulars.letter.page import text_page
from circulars.triage.proposal import propose
from circulars.triage.reading.clauses import clauses_of
from circulars.triage.step import Step

PROVINCE = find_office("จังหวัดสกลนคร")


def letter(*body: str) -> Letter:
    (whole,) = read_letters((text_page(letter_text("๑")),))
    return replace(whole, body=tuple(replace(whole.body[0], value=text) for text in body))


@pytest.mark.parametrize(
    ("text", "down"),
    [
        ("อนึ่ง กรมที่ดินได้แจ้งให้อำเภอทุกอำเภอทราบและถือปฏิบัติต่อไปด้วยแล้ว", False),
        ("ขอแจ้งให้จังหวัดทราบ อนึ่ง กรมที่ดินได้มีหนังสือแจ้งอำเภอและเจ้าพนักงานท้องถิ่นด้วยแล้ว", False),
        ("กรมที่ดินได้สั่งการอำเภอแล้ว จึงขอให้จังหวัดกำชับอำเภอทุกอำเภอ", True),
        ("ขอให้จังหวัดได้แจ้งให้องค์กรปกครองส่วนท้องถิ่นดำเนินการเบิกจ่ายเงิน", True),
        ("ขอให้จังหวัดแจ้งอำเภอที่ได้รับจัดสรรงบประมาณ", True),
        ("จึงเรียนมาเพื่อโปรดทราบ และแจ้งให้องค์กรปกครองส่วนท้องถินทราบต่อไป", True),
        ("จึงเรียนมาเพื่อโปรดทราบ และแจ้งให้องคกรปกครองสวนทองถินทราบต่อไป", True),
        ("จึงเรียนมาเพื่อโปรดทราบถึงการจัดสรรเงินให้ท้องถิ่น", False),
    ],
)
def test_who_is_made_to_act_and_who_was_told_before(text: str, down: bool) -> None:
    assert any(one.goes_down for one in clauses_of(letter(text), PROVINCE)) is down


def test_a_letter_of_which_no_body_was_read_is_asked_about() -> None:
    proposal = propose(letter(), default_profile(PROVINCE), today=dt.date(2026, 11, 29))
    assert "step" in proposal.doubtful
    assert {one.step for one in proposal.choose} >= {Step.NOTE, Step.FORWARD_ALL}


def test_publicity_to_nobody_named_is_asked_about_and_a_plain_request_is_not() -> None:
    def doubt(*body: str) -> tuple[str, ...]:
        return propose(letter(*body), default_profile(PROVINCE), today=dt.date(2026, 11, 29)).doubtful

    assert "step" in doubt("สมาคมขอความร่วมมือประชาสัมพันธ์เชิญชวนผู้สนใจส่งผลงานเข้าประกวด", "จึงเรียนมาเพื่อโปรดพิจารณา")
    assert "step" not in doubt("สมาคมขอความอนุเคราะห์ใช้ห้องประชุมศาลากลางจังหวัด", "จึงเรียนมาเพื่อโปรดพิจารณาอนุญาต")
