"""The name of a review's run: what a list cut after forty letters must tell stands first.

State, urgency, the day that binds us, the letter's own number and sender, and only then the subject and our office.
"""

from __future__ import annotations

import datetime as dt

from circulars.archive.shelves.outcomes import KnownOutcome
from circulars.directory import Level, Office
from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.digits import to_thai
from circulars.thai.redaction import redacted

DRAFTING, WAITS, RETURNED, REFUSED = "กำลังร่าง", "รอตรวจ", "ส่งคืนเจ้าหน้าที่", "อนุมัติไม่ได้"
ISSUED, DROPPED = "ออกแล้ว", "ไม่ส่งต่อ"
STATES = (DRAFTING, WAITS, RETURNED, REFUSED, ISSUED, DROPPED)
LONGEST = 180
_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")


def run_name(state: str, letter: Letter, office: Office, known: KnownOutcome | None = None) -> str:
    """``รอตรวจ · ด่วนที่สุด · กำหนด ๑๕ ธ.ค. · มท ๐๓๐๙.๒/ว ๓๓๑๐๒ · กรม… · เรื่อง… · สน``; what was not read is left out."""
    due = known.outcome.due if known is not None else None
    sender = " ".join((letter.sender_agency.value or "").split())
    parts = (
        state,
        str(letter.urgency.value or ""),
        f"กำหนด {_short(due)}" if due else "",
        format_reference(letter.reference.value) if letter.reference.value else "",
        sender[:40],
        redacted(letter.subject.value or "(อ่านเรื่องไม่ได้)"),
    )
    told, ours = " · ".join(part for part in parts if part), f" · {short_name(office)}"
    room = LONGEST - len(ours)
    return (told if len(told) <= room else f"{told[: room - 1]}…") + ours


def _short(day: dt.date) -> str:
    return to_thai(f"{day.day} {_MONTHS[day.month - 1]}")


def short_name(office: Office) -> str:
    """What an office is called in lists: ``สน`` for the province, ``อ.พังโคน`` for a district of it.

    >>> from circulars.directory import find_office
    >>> short_name(find_office("สน ๐๐๑๘.๑")), short_name(find_office("สน ๐๒๑๘"))
    ('สน', 'อ.กุสุมาลย์')
    """
    if office.level is Level.DISTRICT:
        return "อ." + office.name.removeprefix("อำเภอ")
    return office.letters
