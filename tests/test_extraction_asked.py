"""What is asked of a letter as a whole, and what is not though its text is poor or has no place for it."""

from __future__ import annotations

from dataclasses import replace

from circulars.extraction.reading import read_letter, read_letters
from circulars.letter.letter import Letter, LetterKind, Urgency
from circulars.letter.page import Box, PageSource, text_page
from circulars.letter.record import doubtful_fields

STAMPED = """ที่ มท ๐๓๐๒.๓/ว ๔๖๗๘
ถึง ที่ทำการปกครองจังหวัด ทุกจังหวัด
พร้อมนี้ กรมการปกครองขอส่งแบบสำรวจข้อมูลเครื่องกรองน้ำของหมู่บ้าน
จึงแจ้งมาเพื่อทราบ{day}
กรมการปกครอง
กองสื่อสาร
โทร. ๐ ๒๒๒๕ ๔๘๗๖
"""
NOISY = """{urgency}
ที่ มท ๐๓๐๒.๓/๔๖๗๘
กรมการปกครอง
๗ กันยายน ๒๕๖๘
เรื่อง การสำรวจเครื่องกรองน้ำ
เรียน นายอำเภอพังโคน
ด้วยกรมกฃรปฏครอฅงได้ฝฬรับฑฌแจ้งฎฏวฺ่า ฆฆฅ ฃฬฑ หมูฌ่บฎ้านฒฬ ขฌฑาดฎน้ฒำ ฅฃฆ ฬฌฎ
ฃฅฆ ขอฎให้ฌตรวจฬฑ ฆฃฅฬ เครืฎ่องฌกรฬองฒ ฅฆฃ ฬฎฌฑ แล้ฬวฎแจ้ฌง ฆฅ ฃฬ
ขอแสดงความนับถือ
(นายสมชาย ทดสอบ)
อธิบดีกรมการปกครอง
"""


def read(text: str) -> Letter:
    letter = read_letter([text_page(text)])
    assert letter is not None
    return letter


def test_the_day_in_a_seal_is_not_asked_of_a_text_that_has_no_seal() -> None:
    letter = read(STAMPED.format(day=""))
    assert letter.kind.value is LetterKind.STAMPED
    assert letter.dated.value is None
    assert "date_be" not in doubtful_fields(letter)


def test_a_day_typed_at_the_foot_of_a_stamped_letter_is_its_day_and_a_scanned_one_is_asked() -> None:
    typed = text_page(STAMPED.format(day="\n๗ กันยายน ๒๕๖๘"))
    (letter,) = read_letters([typed])
    assert letter.dated.value is not None
    assert "date_be" not in doubtful_fields(letter)
    step = 0.9 / len(typed.lines)
    lines = tuple(
        replace(
            line, box=Box(0.4 if i > 3 else 0.1, 0.05 + step * i, 0.9, 0.05 + step * (i + 0.7)), engine="thai-lines"
        )
        for i, line in enumerate(typed.lines)
    )
    (scanned,) = read_letters([replace(typed, lines=lines, source=PageSource.SCAN)])
    assert scanned.dated.value == letter.dated.value
    assert "date_be" in doubtful_fields(scanned), "on paper a dater or a pen writes it over the seal"


def test_noise_makes_no_department_and_no_class_of_urgency() -> None:
    letter = read(NOISY.format(urgency="ด่วนที่สุด"))
    assert letter.urgency.value is Urgency.MOST_URGENT
    assert letter.sender_agency.value == "กรมการปกครอง"
    asked = doubtful_fields(letter)
    assert {"subject", "date_be", "reference_number"} <= set(asked), "the rest of a noisy text is asked"
    assert not {"urgency", "sender_agency"} & set(asked)


def test_an_office_that_the_directory_does_not_know_is_asked_in_noise() -> None:
    letter = read(NOISY.replace("กรมการปกครอง\n๗", "กรมการปกครองสมมุติ\n๗").format(urgency="ด่วน"))
    assert "sender_agency" in doubtful_fields(letter)
