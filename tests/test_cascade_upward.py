"""Memos that lay a letter before the own head: bodies without offices below, and memos from inside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cascade_cases import TODAY, incoming, office_profile

from circulars.cascade.draft import draft_letter
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.directory.bodies import office_named
from circulars.directory.offices import Level
from circulars.directory.profile import OfficeProfile, SignatoryProfile, default_profile
from circulars.errors import SettingsWrong
from circulars.extraction.reading import read_letters
from circulars.letter.field import Field
from circulars.letter.finding import Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.page import Page, PageSource, TextLine
from circulars.letter.reference import parse_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.lost_am import lost_am, restored_am

BODY = "องค์การบริหารส่วนตำบลทดลองใต้"


def body_profile() -> OfficeProfile:
    profile = default_profile(office_named(BODY))
    return replace(profile, signatories=(SignatoryProfile("นายสมมุติ ตั้งขึ้น", "ปลัดองค์การบริหารส่วนตำบลทดลองใต้"),))


def memo() -> Letter:
    letter = incoming(
        (
            "ตามระเบียบกระทรวงทดลอง พ.ศ. ๒๕๔๘ ข้อ ๑๖ กำหนดให้คณะกรรมการรวบรวมข้อมูลเพื่อจัดทำร่างแผน",
            "บัดนี้ คณะทำงานได้รวบรวมข้อมูลแล้ว จึงขอเสนอร่างแผนตามเอกสารแนบ",
            "จึงเรียนมาเพื่อโปรดพิจารณาและดำเนินการต่อไป",
        ),
        addressees=(f"คณะกรรมการพัฒนา{BODY}",),
        subject="เสนอร่างแผน",
        sender=BODY,
        enclosures=(),
    )
    return replace(letter, kind=Field(LetterKind.INTERNAL), reference=Field())


def test_a_memo_from_inside_goes_on_to_the_head() -> None:
    plan = plan_cascade(memo(), body_profile(), today=TODAY)
    (step,) = plan.steps
    draft = draft_letter(memo(), step, today=TODAY)
    content = draft.content
    assert (content.kind, content.addressee) == (LetterKind.INTERNAL, "นายกองค์การบริหารส่วนตำบลทดลองใต้")
    assert content.paragraphs[0].text.endswith("จัดทำร่างแผน นั้น")
    assert content.paragraphs[1].text == "บัดนี้ คณะทำงานได้รวบรวมข้อมูลแล้ว"
    assert content.paragraphs[2].text.startswith(f"ในการนี้ คณะกรรมการพัฒนา{BODY}จึงขอเสนอร่างแผน")
    assert content.purpose == "จึงเรียนมาเพื่อโปรดพิจารณาและดำเนินการต่อไป"
    assert content.closing == ""
    assert content.signatory_name == "นายสมมุติ ตั้งขึ้น"
    assert not [one for one in draft.findings if one.severity is Severity.BLOCKS]


def test_a_memo_to_the_head_himself_goes_nowhere() -> None:
    letter = replace(memo(), addressees=(Field("นายกองค์การบริหารส่วนตำบลทดลองใต้"),))
    plan = plan_cascade(letter, body_profile(), today=TODAY)
    assert plan.steps == ()
    assert [one.check for one in plan.findings] == ["laid-before-head"]


def test_a_circular_to_a_body_becomes_a_memo_with_every_task_and_day() -> None:
    letter = incoming(
        (
            "ด้วยจังหวัดแจ้งว่าจะสำรวจแหล่งน้ำ จึงขอให้องค์กรปกครองส่วนท้องถิ่นดำเนินการ ดังนี้",
            "๑. สำรวจแหล่งน้ำ",
            "๒. รายงานผลให้อำเภอทราบ ภายในวันที่ ๑๖ กุมภาพันธ์ ๒๕๖๗",
            "จึงเรียนมาเพื่อโปรดดำเนินการ",
        ),
        addressees=("นายกองค์การบริหารส่วนตำบล ทุกแห่ง",),
        sender="อำเภอเมืองสกลนคร",
        number="สน ๐๑๑๘/ว ๔๕",
    )
    (step,) = plan_cascade(letter, body_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    texts = [one.text for one in draft.content.paragraphs]
    assert texts[0].startswith(f"ด้วย{BODY}ได้รับแจ้งจากอำเภอเมืองสกลนครว่า ")
    assert "สำรวจแหล่งน้ำ" in texts
    assert any("๑๖ กุมภาพันธ์ ๒๕๖๗" in text for text in texts)
    assert draft.content.purpose == "จึงเรียนมาเพื่อโปรดพิจารณา"
    assert not draft.dropped
    assert not [one for one in draft.findings if one.severity is Severity.BLOCKS]


def test_a_province_keeps_writing_down() -> None:
    (step,) = plan_cascade(incoming(), office_profile(), today=TODAY).steps
    assert step.kind is LetterKind.EXTERNAL
    assert len(step.recipients) == 18


@pytest.mark.parametrize(
    ("name", "head", "level"),
    [
        ("เทศบาลเมืองทดลอง", "นายกเทศมนตรีเมืองทดลอง", Level.LOCAL),
        ("โรงเรียนบ้านทดลอง", "ผู้อำนวยการโรงเรียนบ้านทดลอง", Level.LOCAL),
        ("มหาวิทยาลัยทดลอง", "อธิการบดีมหาวิทยาลัยทดลอง", Level.LOCAL),
        ("กรมการข้าว", "อธิบดีกรมการข้าว", Level.DEPARTMENT),
        ("สำนักงานจังหวัดน่าน", "ผู้ว่าราชการจังหวัดน่าน", Level.PROVINCE),
    ],
)
def test_unlisted_bodies_are_known_by_their_names(name: str, head: str, level: Level) -> None:
    office = office_named(name)
    assert (office.head_title, office.level) == (head, level)


def test_of_a_units_two_numbers_the_proved_one_is_taken() -> None:
    assert office_named("สำนักงานสาธารณสุขจังหวัดน่าน").code == "นน ๐๐๓๓"


@pytest.mark.parametrize("name", ["อำเภอเมอง", "จังหวัดสงขา", "กรมการปกคอง", "สำนักงานปลัดกระทรวงมหาดไท", "ไม่ใช่หน่วยงาน"])
def test_a_misspelt_office_is_still_refused(name: str) -> None:
    with pytest.raises(SettingsWrong):
        office_named(name)


def test_lost_sara_am_is_put_back_only_where_all_is_lost() -> None:
    torn = "องค์การบริหารส่วนตาบล จัดทาแผน เพื่อดาเนินการพัฒนาเสนอต อาเภอ"
    assert lost_am(torn)
    assert restored_am(torn) == "องค์การบริหารส่วนตำบล จัดทำแผน เพื่อดำเนินการพัฒนาเสนอต อำเภอ"
    assert not lost_am(f"{torn} น้ำ")
    lines = ("บันทึกข้อความ", "ส่วนราชการ สานักงานทดลองตาบล", "เรื่อง การดาเนินงาน", "เรียน กานัน")
    page = Page(1, tuple(TextLine(text, None, 1.0, "text") for text in lines), PageSource.TEXT)
    (letter,) = read_letters([page])
    assert letter.subject.value == "การดำเนินงาน"


def test_a_matter_of_those_further_below_is_told_on() -> None:
    letter = incoming(
        ("ด้วยกรมทดลองได้โอนเงินแล้ว", "จึงเรียนมาเพื่อโปรดทราบ"), subject="การโอนเงินให้แก่องค์กรปกครองส่วนท้องถิ่น งวดที่ ๑"
    )
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    assert "แจ้งให้อำเภอทราบ และแจ้งให้องค์กรปกครองส่วนท้องถิ่นทราบต่อไป" in draft.content.paragraphs[-1].text
    assert "told-further" in [one.check for one in draft.findings]


def test_terms_that_lost_their_marks_are_spelled_and_shown() -> None:
    letter = incoming(("ด้วยกรมทดลองขอให้จังหวัดแจ้งหน่วยงานทีเกียวข้องทราบ", "จึงเรียนมาเพื่อดำเนินการในส่วนทีเกียวข้องต่อไป"))
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    assert "ที่เกี่ยวข้อง" in draft.content.purpose
    assert [one.seen for one in draft.findings if one.check == "respelled"] == ["ทีเกียวข้อง"]


def test_paragraphs_run_into_each_other_are_taken_apart() -> None:
    letter = incoming(
        (
            "ด้วยสภาทดลองจัดกิจกรรม ณ ศาลาว่าการกรมการปกครองกรมการปกครองพิจารณาแล้วเห็นว่าเป็นประโยชน์ในการนี้ ขอให้จังหวัดแจ้งอำเภอทราบ",
            "จึงเรียนมาเพื่อโปรดพิจารณาให้ความอนุเคราะห์",
        )
    )
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    texts = [one.text for one in draft.content.paragraphs]
    assert texts[0].endswith("ณ ศาลาว่าการกรมการปกครอง")
    assert texts[1] == "กรมการปกครองพิจารณาแล้วเห็นว่าเป็นประโยชน์"
    assert texts[2].startswith("ในการนี้ จังหวัดสกลนครจึงขอแจ้งให้อำเภอทราบ")
    assert draft.content.purpose == "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"


def test_a_letter_that_went_to_our_recipients_itself_is_said_to_have() -> None:
    letter = incoming(addressees=("ผู้ว่าราชการจังหวัด ทุกจังหวัด และนายอำเภอ ทุกอำเภอ",))
    assert "recipients-have-it" in [one.check for one in plan_cascade(letter, office_profile(), today=TODAY).findings]
    assert "recipients-have-it" not in [
        one.check for one in plan_cascade(incoming(), office_profile(), today=TODAY).findings
    ]


def test_those_below_do_not_report_to_us_through_the_senders_mailbox() -> None:
    letter = incoming(("ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอสำรวจ และรวบรวมส่งให้กรมการปกครอง ทาง a@b.go.th", "จึงเรียนมาเพื่อทราบ"))
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    assert "สำรวจ และส่งให้จังหวัดสกลนคร" in draft.content.paragraphs[-1].text
    assert [one.seen for one in draft.findings if one.check == "channel"] == ["a@b.go.th"]
    ours = incoming(
        ("ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอสำรวจ และให้จังหวัดรวบรวมส่งให้กรมการปกครอง ทาง a@b.go.th", "จึงเรียนมาเพื่อทราบ")
    )
    (step,) = plan_cascade(ours, office_profile(), today=TODAY).steps
    text = draft_letter(ours, step, today=TODAY).content.paragraphs[-1].text
    assert "สำรวจ และรายงานผลให้จังหวัดสกลนครทราบ" in text
    assert "a@b.go.th" not in text


def drafted(*body: str, **changes: object) -> tuple[list[str], list[str]]:
    """The draft of a province: its paragraphs and what it drops."""
    letter = incoming(body)
    letter = replace(letter, **changes)  # type: ignore[arg-type]
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    return [f"{one.number} {one.text}".strip() for one in draft.content.paragraphs], list(draft.dropped)


def test_rules_that_are_drilled_go_down_with_those_who_are_to_keep_them() -> None:
    texts, dropped = drafted(
        "ด้วยสำนักทดลองพบการใช้จ่ายไม่เป็นไปตามระเบียบ เพื่อให้ถูกต้องตามระเบียบ จึงขอซักซ้อมแนวทางปฏิบัติ ดังนี้",
        "๑. การใช้จ่ายต้องได้รับอนุมัติ",
        "๒. ต้องกันเงินไว้ร้อยละ ๑๐",
        "๓. ให้จังหวัดกำกับดูแลโดยเคร่งครัด",
        "จึงเรียนมาเพื่อโปรดทราบและแจ้งให้องค์กรปกครองส่วนท้องถิ่นถือปฏิบัติต่อไป",
    )
    assert texts[1:] == [
        "ในการนี้ เพื่อให้ถูกต้องตามระเบียบ จังหวัดสกลนครจึงขอซักซ้อมแนวทางปฏิบัติ ดังนี้",
        "๑. การใช้จ่ายต้องได้รับอนุมัติ",
        "๒. ต้องกันเงินไว้ร้อยละ ๑๐",
        "ทั้งนี้ ขอให้อำเภอแจ้งให้องค์กรปกครองส่วนท้องถิ่นถือปฏิบัติ รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย",
    ]
    assert dropped == ["ให้จังหวัดกำกับดูแลโดยเคร่งครัด"]


def test_an_order_is_named_and_enclosed_not_told_again() -> None:
    texts, dropped = drafted(
        "อาศัยอำนาจตามมาตรา ๒๐ จึงแต่งตั้งคณะกรรมการ ดังนี้", "๑. ปลัดกระทรวง ประธาน", kind=Field(LetterKind.ORDER)
    )
    assert texts[0].startswith("ด้วยจังหวัดสกลนครได้รับคำสั่งกรมการปกครอง ")
    assert "แต่งตั้งคณะกรรมการ" not in " ".join(texts)
    assert dropped == []


def test_whom_to_ask_takes_nothing_else_with_it() -> None:
    texts, _ = drafted(
        "ด้วยกรมการปกครอง โดยกองทดลอง จะเปิดรับสมัคร ๒๐ ทุน ถึงวันที่ ๓๑ มกราคม ๒๕๖๗ และขอให้จังหวัดแจ้งอำเภอทราบ ดูได้ที่ "
        "www.a.go.th หรือสอบถามที่ นายทดลอง สมมุติชน โทรศัพท์ ๐ ๒๙๔๒ ๐๐๐๐",
        "จึงเรียนมาเพื่อโปรดทราบ",
    )
    assert texts[0] == "ด้วยจังหวัดสกลนครได้รับแจ้งจากกรมการปกครองว่า กองทดลอง จะเปิดรับสมัคร ๒๐ ทุน ถึงวันที่ ๓๑ มกราคม ๒๕๖๗"
    assert "www.a.go.th" in texts[1]
    assert "สมมุติชน" not in " ".join(texts)


def test_who_is_to_do_a_whole_list_is_said_on_every_level() -> None:
    body = (
        "ด้วยกรมการปกครองกำหนดให้รายงานอัตรากำลัง จึงให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่นดำเนินการ ดังนี้",
        "๑. รายงานข้อมูลให้จังหวัดทราบ",
        "๒. บันทึกข้อมูลผ่านหน้าเว็บไซต์",
        "จึงเรียนมาเพื่อดำเนินการ",
    )
    letter = incoming(body)
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    asked = [one.text for one in draft.content.paragraphs][-4:]
    assert asked[0] == "ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอแจ้งให้องค์กรปกครองส่วนท้องถิ่นดำเนินการ ดังนี้"
    assert asked[1:3] == ["รายงานข้อมูลให้จังหวัดทราบ", "บันทึกข้อมูลผ่านหน้าเว็บไซต์"]
    issued = issued_as_letter(draft, parse_reference("สน ๐๐๑๘.๑/ว ๑๒"), ThaiDate(2567, 1, 22))
    district = office_profile("สน ๐๑๑๘")
    plan = plan_cascade(issued, district, today=TODAY)
    assert [str(one.key) for one in plan.steps] == ["สน ๐๑๑๘>local"]
    below = draft_letter(issued, plan.steps[0], today=TODAY)
    texts = [one.text for one in below.content.paragraphs]
    assert "ในการนี้ อำเภอเมืองสกลนครจึงขอให้องค์กรปกครองส่วนท้องถิ่นดำเนินการ ดังนี้" in texts
    assert "รายงานข้อมูลให้อำเภอเมืองสกลนครทราบ" in texts
    assert "whose-task" not in [one.check for one in plan.findings]


def test_what_must_be_typed_into_a_machine_keeps_its_digits() -> None:
    texts, _ = drafted(
        "ด้วยกรมการปกครองจัดประชุมวันที่ 2 มีนาคม 2567 ทาง Zoom Meeting ID 123 456 7890 รหัสผ่าน 998877 และขอให้จังหวัดแจ้งอำเภอทราบ",
        "จึงเรียนมาเพื่อโปรดทราบ",
    )
    assert "วันที่ ๒ มีนาคม ๒๕๖๗ ทาง Zoom Meeting ID 123 456 7890 รหัสผ่าน 998877" in texts[0]
