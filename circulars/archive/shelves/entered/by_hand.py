"""Rows that a clerk enters by hand: a paper, a telephone call, a letter written elsewhere, a secret one, numbers kept ahead.

A secret letter is entered by its number and day alone (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔): nothing of it is
kept here, and nothing of it can be found. Every entry is made for a token of the clerk's form: sent twice it is one entry.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.numbers import BLOCK, BY_HAND, Entry, change_entry, entry_of, take_number
from circulars.archive.shelves.entered.typed import TypedColumns, letter_of
from circulars.archive.shelves.filing import Filed, insert_letter
from circulars.archive.store.ledger import Event
from circulars.archive.store.shelf import Shelf
from circulars.archive.store.tables import IN_RESERVE, register
from circulars.directory import Office
from circulars.errors import ArchiveFault
from circulars.letter.reference import InvalidReference, ReferenceNumber, format_reference, parse_reference
from circulars.thai.dates import ThaiDate, format_date, year_be
from circulars.thai.digits import to_thai

RULE = "register.by-hand"
"""The rule that the evidence of a value names which a clerk typed."""
SECRET = "หนังสือชั้นความลับ ลงเฉพาะเลขและวันที่"
MOST_RESERVED = 200
_TOKEN = re.compile(r"[A-Za-z0-9_-]{8,40}")


@dataclass(frozen=True, slots=True)
class HandEntry:
    """What a clerk typed for one row.

    ``book`` is the register; ``reference`` the number of a letter that came in (ours is made from the register's number,
    with ว where ``circular``); ``dated`` the letter's day; ``way`` how it came or went (กระดาษ, โทรศัพท์ …). Of a
    ``secret`` letter only the number, the day and the fact are kept.
    """

    book: str
    reference: str = ""
    dated: dt.date | None = None
    sender: str = ""
    recipient: str = ""
    subject: str = ""
    way: str = ""
    circular: bool = False
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Entered:
    """The row that was made: its number and year, the number to print on a letter of ours, the letter's id (secret: none)."""

    number: int
    year_be: int
    reference: str
    letter_id: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A number kept ahead and not used yet: for whom, until which day."""

    book: str
    year_be: int
    number: int
    owner: str
    until: dt.date


def enter_by_hand(
    archive: Shelf, office: Office, entry: HandEntry, by: str, token: str, typed: int | None = None
) -> Entered:
    """Enter a row under the next number, or the one typed; asked again with the same token it is the same row.

    Raises ArchiveFault (number-taken, clock, field).
    """
    claim = f"{BY_HAND}{_checked(token)}"
    _complete(entry)
    year = year_be(archive.now())
    state = "received" if entry.book == "received" else "issued"
    with archive.writing() as event:
        known = event.connection.execute(sa.select(register).where(register.c.claim == claim)).mappings().first()
        if known is not None:
            return _entered(known)
        number = take_number(event, office.code, entry.book, year, claim, state, Entry(), typed)
        _write(event, office, claim, entry, number, year)
        told = {"office": office.code, "book": entry.book, "number": number, "year": year, "by": by}
        event.close("entered-by-hand", f"{office.code} {number}/{year}", told)
        return _entered(_row(event.connection, claim))


def reserve_numbers(
    archive: Shelf, office: Office, book: str, count: int, owner: str, until: dt.date, by: str, token: str
) -> tuple[int, ...]:
    """Keep the next numbers of a register for somebody until a day; asked again they are the same.

    Raises ArchiveFault (field, clock).
    """
    if not 1 <= count <= MOST_RESERVED:
        raise ArchiveFault(f"จองได้ครั้งละ ๑ ถึง {to_thai(MOST_RESERVED)} เลข", code="field", cause=str(count))
    if not owner.strip() or until < archive.now().date():
        raise ArchiveFault("กรุณาบอกผู้ถือเลขที่จอง และวันสิ้นสุดที่ยังไม่ผ่านไป", code="field", cause="owner or end")
    claims = [f"{BLOCK}{_checked(token)}:{until.isoformat()}:{place}" for place in range(count)]
    remark = f"จองเลขไว้ถึง {format_date(ThaiDate.from_ce(until))}"
    year = year_be(archive.now())
    with archive.writing() as event:
        known = _standing(event.connection, claims[0])
        numbers = [
            take_number(event, office.code, book, year, claim, "reserved", Entry(sender=owner.strip(), remark=remark))
            for claim in claims
        ]
        if not known:
            told = {"office": office.code, "book": book, "year": year, "owner": owner, "until": until.isoformat()}
            event.close("numbers-kept", f"{office.code} {numbers[0]}/{year}", {**told, "count": count, "by": by})
    return tuple(numbers)


def begin_year(archive: Shelf, office: Office, book: str, last: int, by: str) -> int:
    """The year was begun on paper through number `last`: the register goes on after it. The year; asked again it is the same.

    One row tells it, so that no number of the paper is ever given again. Raises ArchiveFault (year-begun, clock, field).
    """
    year = year_be(archive.now())
    claim = f"{BY_HAND}year:{office.code}:{book}:{year}"
    with archive.writing() as event:
        where = (register.c.office == office.code, register.c.book == book, register.c.year_be == year)
        first = event.connection.execute(sa.select(register.c.claim, register.c.number).where(*where).limit(1)).first()
        if first is not None:
            if first.claim == claim and first.number == last:
                return year
            raise ArchiveFault(
                f"ทะเบียนนี้ปี {to_thai(year)} มีเลขแล้ว ถ้าต้องข้ามเลข กรุณาพิมพ์เลขในแบบฟอร์มของฉบับนั้น",
                code="year-begun",
                cause=claim,
            )
        told = f"เลข ๑ ถึง {to_thai(last)} อยู่ในทะเบียนกระดาษ"
        state = "received" if book == "received" else "issued"
        entry = Entry(subject=told, remark=f"ใช้ระบบนี้ต่อจากเลข {to_thai(last)} ({by})")
        take_number(event, office.code, book, year, claim, state, entry, last)
        event.close("year-begun", f"{office.code} {last}/{year}", {"office": office.code, "book": book, "by": by})
    return year


def use_reserved(archive: Shelf, office: Office, number: int, year_be: int, entry: HandEntry, by: str) -> Entered:
    """Give a number that was kept ahead to a letter. Raises ArchiveFault (no-entry, not-kept, field)."""
    _complete(entry)
    with archive.writing() as event:
        row = entry_of(event.connection, office.code, entry.book, year_be, number)
        claim = str(row["claim"])
        if row["state"] != "reserved" or not claim.startswith(BLOCK):
            raise ArchiveFault(f"เลข {number} ปี {year_be} ไม่ใช่เลขที่จองไว้และยังว่าง", code="not-kept", cause=claim)
        _write(event, office, claim, entry, number, year_be)
        told = {"office": office.code, "book": entry.book, "number": number, "year": year_be, "by": by}
        event.close("kept-number-used", f"{office.code} {number}/{year_be}", told)
        return _entered(_row(event.connection, claim))


def numbers_kept(archive: Shelf, office: str) -> tuple[Kept, ...]:
    """Numbers kept ahead that no letter has yet, those that end first before the others."""
    where = (register.c.office == office, sa.text(IN_RESERVE), register.c.claim.like(f"{BLOCK}%"))
    found = [
        Kept(
            str(row["book"]),
            int(str(row["year_be"])),
            int(str(row["number"])),
            str(row["sender"]),
            dt.date.fromisoformat(str(row["claim"]).split(":")[2]),
        )
        for row in archive.all(sa.select(register).where(*where))
    ]
    return tuple(sorted(found, key=lambda one: (one.until, one.book, one.number)))


def _write(event: Event, office: Office, claim: str, entry: HandEntry, number: int, year_be: int) -> None:
    """The row's columns, and the letter by which it is found."""
    state = "received" if entry.book == "received" else "issued"
    dated = entry.dated.isoformat() if entry.dated else ""
    if entry.secret:
        change_entry(event, claim, state=state, dated=dated, sender="", recipient="", remark=SECRET)
        return
    read = _reference(entry, office, number, year_be)
    sender = entry.sender or ("" if state == "received" else office.name)
    letter = letter_of(RULE, TypedColumns(read, entry.dated, sender, entry.recipient, entry.subject))
    letter_id = hashlib.sha256(claim.encode()).hexdigest()[:16]
    insert_letter(event, Filed(letter_id, office.code, "received" if state == "received" else "sent"), letter)
    typed = f"(ที่ตามต้นฉบับ: {entry.reference.strip()})" if entry.reference.strip() and read is None else ""
    change_entry(
        event,
        claim,
        state=state,
        letter_id=letter_id,
        reference=format_reference(read) if read else "",
        dated=dated,
        sender=sender,
        recipient=entry.recipient,
        subject=entry.subject,
        remark=" ".join(filter(None, (entry.way, typed))),
    )


