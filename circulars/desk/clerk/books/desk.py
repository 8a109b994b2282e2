"""The number desk: what a clerk typed becomes a row of a register; what hangs on a number before it is cancelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from circulars.archive import Archive, RegisterRow
from circulars.archive.registers.correcting import RowNote
from circulars.archive.shelves.entered.by_hand import HandEntry
from circulars.archive.tracing.chains import printed_day
from circulars.errors import CircularsError
from circulars.thai.dates import InvalidDate
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import parse_date

WAYS = ("กระดาษ", "โทรศัพท์", "โทรสาร", "วิทยุสื่อสาร", "ไปรษณีย์", "อื่น ๆ")
"""How a letter came or went that no file brought."""
BOOKS = ("received", "sent", "circular", "stamped", "order", "announcement")


def read_entry(book: str, form: Mapping[str, str]) -> HandEntry:
    """What was typed into the form of a row. Raises CircularsError that names the field."""
    if book not in BOOKS:
        raise CircularsError("ไม่มีทะเบียนนี้", code="book")
    texts = {
        name: " ".join(form.get(name, "").split()) for name in ("reference", "sender", "recipient", "subject", "way")
    }
    return HandEntry(
        book=book,
        reference=texts["reference"],
        dated=read_day(form.get("dated", ""), "ลงวันที่"),
        sender=texts["sender"],
        recipient=texts["recipient"],
        subject=texts["subject"],
        way=texts["way"],
        circular=bool(form.get("circular")),
        secret=bool(form.get("secret")),
    )


def read_day(text: str, label: str) -> dt.date | None:
    """A day as a clerk types it (Buddhist Era); None for an empty field. Raises CircularsError with the field's name."""
    if not text.strip():
        return None
    try:
        return parse_date(" ".join(text.split())).ce
    except (InvalidDate, ValueError) as error:
        raise CircularsError(
            f"{label}: อ่านวันที่ “{text.strip()[:30]}” ไม่ได้ กรุณาพิมพ์แบบ ๒๓ พ.ย. ๒๕๖๙ หรือ ๒๓/๑๑/๒๕๖๙",
            code="day",
            cause=str(error),
        ) from error


def read_count(text: str, label: str, most: int) -> int:
    """A whole number in either digit script, from 1. Raises CircularsError with the field's name.

    >>> read_count("๑๒", "จำนวน", 200)
    12
    """
    plain = to_arabic(text.strip())
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= 7 and 1 <= int(plain) <= most):
        raise CircularsError(f"{label}: กรุณาพิมพ์เลข ๑ ถึง {to_thai(most)}", code="number")
    return int(plain)


@dataclass(frozen=True, slots=True)
class OnNumber:
    """A number of a register and what hangs on it: its row, its note, and Thai sentences a clerk must have seen."""

    row: RegisterRow
    note: RowNote
    hanging: tuple[str, ...]


def on_number(archive: Archive, office: str, book: str, year_be: int, number: int) -> OnNumber:
    """The row of a number and what depends on it. Raises ArchiveFault(no-entry)."""
    row = archive.register_row(office, book, year_be, number)
    note = archive.register_notes(office, book, year_be, (number, number)).get(number, RowNote())
    return OnNumber(row, note, tuple(_hanging(archive, row)))


def _hanging(archive: Archive, row: RegisterRow) -> Iterator[str]:
    if row.letter_id is None:
        return
    for delivery in archive.deliveries(row.letter_id):
        if delivery.received:
            yield f"{delivery.title} ลงรับไว้แล้ว เลขรับ {to_thai(delivery.received)}"
        if delivery.answered:
            yield f"{delivery.title} ตอบมาแล้วเมื่อ {printed_day(delivery.answered)}"
    for one in archive.issued_from(row.letter_id):
        yield f"ส่งต่อไปแล้วเป็นหนังสือ ที่ {one.reference} ลงวันที่ {printed_day(one.dated.isoformat())} ซึ่งไม่ถูกยกเลิกไปด้วย"
    for kind, other in archive.named_by(row.letter_id):
        named = archive.letter_row(other)
        yield f"หนังสือ {named.reference or other} {_NAMES.get(kind, 'อ้างถึง')}ฉบับนี้"


_NAMES = {"cites": "อ้างถึง", "cancels": "ยกเลิก", "supersedes": "ใช้แทน", "reminds": "ติดตาม", "encloses": "ส่งสำเนา"}
