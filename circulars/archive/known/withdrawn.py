"""What hangs on a letter that was cancelled, corrected or replaced, or whose number was cancelled: it may not go out unseen."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.store.tables import register
from circulars.archive.tracing.chains import printed_day
from circulars.letter.finding import Finding, Severity

WITHDRAWN = "withdrawn"
"""The finding's name: it is no fault of reading, so no reviewer's word about the original takes it away by itself."""
_SUFFERED = {"cancels": "ถูกยกเลิก", "supersedes": "ถูกแก้ไข เลื่อน หรือใช้ฉบับใหม่แทน"}


def withdrawn(archive: Archive, letter_id: str) -> tuple[Finding, ...]:
    """Findings that block whatever is written on a letter: it, or a letter that it came from, was taken back."""
    return tuple(dict.fromkeys(found for one in _line_of(archive, letter_id) for found in _taken_back(archive, one)))


def _line_of(archive: Archive, letter_id: str) -> Iterator[str]:
    """The letter and those that it forwards, upward."""
    seen: list[str] = []
    waiting = [letter_id]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.append(one)
        yield one
        rows = archive.relations_of(one)
        waiting += [row.to_id for row in rows if row.kind == "forwards" and row.from_id == one]


def _taken_back(archive: Archive, letter_id: str) -> Iterator[Finding]:
    row = archive.letter_row(letter_id)
    seen = f"{row.reference} ลงวันที่ {printed_day(row.dated)}"
    for kind, other in archive.named_by(letter_id, tuple(_SUFFERED)):
        by = archive.letter_row(other)
        told = (
            f"หนังสือ ที่ {seen} {_SUFFERED[kind]}แล้วโดยหนังสือ ที่ {by.reference} ลงวันที่ {printed_day(by.dated)} "
            f"(รหัส {other}) กรุณาอ่านฉบับนั้นก่อน ห้ามส่งฉบับนี้ต่อตามเดิม"
        )
        yield Finding(WITHDRAWN, Severity.BLOCKS, "reference_number", told, seen=seen, against=by.reference)
    for one in archive.all(
        sa.select(register.c.number, register.c.remark).where(
            register.c.letter_id == letter_id, register.c.state == "cancelled", register.c.book != "received"
        )
    ):
        told = f"เลขของหนังสือ ที่ {seen} ยกเลิกแล้ว: {one['remark']} ห้ามส่งต่อจากฉบับนี้"
        yield Finding(WITHDRAWN, Severity.BLOCKS, "reference_number", told, seen=seen)