def _reference(entry: HandEntry, office: Office, number: int, year_be: int) -> ReferenceNumber | None:
    """Of a letter of ours: our prefix and the register's number; of another: what was typed, where that follows a grammar."""
    if entry.book == "received":
        try:
            return parse_reference(entry.reference)
        except InvalidReference:
            return None  # what was typed stays in the remark, as it was typed
    if entry.book in ("order", "announcement"):
        called = "" if entry.book == "order" else "ประกาศ "
        return ReferenceNumber("", "", verbatim=f"{called}{number}/{year_be}")
    return parse_reference(f"{office.code}/{'ว ' if entry.circular else ''}{number}")


def _complete(entry: HandEntry) -> None:
    """A row without a subject names nothing, unless it must not. Raises ArchiveFault."""
    if not entry.secret and not entry.subject.strip():
        raise ArchiveFault("กรุณาพิมพ์เรื่องของหนังสือ", code="field", cause="subject")


def _checked(token: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise ArchiveFault("แบบฟอร์มหมดอายุ กรุณาเปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง", code="field", cause="token")
    return token


def _standing(connection: Connection, claim: str) -> bool:
    return connection.execute(sa.select(register.c.number).where(register.c.claim == claim)).first() is not None


def _row(connection: Connection, claim: str) -> sa.RowMapping:
    return connection.execute(sa.select(register).where(register.c.claim == claim)).mappings().one()


def _entered(row: sa.RowMapping) -> Entered:
    letter_id = str(row["letter_id"]) if row["letter_id"] else None
    return Entered(int(row["number"]), int(row["year_be"]), str(row["reference"]), letter_id)
