"""A search as a form asks it, and what it found: each letter with the line that shows why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from circulars.archive import Archive
from circulars.archive.search.excerpt import excerpt
from circulars.archive.search.filters import STATUSES, Wanted
from circulars.archive.search.search import NEAR, PART, Hit
from circulars.desk.clerk.looking.days import day_bound
from circulars.errors import CircularsError
from circulars.letter.letter import Letter, Urgency
from circulars.triage.step import SAID, Step

MOST = 50
"""Letters of one page of finds; what stands beyond is reached by a narrower search."""
STATUS_NAMES = {
    "received": "รับเข้า",
    "sent": "ส่งออก",
    "waiting": "รอตรวจ",
    "issued": "แจ้งต่อแล้ว",
    "duplicate": "ซ้ำกับที่รับไว้",
    "cancelled": "ถูกยกเลิกหรือแก้ไข",
    "unsigned": "ออกแล้ว ยังไม่ลงนาม",
    "unsent": "ออกแล้ว ยังส่งไม่ครบ",
    "unacknowledged": "ส่งออก ยังไม่ได้รับครบ",
    "unanswered": "ส่งออก ยังไม่ตอบครบ",
}
STEP_NAMES = {str(step): SAID[step] for step in Step}
URGENCIES = tuple(str(one) for one in Urgency)
HOW = {PART: "เป็นส่วนหนึ่งของคำ", NEAR: "ใกล้เคียง (อาจอ่านผิดจากสแกน)"}
TEXTS = ("text", "number", "sender", "addressee", "subject", "person", "since", "until", "unit", "due")
CHOICES = {"urgency": URGENCIES, "status": STATUSES, "step": tuple(STEP_NAMES)}
TICKS = ("exact", "words")


@dataclass(frozen=True, slots=True)
class Found:
    """A letter found; `pieces` are (text, was it looked for) of the line that shows why, `how` a heading before it."""

    hit: Hit
    pieces: tuple[tuple[str, bool], ...]
    how: str

    @property
    def dated(self) -> dt.date | None:
        """The letter's own day."""
        return dt.date.fromisoformat(self.hit.dated) if self.hit.dated else None


def read_wanted(form: Mapping[str, str], office: str) -> Wanted:
    """What a form asks for. Raises CircularsError that says which field cannot be read."""
    texts = {name: " ".join(form.get(name, "").split())[:200] for name in TEXTS}
    chosen = {name: form.get(name, "") for name in CHOICES}
    if wrong := [name for name, value in chosen.items() if value and value not in CHOICES[name]]:
        raise CircularsError("ตัวเลือกนี้ไม่มีในรายการ กรุณาเลือกใหม่", code="choice", cause=str(wrong))
    return Wanted(
        text=texts["text"],
        number=texts["number"],
        sender=texts["sender"],
        addressee=texts["addressee"],
        subject=texts["subject"],
        person=texts["person"],
        since=day_bound(texts["since"], last=False) if texts["since"] else None,
        until=day_bound(texts["until"], last=True) if texts["until"] else None,
        office=office,
        urgency=chosen["urgency"],
        status=chosen["status"],
        exact=bool(form.get("exact")),
        words=bool(form.get("words")),
        step=chosen["step"],
        unit=texts["unit"],
        due=day_bound(texts["due"], last=True) if texts["due"] else None,
    )


def asked(form: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form that say something, in a fixed order: what a saved search keeps and a link carries."""
    return {name: form[name] for name in (*TEXTS, *CHOICES, *TICKS) if form.get(name, "").strip()}


def search(archive: Archive, wanted: Wanted, limit: int = MOST) -> tuple[Found, ...]:
    """Letters that fit, newest first, each with the line that shows why."""
    shown = " ".join((wanted.text, wanted.sender, wanted.subject, wanted.addressee, wanted.person)).strip()
    found, how = [], ""
    hits = archive.find(wanted, limit=limit)
    read = archive.letters_as_read([hit.letter_id for hit in hits]) if shown else {}
    for hit in hits:
        heading = HOW.get(hit.match, "") if hit.match != how and wanted.text else ""
        how = hit.match
        found.append(Found(hit, _pieces(read[hit.letter_id], shown) if shown else (), heading))
    return tuple(found)


def _pieces(letter: Letter, shown: str) -> tuple[tuple[str, bool], ...]:
    piece = excerpt(letter, shown)
    if piece is None:
        return ()
    parts, end = [], 0
    for start, stop in piece.marks:
        parts += [(piece.text[end:start], False), (piece.text[start:stop], True)]
        end = stop
    return tuple((text, marked) for text, marked in (*parts, (piece.text[end:], False)) if text)
