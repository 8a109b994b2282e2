"""The rules of a forwarding letter, one test each (pattern of saraban practice; ระเบียบงานสารบรรณ ข้อ ๑๑)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cascade_cases import BODY, CAUSE, CONTACT, OURS, PURPOSE, SITUATION, TODAY, incoming, office_profile
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.cascade.asks.body import sort_body
from circulars.cascade.asks.clauses.share import Share
from circulars.cascade.asks.deadlines import find_deadlines, is_working_day, working_days_before
from circulars.cascade.asks.obligations import read_obligations
from circulars.cascade.draft import Draft, draft_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.cascade.plan.thread import PriorLetter, choose_prior
from circulars.directory.offices import Level, find_office, offices_below
from circulars.letter.field import Field
from circulars.letter.letter import CitedLetter, Letter, Urgency
from circulars.letter.reference import parse_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.text import folded

EVERY = tuple(one.code for one in offices_below(find_office("สกลนคร")))
PRIOR = PriorLetter(
    "จังหวัดสกลนคร",
    parse_reference("สน ๐๐๑๘.๑/ว ๙๐๐"),
    ThaiDate(2566, 11, 21),
    "แนวทางการใช้ระบบทะเบียน",
    Urgency.URGENT,
    "แจ้งให้อำเภอคัดเลือกผู้เข้าอบรมการใช้ระบบทะเบียน",
    EVERY,
)


def drafted(letter: Letter | None = None, office: str = "สกลนคร", *, priors: tuple[PriorLetter, ...] = ()) -> Draft:
    letter = letter or incoming()
    (step, *_) = plan_cascade(letter, office_profile(office), today=TODAY).steps
    return draft_letter(letter, step, priors=priors, today=TODAY)


def body_of(draft: Draft) -> str:
    return "\n".join(f"{one.number} {one.text}".strip() for one in draft.content.paragraphs)


def asking(*tasks: str, after: tuple[str, ...] = (), purpose: str = PURPOSE) -> Letter:
    numbered = [f"{'๑๒๓๔๕'[i]}. {task}" for i, task in enumerate(tasks)]
    head = "ด้วยจะมีการสำรวจระบบทะเบียน"
    return incoming([head, "กรมการปกครองจึงขอให้จังหวัดดำเนินการ ดังนี้", *numbered, *after, purpose])


def test_the_forwarded_letter_is_an_enclosure_and_never_cited() -> None:
    draft = drafted()
    title, quantity = draft.content.enclosures[0]
    assert title == "สำเนาหนังสือกรมการปกครอง ด่วน ที่ มท ๐๓๙๙/ว ๑๕๗ ลงวันที่ ๑๘ มกราคม ๒๕๖๗"
    assert quantity == "๑ ฉบับ" and draft.content.references == ()


def test_the_senders_own_references_are_not_taken_over() -> None:
    cited = CitedLetter("กรมการปกครอง", None, parse_reference("มท ๐๓๙๙/ว ๓๓"), ThaiDate(2566, 11, 20), "")
    assert drafted(incoming(references=[cited])).content.references == ()


def test_our_own_earlier_letter_is_cited_and_opens_the_text() -> None:
    draft = drafted(priors=(PRIOR,))
    assert draft.content.references == ("หนังสือจังหวัดสกลนคร ด่วน ที่ สน ๐๐๑๘.๑/ว ๙๐๐ ลงวันที่ ๒๑ พฤศจิกายน ๒๕๖๖",)
    first, second = (one.text for one in draft.content.paragraphs[:2])
    assert first == "ตามหนังสือที่อ้างถึง จังหวัดสกลนครได้แจ้งให้อำเภอคัดเลือกผู้เข้าอบรมการใช้ระบบทะเบียน ความละเอียดแจ้งแล้ว นั้น"
    assert second.startswith("จังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า ได้จัดทำ")


def test_only_the_last_letter_that_all_recipients_have_is_cited() -> None:
    (step,) = plan_cascade(incoming(), office_profile(), today=TODAY).steps
    partly = replace(PRIOR, dated=ThaiDate(2566, 12, 1), recipients=EVERY[:3])
    older = replace(PRIOR, dated=ThaiDate(2566, 10, 1))
    assert choose_prior([partly, older, PRIOR], step) is PRIOR
    assert choose_prior([partly], step) is None


def test_without_an_earlier_letter_it_opens_with_duay_and_without_nan() -> None:
    first = drafted().content.paragraphs[0].text
    assert first.startswith("ด้วยจังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า สำนักงานกลางได้จัดอบรม")
    assert not first.endswith("นั้น") and "๓๐ พฤศจิกายน ๒๕๖๖" in first


def test_a_public_cause_stays_known() -> None:
    cause = "ตามประกาศคณะกรรมการกลาง ลงวันที่ ๔ ตุลาคม ๒๕๖๖ กำหนดให้ส่งรายงาน นั้น"
    draft = drafted(incoming([cause, "กรมการปกครองได้ปรับปรุงแบบรายงานแล้ว และขอให้จังหวัดแจ้งอำเภอถือปฏิบัติ", PURPOSE]))
    assert draft.content.paragraphs[0].text == cause
    assert draft.content.paragraphs[1].text.startswith("จังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า")


def test_subject_is_carried_and_urgency_is_never_lowered() -> None:
    for urgency in (None, *Urgency):
        draft = drafted(incoming(urgency=urgency))
        assert draft.content.subject == "แนวทางการใช้ระบบทะเบียน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
        assert draft.content.urgency == str(urgency or "")


def test_number_and_date_are_blank_until_issue() -> None:
    content = drafted().content
    assert (content.number, content.date, content.watermark) == ("สน ๐๐๑๘.๑/ว", "", "ร่าง")


def test_prod_by_direction_of_command() -> None:
    assert drafted().content.purpose == "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"
    upward = incoming(
        addressees=["อธิบดีกรมการปกครอง"], sender="กรมสรรพากร", number="กค ๐๗๙๙/ว ๑๒", body=[*BODY[:-1], PURPOSE]
    )
    assert drafted(upward, "กรมการปกครอง").content.purpose == PURPOSE


@pytest.mark.parametrize(
    ("incoming_line", "ours"),
    [
        ("จึงเรียนมาเพื่อโปรดทราบ", "จึงเรียนมาเพื่อทราบ"),
        ("จึงเรียนมาเพื่อโปรดทราบและถือปฏิบัติต่อไป", "จึงเรียนมาเพื่อทราบและถือปฏิบัติต่อไป"),
        ("จึงเรียนมาเพื่อโปรดทราบ และแจ้งให้อำเภอทราบต่อไป", "จึงเรียนมาเพื่อทราบ"),
        ("จึงเรียนมาเพื่อโปรดพิจารณาให้ความอนุเคราะห์ด้วย จะขอบคุณยิ่ง", "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"),
        ("จึงขอเรียนมาเพื่อโปรดให้ความร่วมมือด้วย", "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"),
    ],
)
def test_purpose_line(incoming_line: str, ours: str) -> None:
    assert drafted(incoming([*BODY[:-1], incoming_line])).content.purpose == ours


def test_our_own_tasks_are_dropped_and_shown_and_those_to_pass_on_kept_word_for_word() -> None:
    draft = drafted()
    text = body_of(draft)
    assert "มอบหมายบุคลากร" not in text and draft.dropped == (OURS.removeprefix("๑. "),)
    assert "จึงขอแจ้งแนวทางการใช้ระบบทะเบียน เพื่อให้ที่ทำการปกครองอำเภอศึกษาและถือปฏิบัติ" in text
    assert any(one.check == "own-task" and one.seen.startswith("มอบหมาย") for one in draft.findings)


def test_several_tasks_are_numbered_anew() -> None:
    draft = drafted(asking("แจ้งอำเภอสำรวจข้อมูลครัวเรือน", "กำชับให้อำเภอตรวจสอบทะเบียน", "กำกับดูแลของจังหวัดให้เรียบร้อย"))
    items = [(one.number, one.text) for one in draft.content.paragraphs if one.number]
    assert items[0] == ("๑.", "สำรวจข้อมูลครัวเรือน")
    assert items[1][0] == "๒." and "ตรวจสอบทะเบียน" in items[1][1]


@pytest.mark.parametrize(
    ("task", "share"),
    [
        ("แจ้งแนวทางไปยังที่ทำการปกครองอำเภอ เพื่อศึกษา", Share.DOWN),
        ("ให้อำเภอสำรวจข้อมูลการประเมินของจังหวัด", Share.DOWN),
        ("แจ้งหน่วยงานในสังกัดทราบและถือปฏิบัติ", Share.DOWN),
        ("ประชาสัมพันธ์ให้ประชาชนในพื้นที่ทราบ", Share.DOWN),
        ("กำชับองค์กรปกครองส่วนท้องถิ่นให้ตรวจสอบ", Share.DOWN),
        ("มอบหมายบุคลากรของที่ทำการปกครองจังหวัดเป็นผู้ประสานงานการประเมินของอำเภอ", Share.OURS),
        ("ให้จังหวัดแต่งตั้งคณะทำงาน", Share.OURS),
        ("แจ้งอำเภอสำรวจข้อมูล และรวบรวมรายงานกรมการปกครอง", Share.BOTH),
        ("จังหวัดและอำเภอจัดประชุมชี้แจง", Share.BOTH),
    ],
)
def test_whose_task_it_is(task: str, share: Share) -> None:
    reading = read_obligations(asking(task, "แจ้งให้อำเภอทราบ"), Level.PROVINCE)
    assert reading.obligations[0].share is share and reading.obligations[0].certain


def test_a_task_without_an_actor_is_not_lost() -> None:
    draft = drafted(asking("จัดทำบัญชีรายการ", "ตรวจสอบข้อมูล"))
    assert "จัดทำบัญชีรายการ" in body_of(draft) and "ตรวจสอบข้อมูล" in body_of(draft)
    plan = plan_cascade(asking("จัดทำบัญชีรายการ"), office_profile(), today=TODAY)
    assert {one.check for one in plan.findings} == {"whose-task"}


def test_sub_items_travel_with_their_task() -> None:
    letter = incoming(
        ["ด้วยมีการปรับปรุง", "จึงขอให้จังหวัดดำเนินการ ดังนี้", "๑. แจ้งอำเภอดำเนินการ ดังนี้", "๑.๑ ตั้งค่าระบบ", "๑.๒ บันทึกข้อมูล", PURPOSE]
    )
    items = [(one.number, one.text) for one in drafted(letter).content.paragraphs if one.number]
    assert items == [("๑.", "ตั้งค่าระบบ"), ("๒.", "บันทึกข้อมูล")]


def test_the_senders_contact_is_dropped_and_ours_put_in() -> None:
    draft = drafted()
    assert "ทดลอง สมมุติชน" not in body_of(draft) and "๐๘ ๐๐๐๐ ๐๐๐๐" not in body_of(draft)
    assert draft.content.contact == ("ที่ทำการปกครองจังหวัด", "กลุ่มงานปกครอง", "โทร. ๐ ๔๐๐๐ ๐๐๐๐")
    assert CONTACT in BODY


def test_a_deadline_is_carried_earlier_and_marked_for_the_reviewer() -> None:
    letter = asking("แจ้งอำเภอสำรวจข้อมูล และรวบรวมรายงานผลให้กรมการปกครองทราบ ภายในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗")
    draft = drafted(letter)
    (deadline,) = draft.deadlines
    assert (deadline.wanted, deadline.given) == (dt.date(2024, 2, 15), dt.date(2024, 2, 12))
    text = body_of(draft)
    assert "รายงานผลให้จังหวัดสกลนครทราบ ภายในวันที่ ๑๒ กุมภาพันธ์ ๒๕๖๗" in text and "รวบรวม" not in text
    assert any(one.check == "deadline-kept" and "ยืนยัน" in one.message for one in draft.findings)
    assert any(one.source == "proposed-deadline" for one in draft.origins) and not draft.blocked


def test_without_time_for_a_lead_the_senders_day_stays() -> None:
    draft = drafted(asking("แจ้งอำเภอรายงานผล ภายในวันอังคารที่ ๒๓ มกราคม ๒๕๖๗"))
    assert "ภายในวันอังคารที่ ๒๓ มกราคม ๒๕๖๗" in body_of(draft)
    assert any("ไม่มีเวลาเผื่อ" in one.message for one in draft.findings)


def test_a_weekday_moves_with_its_deadline() -> None:
    draft = drafted(asking("แจ้งอำเภอรายงานผล ภายในวันศุกร์ที่ ๑๖ กุมภาพันธ์ ๒๕๖๗"))
    assert "ภายในวันอังคารที่ ๑๓ กุมภาพันธ์ ๒๕๖๗" in body_of(draft)


def test_event_days_are_no_deadlines() -> None:
    draft = drafted(asking("แจ้งอำเภอเข้าร่วมประชุม ในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗"))
    assert not draft.deadlines and "ในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗" in body_of(draft)


def test_a_report_after_the_tasks_comes_to_us() -> None:
    after = "ทั้งนี้ ให้จังหวัดรายงานผลการดำเนินการให้กรมการปกครองทราบ ภายในวันที่ ๒๙ กุมภาพันธ์ ๒๕๖๗"
    text = body_of(drafted(asking("แจ้งอำเภอสำรวจข้อมูล", after=(after,))))
    assert "ทั้งนี้ ให้อำเภอรายงานผลการดำเนินการให้จังหวัดสกลนครทราบ ภายในวันที่ ๒๓ กุมภาพันธ์ ๒๕๖๗" in text


def test_words_after_the_tasks_are_not_lost() -> None:
    link = "ทั้งนี้ ดาวน์โหลดเอกสารได้ที่ https://example.go.th/a1 ตั้งแต่บัดนี้"
    assert "https://example.go.th/a1" in body_of(drafted(asking("แจ้งอำเภอสำรวจข้อมูล", after=(link,))))


def test_working_days_know_weekends_and_holidays() -> None:
    assert not is_working_day(dt.date(2024, 2, 26))  # มาฆบูชา moved to Monday
    assert working_days_before(dt.date(2024, 4, 17), 1) == dt.date(2024, 4, 11)  # over สงกรานต์


def test_enclosures_are_listed_and_mentions_move_down() -> None:
    letter = incoming(["ด้วยมีการปรับปรุงระบบตามคู่มือ (สิ่งที่ส่งมาด้วย ๒)", "จึงขอให้จังหวัดแจ้งอำเภอใช้แบบ (สิ่งที่ส่งมาด้วย ๑)", PURPOSE],
        enclosures=[("แบบสำรวจ", "๑ ชุด"), ("คู่มือ", "๑ เล่ม")])  # fmt: skip
    draft = drafted(letter)
    assert [quantity for _, quantity in draft.content.enclosures] == ["๑ ฉบับ", "๑ ชุด", "๑ เล่ม"]
    assert "คู่มือ (สิ่งที่ส่งมาด้วย ๓)" in body_of(draft) and "แบบ (สิ่งที่ส่งมาด้วย ๒)" in body_of(draft)


def test_letters_that_the_sender_cites_are_named_in_full() -> None:
    cited = CitedLetter("กรมการปกครอง", None, parse_reference("มท ๐๓๙๙/ว ๓๓"), ThaiDate(2566, 11, 20), "")
    letter = incoming(
        ["ตามหนังสือที่อ้างถึง กรมการปกครองแจ้งแนวทาง ความละเอียดแจ้งแล้ว นั้น", "จึงขอให้จังหวัดแจ้งอำเภอทราบ", PURPOSE],
        references=[cited],
    )
    text = body_of(drafted(letter))
    assert "ตามหนังสือกรมการปกครอง ที่ มท ๐๓๙๙/ว ๓๓ ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๖ กรมการปกครองแจ้งแนวทาง" in text
    assert "ที่อ้างถึง" not in text and "ความละเอียดแจ้งแล้ว" not in text


def test_items_joined_by_the_reader_are_found_again() -> None:
    letter = incoming(
        [
            "ด้วยมีการปรับปรุง",
            "จึงขอให้จังหวัดดำเนินการ ดังนี้ ๑. แต่งตั้งคณะทำงานของจังหวัด ๒ แจ้งอำเภอสำรวจข้อมูล ตามข้อ ๓ ของคู่มือ",
            PURPOSE,
        ]
    )
    reading = read_obligations(letter, Level.PROVINCE)
    assert [one.share for one in reading.obligations] == [Share.OURS, Share.DOWN]


def test_arabic_digits_become_thai_but_links_and_latin_words_stay() -> None:
    letter = incoming(
        ["ด้วยมีการปรับปรุงระบบ e-Reg2 จำนวน 15 แห่ง ที่ https://a.go.th/b12", "จึงขอให้จังหวัดแจ้งอำเภอทราบ", PURPOSE]
    )
    assert "ระบบ e-Reg2 จำนวน ๑๕ แห่ง ที่ https://a.go.th/b12" in body_of(drafted(letter))


def test_the_text_points_to_its_enclosures() -> None:
    assert "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย" in drafted().content.paragraphs[-1].text
    assert body_of(drafted()).count("รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย") == 1 and SITUATION.endswith("สิ่งที่ส่งมาด้วย")


def test_facts_in_a_list_stay_facts() -> None:
    letter = incoming(
        ["ด้วยมีการจัดอบรม ดังนี้", "๑. รุ่นที่หนึ่ง จำนวน ๒๐ คน", "๒. รุ่นที่สอง จำนวน ๓๐ คน", "จึงขอให้จังหวัดแจ้งอำเภอทราบ", PURPOSE]
    )
    reading = read_obligations(letter, Level.PROVINCE)
    assert len(reading.obligations) == 1 and "จำนวน ๓๐ คน" in body_of(drafted(letter))


WORDS = (
    "ขอให้", "จังหวัด", "แจ้ง", "อำเภอ", " ดังนี้ ", "ทั้งนี้ ", "จึงเรียนมาเพื่อ", "จึงขอ", "นั้น", " นั้น ", "ตามที่", "ด้วย", "๑. ",
    "๒ ", "(๓) ", "๑.๑ ", "รายงาน", "ภายใน", "ผู้ประสานงาน", "โทร. ๐ ๔๐๐๐ ๐๐๐๐", "(สิ่งที่ส่งมาด้วย ๒)", "กรมการปกครอง", " ", "ข้อ ", "ตรวจ",
)  # fmt: skip
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=14).map("".join), max_size=6)


@settings(deadline=None)
@given(TEXTS)
def test_any_text_is_sorted_and_nothing_is_made_up(paragraphs: list[str]) -> None:
    parts = sort_body(paragraphs, Level.PROVINCE)
    source = "|".join(folded(one) for one in paragraphs)
    for text in (parts.cause, *parts.situation, parts.purpose, *(one.text for one in parts.items), *parts.after):
        assert folded(text) in source or all(folded(word) in source for word in text.split())


@settings(deadline=None)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)), st.integers(0, 10))
def test_a_lead_is_whole_working_days(day: dt.date, count: int) -> None:
    given_day = working_days_before(day, count)
    between = [given_day + dt.timedelta(days=n) for n in range((day - given_day).days)]
    assert sum(map(is_working_day, between)) == count and (count == 0 or is_working_day(given_day))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_deadlines_of_any_text_lie_in_it(text: str) -> None:
    for one in find_deadlines(text):
        assert 0 <= one.start < one.end <= len(text)


def test_the_cause_alone_is_told() -> None:
    draft = drafted(incoming([CAUSE, PURPOSE]))
    assert "สำนักงานกลางได้จัดอบรม" in body_of(draft)


def test_a_mention_without_number_means_the_enclosure_named_before_it() -> None:
    body = ["ด้วยมีคู่มือ ปรากฏตาม QR Code (สิ่งที่ส่งมาด้วย)", "จึงขอให้จังหวัดแจ้งอำเภอทราบ (สิ่งที่ส่งมาด้วย)", PURPOSE]
    text = body_of(drafted(incoming(body, enclosures=[("แบบสำรวจ", "๑ ชุด"), ("QR Code คู่มือ", "๑ ฉบับ")])))
    assert "QR Code (สิ่งที่ส่งมาด้วย ๓)" in text and "ทราบ (สิ่งที่ส่งมาด้วย) " in text


def test_a_coordinator_without_a_telephone_is_a_task() -> None:
    letter = asking("มอบหมายบุคลากรของจังหวัดเป็นผู้ประสานงานการประเมิน", "แจ้งอำเภอทราบ")
    reading = read_obligations(letter, Level.PROVINCE)
    assert reading.obligations[0].text.endswith("การประเมิน") and not reading.parts.contact


def test_a_district_keeps_what_names_nobody() -> None:
    letter = incoming(
        [
            "ด้วยมีการปรับปรุง",
            "จังหวัดสกลนครจึงขอให้อำเภอดำเนินการ ดังนี้",
            "๑. ตั้งค่าระบบ",
            "๒. แจ้งกำนัน ผู้ใหญ่บ้านสำรวจครัวเรือน",
            PURPOSE,
        ],
        addressees=["นายอำเภอ ทุกอำเภอ"],
        sender="จังหวัดสกลนคร",
        number="สน ๐๐๑๘.๑/ว ๙",
    )
    draft = drafted(letter, "อำเภอพังโคน")
    assert draft.dropped == ("ตั้งค่าระบบ",)
    assert "จึงขอให้กำนัน ผู้ใหญ่บ้านสำรวจครัวเรือน" in body_of(draft)
    assert draft.content.purpose == "จึงเรียนมาเพื่อทราบและดำเนินการ"


def test_an_unknown_sender_is_not_named() -> None:
    letter = replace(incoming(["ด้วยมีการส่งเสริมการอ่าน", "จึงขอให้จังหวัดแจ้งอำเภอส่งผลให้ทราบ", PURPOSE]), sender_agency=Field())
    draft = drafted(letter)
    assert draft.content.paragraphs[0].text == "ด้วยจังหวัดสกลนครได้รับแจ้งว่า มีการส่งเสริมการอ่าน"
    assert draft.blocked and any(one.check == "source-named" for one in draft.findings)


def test_what_is_to_be_told_further_down_stays_a_task_of_the_recipients() -> None:
    letter = incoming(["ด้วยมีการโอนเงิน", "จึงเรียนมาเพื่อโปรดทราบ และแจ้งให้องค์กรปกครองส่วนท้องถิ่นทราบต่อไป"])
    draft = drafted(letter)
    assert "จึงขอให้อำเภอแจ้งให้องค์กรปกครองส่วนท้องถิ่นทราบ" in body_of(draft)
    assert draft.content.purpose == "จึงเรียนมาเพื่อทราบและดำเนินการต่อไป"


@settings(deadline=None)
@given(TEXTS)
def test_no_text_is_lost_when_it_is_sorted(paragraphs: list[str]) -> None:
    texts = [one.replace("จึงเรียนมาเพื่อ", "") for one in paragraphs]
    parts = sort_body(texts, Level.PROVINCE)
    kept = " ".join(
        (parts.cause, *parts.situation, parts.wish, *(one.text for one in parts.items), *parts.after, *parts.contact)
    )
    source = " ".join(texts)
    for word in ("รายงาน", "ตรวจ", "ภายใน", "๔๐๐๐", "สิ่งที่ส่งมาด้วย"):
        assert kept.count(word) == source.count(word)


def test_a_clause_of_aim_leads_the_request() -> None:
    letter = incoming(["ด้วยมีการสำรวจ", "เพื่อให้การสำรวจเป็นไปด้วยความเรียบร้อย จึงขอให้จังหวัดแจ้งอำเภอสำรวจข้อมูล", PURPOSE])
    assert "ในการนี้ เพื่อให้การสำรวจเป็นไปด้วยความเรียบร้อย จังหวัดสกลนครจึงขอให้อำเภอสำรวจข้อมูล" in body_of(drafted(letter))


def test_an_invitation_and_its_answers() -> None:
    wish = "ในการนี้ ขอเชิญนายอำเภอ อำเภอละ ๑ คน เข้าร่วมประชุม และขอให้จังหวัดรวบรวมแบบตอบรับ ส่งให้กรมการปกครอง ภายในวันที่ ๙ กุมภาพันธ์ ๒๕๖๗"
    text = body_of(drafted(incoming(["ด้วยจะมีการประชุม", wish, "จึงเรียนมาเพื่อโปรดแจ้งผู้เกี่ยวข้องเข้าร่วมประชุม"])))
    assert "จังหวัดสกลนครจึงขอเชิญนายอำเภอ อำเภอละ ๑ คน เข้าร่วมประชุม และขอให้อำเภอส่งแบบตอบรับให้จังหวัดสกลนคร" in text
    assert "ภายในวันที่ ๖ กุมภาพันธ์ ๒๕๖๗" in text and "กรมการปกครอง ภายใน" not in text


def test_a_reminder_of_an_earlier_letter() -> None:
    cited = CitedLetter("กรมการปกครอง", None, parse_reference("มท ๐๓๙๙/ว ๑๑"), ThaiDate(2566, 12, 1), "")
    cause = "ตามหนังสือที่อ้างถึง กรมการปกครองขอให้จังหวัดรายงานข้อมูล ความละเอียดแจ้งแล้ว นั้น"
    wish = "บัดนี้ ล่วงเลยกำหนดแล้ว จึงขอให้จังหวัดเร่งรัดอำเภอรายงานข้อมูล ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ"
    text = body_of(drafted(incoming([cause, wish, PURPOSE], references=[cited])))
    assert "จึงขอเร่งรัดให้อำเภอรายงานข้อมูล ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ" in text
    assert "ที่ มท ๐๓๙๙/ว ๑๑ ลงวันที่ ๑ ธันวาคม ๒๕๖๖ กรมการปกครองขอให้จังหวัดรายงานข้อมูล นั้น บัดนี้ ล่วงเลยกำหนดแล้ว\n" in text


def test_whoever_stands_further_below_is_told_by_the_recipients() -> None:
    letter = incoming(["ด้วยมีมติ", "จึงขอให้ท่านแจ้งหน่วยงานในสังกัดและองค์กรปกครองส่วนท้องถิ่นทราบและถือปฏิบัติ", PURPOSE])
    assert "จึงขอให้อำเภอแจ้งให้หน่วยงานในสังกัดและองค์กรปกครองส่วนท้องถิ่นทราบและถือปฏิบัติ" in body_of(drafted(letter))


def test_deadlines_do_not_run_into_each_other() -> None:
    letter = asking("แจ้งอำเภอส่งแบบ ภายในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗", "แจ้งอำเภอรายงาน ภายในวันที่ ๑๒ กุมภาพันธ์ ๒๕๖๗")
    items = [one.text for one in drafted(letter).content.paragraphs if one.number]
    assert items[0].endswith("๑๒ กุมภาพันธ์ ๒๕๖๗") and items[1].endswith("๗ กุมภาพันธ์ ๒๕๖๗")


def test_each_class_below_a_district_gets_its_own_tasks_and_reports_to_the_district() -> None:
    letter = incoming(
        [
            "ด้วยมีการป้องกันไฟป่า",
            "จังหวัดสกลนครจึงขอให้อำเภอดำเนินการ ดังนี้",
            "๑. ประชาสัมพันธ์ให้ประชาชนงดการเผา",
            "๒. กำชับกำนัน ผู้ใหญ่บ้าน จัดชุดลาดตระเวน",
            "๓. ประสานองค์กรปกครองส่วนท้องถิ่นเตรียมอุปกรณ์ดับเพลิง",
            "๔. รายงานผลให้จังหวัดทราบ ภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๗",
            PURPOSE,
        ],
        addressees=["นายอำเภอ ทุกอำเภอ"],
        sender="ศาลากลางจังหวัดสกลนคร",
        number="สน ๐๐๑๘.๑/ว ๙",
    )
    village, local = plan_cascade(letter, office_profile("อำเภอพังโคน"), today=TODAY).steps
    to_village = body_of(draft_letter(letter, village, today=TODAY))
    to_local = body_of(draft_letter(letter, local, today=TODAY))
    assert "จัดชุดลาดตระเวน" in to_village and "อุปกรณ์ดับเพลิง" not in to_village
    assert "อุปกรณ์ดับเพลิง" in to_local and "จัดชุดลาดตระเวน" not in to_local
    for text in (to_village, to_local):
        assert "งดการเผา" in text and "รายงานผลให้อำเภอพังโคนทราบ ภายในวันที่ ๒๒ กุมภาพันธ์ ๒๕๖๗" in text
    alone = office_profile("อำเภอพังโคน", forward_to_local=False)
    (only,) = plan_cascade(letter, alone, today=TODAY).steps
    assert "อุปกรณ์ดับเพลิง" in body_of(draft_letter(letter, only, today=TODAY))


def test_a_sender_named_before_its_wish_leaves_no_stump() -> None:
    letter = incoming(["ด้วยจะมีกิจกรรม", "กรมการปกครองขอให้จังหวัดแจ้งอำเภอจัดกิจกรรม", PURPOSE])
    assert [one.text for one in drafted(letter).content.paragraphs][1].startswith(
        "ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอจัดกิจกรรม"
    )
