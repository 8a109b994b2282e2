"""Entries of a register that was kept before this program: taken into ours under their own numbers, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.correcting import as_typed_first
from circulars.archive.registers.numbers import EARLIER, raise_counter
from circulars.archive.shelves.entered.typed import TypedColumns, letter_of
from circulars.archive.shelves.filing import Filed, complete_letter, insert_letter
from circulars.archive.store.ledger import Event, lock
from circulars.archive.store.shelf import Shelf, new_id
from circulars.archive.store.tables import letters, register, relations
from circulars.directory import Office
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.thai.digits import to_thai
from circulars.thai.text import folded

RULE = "register.earlier"
"""The rule that the evidence of a value from an old register names."""
_BATCH = 500
_EARLIER_CLAIM = register.c.claim.like(f"{EARLIER}%")


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """One row of an old register (แบบที่ ๑๓, ๑๔).

    ``place`` is its row in the file, from 1; ``year_be`` the register's year; ``entered`` the day of receipt or sending;
    ``reference_text`` what stands under ที่ where it follows no grammar of numbers.
    """

    place: int
    sent: bool
    year_be: int
    number: int
    reference: ReferenceNumber | None
    reference_text: str
    dated: dt.date | None
    entered: dt.date | None
    sender: str
    recipient: str
    subject: str
    action: str
    remark: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of entries: how many are new, how many stood here already, and those refused (row, reason)."""

    new: int = 0
    known: int = 0
    refused: tuple[tuple[int, str], ...] = ()


def take_earlier(archive: Shelf, office: Office, entries: Sequence[EarlierEntry], source: str) -> Taken:
    """Enter rows of an old register in the office's own, in few transactions; asked again it enters nothing twice.

    ``source`` names the file, for the ledger. The numbering of a year goes on after its highest number. A number that
    another letter has here is refused, and nothing of what stands here changes.
    """
    new = known = 0
    refused: list[tuple[int, str]] = []
    for start in range(0, len(entries), _BATCH):
        part = entries[start : start + _BATCH]
        with archive.writing() as event:
            lock(event.connection)
            written = 0
            for entry in part:
                standing = _standing(event.connection, office.code, entry)
                if standing is None:
                    _enter(event, office, entry)
                    written += 1
                elif _same(event.connection, standing, entry):
                    known += 1
                else:
                    refused.append((entry.place, _taken(entry, str(standing["subject"]))))
            if written:
                event.close("register-imported", office.code, {"source": source, "entries": written})
            new += written
    return Taken(new, known, tuple(refused))


def _book(entry: EarlierEntry) -> str:
    return "sent" if entry.sent else "received"


def _standing(connection: Connection, office: str, entry: EarlierEntry) -> sa.RowMapping | None:
    here = (
        register.c.office == office,
        register.c.book == _book(entry),
        register.c.year_be == entry.year_be,
        register.c.number == entry.number,
    )
    return connection.execute(sa.select(register).where(*here)).mappings().first()


def _same(connection: Connection, row: sa.RowMapping, entry: EarlierEntry) -> bool:
    """The row stands here, as it was entered or as it was put right since."""
    told = (entry.subject, _reference(entry), _iso(entry.dated))
    if (row["subject"], row["reference"], row["dated"]) == told:
        return True
    first = as_typed_first(connection, {str(name): value for name, value in row.items()})
    return (first["subject"], first["reference"], first["dated"]) == tuple(one or "" for one in told)


def _taken(entry: EarlierEntry, subject: str) -> str:
    told = f"เลข {to_thai(entry.number)} ปี {to_thai(entry.year_be)}"
    return f"{told} ในทะเบียนนี้เป็นเรื่อง “{subject[:60]}” อยู่แล้ว กรุณาตรวจเลข หากเป็นคนละเล่มให้นำเข้าเป็นอีกสำนักงาน"


