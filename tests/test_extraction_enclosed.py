"""A memo, what it encloses and a form, fed as one file: each later page belongs to what is enclosed, and so does its signer."""

from __future__ import annotations

import pytest

from circulars.extraction.reading import read_letters
from circulars.letter.letter import LetterKind
from circulars.letter.page import text_page

MEMO = """บันทึกข้อความ
ส่วนราชการ  กลุ่มงานบริหารทรัพยากรบุคคล  โทร. ๐ ๔๒๐๐ ๐๐๐๐
ที่  สน ๐๐๑๗.๑/๔๕๖        วันที่  ๑๒ มิถุนายน ๒๕๖๘
เรื่อง  การสำรวจความต้องการฝึกอบรมประจำปี
เรียน  หัวหน้าสำนักงานจังหวัดสกลนคร
    ด้วยจังหวัดได้ประกาศหลักเกณฑ์การฝึกอบรมของข้าราชการ รายละเอียดตามประกาศและแบบที่แนบ
    จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบจะได้แจ้งทุกกลุ่มงานส่งแบบภายในวันที่ ๓๐ มิถุนายน ๒๕๖๘

        (นางสาวมาลี สมมุติเพียร)
        นักทรัพยากรบุคคลชำนาญการ
"""
ANNOUNCED = """ประกาศจังหวัดสกลนคร
เรื่อง หลักเกณฑ์การฝึกอบรมของข้าราชการ
    อาศัยอำนาจตามความในมาตรา ๕๗ แห่งพระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ จึงประกาศหลักเกณฑ์ไว้ ดังนี้
    ข้อ ๑ ข้าราชการทุกคนต้องเข้ารับการฝึกอบรมไม่น้อยกว่าปีละสองครั้ง
    ข้อ ๒ ให้หัวหน้ากลุ่มงานรายงานผลการฝึกอบรมทุกสิ้นปีงบประมาณ
"""
ANNOUNCED_ON = """    ข้อ ๓ ค่าใช้จ่ายให้เบิกจากงบประมาณของหน่วยงาน
        ประกาศ ณ วันที่ ๒ มิถุนายน พ.ศ. ๒๕๖๘

        (นายสมมุติ ตัวอย่างยิ่ง)
        ผู้ว่าราชการจังหวัดสกลนคร
"""
FORM = """แบบสำรวจความต้องการฝึกอบรม
ชื่อ ................ ตำแหน่ง ................
หลักสูตรที่ต้องการ ................
"""


@pytest.mark.parametrize("enclosed", [(), (ANNOUNCED, ANNOUNCED_ON), (ANNOUNCED, ANNOUNCED_ON, FORM), (FORM,)])
def test_what_a_memo_encloses_gives_it_neither_pages_nor_signer(enclosed: tuple[str, ...]) -> None:
    (letter, *_) = read_letters(tuple(text_page(text, number) for number, text in enumerate((MEMO, *enclosed), 1)))
    assert letter.kind.value is LetterKind.INTERNAL
    assert letter.pages == (1,)
    assert letter.signatory.value is not None and letter.signatory.value.name == "นางสาวมาลี สมมุติเพียร"
    assert letter.dated.value is not None and str(letter.dated.value.month) == "6"
    assert not any("ข้อ ๑" in str(part.value) for part in letter.body)


@pytest.mark.parametrize(
    ("first", "begins"), [("๑. กรมทางหลวงได้ว่าจ้างผู้รับจ้างซ่อมถนน", 2), ("๓. แผนที่ทางเบี่ยง จำนวน ๑ แผ่น", 3)]
)
def test_numbered_paragraphs_behind_numbered_enclosures_are_the_text(first: str, begins: int) -> None:
    """The count that begins again tells them from one enclosure more."""
    text = (
        "ที่ คค ๐๖๖๓/๑๒๐๗\nสำนักงานทางหลวงที่ ๗\nถนนมิตรภาพ ขก ๔๐๐๐๐\n๒๙ มกราคม ๒๕๗๐\nเรื่อง แจ้งปิดการจราจร\nเรียน ผู้ว่าราชการจังหวัดขอนแก่น\n"
        f"สิ่งที่ส่งมาด้วย ๑. แบบป้าย จำนวน ๑ ชุด\n๒. แผนที่ จำนวน ๔ แผ่น\n\n{first}\n\nจึงเรียนมาเพื่อโปรดทราบ\nขอแสดงความนับถือ\n(นายกอไก่ ตัวอย่างดี)\nผู้อำนวยการ\n"
    )
    (letter,) = read_letters([text_page(text)])
    assert len(letter.enclosures) == begins
