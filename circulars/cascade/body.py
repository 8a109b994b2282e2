"""The parts of a letter's text: ภาคเหตุ, the situation, the wish with its numbered tasks, the contact, ภาคสรุป.

ระเบียบงานสารบรรณ ข้อ ๑๑.๘ and the typing guide: the text states its cause, its wish and its end, several wishes in
numbered items. Sorting goes by the words clerks always use (ตามที่ … นั้น, จึงขอ …, ดังนี้, จึงเรียนมาเพื่อ …), so it
holds for letters that OCR has torn or joined; what fits nowhere is kept as situation, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from circulars.cascade.levels import below_pattern, own_pattern
from circulars.directory.offices import Level
from circulars.thai.text import repair

_ITEM = re.compile(
    r"^\(?(?P<number>[๐-๙\d]{1,2}(?:\s?\.\s?[๐-๙\d]{1,2}){0,2})\s?(?:[.)]|(?<=[.][๐-๙\d]))\s*(?=[^\d๐-๙\s])"
)
_PURPOSE = re.compile(r"^จึง(?:ขอ)?(?:เรียน|แจ้งมา|เสนอมา|ประสานมา|ส่งมา)|^จึงเรียน")
_CAUSE = re.compile(r"^(?:ตามที่|ตาม|อนุสนธิ|ด้วย|เนื่องจาก|เนื่องด้วย)")
_KNOWN = re.compile(r"^(?:ตามที่|ตาม|อนุสนธิ)")
_THAT = re.compile(r"(?<=[ ๆ)])นั้น(?= ?[ก-๎])")
_CONTACT = re.compile(
    r"ผู้ประสานงาน|(?:สอบถาม|ติดต่อ|ประสาน)(?:ขอ)?(?:ข้อมูล|รายละเอียด|ประสานงาน|สอบถาม|ราชการ)?(?:เพิ่มเติม|ได้ที่|ได้โดยตรง)"
    r"|(?:สอบถาม|ติดต่อ|ประสานงาน)[^.]{0,60}(?:โทร|หมายเลขโทรศัพท์|หมายเลข)"
)
_CONTACT_START = re.compile(
    r"(?:(?:ทั้งนี้|โดย|หาก|กรณี|และ|สามารถ|ในการนี้)[^.]{0,60}?)?(?:(?:ได้)?มอบหมาย(?:ให้)?\s*(?:นาย|นาง|ว่าที่|น\.ส\.)|สอบถาม|ติดต่อ|ประสาน|ผู้ประสานงาน)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item or sub-item as printed: its number (``๑``, ``๒.๑``) and its text; ``sub`` items belong to the one above."""

    number: str
    text: str
    sub: bool


@dataclass(frozen=True, slots=True)
class BodyParts:
    """A letter's text, sorted.

    ``cause`` is ภาคเหตุ without นั้น; ``known`` tells that it began with ตาม…, so the sender took it as known.
    ``situation`` what was done or found; ``wish`` the clause that asks, from ขอให้ on (empty: nothing asked in words);
    ``items`` its numbered tasks; ``after`` what stands after the tasks; ``contact`` the sender's contact sentences;
    ``purpose`` the จึงเรียนมาเพื่อ… line without the letter's end (empty: none read).
    """

    cause: str
    known: bool
    situation: tuple[str, ...]
    wish: str
    items: tuple[Item, ...]
    after: tuple[str, ...]
    contact: tuple[str, ...]
    purpose: str


def sort_body(paragraphs: Sequence[str], level: Level) -> BodyParts:
    """Sort the paragraphs of a letter that was sent to an office of this level."""
    texts = _split(paragraphs)
    cause, known, wish, purpose = "", False, "", ""
    situation: list[str] = []
    items: list[Item] = []
    after: list[str] = []
    contact: list[str] = []
    for text in texts:
        if purpose:
            continue  # below the จึงเรียนมา line stand signature and stamps
        if _PURPOSE.match(text):
            purpose = text
            continue
        item = _ITEM.match(text)
        if item and (items or wish.endswith("ดังนี้") or "ดังนี้" in "".join(situation[-1:])):
            items.append(Item(_plain(item["number"]), text[item.end() :].strip(), "." in item["number"]))
            continue
        text, told = _without_contact(text)
        contact += told
        if not text:
            continue
        if not cause and not situation and not wish and _CAUSE.match(text):
            opening = _CAUSE.match(text)
            known = bool(_KNOWN.match(text)) and opening is not None
            text, wish = split_wish(text, level)
            cause = re.sub(r"\s*นั้น$", "", text)
            continue
        if wish:
            (after if items or not _asks(text, level) else situation).append(text)
            if not items and _asks(text, level):
                situation.pop()
                wish = f"{wish} {text}"
            continue
        before, wish = split_wish(text, level)
        if before:
            situation.append(before)
    return BodyParts(cause, known, tuple(situation), wish, tuple(items), tuple(after), tuple(contact), purpose)


