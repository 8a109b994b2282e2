"""Patterns of a letter's foot and of what stands behind it: titles of enclosures, names, telephones, mottoes."""

from __future__ import annotations

from dataclasses import dataclass

from circulars.lexicon.rows import row


@dataclass(frozen=True, slots=True)
class AnnexTitle:
    """How a page that is no page of the letter itself begins, with such a line and one of a letter's own next page."""

    pattern: str
    example: str
    counter_example: str


ANNEX_TITLES = (
    AnnexTitle(r"สิ่งที่ส่งมา(?:ด้วย|พร้อม)", "สิ่งที่ส่งมาด้วย ๑", "ตามสิ่งที่ส่งมาด้วย ๑ นั้น"),
    AnnexTitle(r"เอกสาร(?:แนบ|หมายเลข|ประกอบ|ประกวด|สอบราคา|ประชา)", "เอกสารแนบท้าย ๒", "เอกสารดังกล่าวให้ส่งคืน"),
    AnnexTitle(r"(?:ภาค)?ผนวก", "ภาคผนวก ก", "ตามผนวก ก"),
    AnnexTitle(r"บัญชี(?:แนบ|ราย|จัดสรร|แสดง|ผู้)", "บัญชีแนบท้ายคำสั่ง", "บัญชีธนาคารของหน่วยงาน"),
    AnnexTitle(r"(?:ทะเบียน)?รายชื่อ(?!ดังกล่าว|ต่อ|ตาม)", "รายชื่อผู้เข้ารับการอบรม", "รายชื่อตามบัญชีแนบท้าย"),
    AnnexTitle(
        r"แบบ(?:รายงาน|ตอบ|สำรวจ|ฟอร์ม|คำ|ใบ|แสดง|บันทึก|ขอ|\s?[ก-ฮ]{1,4}\.)", "แบบรายงานผลการดำเนินงาน", "แบบเดียวกับปีก่อน"
    ),
    AnnexTitle(r"ใบ(?:สมัคร|ตอบรับ|ลงทะเบียน|เสนอราคา|แจ้ง)", "ใบสมัครรับทุน", "ใบอนุญาตหมดอายุแล้ว"),
    AnnexTitle(r"ตาราง(?:แนบ|แสดง|สรุป|กำหนด)", "ตารางแสดงผลการเบิกจ่าย", "ตารางดังกล่าวให้ใช้"),
    AnnexTitle(r"กำหนดการ(?!ดังกล่าว|ตาม)", "กำหนดการประชุม", "กำหนดการดังกล่าว"),
    AnnexTitle(r"(?:รายงาน|ระเบียบวาระ|บันทึก)การประชุม", "รายงานการประชุมคณะกรรมการ", "รายงานการเดินทาง"),
    AnnexTitle(r"(?:หลักเกณฑ์|คู่มือ|แผนที่|แผนผัง|โครงการ)(?!ดังกล่าว|ตาม|นี้|ให้)", "แผนที่โดยสังเขป", "โครงการดังกล่าว"),
    AnnexTitle(
        r"(?:ประกาศ|คำสั่ง|ระเบียบ|ข้อบังคับ)(?!\s?(?:ณ|นี้|ดังกล่าว|เป็นต้น|ให้|ใช้|ผล))", "ประกาศกรมตัวอย่าง", "ประกาศ ณ วันที่ ๑"
    ),
    AnnexTitle(r"\(?สำเนา\)?$|-\s?สำเนา\s?-", "(สำเนา)", "สำเนาเอกสารดังกล่าว"),
)
ANNEX = row('^["“(]?(?:' + "|".join(one.pattern for one in ANNEX_TITLES) + ")", "“แบบรายงานผล", "ตามแบบรายงานผล")
NOT_SIGNER = row(r"สำเนาถูกต้อง|รับรองสำเนา|สำเนาเรียน|ผู้พิมพ์|ผู้ตรวจ|ร่าง/", "ผู้ตรวจ", "ขอแสดงความนับถือ")
"""Above a name: it is of one who certifies a copy, drafted or typed."""
NO_NAME = row(
    r"^(?:ลงชื่อ|ลงนาม|ลายมือชื่อ|ตำแหน่ง|สำเนา|ตราครุฑ|ตรา|หัวหน้าส่วน|ผู้(?!ช่วยศาสตราจารย์))", "ลายมือชื่อผู้รับ", "ผู้ช่วยศาสตราจารย์กอไก่"
)
"""Words in brackets that are no name."""
PAGE_NUMBER = row(r"^[-–—\s]*(\d{1,2})\s*[-–—.]*$", "- 2 -", "2567")
CATCHWORD = row(r"^/\s?\S|\S\s?\.{2,}$|…$", "/การประชุม...", "การประชุม.")
"""The word that runs over to the next page."""
TWO_WORDS = row(r"^[ก-ฮเ-ไ][ก-๎]{2,20}\s[ก-ฮเ-ไ][ก-๎]{2,24}$", "กอไก่ ตัวอย่าง", "กอไก่ ขอไข่ คอควาย")
SIGN_HERE = row(r"^\(?ลงช[ีืิ]่?อ", "(ลงชือ)", "ผู้ลงชื่อ")
SIGNED_BY = row(r"^\(?\s*(?:ลงชื่อ|ลงนาม)\s*\)?[\s.…]*(?=[ก-ฮเ-ไ])", "(ลงชื่อ) นายกอไก่ ตัวอย่าง", "ผู้ลงชื่อ")
"""What a transcript has before the name of who signed."""
OTHER_NUMBERS = row(r"โทรสาร|[0-9๐-๙]{6,}", "โทรสาร ๐ ๔๒๗๑", "ต่อ ๑๒๓")
MOTTO = row(r"^[\"“'].{6,80}[\"”']$", "“อำเภอยิ้ม สร้างสุข”", "“อำเภอยิ้ม” สร้างสุข")
DIGIT_RUN = row(r"[0-9๐-๙]{3,}", "โทร ๑๒๓", "ชั้น ๑๒")
"""More digits than a post has."""
TO_BE_ASKED = row(
    r"(?:สอบถาม|ติดต่อ|ประสาน|รายละเอียดเพิ่มเติม|ข้อมูลเพิ่มเติม).{0,120}?(?:โทร(?:ศัพท์)?\.?|หมายเลข(?:โทรศัพท์)?)\s*(?:หมายเลข)?\s*:?\s*"
    r"(?P<phone>[0-9๐-๙](?:[0-9๐-๙ \-–]){7,14}(?:\s?ต่อ\s?[0-9๐-๙]{1,5})?)",
    "สอบถามรายละเอียดเพิ่มเติมได้ที่ นายกอไก่ โทร. 08 1234 5678",
    "ทางโทรศัพท์ ๐ ๔๒๗๑ ๑๐๐๐",
)
"""A telephone in running text, with the words by which the reader is sent to it."""
FAX = row(r"โทรสาร", "๐ ๔๒๗๑ โทรสาร", "๐ ๔๒๗๑ โทร")
LAST_OF_RANGE = row(r"-\s?\d{1,3}\s*$", "0 4271 9021-3", "0-4271-9021")
"""``๙๐๒๑-๓``: three numbers in a row."""
EXTENSION_MISREAD = row(r"ด่อ(?=\s?[0-9๐-๙])", "0 4271 1000 ด่อ 12", "ด่อง ๑๒")
"""Worn print makes ต like ด; between a number and its extension no other word stands."""
EXTENSION = row(r"ต่อ|,", "0 4271 1000 ต่อ 12", "0 4271 1000")
NEXT_NUMBER = row(r"(?<=\d)[\s,]+(?=0[ \-]?\d)", "0 4271 1000 0 4271 2000", "0 4271 1000")
"""Between two numbers side by side, which begin with a 0 each."""
TO_FILL_IN = row(r"^[.…_]{4,}", "..........ร่าง", "ร่าง ก. ข.")
"""A blank for the hand of who drafted, typed or checked: no part of a post."""
