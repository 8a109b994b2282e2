"""Where a letter ends that has no closing word, and whose name stands under it."""

from __future__ import annotations

import pytest
from test_extraction import EXTERNAL, text_page

from circulars.extraction.foot.ending import opens_annex
from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter
from circulars.letter.page import Box, Page, PageSource, TextLine
from circulars.letter.record import doubtful_fields
from circulars.lexicon.reading.foot import ANNEX_TITLES

MEMO = (
    "บันทึกข้อความ\nส่วนราชการ กองตัวอย่าง โทร. ๐ ๒๐๐๐ ๐๐๐๐\nที่ ตย ๐๒๐๑/ว ๕๕ วันที่ ๗ เมษายน ๒๕๖๘\nเรื่อง แจ้งการประชุม\nเรียน นายอำเภอ ทุกอำเภอ\n"
    "ด้วยกองตัวอย่างจะจัดประชุมตามกำหนดการที่แนบมาพร้อมนี้\nจึงเรียนมาเพื่อทราบ\n"
)
SIGNED = "(นางสมมุติ ใจดี)\nผู้อำนวยการกองตัวอย่าง\n"
ANNEX = "ประกาศกรมสมมุติ\nเรื่อง รับสมัครบุคคล\nด้วยกรมสมมุติจะรับสมัครบุคคลตามหลักเกณฑ์ที่กำหนด\nประกาศ ณ วันที่ ๑ มีนาคม พ.ศ. ๒๕๖๘\n(นายอื่น คนละคน)\nอธิบดีกรมสมมุติ\n"
STAMPED = "ที่ ตย ๐๘๐๙.๒/ว ๒๔๓\nถึง สำนักงานสมมุติจังหวัด ทุกจังหวัด\nด้วยกรมสมมุติได้จัดทำหลักเกณฑ์ตามประกาศที่ส่งมาพร้อมนี้\n"
SEAL = "กรมสมมุติ\n๑๗ กันยายน ๒๕๖๗\nสำนักพัฒนาระบบ\nโทร. ๐ ๒๒๐๐ ๙๐๐๐\n"
ORDER = "คำสั่งจังหวัดแพร่\nที่ ๑๒๓/๒๕๖๘\nเรื่อง แต่งตั้งคณะทำงาน\nเพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะทำงาน\n"
GIVEN = "สั่ง ณ วันที่ ๑ มีนาคม พ.ศ. ๒๕๖๘\n(นายสมมุติ ใจงาม)\nผู้ว่าราชการจังหวัดแพร่\n"


def page(text: str, number: int = 1) -> Page:
    """A page with its lines one below the other, names and dates in the right half."""
    lines: list[TextLine] = []
    for i, row in enumerate(text.splitlines()):
        left = 0.5 if row.startswith(("(", "สั่ง ณ", "ประกาศ ณ")) or (i and lines[-1].text.startswith("(")) else 0.15
        box = Box(left, 0.05 + 0.03 * i, min(0.95, left + 0.011 * len(row)), 0.07 + 0.03 * i)
        lines.append(TextLine(row, box, 0.99, "thai-lines", tuple(0.99 for _ in row)))
    return Page(number, tuple(lines), PageSource.SCAN, 1654, 2339)


def signer(letter: Letter) -> str | None:
    return letter.signatory.value.name if letter.signatory.value else None


def asked(letter: Letter) -> bool:
    return any(name.startswith("signatory") for name in doubtful_fields(letter))


def test_a_memo_with_an_announcement_and_a_form_behind_it() -> None:
    (letter,) = read_letters([page(MEMO + SIGNED), page(ANNEX, 2), page("ใบสมัคร\nชื่อ-สกุล\nที่อยู่\n", 3)])
    assert (letter.pages, letter.enclosure_pages) == ((1,), (2, 3))
    assert signer(letter) == "นางสมมุติ ใจดี"
    assert not asked(letter)
    assert all("กรมสมมุติ" not in (paragraph.value or "") for paragraph in letter.body)


