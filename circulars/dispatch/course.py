"""The course of a letter as people read it: approved, numbered, signed, sent, received, answered; by whom, when, how."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from circulars.archive import Archive
from circulars.archive.known.returned import RETURNED
from circulars.archive.registers.deliveries import Delivery
from circulars.archive.registers.move import Move, MoveState, Way
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

WAYS = {
    Way.CERTIFICATE: "ใบรับรองของสำนักงาน",
    Way.SIGNED_FILE: "ไฟล์ที่ลงนามดิจิทัล",
    Way.SIGNED_PAPER: "กระดาษ",
    Way.MAIL: "อีเมล",
    Way.PAPER: "ไปรษณีย์",
    Way.HAND: "นำส่ง",
    Way.ECMS: "e-CMS",
}
STATES = {
    MoveState.SIGNED: "ลงนามแล้ว",
    MoveState.QUEUED: "รอส่ง",
    MoveState.FAILED: "ส่งไม่ได้ จะลองใหม่",
    MoveState.HANDING: "ไม่แน่ว่าส่งแล้ว",
    MoveState.SENT: "ส่งแล้ว",
    MoveState.REFUSED: "เซิร์ฟเวอร์ไม่รับ",
    MoveState.BOUNCED: "ตีกลับ",
    MoveState.WITHDRAWN: "ยกเลิกการส่ง",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a letter: its name, whether it is behind us, and what is told of it."""

    name: str
    done: bool
    told: str = ""


def course_of(archive: Archive, letter_id: str) -> tuple[Stage, ...]:
    """The six stages of an issued letter; none for one that was not issued here."""
    row = archive.issued_as(letter_id)
    if row is None:
        return ()
    deliveries, signed = archive.deliveries(letter_id), archive.signed_copy(letter_id)
    sent, received, answered = _counts(deliveries)
    count = len(deliveries)
    return (
        Stage("อนุมัติ", True, _approved(archive, row.record)),
        Stage("ออกเลข", True, f"{row.reference} {format_date(ThaiDate.from_ce(row.dated))}"),
        Stage("ลงนาม", signed is not None, told_of(signed) if signed else _unsigned(archive, letter_id)),
        Stage("ส่ง", bool(count) and sent == count, _of(sent, count)),
        Stage("ได้รับ", bool(count) and received == count, _of(received, count)),
        Stage("ตอบ", bool(count) and answered == count, _of(answered, count)),
    )


def course_lines(archive: Archive, letter_id: str) -> Iterator[str]:
    """The stages, then each recipient."""
    for stage in course_of(archive, letter_id):
        yield f"{'✓' if stage.done else '·'} {stage.name}: {stage.told}"
    for one in archive.deliveries(letter_id):
        yield f"  {one.title}: {standing_told(one)}"


def standing_told(one: Delivery) -> str:
    """How it stands with a recipient, in Thai: the last thing that happened, with by whom, when and how."""
    parts = [told_of(one.move)] if one.move else []
    if one.received is not None:
        parts.append(f"เลขรับ {to_thai(one.received)}")
    elif one.acknowledged:
        parts.append(f"ได้รับแล้ว {moment(one.acknowledged)} {one.note}".strip())
    if one.answered:
        parts.append(f"ตอบแล้ว {moment(one.answered)}")
    elif one.overdue:
        parts.append("เกินกำหนดตอบ")
    return " · ".join(parts) or "ยังไม่ส่ง"


def told_of(move: Move) -> str:
    """``ส่งแล้ว (อีเมล a@…) ๒๓ พฤศจิกายน ๒๕๖๙ ๑๐.๐๐ น. โดย …``."""
    address = f" {move.address}" if move.address else ""
    why = f": {move.note}" if move.note and move.state not in (MoveState.SENT, MoveState.QUEUED) else ""
    by = f" โดย {move.by}" if move.by else ""
    return f"{STATES[move.state]} ({WAYS[move.way]}{address}) {moment(move.at.isoformat())}{by}{why}"


def moment(iso: str) -> str:
    """A time as people write it."""
    at = dt.datetime.fromisoformat(iso)
    return f"{format_date(ThaiDate.from_ce(at.date()))} {to_thai(f'{at:%H.%M}')} น."


def _counts(deliveries: tuple[Delivery, ...]) -> tuple[int, int, int]:
    """Sent, received, answered; what came back proves what must have gone before."""
    answered = sum(bool(one.answered) for one in deliveries)
    received = sum(bool(one.answered or one.acknowledged or one.received is not None) for one in deliveries)
    sent = sum(bool(one.sent or one.answered or one.acknowledged) for one in deliveries)
    return sent, received, answered


def _unsigned(archive: Archive, letter_id: str) -> str:
    """A copy that came back is told, and proves nothing by itself."""
    back = any((one.kind, one.to_id) == (RETURNED, letter_id) for one in archive.relations_of(letter_id))
    return "มีสำเนาที่กลับมา รอผู้ตรวจยืนยันว่าลงนามแล้ว" if back else "ยังไม่มีฉบับลงนามในแฟ้ม"


def _of(count: int, whole: int) -> str:
    return f"{to_thai(count)} จาก {to_thai(whole)} แห่ง"


def _approved(archive: Archive, record: str) -> str:
    try:
        told = json.loads(archive.load_file(record))["approved"]
        return f"{told['by']} {moment(str(told['at']))}"
    except (ValueError, KeyError, TypeError):
        return ""
