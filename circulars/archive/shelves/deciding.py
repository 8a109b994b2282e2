"""Drafts and the decisions on them; the first of each kind stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict

import sqlalchemy as sa

from circulars.archive.registers.numbers import CAME_IN, register_state, release_number
from circulars.archive.shelves.draft_record import DraftRecord, dump_record, load_record
from circulars.archive.shelves.issuing import claim_of
from circulars.archive.shelves.rows import StoredDraft, Unasked, stored_draft
from circulars.archive.store.ledger import Value
from circulars.archive.store.shelf import Row, Shelf, new_id, seal_file, unknown
from circulars.archive.store.tables import decisions, drafts, issued, letters, register, taken_back
from circulars.review import Decision, RegisterState, Verdict, dump_decision, load_decision
from circulars.review.key import ReviewKey, format_review_key, of_office

_SMALL = tuple(column for column in drafts.c if column.name != "record")
"""What lists need of a draft: the record is 80 kB, and there are years of drafts."""


class ReviewShelf(Shelf):
    """What the rounds of a review leave behind."""

    def save_draft(
        self,
        letter_id: str,
        key: ReviewKey,
        record: DraftRecord,
        docx: bytes,
        pdf: bytes | None,
        round_number: int = 1,
    ) -> str:
        """Keep the draft of a round of a review; a second time returns the first one's id."""
        known = self.one(_draft_id(letter_id, key, round_number))
        if known is not None:
            return str(known["id"])
        docx_sha = self.store.put(docx)
        pdf_sha = None if pdf is None else self.store.put(pdf)
        draft_id = new_id()
        with self.writing() as event:
            again = event.connection.execute(_draft_id(letter_id, key, round_number)).scalar()
            if again is not None:
                return str(again)
            seal_file(event, docx_sha, "draft-docx", len(docx))
            if pdf is not None and pdf_sha is not None:
                seal_file(event, pdf_sha, "draft-pdf", len(pdf))
            step = format_review_key(key)
            columns: dict[str, Value] = {"id": draft_id, "letter_id": letter_id, "step": step, "round": round_number}
            columns |= {"office": key.office, "record": dump_record(record).decode(), "docx": docx_sha, "pdf": pdf_sha}
            event.insert(drafts, {**columns, "created_at": event.at})
            event.close("drafted", draft_id, {"letter": letter_id, "step": step, "round": round_number})
        return draft_id

    def load_draft(self, draft_id: str) -> StoredDraft:
        """A draft by its id. Raises ArchiveFault."""
        row = self.one(sa.select(*_SMALL).where(drafts.c.id == draft_id))
        if row is None:
            raise unknown("ร่างหนังสือ", draft_id)
        return stored_draft(row)

    def draft_record(self, draft_id: str) -> DraftRecord:
        """What was kept of a draft. Raises ArchiveFault (unknown, draft-record)."""
        row = self.one(sa.select(drafts.c.record).where(drafts.c.id == draft_id))
        if row is None:
            raise unknown("ร่างหนังสือ", draft_id)
        return load_record(str(row["record"]))

    def drafts_of(self, letter_id: str, key: ReviewKey) -> tuple[StoredDraft, ...]:
        """The drafts of a letter's review, by round."""
        where = (drafts.c.letter_id == letter_id, drafts.c.step == format_review_key(key))
        return tuple(stored_draft(row) for row in self.all(sa.select(*_SMALL).where(*where).order_by(drafts.c.round)))

    def drafts_waiting(self) -> tuple[StoredDraft, ...]:
        """Drafts without a decision, oldest first; of each review only the latest round."""
        undecided = drafts.c.id.not_in(sa.select(decisions.c.draft_id))
        found = [
            stored_draft(row) for row in self.all(sa.select(*_SMALL).where(undecided).order_by(drafts.c.created_at))
        ]
        latest = {(one.letter_id, one.key): one for one in sorted(found, key=lambda one: one.round)}
        return tuple(one for one in found if latest[one.letter_id, one.key] is one)

    def unfinished(self, offices: Collection[str] | None = None) -> tuple[StoredDraft, ...]:
        """The latest draft of each review that waits for a person, for its next round, or, approved, to be issued.

        Of these offices, where some are named: a database may be shared with others.
        """
        latest: dict[tuple[str, ReviewKey], StoredDraft] = {}
        for row in self.all(sa.select(*_SMALL).order_by(drafts.c.round, drafts.c.created_at)):
            draft = stored_draft(row)
            if offices is None or draft.key.office in offices:
                latest[draft.letter_id, draft.key] = draft
        out = {str(row["draft_id"]) for row in self.all(sa.select(issued.c.draft_id))}
        left = [draft for draft in latest.values() if draft.id not in out]
        open_ones = sa.select(decisions).where(
            ~sa.exists(sa.select(issued.c.draft_id).where(issued.c.draft_id == decisions.c.draft_id))
        )
        given = {(str(row["draft_id"]), row["round"]): row for row in self.all(open_ones)}
        again = {str(row["draft_id"]) for row in self.all(sa.select(taken_back.c.draft_id))}
        return tuple(
            draft
            for draft in sorted(left, key=lambda one: one.created_at)
            if draft.id in again or not _closed(given.get((draft.id, draft.round)))
        )

    def never_drafted(self, since: dt.date) -> tuple[Unasked, ...]:
        """Letters of received registers since a day about which nobody was asked yet, oldest first."""
        begins = sa.func.substr(drafts.c.step, 1, sa.func.length(register.c.office) + 1)
        asked = sa.select(drafts.c.id).where(
            drafts.c.letter_id == register.c.letter_id, begins == register.c.office + of_office("")
        )
        came = register.c.claim.like(f"{CAME_IN}%")  # not what an old register tells: that was dealt with
        where = (register.c.book == "received", register.c.state == "received", register.c.letter_id.is_not(None), came)
        statement = (
            sa.select(register.c.letter_id, register.c.office)
            .join(letters, letters.c.id == register.c.letter_id)
            .where(*where, register.c.at >= since.isoformat(), letters.c.duplicate_of.is_(None), ~sa.exists(asked))
        )
        rows = self.all(statement.order_by(register.c.at))
        return tuple(Unasked(str(row["letter_id"]), str(row["office"])) for row in rows)

    def save_decision(
        self,
        draft_id: str,
        round_number: int,
        decision: Decision,
        approved_sha256: str,
    ) -> Decision:
        """Keep the decision of a round; the first one stands, whatever comes later, and is what returns.

        The findings that the signer took upon themselves are told in the ledger one by one.
        """
        known = self.load_decision(draft_id, round_number)
        if known is not None:
            return known
        with self.writing() as event:
            where = (decisions.c.draft_id == draft_id, decisions.c.round == round_number)
            again = event.connection.execute(sa.select(decisions.c.record).where(*where)).scalar()
            if again is not None:
                return load_decision(str(again))
            event.insert(
                decisions,
                {
                    "draft_id": draft_id,
                    "round": round_number,
                    "record": dump_decision(decision).decode(),
                    "signer": decision.signer,
                    "approved_sha256": approved_sha256,
                    "created_at": event.at,
                },
            )
            told: dict[str, object] = {"round": round_number, "signer": decision.signer, "approved": approved_sha256}
            overridden = [{name: str(value) for name, value in asdict(one).items()} for one in decision.overridden]
            told |= {"overridden": overridden} if overridden else {}
            event.close("decided", draft_id, told)
        return decision

    def load_decision(self, draft_id: str, round_number: int) -> Decision | None:
        """The decision of a round as it was saved, or None. Raises pydantic.ValidationError on a damaged record."""
        row = self.one(sa.select(decisions).where(decisions.c.draft_id == draft_id, decisions.c.round == round_number))
        return None if row is None else load_decision(str(row["record"]))

    def take_back(self, draft_id: str, round_number: int, reason: str) -> bool:
        """Take a final decision back that cannot be carried out; whether it was: what is issued stays issued.

        A number that was reserved for it is cancelled, with the reason, and stays visible in the register.
        """
        with self.writing() as event:
            done = event.connection.execute(sa.select(issued.c.draft_id).where(issued.c.draft_id == draft_id)).first()
            if done is not None:
                return False
            where = taken_back.c.draft_id == draft_id
            if event.connection.execute(sa.select(taken_back.c.draft_id).where(where)).first() is not None:
                return True
            row: dict[str, Value] = {"draft_id": draft_id, "round": round_number, "reason": reason, "at": event.at}
            event.insert(taken_back, row)
            release_number(event, claim_of(draft_id), f"ออกหนังสือไม่สำเร็จ คืนให้ผู้ตรวจ: {reason}")
            event.close("decision-taken-back", draft_id, {"round": round_number, "reason": reason})
        return True

    def taken_back(self, draft_id: str) -> str | None:
        """Why the final decision on a draft was taken back, or None."""
        row = self.one(sa.select(taken_back.c.reason).where(taken_back.c.draft_id == draft_id))
        return None if row is None else str(row["reason"])

    def has_number(self, draft_id: str) -> bool:
        """A number was reserved for this draft, or given."""
        return self.one(sa.select(register.c.number).where(register.c.claim == claim_of(draft_id))) is not None

    def register_state(self, office: str, book: str, year_be: int, number: int) -> RegisterState:
        """What a register says of a number that somebody would like to give."""
        with self.reading.connect() as connection:
            return register_state(connection, office, book, year_be, number)

    def record_event(self, kind: str, subject: str, detail: Mapping[str, str]) -> None:
        """Put something that happened into the ledger: a refused approval, a printed head, an export."""
        with self.writing() as event:
            event.close(kind, subject, dict(detail))


def _closed(decision: Row | None) -> bool:
    """Decided for good, and nothing is issued by it."""
    if decision is None:
        return False
    made = load_decision(str(decision["record"]))
    return made.final and made.verdict is not Verdict.APPROVE


def _draft_id(letter_id: str, key: ReviewKey, round_number: int) -> sa.Select[tuple[object, ...]]:
    where = (drafts.c.letter_id == letter_id, drafts.c.step == format_review_key(key), drafts.c.round == round_number)
    return sa.select(drafts.c.id).where(*where)
