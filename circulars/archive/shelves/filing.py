"""Letters as they are filed: entered in the received register, indexed, tied to the letters that they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.known.returned import (
    COPY_RETURNED,
    RETURNED,
    CameBack,
    enclosed_source,
    issued_file,
    not_ours,
    own_letter_back,
)
from circulars.archive.known.same_text import same_text
from circulars.archive.registers.numbers import CAME_IN, Entry, take_number
from circulars.archive.search import index
from circulars.archive.shelves.rows import LetterRow, letter_row
from circulars.archive.store.ledger import Event, Value
from circulars.archive.store.shelf import Shelf, new_id, unknown
from circulars.archive.store.tables import letters, register, relations
from circulars.archive.tracing.answers import note_answers, note_asked
from circulars.archive.tracing.citations import write_citations
from circulars.checks.doubts import with_doubts
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.record import dump_findings, dump_letter, load_findings, load_letter
from circulars.letter.reference import format_reference
from circulars.thai.dates import year_be
from circulars.thai.text import folded


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter with its findings and its place in the office's received register."""

    id: str
    office: str
    letter: Letter
    findings: tuple[Finding, ...]
    scan_id: str | None
    received_number: int | None
    duplicate_of: str | None


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a letter is filed: its id, office, direction (received, sent), and the scan it was read from."""

    letter_id: str
    office: str
    direction: str
    scan_id: str | None = None
    place: int = 0
    findings: tuple[Finding, ...] = ()
    duplicate_of: str | None = None


def insert_letter(event: Event, filed: Filed, letter: Letter) -> None:
    """Write a letter with its columns, its index entry and what it says of other letters."""
    event.insert(letters, _columns(filed, letter) | {"id": filed.letter_id, "created_at": event.at})
    index.add(event.connection, filed.letter_id, letter, event.at)
    note_asked(event.connection, filed.letter_id, letter, dt.datetime.fromisoformat(event.at).date())
    write_citations(event, filed.letter_id, letter)


def complete_letter(event: Event, row: sa.RowMapping, filed: Filed, letter: Letter) -> None:
    """Give a letter of which only its columns were known its text, pages and findings; it stays the same letter."""
    index.remove(event.connection, filed.letter_id, load_letter(str(row["record"])))
    event.update(letters, dict(row), _columns(filed, letter))
    index.add(event.connection, filed.letter_id, letter, event.at)
    note_asked(event.connection, filed.letter_id, letter, dt.datetime.fromisoformat(event.at).date())
    write_citations(event, filed.letter_id, letter)


def _columns(filed: Filed, letter: Letter) -> dict[str, Value]:
    number = letter.reference.value
    reference = format_reference(number) if number else ""
    return {
        "scan_id": filed.scan_id,
        "place": filed.place,
        "office": filed.office,
        "direction": filed.direction,
        "reference": reference,
        "reference_key": folded(reference),
        "dated": letter.dated.value.iso_ce if letter.dated.value else "",
        "sender": letter.sender_agency.value or "",
        "subject": letter.subject.value or "",
        "urgency": str(letter.urgency.value or ""),
        "duplicate_of": filed.duplicate_of,
        "record": dump_letter(letter).decode(),
        "findings": dump_findings(filed.findings).decode(),
    }


class LetterShelf(Shelf):
    """Letters with their findings, evidence and place in the received register."""

    def save_letters(
        self,
        scan_id: str,
        office: str,
        read: Sequence[Letter],
        findings: Sequence[Sequence[Finding]],
        back: CameBack | None = None,
    ) -> tuple[str, ...]:
        """Keep the letters of a scan and enter each in the office's received register; ids in the order given.

        A letter known from another scan (number, date, sender, and the same text) is kept, marked as its duplicate, and
        not entered again; so is a copy of one that we issued. One with the same number and another text is entered, with
        a finding. The same scan that two offices received is a letter of each.
        """
        known = self.letters_of(scan_id, office)
        if known:
            return known
        back = back or CameBack((office,))
        ids: list[str] = []
        returned: dict[str, str] = {}
        with self.writing() as event:
            for place, (letter, found) in enumerate(zip(read, findings, strict=True)):
                letter_id = new_id()
                seen = _known_as(event.connection, letter, office, back, first=place == 0, ours=[*returned.values()])
                if seen.finding is not None:
                    letter = with_doubts(letter, (seen.finding,))
                told = (*found, *((seen.finding,) if seen.finding is not None else ()))
                insert_letter(event, Filed(letter_id, office, "received", scan_id, place, told, seen.duplicate), letter)
                ids.append(letter_id)
                if seen.returned:
                    returned[letter_id] = str(seen.duplicate)
                if seen.duplicate is None:
                    self._enter(event, letter_id, office, letter)
            self._enclose(event, read, ids)
            event.close("letters-read", scan_id, {"letters": ids, "office": office})
            for copy, ours in returned.items():
                _bind(event, copy, ours, scan_id)
        return tuple(ids)

    def _enter(self, event: Event, letter_id: str, office: str, letter: Letter) -> None:
        """A letter that is new: its received number, and what it answers."""
        if letter.copy_in is None:
            self._receive(event, letter_id, office, letter)
        note_answers(event, letter_id, letter)

    def _enclose(self, event: Event, read: Sequence[Letter], ids: Sequence[str]) -> None:
        """A copy of a letter in the same file is an enclosure of the letter that it came with."""
        for letter, letter_id in zip(read, ids, strict=True):
            if letter.copy_in is not None and 0 <= letter.copy_in < len(ids) and ids[letter.copy_in] != letter_id:
                row = {"kind": "encloses", "from_id": ids[letter.copy_in], "to_id": letter_id}
                event.insert(relations, row)

    def _receive(self, event: Event, letter_id: str, office: str, letter: Letter) -> int:
        number = letter.reference.value
        entry = Entry(
            letter_id=letter_id,
            reference=format_reference(number) if number else "",
            dated=letter.dated.value.iso_ce if letter.dated.value else "",
            sender=letter.sender_agency.value or "",
            recipient=", ".join(a.value for a in letter.addressees if a.value),
            subject=letter.subject.value or "",
        )
        year = year_be(self.now())
        return take_number(event, office, "received", year, f"{CAME_IN}{letter_id}:{office}", "received", entry)

    def letters_of(self, scan_id: str, office: str) -> tuple[str, ...]:
        """Ids of the letters that an office has from a scan, in page order."""
        where = (letters.c.scan_id == scan_id, letters.c.office == office)
        return tuple(
            str(row["id"]) for row in self.all(sa.select(letters.c.id).where(*where).order_by(letters.c.place))
        )

    def load_letter(self, letter_id: str) -> StoredLetter:
        """A letter by its id. Raises ArchiveFault."""
        row = self.one(sa.select(letters).where(letters.c.id == letter_id))
        if row is None:
            raise unknown("หนังสือ", letter_id)
        office = str(row["office"])
        entry = self.one(sa.select(register.c.number).where(register.c.claim == f"{CAME_IN}{letter_id}:{office}"))
        return StoredLetter(
            letter_id,
            office,
            load_letter(str(row["record"])),
            load_findings(str(row["findings"])),
            str(row["scan_id"]) if row["scan_id"] else None,
            int(entry["number"]) if entry and entry["number"] is not None else None,
            str(row["duplicate_of"]) if row["duplicate_of"] else None,
        )

    def letters_as_read(self, ids: Sequence[str]) -> dict[str, Letter]:
        """Letters by their ids, at once; ids that nobody knows are left out."""
        rows = self.all(sa.select(letters.c.id, letters.c.record).where(letters.c.id.in_(list(ids))))
        return {str(row["id"]): load_letter(str(row["record"])) for row in rows}

    def letter_row(self, letter_id: str) -> LetterRow:
        """The columns of a letter that lists show. Raises ArchiveFault."""
        row = self.one(sa.select(letters).where(letters.c.id == letter_id))
        if row is None:
            raise unknown("หนังสือ", letter_id)
        return letter_row(row)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the archive knows of a letter that comes in: its first copy, whether we issued that, what must be looked at."""

    duplicate: str | None = None
    returned: bool = False
    finding: Finding | None = None


