"""Issuing: number and date, final files, registers of ours and of the offices we act for; once, whatever crashes.

Three steps, each of which finds what the one before left: (1) one transaction reserves the next number for this draft,
visible in the sent register as reserved; (2) the files are made with that number and date and kept by sha256; (3) one
transaction writes the issued letter, turns the row to issued, enters the letters in the received registers below, records
the relation, and the event. After a crash the same draft gets the same number again: none is burnt without a trace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from circulars.archive.registers.numbers import CAME_IN, Entry, change_entry, take_number
from circulars.archive.shelves.filing import Filed, insert_letter
from circulars.archive.store.ledger import Event, Value, canonical
from circulars.archive.store.shelf import Shelf, new_id, seal_file
from circulars.archive.store.tables import drafts, issued, letters, register, relations, taken_back
from circulars.errors import ArchiveFault
from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.dates import year_be


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the letter: the post as printed, and the office code where this installation acts for it."""

    title: str
    office: str | None = None


@dataclass(frozen=True, slots=True)
class IssuedNumber:
    """The number and date to print: running number of the register, its Buddhist year, the day of numbering."""

    running: int
    year_be: int
    dated: dt.date


@dataclass(frozen=True, slots=True)
class IssuedFiles:
    """What was made with the number: the final docx and PDF, the metadata JSON, and the letter as a Letter."""

    letter: Letter
    docx: bytes
    pdf: bytes | None
    record: bytes


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """One approved draft to be issued.

    `book` is the register the number comes from (``sent``, or ``circular`` for a series of its own); `typed` a number
    for a year begun on paper; `dated` the date to print, None for the day of numbering; `finish` makes the final files
    once number and date are known, and must give equal files for equal input.
    """

    draft_id: str
    office: str
    recipients: tuple[Recipient, ...]
    finish: Callable[[IssuedNumber], IssuedFiles]
    book: str = "sent"
    typed: int | None = None
    dated: dt.date | None = None


@dataclass(frozen=True, slots=True)
class IssuedLetter:
    """An issued letter: its id as a letter, reference as printed, subject, date, sha256 of docx, PDF and record.

    `received` are (office code, received number) of the offices below that we act for.
    """

    letter_id: str
    reference: str
    subject: str
    dated: dt.date
    docx: str
    pdf: str | None
    record: str
    received: tuple[tuple[str, int], ...]


def issue(archive: Shelf, request: IssueRequest) -> IssuedLetter:
    """Issue a draft, once. Raises ArchiveFault (unknown draft, typed number taken, files out of reach)."""
    done = already(archive, request.draft_id)
    if done is not None:
        return done
    number = _reserve(archive, request)
    made = request.finish(number)
    docx, record = archive.store.put(made.docx), archive.store.put(made.record)
    pdf = None if made.pdf is None else archive.store.put(made.pdf)
    _enter(archive, request, number, made, docx, pdf, record)
    result = already(archive, request.draft_id)
    if result is None:
        raise ArchiveFault("ออกหนังสือไม่สำเร็จ กรุณาลองอีกครั้ง", code="not-issued", cause=request.draft_id)
    return result


def already(archive: Shelf, draft_id: str) -> IssuedLetter | None:
    """What was issued for a draft, or None."""
    with archive.reading.connect() as connection:
        whole = sa.select(issued, letters.c.subject).join(letters, letters.c.id == issued.c.letter_id)
        row = connection.execute(whole.where(issued.c.draft_id == draft_id)).mappings().first()
        if row is None:
            return None
        below = connection.execute(
            sa.select(register.c.office, register.c.number)
            .where(register.c.letter_id == row["letter_id"], register.c.book == "received")
            .order_by(register.c.office)
        ).all()
    day = dt.date.fromisoformat(row["dated"])
    return IssuedLetter(
        row["letter_id"],
        row["reference"],
        row["subject"],
        day,
        row["docx"],
        row["pdf"],
        row["record"],
        tuple((office, int(number)) for office, number in below),
    )