def _split(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs with the joins of readers undone: after นั้น, before จึงเรียนมา, before a numbered item."""
    texts: list[str] = []
    for raw in paragraphs:
        text = " ".join(repair(raw).split())
        if not text:
            continue
        if not texts and _KNOWN.match(text) and not text.endswith("นั้น") and (that := _THAT.search(text)):
            texts.append(text[: that.end()])
            text = text[that.end() :].strip()
        inner = re.search(r"(?<=\s)จึงเรียน(?:มา)?เพื่อ", text)
        if inner and not _PURPOSE.match(text):
            texts += [text[: inner.start()].strip(), text[inner.start() :]]
        else:
            texts.append(text)
    return texts


def _asks(text: str, level: Level) -> bool:
    return bool(split_wish(text, level)[1])


def split_wish(text: str, level: Level) -> tuple[str, str]:
    """What a paragraph tells, and the clause by which the sender asks the addressee (empty: none).

    >>> split_wish("กรมได้จัดทำคู่มือแล้ว และขอให้จังหวัดแจ้งอำเภอทราบ", Level.PROVINCE)
    ('กรมได้จัดทำคู่มือแล้ว', 'ขอให้จังหวัดแจ้งอำเภอทราบ')
    """
    who = f"(?:{own_pattern(level)}|{below_pattern(level)}|ดำเนินการ|พิจารณา|โปรด)"
    pattern = re.compile(
        r"(?P<lead>(?:(?:ใน(?:การ|กรณี)นี้|ดังนั้น|บัดนี้|เพื่อให้[^ ]{4,160})\s*,?\s*)?(?:[^ ]{2,60}\s?)?)"
        r"(?P<so>จึง|และ|พร้อมทั้ง|พร้อมนี้|โดย)?(?P<ask>ขอ(?:ให้|แจ้ง|ความร่วมมือ|ความอนุเคราะห์|กำชับ|ส่ง|เชิญ|เน้นย้ำ|ความกรุณา|ได้โปรด|ซักซ้อม|เรียนเชิญ))"
        rf"(?P<who>(?:จาก|มายัง|ให้|ไปยัง)?\s?{who})?"
    )
    for match in pattern.finditer(text):
        if match["so"] == "จึง" or match["who"] or (match.start("ask") == 0):
            start = match.start("ask")
            before = text[:start] if not match["so"] else text[: match.start("so")]
            before = re.sub(r"(?:ใน(?:การ|กรณี)นี้|ดังนั้น|บัดนี้)\s*,?\s*(?:[^ ]{2,60}\s?)?$", "", before)
            if match["so"] == "จึง":  # the subject of จึงขอ is the sender: it stays out of what was told
                before = re.sub(r"(?:^|(?<=\s))[^ ]{2,60}\s?$", "", before) if _subject(before) else before
            return before.strip(" ,"), text[start:].strip()
    return text, ""


def _subject(before: str) -> bool:
    tail = before.rstrip().rsplit(" ", 1)[-1]
    return bool(re.match(r"(?:กรม|กระทรวง|สำนัก|จังหวัด|อำเภอ|ศูนย์|กอง|องค์|คณะ|มหาวิทยาลัย)", tail)) and len(tail) <= 60


def _without_contact(text: str) -> tuple[str, list[str]]:
    """A paragraph without its sentence about whom to ask; the sentence apart."""
    found = _CONTACT.search(text)
    if not found:
        return text, []
    starts = [m.start() for m in _CONTACT_START.finditer(text) if m.start() <= found.start()]
    cuts = [
        m.start()
        for m in re.finditer(r"(?:^|(?<=\s))(?:ทั้งนี้|โดยมี|หาก|กรณี|โดย|และ|สามารถ|อนึ่ง)", text)
        if m.start() <= found.start()
    ]
    at = max([0, *cuts]) if cuts else (starts[-1] if starts else 0)
    return text[:at].strip(" ,"), [text[at:].strip()]


def _plain(number: str) -> str:
    return re.sub(r"\s", "", number)
