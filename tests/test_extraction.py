"""Letters from pages: composed letters, one a rule, names invented."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.extraction.reading import read_letter, read_letters
from circulars.letter.letter import Letter, LetterKind, Secrecy, Urgency
from circulars.letter.page import Box, Page, PageSource, Reading, TextLine
from circulars.letter.record import doubtful_fields, letter_record
from circulars.letter.reference import format_reference

EXTERNAL = """ด่วนมาก
ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗
ศาลากลางจังหวัดแพร่
ถนนไชยบูรณ์ พร ๕๔๐๐๐

๙ มีนาคม ๒๕๖๘

เรื่อง การซักซ้อมแนวทางป้องกันไฟป่าและหมอกควัน
ประจำปี พ.ศ. ๒๕๖๘

เรียน นายอำเภอ ทุกอำเภอ

อ้างถึง ๑. หนังสือจังหวัดแพร่ ด่วนที่สุด ที่ ตย ๐๐๑๘.๒/ว ๑๐๐ ลงวันที่ ๕ มกราคม ๒๕๖๘
๒. หนังสือกรมตัวอย่าง ที่ มท ๐๖๐๑/ว ๒๐๐ ลงวันที่ ๖ มกราคม ๒๕๖๘

สิ่งที่ส่งมาด้วย สำเนาหนังสือกรมตัวอย่าง ที่ มท ๐๖๐๑/ว ๓๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๘ จำนวน ๑ ฉบับ

ตามที่จังหวัดแพร่ได้แจ้งแนวทางป้องกันไฟป่า ความละเอียดแจ้งแล้ว นั้น

จังหวัดแพร่จึงขอให้อำเภอรายงานผลการดำเนินการทุกวันศุกร์

จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป

ขอแสดงความนับถือ

(นายสมมุติ ใจงาม)
รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดแพร่

