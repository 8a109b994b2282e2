"""What may be done with a letter that is not sent on, as a form offers it."""

from __future__ import annotations

from dataclasses import replace

from circulars.archive.shelves.outcomes import PROPOSED, KnownOutcome, Outcome
from circulars.desk.review.sheet import doubts_of
from circulars.directory import OfficeProfile
from circulars.letter.letter import Letter
from circulars.review import Becomes, read_day
from circulars.thai.dates import ThaiDate, format_date
from circulars.triage.minuting.minute import Proposed, action_of, again_in
from circulars.triage.minuting.units import units_of
from circulars.triage.step import SAID, Step

_STEP_OF = {said: step for step, said in SAID.items()}

KEPT = tuple(step for step in Step if not step.forwards)
"""Steps that end a letter without a draft to those below."""


def shown_in_form(known: KnownOutcome | None, *, open_choice: bool) -> Becomes | None:
    """What the form shows of a proposal; the step is left to choose where the letter leaves it open."""
    if known is None:
        return None
    one = known.outcome
    day = format_date(ThaiDate.from_ce(one.due)) if one.due else ""
    return Becomes("" if open_choice or one.step.forwards else SAID[one.step], one.unit, day, one.minute)


LOOKED_AT = ("addressees", "body")
"""What a letter is noted by: where one of them was not read for sure, a person signs that it asks nothing."""


def noted_as(known: KnownOutcome | None, letter: Letter, *, drafted: bool, left_open: bool, asked_before: bool) -> str:
    """The words of ทราบ where the letter may be noted without a name and a code; empty where somebody must sign.

    It was proposed so without a doubt, nothing is drafted, nothing that says so is in doubt, and nobody has been asked about
    the letter before: what was opened again is signed.
    """
    if known is None or drafted or left_open or asked_before or known.state != PROPOSED:
        return ""
    if known.outcome.step is not Step.NOTE or known.outcome.due is not None:
        return ""
    doubted = letter.secrecy.doubtful or any(doubts_of(letter, name) for name in LOOKED_AT)
    return "" if doubted else SAID[Step.NOTE]


def unit_names(profile: OfficeProfile) -> tuple[str, ...]:
    """The units of an office that a form offers."""
    return tuple(unit.name for unit in units_of(profile.units, profile.office.level))


def decided_outcome(known: KnownOutcome | None, becomes: Becomes | None) -> Outcome:
    """What a person decided: as left in the form, else as proposed, else ทราบ. The day was read when it was weighed."""
    before = known.outcome if known else Outcome(Step.NOTE)
    if becomes is None:
        step = Step.NOTE if before.step.forwards else before.step
        again = again_in(before.action) if step is not Step.NOTE else ""
        return replace(before, step=step, action=action_of(Proposed(step, unit=before.unit or None, again=again)))
    step = _STEP_OF.get(becomes.step, Step.NOTE)
    day = read_day(becomes.due)
    again = again_in(before.action) if day == before.due and step is not Step.NOTE else ""
    action = action_of(Proposed(step, unit=becomes.unit or None, again=again))
    return Outcome(step, becomes.unit, day, becomes.minute, action, before.because)
