"""The registers: numbers run per office, book and Buddhist year, from 1, each given once and never again.

The register year turns at midnight of 1 January in Bangkok (ระเบียบงานสารบรรณ ข้อ ๓๘, ๔๓: ลำดับติดต่อกันไปตลอดปีปฏิทิน).
A number is given for a claim (this draft, this letter): asking again for the same claim gives the same number, so a
crash between the number and the letter burns nothing without a trace. A cancelled number stays visible.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.ledger import Event, Value, lock
from circulars.archive.store.tables import counters, ledger, register
from circulars.errors import ArchiveFault
from circulars.review import RegisterState
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

CAME_IN, EARLIER, BY_HAND, BLOCK = "received:", "earlier:", "by-hand:", "block:"
"""How the claims of entries begin: of a letter that this program took in, of a row of a register kept before, of one that
a clerk typed, of a number kept ahead."""
CLOCK = "clock-accepted"
"""The event by which a person tells that this machine's clock is right, whatever the ledger holds."""
_LOOKED_BACK = 1000  # events: months of a small office, an hour of the largest


@dataclass(frozen=True, slots=True)
class Entry:
    """What a register's row says beside its number (แบบที่ ๑๓, ๑๔)."""

    letter_id: str | None = None
    reference: str = ""
    dated: str = ""
    sender: str = ""
    recipient: str = ""
    subject: str = ""
    action: str = ""
    remark: str = ""


def take_number(
    event: Event, office: str, book: str, year_be: int, claim: str, state: str, entry: Entry, typed: int | None = None
) -> int:
    """The number for a claim, the next one or the one typed for a year begun on paper.

    Raises ArchiveFault(code "number-taken") when a typed number is already in the register.
    """
    connection = event.connection
    lock(connection)
    known = connection.execute(sa.select(register.c.number).where(register.c.claim == claim)).scalar()
    if known is not None:
        return int(known)
    _refuse_clock_gone_back(connection, event.at)
    if typed is not None and _taken(connection, office, book, year_be, typed):
        raise ArchiveFault(
            f"เลขที่ {typed} ปี {year_be} มีในทะเบียนแล้ว กรุณาใช้เลขอื่น หรือให้ระบบออกเลขถัดไป", code="number-taken", cause=claim
        )
    number = _counted(connection, office, book, year_be, typed)
    values: dict[str, Value] = {
        "office": office,
        "book": book,
        "year_be": year_be,
        "number": number,
        "state": state,
        "claim": claim,
        "at": event.at,
        "letter_id": entry.letter_id,
        "reference": entry.reference,
        "dated": entry.dated,
        "sender": entry.sender,
        "recipient": entry.recipient,
        "subject": entry.subject,
        "action": entry.action,
        "remark": entry.remark,
    }
    event.insert(register, values)
    return number


def _counted(connection: sa.Connection, office: str, book: str, year_be: int, typed: int | None) -> int:
    """The next number of a register, or the typed one; its counter stands at the highest of both."""
    here = (counters.c.office == office, counters.c.book == book, counters.c.year_be == year_be)
    last = connection.execute(sa.select(counters.c.last).where(*here)).scalar()
    if last is None:
        last = _highest(connection, office, book, year_be)
        connection.execute(sa.insert(counters).values(office=office, book=book, year_be=year_be, last=last))
    number = int(last) + 1 if typed is None else typed
    if number > last:
        connection.execute(sa.update(counters).where(*here).values(last=number))
    return number


def raise_counter(connection: Connection, office: str, book: str, year_be: int, number: int) -> None:
    """The numbering of a year goes on after this number, which came from a register kept elsewhere."""
    here = (counters.c.office == office, counters.c.book == book, counters.c.year_be == year_be)
    last = connection.execute(sa.select(counters.c.last).where(*here)).scalar()
    if last is None:
        known = max(number, _highest(connection, office, book, year_be))
        connection.execute(sa.insert(counters).values(office=office, book=book, year_be=year_be, last=known))
    elif number > last:
        connection.execute(sa.update(counters).where(*here).values(last=number))


