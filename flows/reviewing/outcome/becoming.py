"""What becomes of a letter at one of our offices: the proposal with its plan, and what a person made of it in the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from circulars.archive.shelves.outcomes import KnownOutcome, Outcome
from circulars.cascade.gate import Planned, planned
from circulars.cascade.plan.steps import CascadePlan
from circulars.directory import Office, OfficeProfile, default_profile, find_office
from circulars.letter.letter import Letter
from circulars.review import Becomes, read_day
from circulars.thai.dates import ThaiDate, format_date
from circulars.triage.minuting.minute import Proposed, action_of
from circulars.triage.minuting.units import units_of
from circulars.triage.proposal import NOTHING_KNOWN, Facts
from circulars.triage.step import SAID, Step
from flows.settings import Settings

KEPT = tuple(step for step in Step if not step.forwards)
"""Steps that end a letter without a draft to those below."""
_STEP_OF = {said: step for step, said in SAID.items()}


def profile_of(settings: Settings, office: Office) -> OfficeProfile:
    """The profile of an office: ours or one we act for from office.toml, else what the directory knows."""
    return settings.profiles.get(office.code) or default_profile(office)


def became_of(
    settings: Settings,
    letter: Letter,
    office: str,
    today: dt.date,
    to: Sequence[str] = (),
    facts: Facts = NOTHING_KNOWN,
) -> Planned:
    """What becomes of a letter at one of our offices, and what it writes by itself; ``to`` as in `plan_for`."""
    profile = profile_of(settings, find_office(office))
    return planned(letter, profile, today=today, to=to, facts=facts, profile_of=lambda one: profile_of(settings, one))


def plan_for(
    settings: Settings,
    letter: Letter,
    office: str,
    today: dt.date,
    to: Sequence[str] = (),
    facts: Facts = NOTHING_KNOWN,
) -> CascadePlan:
    """What one of our offices writes on a letter by itself; ``to`` are recipients for whom a person asks a draft."""
    return became_of(settings, letter, office, today, to, facts).plan


def shown_in_form(known: KnownOutcome | None, *, open_choice: bool) -> Becomes | None:
    """What the form shows of a proposal; the step is left to choose where the letter leaves it open."""
    if known is None:
        return None
    one = known.outcome
    day = format_date(ThaiDate.from_ce(one.due)) if one.due else ""
    return Becomes("" if open_choice or one.step.forwards else SAID[one.step], one.unit, day, one.minute)


def unit_names(profile: OfficeProfile) -> tuple[str, ...]:
    """The units of an office that a form offers."""
    return tuple(unit.name for unit in units_of(profile.units, profile.office.level))


def decided_outcome(known: KnownOutcome | None, becomes: Becomes | None) -> Outcome:
    """What a person decided: as left in the form, else as proposed, else ทราบ. The day was read when it was weighed."""
    before = known.outcome if known else Outcome(Step.NOTE)
    if becomes is None:
        step = Step.NOTE if before.step.forwards else before.step
        return replace(before, step=step, action=action_of(Proposed(step, unit=before.unit or None)))
    step = _STEP_OF.get(becomes.step, Step.NOTE)
    day = read_day(becomes.due)
    action = action_of(Proposed(step, unit=becomes.unit or None))
    return Outcome(step, becomes.unit, day, becomes.minute, action, before.because)
