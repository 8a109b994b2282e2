"""What a head of saraban would never sign: each row finds its sentence and leaves the one alike alone."""

from __future__ import annotations

import datetime as dt

import pytest
from test_triage import ABOVE, letter_of

from circulars.cascade.checks.language.fault import Fault
from circulars.cascade.checks.language.own_thai import FAULTS, faults_of
from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.directory import find_office
from circulars.directory.offices import Level
from circulars.directory.profile import default_profile
from circulars.documents.word.content import Paragraph, ParagraphKind

TODAY = dt.date(2026, 11, 25)


def paragraphs(texts: tuple[str, ...]) -> list[Paragraph]:
    numbered = [text.partition(" ") if text[:1] in "๑๒" else ("", "", text) for text in texts]
    return [Paragraph(text, ParagraphKind.ITEM if mark else ParagraphKind.PARA, mark) for mark, _, text in numbered]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.check)
def test_each_fault_is_found_and_its_like_is_not(fault: Fault) -> None:
    assert fault.check in {found.check for found, _ in faults_of(paragraphs(fault.example), Level.PROVINCE)}
    assert fault.check not in {found.check for found, _ in faults_of(paragraphs(fault.counter), Level.PROVINCE)}


def drafted(body: str, subject: str = "การทดสอบ") -> Draft:
    letter = letter_of(ABOVE.format(body=body, subject=subject, to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    (step,) = planned(letter, default_profile(find_office("สกลนคร")), today=TODAY).plan.steps
    return draft_letter(letter, step, today=TODAY)


def text_of(draft: Draft) -> str:
    return "\n".join(one.text for one in draft.content.paragraphs)


def test_a_postponement_is_told_with_its_new_day() -> None:
    draft = drafted(
        "ตามที่กรมการปกครองเชิญประชุมในวันพุธที่ ๑๖ ธันวาคม ๒๕๖๙ นั้น\n"
        "เนื่องจากมีเหตุจำเป็น กรมการปกครองจึงขอเลื่อนการประชุมเป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙ เวลา ๑๓.๓๐ น.\n"
        "จึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอทราบต่อไป"
    )
    assert "ขอเลื่อนการประชุมเป็นวันอังคารที่ ๒๒ ธันวาคม ๒๕๖๙ เวลา ๑๓.๓๐ น." in text_of(draft)
    assert "จึงขอแจ้งให้อำเภอทราบ" in text_of(draft)
    assert not draft.dropped


def test_a_coordinator_with_a_long_post_is_left_out_whole() -> None:
    draft = drafted(
        "ด้วยกรมการปกครองจัดประชุม\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอดำเนินการ ดังนี้\n๑. สำรวจข้อมูล\n๒. รายงานผล\n"
        "ทั้งนี้ กรมการปกครองได้มอบหมายให้นายคอควาย ตัวอย่างยาว นักวิเคราะห์นโยบายและแผนชำนาญการพิเศษ กลุ่มงานแผนและประสานงาน"
        " หมายเลขโทรศัพท์เคลื่อนที่ ๐๘ ๐๐๐๐ ๐๐๑๕ เป็นผู้ประสานงาน\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    )
    assert "๐๐๑๕" not in text_of(draft)
    assert not [one.check for one in draft.findings if one.check in ("language-cut", "language-mobile")]


def test_a_report_is_never_due_before_its_event_and_the_days_of_the_people_stay() -> None:
    draft = drafted(
        "ด้วยกรมการปกครองกำหนดจัดกิจกรรมวันที่ ๒๑ ธันวาคม ๒๕๖๙\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอจัดกิจกรรมในวันที่ ๒๑ ธันวาคม ๒๕๖๙"
        " และรายงานผลภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙ พร้อมประชาสัมพันธ์ให้ประชาชนชำระภาษีภายในวันที่ ๓๐ เมษายน ๒๕๗๐\n"
        "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    )
    assert "๒๓ ธันวาคม ๒๕๖๙" in text_of(draft)
    assert "๓๐ เมษายน ๒๕๗๐" in text_of(draft)


def test_our_own_task_inside_a_sentence_is_left_out_and_shown() -> None:
    draft = drafted(
        "ด้วยกรมการปกครองมีความจำเป็นต้องใช้ข้อมูล\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอสำรวจข้อมูลให้แล้วเสร็จภายในวันศุกร์ที่ ๑๘ ธันวาคม ๒๕๖๙"
        " และให้จังหวัดรวบรวมสรุปผลส่งกรมการปกครอง ภายในวันศุกร์ที่ ๒๕ ธันวาคม ๒๕๖๙\nจึงเรียนมาเพื่อโปรดพิจารณา"
    )
    assert "รวบรวม" not in text_of(draft)
    assert "๒๕ ธันวาคม" not in text_of(draft)
    assert draft.dropped == ("ให้จังหวัดรวบรวมสรุปผลส่งกรมการปกครอง ภายในวันศุกร์ที่ ๒๕ ธันวาคม ๒๕๖๙",)
    assert "own-task" in {one.check for one in draft.findings}
