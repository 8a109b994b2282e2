"""Letters as offices really set them: inline labels, text layers that lost their marks, misread words, two witnesses."""

from __future__ import annotations

import pytest
from test_extraction import read, text_page

from circulars.extraction.foot.signature import Foot, read_foot
from circulars.extraction.head.head import read_urgency
from circulars.extraction.head.numbers import find_letter_date
from circulars.extraction.page.lines import Line
from circulars.extraction.page.spelling import mended, misread_words, spelling_doubts, witness_doubts
from circulars.extraction.reading import read_letter, read_letters
from circulars.letter.letter import Letter, LetterKind, Urgency
from circulars.letter.page import Box, Page, PageSource, Reading, TextLine
from circulars.letter.record import doubtful_fields
from circulars.letter.reference import format_reference
from circulars.thai.lost_am import restored_am


def test_an_order_whose_title_number_and_subject_share_a_line() -> None:
    letter = read(
        "คำสั่งสำนักงานสมมุติกลางที่ 17/2568 เรื่อง มอบหมายให้รองผู้อำนวยการรักษาราชการแทนผู้อำนวยการ\n"
        "ตามที่ได้มีคำสั่งแต่งตั้ง จึงมอบหมายดังนี้\n1. นายสมมุติ ใจงาม\nสั่ง ณ วันที่ 4 กรกฎาคม พ.ศ. 2568\n"
    )
    assert letter.kind.value is LetterKind.ORDER
    assert letter.reference.value is not None
    assert format_reference(letter.reference.value) == "๑๗/๒๕๖๘"
    assert letter.sender_agency.value == "สำนักงานสมมุติกลาง"
    assert letter.subject.value == "มอบหมายให้รองผู้อำนวยการรักษาราชการแทนผู้อำนวยการ"
    assert letter.dated.value is not None
    assert letter.dated.value.iso_be == "2568-07-04"


def test_a_banks_letter_has_its_number_and_subject_below_the_addressee() -> None:
    (letter,) = read_letters(
        [
            text_page(
                "8 กันยายน 2548\nเรียน ผู้จัดการ\nธนาคารพาณิชย์ทุกธนาคาร\n"
                "ที่ ธตย. ฝสว.(21)ว. 168/2548 เรื่อง นำส่งแนวทางปฏิบัติ\n"
                "ตามที่ธนาคารตัวอย่างแห่งชาติได้มีหนังสือแจ้งแนวทางไว้แล้ว นั้น\nบัดนี้ ขอส่งแนวทางมาเพื่อทราบ\n"
                "ขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nผู้อำนวยการ\n"
            )
        ]
    )
    assert letter.reference.value is not None
    assert letter.is_circular
    assert [addressee.value for addressee in letter.addressees] == ["ผู้จัดการธนาคารพาณิชย์ทุกธนาคาร"]
    assert letter.subject.value == "นำส่งแนวทางปฏิบัติ"
    assert letter.sender_agency.value == "ธนาคารตัวอย่างแห่งชาติ"
    assert "sender_agency" in doubtful_fields(letter), "an agency that only the text names is asked about"


def test_number_and_agency_on_one_line_are_two() -> None:
    letter = read(
        "ที่ มท ๐๘๐๘.๓/ว ๓๘๔   กรมส่งเสริมการปกครองท้องถิ่น\n๑๔ ธันวาคม ๒๕๖๓\nเรื่อง การโอนเงิน\nเรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด\n"
        "ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้โอนเงิน\nจึงเรียนมาเพื่อทราบ\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nอธิบดี\n"
    )
    assert letter.reference.value is not None
    assert not letter.reference.doubtful
    assert letter.sender_agency.value == "กรมส่งเสริมการปกครองท้องถิ่น"


def test_a_stamped_letters_agency_by_its_number_and_its_text() -> None:
    stamped = "ที่ {} {}/ว ๓๘๗\n\nถึง ที่ว่าการอำเภอ ทุกอำเภอ\n\nด้วย{}ได้รับแจ้งให้ตรวจสอบ จึงขอความร่วมมือ\n"
    known = read(stamped.format("มท", "๐๘๑๖.๔", "กรมส่งเสริมการปกครองท้องถิ่น "))
    assert known.sender_agency.value == "กรมส่งเสริมการปกครองท้องถิ่น"
    assert "sender_agency" not in doubtful_fields(known)
    unknown = read(stamped.format("ตย", "๐๐๑๖.๔", "กรมสมมุติการ "))
    assert unknown.sender_agency.value == "กรมสมมุติการ"
    assert "sender_agency" in doubtful_fields(unknown)


