"""What became of letters: the step that was proposed, what a person decided, and what was decided before on such letters."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from rapidfuzz.fuzz import ratio

from circulars.archive.store.shelf import Row, Shelf
from circulars.archive.store.tables import letters, outcomes
from circulars.thai.text import folded
from circulars.triage.proposal import Before, Proposal
from circulars.triage.step import Step

PROPOSED, DECIDED = "proposed", "decided"
_ALIKE = 80.0
"""Percent by which two subjects of one sender are one matter; a new year or day changes them less."""
_LOOKED_AT = 60
"""Decided letters of a sender that are compared, the newest first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A step with unit, day, minute and what stands in ช่องการปฏิบัติ; ``because`` the sentence it rests on."""

    step: Step
    unit: str = ""
    due: dt.date | None = None
    minute: str = ""
    action: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class KnownOutcome:
    """An outcome as the archive has it: proposed, or decided by somebody."""

    letter_id: str
    office: str
    state: str
    outcome: Outcome
    by: str
    at: str

    @property
    def told(self) -> str:
        """What the register prints under การปฏิบัติ; a proposal that nobody decided says so."""
        return self.outcome.action if self.state == DECIDED else f"(เสนอ) {self.outcome.action}"


def outcome_of_proposal(proposal: Proposal) -> Outcome:
    """What is kept of a proposal."""
    due = proposal.due.ce if proposal.due else None
    return Outcome(
        proposal.step, proposal.unit or "", due, proposal.minute, proposal.register_action, proposal.because[:500]
    )


class OutcomeShelf(Shelf):
    """The table of what became of letters, a row for each time that it was said."""

    def save_proposal(self, letter_id: str, office: str, outcome: Outcome) -> KnownOutcome:
        """Keep what is proposed for a letter at an office; what was said before stands."""
        known = self.outcome_of(letter_id, office)
        return known or self._say(letter_id, office, outcome, PROPOSED, "")

    def decide_outcome(self, letter_id: str, office: str, outcome: Outcome, by: str) -> KnownOutcome:
        """Enter what a person decided; the same a second time is said once."""
        known = self.outcome_of(letter_id, office)
        if known is not None and known.state == DECIDED and known.outcome == outcome:
            return known
        return self._say(letter_id, office, outcome, DECIDED, by)

    def propose_again(self, letter_id: str, office: str, by: str) -> KnownOutcome | None:
        """What was decided is a proposal again, because somebody opened the letter anew."""
        known = self.outcome_of(letter_id, office)
        if known is None or known.state != DECIDED:
            return known
        return self._say(letter_id, office, known.outcome, PROPOSED, by)

    def outcome_of(self, letter_id: str, office: str) -> KnownOutcome | None:
        """What was said last of a letter at an office, or None."""
        where = (outcomes.c.letter_id == letter_id, outcomes.c.office == office)
        row = self.one(sa.select(outcomes).where(*where).order_by(outcomes.c.place.desc()).limit(1))
        return None if row is None else _known(row)

    def told_of_office(self, office: str) -> dict[str, str]:
        """What the register of an office prints under การปฏิบัติ, by letter."""
        rows = self.all(sa.select(outcomes).where(outcomes.c.office == office).order_by(outcomes.c.place))
        return {str(row["letter_id"]): _known(row).told for row in rows}

    def decided_before(self, letter_id: str, sender: str, subject: str, office: str) -> Before | None:
        """What a person of this office decided on the last letter of the same sender and matter."""
        if not sender or not subject:
            return None
        rows = self.all(
            sa.select(outcomes, letters.c.subject.label("of"))
            .join(letters, letters.c.id == outcomes.c.letter_id)
            .where(
                outcomes.c.office == office,
                outcomes.c.state == DECIDED,
                letters.c.sender == sender,
                letters.c.id != letter_id,
            )
            .order_by(outcomes.c.at.desc())
            .limit(_LOOKED_AT)
        )
        alike = (row for row in rows if ratio(folded(str(row["of"])), folded(subject)) >= _ALIKE)
        row = next(alike, None)
        return None if row is None else Before(Step(str(row["step"])), str(row["unit"]), str(row["of"]))

    def _say(self, letter_id: str, office: str, outcome: Outcome, state: str, by: str) -> KnownOutcome:
        with self.writing() as event:
            where = (outcomes.c.letter_id == letter_id, outcomes.c.office == office)
            place = event.connection.execute(sa.select(sa.func.count()).select_from(outcomes).where(*where)).scalar()
            row = asdict(outcome) | {
                "letter_id": letter_id,
                "office": office,
                "place": int(place or 0),
                "state": state,
                "step": str(outcome.step),
                "due": outcome.due.isoformat() if outcome.due else "",
                "by": by,
                "at": event.at,
            }
            event.insert(outcomes, row)
            event.close(f"outcome-{state}", letter_id, {"office": office, "step": str(outcome.step), "by": by})
        return KnownOutcome(letter_id, office, state, outcome, by, str(row["at"]))


def _known(row: Row) -> KnownOutcome:
    due = str(row["due"])
    outcome = Outcome(
        Step(str(row["step"])),
        str(row["unit"]),
        dt.date.fromisoformat(due) if due else None,
        str(row["minute"]),
        str(row["action"]),
        str(row["because"]),
    )
    return KnownOutcome(
        str(row["letter_id"]), str(row["office"]), str(row["state"]), outcome, str(row["by"]), str(row["at"])
    )
