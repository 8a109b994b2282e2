"""Letters set otherwise than the form says: nothing of them is lost, and what is not sure is asked about."""

from __future__ import annotations

import datetime as dt

import pytest
from test_extraction import EXTERNAL, read, text_page

from circulars.checks import check_letters, with_doubts
from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.record import doubtful_fields
from circulars.letter.reference import format_reference

PLAIN = EXTERNAL.replace("ด่วนมาก\n", "", 1)
ANNOUNCED = "ประกาศเทศบาลตำบลสมมุติ\nเรื่อง {}\n{}\nตามที่เทศบาลตำบลสมมุติได้จัดทำแผนแล้ว จึงประกาศให้ทราบ\nประกาศ ณ วันที่ {}\n(นายสมมุติ ใจงาม)\nนายกเทศมนตรีตำบลสมมุติ\n"


def only(text: str) -> Letter:
    (letter,) = read_letters([text_page(text)])
    return letter


def checked(letter: Letter) -> Letter:
    (found,) = check_letters([letter], today=dt.date(2026, 11, 28))
    return with_doubts(letter, found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ประกาศเขตพื้นที่ประสบสาธารณภัยอำเภอสมมุติ\nโดยที่ได้เกิดอุทกภัยในพื้นที่หลายตำบลเมื่อวันที่ ๑๒ พฤษภาคม ๒๕๖๗\nประกาศ ณ วันที่ ๑๓ พฤษภาคม พ.ศ. ๒๕๖๗\n", LetterKind.ANNOUNCEMENT),
        ("คำสั่งอำเภอสมมุติ\nเพื่อให้การปฏิบัติงานเป็นไปด้วยความเรียบร้อย จึงมอบหมายดังนี้\nสั่ง ณ วันที่ ๒ มีนาคม ๒๕๖๘\n", LetterKind.ORDER),
        ("สำนักงานสมมุติ\n๕ มกราคม ๒๕๖๘\nเรียน ผู้อำนวยการกองตัวอย่าง\nด้วยสำนักงานสมมุติขอเชิญท่านเข้าร่วมพิธีเปิดอาคารหลังใหม่\n", LetterKind.EXTERNAL),
    ],
)  # fmt: skip
def test_a_page_without_a_known_head_is_a_letter_and_all_of_it_is_asked(text: str, kind: LetterKind) -> None:
    letter = only(text)
    assert letter.kind.value is kind
    asked = set(doubtful_fields(letter))
    assert {"kind", "reference_number", "subject", "sender_agency"} <= asked
    typed_alone = letter.dated.evidence is not None and letter.dated.evidence.rule == "dated.line"
    assert ("date_be" in asked) is not typed_alone, (
        "a day alone on a typed line is the letter's, whatever its head lacks"
    )


@pytest.mark.parametrize(
    "text",
    [
        "ใบสมัครรับทุนการศึกษา\nชื่อ-สกุล\nวันเดือนปีเกิด\nลงชื่อ ผู้สมัคร\n",
        "บัญชีแนบท้ายหนังสือกรมตัวอย่าง ที่ ตย ๐๘๐๙/ว ๑๒\n๑ อำเภอเมือง\n๒ อำเภอสมมุติ\n",
        "กำหนดการประชุม\nวันที่ ๕ มกราคม ๒๕๖๘\nเวลา ๐๙.๐๐ น. ลงทะเบียน\n",
        "รายงานผลการเบิกจ่าย\nไตรมาสที่ ๑\nรวม ๑๒๐ บาท\n",
    ],
)
def test_an_annex_by_itself_is_no_letter(text: str) -> None:
    assert read_letters([text_page(text)]) == ()


def test_title_number_and_subject_that_run_together_are_an_order() -> None:
    letter = only(
        "คำสั่งจังหวัดแพร่ที่ ๙๑๗ /๒๕๖๗เรื่อง แต่งตั้งคณะทำงานเตรียมงานประเพณีประจำปีของจังหวัดและอำเภอทุกอำเภอในพื้นที่ ตามที่จังหวัดแพร่กำหนดจัดงาน"
        "ประเพณีในเดือนตุลาคม นั้น จึงแต่งตั้งคณะทำงาน\n"
    )
    assert letter.kind.value is LetterKind.ORDER
    assert letter.reference.value is not None and format_reference(letter.reference.value) == "๙๑๗/๒๕๖๗"
    assert letter.subject.value == "แต่งตั้งคณะทำงานเตรียมงานประเพณีประจำปีของจังหวัดและอำเภอทุกอำเภอในพื้นที่"
    assert letter.subject.doubtful