def _known_as(
    connection: Connection, letter: Letter, office: str, back: CameBack, *, first: bool, ours: Sequence[str]
) -> _Known:
    """Our own letter come back, a letter received before, or neither; `ours` came back earlier in the same file."""
    own = (issued_file(connection, back) if first else None) or own_letter_back(connection, letter, back)
    if own is not None:
        return _Known(own, returned=True)
    enclosed = next((found for one in ours if (found := enclosed_source(connection, letter, one))), None)
    if enclosed is not None:
        return _Known(enclosed)
    strange = not_ours(connection, letter, back)
    if strange is not None:
        return _Known(finding=strange)
    duplicate, other = _alike(connection, letter, office)
    return _Known(duplicate, finding=other)


def _bind(event: Event, copy: str, ours: str, scan_id: str) -> None:
    """An event of its own, in the same transaction: a copy of what we issued, and the file that it came in."""
    bound = Event(event.connection, event.at)
    bound.insert(relations, {"kind": RETURNED, "from_id": copy, "to_id": ours})
    bound.close(COPY_RETURNED, copy, {"issued": ours, "scan": scan_id})


def _alike(connection: Connection, letter: Letter, office: str) -> tuple[str | None, Finding | None]:
    """An earlier letter of this office with the same number, date and sender, by its id.

    It is the same letter where the text is the same; else there is a finding, which brings both before a person.
    """
    number, dated = letter.reference.value, letter.dated.value
    if number is None or dated is None or not number.complete:
        return None, None
    where = (
        letters.c.reference_key == folded(format_reference(number)),
        letters.c.dated == dated.iso_ce,
        letters.c.office == office,
        letters.c.direction == "received",
        letters.c.sender == (letter.sender_agency.value or ""),
        letters.c.duplicate_of.is_(None),
    )
    rows = list(connection.execute(sa.select(letters.c.id, letters.c.subject, letters.c.record).where(*where)))
    for row in rows:
        if same_text(load_letter(str(row.record)), letter):
            return str(row.id), None
    return (None, _other_text(letter, str(rows[0].id), str(rows[0].subject))) if rows else (None, None)


def _other_text(letter: Letter, other: str, subject: str) -> Finding:
    number = letter.reference.value
    message = (
        f"เลขซ้ำกับหนังสือที่รับไว้ (รหัส {other} เรื่อง{subject or 'อ่านไม่ได้'}) แต่เนื้อความต่างกัน กรุณาตรวจเลขที่และวันที่กับต้นฉบับทั้งสองฉบับ"
    )
    seen = format_reference(number) if number else ""
    return Finding("same-number-other-text", Severity.BLOCKS, "reference_number", message, seen, f"รหัส {other}")
