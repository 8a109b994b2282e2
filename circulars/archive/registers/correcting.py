"""Registers put right: a misread value is marked until a person has confirmed it, and corrected with the old one kept.

What a recogniser doubted stays marked in the register (print, workbook, screen, JSON) until somebody has looked: in a
review, or by hand later. A correction changes the row and what lists and searches show of the letter; the letter as it
was read stays as it is, and so does the old value, with who, when and why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.numbers import CAME_IN, EARLIER, entry_of
from circulars.archive.search import index
from circulars.archive.store.ledger import Event, Value
from circulars.archive.store.tables import corrections, letters, register
from circulars.errors import ArchiveFault
from circulars.letter.letter import Letter
from circulars.letter.record import load_letter
from circulars.letter.reference import format_reference, parse_reference
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.find_dates import parse_date
from circulars.thai.text import folded

FIELDS = {"reference": "ที่", "dated": "ลงวันที่", "sender": "จาก", "recipient": "ถึง", "subject": "เรื่อง"}
"""Columns of a register that come from the letter, with their official heads (แบบที่ ๑๓)."""
_OF_LETTER = ("reference", "dated", "sender", "subject")
REVIEWED = "ตรวจกับต้นฉบับแล้วในการอนุมัติ"


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a row as a person set it; with `old` equal to `new` it was confirmed as it was read."""

    field: str
    old: str
    new: str
    by: str
    reason: str
    at: str

    @property
    def changed(self) -> bool:
        """The value was another before."""
        return self.old != self.new

    def told(self) -> str:
        """``แก้ ที่ จาก “…” เป็น “…” (ใคร: เหตุผล)``."""
        return f"แก้ {FIELDS[self.field]} จาก “{shown(self.field, self.old)}” ({self.by}: {self.reason})"


@dataclass(frozen=True, slots=True)
class RowNote:
    """What a register's row needs beside its values: fields nobody has confirmed, and what was corrected."""

    doubtful: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = field(default=())


def shown(name: str, value: str) -> str:
    """A register's value as it is printed."""
    return format_date(ThaiDate.from_ce(dt.date.fromisoformat(value))) if name == "dated" and value else value or "-"


def read_value(name: str, text: str) -> str:
    """What a person typed for a field, in the register's form. Raises ArchiveFault, InvalidReference, InvalidDate."""
    text = " ".join(text.split())
    if name not in FIELDS:
        raise ArchiveFault(f"ไม่มีช่อง {name} ใช้ได้แต่ {', '.join(FIELDS)}", code="field", cause=name)
    if not text:
        raise ArchiveFault(f"กรุณาพิมพ์ค่าใหม่ของช่อง {FIELDS[name]}", code="field", cause="empty")
    if name == "reference":
        return format_reference(parse_reference(text))
    return parse_date(text).iso_ce if name == "dated" else text


def notes(
    connection: Connection, office: str, book: str, year_be: int, numbers: tuple[int, int] | None = None
) -> Mapping[int, RowNote]:
    """Notes of the rows of a register that have any, by number; `numbers` are the first and the last that are wanted."""
    where = [register.c.office == office, register.c.book == book, register.c.year_be == year_be]
    if numbers is not None:
        where.append(register.c.number.between(*numbers))
    made = _corrections(connection, office, book, year_be)
    statement = sa.select(register.c.number, register.c.book, letters.c.record, letters.c.direction).join(
        letters, letters.c.id == register.c.letter_id
    )
    found = {}
    for row in connection.execute(statement.where(*where)):
        mine = made.get(int(row.number), ())
        asked = doubts(load_letter(str(row.record))) if row.direction == "received" else ()
        settled = {one.field for one in mine}
        note = RowNote(tuple(name for name in asked if name not in settled), mine)
        if note != RowNote():
            found[int(row.number)] = note
    return found


def doubts(letter: Letter) -> tuple[str, ...]:
    """Columns of the register whose value the reading, or a check, doubted."""
    fields = {
        "reference": letter.reference.doubtful,
        "dated": letter.dated.doubtful,
        "sender": letter.sender_agency.doubtful,
        "recipient": any(one.doubtful for one in letter.addressees),
        "subject": letter.subject.doubtful,
    }
    return tuple(name for name, doubtful in fields.items() if doubtful)


def values_of(letter: Letter) -> dict[str, str]:
    """What a letter says in the columns of the register."""
    return {
        "reference": format_reference(letter.reference.value) if letter.reference.value else "",
        "dated": letter.dated.value.iso_ce if letter.dated.value else "",
        "sender": letter.sender_agency.value or "",
        "recipient": ", ".join(one.value for one in letter.addressees if one.value),
        "subject": letter.subject.value or "",
    }