def test_a_label_alone_on_its_line_ends_the_subject() -> None:
    letter = only(PLAIN.replace("เรียน นายอำเภอ ทุกอำเภอ", "เรียน"))
    assert letter.subject.value == "การซักซ้อมแนวทางป้องกันไฟป่าและหมอกควันประจำปี พ.ศ. ๒๕๖๘"
    assert "addressees" in doubtful_fields(letter)


@pytest.mark.parametrize("rule", ["----------------", "……………………………", "****************", "_ _ _ _ _ _"])
def test_a_drawn_line_is_no_part_of_the_subject(rule: str) -> None:
    assert only(ANNOUNCED.format("ใช้แผนจัดหาพัสดุ", rule, "๓ มีนาคม ๒๕๖๘")).subject.value == "ใช้แผนจัดหาพัสดุ"
    memo = PLAIN.replace("ประจำปี พ.ศ. ๒๕๖๘\n", f"ประจำปี พ.ศ. ๒๕๖๘\n{rule}\n", 1)
    assert (only(memo).subject.value or "").endswith("๒๕๖๘")


def test_the_words_that_begin_an_announcements_text_end_its_subject() -> None:
    begun = only(
        ANNOUNCED.format("กำหนดเขตควบคุมการเลี้ยงสัตว์ภายในเขตเทศบาล", "อาศัยอำนาจตามความในข้อ ๑๔ แห่งเทศบัญญัติ", "๓ มีนาคม ๒๕๖๘")
    )
    assert begun.subject.value == "กำหนดเขตควบคุมการเลี้ยงสัตว์ภายในเขตเทศบาล"
    goes_on = only(
        ANNOUNCED.format("ผลการคัดเลือกผู้รับจ้างก่อสร้างถนนคอนกรีตสายเหนือ", "ด้วยวิธีประกวดราคาอิเล็กทรอนิกส์", "๓ มีนาคม ๒๕๖๘")
    )
    assert (goes_on.subject.value or "").endswith("ด้วยวิธีประกวดราคาอิเล็กทรอนิกส์")


def test_an_announcement_whose_day_is_blank_is_asked_for_it() -> None:
    letter = only(ANNOUNCED.format("ใช้แผน", "", ""))
    assert letter.dated.value is None and "date_be" in doubtful_fields(letter)


def test_an_agency_with_a_number_in_its_name_stays_whole() -> None:
    letter = only("ประกาศคณะกรรมการประจำเขตเลือกตั้งที่ ๓\nเรื่อง ผลการนับคะแนน\nตามที่ได้มีการเลือกตั้งแล้ว นั้น\n")
    assert letter.sender_agency.value == "คณะกรรมการประจำเขตเลือกตั้งที่ ๓"


def test_a_number_whose_label_was_lost_is_read_and_asked_about() -> None:
    letter = read(PLAIN.replace("ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗", "ท ตย ๐๐๑๘.๒/ว ๔๕๖๗", 1))
    assert letter.reference.value is not None and letter.is_circular
    assert "reference_number" in doubtful_fields(letter)


@pytest.mark.parametrize("year", ["๒๕๒๘", "๒๕๐๘", "๒๕๕๘"])
def test_the_year_is_voted_by_the_other_days_of_the_letter(year: str) -> None:
    text = PLAIN.replace("๙ มีนาคม ๒๕๖๘\n", f"๙ มีนาคม {year}\n", 1).replace("ลงวันที่ ๕ มกราคม ๒๕๖๘", "ลงวันที่ ๕ มกราคม ๒๔๙๐")
    letter = checked(read(text.replace("ทุกวันศุกร์", "ตั้งแต่วันที่ ๑๑ มีนาคม ๒๕๖๘ ถึงวันที่ ๓๐ เมษายน ๒๕๖๘")))
    assert "date_be" in doubtful_fields(letter)


def test_a_cited_year_that_was_cut_off_is_asked_about() -> None:
    cut = read(PLAIN.replace("ลงวันที่ ๖ มกราคม ๒๕๖๘", "ลงวันที่ ๖ มกราคม ๒๕"))
    assert "references" in doubtful_fields(cut)
    short = read(PLAIN.replace("ลงวันที่ ๖ มกราคม ๒๕๖๘", "ลงวันที่ ๖ ม.ค. ๖๘"))
    assert "references" not in doubtful_fields(short)


def test_a_text_without_the_digits_that_a_recogniser_cannot_read_is_asked_about() -> None:
    poor = PLAIN.translate(str.maketrans("๔๖๗๘๙", "๕๑๒๐๓")).replace("๓๓ มีนาคม", "๓ มีนาคม")
    asked = set(doubtful_fields(read(poor)))
    assert {"reference_number", "date_be", "references", "contact"} <= asked
    assert not {"reference_number", "references", "contact"} & set(doubtful_fields(read(PLAIN)))
