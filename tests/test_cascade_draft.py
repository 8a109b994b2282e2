"""A draft as a whole: the fact lock, the audience guard, the clerk's checks by number, kinds of letters, issued letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from cascade_cases import BODY, PURPOSE, TODAY, incoming, office_profile
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.cascade.checks.facts.factlock import Source, facts_of, lock
from circulars.cascade.draft import Draft, check_draft, draft_letter
from circulars.cascade.gate import planned
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.plan import plan_below, plan_cascade
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.plan.thread import PriorLetter
from circulars.cascade.text.typed import read_typed
from circulars.checks.rules.private import is_identity_number
from circulars.checks.rules.respect import POSTS_OF_HIGHEST_RESPECT, closing_for, royal_or_monk
from circulars.desk.review.draft_text import write_draft
from circulars.directory.profile import OfficeProfile, SignatoryProfile
from circulars.documents.word.content import LetterContent, Paragraph, ParagraphKind
from circulars.letter.doubt import BY_HAND
from circulars.letter.field import Evidence, Field
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind, ReceiptStamp, Secrecy, Urgency
from circulars.letter.page import Page, PageSource, TextLine
from circulars.letter.reference import parse_reference
from circulars.review import Correction
from circulars.thai.dates import ThaiDate

ACTING = SignatoryProfile(
    "สมมุติ ตั้งขึ้น",
    "ปลัดจังหวัดสกลนคร",
    "ว่าที่ร้อยตรี",
    "ปฏิบัติราชการแทน",
    "ผู้ว่าราชการจังหวัดสกลนคร",
    dt.date(2023, 10, 1),
    dt.date(2024, 9, 30),
    "๑๒๓/๒๕๖๖",
)


def step_of(
    letter: Letter, profile: OfficeProfile | None = None, kind: LetterKind = LetterKind.EXTERNAL
) -> CascadeStep:
    return plan_cascade(letter, profile or office_profile(), today=TODAY, kind=kind).steps[0]


def drafted(letter: Letter | None = None, profile: OfficeProfile | None = None, *corrections: Correction) -> Draft:
    letter = letter or incoming()
    return draft_letter(letter, step_of(letter, profile), corrections=corrections, today=TODAY)


def checks(findings: tuple[Finding, ...], severity: Severity | None = None) -> set[str]:
    return {one.check for one in findings if severity in (None, one.severity)}


def page(number: int, *lines: str) -> Page:
    return Page(number, tuple(TextLine(line, None, 1.0, "text") for line in lines), PageSource.TEXT)


def test_a_sound_letter_gives_a_draft_that_nothing_blocks() -> None:
    draft = drafted()
    assert (
        not draft.blocked and draft.recipients and draft.forwards == "มท ๐๓๙๙/ว ๑๕๗" and draft.sender == "กรมการปกครอง"
    )
    assert checks(draft.findings) == {"contact-dropped", "own-task", "certified-copy", "audience-mobile"}
    assert not checks(draft.findings, Severity.WARNS)


def test_every_fact_has_its_origin() -> None:
    draft = drafted()
    where = {(one.fact, one.source) for one in draft.origins}
    assert ("๓๐ พฤศจิกายน ๒๕๖๖", Source.LETTER) in where
    assert ("จังหวัดสกลนคร", Source.PROFILE) in where
    texts = " ".join(one.text for one in draft.content.paragraphs)
    assert {fact for _, fact in facts_of(texts)} <= {one.fact for one in draft.origins}


@pytest.mark.parametrize(
    "invented",
    [
        "จำนวน ๕ คน",
        "ภายในวันที่ ๙ มีนาคม ๒๕๖๗",
        "ทาง https://bad.example.go.th",
        "โดยนายแปลก หน้าใหม่",
        "ที่จังหวัดภูเก็ต",
        "ระบบ NEWSYS",
    ],
)
def test_an_invented_fact_blocks(invented: str) -> None:
    letter, profile = incoming(), office_profile()
    step = step_of(letter, profile)
    draft = draft_letter(letter, step, today=TODAY)
    content = replace(draft.content, paragraphs=(*draft.content.paragraphs, Paragraph(invented)))
    _, findings = lock(content, letter, step, prior=None, deadlines=(), typed=read_typed(()))
    assert checks(findings, Severity.BLOCKS) == {"fact-lock"}
    _, typed = lock(
        content, letter, step, prior=None, deadlines=(), typed=read_typed([Correction("draft.body", invented)])
    )
    assert not typed


def test_facts_are_taken_apart() -> None:
    assert facts_of("อำเภอนางรอง จังหวัดนครนายก") == (("place", "อำเภอนางรอง"), ("place", "จังหวัดนครนายก"))
    assert ("name", "นายตัวอย่าง ทดสอบ") in facts_of("มอบนายตัวอย่าง ทดสอบ ประสาน")
    assert facts_of("ตามสิ่งที่ส่งมาด้วย ๒") == ()


@settings(deadline=None)
@given(st.text(max_size=120))
def test_facts_of_any_text_stand_in_it(text: str) -> None:
    for _, fact in facts_of(text):
        assert all(part in text for part in fact.split("\x00"))


def test_what_a_reviewer_types_is_used_and_known_as_his() -> None:
    draft = drafted(
        None, None, Correction("draft.body", "ด้วยมีผู้เข้าร่วม ๔๕ คน ตามสิ่งที่ส่งมาด้วย"), Correction("draft.urgency", "ด่วนที่สุด")
    )
    assert draft.content.urgency == "ด่วนที่สุด" and not draft.blocked
    assert any(one.fact == "๔๕" and one.source is Source.REVIEWER for one in draft.origins)


@pytest.mark.parametrize(
    ("field", "text"),
    [("draft.urgency", "เร็วมาก"), ("draft.subject", " "), ("draft.nothing", "x"), ("draft.addressee", "")],
)
def test_what_cannot_be_used_is_said_and_the_draft_kept(field: str, text: str) -> None:
    draft = drafted(None, None, Correction(field, text))
    assert "typed" in checks(draft.findings, Severity.BLOCKS)
    assert replace(draft.content) == drafted().content


def test_a_reviewer_may_choose_another_signatory_of_the_office() -> None:
    profile = office_profile(signatories=(*office_profile().signatories, ACTING))
    draft = drafted(None, profile, Correction("draft.signatory", "สมมุติ ตั้งขึ้น"))
    assert draft.content.rank in ("", "ว่าที่ร้อยตรี") and not draft.blocked
    other = drafted(None, profile, Correction("draft.signatory", "นายไม่มี ในทะเบียน"))
    assert "signer" in checks(other.findings, Severity.BLOCKS)


def test_acting_form_is_printed_in_two_lines_with_the_rank_apart() -> None:
    content = drafted(None, office_profile(signatories=(ACTING,))).content
    assert (content.rank, content.signatory_name) == ("ว่าที่ร้อยตรี", "สมมุติ ตั้งขึ้น")
    assert content.position == ("ปลัดจังหวัดสกลนคร ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดสกลนคร")


@pytest.mark.parametrize(
    "signer",
    [
        replace(ACTING, valid_to=dt.date(2024, 1, 21)),
        replace(ACTING, valid_from=dt.date(2024, 1, 23)),
        replace(ACTING, order_number=""),
    ],
)
def test_an_expired_or_unrecorded_delegation_blocks(signer: SignatoryProfile) -> None:
    assert "signer" in checks(drafted(None, office_profile(signatories=(signer,))).findings, Severity.BLOCKS)


def test_a_delegation_that_ends_before_the_signing_day_blocks_then() -> None:
    letter, profile = incoming(), office_profile(signatories=(ACTING,))
    step = step_of(letter, profile)
    draft = draft_letter(letter, step, today=TODAY)
    assert "signer" not in checks(check_draft(draft, letter, step, today=TODAY), Severity.BLOCKS)
    assert "signer" in checks(check_draft(draft, letter, step, today=dt.date(2024, 10, 1)), Severity.BLOCKS)


def _content(**changes: object) -> Callable[[LetterContent], LetterContent]:
    return lambda content: replace(content, **changes)  # type: ignore[arg-type]


def _said(text: str) -> Callable[[LetterContent], LetterContent]:
    return lambda content: replace(content, paragraphs=(*content.paragraphs, Paragraph(text)))


def _only(text: str) -> Callable[[LetterContent], LetterContent]:
    return lambda content: replace(content, paragraphs=(Paragraph(text), *content.paragraphs[1:]))


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("elements", _content(subject="")),
        ("elements", _content(kind=LetterKind.INTERNAL)),
        ("draft-number", _content(number="นพ ๐๐๑๘.๑/ว")),
        ("draft-number", _content(number="สน ๐๐๑๘.๑/")),
        ("blank-number", _content(number="สน ๐๐๑๘.๑/ว ๑๒")),
        ("blank-date", _content(date="๒๒ มกราคม ๒๕๖๗")),
        ("weekday", _said("ประชุมวันจันทร์ที่ ๓๐ พฤศจิกายน ๒๕๖๖")),
        ("one-place", _content(letterhead=("ศาลากลางจังหวัดสงขลา",))),
        ("subject-kept", _content(subject="เรื่องอื่น")),
        ("closing", _content(closing="ขอแสดงความนับถืออย่างยิ่ง")),
        ("closing", _content(salutation="กราบเรียน")),
        ("royal-or-monk", _content(addressee="เจ้าอาวาสวัดตัวอย่าง")),
        ("references-known", _content(references=("หนังสือกรมการปกครอง ที่ มท ๐๓๙๙/ว ๑๕๗",))),
        ("one-reference", _content(references=("หนังสือ ก", "หนังสือ ข"))),
        ("copy-enclosed", _content(enclosures=(("แบบสำรวจ", "๑ ชุด"),))),
        ("copy-enclosed", _content(enclosures=(("สำเนาหนังสือกรมการปกครอง", ""),))),
        (
            "item-numbers",
            lambda content: replace(
                content,
                paragraphs=(
                    *content.paragraphs,
                    Paragraph("ก", ParagraphKind.ITEM, "๑."),
                    Paragraph("ข", ParagraphKind.ITEM, "๓."),
                ),
            ),
        ),
        ("enclosures-listed", _said("ตามสิ่งที่ส่งมาด้วย ๙")),
        ("references-listed", _said("ตามหนังสือที่อ้างถึง")),
        ("opening", _only("ตามที่ได้แจ้งไปแล้ว")),
        ("opening", _only("ด้วยได้แจ้งไปแล้ว นั้น")),
        ("purpose-line", _content(purpose="")),
        ("purpose-line", _content(purpose="จึงเรียนมาเพื่อโปรดทราบ")),
        ("purpose-line", _said("จึงเรียนมาเพื่อทราบ")),
        ("senders-contact", _said("โทร. ๐ ๒๐๐๐ ๐๐๐๐")),
        ("own-task", _said("มอบหมายบุคลากรของที่ทำการปกครองจังหวัดเป็นผู้ดูแลระบบ")),
        ("task-kept", _content(paragraphs=(Paragraph("ด้วยมีเรื่องแจ้ง ตามสิ่งที่ส่งมาด้วย"),))),
        ("urgency-kept", _content(urgency="")),
        ("signer", _content(signatory_name="นายไม่มี อำนาจ")),
        ("signer-name", _content(signatory_name="ว่าที่ร้อยตรีสมมุติ ตั้งขึ้น")),
        ("watermark", _content(watermark="")),
        ("owner-phone", _content(contact=("กลุ่มงานปกครอง",))),
        ("digits-thai", _said("จำนวน 15 แห่ง")),
        ("digits-mixed", _said("เวลา ๑๖:3๐ น.")),
        ("other-place", _said("ที่จังหวัดภูเก็ต")),
        ("clean-text", _said("ดําเนินการ  แล้ว")),
        ("cancels", _said("ให้ยกเลิกหนังสือจังหวัด ที่ สน ๐๐๑๘.๑/ว ๙๐๐")),
    ],
)
def test_each_check_catches_its_fault_and_is_silent_without_it(
    check: str, change: Callable[[LetterContent], LetterContent]
) -> None:
    letter = incoming()
    step = step_of(letter)
    draft = draft_letter(letter, step, today=TODAY)
    before = [one for one in check_draft(draft, letter, step, today=TODAY) if one.severity is not Severity.NOTES]
    broken = replace(draft, content=change(draft.content))
    after = check_draft(broken, letter, step, today=TODAY)
    assert check not in checks(tuple(before)) and check in checks(after)


def _letter(change: Callable[[Letter], Letter]) -> set[str]:
    """Blocking checks of a draft whose source was changed after planning."""
    sound = incoming()
    return checks(draft_letter(change(sound), step_of(sound), today=TODAY).findings)


def test_source_facts_that_are_missing_or_doubtful() -> None:
    assert "source-named" in _letter(lambda one: replace(one, reference=Field()))
    assert "source-named" in _letter(lambda one: replace(one, dated=Field()))
    assert "secrecy" in _letter(lambda one: replace(one, secrecy=Field(Secrecy.SECRET)))
    assert "confirm" in _letter(lambda one: replace(one, dated=one.dated.doubt(BY_HAND())))
    assert "date-order" in _letter(lambda one: replace(one, dated=Field(ThaiDate(2567, 2, 1))))
    early = Field(ReceiptStamp("จังหวัดสกลนคร", dated=ThaiDate(2567, 1, 10)))
    assert "date-order" in _letter(lambda one: replace(one, receipt_stamps=(early,)))
    late = Field(ReceiptStamp("จังหวัดสกลนคร", dated=ThaiDate(2567, 1, 18)))
    assert "in-time" in _letter(lambda one: replace(one, receipt_stamps=(late,), urgency=Field(Urgency.MOST_URGENT)))


def test_recipients_must_be_there_and_once() -> None:
    letter = incoming()
    step = step_of(letter)
    none = draft_letter(letter, replace(step, recipients=()), today=TODAY)
    twice = draft_letter(letter, replace(step, recipients=(*step.recipients, step.recipients[0])), today=TODAY)
    assert "recipients" in checks(none.findings, Severity.BLOCKS) & checks(twice.findings, Severity.BLOCKS)


def test_a_deadline_that_fell_out_is_missed() -> None:
    letter = incoming([BODY[0], "จึงขอให้จังหวัดแจ้งอำเภอรายงาน ภายในวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗", PURPOSE])
    step = step_of(letter)
    draft = draft_letter(letter, step, today=TODAY)
    cut = replace(draft, content=replace(draft.content, paragraphs=draft.content.paragraphs[:1]))
    assert any("หายไป" in one.message for one in check_draft(cut, letter, step, today=TODAY))


def test_the_audience_guard_warns_of_what_should_not_go_down() -> None:
    letter = replace(incoming(), enclosure_pages=(2, 3))
    step = step_of(letter)
    pages = [
        page(1, "หนังสือ"),
        page(2, "กลุ่มไลน์ (ที่ทำการปกครองจังหวัด)", "สำหรับผู้แทนที่ทำการปกครองจังหวัด", "รหัสเข้าร่วม : ตัวอย่าง"),
        page(3, "ทดลอง สมมุติชน ๐๘-๐๐๐๐-๐๐๐๐ เลข ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑"),
        page(4, "รหัสผ่าน ของหนังสืออื่น"),
    ]
    draft = draft_letter(letter, step, pages=pages, today=TODAY)
    warned = {(one.check, one.message[:6]) for one in draft.findings if one.check.startswith("audience")}
    assert warned == {
        ("audience-password", "หน้า ๒"),
        ("audience-own-level", "หน้า ๒"),
        ("audience-mobile", "หน้า ๓"),
        ("audience-identity", "หน้า ๓"),
    }
    assert not any("ตัวอย่าง" in one.seen for one in draft.findings if one.check == "audience-password")


def test_identity_numbers_have_a_check_digit() -> None:
    assert is_identity_number("1234567890121") and is_identity_number("๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑")
    assert not is_identity_number("1234567890122") and not is_identity_number("123")


def test_salutation_and_closing_are_pairs() -> None:
    assert all(closing_for(post) == ("กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง") for post in POSTS_OF_HIGHEST_RESPECT)
    assert closing_for("ผู้ว่าราชการจังหวัด ทุกจังหวัด")[0] == "เรียน"
    assert (
        royal_or_monk("พระครูตัวอย่าง")
        and not royal_or_monk("นายอำเภอพระแสง")
        and not royal_or_monk("ผู้ว่าราชการจังหวัดพระนครศรีอยุธยา")
    )


@pytest.mark.parametrize("kind", [LetterKind.INTERNAL, LetterKind.STAMPED])
def test_other_kinds_lack_what_they_do_not_have(kind: LetterKind) -> None:
    letter = incoming()
    draft = draft_letter(letter, step_of(letter, kind=kind), today=TODAY)
    content, text = draft.content, " ".join(one.text for one in draft.content.paragraphs)
    assert not content.closing and not content.enclosures and not content.references
    assert "สำเนาหนังสือกรมการปกครอง" in text and "สิ่งที่ส่งมาด้วย" not in text
    assert not checks(draft.findings, Severity.BLOCKS)
    if kind is LetterKind.STAMPED:
        assert (content.salutation, content.subject, content.signatory_name) == ("ถึง", "", "")


def test_an_issued_letter_is_read_by_the_level_below_without_reading() -> None:
    letter, profile = incoming(), office_profile(signatories=(ACTING,))
    step = step_of(letter, profile)
    draft = draft_letter(letter, step, today=TODAY)
    number, dated = parse_reference("สน ๐๐๑๘.๑/ว ๔๕๖"), ThaiDate(2567, 1, 23)
    issued = issued_as_letter(draft, number, dated, (1, 2))
    assert issued.reference.value == number and issued.dated.value == dated and issued.is_circular
    assert issued.subject.value == letter.subject.value and [one.value for one in issued.addressees] == [
        "นายอำเภอ ทุกอำเภอ"
    ]
    assert issued.signatory.value and issued.signatory.value.acting_phrase == "ปฏิบัติราชการแทน"
    assert issued.contact.value and issued.contact.value.phone == "๐ ๔๐๐๐ ๐๐๐๐"
    plans = plan_below(issued, step.recipients, today=TODAY, profile_of=lambda office: office_profile(office.code))
    assert len(plans) == 18
    for plan, recipient in zip(plans, step.recipients, strict=True):
        below = draft_letter(issued, plan.steps[0], today=dt.date(2024, 1, 24))
        assert recipient.office and below.content.number == f"{recipient.office.code}/ว"
        assert below.content.letterhead[0] == recipient.office.place_name
        assert below.content.paragraphs[0].text.startswith(
            f"ด้วย{recipient.office.name}ได้รับแจ้งจากจังหวัดสกลนครว่า กรมการปกครองแจ้งว่า"
        )
        assert (
            below.content.enclosures[0][0]
            == "สำเนาหนังสือจังหวัดสกลนคร ด่วน ที่ สน ๐๐๑๘.๑/ว ๔๕๖ ลงวันที่ ๒๓ มกราคม ๒๕๖๗ พร้อมสิ่งที่ส่งมาด้วย ๑"
        )
        assert below.content.position == (recipient.office.head_title,) and not below.blocked


def test_an_issued_letter_can_be_our_earlier_letter_on_the_thread() -> None:
    letter = incoming()
    step = step_of(letter)
    draft = draft_letter(letter, step, today=TODAY)
    codes = tuple(one.office.code for one in step.recipients if one.office)
    prior = PriorLetter(
        "จังหวัดสกลนคร",
        parse_reference("สน ๐๐๑๘.๑/ว ๔๕๖"),
        ThaiDate(2567, 1, 19),
        draft.content.subject,
        None,
        draft.gist,
        codes,
    )
    second = draft_letter(letter, step, priors=[prior], today=TODAY)
    assert not second.blocked and "แจ้งแนวทางการใช้ระบบทะเบียน เพื่อให้ที่ทำการปกครองอำเภอ" in second.content.paragraphs[0].text
    assert any(one.source is Source.ARCHIVE for one in second.origins)


@settings(deadline=None)
@given(st.lists(st.text(max_size=80), max_size=5), st.text(max_size=40))
def test_any_letter_gives_a_draft_or_findings_and_never_a_crash(body: list[str], subject: str) -> None:
    letter = incoming(body, subject=subject)
    draft = draft_letter(letter, step_of(letter), today=TODAY)
    assert draft.content.addressee == "นายอำเภอ ทุกอำเภอ"


def test_words_that_the_letter_itself_contradicts_are_shown_with_a_proposal() -> None:
    seen = Evidence(1, None, "", 0.9, "body", "thai")
    letter = incoming(["ด้วยระบบ ITA และ ITA เปิดใช้", "จึงขอให้จังหวัดแจ้งอำเภอใช้ระบบ 1TA ตามปีึงบประมาณ", PURPOSE])
    read = replace(letter, body=tuple(replace(one, evidence=seen) for one in letter.body))
    found = {
        (one.seen, one.proposal)
        for one in draft_letter(read, step_of(read), today=TODAY).findings
        if one.check == "suspect-word"
    }
    assert ("1TA", "ITA") in found and any("ปีึ" in word and near is None for word, near in found)
    assert "suspect-word" not in checks(draft_letter(letter, step_of(letter), today=TODAY).findings)


def test_a_letter_that_went_down_before_is_said_to_have() -> None:
    letter = incoming()
    step = step_of(letter)
    codes = tuple(one.office.code for one in step.recipients if one.office)
    again = PriorLetter(
        "จังหวัดสกลนคร",
        parse_reference("สน ๐๐๑๘.๑/ว ๔๕๖"),
        ThaiDate(2567, 1, 19),
        "เรื่อง",
        None,
        "",
        codes,
        ("มท ๐๓๙๙/ว ๑๕๗",),
    )
    draft = draft_letter(letter, step, priors=[again], today=TODAY)
    assert "already-forwarded" in checks(draft.findings) and not draft.content.references


def test_a_month_as_a_limit_is_given_as_an_earlier_day() -> None:
    letter = incoming(("ด้วยกรมทดลองขอให้จังหวัดแจ้งอำเภอรายงานผลภายในเดือนกุมภาพันธ์ ๒๕๖๗", "จึงเรียนมาเพื่อโปรดดำเนินการ"))
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, today=TODAY)
    assert "ภายในวันที่ ๒๓ กุมภาพันธ์ ๒๕๖๗" in draft.content.paragraphs[-1].text
    assert ("deadline-kept", "๒๓ กุมภาพันธ์") in [
        (one.check, one.seen.removeprefix("วันที่ ").removesuffix(" ๒๕๖๗")) for one in draft.findings
    ]
    assert not draft.blocked


def test_a_letter_that_names_our_office_is_spoken_to_us() -> None:
    letter = incoming(
        ("ด้วยกรมทดลองขอให้จังหวัดสกลนครแจ้งอำเภอในพื้นที่จังหวัดสกลนครสำรวจแหล่งน้ำ", "จึงเรียนมาเพื่อโปรดดำเนินการ"),
        addressees=("ผู้ว่าราชการจังหวัดสกลนคร",),
    )
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    asked = draft_letter(letter, step, today=TODAY).content.paragraphs[-1].text
    assert asked.startswith("ในการนี้ จังหวัดสกลนครจึงขอให้อำเภอในพื้นที่จังหวัดสกลนครสำรวจแหล่งน้ำ")


def test_what_was_done_before_a_request_is_not_lost() -> None:
    letter = incoming(("ด้วยกรมทดลองได้จัดทำคู่มือ ก แล้ว จึงขอให้จังหวัดแจ้งอำเภอใช้คู่มือ", "จึงเรียนมาเพื่อโปรดดำเนินการ"))
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    texts = " ".join(one.text for one in draft_letter(letter, step, today=TODAY).content.paragraphs)
    assert "ได้จัดทำคู่มือ ก แล้ว" in texts


@pytest.mark.parametrize(
    ("kind", "salutation", "closing"),
    [("หนังสือประทับตรา", "ถึง", ""), ("บันทึกข้อความ", "เรียน", ""), ("หนังสือภายนอก", "เรียน", "ขอแสดงความนับถือ")],
)
def test_the_reviewer_chooses_the_kind_and_the_form_follows(kind: str, salutation: str, closing: str) -> None:
    letter, profile = incoming(), office_profile()
    (step,) = plan_cascade(letter, profile, today=TODAY).steps
    typed = [Correction("draft.kind", kind), Correction("draft.copies", "สำนักงานตัวอย่างจังหวัด")]
    content = draft_letter(letter, step, corrections=typed, today=TODAY).content
    assert (content.salutation, content.closing, content.copies_to) == (salutation, closing, ("สำนักงานตัวอย่างจังหวัด",))
    assert bool(content.signatory_name) == (kind != "หนังสือประทับตรา")
    assert write_draft(content, profile).kind == kind


@pytest.mark.parametrize(
    ("kind", "says", "number", "blocked"),
    [("คำสั่ง", "จังหวัดสกลนครจึงมีคำสั่งให้อำเภอ", "/", {"order-power"}), ("ประกาศ", "จังหวัดสกลนครจึงประกาศให้อำเภอ", "", set())],
)
def test_an_order_or_an_announcement_is_given_and_addresses_nobody(
    kind: str, says: str, number: str, blocked: set[str]
) -> None:
    letter = incoming(("ด้วยจะมีการสำรวจฝาย จึงขอให้จังหวัดแจ้งอำเภอสำรวจฝายในพื้นที่", "จึงเรียนมาเพื่อโปรดดำเนินการ"))
    profile = office_profile()
    (step,) = plan_cascade(letter, profile, today=TODAY).steps
    draft = draft_letter(letter, step, corrections=[Correction("draft.kind", kind)], today=TODAY)
    content = draft.content
    assert any(says in one.text for one in content.paragraphs)
    assert not any("ในการนี้" in one.text or "สิ่งที่ส่งมาด้วย" in one.text for one in content.paragraphs)
    assert (content.addressee, content.closing, content.purpose, content.enclosures, content.number) == (
        "",
        "",
        "",
        (),
        number,
    )
    assert content.letterhead == ("จังหวัดสกลนคร",)
    assert write_draft(content, profile).kind == kind
    assert checks(draft.findings, Severity.BLOCKS) == blocked


def test_an_order_that_names_its_power_is_not_asked_for_it() -> None:
    letter = incoming()
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    body = "อาศัยอำนาจตามความในมาตรา ๕๗ แห่งพระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ จังหวัดสกลนครจึงมีคำสั่งให้อำเภอสำรวจข้อมูล"
    typed = [Correction("draft.kind", "คำสั่ง"), Correction("draft.body", body)]
    draft = draft_letter(letter, step, corrections=typed, today=TODAY)
    assert "order-power" not in checks(draft.findings)


def test_what_only_tells_becomes_no_order_by_itself() -> None:
    letter = incoming()
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, corrections=[Correction("draft.kind", "ประกาศ")], today=TODAY)
    assert [one.seen for one in draft.findings if one.check == "order-power"] == ["จึงขอ"]


def test_the_office_has_a_rule_for_the_kind_of_what_goes_on() -> None:
    letter = incoming()
    subject = letter.subject.value or ""
    ruled = replace(office_profile(), kinds=(("ไม่มีในเรื่อง", LetterKind.INTERNAL), (subject[:12], LetterKind.STAMPED)))
    assert [one.kind for one in planned(letter, ruled, today=TODAY).plan.steps] == [LetterKind.STAMPED]
    assert [one.kind for one in planned(letter, office_profile(), today=TODAY).plan.steps] == [LetterKind.EXTERNAL]


def test_a_kind_that_no_letter_has_is_told_and_changes_nothing() -> None:
    letter = incoming()
    (step,) = plan_cascade(letter, office_profile(), today=TODAY).steps
    draft = draft_letter(letter, step, corrections=[Correction("draft.kind", "ใบปลิว")], today=TODAY)
    assert draft.content.kind is LetterKind.EXTERNAL
    assert "ใบปลิว" in next(one.seen for one in draft.findings if one.check == "typed")
