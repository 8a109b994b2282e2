"""How wishes of other offices are said on: each class with a wording of its own and one, alike, that must stay as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.gate import planned
from circulars.cascade.plan.plan import plan_cascade
from circulars.cascade.plan.step_key import Audience
from circulars.directory.offices import find_office
from circulars.letter.finding import Severity
from circulars.triage.reading.addressed import addresses

CAUSE = "ด้วยกรมการปกครองต้องเร่งงานทะเบียนสัตว์พาหนะให้เป็นปัจจุบัน"
PLAIN = "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ"


def drafts(
    *body: str,
    cause: str = CAUSE,
    office: str = "สกลนคร",
    sender: str = "กรมการปกครอง",
    to: str = "ผู้ว่าราชการจังหวัด ทุกจังหวัด",
) -> dict[Audience, Draft]:
    """The drafts of a letter by whom they are for; its last line is the purpose where it begins so."""
    lines = body if body[-1].startswith("จึงเรียน") else (*body, PLAIN)
    letter = incoming([one for one in (cause, *lines) if one], sender=sender, addressees=[to])
    steps = plan_cascade(letter, office_profile(office), today=TODAY).steps
    return {step.key.audience: draft_letter(letter, step, today=TODAY) for step in steps}


def text_of(draft: Draft) -> str:
    """The paragraphs of a draft, one a line, and its purpose."""
    content = draft.content
    return "\n".join((*(f"{one.number} {one.text}".strip() for one in content.paragraphs), content.purpose))


def blocked_by(draft: Draft) -> set[str]:
    """The checks that block it."""
    return {one.check for one in draft.findings if one.severity is Severity.BLOCKS}


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("จึงขอให้จังหวัดแจ้งอำเภอและเทศบาลตำบลทราบ", "จึงขอให้อำเภอทราบ และแจ้งให้เทศบาลตำบลทราบ"),
        (
            "จึงขอให้จังหวัดแจ้งอำเภอและองค์กรปกครองส่วนท้องถิ่นในพื้นที่ถือปฏิบัติโดยเคร่งครัด",
            "จึงขอให้อำเภอถือปฏิบัติ และแจ้งให้องค์กรปกครองส่วนท้องถิ่นในพื้นที่ถือปฏิบัติโดยเคร่งครัด",
        ),
        (
            "จึงขอความอนุเคราะห์จังหวัดประชาสัมพันธ์ให้อำเภอ และองค์การบริหารส่วนตำบลทราบโดยทั่วกัน",
            "จึงขอให้อำเภอทราบ และประชาสัมพันธ์ให้องค์การบริหารส่วนตำบลทราบโดยทั่วกัน",
        ),
        ("จึงขอความร่วมมือจังหวัดมอบอำเภอตรวจคอกสัตว์", "จึงขอให้อำเภอตรวจคอกสัตว์"),
        ("จึงขอให้จังหวัดมอบหมายอำเภอให้ความรู้แก่ผู้เลี้ยงโค", "จึงขอให้อำเภอให้ความรู้แก่ผู้เลี้ยงโค"),
        ("จึงขอรับความร่วมมือจากจังหวัดให้อำเภอทุกแห่งตรวจคอกสัตว์", "จึงขอให้อำเภอทุกแห่งตรวจคอกสัตว์"),
        ("จึงขอรับการสนับสนุนจากจังหวัดแจ้งอำเภอตรวจคอกสัตว์", "จึงขอให้อำเภอตรวจคอกสัตว์"),
        ("จึงขอให้จังหวัดแจ้งสำนักทะเบียนอำเภอตรวจสมุดทะเบียน", "ตรวจสมุดทะเบียน"),
    ],
)
def test_a_wish_is_said_to_the_districts(wish: str, said: str) -> None:
    draft = drafts(wish)[Audience.DISTRICTS]
    assert said in text_of(draft) and not draft.blocked, text_of(draft)


def test_a_longer_task_names_both_who_act() -> None:
    draft = drafts("จึงขอให้จังหวัดแจ้งอำเภอและเทศบาลตำบลตรวจคอกสัตว์ในตลาดนัด")[Audience.DISTRICTS]
    assert "อำเภอและเทศบาลตำบลตรวจคอกสัตว์ในตลาดนัด" in text_of(draft)


def test_others_who_act_with_them_are_named_in_an_item() -> None:
    body = ("จึงขอให้จังหวัดดำเนินการ ดังนี้", "๑. สั่งการอำเภอและเทศบาลตำบลตรวจคอกสัตว์", "๒. ให้อำเภอปิดประกาศ")
    assert "๑. ร่วมกับเทศบาลตำบลตรวจคอกสัตว์" in text_of(drafts(*body)[Audience.DISTRICTS])


def test_a_list_for_units_of_the_districts_goes_down_whole() -> None:
    items = (
        "๑. ตรวจบัญชีสัตว์ให้แล้วเสร็จภายในวันที่ ๑๕ มีนาคม ๒๕๖๗",
        "๒. ประชาสัมพันธ์ให้ประชาชนแจ้งการโอน",
        "๓. รายงานผลให้กรมการปกครองทราบ",
    )
    draft = drafts("จึงขอให้จังหวัดแจ้งสำนักทะเบียนอำเภอทุกแห่งดำเนินการ ดังนี้", *items)[Audience.DISTRICTS]
    assert "๑. ตรวจบัญชีสัตว์" in text_of(draft) and not draft.blocked


def test_a_numbered_task_of_nobody_beside_theirs_blocks_where_it_has_a_day() -> None:
    items = ("๑. ตรวจบัญชีสัตว์ให้แล้วเสร็จภายในวันที่ ๑๕ มีนาคม ๒๕๖๗", "๒. ให้อำเภอปิดประกาศ")
    draft = drafts("จึงขอให้จังหวัดดำเนินการ ดังนี้", *items)[Audience.DISTRICTS]
    assert blocked_by(draft) == {"own-task"}
    ours = ("๑. จัดประชุมคณะกรรมการจังหวัด ภายในวันที่ ๑๕ มีนาคม ๒๕๖๗", items[1])
    assert not drafts("จึงขอให้จังหวัดดำเนินการ ดังนี้", *ours)[Audience.DISTRICTS].blocked


@pytest.mark.parametrize("mark", ["ก.", "(ก)"])
def test_lettered_items_that_end_with_a_day_are_items(mark: str) -> None:
    items = [
        f"{mark.replace('ก', letter)} {text}"
        for letter, text in zip("กขค", ("ตรวจคอก ภายในวันที่ ๑ มีนาคม ๒๕๖๗",) * 3, strict=True)
    ]
    items = [
        item.replace("ตรวจคอก", f"ตรวจคอกแบบที่{number}")
        for item, number in zip(items, ("หนึ่ง", "สอง", "สาม"), strict=True)
    ]
    draft = drafts("จึงขอให้จังหวัดแจ้งอำเภอดำเนินการ ดังต่อไปนี้", *items)[Audience.DISTRICTS]
    assert all(f"{number}. ตรวจคอก" in text_of(draft) for number in "๑๒๓") and not draft.blocked


def test_what_they_send_us_to_be_sent_on_has_our_day_earlier() -> None:
    wish = "จึงขอให้จังหวัดแจ้งอำเภอส่งบัญชีผู้เลี้ยงให้จังหวัด เพื่อจังหวัดคัดเลือกและส่งให้กรมการปกครองภายในวันที่ ๑๕ มีนาคม ๒๕๖๗"
    draft = drafts(wish)[Audience.DISTRICTS]
    (day,) = draft.deadlines
    assert day.given < day.wanted and day.given_text in text_of(draft)
    assert any("คัดเลือก" in one for one in draft.dropped) and "คัดเลือก" not in text_of(draft)


def test_a_district_gathers_what_comes_to_it() -> None:
    body = "ให้อำเภอแจ้งเทศบาลตำบลสำรวจคอกสัตว์ แล้วส่งให้อำเภอสรุปส่งจังหวัดภายในวันที่ ๑๕ มีนาคม ๒๕๖๗"
    draft = drafts(body, office="พังโคน", sender="จังหวัดสกลนคร", to="นายอำเภอ ทุกอำเภอ")[Audience.LOCAL]
    assert "แล้วส่งให้อำเภอพังโคน ภายใน" in text_of(draft) and blocked_by(draft) == set()


def test_after_a_list_they_gather_for_us() -> None:
    body = (
        "จึงขอให้จังหวัดแจ้งอำเภอดำเนินการ ดังนี้",
        "๑. ตรวจคอกสัตว์",
        "๒. ปิดประกาศ",
        "ทั้งนี้ ให้จังหวัดตรวจสอบความถูกต้อง ส่งกรมการปกครองภายในวันที่ ๑๕ มีนาคม ๒๕๖๗",
    )
    assert "ทั้งนี้ ให้อำเภอตรวจสอบความถูกต้อง ส่งจังหวัดสกลนคร" in text_of(drafts(*body)[Audience.DISTRICTS])


@pytest.mark.parametrize("act", ["พิจารณาเป็นประธานในพิธี", "พิจารณาลงนามในคำสั่ง", "พิจารณาอนุมัติ"])
def test_what_the_head_of_our_office_is_asked_is_not_asked_of_them(act: str) -> None:
    draft = drafts("จึงขอให้จังหวัดแจ้งอำเภอเข้าร่วมพิธี", f"จึงเรียนมาเพื่อโปรด{act}")[Audience.DISTRICTS]
    assert draft.content.purpose == "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"


def test_considering_alone_is_told_to_nobody() -> None:
    draft = drafts("กรมการปกครองพิจารณาแล้ว จึงให้จังหวัดและอำเภอตรวจคอกสัตว์")[Audience.DISTRICTS]
    assert "พิจารณาแล้ว" not in text_of(draft) and not draft.blocked


def test_what_was_sent_to_us_is_told_as_sent() -> None:
    told = "กรมการปกครองขอส่งสมุดทะเบียน จำนวน ๑ เล่ม มาเพื่อใช้เป็นแนวทาง และขอให้จังหวัดแจ้งอำเภอทราบ"
    assert "จากกรมการปกครองว่า ได้ส่งสมุดทะเบียน" in text_of(drafts(told, cause="")[Audience.DISTRICTS])


def test_what_districts_do_for_local_authorities_is_not_theirs() -> None:
    body = (
        "จึงขอให้จังหวัดดำเนินการ ดังนี้",
        "๑. แจ้งองค์กรปกครองส่วนท้องถิ่นตรวจคอกสัตว์",
        "๒. มอบหมายอำเภอให้คำปรึกษาแก่องค์กรปกครองส่วนท้องถิ่นขนาดเล็ก",
    )
    letter = incoming([CAUSE, *body, PLAIN])
    told = ("นายกองค์การบริหารส่วนจังหวัดสกลนคร",)
    steps = {one.key.audience: one for one in plan_cascade(letter, office_profile(), today=TODAY, beside=told).steps}
    districts, beside = (draft_letter(letter, steps[one], today=TODAY) for one in (Audience.DISTRICTS, Audience.BESIDE))
    assert "ให้คำปรึกษาแก่องค์กรปกครองส่วนท้องถิ่น" in text_of(districts)
    assert "ตรวจคอกสัตว์" in text_of(beside) and "ขนาดเล็ก" not in text_of(beside)


def test_the_governors_of_a_region_are_meant_by_it() -> None:
    assert addresses(["ผู้ว่าราชการจังหวัดในภาคตะวันออกเฉียงเหนือ"], find_office("สกลนคร"))
    assert addresses(["ผู้ว่าราชการจังหวัดภาคใต้"], find_office("สกลนคร")) is False
    assert addresses(["ผู้ว่าราชการจังหวัดภาคเหนือ"], find_office("น่าน")) is None


def test_money_that_goes_back_goes_where_the_letter_says() -> None:
    body = "จึงขอให้จังหวัดแจ้งอำเภอซ่อมคอกสัตว์ หากมีเงินเหลือจ่ายให้ส่งคืนกรมการปกครองภายใน ๑๕ วัน"
    assert "ส่งคืนกรมการปกครองภายใน ๑๕ วัน" in text_of(drafts(body)[Audience.DISTRICTS])


def test_a_reminder_of_some_is_not_sent_to_all() -> None:
    told = "กรมการปกครองยังไม่ได้รับบัญชีของอำเภอเต่างอยและอำเภอภูพาน"
    draft = drafts(told, "จึงขอให้จังหวัดเร่งรัดอำเภอทั้ง ๒ แห่งส่งบัญชีให้กรมการปกครอง")[Audience.DISTRICTS]
    assert "recipients" in blocked_by(draft)


def test_villages_of_some_tambons_are_not_all_villages() -> None:
    way = {"office": "พังโคน", "sender": "จังหวัดสกลนคร", "to": "นายอำเภอ ทุกอำเภอ"}
    some = drafts("จึงให้อำเภอแจ้งกำนัน ผู้ใหญ่บ้านในพื้นที่ตำบลแร่ประชาสัมพันธ์ให้ราษฎรขนย้ายสัตว์", **way)
    every = drafts("จึงให้อำเภอแจ้งกำนัน ผู้ใหญ่บ้านทุกตำบลประชาสัมพันธ์ให้ราษฎรขนย้ายสัตว์", **way)
    assert blocked_by(some[Audience.VILLAGE]) == {"recipients"} and not every[Audience.VILLAGE].blocked


def test_a_law_alone_stays_known_to_all() -> None:
    draft = drafts("จึงขอให้จังหวัดแจ้งอำเภอตรวจคอกสัตว์", cause="ตามระเบียบว่าด้วยคอกสัตว์ พ.ศ. ๒๕๖๑ กำหนดให้ตรวจคอกสัตว์ทุกปี นั้น")
    first, second, *_ = draft[Audience.DISTRICTS].content.paragraphs
    assert first.text.startswith("ตามระเบียบ") and first.text.endswith("นั้น")
    assert second.text.startswith("จังหวัดสกลนครได้รับแจ้งจากกรมการปกครอง เรื่อง ")


def test_who_is_told_for_something_does_it() -> None:
    draft = drafts("จึงขอความอนุเคราะห์จังหวัดแจ้งเทศบาลตำบลในเขตจังหวัดเพื่อพิจารณาส่งบุคลากรเข้าอบรม")[Audience.DISTRICTS]
    assert "แจ้งให้เทศบาลตำบลในเขตอำเภอพิจารณาส่งบุคลากรเข้าอบรม" in text_of(draft)


def test_an_exception_in_brackets_keeps_its_space() -> None:
    draft = drafts("จึงขอให้จังหวัดแจ้งอำเภอทุกอำเภอ (ยกเว้นอำเภอภูพาน) ตรวจคอกสัตว์")[Audience.DISTRICTS]
    assert "อำเภอทุกอำเภอ (ยกเว้นอำเภอภูพาน)" in text_of(draft)


def test_a_longer_name_that_ends_with_the_senders_is_no_new_sentence() -> None:
    told = "ด้วยสำนักงานประมงจังหวัดสกลนครได้ตรวจกระชังปลาในอำเภอแล้ว"
    way = {"office": "พังโคน", "sender": "จังหวัดสกลนคร", "to": "นายอำเภอ ทุกอำเภอ"}
    (draft,) = drafts("จึงให้อำเภอแจ้งกำนัน ผู้ใหญ่บ้านปิดประกาศ", cause=told, **way).values()
    assert "ว่า สำนักงานประมงจังหวัดสกลนครได้ตรวจกระชังปลา" in text_of(draft)


def test_a_second_wish_is_asked_once() -> None:
    text = text_of(drafts("ในการนี้ จึงขอให้จังหวัดแจ้งอำเภอตรวจคอกสัตว์ ทั้งนี้ ขอให้ปิดประกาศด้วย")[Audience.DISTRICTS])
    assert "ทั้งนี้ ขอให้ปิดประกาศ" in text and text.count("จึงขอ") == 1


def test_a_day_told_elsewhere_that_binds_us_is_given_to_them() -> None:
    told = "กรมการปกครองขยายเวลาการเสนอชื่อจนถึงวันที่ ๑๕ มีนาคม ๒๕๖๗"
    wish = "จึงขอให้จังหวัดแจ้งอำเภอเสนอชื่อคอกสัตว์ให้จังหวัด{day} และให้จังหวัดคัดเลือกส่งกรมการปกครองภายในกำหนดดังกล่าว"
    without = drafts(told, wish.format(day=""))[Audience.DISTRICTS]
    assert blocked_by(without) == {"report-no-day"} and "รายงานผล" not in text_of(without)
    assert not drafts(told, wish.format(day=" ภายในวันที่ ๑ มีนาคม ๒๕๖๗"))[Audience.DISTRICTS].blocked


def test_a_level_that_is_asked_for_help_is_asked_itself() -> None:
    items = ("๑. ระดับอำเภอ ให้อำเภอตรวจคอกสัตว์", "๒. ระดับท้องถิ่น ขอความร่วมมือเทศบาลตำบลสนับสนุนเวชภัณฑ์")
    draft = drafts("จึงขอให้จังหวัดดำเนินการ ดังนี้", *items)[Audience.DISTRICTS]
    assert "ระดับท้องถิ่น" not in text_of(draft) and blocked_by(draft) == set()


def test_the_registrar_of_a_province_is_its_governor() -> None:
    assert addresses(["นายทะเบียนจังหวัด ทุกจังหวัด"], find_office("สกลนคร"))
    assert addresses(["นายทะเบียนอำเภอ ทุกอำเภอ"], find_office("พังโคน"))
    assert not addresses(["นายทะเบียนท้องถิ่น ทุกแห่ง"], find_office("พังโคน"))


def test_a_class_of_towns_is_named_as_the_office_typed_it() -> None:
    letter = incoming([CAUSE, "จึงขอให้จังหวัดแจ้งอำเภอและเทศบาลเมืองตรวจคอกสัตว์", PLAIN])
    for towns, line, asked in (
        (None, "นายกเทศมนตรีเมือง ทุกแห่ง", True),
        (("เทศบาลเมืองตัวอย่าง",), "นายกเทศมนตรีเมืองตัวอย่าง", False),
    ):
        plan = plan_cascade(letter, replace(office_profile(), towns=towns), today=TODAY)
        step = next(one for one in plan.steps if one.key.audience is Audience.BESIDE)
        assert step.addressee_line == line
        assert any(one.check == "beside-recipients" for one in plan.findings) is asked


@pytest.mark.parametrize(
    ("last", "office", "sender", "told"),
    [
        ("สำหรับจังหวัด ขอให้ส่งบัญชีสรุปให้กรมการปกครองภายใน ๑๐ วันนับแต่วันได้รับหนังสือนี้", "สกลนคร", "กรมการปกครอง", False),
        ("ในส่วนของจังหวัดสกลนคร ขอให้รายงานผลให้กรมการปกครองภายในวันที่ ๒๐ มีนาคม ๒๕๖๗", "สกลนคร", "กรมการปกครอง", False),
        ("สำหรับจังหวัดที่มีด่านกักสัตว์ ให้อำเภอแจ้งด่านทราบด้วย", "สกลนคร", "กรมการปกครอง", True),
        ("ทั้งนี้ ให้อำเภอรายงานผลให้จังหวัดภายในวันที่ ๑๕ มีนาคม ๒๕๖๗", "สกลนคร", "กรมการปกครอง", True),
    ],
)
def test_a_paragraph_that_turns_to_us_behind_the_tasks_is_ours(last: str, office: str, sender: str, told: bool) -> None:
    wish = "จึงขอให้จังหวัดแจ้งอำเภอดำเนินการ ดังนี้"
    made = drafts(wish, "๑. ตรวจสอบทะเบียนสัตว์พาหนะ", "๒. จำหน่ายรายการที่ซ้ำ", last, office=office, sender=sender)
    draft = made[Audience.DISTRICTS]
    key = last.split("ให้", 1)[1][:12]
    assert (key in text_of(draft)) is told
    assert any(key in one for one in draft.dropped) is not told
    assert "ตรวจสอบทะเบียนสัตว์พาหนะ" in text_of(draft)


def _forwarded_by_hand(*body: str, office: str = "สกลนคร", to: str = "นายอำเภอ ทุกอำเภอ") -> Draft:
    """The draft of a letter whose recipients a clerk gave, whatever the letter asks."""
    letter = incoming([CAUSE, *body, PLAIN], addressees=["ผู้ว่าราชการจังหวัด ทุกจังหวัด"])
    (step,) = planned(letter, office_profile(office), today=TODAY, to=[to]).plan.steps
    return draft_letter(letter, step, today=TODAY)


DUTIES = "ลำดับ | งาน | หน่วยงานรับผิดชอบ | กำหนด ๑ | ตรวจคอกสัตว์ | อำเภอ | ๕ มีนาคม ๒๕๖๗"


@pytest.mark.parametrize(
    ("body", "check"),
    [
        (("เห็นควรมอบหน้าที่ตามตาราง", DUTIES), "asked-in-told"),
        (("เห็นควรเผยแพร่ตาราง", DUTIES.replace("หน่วยงานรับผิดชอบ", "ท้องที่")), ""),
        (("รัฐมนตรีมีบัญชาให้จังหวัดตามแห่งที่เงียบอยู่ให้ลงทะเบียนภายในวันที่ ๕ มีนาคม ๒๕๖๗",), "asked-in-told"),
        (("ศาลปกครองมีคำสั่งให้จังหวัดรื้อคอกสัตว์ภายในวันที่ ๕ มีนาคม ๒๕๖๗",), ""),
        (("กรมจะโอนเงินให้แก่จังหวัดภายในวันที่ ๕ มีนาคม ๒๕๖๗",), ""),
    ],
)
def test_a_draft_that_asks_nothing_tells_no_duty(body: tuple[str, ...], check: str) -> None:
    found = blocked_by(_forwarded_by_hand(*body)) & {"asked-in-told", "own-task"}
    assert found == ({check} if check else set())


@pytest.mark.parametrize(
    ("wish", "lost"),
    [
        ("จึงขอให้อำเภอทวงถามรายที่ยังค้างชำระ ให้นำส่งแบบภายในวันที่ ๕ มีนาคม ๒๕๖๗", True),
        ("จึงขอให้อำเภอเร่งรัดการตรวจคอกสัตว์ และรายงานผลให้จังหวัดภายในวันที่ ๕ มีนาคม ๒๕๖๗", False),
    ],
)
def test_others_whom_we_are_to_press_are_not_lost(wish: str, lost: bool) -> None:
    draft = _forwarded_by_hand(wish, office="พังโคน", to="กำนัน ผู้ใหญ่บ้าน ทุกตำบล")
    assert ("own-task" in blocked_by(draft)) is lost


@pytest.mark.parametrize(
    ("turn", "ours"),
    [
        ("สำหรับจังหวัด ขอให้ส่งจำนวนราษฎรแยกรายอำเภอ ให้กรมการปกครองภายใน ๑๐ วัน", True),
        ("ส่วนของจังหวัด ขอให้รายงานผลระดับตำบลไปยังกรมการปกครองภายใน ๑๐ วัน", True),
        ("สำหรับจังหวัด ขอให้กำชับอำเภอรายงานผลไปยังกรมการปกครองภายใน ๑๐ วัน", False),
    ],
)
def test_what_turns_to_us_is_ours_though_it_counts_by_those_below(turn: str, ours: bool) -> None:
    items = ("๑. ให้อำเภอตรวจบัญชีสัตว์", "๒. ให้อำเภอปิดประกาศ")
    draft = drafts("จึงขอให้จังหวัดแจ้งอำเภอดำเนินการ ดังนี้", *items, turn)[Audience.DISTRICTS]
    assert (turn in draft.dropped) is ours and ("ภายใน ๑๐ วัน" in text_of(draft)) is not ours
