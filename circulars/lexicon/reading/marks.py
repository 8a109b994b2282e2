"""Rows of the grammar of marks: words of secrecy and urgency, and what may stand beside them.

Sources: ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔ ข้อ ๑๒ (three classes), the four classes of พ.ศ. ๒๕๑๗
(ปกปิด), ระเบียบงานสารบรรณ ข้อ ๒๘ (urgency).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from circulars.letter.letter import Secrecy, Urgency
from circulars.lexicon.rows import row, spaced


@dataclass(frozen=True, slots=True)
class MarkWord:
    """One way to mark secrecy: its class, a line that has it, and one that holds the same letters and is not marked.

    ``level`` is None where it is no class of today's regulation, so that a person must say which.
    """

    level: Secrecy | None
    spelled: str
    example: str
    counter_example: str


MARK_WORDS = (
    MarkWord(Secrecy.TOP_SECRET, "ลับที่สุด", "ลับที่สุด ด่วน", "เรื่องลับที่สุดในโลก"),
    MarkWord(Secrecy.SECRET, "ลับมาก", "- ลับมาก -", "เส้นทางสลับมาก"),
    MarkWord(None, "ลับเฉพาะ", "(ลับเฉพาะ)", "ลับเฉพาะกลุ่มเล็ก"),
    MarkWord(Secrecy.CONFIDENTIAL, "ลับ", "ลับ ที่ มท ๐๓๐๙/๑๒", "อำเภอลับแล"),
    MarkWord(None, "ปกปิด", "ปกปิด", "การปกปิดข้อมูล"),
    MarkWord(None, "TOP SECRET", "TOP SECRET", "TOP SECRETARY"),
    MarkWord(None, "SECRET", "** SECRET **", "SECRETARIAT"),
    MarkWord(None, "CONFIDENTIAL", "CONFIDENTIAL", "CONFIDENTIALITY"),
)
"""Longer words first: ลับที่สุด is no ลับ."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A word beside ลับ that makes it part of a sentence or a name, with a line that shows it."""

    before: str
    after: str
    example: str


NEIGHBOURS = (
    Neighbour("", "แล", "อำเภอ ลับ แล จังหวัดอุตรดิตถ์"),
    Neighbour("", "มีด", "หิน ลับ มีด"),
    Neighbour("", "หลัง", "นินทา ลับ หลัง"),
    Neighbour("", "ลวง", "ละคร ลับ ลวง พราง"),
    Neighbour("", "สมอง", "เกม ลับ สมอง"),
    Neighbour("ความ", "", "ผู้รักษาความ ลับ"),
    Neighbour("ข่าวสาร", "", "นายทะเบียนข้อมูลข่าวสาร ลับ"),
    Neighbour("ข้อมูล", "", "การเก็บข้อมูล ลับ"),
    Neighbour("ทาง", "", "สืบทราบทาง ลับ"),
    Neighbour("ผู้", "", "ห้ามมิให้ผู้ใดผู้ ปกปิด"),
    Neighbour("การ", "", "การ ปกปิด"),
)


