"""A text whose paragraphs are numbered from the first: none of them is taken for a cited letter or an enclosure, none is lost."""

from __future__ import annotations

import pytest

from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource, TextLine

HEAD = """ที่ พณ ๐๔๑๑/ว ๒๙๘

กรมการค้าภายใน
ถนนนนทบุรี ๑ นนทบุรี ๑๑๐๐๐

๓ สิงหาคม ๒๕๖๙

เรื่อง แนวทางกำกับดูแลตลาดนัดข้าวเปลือก

เรียน ผู้ว่าราชการจังหวัด ทุกจังหวัด

"""
TEXT = """๑. กรมการค้าภายในได้กำหนดแนวทางกำกับดูแลตลาดนัดข้าวเปลือกขึ้นใหม่ เนื่องจากแนวทางเดิมไม่สอดคล้องกับฤดูกาลเก็บเกี่ยว

๒. ผู้จัดตลาดต้องติดตั้งเครื่องวัดความชื้นที่ผ่านการตรวจรับรองแล้ว และปิดป้ายราคารับซื้อให้เห็นได้ชัดเจนทุกวัน

๓. เครื่องชั่งที่ใช้ต้องมีคำรับรองไม่เกินหนึ่งปี

จึงเรียนมาเพื่อโปรดทราบ

ขอแสดงความนับถือ

(นายสมมุติ ตัวอย่างดี)
อธิบดีกรมการค้าภายใน
"""
ABOVE = {
    "one letter cited": "อ้างถึง หนังสือกรมการค้าภายใน ที่ พณ ๐๔๑๑/ว ๑๕๕ ลงวันที่ ๑๙ มกราคม ๒๕๖๘\n\n",
    "one enclosure": "สิ่งที่ส่งมาด้วย แบบตรวจตลาดนัด จำนวน ๑ ฉบับ\n\n",
    "two enclosures": "สิ่งที่ส่งมาด้วย ๑. แบบตรวจตลาดนัด จำนวน ๑ ฉบับ\n๒. บัญชีเครื่องชั่ง จำนวน ๓ แผ่น\n\n",
    "both": "อ้างถึง หนังสือกรมการค้าภายใน ที่ พณ ๐๔๑๑/ว ๑๕๕ ลงวันที่ ๑๙ มกราคม ๒๕๖๘\n\nสิ่งที่ส่งมาด้วย ๑. แบบตรวจตลาดนัด จำนวน ๑ ฉบับ\n๒. บัญชีเครื่องชั่ง จำนวน ๓ แผ่น\n\n",
}


def read(above: str) -> Letter:
    lines = tuple(TextLine(one, None, 1.0, "text") for one in f"{HEAD}{above}{TEXT}".splitlines())
    (letter,) = read_letters([Page(1, lines, PageSource.TEXT)])
    return letter


@pytest.mark.parametrize("name", ABOVE)
def test_a_list_that_has_begun_does_not_count_from_one_again(name: str) -> None:
    letter = read(ABOVE[name])
    body = " ".join(one.value or "" for one in letter.body)
    assert all(part in body for part in ("กำหนดแนวทางกำกับดูแล", "เครื่องวัดความชื้น", "คำรับรองไม่เกินหนึ่งปี"))
    titles = [one.value.title for one in letter.enclosures if one.value]
    assert titles == [one for one in ("แบบตรวจตลาดนัด", "บัญชีเครื่องชั่ง") if one in ABOVE[name]]
    assert len(letter.references) == ABOVE[name].count("อ้างถึง")


@pytest.mark.parametrize(
    ("label", "count"),
    [
        (
            "สิ่งที่ส่งมาด้วย\n๑. แบบตรวจตลาดนัดซึ่งได้ปรับปรุงใหม่ตามมติคณะกรรมการกำกับดูแลสินค้า จำนวน ๑ ฉบับ\n๒. บัญชีเครื่องชั่ง จำนวน ๓ แผ่น\n\n",
            2,
        ),
        ("สิ่งที่ส่งมาด้วย ๑. บัญชี จำนวน ๑ ฉบับ\n๒. แนวทางกำกับดูแลตลาดนัดข้าวเปลือกที่กรมได้กำหนดขึ้นใหม่ทั้งประเทศ จำนวน ๑ ฉบับ\n\n", 2),
    ],
)
def test_a_list_that_runs_on_stays_a_list(label: str, count: int) -> None:
    letter = read(label)
    assert len(letter.enclosures) == count
    assert "กำหนดแนวทางกำกับดูแลตลาดนัดข้าวเปลือกขึ้นใหม่" in (letter.body[0].value or "")
