"""What comes to us and what we make of it: those below report to us, and what we send on stands nowhere in their letter."""

from __future__ import annotations

import pytest
from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.asks.clauses.actors import split_actors
from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.directory.offices import Level

DAY, OURS = "๕ มีนาคม ๒๕๖๗", "๑๕ มีนาคม ๒๕๖๗"
ONWARD = (
    "ให้จังหวัดภายในวันที่ {day} เพื่อจังหวัดสรุปส่งกรมการปกครองภายในวันที่ {ours}",
    "ให้จังหวัดภายในวันที่ {day} เพื่อรวบรวมรายงานกรมการปกครองภายในวันที่ {ours}",
    "ให้จังหวัดภายในวันที่ {day} เพื่อให้จังหวัดรวบรวมส่งกรมฯ ภายในวันที่ {ours}",
    "ให้จังหวัดภายในวันที่ {day} เพื่อประมวลผลเสนอกรมการปกครองภายในวันที่ {ours}",
    "ให้จังหวัดภายในวันที่ {day} แล้วจังหวัดรวบรวมส่งกรมการปกครองภายในวันที่ {ours}",
    "ให้จังหวัดภายในวันที่ {day} สำหรับจังหวัดให้สรุปรายงานกรมการปกครองภายในวันที่ {ours}",
)
FURTHER = (
    "ให้จังหวัดภายในวันที่ {day} เพื่อจังหวัดจะได้รวบรวมส่งกรมการปกครองต่อไป",
    "ภายในวันที่ {day} จังหวัดจะได้รวบรวมส่งกรมการปกครองต่อไป",
)


def drafted(wish: str, *, purpose: str = "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ") -> Draft:
    letter = incoming(["ด้วยกรมการปกครองต้องติดตามการเลี้ยงปลาในกระชัง", wish, purpose])
    (step, *_) = plan_cascade(letter, office_profile(), today=TODAY).steps
    return draft_letter(letter, step, today=TODAY)


def asked(draft: Draft) -> str:
    texts = [one.text for one in draft.content.paragraphs]
    return " ".join(texts[next(at for at, text in enumerate(texts) if text.startswith("ในการนี้")) :])


@pytest.mark.parametrize("wording", [*ONWARD, *FURTHER])
def test_what_we_send_on_is_ours_and_their_own_day_stays(wording: str) -> None:
    draft = drafted("จึงขอให้จังหวัดแจ้งอำเภอส่งแบบสำรวจกระชัง" + wording.format(day=DAY, ours=OURS))
    assert DAY in asked(draft) and "กรม" not in asked(draft) and OURS not in asked(draft)
    assert any("กรม" in one for one in draft.dropped) and not draft.blocked


def test_an_aim_of_those_below_is_no_clause_of_ours() -> None:
    split = split_actors("แจ้งอำเภอสำรวจบ่อน้ำภายในวันที่ ๕ มีนาคม ๒๕๖๗ เพื่อสรุปปัญหาของหมู่บ้าน", Level.PROVINCE, "กรมตัวอย่าง")
    assert split.ours == ()


@pytest.mark.parametrize(
    "wish",
    [
        "จึงขอให้จังหวัดและอำเภอจัดพิธีไหว้ครูในวันที่ ๑๔ มีนาคม ๒๕๖๗",
        "จึงขอให้จังหวัดและอำเภอทุกแห่งจัดพิธีไหว้ครูในวันที่ ๑๔ มีนาคม ๒๕๖๗",
        "จึงขอความร่วมมือจังหวัดและอำเภอจัดพิธีไหว้ครูในวันที่ ๑๔ มีนาคม ๒๕๖๗",
        "จึงขอความร่วมมือจังหวัด และอำเภอจัดพิธีไหว้ครูในวันที่ ๑๔ มีนาคม ๒๕๖๗",
    ],
)
def test_who_acts_together_with_us_is_asked_alone(wish: str) -> None:
    text = asked(drafted(wish))
    assert "จัดพิธีไหว้ครูในวันที่ ๑๔ มีนาคม ๒๕๖๗" in text
    assert "จังหวัดและอำเภอ" not in text and "จังหวัด และอำเภอ" not in text and "อำเภอและอำเภอ" not in text