@pytest.mark.parametrize("boxes", [True, False])
def test_a_stamped_letter_takes_no_signer_from_its_enclosure(boxes: bool) -> None:
    first, second = STAMPED + SEAL, ANNEX
    pages = [page(first), page(second, 2)] if boxes else [text_page(first), text_page(second, 2)]
    (letter,) = read_letters(pages)
    assert (letter.pages, letter.enclosure_pages) == ((1,), (2,))
    assert letter.signatory.value is None
    assert letter.contact.value is not None and letter.contact.value.phone == "๐ ๒๒๐๐ ๙๐๐๐"


def test_a_stamped_letter_and_its_enclosure_on_one_page_of_text() -> None:
    (letter,) = read_letters([text_page(f"{STAMPED}\n{SEAL}\n{ANNEX}")])
    assert letter.signatory.value is None
    assert all("รับสมัครบุคคล" not in (paragraph.value or "") for paragraph in letter.body)


@pytest.mark.parametrize("title", ["บัญชีแนบท้ายคำสั่ง", "รายชื่อคณะทำงาน", "กำหนดการประชุม"])
def test_an_order_ends_where_it_was_given(title: str) -> None:
    (letter,) = read_letters([page(ORDER + GIVEN), page(f"{title}\n๑. นายหนึ่ง สมมุติ\n(นายอื่น คนละคน)\nปลัดจังหวัด\n", 2)])
    assert (letter.pages, letter.enclosure_pages) == ((1,), (2,))
    assert signer(letter) == "นายสมมุติ ใจงาม"


def test_an_order_goes_on_over_numbered_pages_until_it_is_signed() -> None:
    pages = [
        page(f"{ORDER}๑. นายหนึ่ง สมมุติ หัวหน้า\n/๒. นายสอง...\n"),
        page(f"- ๒ -\n๒. นายสอง สมมุติ\n{GIVEN}", 2),
        page("แผนที่สังเขป\n", 3),
    ]
    (letter,) = read_letters(pages)
    assert (letter.pages, letter.enclosure_pages) == ((1, 2), (3,))
    assert signer(letter) == "นายสมมุติ ใจงาม"
    assert not asked(letter)


def test_who_approves_a_memo_is_not_its_signer() -> None:
    approved = "ความเห็นของผู้บังคับบัญชา\nอนุมัติ\n(นายอื่น คนละคน)\nอธิบดีกรมตัวอย่าง\n"
    (letter,) = read_letters([page(MEMO + SIGNED + approved)])
    assert signer(letter) == "นางสมมุติ ใจดี"
    assert asked(letter), "two names stand below the text: a person looks which is which"


def test_a_memo_nobody_signed_does_not_borrow_a_name_in_silence() -> None:
    (letter,) = read_letters([page(MEMO), page(ANNEX, 2)])
    assert (letter.pages, letter.enclosure_pages) == ((1,), (2,))
    assert signer(letter) is None and asked(letter)
    (letter,) = read_letters([page(MEMO), page("ข้อความอื่นซึ่งไม่มีหัวเรื่อง\n(นายอื่น คนละคน)\nอธิบดีกรมสมมุติ\n", 2)])
    assert asked(letter), "nothing tells whether the second page is the letter's"


def test_an_external_letter_that_lost_its_closing_does_not_take_that_of_its_copy() -> None:
    lost = EXTERNAL.replace("ขอแสดงความนับถือ\n", "")
    annex = "สิ่งที่ส่งมาด้วย ๒\nข้อความของหนังสืออีกฉบับ\nขอแสดงความนับถือ\n(นายอื่น คนละคน)\nอธิบดีกรมสมมุติ\n"
    (letter,) = read_letters([page(lost), page(annex, 2)])
    assert (letter.pages, letter.enclosure_pages) == ((1,), (2,))
    assert signer(letter) == "นายสมมุติ ใจงาม"


@pytest.mark.parametrize("brackets", ["(ลงชื่อ)", "(แปดพันบาทถ้วน)", "(มิลลิกรัมต่อลิตร)", "(ตำแหน่ง)"])
def test_brackets_without_a_name_sign_nothing(brackets: str) -> None:
    (letter,) = read_letters([page(ORDER + f"{brackets}\nบาทต่อหน่วย\n" + GIVEN)])
    assert signer(letter) == "นายสมมุติ ใจงาม"


def test_every_annex_title_has_its_example_and_its_counter_example() -> None:
    for row in ANNEX_TITLES:
        assert opens_annex(row.example), row
        assert not opens_annex(row.counter_example), row
