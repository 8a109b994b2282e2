"""What the clerk is told when a letter is not simply new: received before, a number seen with another date, cancelled."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from circulars.archive import Archive
from circulars.archive.known.before import (
    CopyOfOurs,
    CopyOfReceived,
    Fact,
    NumberCancelled,
    SameNumber,
    TakenBack,
    TakesBack,
    known_before,
)
from circulars.archive.known.returned import CameBack, Claimed, may_be_ours
from circulars.archive.tracing.chains import printed_day
from circulars.letter.letter import Letter
from circulars.thai.digits import to_thai
from flows.settings import Settings
from ocr.shelter.sheltered import named_in_facts

_DOES = {"cancels": "ยกเลิก", "supersedes": "แก้ไขหรือใช้แทน"}


def came_back(settings: Settings, content: bytes, read: Sequence[Letter]) -> CameBack:
    """What may tell that a received file is a letter that this installation issued; raises nothing on what a file may hold."""
    offices = [profile.office for profile in settings.profiles.values()]
    claimed: Claimed | None = None
    if may_be_ours(read, [(office.letters, office.office_number) for office in offices]):
        named = Claimed(*named_in_facts(content))
        claimed = named if named.reference else None
    return CameBack(tuple(settings.profiles), hashlib.sha256(content).hexdigest(), claimed)


def told_before(archive: Archive, letter_id: str) -> tuple[str, ...]:
    """Thai sentences about a letter that is a duplicate, corrects or cancels another, or has been cancelled itself."""
    return tuple(_sentence(fact) for fact in known_before(archive, letter_id))


def _sentence(fact: Fact) -> str:
    match fact:
        case NumberCancelled(number, year, reason):
            return f"เลข {to_thai(number)} ปี {to_thai(year)} ของหนังสือนี้ยกเลิกแล้ว: {reason}"
        case CopyOfOurs(other, reference, dated):
            return (
                f"เป็นสำเนาของหนังสือที่เราออกเอง ที่ {reference} ลงวันที่ {printed_day(dated)} (รหัส {other}) "
                "ผูกไว้กับฉบับนั้นแล้ว ไม่ลงทะเบียนรับและไม่ร่างอีก"
            )
        case CopyOfReceived(other, number):
            told = f" เลขรับ {to_thai(number)}" if number else ""
            return f"เป็นฉบับเดียวกับที่รับไว้แล้วจากไฟล์อื่น{told} (รหัส {other}) ไม่ลงทะเบียนซ้ำ"
        case SameNumber(other, same_day=True):
            return f"มีหนังสือเลขที่และวันที่เดียวกันแต่เนื้อความต่างกัน (รหัส {other}) กรุณาตรวจเลขที่กับต้นฉบับทั้งสองฉบับ"
        case SameNumber(other, dated):
            return f"มีหนังสือเลขที่เดียวกันแต่ลงวันที่ {printed_day(dated)} (รหัส {other}) อาจเป็นฉบับแก้ไข"
        case TakesBack(kind, reference, others):
            where = f"ที่รับไว้แล้ว (รหัส {', '.join(others)})" if others else "ซึ่งไม่มีในแฟ้ม"
            return f"หนังสือนี้{_DOES[kind]}หนังสือ ที่ {reference} {where}"
        case TakenBack(kind, other, reference, dated):
            return f"หนังสือนี้ถูก{_DOES[kind]}แล้วโดยหนังสือ ที่ {reference} ลงวันที่ {printed_day(dated)} (รหัส {other})"