@pytest.mark.parametrize("seen", ["ดวนทสด", "ด่วนทสุด", "ด่วนที่สุด"])
def test_urgency_in_red_print_that_lost_its_marks(seen: str) -> None:
    letter = read(
        f"{seen}\nที่ ตย ๐๐๑๘/ว ๑\nกรมตัวอย่าง\n๕ มกราคม ๒๕๖๘\nเรื่อง ทดสอบ\nเรียน นายอำเภอ ทุกอำเภอ\nด้วยกรมขอให้ทดสอบ\n"
    )
    assert letter.urgency.value is Urgency.MOST_URGENT


def test_a_second_post_under_the_name_is_the_capacity_of_signing() -> None:
    letter = read(
        "ที่ ตย ๐๐๑๘/ว ๑\nสำนักงาน ก.ตย.\n๕ มกราคม ๒๕๖๘\nเรื่อง ทดสอบ\nเรียน ประธาน ก.ตย. ทุกจังหวัด และประธาน ก.เมืองตัวอย่าง\n"
        "ด้วยสำนักงานขอให้ทดสอบ\nขอแสดงความนับถือ\n(นายสมมุติ ใจงาม)\nรองอธิบดีกรมตัวอย่าง\nเลขานุการ ก.ตย.\n"
    )
    signatory = letter.signatory.value
    assert signatory is not None
    assert (signatory.position, signatory.acting_for) == ("รองอธิบดีกรมตัวอย่าง", "เลขานุการ ก.ตย.")
    assert [one.value for one in letter.addressees] == ["ประธาน ก.ตย. ทุกจังหวัด", "ประธาน ก.เมืองตัวอย่าง"]


def test_a_text_layer_that_prints_tone_and_aa_for_sara_am() -> None:
    assert restored_am("มาตรฐานส้าคัญจ้าเป็น ของต าบล") == "มาตรฐานสำคัญจำเป็น ของตำบล"
    letter = read(
        "ประกาศโรงพยาบาลน้ายืน\nเรื่อง มาตรฐานส้าคัญจ้าเป็นต่อความปลอดภัย\n******************\n"
        "โรงพยาบาลน้ายืนก้าหนดแนวทางที่จ้าเป็น และด้าเนินการตามมาตรฐานส้าคัญ\n"
    )
    assert letter.sender_agency.value == "โรงพยาบาลน้ำยืน"
    assert letter.subject.value == "มาตรฐานสำคัญจำเป็นต่อความปลอดภัย"


def strip(text: str, witness: str | None) -> TextLine:
    other = None if witness is None else Reading(witness, 0.9, "tesseract")
    return TextLine(text, Box(0.1, 0.2, 0.8, 0.22), 0.99, "thai-lines", tuple(0.99 for _ in text), other)


def scanned_subject(text: str, witness: str | None) -> Letter:
    def at(top: float, left: float, words: str) -> TextLine:
        return TextLine(words, Box(left, top, left + 0.3, top + 0.02), 0.99, "thai-lines", tuple(0.99 for _ in words))

    subject = strip(f"เรื่อง {text}", None if witness is None else f"เรื่อง {witness}")
    lines = (
        *(at(0.10, 0.1, "ที่ ตย ๐๐๑๘/ว ๑๒"), at(0.10, 0.6, "กรมตัวอย่าง"), at(0.16, 0.5, "๕ มกราคม ๒๕๖๘"), subject),
        *(at(0.26, 0.1, "เรียน นายอำเภอ ทุกอำเภอ"), at(0.32, 0.2, "ด้วยกรมตัวอย่างขอให้อำเภอทดสอบ")),
    )
    letter = read_letter([Page(1, lines, PageSource.SCAN, 2480, 3508)])
    assert letter is not None
    return letter