_URGENCY = r"ด\s?่?\s?ว\s?น(?:\s?ที่?\s?ส\s?ุ?\s?ด|\s?ม\s?า\s?ก)?"
_NUMBER = r"ที่\s*[ก-ฮ]{1,5}\.?\s*(?:\([^)]{1,14}\)\s*)?[0-9๐-๙(/]"
_SHEET = r"(?:ชุด|หน้า|แผ่น|สำเนา|ฉบับ)(?:ที่)?\s*[0-9๐-๙]+\s*(?:(?:ของ|ใน|/)\s*[0-9๐-๙]+)?\s*(?:ชุด|หน้า|แผ่น|ฉบับ)?"
_TITLE = r"บันทึกข้อความ|สำเนาคู่ฉบับ|สำเนา|คู่ฉบับ|ตราครุฑ|วิทยุสื่อสาร|โทรสาร"
_LABEL = r"ลำดับชั้นความลับ|ระดับชั้นความลับ|ชั้นความลับ|ชั้นความเร็ว|ลำดับความเร่งด่วน|ความเร่งด่วน"
LABEL = row(_LABEL, "ชั้นความเร็ว ด่วนมาก", "ชั้นเรียน")
LABEL_BEFORE = row(rf"(?:{_LABEL})\s*:?\s*$", "ชั้นความลับ :", "ชั้นความลับ ลับ")
WORD = row(
    "|".join(f"(?P<w{place}>{spaced(one.spelled)})" for place, one in enumerate(MARK_WORDS)),
    "ล ั บ",
    "ลบข้อมูล",
    re.IGNORECASE,
)
BEHIND = row(
    rf"^(?:$|ผู้รับ|ผู้มีชื่อ|ที่สุด|[^\u0e01-\u0e4eA-Za-z]|{_URGENCY}|{_NUMBER}|{_SHEET}|{_TITLE})",
    "ที่ มท ๐๓๐๙/๑๒",
    "แล จังหวัดอุตรดิตถ์",
)
"""What may stand right behind a mark."""
BEFORE = row(
    rf"(?:^|[^\u0e01-\u0e4eA-Za-z]|{_URGENCY}|{_LABEL}|{_TITLE}|(?:^|\s|เป็น)(?:เอกสาร|หนังสือ))$", "เป็นเอกสาร", "เส้นทางส"
)
"""What may stand right before a mark."""
FURNITURE = row(
    rf"\s+|[-–—_*=~.·•|\[\](){{}}<>\"“”'‘’:,/\\#+]+|{_URGENCY}|{_LABEL}|{_SHEET}|{_TITLE}|(?:เอกสาร|หนังสือ)\s?$"
    rf"|{_NUMBER}[0-9๐-๙.()/\sวลก-ฮ]*$|[0-9๐-๙]{{1,3}}(?![0-9๐-๙.)])",
    "หน้า ๑ ของ ๒",
    "การประชุม",
)
"""What a line of marks may hold besides them."""
NUMBERED_ITEM = row(r"^\(?[0-9๐-๙ก-ฮ]{1,2}\s?[.)]", "๒. ลับมาก", "๒๕๖๗ ลับ")
LETTER_APART = row(r"(?:^|\s)[ก-ฮเ-ไ]\s$", "ทาง ก ", "ทางก ")
MAY_BE_SECRET = row(r"^[ลสถอ][\u0e31\u0e34-\u0e37\u0e47-\u0e4c]{0,2}[บปนษม]$", "ล้บ", "ลบข้อมูล")
"""ลับ with a letter or a mark misread."""
NO_MARK = row(r"[0-9๐-๙][0-9๐-๙.]{2,}|[สถอ]\s?\.|[สถอ][บปนษม]\s?\.", "สน ๔๗๑๒๐", "ลบ ๒")
"""An address, a telephone or the letters of an office beside what looks like ลับ."""
LEADING = row(
    rf"^(?P<marks>(?:[-*(\[\s]*(?:{_URGENCY}|{'|'.join(spaced(one.spelled) for one in MARK_WORDS[:2])}|{spaced('ลับ')}(?!ที่?สุด))[-*)\]\s]*)+)"
    rf"(?P<rest>(?:{_NUMBER}|บันทึกข้อความ|คำสั่ง|ประกาศ).*)$",
    "ลับ ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒",
    "กลับ ที่ มท ๐๓๐๙/ว ๑๒",
)
"""Marks at the beginning of a line that goes on with its number or title."""
CITATION = row(r"ลงวันที่|ลว\.|ลง\s?[0-9๐-๙]", "ที่ มท ๐๓๐๙/๑๒ ลว. ๒ มี.ค. ๖๗", "ที่ มท ๐๓๐๙/๑๒ ลงนาม")
URGENT_WORD = row(f"({'|'.join(spaced(str(value)) for value in reversed(Urgency))})", "ด ่ ว น", "ส่วนที่สุด")
URGENT_APART = row(r"(?:^|[^\u0e01-\u0e4e])(ด่วนที่สุด|ด่วนมาก)(?![\u0e01-\u0e4e])", "ที่ ๑๒ ด่วนที่สุด", "รถด่วนที่สุดในโลก")
"""A word of urgency that stands apart in a line with something else."""
SECRET_REGISTER = row(
    r"^(?:เลข)?ที่\s*[ก-ฮ]{2,4}\.?[^/]{0,24}(?:/\s*(?:ว\s?\.?\s?)?(?:ล\s?\.?|\(\s?ล(?:ับ)?\s?\.?\))|\(\s?ล(?:ับ)?\s?\)\s?/)\s*[0-9๐-๙]",
    "ที่ มท ๐๖๑๘/ว(ล) ๑๒",
    "ที่ ตช ๐๐๒๐(ลป)/ว ๐๒๙",
)
"""``/ล``, ``/ว(ล)``: classified letters have a register of their own, and offices print its ล as they print ว, or beside it."""
BULLET_OF_MARK = row(r"^[-•]\s?(?:ล|ป)[^-•]*$", "- ลับมาก", "- ลับมาก -")
ITEM_BEGINS = row(r"^\(?[0-9๐-๙]{1,2}\s?[.)]", "๑) ลับ", "๑ ลับ")
