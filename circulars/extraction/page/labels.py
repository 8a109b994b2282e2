"""The printed labels of a letter, one row each: the words, as offices print them and recognisers see them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The parts of a letter that a label opens."""

    NUMBER = "number"
    SUBJECT = "subject"
    ADDRESSEES = "addressees"
    REFERENCES = "references"
    ENCLOSURES = "enclosures"
    MEMO_OFFICE = "memo-office"
    MEMO_DATE = "memo-date"


@dataclass(frozen=True, slots=True)
class Label:
    """A label: what it opens, how it looks at the start of a line, and one line it must match."""

    part: Part
    pattern: re.Pattern[str]
    example: str


_WIDE = r"(?=\s|[:.]|[\"“(]|[ก-ฮเ-ไ0-9๐-๙A-Za-z]|$)"
LABELS = (
    Label(
        Part.NUMBER,
        re.compile(
            r"^(?:เลข)?ที\s?่?\s*(?=[ก-ฮ]{2,4}\.?\s*(?:\([ก-๎. ]+\)\s*)?[0-9๐-๙]|[ก-ฮ]{2,4}\.\s?[ก-ฮ]|[ก-ฮ]{2,4}\s*/|[ก-ฮ]{2,3}$|$)"
        ),
        "ที่ มท ๐๓๒๒/ว ๑๘๖๑",
    ),
    Label(Part.SUBJECT, re.compile(r"^เร[ืิี]?่?อง\s*[:.]?\s*" + _WIDE), "เรื่อง การประชุม"),
    Label(
        Part.ADDRESSEES,
        re.compile(
            r"^(?P<word>กราบเรียน|เรียน|นมัสการ|ถึง|กราบนมัสการ)(?:\s*[:]\s*|\s+|$|(?=นาย|ผู้|ปลัด|หัวหน้า|อธิบดี|คณะ|กำนัน))"
        ),
        "เรียน นายอำเภอ ทุกอำเภอ",
    ),
    Label(Part.REFERENCES, re.compile(r"^อ้?างถ[ึิ]?ง\s*[:.]?\s*"), "อ้างถึง หนังสือจังหวัด"),
    Label(
        Part.ENCLOSURES,
        re.compile(r"^[สล][ิีึ]?่?งท[ีิ]?่?(?:\s?ได้)?\s?ส่?ง\s?มา(?:พร้อม\S{0,9}|[ดคตล][้ั]?ว\s?ย)\s*[:.]?\s*"),
        "สิ่งที่ส่งมาด้วย สำเนา",
    ),
    Label(Part.MEMO_OFFICE, re.compile(r"^ส่วนราชการ\s*[:.]?\s*"), "ส่วนราชการ กองคลัง โทร. ๑"),
    Label(Part.MEMO_DATE, re.compile(r"^วันที่\s+"), "วันที่ ๑ มกราคม ๒๕๖๗"),
)


def is_part(text: str) -> bool:
    """A line that opens a part of the letter with its label and something behind it; no stamp has such lines."""
    opens = (Part.SUBJECT, Part.REFERENCES, Part.ENCLOSURES)
    return any(label.part in opens and (m := label.pattern.match(text)) and len(text) > m.end() for label in LABELS)


CLOSING = re.compile(r"^ขอ(?:แสดงความ|นมัสการด้วยความ)(?:นับถือ|เคารพ)(?:อย่างยิ่ง|อย่างสูง)?$")
PURPOSE = re.compile(r"^จึง")
OPENING = re.compile(
    r"^(?:ด้?วย(?!วิธี)|(?:โดย)?อาศัยอำนาจ|[ตด]ามท[ีิ]?่?|[ตด]ามหนังส|ตาม(?!บัญชี|รายชื่อ)|เน[ืิี]?่?องจาก|เนื่องด้วย|อนุสนธิ|โดยที่|สืบเนื่อง|ในการนี้|ในคราว|พร้อม(?:หนังสือ)?นี้|"
    r"เพื่อ|ข้าพเจ้า|จึง|ดังนั้น|เรื่องเดิม|ต้นเรื่อง|ข้อเท็จจริง|บัดนี้|เมื่อวันที่|ขอ(?=ให้|เชิญ|ความ|เรียน|ส่ง|แจ้ง|อนุ|รับ|เสนอ|หารือ))"
)
ACTING = re.compile(
    r"ปฏิบัติราชการแทน|รักษาราชการแทน|รักษาการในตำแหน่ง|รักษาการแทน|ทำการแทน|ปฏิบัติหน้าที่แทน|ปฏิบัติหน้าท[ีิ]?่?|ทำหน้าที่แทน"
)
RANK = re.compile(
    r"^(?:ว่าที่\s*)?(?:(?:พล|พัน|ร้อย|จ่าสิบ|สิบ|นาวา|เรือ|จ่า|นาย)(?:ตำรวจ|อากาศ)?(?:ตรี|โท|เอก|ดาบตำรวจ)(?:\s?หญิง)?"
    r"|(?:ว่าที่\s?)?(?:พล|พ|น|ร|จ|ส)\.\s?(?:ต|ท|อ|ส|ร)\.(?:\s?[ตทอ]\.)?(?:\s?หญิง)?|หม่อม(?:หลวง|ราชวงศ์)|ดร\.)"
)
NAME = re.compile(
    r"^(?:\W{0,3}|.{1,12}\s(?=\(\s?(?:นาย|นาง|ผู้ช่วยศาสตราจารย์|รองศาสตราจารย์|ศาสตราจารย์|ดร\.|ว่าที่)))\((?P<name>[ก-๎. ]{4,60})\)\W{0,2}$"
)
"""A name in brackets; strokes of the signature may be read as a few signs before it."""
TITLED = re.compile(
    r"^(?:นาย|นาง|นางสาว|น\.ส\.|ดร\.|ผศ\.|รศ\.|ศ\.|ว่าที่|พระ|หม่อม|(?:ผู้ช่วย|รอง)?ศาสตราจารย์|(?:พล|พัน|ร้อย|นาวา|เรือ)(?:ตำรวจ|อากาศ)?(?:ตรี|โท|เอก))"
)
PHONE = re.compile(
    r"โทร(?:ศัพท์)?\s?\.?\s*(?:/?\s?โทรสาร)?\.?\s*:?\s*(?P<phone>[0-9๐-๙](?:[0-9๐-๙ \-–,()]|\.(?=,))*(?:\s?ต่อ\s?[0-9๐-๙ ,\-–]+)?)"
)
AGENCY = re.compile(
    r"^(?:กระทรวง|กรม|กอง|สำนัก|ศาลากลาง|ที่ว่าการ|ที่ทำการ|จังหวัด|อำเภอ|มหาวิทยาลัย|เทศบาล|องค์การ|โรงเรียน|โรงพยาบาล|ธนาคาร|"
    r"ศูนย์|สถาบัน|คณะ|การ[ก-ฮ]|มูลนิธิ|วิทยาลัย|ศาล|สภา|บริษัท|สมาคม|ราช|มณฑล|กองทัพ|กองบัญชาการ|ฝ่าย|เมือง|สถานี|หน่วย|วัด)"
)
