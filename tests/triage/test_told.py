"""Nothing of a source is lost on the way: performatives, changes, and every clause with a day, amount, number or place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from test_triage import ABOVE, letter_of

from circulars.cascade.draft import Draft, draft_letter, redrafted
from circulars.cascade.gate import planned
from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.letter.finding import Severity
from circulars.review import Correction
from circulars.thai.text import folded

TODAY = dt.date(2026, 11, 25)
PERFORMED = (
    ("ขอเลื่อนการอบรมเป็นวันที่ ๒๒ ธันวาคม ๒๕๖๙", ("๒๒ ธันวาคม ๒๕๖๙",)),
    ("ขอยกเลิกการอบรมวันที่ ๒๒ ธันวาคม ๒๕๖๙", ("๒๒ ธันวาคม ๒๕๖๙",)),
    ("ขอแก้ไขวันรับคำขอ จากเดิม วันที่ ๑ ธันวาคม ๒๕๖๙ เป็น วันที่ ๘ ธันวาคม ๒๕๖๙", ("๑ ธันวาคม ๒๕๖๙", "๘ ธันวาคม ๒๕๖๙")),
    ("ขอขยายเวลาส่งแบบ จากเดิมวันที่ ๑๘ ธันวาคม ๒๕๖๙ เป็นวันที่ ๓๐ ธันวาคม ๒๕๖๙", ("๑๘ ธันวาคม ๒๕๖๙", "๓๐ ธันวาคม ๒๕๖๙")),
    ("ขอขยายระยะเวลาส่งแบบออกไปถึงวันที่ ๓๐ ธันวาคม ๒๕๖๙", ("๓๐ ธันวาคม ๒๕๖๙",)),
    ("ขอเปลี่ยนแปลงสถานที่ จากเดิม ห้องประชุม ๑ เป็น ห้องประชุม ๕", ("ห้องประชุม ๑", "ห้องประชุม ๕")),
    ("ขอแจ้งกำหนดการตรวจวันที่ ๒๒ ธันวาคม ๒๕๖๙", ("๒๒ ธันวาคม ๒๕๖๙",)),
    ("ขอส่งคู่มือ จำนวน ๗ เล่ม", ("จำนวน ๗ เล่ม",)),
    ("ขอเชิญประชุมวันที่ ๒๒ ธันวาคม ๒๕๖๙", ("๒๒ ธันวาคม ๒๕๖๙",)),
    ("กำหนดให้วันที่ ๓ ธันวาคม ๒๕๖๙ เป็นวันหยุดราชการ", ("๓ ธันวาคม ๒๕๖๙",)),
    ("ขอถอนเรื่องที่เสนอไว้ จำนวน ๓ เรื่อง", ("จำนวน ๓ เรื่อง",)),
    ("ขอความร่วมมืองดใช้รถวันที่ ๒๒ ธันวาคม ๒๕๖๙", ("งดใช้รถ", "๒๒ ธันวาคม ๒๕๖๙")),
)
ENDS = ("จึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอทราบต่อไป", "จึงเรียนมาเพื่อโปรดทราบ")
BEGINS = (
    "ตามที่กรมการปกครองขอให้จังหวัดแจ้งอำเภอเข้าร่วมโครงการบ่อน้ำตื้นในวันที่ ๑๖ ธันวาคม ๒๕๖๙ นั้น",
    "ด้วยกรมการปกครองมีโครงการบ่อน้ำตื้น",
)


def drafted(body: str, *corrections: Correction, typed_to: str = "") -> Draft:
    letter = letter_of(ABOVE.format(body=body, subject="โครงการบ่อน้ำตื้น", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    to = (typed_to,) if typed_to else ()
    step, *_ = planned(letter, default_profile(find_office("สกลนคร")), today=TODAY, to=to).plan.steps
    return draft_letter(letter, step, corrections=corrections, today=TODAY)


def text_of(draft: Draft) -> str:
    return "\n".join(one.text for one in draft.content.paragraphs)


def checks(draft: Draft, severity: Severity = Severity.BLOCKS) -> set[str]:
    return {one.check for one in draft.findings if one.severity is severity}


@pytest.mark.parametrize(("said", "values"), PERFORMED, ids=lambda one: one[:16] if isinstance(one, str) else "")
def test_what_a_sender_does_by_saying_it_is_never_lost(said: str, values: tuple[str, ...]) -> None:
    for begin in BEGINS:
        for end in ENDS:
            draft = drafted(f"{begin}\nกรมการปกครองมีเหตุจำเป็น จึง{said}\n{end}", typed_to="นายอำเภอ ทุกอำเภอ")
            for value in values:
                assert folded(value) in folded(text_of(draft)), (value, text_of(draft))
            assert "ขอให้อำเภอขอ" not in text_of(draft)
            assert not any(
                f"ขอให้อำเภอ{verb}" in text_of(draft)
                for verb in ("เลื่อน", "ยกเลิก", "แก้ไข", "ขยาย", "ถอน", "แจ้งกำหนด", "ส่งคู่มือ", "เชิญ")
            )
            assert not checks(draft) & {"lost-change", "goes-nowhere"}, draft.findings


@pytest.mark.parametrize(("said", "values"), [one for one in PERFORMED if "เดิม" in one[0]])
def test_a_change_told_by_half_blocks(said: str, values: tuple[str, ...]) -> None:
    body = f"{BEGINS[0]}\nกรมการปกครองมีเหตุจำเป็น จึง{said}\n{ENDS[0]}"
    letter = letter_of(ABOVE.format(body=body, subject="โครงการบ่อน้ำตื้น", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    (step,) = planned(letter, default_profile(find_office("สกลนคร")), today=TODAY).plan.steps
    draft = draft_letter(letter, step, today=TODAY)
    for value in values:
        halved = tuple(replace(one, text=one.text.replace(value, "…")) for one in draft.content.paragraphs)
        again = redrafted(draft, replace(draft.content, paragraphs=halved), letter, step, today=TODAY)
        assert "lost-change" in checks(again), value


CLAUSES = (
    ("๑. จัดเวทีประชาคมในวันที่ ๑๔ ธันวาคม ๒๕๖๙", "๑๔ ธันวาคม ๒๕๖๙"),
    ("๑. เบิกค่าอาหารไม่เกิน ๑,๒๐๐ บาทต่อครั้ง", "๑,๒๐๐"),
    ("๑. ส่งแบบที่โรงเรียนสกลราชวิทยานุกูล", "โรงเรียนสกลราชวิทยานุกูล"),
    ("๑. ถือปฏิบัติตามหนังสือกรมการปกครอง ที่ มท ๐๓๑๑/ว ๔๔๕ ลงวันที่ ๓ มีนาคม ๒๕๖๙", "มท ๐๓๑๑/ว ๔๔๕"),
)


@pytest.mark.parametrize(("item", "fact"), CLAUSES)
def test_a_clause_with_a_fact_that_goes_nowhere_blocks_and_a_typed_text_warns(item: str, fact: str) -> None:
    body = (
        f"ด้วยกรมการปกครองมีโครงการบ่อน้ำตื้น\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอดำเนินการ ดังนี้\n{item}\n๒. ปิดประกาศ\n"
        "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    )
    whole = drafted(body)
    assert fact in text_of(whole)
    assert "goes-nowhere" not in checks(whole)
    letter = letter_of(ABOVE.format(body=body, subject="โครงการบ่อน้ำตื้น", to="ผู้ว่าราชการจังหวัด ทุกจังหวัด"))
    (step,) = planned(letter, default_profile(find_office("สกลนคร")), today=TODAY).plan.steps
    kept = tuple(one for one in whole.content.paragraphs if fact not in one.text)
    short = redrafted(whole, replace(whole.content, paragraphs=kept), letter, step, today=TODAY)
    assert [one.against for one in short.findings if one.check == "goes-nowhere"] == [fact]
    assert "goes-nowhere" in checks(short)
    typed = drafted(body, Correction("draft.body", "ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอปิดประกาศ ตามสิ่งที่ส่งมาด้วย"))
    assert "goes-nowhere" in checks(typed, Severity.WARNS)
    assert "goes-nowhere" not in checks(typed)


def test_a_fact_of_our_own_task_is_shown_and_does_not_block() -> None:
    draft = drafted(
        "ด้วยกรมการปกครองมีโครงการบ่อน้ำตื้น\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอนับบ่อ และให้จังหวัดตั้งคณะทำงาน จำนวน ๙ คน"
        "\nจึงเรียนมาเพื่อโปรดพิจารณาดำเนินการต่อไป"
    )
    assert "๙" not in text_of(draft)
    assert "goes-nowhere" not in checks(draft)
    assert any("จำนวน ๙ คน" in one.seen for one in draft.findings if one.check == "own-task")


REQUESTS = (
    "ในการนี้ สมาคมขอความอนุเคราะห์ประกาศการตรวจเรือให้หน่วยงานในสังกัดทราบ และขอขอบคุณมา ณ โอกาสนี้",
    "ในการนี้ กรมการปกครองขอความร่วมมือจังหวัดแจ้งอำเภอประกาศการตรวจเรือ",
    "ในการนี้ ขอให้จังหวัดแจ้งอำเภอประกาศการตรวจเรือ",
    "ในกรณีนี้ ให้จังหวัดกำชับอำเภอประกาศการตรวจเรือ",
    "ในการนี้ ขอเน้นย้ำให้ทุกจังหวัดแจ้งอำเภอประกาศการตรวจเรือ",
    "ดังนั้น ขอกำชับให้จังหวัดแจ้งอำเภอประกาศการตรวจเรือ",
    "ในการนี้ ให้อำเภอประกาศการตรวจเรือ",
    "ในการนี้ ให้จังหวัดสั่งการให้อำเภอประกาศการตรวจเรือ",
)


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_without_so_is_a_request_said_once_and_without_thanks(request_: str) -> None:
    draft = drafted(f"ด้วยกรมการปกครองพบเรือชำรุด\n{request_}\nจึงเรียนมาเพื่อโปรดพิจารณา")
    text = text_of(draft)
    assert text.count("ในการนี้") == 1, text
    assert "ขอบคุณ" not in text
    asked = next(one for one in text.splitlines() if one.startswith("ในการนี้"))
    assert "จังหวัดสกลนครจึงขอ" in asked
    assert "ประกาศการตรวจเรือ" in asked
    assert "แจ้งให้อำเภอทราบ" not in asked
    assert "ให้จังหวัด" not in asked
    assert "ทุกจังหวัด" not in asked
    assert "not-to-forward" not in {one.check for one in draft.findings}
    assert not {one for one in checks(draft) if one.startswith(("34-", "35-", "39-"))}, draft.findings


@pytest.mark.parametrize(
    "through",
    ["เพื่อรวบรวมส่งกรมการปกครอง", "เพื่อส่งกรมการปกครอง", "เพื่อรายงานกรมการปกครองทราบ", "เพื่อสรุปและรายงานต่อกรมการปกครอง"],
)
def test_what_goes_through_us_is_sent_to_us_by_our_name(through: str) -> None:
    draft = drafted(
        f"ด้วยกรมการปกครองพบเรือชำรุด\nกรมการปกครองจึงขอให้จังหวัดแจ้งอำเภอนับเรือ โดยให้อำเภอส่งบัญชีเรือให้จังหวัด {through} "
        "ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙\nจึงเรียนมาเพื่อโปรดพิจารณา"
    )
    assert "ส่งบัญชีเรือให้จังหวัดสกลนคร ภายในวันที่ ๒๒ ธันวาคม ๒๕๖๙" in text_of(draft), text_of(draft)
