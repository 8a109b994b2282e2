"""Copies of a letter of ours as it was signed by hand: attached to the letter, never in place of what was issued."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from circulars.archive.store.shelf import Row, Shelf, seal_file
from circulars.archive.store.tables import attached, letters
from circulars.errors import ArchiveFault

SIGNATURES = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n": ".png", b"II*\x00": ".tif", b"MM\x00*": ".tif"}
"""What a signed copy may be, by how its file begins."""
MOST_BYTES = 50_000_000
MOST_COPIES = 20
"""Copies of one letter: more is a mistake of somebody's."""


@dataclass(frozen=True, slots=True)
class Attached:
    """One copy: its place among those of its letter, the file's name as it was sent, who attached it and when."""

    place: int
    sha256: str
    name: str
    by: str
    at: str


def attach_signed(archive: Shelf, letter_id: str, content: bytes, name: str, by: str) -> Attached:
    """Attach a signed copy to a letter of ours; the same file a second time is the same copy.

    Raises ArchiveFault (field, not-ours).
    """
    if len(content) > MOST_BYTES or not any(content.startswith(begin) for begin in SIGNATURES):
        raise ArchiveFault("ไฟล์สำเนาต้องเป็น PDF หรือภาพสแกน (JPEG PNG TIFF) และไม่เกิน ๕๐ MB", code="field", cause=name)
    row = archive.one(sa.select(letters.c.direction).where(letters.c.id == letter_id))
    if row is None or row["direction"] != "sent":
        raise ArchiveFault("แนบสำเนาที่ลงนามได้เฉพาะหนังสือที่สำนักงานนี้ออก", code="not-ours", cause=letter_id)
    sha256 = archive.store.put(content)
    with archive.writing() as event:
        where = attached.c.letter_id == letter_id
        known = event.connection.execute(sa.select(attached).where(where).order_by(attached.c.place)).mappings().all()
        same = next((one for one in known if one["sha256"] == sha256), None)
        if same is not None:
            return _attached(same)
        if len(known) >= MOST_COPIES:
            raise ArchiveFault("หนังสือฉบับนี้มีสำเนาแนบมากเกินไปแล้ว", code="field", cause=str(len(known)))
        seal_file(event, sha256, "signed-copy", len(content))
        values: dict[str, str | int | None] = {
            "letter_id": letter_id,
            "place": len(known),
            "sha256": sha256,
            "name": name,
            "by": by,
            "at": event.at,
        }
        event.insert(attached, values)
        event.close("signed-copy-attached", letter_id, {"sha256": sha256, "name": name, "by": by})
        return Attached(len(known), sha256, name, by, event.at)


def attached_to(archive: Shelf, letter_id: str) -> tuple[Attached, ...]:
    """The signed copies of a letter, in the order in which they were attached."""
    rows = archive.all(sa.select(attached).where(attached.c.letter_id == letter_id).order_by(attached.c.place))
    return tuple(_attached(row) for row in rows)


def _attached(row: sa.RowMapping | Row) -> Attached:
    return Attached(int(str(row["place"])), str(row["sha256"]), str(row["name"]), str(row["by"]), str(row["at"]))