def test_a_misread_word_that_the_other_witness_and_the_lexicon_agree_on_is_mended() -> None:
    letter = scanned_subject("บัญซีรายละเอียด", "บัญชีรายละเอียด")
    assert letter.subject.value == "บัญชีรายละเอียด"
    assert letter.subject.evidence is not None
    assert "บัญซี" in letter.subject.evidence.raw, "what was seen stays as evidence"


@pytest.mark.parametrize("witness", [None, "บัญซีรายละเอียด", "บันซีรายละเอียด"])
def test_a_misread_word_that_nobody_else_saw_is_proposed_right_and_asked(witness: str | None) -> None:
    letter = scanned_subject("บัญซีรายละเอียด", witness)
    assert letter.subject.value == "บัญชีรายละเอียด"
    assert letter.subject.evidence is not None
    assert "บัญซี" in letter.subject.evidence.raw
    assert letter.subject.doubtful


def test_what_two_readers_see_alike_is_no_spelling_fault_but_a_look_alike_still_is() -> None:
    def line(text: str, witness: str) -> list[Line]:
        return [Line(text, 1, strip(text, witness))]

    assert spelling_doubts("ถนน คสล สายฆง", line("ถนน คสล สายฆง", "ถนน คสล สายฆง")) == ()
    assert spelling_doubts("ถนน คสล สายฆง") != ()
    assert spelling_doubts("ส่งบัญซีมา", line("ส่งบัญซีมา", "ส่งบัญซีมา")) != ()


def test_a_number_that_only_the_second_witness_could_read_is_given_to_be_confirmed() -> None:
    number = TextLine(
        "ที่ ทอจ 2588", Box(0.1, 0.1, 0.3, 0.12), 0.8, "thai-lines", (), Reading("ที่ มท 0710/ 2588", 0.9, "tesseract")
    )
    to = TextLine("ถึง กรมตัวอย่าง", Box(0.1, 0.16, 0.4, 0.18), 0.99, "thai-lines")
    body = TextLine("ด้วยกรมสมมุติการขอส่งหนังสือ", Box(0.2, 0.2, 0.9, 0.22), 0.99, "thai-lines")
    letter = read_letter([Page(1, (number, to, body), PageSource.SCAN, 2480, 3508)])
    assert letter is not None
    assert letter.reference.value is not None
    assert format_reference(letter.reference.value) == "มท ๐๗๑๐/๒๕๘๘"
    assert {"reference_number"} <= set(doubtful_fields(letter))


def test_the_stops_of_an_office_number_come_back_by_its_grammar_and_are_asked_about() -> None:
    letter = read("ที่ ตย ๐๕๑๔ ๑ ๓๑/ว ๖๓๐\nคณะตัวอย่าง\n๕ มกราคม ๒๕๖๘\nเรื่อง ทดสอบ\nเรียน นายอำเภอ\nด้วยคณะขอให้ทดสอบ\n")
    assert letter.reference.value is not None
    assert format_reference(letter.reference.value) == "ตย ๐๕๑๔.๑.๓๑/ว ๖๓๐"
    assert letter.reference.doubtful


def test_good_words_are_left_alone() -> None:
    text = "ขอความร่วมมือส่วนราชการจัดทำแผนป้องกันและแก้ไขปัญหาอุทกภัยของจังหวัดร้อยเอ็ด"
    assert misread_words(text) == ()
    assert mended(text, []) == text


@pytest.mark.parametrize(
    ("own", "other", "asks"),
    [
        ("นายกองค์การบริหารส่วนตำบล", "นายกองก์การบริหารส่วนตำบล", False),  # the other misread a word by one letter
        ("การซ่อมถนนสายเหนือ", "การซ่อมถนนสายเดียว", True),
    ],
)
def test_a_word_that_only_one_reader_misread_is_no_other_word(own: str, other: str, asks: bool) -> None:
    assert bool(witness_doubts([Line(own, 1, strip(own, other))])) is asks


def foot_of(*rows: tuple[str, str]) -> Foot:
    texts = [("ขอแสดงความนับถือ", "ขอแสดงความนับถือ"), *rows]
    return read_foot([Line(own, 1, strip(own, other)) for own, other in texts])