def correct(event: Event, key: tuple[str, str, int, int], changes: Mapping[str, str], by: str, reason: str) -> int:
    """Set fields of a row (office, book, Buddhist year, number); how many were entered. Raises ArchiveFault(no-entry).

    A field set to what it is counts as confirmed. Of what this program sent nothing is changed: what went out says so; a
    row that was taken in from a register kept before says what somebody typed, in either book.
    """
    office, book, year_be, number = key
    row = entry_of(event.connection, office, book, year_be, number)
    kept_before = str(row["claim"]).startswith(EARLIER) and row["state"] != "cancelled"
    if (row["state"] != "received" and not kept_before) or row["letter_id"] is None:
        raise ArchiveFault(
            "แก้ได้เฉพาะรายการรับ ส่วนหนังสือที่ออกแล้วให้ออกฉบับแก้ไข หรือ circulars cancel", code="not-received", cause=str(number)
        )
    before = index.also(event.connection, str(row["letter_id"]))
    place = len(_corrections(event.connection, office, book, year_be).get(number, ()))
    for name, new in changes.items():
        entry: dict[str, Value] = {
            "office": office,
            "book": book,
            "year_be": year_be,
            "number": number,
            "place": place,
            "letter_id": str(row["letter_id"]),
            "field": name,
            "old": str(row[name] or ""),
            "new": new,
            "old_key": folded(str(row[name] or "")),
            "by": by,
            "reason": reason,
            "at": event.at,
        }
        event.insert(corrections, entry)
        place += 1
    event.update(register, dict(row), dict(changes))
    _show(event, str(row["letter_id"]), changes, before)
    return len(changes)


def as_typed_first(connection: Connection, row: Mapping[str, object]) -> dict[str, str]:
    """The columns of a row as they were entered, before anything in them was put right."""
    key = (str(row["office"]), str(row["book"]), int(str(row["year_be"])))
    first = {name: str(row[name] or "") for name in FIELDS}
    for one in reversed(_corrections(connection, *key).get(int(str(row["number"])), ())):
        first[one.field] = one.old
    return first


def confirmed(event: Event, letter_id: str, office: str, letter: Letter, by: str) -> int:
    """Enter what a reviewer saw and signed into the received register: doubts settled, corrections kept; how many."""
    claim = f"{CAME_IN}{letter_id}:{office}"
    row = event.connection.execute(sa.select(register).where(register.c.claim == claim)).mappings().first()
    if row is None or row["state"] != "received":
        return 0
    key = (str(row["office"]), str(row["book"]), int(row["year_be"]), int(row["number"]))
    record = event.connection.execute(sa.select(letters.c.record).where(letters.c.id == letter_id)).scalar_one()
    read = load_letter(str(record))
    settled = {one.field for one in _corrections(event.connection, *key[:3]).get(key[3], ())}
    was, now = values_of(read), values_of(letter)
    wanted = {name for name in FIELDS if now[name] != was[name] or name in doubts(read)} - settled
    return correct(event, key, {name: now[name] for name in FIELDS if name in wanted}, by, REVIEWED) if wanted else 0


def _corrections(connection: Connection, office: str, book: str, year_be: int) -> dict[int, tuple[Correction, ...]]:
    where = (corrections.c.office == office, corrections.c.book == book, corrections.c.year_be == year_be)
    order = (corrections.c.number, corrections.c.place)
    found: dict[int, tuple[Correction, ...]] = {}
    for row in connection.execute(sa.select(corrections).where(*where).order_by(*order)).mappings():
        one = Correction(*(str(row[name]) for name in ("field", "old", "new", "by", "reason", "at")))
        found[int(row["number"])] = (*found.get(int(row["number"]), ()), one)
    return found


def _show(event: Event, letter_id: str, changes: Mapping[str, str], before: Iterable[tuple[str, str]]) -> None:
    """The letter's columns for lists, and its place in the index: found by the new value and by the old one."""
    row = event.connection.execute(sa.select(letters).where(letters.c.id == letter_id)).mappings().one()
    told: dict[str, Value] = {name: changes[name] for name in _OF_LETTER if name in changes}
    if "reference" in told:
        told["reference_key"] = folded(str(told["reference"]))
    if told:
        event.update(letters, dict(row), told)
    letter = load_letter(str(row["record"]))
    at = str(row["created_at"])
    index.remove(event.connection, letter_id, letter, tuple(before))
    index.add(event.connection, letter_id, letter, at, index.also(event.connection, letter_id))