@pytest.mark.parametrize("unit", ["ศูนย์ดำรงธรรมจังหวัด", "สำนักงานจังหวัด", "ท้องถิ่นจังหวัด", "ป้องกันจังหวัด"])
@pytest.mark.parametrize("act", ["รับเรื่องร้องทุกข์", "ออกตรวจสถานที่", "จัดรถรับส่งผู้สูงอายุ"])
def test_an_item_that_a_unit_of_ours_does_is_ours(unit: str, act: str) -> None:
    letter = incoming(
        [
            "ด้วยจะมีอากาศหนาว",
            "กรมการปกครองจึงขอให้จังหวัดดำเนินการ ดังนี้",
            "๑. แจ้งอำเภอสำรวจผ้าห่ม",
            f"๒. {unit}{act}",
            "จึงเรียนมาเพื่อโปรดพิจารณา",
        ]
    )
    (step, *_) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    assert "สำรวจผ้าห่ม" in asked(draft) and act not in asked(draft)
    assert any(act in one for one in draft.dropped)


def test_a_report_that_an_item_asks_itself_is_not_asked_twice() -> None:
    items = [
        "๑. ให้อำเภอตรวจฝาย",
        f"๒. ให้อำเภอส่งบัญชีตามข้อ ๑ ให้จังหวัดภายในวันที่ {DAY} และให้จังหวัดรวบรวมส่งกรมการปกครองภายในวันที่ {OURS}",
    ]
    letter = incoming(["ด้วยจะมีฝนตก", "กรมการปกครองจึงขอให้จังหวัดดำเนินการ ดังนี้", *items, "จึงเรียนมาเพื่อโปรดพิจารณา"])
    (step, *_) = plan_cascade(letter, office_profile(), today=TODAY).steps
    text = asked(draft_letter(letter, step, today=TODAY))
    assert "ส่งบัญชีตามข้อ ๑" in text and "รายงานผล" not in text


@pytest.mark.parametrize("word", ["ซักซ้อมแนวทางปฏิบัติ", "กำชับแนวทางปฏิบัติ", "เน้นย้ำมาตรการ"])
def test_rules_that_the_sender_drills_are_asked_without_a_so(word: str) -> None:
    rules = [
        "๑. ให้นายทะเบียนอำเภอออกบัตรให้แล้วเสร็จภายใน ๓๐ นาที",
        "๒. ห้ามเรียกเก็บค่าธรรมเนียมเกินอัตรา",
        "๓. ให้จังหวัดตรวจติดตามเดือนละครั้ง",
    ]
    body = ["ด้วยมีผู้ร้องเรียน", f"กรมการปกครองขอ{word} ดังนี้", *rules, "จึงเรียนมาเพื่อโปรดทราบ และแจ้งอำเภอถือปฏิบัติ"]
    letter = incoming(body)
    (step, *_) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    assert "๓๐ นาที" in asked(draft) and "ค่าธรรมเนียม" in asked(draft) and "เดือนละครั้ง" not in asked(draft)
    assert any("เดือนละครั้ง" in one for one in draft.dropped)


@pytest.mark.parametrize("word", ["สั่งการให้อำเภอ", "พิจารณาสั่งการให้อำเภอ", "พิจารณามอบหมายอำเภอ"])
def test_what_the_purpose_line_alone_asks_is_asked(word: str) -> None:
    letter = incoming(["ด้วยสำรวจพบจุดเสี่ยง", f"จึงเรียนมาเพื่อโปรด{word}ติดป้ายเตือนก่อนวันที่ ๒๘ มีนาคม ๒๕๖๗ ด้วย"])
    (step, *_) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    assert "ขอให้อำเภอติดป้ายเตือนก่อนวันที่ ๒๘ มีนาคม ๒๕๖๗" in asked(draft) and not draft.blocked