@pytest.mark.parametrize(
    ("own", "other", "asks"),
    [
        ("(นายศิริพงษ์ สมมุติ)", "(นายศีริพงษ์ สมมุติ)", False),  # no name and no word is written with ศี
        ("(นายศีริพงษ์ สมมุติ)", "(นายศิริพงษ์ สมมุติ)", False),  # the lists make of it what the other reader saw
        ("(นายวิจิตร สมมุติ)", "(นายวิชิต สมมุติ)", True),  # both are names
    ],
)
def test_two_readings_of_a_name_are_asked_about_unless_one_is_no_name(own: str, other: str, asks: bool) -> None:
    foot = foot_of((own, other), ("ปลัดจังหวัดตัวอย่าง", "ปลัดจังหวัดตัวอย่าง"))
    assert foot.signatory.doubtful is asks


@pytest.mark.parametrize(
    ("own", "other", "asks"),
    [
        ("โทร. ๐ ๔๒๐๐ ๐๑๒๓", "โทร. ๐ ๔๒๐๐ ๐๑๑๒๓", False),  # no landline has ten digits
        ("โทร. ๐ ๔๒๐๐ ๐๑๒๓", "โทร. ๐ ๔๒๐๐ ๐๑๖๓", True),
        ("โทร. ๐ ๔๒๐๐ ๐๑๒๓๓", "โทร. ๐ ๔๒๐๐ ๐๑๒๓๓", True),
        ("โทร. ๐ ๔๒๐๐ ๐๑๒๓-๕ ต่อ ๑๒", "โทร. ๐ ๔๒๐๐ ๐๑๒๓-๕ ต่อ ๑๒", False),
        ("โทร. ๐๘ ๑๒๐๐ ๐๑๒๓", "โทร. ๐๘ ๑๒๐๐ ๐๑๒๓", False),
    ],
)
def test_the_numbering_plan_chooses_among_what_was_seen_of_a_telephone(own: str, other: str, asks: bool) -> None:
    foot = foot_of(("(นายวิจิตร สมมุติ)", "(นายวิจิตร สมมุติ)"), ("ปลัดจังหวัด", "ปลัดจังหวัด"), (own, other))
    assert foot.contact.value is not None
    assert foot.contact.doubtful is asks


@pytest.mark.parametrize(("other", "asks"), [("๒๖ ตุลาคม ๒๕๖๑๗", False), ("๒๘ ตุลาคม ๒๕๖๗", True)])
def test_a_second_reading_that_is_no_date_casts_no_doubt_on_a_sure_one(other: str, asks: bool) -> None:
    found = find_letter_date([Line("๒๖ ตุลาคม ๒๕๖๗", 1, strip("๒๖ ตุลาคม ๒๕๖๗", other))])
    assert found.value is not None
    assert found.doubtful is asks


@pytest.mark.parametrize(
    ("own", "other", "asks"),
    [("ต่วนที่สุด", "ด่วนที่สุต", False), ("ด่ำนมาก", "ด่านมาก", False), ("ด่ำนมาก", "ฌ๒", True)],
)
def test_a_rubber_stamp_of_urgency_that_both_read_a_little_wrong_is_sure(own: str, other: str, asks: bool) -> None:
    urgency = read_urgency([Line(own, 1, strip(own, other))], [])
    assert urgency.value in (Urgency.MOST_URGENT, Urgency.VERY_URGENT)
    assert urgency.doubtful is asks


@pytest.mark.parametrize("text", ["กรมการปกครอง", "ด้านการเงิน", "สำเนาคู่ฉบับ", "คำสั่งจังหวัด"])
def test_other_words_are_no_urgency(text: str) -> None:
    assert read_urgency([Line(text, 1, strip(text, None))], []).value is None


@pytest.mark.parametrize(
    ("number", "asks"),
    [("ตย ๐๕๑๔๑๓๑/ว ๖๓๐", True), ("มท ๐๓๐๙๒/ว ๑๒", True), ("นม ๙๙๗๐๑/๑๒", False), ("ศธ ๐๔๐๙๙/ว ๕", False)],
)
def test_more_digits_than_a_code_has_are_asked_about(number: str, asks: bool) -> None:
    letter = read(f"ที่ {number}\nคณะตัวอย่าง\n๕ มกราคม ๒๕๖๘\nเรื่อง ทดสอบ\nเรียน นายอำเภอ\nด้วยคณะขอให้ทดสอบ\n")
    assert letter.reference.value is not None
    assert letter.reference.doubtful is asks