def _enter(event: Event, office: Office, entry: EarlierEntry) -> None:
    letter_id = new_id()
    letter = _letter(entry, office)
    insert_letter(event, Filed(letter_id, office.code, "sent" if entry.sent else "received"), letter)
    year, number, book = entry.year_be, entry.number, _book(entry)
    event.insert(
        register,
        {
            "office": office.code,
            "book": book,
            "year_be": year,
            "number": number,
            "state": "issued" if entry.sent else "received",
            "claim": f"{EARLIER}{office.code}:{book}:{year}:{number}",
            "letter_id": letter_id,
            "reference": _reference(entry),
            "dated": _iso(entry.dated),
            "sender": letter.sender_agency.value or "",
            "recipient": entry.recipient,
            "subject": entry.subject,
            "action": entry.action,
            "remark": " ".join(filter(None, (entry.remark, _told_as_typed(entry)))),
            "at": f"{entry.entered}T00:00:00+07:00" if entry.entered else event.at,
        },
    )
    raise_counter(event.connection, office.code, book, year, number)


def _told_as_typed(entry: EarlierEntry) -> str:
    return f"(ที่ตามทะเบียนเดิม: {entry.reference_text})" if entry.reference_text else ""


def _letter(entry: EarlierEntry, office: Office) -> Letter:
    sender = entry.sender or (office.name if entry.sent else "")
    typed = TypedColumns(entry.reference, entry.dated, sender, entry.recipient, entry.subject)
    return letter_of(RULE, typed, sender_typed=bool(entry.sender))


def take_earlier_letters(
    archive: Shelf,
    scan_id: str,
    office: Office,
    read: Sequence[Letter],
    findings: Sequence[Sequence[Finding]],
    *,
    sent: bool,
) -> tuple[str, ...]:
    """Keep the letters of a file that an office received or sent before; ids in the order given.

    A letter that an old register already tells of (same number and date) is that letter, with its text and pages from
    now on. Nothing is entered in a register, and nobody is asked what becomes of it. Asked again it keeps nothing twice.
    """
    ids: list[str] = []
    with archive.writing() as event:
        place_of = letters.c.scan_id == scan_id, letters.c.office == office.code
        known = event.connection.execute(sa.select(letters.c.id).where(*place_of).order_by(letters.c.place)).all()
        if known:
            return tuple(str(row.id) for row in known)
        for place, (letter, found) in enumerate(zip(read, findings, strict=True)):
            standing = None if letter.copy_in is not None else _registered(event.connection, letter, office, sent=sent)
            letter_id = str(standing["id"]) if standing else new_id()
            direction = "sent" if sent and letter.copy_in is None else "received"
            filed = Filed(letter_id, office.code, direction, scan_id, place, tuple(found))
            if standing is None:
                insert_letter(event, filed, letter)
            else:
                complete_letter(event, standing, filed, letter)
            ids.append(letter_id)
        for letter, letter_id in zip(read, ids, strict=True):
            if letter.copy_in is not None and 0 <= letter.copy_in < len(ids):
                event.insert(relations, {"kind": "encloses", "from_id": ids[letter.copy_in], "to_id": letter_id})
        event.close("letters-imported", scan_id, {"letters": ids, "office": office.code, "sent": sent})
    return tuple(ids)


def _registered(connection: Connection, letter: Letter, office: Office, *, sent: bool) -> sa.RowMapping | None:
    """The letter of an old register's row that this one is: same number, same date, no file yet."""
    number, dated = letter.reference.value, letter.dated.value
    if number is None or dated is None or not number.complete:
        return None
    where = (
        letters.c.reference_key == folded(format_reference(number)),
        letters.c.dated == dated.iso_ce,
        letters.c.office == office.code,
        letters.c.direction == ("sent" if sent else "received"),
        letters.c.scan_id.is_(None),
        sa.exists(sa.select(register.c.number).where(register.c.letter_id == letters.c.id, _EARLIER_CLAIM)),
    )
    return connection.execute(sa.select(letters).where(*where)).mappings().first()


def _reference(entry: EarlierEntry) -> str:
    return format_reference(entry.reference) if entry.reference else ""


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
