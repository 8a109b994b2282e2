"""What letters call the offices of each level, so that a task tells who must act.

The words are the field's own (ที่ทำการปกครองอำเภอ, นายอำเภอ, อำเภอ …), longest first. ``หน่วยงานในสังกัด`` and the like stand
for whoever is below the one spoken to.
"""

from __future__ import annotations

import re
from functools import lru_cache

from circulars.directory.offices import Level

ORDER = (Level.MINISTRY, Level.DEPARTMENT, Level.PROVINCE, Level.DISTRICT, Level.LOCAL)
WORDS: dict[Level, tuple[str, ...]] = {
    Level.MINISTRY: ("กระทรวง",),
    Level.DEPARTMENT: ("ส่วนราชการระดับกรม", "อธิบดี", "กรม"),
    Level.PROVINCE: ("ที่ทำการปกครองจังหวัด", "ผู้ว่าราชการจังหวัด", "สำนักงานจังหวัด", "จังหวัด"),
    Level.DISTRICT: ("ที่ทำการปกครองอำเภอ", "ที่ว่าการอำเภอ", "นายอำเภอ", "อำเภอ"),
    Level.LOCAL: (
        "องค์กรปกครองส่วนท้องถิ่น",
        "องค์การบริหารส่วนจังหวัด",
        "องค์การบริหารส่วนตำบล",
        "นายกเทศมนตรี",
        "เทศบาล",
        "อปท.",
        "อบจ.",
        "อบต.",
    ),
}
"""How letters name the offices of a level."""
_DEPUTIES: dict[Level, tuple[str, ...]] = {
    Level.DEPARTMENT: ("รองอธิบดี",),
    Level.PROVINCE: ("ปลัดจังหวัด", "รองผู้ว่าราชการจังหวัด", "ศาลากลางจังหวัด"),
    Level.DISTRICT: ("ปลัดอำเภอ",),
}
"""Who of an office of a level is spoken to besides its head."""
VILLAGE = ("กำนัน", "ผู้ใหญ่บ้าน", "ตำบล", "หมู่บ้าน", "ราษฎร", "ประชาชน")
EVERYBODY_BELOW = (
    "หน่วยงานในสังกัด",
    "หน่วยงานในกำกับ",
    "หน่วยงานในพื้นที่",
    "หน่วยงานที่เกี่ยวข้อง",
    "หน่วยงานในสังกัดและ",
    "ส่วนราชการในสังกัด",
    "ส่วนราชการที่เกี่ยวข้อง",
    "บุคลากรในสังกัด",
    "เจ้าหน้าที่ในสังกัด",
    "เจ้าหน้าที่ที่เกี่ยวข้อง",
    "เจ้าหน้าที่ผู้เกี่ยวข้อง",
    "เจ้าหน้าที่ผู้ปฏิบัติงาน",
    "ผู้เกี่ยวข้อง",
    "ผู้ที่เกี่ยวข้อง",
)
PASS_ON = r"แจ้งเวียน|แจ้ง|เวียน|ส่งต่อ|จัดส่ง|ส่ง|กำชับ|สั่งการ|มอบหมาย|ซักซ้อม|ถ่ายทอด|ประชาสัมพันธ์|เผยแพร่|เน้นย้ำ|ขอความร่วมมือ|ประสาน|สร้างการรับรู้|เชิญชวน|เร่งรัด|สนับสนุน"
"""Verbs by which something is passed on to somebody."""
PERFORMS = r"ขอ(?:แจ้ง|ส่ง|จัดส่ง|นำส่ง|เรียนเชิญ|เชิญ(?!ชวน))"
"""What a sender does by saying it, and so do we when we say it on."""
UNIT = {
    Level.MINISTRY: "กระทรวง",
    Level.DEPARTMENT: "ส่วนราชการ",
    Level.PROVINCE: "จังหวัด",
    Level.DISTRICT: "อำเภอ",
    Level.LOCAL: "องค์กรปกครองส่วนท้องถิ่น",
}
"""What a letter calls one office of the level that it addresses."""


@lru_cache(maxsize=8)
def own_words(level: Level) -> tuple[str, ...]:
    """Names under which a letter speaks to an office of this level."""
    return WORDS[level]


@lru_cache(maxsize=8)
def words_below(level: Level) -> tuple[str, ...]:
    """Names of everybody below this level."""
    lower = ORDER[ORDER.index(level) + 1 :]
    return (*(word for one in lower for word in WORDS[one]), *VILLAGE, *EVERYBODY_BELOW)


@lru_cache(maxsize=8)
def below_pattern(level: Level) -> str:
    """A regular expression for any name of those below, longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words_below(level), key=len, reverse=True)) + ")"


@lru_cache(maxsize=8)
def own_pattern(level: Level) -> str:
    """A regular expression for the names of offices of this level itself, ท่าน among them."""
    words = (*own_words(level), *_DEPUTIES.get(level, ()), "ท่าน")
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def concerned_by(subject: str, unit: str) -> str:
    """Who further below than the recipients (``unit``) a subject is about; empty where it names nobody of the kind.

    >>> concerned_by("การโอนเงินให้แก่องค์กรปกครองส่วนท้องถิ่น งวดที่ ๑", "จังหวัด")
    'องค์กรปกครองส่วนท้องถิ่น'
    """
    level = next((one for one, name in UNIT.items() if name == unit), None)
    if level is None:
        return ""
    for lower in ORDER[ORDER.index(level) + 1 :]:
        if re.search(rf"(?:ให้แก่|แก่|ของ|สำหรับ|ให้){UNIT[lower]}", subject):
            return UNIT[lower]
    return ""


def prose_name(agency: str) -> str:
    """What prose calls the office of a letterhead.

    >>> prose_name("ศาลากลางจังหวัดสกลนคร"), prose_name("ที่ว่าการอำเภอพังโคน"), prose_name("กรมการปกครอง")
    ('จังหวัดสกลนคร', 'อำเภอพังโคน', 'กรมการปกครอง')
    """
    return re.sub(r"^(?:ศาลากลาง(?=จังหวัด)|ที่ว่าการ(?=อำเภอ))", "", " ".join(agency.split()))
