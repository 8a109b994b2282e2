"""The archive: the memory of the flows. Every `save_` may be called again with the same key and returns the first result.

Open one with `Archive.open`. Times come from the clock given there, in Asia/Bangkok.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive import issuing, search
from circulars.archive.database import open_engine
from circulars.archive.files import FileStore, open_files
from circulars.archive.ledger import Event, Value
from circulars.archive.registers import Entry, take_number
from circulars.archive.tables import decisions, drafts, issued, letters, pages, plans, register, relations, scans
from circulars.errors import ArchiveFault
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter
from circulars.letter.page import Page
from circulars.letter.record import dump_findings, dump_letter, dump_pages, load_findings, load_letter, load_pages
from circulars.letter.reference import format_reference
from circulars.thai.dates import BANGKOK
from circulars.thai.text import folded

Row = Mapping[str, Value]
Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Scan:
    """A file taken in: its id, content hash and name; `known_before` when the same content had come earlier."""

    id: str
    sha256: str
    name: str
    known_before: bool


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


def new_id() -> str:
    """A short random id."""
    return secrets.token_hex(8)


class Archive:
    """The archive of one installation: a database and a file store."""

    def __init__(self, engine: sa.Engine, store: FileStore, clock: Clock) -> None:
        self.engine = engine
        self.store = store
        self._clock = clock
        self.reading = engine.execution_options(isolation_level="AUTOCOMMIT")

    @classmethod
    def open(cls, database_url: str, files_url: str, *, clock: Clock | None = None) -> Archive:
        """Open, creating or migrating the database. Raises ArchiveFault (code "network-disk", "database")."""
        return cls(open_engine(database_url), open_files(files_url), clock or (lambda: dt.datetime.now(BANGKOK)))

    def close(self) -> None:
        """Give the database's connections back."""
        self.engine.dispose()

    def now(self) -> dt.datetime:
        """The archive's clock in Bangkok."""
        return self._clock().astimezone(BANGKOK)

    @contextmanager
    def writing(self) -> Iterator[Event]:
        """One transaction with one event; the caller closes the event."""
        with self.engine.begin() as connection:
            yield Event(connection, self.now().isoformat(timespec="seconds"))

    def _one(self, statement: sa.Select[tuple[object, ...]]) -> Row | None:
        with self.reading.connect() as connection:
            row = connection.execute(statement).mappings().first()
            return None if row is None else {str(k): v for k, v in row.items()}

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[Row]:
        with self.reading.connect() as connection:
            return [{str(k): v for k, v in row.items()} for row in connection.execute(statement).mappings()]

    # files and scans

    def save_file(self, content: bytes, kind: str) -> str:
        """Keep a content; its sha256."""
        sha256 = self.store.put(content)
        with self.writing() as event:
            if issuing.seal_file(event, sha256, kind, len(content)):
                event.close("file-kept", sha256, {"kind": kind})
        return sha256

    def load_file(self, sha256: str) -> bytes:
        """A kept content. Raises ArchiveFault (missing, altered)."""
        return self.store.get(sha256)

    def save_original(self, source: Path | bytes, name: str) -> Scan:
        """Take a file in byte for byte; the same content a second time is the same scan."""
        content = source if isinstance(source, bytes) else source.read_bytes()
        sha256 = self.store.put(content)
        with self.writing() as event:
            known = event.connection.execute(sa.select(scans).where(scans.c.sha256 == sha256)).mappings().first()
            if known is not None:
                return Scan(str(known["id"]), sha256, str(known["name"]), known_before=True)
            scan_id = new_id()
            issuing.seal_file(event, sha256, "original", len(content))
            event.insert(scans, {"id": scan_id, "sha256": sha256, "name": name, "received_at": event.at})
            event.close("file-received", scan_id, {"name": name, "sha256": sha256})
        return Scan(scan_id, sha256, name, known_before=False)

    def find_scan(self, sha256: str) -> Scan | None:
        """The scan with this content, if it was taken in."""
        row = self._one(sa.select(scans).where(scans.c.sha256 == sha256))
        return Scan(str(row["id"]), sha256, str(row["name"]), known_before=True) if row else None

    def load_scan(self, scan_id: str) -> Scan:
        """A scan by its id. Raises ArchiveFault."""
        row = self._one(sa.select(scans).where(scans.c.id == scan_id))
        if row is None:
            raise _unknown("ไฟล์สแกน", scan_id)
        return Scan(scan_id, str(row["sha256"]), str(row["name"]), known_before=True)

    def load_original(self, scan_id: str) -> bytes:
        """The bytes of a scan's original."""
        return self.store.get(self.load_scan(scan_id).sha256)

    def save_pages(self, scan_id: str, read: Sequence[Page]) -> tuple[Page, ...]:
        """Keep what was recognised; a second time returns the first reading."""
        known = self.load_pages(scan_id)
        if known is not None:
            return known
        content = dump_pages(read)
        sha256 = self.store.put(content)
        with self.writing() as event:
            if event.connection.execute(sa.select(pages.c.scan_id).where(pages.c.scan_id == scan_id)).first() is None:
                issuing.seal_file(event, sha256, "pages", len(content))
                event.insert(pages, {"scan_id": scan_id, "record": sha256})
                event.close("pages-read", scan_id, {"pages": len(read)})
        return tuple(read)

    def load_pages(self, scan_id: str) -> tuple[Page, ...] | None:
        """What was recognised on a scan, or None when it was not read yet."""
        row = self._one(sa.select(pages).where(pages.c.scan_id == scan_id))
        return None if row is None else load_pages(self.store.get(str(row["record"])))

    # letters

    def save_letters(
        self, scan_id: str, office: str, read: Sequence[Letter], findings: Sequence[Sequence[Finding]]
    ) -> tuple[str, ...]:
        """Keep the letters of a scan and enter each in the office's received register; ids in the order given.

        A letter known from another scan (number, date, sender) is kept, marked as its duplicate, and not entered again.
        """
        known = [str(row["id"]) for row in self._letters_of(scan_id)]
        if known:
            return tuple(known)
        ids = []
        with self.writing() as event:
            for place, (letter, found) in enumerate(zip(read, findings, strict=True)):
                letter_id = new_id()
                duplicate = _duplicate(event.connection, letter, office)
                self._insert_letter(event, letter_id, scan_id, place, office, "received", letter, found, duplicate)
                if duplicate is None and letter.copy_in is None:
                    self._receive(event, letter_id, office, letter)
                ids.append(letter_id)
            event.close("letters-read", scan_id, {"letters": ids, "office": office})
        return tuple(ids)

    def _insert_letter(
        self,
        event: Event,
        letter_id: str,
        scan_id: str | None,
        place: int,
        office: str,
        direction: str,
        letter: Letter,
        found: Sequence[Finding],
        duplicate: str | None,
    ) -> None:
        number = letter.reference.value
        reference = format_reference(number) if number else ""
        event.insert(
            letters,
            {
                "id": letter_id,
                "scan_id": scan_id,
                "place": place,
                "office": office,
                "direction": direction,
                "reference": reference,
                "reference_key": folded(reference),
                "dated": letter.dated.value.iso_ce if letter.dated.value else "",
                "sender": letter.sender_agency.value or "",
                "subject": letter.subject.value or "",
                "urgency": str(letter.urgency.value or ""),
                "duplicate_of": duplicate,
                "record": dump_letter(letter).decode(),
                "findings": dump_findings(tuple(found)).decode(),
                "created_at": event.at,
            },
        )
        search.add(event.connection, letter_id, letter)

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
        year = self.now().year + 543
        return take_number(event, office, "received", year, f"received:{letter_id}:{office}", "received", entry)

    def _letters_of(self, scan_id: str) -> list[Row]:
        return self._all(sa.select(letters).where(letters.c.scan_id == scan_id).order_by(letters.c.place))

    def letters_of(self, scan_id: str) -> tuple[str, ...]:
        """Ids of a scan's letters in page order."""
        return tuple(str(row["id"]) for row in self._letters_of(scan_id))

    def load_letter(self, letter_id: str) -> StoredLetter:
        """A letter by its id. Raises ArchiveFault."""
        row = self._one(sa.select(letters).where(letters.c.id == letter_id))
        if row is None:
            raise _unknown("หนังสือ", letter_id)
        office = str(row["office"])
        entry = self._one(sa.select(register.c.number).where(register.c.claim == f"received:{letter_id}:{office}"))
        return StoredLetter(
            letter_id,
            office,
            load_letter(str(row["record"])),
            load_findings(str(row["findings"])),
            str(row["scan_id"]) if row["scan_id"] else None,
            int(entry["number"]) if entry and entry["number"] is not None else None,
            str(row["duplicate_of"]) if row["duplicate_of"] else None,
        )

    def letter_row(self, letter_id: str) -> Row:
        """The columns of a letter that lists show. Raises ArchiveFault."""
        row = self._one(sa.select(letters).where(letters.c.id == letter_id))
        if row is None:
            raise _unknown("หนังสือ", letter_id)
        return row

    # plans, drafts, decisions

    def save_plan(self, letter_id: str, record: bytes) -> bytes:
        """Keep the cascade plan of a letter; a second time returns the first."""
        known = self.load_plan(letter_id)
        if known is not None:
            return known
        with self.writing() as event:
            event.insert(plans, {"letter_id": letter_id, "record": record.decode()})
            event.close("planned", letter_id, {})
        return record

    def load_plan(self, letter_id: str) -> bytes | None:
        """The plan of a letter as it was saved, or None."""
        row = self._one(sa.select(plans).where(plans.c.letter_id == letter_id))
        return None if row is None else str(row["record"]).encode()

    def save_draft(
        self,
        letter_id: str,
        step: str,
        office: str,
        record: bytes,
        docx: bytes,
        pdf: bytes | None,
        round_number: int = 1,
    ) -> str:
        """Keep a draft of a step and round; a second time returns the first one's id."""
        where = (drafts.c.letter_id == letter_id, drafts.c.step == step, drafts.c.round == round_number)
        known = self._one(sa.select(drafts.c.id).where(*where))
        if known is not None:
            return str(known["id"])
        docx_sha = self.store.put(docx)
        pdf_sha = None if pdf is None else self.store.put(pdf)
        draft_id = new_id()
        with self.writing() as event:
            again = event.connection.execute(sa.select(drafts.c.id).where(*where)).scalar()
            if again is not None:
                return str(again)
            issuing.seal_file(event, docx_sha, "draft-docx", len(docx))
            if pdf is not None and pdf_sha is not None:
                issuing.seal_file(event, pdf_sha, "draft-pdf", len(pdf))
            event.insert(
                drafts,
                {
                    "id": draft_id,
                    "letter_id": letter_id,
                    "step": step,
                    "round": round_number,
                    "office": office,
                    "record": record.decode(),
                    "docx": docx_sha,
                    "pdf": pdf_sha,
                    "created_at": event.at,
                },
            )
            event.close("drafted", draft_id, {"letter": letter_id, "step": step, "round": round_number})
        return draft_id

    def load_draft(self, draft_id: str) -> Row:
        """Columns of a draft: letter_id, step, round, office, record, docx and pdf (sha256). Raises ArchiveFault."""
        row = self._one(sa.select(drafts).where(drafts.c.id == draft_id))
        if row is None:
            raise _unknown("ร่างหนังสือ", draft_id)
        return row

    def drafts_of(self, letter_id: str) -> list[Row]:
        """Drafts of a letter by step and round."""
        return self._all(
            sa.select(drafts).where(drafts.c.letter_id == letter_id).order_by(drafts.c.step, drafts.c.round)
        )

    def drafts_waiting(self) -> list[Row]:
        """Drafts without a decision, oldest first; of each step only the latest round."""
        decided = sa.select(decisions.c.draft_id)
        rows = self._all(sa.select(drafts).where(drafts.c.id.not_in(decided)).order_by(drafts.c.created_at))
        latest = {(row["letter_id"], row["step"]): row for row in sorted(rows, key=lambda r: int(r["round"] or 0))}
        return [row for row in rows if latest[row["letter_id"], row["step"]] is row]

    def save_decision(
        self, draft_id: str, round_number: int, record: bytes, signer: str, approved_sha256: str
    ) -> bytes:
        """Keep the decision of a round; the first one stands, whatever comes later."""
        known = self.load_decision(draft_id, round_number)
        if known is not None:
            return known
        with self.writing() as event:
            where = (decisions.c.draft_id == draft_id, decisions.c.round == round_number)
            again = event.connection.execute(sa.select(decisions.c.record).where(*where)).scalar()
            if again is not None:
                return str(again).encode()
            event.insert(
                decisions,
                {
                    "draft_id": draft_id,
                    "round": round_number,
                    "record": record.decode(),
                    "signer": signer,
                    "approved_sha256": approved_sha256,
                    "created_at": event.at,
                },
            )
            event.close("decided", draft_id, {"round": round_number, "signer": signer, "approved": approved_sha256})
        return record

    def load_decision(self, draft_id: str, round_number: int) -> bytes | None:
        """The decision of a round as it was saved, or None."""
        row = self._one(sa.select(decisions).where(decisions.c.draft_id == draft_id, decisions.c.round == round_number))
        return None if row is None else str(row["record"]).encode()

    def decisions_of(self, draft_id: str) -> list[Row]:
        """Every decision on a draft, in order."""
        return self._all(sa.select(decisions).where(decisions.c.draft_id == draft_id).order_by(decisions.c.round))

    def record_event(self, kind: str, subject: str, detail: Mapping[str, str]) -> None:
        """Put something that happened into the ledger: a refused approval, a printed head, an export."""
        with self.writing() as event:
            event.close(kind, subject, dict(detail))

    # issuing

    def issue(self, request: issuing.IssueRequest) -> issuing.IssuedLetter:
        """Number, finish, file and enter a letter, once. See `circulars.archive.issuing`."""
        return issuing.issue(self, request)

    def issued_of(self, draft_id: str) -> Row | None:
        """What was issued for a draft, or None."""
        return self._one(sa.select(issued).where(issued.c.draft_id == draft_id))

    def issued_from(self, letter_id: str) -> list[Row]:
        """Letters issued that forward this one."""
        return self._all(sa.select(issued).where(issued.c.source_id == letter_id).order_by(issued.c.at))

    def received_below(self, issued_letter_id: str) -> list[Row]:
        """Received-register rows of offices we act for that this issued letter entered."""
        return self._all(
            sa.select(register).where(register.c.letter_id == issued_letter_id, register.c.book == "received")
        )

    def register_rows(self, office: str, book: str, year_be: int) -> list[Row]:
        """Rows of a register in number order."""
        where = (register.c.office == office, register.c.book == book, register.c.year_be == year_be)
        return self._all(sa.select(register).where(*where).order_by(register.c.number))

    def relations_of(self, letter_id: str) -> list[Row]:
        """Relations to and from a letter."""
        return self._all(
            sa.select(relations).where(sa.or_(relations.c.from_id == letter_id, relations.c.to_id == letter_id))
        )

    def find(self, query: str, *, limit: int = 50) -> list[search.Hit]:
        """Letters with every word or part of a word of the query, newest first."""
        with self.reading.connect() as connection:
            return search.find(connection, query, limit)


def _duplicate(connection: Connection, letter: Letter, office: str) -> str | None:
    """An earlier letter of this office with the same number, date and sender."""
    number, dated = letter.reference.value, letter.dated.value
    if number is None or dated is None or not number.complete:
        return None
    where = (
        letters.c.reference_key == folded(format_reference(number)),
        letters.c.dated == dated.iso_ce,
        letters.c.office == office,
        letters.c.sender == (letter.sender_agency.value or ""),
    )
    found = connection.execute(sa.select(letters.c.id).where(*where).limit(1)).scalar()
    return None if found is None else str(found)


def _unknown(what: str, identity: str) -> ArchiveFault:
    return ArchiveFault(f"ไม่พบ{what} {identity} ในแฟ้ม กรุณาตรวจรหัสอีกครั้ง", code="unknown", cause=identity)
