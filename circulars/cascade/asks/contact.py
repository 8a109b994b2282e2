"""Whom to ask: the sentences about the sender's coordinator, his telephone and the owner of the matter, taken out whole."""

from __future__ import annotations

import re

_CONTACT = re.compile(
    r"ผู้ประสานงาน|(?:สอบถาม|ติดต่อ|ประสาน)(?:ขอ)?(?:ข้อมูล|รายละเอียด|ประสานงาน|สอบถาม|ราชการ)?(?:เพิ่มเติม|ได้ที่|ได้โดยตรง)"
    r"|(?:สอบถาม|ติดต่อ|ประสานงาน)[^.]{0,60}(?:โทร|หมายเลข)|^(?:กอง|สำนัก|กลุ่ม|ฝ่าย|ศูนย์|งาน)[^.]{0,200}โทร(?:\.|ศัพท์|สาร)"
)
_REACHED = re.compile(r"โทร(?:\.|ศัพท์|สาร)|หมายเลข|เบอร์|[๐0][ -]?[๐-๙\d](?:[ -]?[๐-๙\d]){6,8}|@|Line|ไลน์", re.IGNORECASE)
"""How somebody is reached: a sentence about a coordinator without it is a task (``มอบหมายบุคลากรเป็นผู้ประสานงาน``)."""
_NEAR_CONTACT = 90
"""Letters before the words of contact in which its sentence begins; what stands further off is another sentence."""
OWNER = re.compile(r"(?:กอง|สำนัก|กลุ่มงาน|กลุ่ม|ฝ่าย|ศูนย์)(?!.*(?:ได้|แล้ว|จะ|ขอ|ให้|มี|จึง|โดย|เพื่อ))[ก-๎ ]{6,90}$")
"""The owner of the matter as it stands at a letter's foot: a name and nothing that anybody does."""
_NAMED = re.compile(r"มอบหมาย(?:ให้)?\s*(?:นาย|นาง|นางสาว|น\.ส\.|ว่าที่)\s?[^ ].*เป็นผู้ประสานงาน")
"""A coordinator of the sender's by name is whom to ask, with or without a telephone."""
_CONTACT_START = re.compile(
    r"(?:(?:ทั้งนี้|โดย|หาก|กรณี|และ|สามารถ|ในการนี้)[^.]{0,60}?)?(?:(?:ได้)?มอบหมาย(?:ให้)?\s*(?:นาย|นาง|ว่าที่|น\.ส\.)|สอบถาม|ติดต่อ|ประสาน|ผู้ประสานงาน)"
)


def without_contact(text: str) -> tuple[str, list[str]]:
    """A paragraph without its sentence about whom to ask; the sentence apart."""
    found = _CONTACT.search(text)
    if not found or not (_REACHED.search(text) or _NAMED.search(text)):
        return text, []
    named = _NAMED.search(text)
    if named and named.start() <= found.start() <= named.end():
        return _without_named(text, named.start())
    near = found.start() - _NEAR_CONTACT
    starts = [m.start() for m in _CONTACT_START.finditer(text) if near <= m.start() <= found.start()]
    cuts = [
        m.start()
        for m in re.finditer(r"(?:^|(?<=\s))(?:ทั้งนี้|โดยมี|หาก|กรณี|โดย|และ|หรือ|สามารถ|อนึ่ง)", text)
        if near <= m.start() <= found.start() and "จึง" not in text[m.start() : found.start()]
    ]
    at = max(cuts) if cuts else (starts[-1] if starts else text.rfind(" ", 0, found.start() + 1) + 1)
    rest = re.sub(r"(?:^|\s)(?:ทั้งนี้|อนึ่ง|โดย|และ|หรือ)$", "", text[:at].strip(" ,"))
    return rest.strip(), [text[at:].strip()]


def _without_named(text: str, start: int) -> tuple[str, list[str]]:
    """A coordinator by name: his sentence begins at ทั้งนี้ or with who appoints him, however long name and post are."""
    begins = [m.start() for m in re.finditer(r"(?:^|(?<=\s))(?:ทั้งนี้|อนึ่ง|ในการนี้|โดย|และ)", text[:start])]
    at = begins[-1] if begins and "จึง" not in text[begins[-1] : start] else text.rfind(" ", 0, start) + 1
    return text[:at].strip(" ,"), [text[at:].strip()]
