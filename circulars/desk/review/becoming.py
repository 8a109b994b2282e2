"""What may be done with a letter that is not sent on, as a form offers it."""

from __future__ import annotations

from circulars.archive.shelves.outcomes import KnownOutcome
from circulars.directory import OfficeProfile
from circulars.review import Becomes
from circulars.thai.dates import ThaiDate, format_date
from circulars.triage.minuting.units import units_of
from circulars.triage.step import SAID, Step

KEPT = tuple(step for step in Step if not step.forwards)
"""Steps that end a letter without a draft to those below."""


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
