"""How long letters are kept, and which may be put before the destruction committee. Nothing here destroys anything.

ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ข้อ ๕๗ (terms), ๖๖ (survey within 60 days after the end of the year,
บัญชีหนังสือขอทำลาย แบบที่ ๒๕). The program proposes a class; a person sets it. Years are calendar years, Buddhist Era, and the
term runs from the end of the year in which the matter was finished.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.ledger import Event, Value
from circulars.archive.store.tables import letters, retention


class RetentionClass(StrEnum):
    """Classes of ข้อ ๕๗; those without a term are never listed for destruction."""

    ORDINARY = "ordinary"
    COPY = "copy"
    ROUTINE = "routine"
    FINANCE = "finance"
    LITIGATION = "litigation"
    PERMANENT = "permanent"


YEARS = {
    RetentionClass.ORDINARY: 10,
    RetentionClass.COPY: 5,
    RetentionClass.ROUTINE: 1,
    RetentionClass.FINANCE: 5,
    RetentionClass.LITIGATION: None,
    RetentionClass.PERMANENT: None,
}
"""Full calendar years to keep after the year in which the matter was finished; None: as law or the archives say."""
NAMES = {
    RetentionClass.ORDINARY: "หนังสือธรรมดา (ไม่น้อยกว่า ๑๐ ปี)",
    RetentionClass.COPY: "คู่สำเนาที่มีต้นเรื่องอยู่ที่อื่น (ไม่น้อยกว่า ๕ ปี)",
    RetentionClass.ROUTINE: "เรื่องธรรมดาที่เกิดขึ้นเป็นประจำ (ไม่น้อยกว่า ๑ ปี)",
    RetentionClass.FINANCE: "การรับเงินจ่ายเงินที่ตรวจสอบแล้ว (ไม่น้อยกว่า ๕ ปี)",
    RetentionClass.LITIGATION: "หลักฐานคดีหรือมีกฎหมายเฉพาะ (ตามกฎหมายนั้น)",
    RetentionClass.PERMANENT: "มีคุณค่าทางประวัติศาสตร์ (ตลอดไป)",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter's retention: class, the year it was finished, the last year it must be kept (None: for good or by law).

    `by` is who set it, empty while it is only the program's proposal.
    """

    letter_id: str
    reference: str
    dated: str
    sender: str
    subject: str
    kept_as: RetentionClass
    closed_be: int
    until_be: int | None
    by: str


def propose(direction: str) -> RetentionClass:
    """A received circular's original lies with its sender: copy; what we issue ourselves is ours: ordinary."""
    return RetentionClass.ORDINARY if direction == "sent" else RetentionClass.COPY


def keep(event: Event, letter_id: str, kept_as: RetentionClass, closed_be: int, by: str) -> None:
    """Set a letter's class and the year in which its matter was finished; setting it again replaces it, in the ledger."""
    values: dict[str, Value] = {
        "letter_id": letter_id,
        "class": str(kept_as),
        "closed_be": closed_be,
        "by": by,
        "at": event.at,
    }
    known = event.connection.execute(sa.select(retention).where(retention.c.letter_id == letter_id)).mappings().first()
    if known is None:
        event.insert(retention, values)
    else:
        event.update(retention, dict(known), values)


def kept(connection: Connection, office: str, letter_id: str | None = None) -> tuple[Kept, ...]:
    """Retention of an office's letters (or of one letter), oldest first."""
    where = letters.c.office == office if letter_id is None else letters.c.id == letter_id
    rows = connection.execute(
        sa.select(letters, retention.c["class"], retention.c.closed_be, retention.c.by)
        .join(retention, retention.c.letter_id == letters.c.id, isouter=True)
        .where(where)
        .order_by(letters.c.created_at, letters.c.id)
    ).mappings()
    found = []
    for row in rows:
        kept_as = RetentionClass(row["class"]) if row["class"] else propose(row["direction"])
        closed = int(row["closed_be"] or int(row["created_at"][:4]) + 543)
        years = YEARS[kept_as]
        until = None if years is None else closed + years
        texts = (row["id"], row["reference"], row["dated"], row["sender"], row["subject"])
        found.append(Kept(*texts, kept_as, closed, until, row["by"] or ""))
    return tuple(found)


def may_be_destroyed(connection: Connection, office: str, year_be: int) -> tuple[Kept, ...]:
    """Letters whose term has run out before this Buddhist year, by a class that a person has set; oldest first."""
    return tuple(
        one for one in kept(connection, office) if one.by and one.until_be is not None and one.until_be < year_be
    )
