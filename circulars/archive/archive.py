"""The archive: the memory of the flows. Every `save_` may be called again with the same key and returns the first result.

Open one with `Archive.open`. Times come from the clock given there, in Asia/Bangkok.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from circulars.archive.registers import correcting, figures, numbers, spans
from circulars.archive.registers.deliveries import DeliveryShelf, refill_standing
from circulars.archive.registers.moves import MoveShelf
from circulars.archive.registers.numbers import CAME_IN, cancel_number
from circulars.archive.registers.rows import RegisterRow, register_row
from circulars.archive.search import arrivals, index, refill, search, waiting
from circulars.archive.search.filters import Wanted
from circulars.archive.shelves import issuing
from circulars.archive.shelves.deciding import ReviewShelf
from circulars.archive.shelves.filing import LetterShelf
from circulars.archive.shelves.outcomes import OutcomeShelf
from circulars.archive.shelves.rows import IssuedRow, Relation, issued_row
from circulars.archive.shelves.scans import ScanShelf
from circulars.archive.store.database import open_engine
from circulars.archive.store.files import open_files
from circulars.archive.store.ledger import Told, last_backup, latest
from circulars.archive.store.shelf import Clock
from circulars.archive.store.tables import issued, register, relations
from circulars.archive.tracing import answers, citations, dues, retention
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, year_be


class Archive(ScanShelf, LetterShelf, ReviewShelf, OutcomeShelf, MoveShelf, DeliveryShelf):
    """The archive of one installation: a database and a file store."""

    @classmethod
    def open(cls, database_url: str, files_url: str, *, clock: Clock | None = None) -> Archive:
        """Open, creating or migrating the database. Raises ArchiveFault (code "network-disk", "database")."""
        engine = open_engine(database_url)
        try:
            return cls(engine, open_files(files_url), clock or (lambda: dt.datetime.now(BANGKOK)))
        except BaseException:
            engine.dispose()
            raise

    def close(self) -> None:
        """Give the database's connections back."""
        self.engine.dispose()

    def issue(self, request: issuing.IssueRequest) -> issuing.IssuedLetter:
        """Number, finish, file and enter a letter, once. See `circulars.archive.shelves.issuing`."""
        return issuing.issue(self, request)

    def issued_of(self, draft_id: str) -> IssuedRow | None:
        """What was issued for a draft, or None."""
        row = self.one(sa.select(issued).where(issued.c.draft_id == draft_id))
        return None if row is None else issued_row(row)

    def issued_as(self, letter_id: str) -> IssuedRow | None:
        """How a letter of ours was issued, or None for one that was not."""
        row = self.one(sa.select(issued).where(issued.c.letter_id == letter_id))
        return None if row is None else issued_row(row)

    def issued_letters(self) -> tuple[issuing.IssuedLetter, ...]:
        """Every letter that was issued, in the order of issuing."""
        rows = self.all(sa.select(issued.c.draft_id).order_by(issued.c.at, issued.c.draft_id))
        found = [issuing.already(self, str(row["draft_id"])) for row in rows]
        return tuple(one for one in found if one is not None)

    def issued_from(self, letter_id: str) -> tuple[IssuedRow, ...]:
        """Letters issued that forward this one."""
        rows = self.all(sa.select(issued).where(issued.c.source_id == letter_id).order_by(issued.c.at))
        return tuple(issued_row(row) for row in rows)

    def register_rows(self, office: str, book: str, year_be: int) -> tuple[RegisterRow, ...]:
        """Rows of a register in number order; การปฏิบัติ is what became of a letter: here, or where it was sent."""
        where = (register.c.office == office, register.c.book == book, register.c.year_be == year_be)
        rows = self.all(sa.select(register).where(*where).order_by(register.c.number))
        told = self.told_of_office(office) if book == "received" else self.told_of_moves(office)
        return tuple(
            register_row(dict(row) | {"action": row["action"] or told.get(str(row["letter_id"]), "")}) for row in rows
        )

    def register_row(self, office: str, book: str, year_be: int, number: int) -> RegisterRow:
        """The row of one number. Raises ArchiveFault(no-entry)."""
        with self.reading.connect() as connection:
            return register_row(dict(numbers.entry_of(connection, office, book, year_be, number)))

    def register_span(
        self, office: str, book: str, since: dt.date, until: dt.date, *, limit: int, offset: int = 0
    ) -> spans.Span:
        """A page of the rows entered from one day through another, each with what must be told beside it."""
        with self.reading.connect() as connection:
            return spans.span(connection, office, book, since, until, limit=limit, offset=offset)

    def arrivals(
        self, office: str, since: dt.date, until: dt.date, *, limit: int = 500
    ) -> tuple[arrivals.Arrival, ...]:
        """Files taken in from one day through another, the newest first, and how far each letter of them is."""
        with self.reading.connect() as connection:
            return arrivals.arrivals(connection, office, since, until, limit)

    def figures(self, office: str, since: dt.date, until: dt.date) -> figures.Figures:
        """What came and went from one day through another, by month, urgency and unit, and how long issuing took."""
        with self.reading.connect() as connection:
            return figures.figures(connection, office, since, until)

    def relations_of(self, letter_id: str) -> tuple[Relation, ...]:
        """Relations to and from a letter."""
        where = sa.or_(relations.c.from_id == letter_id, relations.c.to_id == letter_id)
        rows = self.all(sa.select(relations).where(where))
        return tuple(Relation(str(row["kind"]), str(row["from_id"]), str(row["to_id"])) for row in rows)

    def reviews_waiting(self, offices: Collection[str]) -> tuple[waiting.ReviewWaiting, ...]:
        """Drafts of these offices that wait for a person: most urgent, then nearest due, then longest waiting first."""
        with self.reading.connect() as connection:
            return waiting.reviews_waiting(connection, offices)

    def letters_came(self, offices: Collection[str], since: dt.datetime) -> tuple[waiting.LetterCame, ...]:
        """Letters entered in the received registers of these offices since a moment, the latest first."""
        with self.reading.connect() as connection:
            return waiting.letters_came(connection, offices, since)

    def reviews_of(self, letter_id: str) -> tuple[ReviewKey, ...]:
        """The reviews of a letter about which somebody was asked."""
        with self.reading.connect() as connection:
            return waiting.reviews_of(connection, letter_id)

    def offices_with(self, letter_id: str) -> frozenset[str]:
        """The offices that a letter belongs to, to whose people it may be shown; none for an id that is not known."""
        with self.reading.connect() as connection:
            return waiting.offices_with(connection, letter_id)

    # what became of letters

    def resolved(self, letter_id: str) -> tuple[citations.Resolved, ...]:
        """Each letter that this one names, looked up: found, found with another date, missing."""
        with self.reading.connect() as connection:
            return citations.resolve(connection, letter_id)

    def named_by(self, letter_id: str, kinds: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
        """Letters that name this one: (cites, cancels, supersedes, reminds, encloses; their id)."""
        with self.reading.connect() as connection:
            return citations.named_by(connection, letter_id, kinds)

    def near_days(self, until: dt.date, offices: Collection[str] | None = None) -> dues.Near:
        """Our letters that somebody has not answered, and letters that we are to answer, with a day up to `until`.

        Past days stay until all have answered, we have answered, or a person closed the matter. Ours are the letters of
        these offices, where some are named: a database may be shared with others.
        """
        today = self.now().date()
        with self.reading.connect() as connection:
            silent = dues.unanswered(connection, today, until, offices)
            return silent, dues.to_answer(connection, today, until, offices)

    def acknowledge(self, letter_id: str, recipient: str, note: str, *, answered: bool = False) -> int:
        """Enter by hand that recipients have a letter, or have answered; how many. Raises ArchiveFault."""
        state = answers.ANSWERED if answered else answers.ACKNOWLEDGED
        with self.writing() as event:
            count = answers.acknowledge(event, letter_id, recipient, note, state)
            event.close(state, letter_id, {"recipient": recipient, "note": note})
        return count

    def note_receipt(self, letter_id: str, place: int, state: str, note: str) -> None:
        """Enter what a message told of a recipient by its place, once: acknowledged."""
        with self.writing() as event:
            if answers.note_receipt(event, letter_id, place, state, note):
                event.close(state, letter_id, {"place": place, "note": note})

    def note_answer(self, letter_id: str, place: int, answer_id: str) -> bool:
        """A letter that came in reply to ours answers it, where it names its writer as that recipient, or names nobody."""
        with self.writing() as event:
            new = answers.note_answer(event, letter_id, place, answer_id)
            if new:
                event.close(answers.ANSWERED, letter_id, {"place": place, "answer": answer_id})
        return new

    def register_notes(
        self, office: str, book: str, year_be: int, numbers: tuple[int, int] | None = None
    ) -> Mapping[int, correcting.RowNote]:
        """Rows of a register with a value that nobody has confirmed, or one that was corrected; by number.

        `numbers` are the first and the last that are wanted; None: all of the year.
        """
        with self.reading.connect() as connection:
            return correcting.notes(connection, office, book, year_be, numbers)

    def register_entry(self, letter_id: str, office: str) -> tuple[RegisterRow, correcting.RowNote] | None:
        """A letter's row in an office's received register with its note, or None."""
        row = self.one(sa.select(register).where(register.c.claim == f"{CAME_IN}{letter_id}:{office}"))
        if row is None:
            return None
        entry = register_row(row)
        return entry, self.register_notes(office, "received", entry.year_be).get(entry.number, correcting.RowNote())

    def correct_row(
        self, office: str, book: str, year_be: int, number: int, changes: Mapping[str, str], by: str, reason: str
    ) -> None:
        """Put right, or confirm, fields of a received row, as a person typed them. Raises ArchiveFault, CircularsError."""
        values = {name: correcting.read_value(name, text) for name, text in changes.items()}
        with self.writing() as event:
            correcting.correct(event, (office, book, year_be, number), values, by, reason)
            told = {"office": office, "book": book, "year": year_be, "number": number, "by": by, "reason": reason}
            event.close("register-corrected", f"{office} {number}/{year_be}", {**told, "fields": values})

    def confirm_by_review(self, draft_id: str, by: str) -> int:
        """Settle the register's doubts about a letter by a signed review of it; how many values. May be asked twice."""
        draft = self.load_draft(draft_id)
        letter = self.draft_record(draft_id).letter
        with self.writing() as event:
            count = correcting.confirmed(event, draft.letter_id, draft.key.office, letter, by)
            if count:
                event.close("register-confirmed", draft.letter_id, {"draft": draft_id, "by": by})
        return count

    def close_matter(self, letter_id: str, by: str, note: str = "") -> bool:
        """Enter that what a letter asks of us is done; False when it was entered before. Raises ArchiveFault."""
        self.letter_row(letter_id)
        with self.writing() as event:
            new = answers.close_matter(event, letter_id, f"{note} ({by})".strip())
            if new:
                event.close("matter-done", letter_id, {"by": by, "note": note})
        return new

    def keep_day(self, letter_id: str, by: str, note: str = "", shown: dt.date | None = None) -> dt.date | None:
        """Enter that what comes again is done up to its open day, no later than ``shown``; None where nothing comes again."""
        ours = self.near_days(dt.date.max)[1]
        if (due := next((one.day for one in ours if one.letter_id == letter_id and one.again), None)) is None:
            return None
        day = min(due, shown or due)
        with self.writing() as event:
            answers.keep_day(event, letter_id, day, f"{note} ({by})".strip())
            event.close("day-kept", letter_id, {"by": by, "note": note, "day": day.isoformat()})
        return day

    def cancel_number(self, office: str, book: str, year_be: int, number: int, reason: str, by: str) -> None:
        """Cancel a number of a register: it stays visible with the reason and is never given again. Raises ArchiveFault."""
        with self.writing() as event:
            cancel_number(event, office, book, year_be, number, f"{reason} ({by})")
            told = {"office": office, "book": book, "year": year_be, "number": number, "reason": reason, "by": by}
            event.close("number-cancelled", f"{office} {number}/{year_be}", told)

    def accept_clock(self, by: str, reason: str) -> None:
        """Enter that this clock is right though the ledger ends later; numbers are given again."""
        with self.writing() as event:
            event.close(numbers.CLOCK, "clock", {"by": by, "reason": reason})

    def events(
        self, kinds: tuple[str, ...] = (), limit: int = 100, before: int = 0, offices: Collection[str] = ()
    ) -> tuple[Told, ...]:
        """The latest events of the ledger (`circulars.archive.store.ledger.latest`); `before`: a number to go on from."""
        with self.reading.connect() as connection:
            return latest(connection, kinds, limit, before, offices)

    def last_backup(self, office: str) -> str:
        """When the installation whose own office this is was last backed up (ISO); empty when it never was."""
        with self.reading.connect() as connection:
            return last_backup(connection, office)

    def reindex(self) -> int:
        """Make anew what is made from the letters: the search index and the list of open matters; how many letters."""
        with self.engine.begin() as connection:
            answers.refill_asked(connection, self.now().date())
            refill_standing(connection)
            index.drop(connection)
            index.create(connection)
            return refill.refill(connection, self.now().isoformat(timespec="seconds"), cite=False)

    def keep(self, letter_id: str, kept_as: retention.RetentionClass, by: str, closed_be: int | None = None) -> None:
        """Set how long a letter is kept, from the year its matter was finished (this year). Raises ArchiveFault."""
        self.letter_row(letter_id)
        with self.writing() as event:
            retention.keep(event, letter_id, kept_as, closed_be or year_be(self.now()), by)
            event.close("retention-set", letter_id, {"class": str(kept_as), "by": by})

    def may_be_destroyed(self, office: str, year_be: int) -> tuple[retention.Kept, ...]:
        """Letters that may be put before the destruction committee in a year; nothing is ever destroyed here."""
        with self.reading.connect() as connection:
            return retention.may_be_destroyed(connection, office, year_be)

    def retention_of(self, letter_id: str) -> retention.Kept:
        """A letter's class and term, as set or as proposed. Raises ArchiveFault."""
        office = self.letter_row(letter_id).office
        with self.reading.connect() as connection:
            (found,) = retention.kept(connection, office, letter_id)
        return found

    def find(self, query: str | Wanted, *, limit: int = 50) -> list[search.Hit]:
        """Letters with every word of the query: as words first, then inside other words, then misread; newest first."""
        wanted = Wanted(query) if isinstance(query, str) else query
        with self.reading.connect() as connection:
            return search.find(connection, wanted, limit)
