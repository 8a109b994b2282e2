"""Patterns of whom a letter goes to: counts, exceptions, groups; and of what is laid before the own head."""

from __future__ import annotations

from circulars.lexicon.offices import HEAD_OR_PLACE, PLACE
from circulars.lexicon.phrases import PASS_ON, PURPOSE_BEGINS
from circulars.lexicon.rows import family, row

TO_DEPARTMENTS = row(r"กรม(?!การปกครองจังหวัด)|(?:ส่วนราชการ|หน่วยงาน)ในสังกัด", "แจ้งกรมในสังกัด", "กรมการปกครองจังหวัด")
LISTED_IN_ANNEX = family(
    r"«unit»(?:กลุ่มเป้าหมาย|เป้าหมาย)?\s?ตาม(?:บัญชี)?ราย(?:ชื่อ|นาม)(?:ที่)?แนบ",
    "อำเภอเป้าหมายตามบัญชีรายชื่อที่แนบ",
    "อำเภอตามแบบแนบ",
    unit="อำเภอ",
)
ALL_BUT = family(
    r"(?:ทุก«unit»|«unit»)\s?\(?\s?((?:ยกเว้น|เว้น)\s?[^)]{3,200}?)(?:\)|ดำเนินการ|ทราบ|เพื่อ|$)",
    "ทุกอำเภอ (ยกเว้นอำเภอพังโคน)",
    "ทุกอำเภอ งดเว้นการเผา",
    unit="อำเภอ",
)
ONLY_NAMED = family(
    r"(?:แจ้ง|ให้|ไปยัง|แก่|ถึง|เฉพาะ|มอบหมาย)\s?(?P<list>(?:«names»)(?![ก-๎])(?:\s?(?:,|และ)?\s?(?:«names»)(?![ก-๎]))*)",
    "แจ้งอำเภอพังโคน และอำเภอภูพาน",
    "ณ อำเภอพังโคน",
    names="อำเภอพังโคน|อำเภอภูพาน",
)
NUMBER_OF_OFFICES = row(rf"(?:จำนวน|รวม|ทั้ง)?\s*(\d{{1,3}})\s*{PLACE}(?!\S)", "รวม 18 อำเภอ", "ที่ 18 อำเภอพังโคน")
BETWEEN_NAMES = row(
    rf"\s*(?:,|;|\n|/|\s+และ\s*|\s+และ|(?<=[ก-๎])และ(?={HEAD_OR_PLACE})|\s+)\s*",
    "อำเภอพังโคนและอำเภอภูพาน",
    "พังโคนและภูพาน",
)
POST_OF_HEAD = row(rf"^(?:และ)?(?:{HEAD_OR_PLACE}|จ\.|อ\.)\s*", "นายอำเภอพังโคน", "พังโคน")
NO_NAME = row(rf"^(?:และ|เรียน|{HEAD_OR_PLACE})$", "นายอำเภอ", "นายอำเภอพังโคน")
"""What stands between names in an addressee line and is none."""
IN_REGION = family(r"(?:จังหวัด|ใน|ทุกจังหวัดใน|ทุกจังหวัด ?)«region»(?![ก-๎])", "ทุกจังหวัดในภาคใต้", "ภาคใต้ตอนล่าง", region="ภาคใต้")
LAID_BEFORE = row(r"^ขอ(?:เสนอ|ส่ง|จัดส่ง|รายงาน|อนุมัติ|อนุญาต|หารือ|ความเห็นชอบ|นำเรียน|นำเสนอ)", "ขออนุมัติเดินทาง", "ขอความร่วมมือ")
PURPOSE_BEGINNING = row(rf"{PURPOSE_BEGINS}(?:ได้)?(?:โปรด|กรุณา)?", "จึงเรียนมาเพื่อโปรดทราบ", "เพื่อโปรดทราบ")
PASSED_ON_AT_END = row(rf"\s*(?:และ|พร้อมทั้ง)?\s*(?:โปรด)?(?:{PASS_ON}).*$", "ทราบ และแจ้งอำเภอ", "ทราบ และพิจารณา")
FOR_THE_HEAD = row(r"^(?:ทราบ|พิจารณา|ดำเนินการ|อนุมัติ|อนุญาต|ลงนาม|เห็นชอบ|สั่งการ)", "พิจารณาอนุมัติ", "โปรดพิจารณา")
ASKED_IN_WORDS = row(r"ขอ(?:ให้|ความร่วมมือ|ความอนุเคราะห์|เชิญ|ความกรุณา)", "กรมขอเชิญ", "กรมขอแจ้ง")
PHONE_WORD = row(r"\s*โทร(?:ศัพท์)?\s?\.?\s*", "กองคลัง โทร. ๑", "กองคลัง")