def _refuse_clock_gone_back(connection: Connection, at: str) -> None:
    """A number tells its day and year, so none is given on a day before one that the ledger has seen.

    The latest moment counts, not the last event: after a jump back other events are written meanwhile. What stands
    before an accepted clock is not looked at.
    """
    latest = ""
    recent = sa.select(ledger.c.kind, ledger.c.at).order_by(ledger.c.number.desc()).limit(_LOOKED_BACK)
    for event in connection.execute(recent):
        latest = max(latest, str(event.at))
        if event.kind == CLOCK:
            break
    if at[:10] < latest[:10]:
        raise ArchiveFault(
            f"นาฬิกาของเครื่องบอก {_printed(at)} แต่สมุดบันทึกมีเหตุการณ์ถึง {_printed(latest)} แล้ว ระบบไม่ออกเลขย้อนวัน กรุณาตั้งนาฬิกาให้ถูกต้อง "
            "ระบบจะออกเลขต่อให้เอง ถ้านาฬิกาตอนนี้ถูกแล้วแต่เคยเดินล้ำหน้า ให้ผู้ดูแลสั่ง circulars clock --by ชื่อ --reason เหตุผล",
            code="clock",
            cause=f"{at} < {latest}",
        )


def _printed(at: str) -> str:
    return f"{format_date(ThaiDate.from_ce(dt.date.fromisoformat(at[:10])))} เวลา {to_thai(at[11:16])} น."


def register_state(connection: Connection, office: str, book: str, year_be: int, number: int) -> RegisterState:
    """What a register says of a number that somebody would like to give."""
    here = (counters.c.office == office, counters.c.book == book, counters.c.year_be == year_be)
    last = connection.execute(sa.select(counters.c.last).where(*here)).scalar()
    known = _highest(connection, office, book, year_be) if last is None else int(last)
    return RegisterState(year_be, known, _taken(connection, office, book, year_be, number))


def release_number(event: Event, claim: str, remark: str) -> None:
    """A number that was reserved for a letter which does not go out: cancelled, visible, never given again."""
    row = event.connection.execute(sa.select(register).where(register.c.claim == claim)).mappings().first()
    if row is not None and row["state"] == "reserved":
        event.update(register, dict(row), {"state": "cancelled", "remark": remark})


def _highest(connection: Connection, office: str, book: str, year_be: int) -> int:
    found = connection.execute(
        sa.select(sa.func.max(register.c.number)).where(
            register.c.office == office, register.c.book == book, register.c.year_be == year_be
        )
    ).scalar()
    return int(found or 0)


def _taken(connection: Connection, office: str, book: str, year_be: int, number: int) -> bool:
    where = (
        register.c.office == office,
        register.c.book == book,
        register.c.year_be == year_be,
        register.c.number == number,
    )
    return connection.execute(sa.select(register.c.number).where(*where)).first() is not None


def change_entry(event: Event, claim: str, **changes: Value) -> None:
    """Set a row's state or columns; its number never changes. Raises ArchiveFault when there is no such claim."""
    if changes.keys() & {"office", "book", "year_be", "number", "claim"}:
        raise ArchiveFault("เลขทะเบียนที่ออกแล้วเปลี่ยนไม่ได้", code="number-fixed", cause=claim)
    row = event.connection.execute(sa.select(register).where(register.c.claim == claim)).mappings().first()
    if row is None:
        raise ArchiveFault("ไม่พบรายการนี้ในทะเบียน", code="no-entry", cause=claim)
    event.update(register, dict(row), changes)


def entry_of(connection: Connection, office: str, book: str, year_be: int, number: int) -> sa.RowMapping:
    """The entry of a number in a register. Raises ArchiveFault(no-entry)."""
    where = (
        register.c.office == office,
        register.c.book == book,
        register.c.year_be == year_be,
        register.c.number == number,
    )
    row = connection.execute(sa.select(register).where(*where)).mappings().first()
    if row is None:
        raise ArchiveFault(
            f"ไม่มีเลข {number} ปี {year_be} ในทะเบียนนี้ กรุณาตรวจเลขและปีอีกครั้ง", code="no-entry", cause=str(number)
        )
    return row


def cancel_number(event: Event, office: str, book: str, year_be: int, number: int, remark: str) -> None:
    """Mark a number as cancelled, with why and by whom. Raises ArchiveFault(no-entry, cancelled) for none, or a cancelled one."""
    row = entry_of(event.connection, office, book, year_be, number)
    if row["state"] == "cancelled":
        raise ArchiveFault(f"เลข {number} ปี {year_be} ยกเลิกไว้แล้ว: {row['remark']}", code="cancelled", cause=str(number))
    event.update(register, dict(row), {"state": "cancelled", "remark": remark})