สำนักงานตัวอย่างจังหวัด
โทร. ๐ ๕๔๐๐ ๐๐๐๐
"""


def text_page(text: str, number: int = 1) -> Page:
    return Page(number, tuple(TextLine(x, None, 1.0, "text") for x in text.splitlines()), PageSource.TEXT)


def read(text: str) -> Letter:
    letter = read_letter([text_page(text)])
    assert letter is not None
    return letter


def test_every_part_of_an_external_letter() -> None:
    record = letter_record(read(EXTERNAL))
    assert record["kind"] == "external"
    assert record["urgency"] == "ด่วนมาก"
    assert record["reference_number"] == "ตย ๐๐๑๘.๒/ว ๔๕๖๗"
    assert record["is_circular"] is True
    assert record["sender_agency"] == "จังหวัดแพร่"
    assert record["date_be"] == "2568-03-09"
    assert record["subject"] == "การซักซ้อมแนวทางป้องกันไฟป่าและหมอกควันประจำปี พ.ศ. ๒๕๖๘"
    assert record["addressees"] == ["นายอำเภอ ทุกอำเภอ"]
    assert [r["number"] for r in record["references"]] == ["ตย ๐๐๑๘.๒/ว ๑๐๐", "มท ๐๖๐๑/ว ๒๐๐"]
    assert record["references"][0] == {
        "agency": "จังหวัดแพร่",
        "urgency": "ด่วนที่สุด",
        "number": "ตย ๐๐๑๘.๒/ว ๑๐๐",
        "date_be": "2568-01-05",
    }
    assert record["enclosures"] == [
        {"title": "สำเนาหนังสือกรมตัวอย่าง ที่ มท ๐๖๐๑/ว ๓๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๘", "quantity": "๑ ฉบับ"}
    ]
    assert len(record["body"]) == 3
    assert record["closing"] == "ขอแสดงความนับถือ"
    assert record["signatory"] == {
        "name": "นายสมมุติ ใจงาม",
        "position": "รองผู้ว่าราชการจังหวัด",
        "acting_phrase": "ปฏิบัติราชการแทน",
        "acting_for": "ผู้ว่าราชการจังหวัดแพร่",
    }
    assert record["contact"] == {"office": "สำนักงานตัวอย่างจังหวัด", "phone": "๐ ๕๔๐๐ ๐๐๐๐"}
    assert record["evidence"]["date_be"]["raw"] == "๙ มีนาคม ๒๕๖๘"


def test_a_blank_running_number_is_null_or_asked_and_never_guessed() -> None:
    letter = read(EXTERNAL.replace("ว ๔๕๖๗", "ว"))
    assert letter.reference.value is None or not letter.reference.value.complete
    assert "reference_number" in doubtful_fields(letter)


def test_a_blank_day_is_null_and_asked() -> None:
    letter = read(EXTERNAL.replace("๙ มีนาคม ๒๕๖๘\n\nเรื่อง", "มีนาคม ๒๕๖๘\n\nเรื่อง"))
    assert letter.dated.value is None
    assert "date_be" in doubtful_fields(letter)


@pytest.mark.parametrize("mark", list(Secrecy))
def test_a_secrecy_mark_standing_alone_is_read(mark: Secrecy) -> None:
    assert read(f"{mark}\n{EXTERNAL}").secrecy.value is mark


@pytest.mark.parametrize("word", ["ลับแล", "กลับ", "ลำดับ"])
def test_words_that_hold_the_secret_mark_are_none(word: str) -> None:
    assert read(EXTERNAL.replace("ถนนไชยบูรณ์", f"อำเภอ{word}")).secrecy.value is None


@pytest.mark.parametrize("urgency", list(Urgency))
def test_urgency(urgency: Urgency) -> None:
    assert read(EXTERNAL.replace("ด่วนมาก", str(urgency))).urgency.value is urgency


@pytest.mark.parametrize("phrase", ["ปฏิบัติราชการแทน", "รักษาราชการแทน", "รักษาการในตำแหน่ง", "ทำการแทน"])
def test_acting_forms(phrase: str) -> None:
    signatory = read(EXTERNAL.replace("ปฏิบัติราชการแทน", phrase)).signatory.value
    assert signatory is not None
    assert (signatory.acting_phrase, signatory.acting_for) == (phrase, "ผู้ว่าราชการจังหวัดแพร่")


def test_a_rank_stands_before_the_brackets() -> None:
    signatory = read(EXTERNAL.replace("(นายสมมุติ ใจงาม)", "ว่าที่ร้อยตรี\n(สมมุติ ใจงาม)")).signatory.value
    assert signatory is not None
    assert signatory.name == "ว่าที่ร้อยตรี สมมุติ ใจงาม"


def test_a_receiving_stamp_is_not_the_letters_number_or_date() -> None:
    stamp = "ที่ทำการปกครองจังหวัดแพร่\nเลขรับ ๙๙๙๙\nวันที่ ๑๑ มี.ค. ๒๕๖๘\nเวลา ๐๙.๐๐ น.\n"
    letter = read(EXTERNAL.replace("ศาลากลางจังหวัดแพร่\n", stamp + "ศาลากลางจังหวัดแพร่\n", 1))
    assert letter.dated.value is not None
    assert letter.dated.value.iso_be == "2568-03-09"
    assert letter.reference.value is not None
    assert letter.reference.value.running == "4567"
    (read_stamp,) = letter.receipt_stamps
    assert read_stamp.value is not None
    assert (read_stamp.value.number, read_stamp.doubtful) == ("๙๙๙๙", True)


def test_a_memo() -> None:
    letter = read(
        "บันทึกข้อความ\nส่วนราชการ กองตัวอย่าง กลุ่มงานทดสอบ โทร. ๑๒๓๔\nที่ ตย ๐๒๐๑/๕๕ วันที่ ๗ เมษายน ๒๕๖๘\n"
        "เรื่อง ขออนุมัติจัดประชุม\nเรียน อธิบดีกรมตัวอย่าง\n\nด้วยกองตัวอย่างจะจัดประชุม\n\n"
        "จึงเรียนมาเพื่อโปรดพิจารณา\n\n(นางสมมุติ ใจดี)\nผู้อำนวยการกองตัวอย่าง\n"
    )
    assert letter.kind.value is LetterKind.INTERNAL
    assert letter.sender_agency.value == "กองตัวอย่าง กลุ่มงานทดสอบ"
    assert letter.reference.value is not None
    assert format_reference(letter.reference.value) == "ตย ๐๒๐๑/๕๕"
    assert letter.dated.value is not None
    assert letter.dated.value.iso_be == "2568-04-07"
    assert letter.closing.value is None


def test_a_stamped_letter_has_no_subject_and_no_closing() -> None:
    letter = read("ที่ ตย ๐๒๐๑/ว ๗\n\nถึง สำนักงานตัวอย่างจังหวัด ทุกจังหวัด\n\nด้วยกรมตัวอย่างส่งเอกสารมาเพื่อทราบ\n\nกรมตัวอย่าง\n")
    assert letter.kind.value is LetterKind.STAMPED
    assert [a.value for a in letter.addressees] == ["สำนักงานตัวอย่างจังหวัด ทุกจังหวัด"]
    assert letter.subject.value is None


def test_an_order() -> None:
    letter = read(
        "คำสั่งจังหวัดแพร่\nที่ ๑๒๓/๒๕๖๘\nเรื่อง แต่งตั้งคณะทำงานป้องกันไฟป่า\n\nเพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อย\n\n"
        "สั่ง ณ วันที่ ๑ มีนาคม พ.ศ. ๒๕๖๘\n\n(นายสมมุติ ใจงาม)\nผู้ว่าราชการจังหวัดแพร่\n"
    )
    assert letter.kind.value is LetterKind.ORDER
    assert letter.dated.value is not None
    assert letter.dated.value.iso_be == "2568-03-01"
    assert letter.reference.value is not None
    assert format_reference(letter.reference.value) == "๑๒๓/๒๕๖๘"


def test_a_bundle_of_a_letter_its_copy_and_an_enclosure() -> None:
    inner = (
        EXTERNAL.replace("ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗", "ที่ มท ๐๖๐๑/ว ๓๐๐")
        .replace("ศาลากลางจังหวัดแพร่", "กรมตัวอย่าง")
        .replace("๙ มีนาคม", "๑ มีนาคม")
        .replace("เรียน นายอำเภอ ทุกอำเภอ", "เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด")
    )
    letters = read_letters([text_page(EXTERNAL), text_page(inner, 2), text_page("แบบรายงานผล\nจำนวนจุดเสี่ยง", 3)])
    assert [letter.pages for letter in letters] == [(1,), (2,)]
    assert [letter.copy_in for letter in letters] == [None, 0]
    assert letters[1].enclosure_pages == (3,)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "ก ข ค ง", "lorem ipsum " * 40, "๑๒๓ ๔๕๖", "สวัสดีครับ ขอเชิญเที่ยวงานวัด\nวันเสาร์นี้"]
)
def test_what_is_no_letter_gives_no_letter(text: str) -> None:
    assert read_letters([text_page(text)]) == ()


def test_text_that_is_noise_is_asked_about_in_every_field() -> None:
    noisy = EXTERNAL.replace("การ", "กฺษ").replace("จังหวัด", "จชฑวฒด")
    letter = read_letter([text_page(noisy)])
    assert letter is not None
    assert {"reference_number", "date_be", "subject"} <= set(doubtful_fields(letter))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(EXTERNAL.splitlines()), max_size=40))
def test_shuffled_letters_never_raise(lines: list[str]) -> None:
    for letter in read_letters([text_page("\n".join(lines))]):
        letter_record(letter)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_any_text_never_raises(text: str) -> None:
    read_letters([text_page(text)])


def scanned(
    text: str, *, sure: float = 1.0, witness: str | None = None, top: float = 0.1, left: float = 0.15
) -> TextLine:
    other = None if witness is None else Reading(witness, 0.9, "tesseract-thai")
    box = Box(left, top, min(0.95, left + 0.009 * len(text)), top + 0.015)
    return TextLine(text, box, sure, "thai-lines", (sure,) * len(text), other)


def page_of(number: TextLine) -> Page:
    rest = (
        scanned("กรมตัวอย่าง", top=0.1, left=0.6),
        scanned("๙ มีนาคม ๒๕๖๘", top=0.14, left=0.5),
        scanned("เรื่อง การประชุม", top=0.18),
        scanned("เรียน นายอำเภอ ทุกอำเภอ", top=0.21),
        scanned("ด้วยกรมตัวอย่างจะจัดประชุม", top=0.25, left=0.27),
        scanned("ขอแสดงความนับถือ", top=0.4, left=0.5),
    )
    return Page(1, (number, *rest), PageSource.SCAN, 1654, 2339)


def test_two_witnesses_that_agree_give_no_doubt_and_two_that_differ_do() -> None:
    agreed = read_letter([page_of(scanned("ที่ มท ๐๓๒๒/ว ๑๘๖๑", witness="ที่มท๐๓๒๒/ว๑๘๖๑"))])
    differ = read_letter([page_of(scanned("ที่ มท ๐๓๒๒/ว ๑๘๖๑", witness="ที่ มท ๐๓๒๒/ว ๑๘๖๗"))])
    unsure = read_letter([page_of(scanned("ที่ มท ๐๓๒๒/ว ๑๘๖๑", sure=0.6))])
    assert agreed is not None
    assert differ is not None
    assert unsure is not None
    assert not agreed.reference.doubtful
    assert differ.reference.doubtful
    assert differ.reference.evidence is not None
    assert differ.reference.evidence.other == "ที่ มท ๐๓๒๒/ว ๑๘๖๗"
    assert unsure.reference.doubtful


def test_a_letter_is_read_within_fifty_milliseconds() -> None:
    page = text_page(EXTERNAL)
    read_letters([page])
    started = time.process_time()
    for _ in range(10):
        read_letters([page])
    assert (time.process_time() - started) / 10 < 0.5  # a bound that only a blunder breaks; benchmarks/ measures
