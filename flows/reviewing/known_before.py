"""What the clerk is told when a letter is not simply new: received before, a number seen with another date, cancelled."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa

from circulars.archive import Archive
from circulars.archive.known.returned import CameBack, Claimed, may_be_ours
from circulars.archive.store.tables import letters, register
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
    stored = archive.load_letter(letter_id)
    row = archive.letter_row(letter_id)
    cancelled = sa.select(register.c.number, register.c.year_be, register.c.remark).where(
        register.c.letter_id == letter_id, register.c.state == "cancelled"
    )
    told = [
        f"เลข {to_thai(str(one['number']))} ปี {to_thai(str(one['year_be']))} ของหนังสือนี้ยกเลิกแล้ว: {one['remark']}"
        for one in archive.all(cancelled)
    ]
    if stored.duplicate_of is not None:
        first = archive.load_letter(stored.duplicate_of)
    if stored.duplicate_of is not None and archive.letter_row(stored.duplicate_of).direction == "sent":
        issued = archive.letter_row(stored.duplicate_of)
        told.append(
            f"เป็นสำเนาของหนังสือที่เราออกเอง ที่ {issued.reference} ลงวันที่ {printed_day(issued.dated)} (รหัส {issued.id}) "
            "ผูกไว้กับฉบับนั้นแล้ว ไม่ลงทะเบียนรับและไม่ร่างอีก"
        )
    elif stored.duplicate_of is not None:
        number = f" เลขรับ {to_thai(first.received_number)}" if first.received_number else ""
        told.append(f"เป็นฉบับเดียวกับที่รับไว้แล้วจากไฟล์อื่น{number} (รหัส {first.id}) ไม่ลงทะเบียนซ้ำ")
    elif row.reference_key:
        others = archive.all(
            sa.select(letters.c.id, letters.c.dated, letters.c.subject).where(
                letters.c.reference_key == row.reference_key,
                letters.c.office == stored.office,
                letters.c.direction == "received",
                letters.c.id != letter_id,
                letters.c.duplicate_of.is_(None),
                sa.func.substr(letters.c.dated, 1, 4) == row.dated[:4],  # numbers begin anew each year
            )
        )
        for earlier in others:
            if earlier["dated"] == row.dated:
                told.append(f"มีหนังสือเลขที่และวันที่เดียวกันแต่เนื้อความต่างกัน (รหัส {earlier['id']}) กรุณาตรวจเลขที่กับต้นฉบับทั้งสองฉบับ")
            else:
                day = printed_day(str(earlier["dated"]))
                told.append(f"มีหนังสือเลขที่เดียวกันแต่ลงวันที่ {day} (รหัส {earlier['id']}) อาจเป็นฉบับแก้ไข")
    for one in archive.resolved(letter_id):
        if one.kind in _DOES:
            where = f"ที่รับไว้แล้ว (รหัส {', '.join(one.letter_ids)})" if one.letter_ids else "ซึ่งไม่มีในแฟ้ม"
            told.append(f"หนังสือนี้{_DOES[one.kind]}หนังสือ ที่ {one.reference} {where}")
    for kind, other in archive.named_by(letter_id, tuple(_DOES)):
        by = archive.letter_row(other)
        told.append(f"หนังสือนี้ถูก{_DOES[kind]}แล้วโดยหนังสือ ที่ {by.reference} ลงวันที่ {printed_day(by.dated)} (รหัส {other})")
    return tuple(told)