def _reserve(archive: Shelf, request: IssueRequest) -> IssuedNumber:
    """Step 1: the number, visible as reserved; its date is the day of numbering in Bangkok unless one is given."""
    with archive.writing() as event:
        draft = event.connection.execute(sa.select(drafts).where(drafts.c.id == request.draft_id)).first()
        if draft is None:
            raise ArchiveFault("ไม่พบร่างหนังสือนี้ในแฟ้ม กรุณาตรวจรหัสอีกครั้ง", code="unknown", cause=request.draft_id)
        _refuse_taken_back(event, request.draft_id)
        claim = claim_of(request.draft_id)
        known = event.connection.execute(sa.select(register).where(register.c.claim == claim)).mappings().first()
        if known is not None:
            return IssuedNumber(known["number"], known["year_be"], dt.date.fromisoformat(known["dated"]))
        day = request.dated or archive.now().date()
        year = year_be(day)
        entry = Entry(dated=day.isoformat(), remark="จองเลขไว้ระหว่างออกหนังสือ")
        running = take_number(event, request.office, request.book, year, claim, "reserved", entry, request.typed)
        event.close("number-reserved", request.draft_id, {"office": request.office, "number": running, "year": year})
    return IssuedNumber(running, year, day)


def claim_of(draft_id: str) -> str:
    """What a draft's number is claimed by in the sent register."""
    return f"issue:{draft_id}"


def _refuse_taken_back(event: Event, draft_id: str) -> None:
    where = taken_back.c.draft_id == draft_id
    if event.connection.execute(sa.select(taken_back.c.draft_id).where(where)).first() is not None:
        raise ArchiveFault("คำอนุมัติของร่างนี้คืนให้ตรวจใหม่แล้ว ออกหนังสือจากร่างนี้ไม่ได้", code="taken-back", cause=draft_id)


def _enter(
    archive: Shelf,
    request: IssueRequest,
    number: IssuedNumber,
    made: IssuedFiles,
    docx: str,
    pdf: str | None,
    record: str,
) -> None:
    """Step 3: everything the issued letter changes, in one transaction."""
    letter = made.letter
    with archive.writing() as event:
        if event.connection.execute(sa.select(issued).where(issued.c.draft_id == request.draft_id)).first() is not None:
            return
        _refuse_taken_back(event, request.draft_id)
        of_draft = sa.select(drafts.c.letter_id).where(drafts.c.id == request.draft_id)
        source = event.connection.execute(of_draft).scalar_one()
        letter_id = new_id()
        reference = format_reference(letter.reference.value) if letter.reference.value else ""
        insert_letter(event, Filed(letter_id, request.office, "sent"), letter)
        _seal(event, made, docx, pdf, record)
        recipients = [{"title": r.title, "office": r.office} for r in request.recipients]
        row: dict[str, Value] = {
            "draft_id": request.draft_id,
            "letter_id": letter_id,
            "source_id": source,
            "office": request.office,
            "reference": reference,
            "dated": number.dated.isoformat(),
            "docx": docx,
            "pdf": pdf,
            "record": record,
            "recipients": canonical(recipients),
            "at": event.at,
        }
        event.insert(issued, row)
        _enter_registers(archive, event, request, number, letter, letter_id)
        event.insert(relations, {"kind": "forwards", "from_id": letter_id, "to_id": source})
        event.close("issued", letter_id, {"draft": request.draft_id, "reference": reference, "recipients": recipients})


def _seal(event: Event, made: IssuedFiles, docx: str, pdf: str | None, record: str) -> None:
    seal_file(event, docx, "issued-docx", len(made.docx))
    seal_file(event, record, "issued-record", len(made.record))
    if pdf is not None and made.pdf is not None:
        seal_file(event, pdf, "issued-pdf", len(made.pdf))


def _enter_registers(
    archive: Shelf, event: Event, request: IssueRequest, number: IssuedNumber, letter: Letter, letter_id: str
) -> None:
    """The issued letter in the sent register, under the number taken for it, and in the received one of each office here."""
    reference = format_reference(letter.reference.value) if letter.reference.value else ""
    sender, subject = letter.sender_agency.value or "", letter.subject.value or ""
    change_entry(
        event,
        claim_of(request.draft_id),
        state="issued",
        letter_id=letter_id,
        reference=reference,
        sender=sender,
        recipient=", ".join(one.value for one in letter.addressees if one.value),
        subject=subject,
        remark="",
    )
    year = year_be(archive.now())
    for recipient in request.recipients:
        if recipient.office is not None:
            entry = Entry(letter_id, reference, number.dated.isoformat(), sender, recipient.title, subject)
            claim = f"{CAME_IN}{letter_id}:{recipient.office}"
            take_number(event, recipient.office, "received", year, claim, "received", entry)
