"""What becomes of a letter at one of our offices: the proposal with its plan, and what a person made of it in the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from circulars.cascade.gate import Planned, planned
from circulars.cascade.plan.steps import CascadePlan
from circulars.directory import Office, OfficeProfile, default_profile, find_office
from circulars.letter.letter import Letter
from circulars.triage.proposal import NOTHING_KNOWN, Facts
from flows.settings import Settings


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
