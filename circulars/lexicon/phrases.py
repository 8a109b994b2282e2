"""Fixed words of official letters: closings, openings, urgency, and the verbs by which something is passed on or asked."""

from __future__ import annotations

from circulars.letter.letter import Urgency
from circulars.lexicon.rows import either, family, row

CLOSING = row(
    r"^ขอ(?:แสดงความ|นมัสการด้วยความ)(?:นับถือ|เคารพ)(?:อย่างยิ่ง|อย่างสูง)?$|^ขอ(?:เจริญพร|ถวายพระพร)$",
    "ขอแสดงความนับถือ",
    "ขอแสดงความยินดี",
)
"""The closing word (ภาคผนวก ๒), alone on its line."""
PURPOSE = row(r"^จึง", "จึงเรียนมาเพื่อโปรดทราบ", "ซึ่งเรียนมาแล้ว")
"""A paragraph that says for what the letter was written."""
OPENING = row(
    r"^(?:ด้?วย(?!วิธี)|(?:โดย)?อาศัยอำนาจ|[ตด]ามท[ีิ]?่?|[ตด]ามหนังส|ตาม(?!บัญชี|รายชื่อ)|เน[ืิี]?่?องจาก|เนื่องด้วย|อนุสนธิ|โดยที่|สืบเนื่อง"
    r"|ในการนี้|ในคราว|พร้อม(?:หนังสือ)?นี้|เพื่อ|ข้าพเจ้า|จึง|ดังนั้น|เรื่องเดิม|ต้นเรื่อง|ข้อเท็จจริง|บัดนี้|เมื่อวันที่"
    r"|ขอ(?=ให้|เชิญ|ความ|เรียน|ส่ง|แจ้ง|อนุ|รับ|เสนอ|หารือ))",
    "ด้วยกรมการปกครอง",
    "ด้วยวิธีเฉพาะเจาะจง",
)
"""A line that opens a paragraph of the body, as offices write and recognisers see it."""
GIVEN = row(r"^(?:สั่ง|ประกาศ|ให้ไว้)\s*ณ\s*วันท", "สั่ง ณ วันที่ ๑ มีนาคม", "ประกาศรายชื่อ ณ ศาลากลาง")
"""The line with the day on which an order or announcement is given (ข้อ ๑๖, ๒๐)."""
URGENT = either(str(one) for one in Urgency)
"""The classes of urgency (ข้อ ๒๘), the longest first."""
SECRECY_OR_URGENCY = f"(?:ลับที่สุด|ลับมาก|{URGENT})"
DECREES = "(?:คำสั่ง|ประกาศ|ระเบียบ|ข้อบังคับ)"
"""Letters that have a title in the place of a number (ข้อ ๑๕-๒๐)."""
SENT_AWAY = "สิ่งที่ส่งมาด้วย"

ANY = family("«words»", "ตามผนวก กอไก่", "ตามผนวก ขอไข่", words="(?:กอไก่|คอควาย)")
"""Any of the words that a table gives."""

PASS_ON_VERBS = (
    ("แจ้งเวียน", "แจ้งเวียนให้อำเภอทราบ", "แจ้งผลให้กรมทราบ"),
    ("แจ้งเตือน", "แจ้งเตือนอำเภอ", "เตือนภัย"),
    ("แจ้ง", "แจ้งอำเภอ", "แจกอำเภอ"),
    ("เวียน", "เวียนหนังสือให้ทราบ", "เขียนหนังสือ"),
    ("ส่งต่อ", "ส่งต่อให้อำเภอ", "ส่งกลับกรม"),
    ("จัดส่ง", "จัดส่งให้อำเภอ", "จัดซื้อ"),
    ("ส่ง", "ส่งให้อำเภอ", "สั่งอำเภอ"),
    ("กำชับ", "กำชับอำเภอ", "กำกับอำเภอ"),
    ("สั่งการ", "สั่งการอำเภอ", "สั่งซื้อ"),
    ("มอบหมาย", "มอบหมายอำเภอ", "มอบอำนาจ"),
    ("ซักซ้อม", "ซักซ้อมอำเภอ", "ซักถาม"),
    ("ถ่ายทอด", "ถ่ายทอดให้ประชาชน", "ถ่ายโอน"),
    ("ประชาสัมพันธ์", "ประชาสัมพันธ์ให้ประชาชน", "ประชาคม"),
    ("เผยแพร่", "เผยแพร่ให้ประชาชน", "เผยผล"),
    ("เน้นย้ำ", "เน้นย้ำให้อำเภอ", "เน้นหนัก"),
    ("ขอความร่วมมือ", "ขอความร่วมมืออำเภอ", "ขอความเห็น"),
    ("ประสาน", "ประสานอำเภอ", "ประสบภัย"),
    ("สร้างการรับรู้", "สร้างการรับรู้แก่ประชาชน", "สร้างถนน"),
    ("เชิญชวน", "เชิญชวนประชาชน", "เชิญประชุม"),
    ("เร่งรัด", "เร่งรัดอำเภอ", "เร่งด่วน"),
    ("สนับสนุน", "สนับสนุนอำเภอ", "สนับแข้ง"),
)
"""Verbs by which something is passed on to somebody, each with a use and a text that is alike."""
PASS_ON = "|".join(verb for verb, _, _ in PASS_ON_VERBS)
for _verb, _example, _counter in PASS_ON_VERBS:
    row(_verb, _example, _counter)
PERFORMS = r"ขอ(?:แจ้ง|ส่ง|จัดส่ง|นำส่ง|เรียนเชิญ|เชิญ(?!ชวน)|ซักซ้อม(?=ความเข้าใจ|แนวทาง|หลักเกณฑ์|วิธี|การปฏิบัติ))"
"""What a sender does by saying it, and so do we when we say it on."""
PERFORMED_CHANGE = "เลื่อน|ยกเลิก|แก้ไข(?!ปัญหา)|ขยาย(?=เวลา|ระยะ|กำหนด)|เปลี่ยน|ถอน|งดการ|งดจัด|ระงับ|ชะลอ"
"""Verbs by which something told before is changed or taken back."""
ASKS = "(?:ให้|ความร่วมมือ|ความอนุเคราะห์|ได้โปรด|เชิญชวน(?=จังหวัด|อำเภอ|ท่าน|กรม)|เชิญ(?=(?:จังหวัด|อำเภอ|ท่าน)(?:แจ้ง|ประชาสัมพันธ์)))"
"""What stands behind ขอ where the addressee is asked to act."""
COLLECTS = "รวบรวม|สรุป|รายงาน|จัดส่ง|ส่ง|แจ้งผล"
"""Verbs of gathering and sending upward."""
HERE = "(?:ใน)?(?:การ|กรณี)นี้"
PURPOSE_BEGINS = r"^จึง(?:ขอ)?(?:เรียน|แจ้ง|เสนอ|ประสาน|ส่ง)?(?:มา)?\s?(?:เพื่อ)?"
MOBILE = row(r"(?<![\d/.])0[ -]?[689](?:[ -]?\d){8}(?!\d)", "08 1234 5678", "0 4271 1000")
"""A mobile number, digits made Arabic."""
OWNED_BY_YOU = "ของท่าน"
