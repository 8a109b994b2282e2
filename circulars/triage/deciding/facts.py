"""What the archive knows that decides: our own letters, whom we wrote to, the day of receipt, what was done before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from circulars.triage.step import Step


@dataclass(frozen=True, slots=True)
class Before:
    """What a person decided on the last letter of the same sender and matter: the step, the unit, and that letter's subject."""

    step: Step
    unit: str
    subject: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the archive knows that decides.

    ``our_own`` is the number of the letter of ours that this is (empty: none); ``sent_on_to`` the addressee line under
    which we sent on the letter that it names (empty: we did not, or it is not known); ``received`` the day of receipt; ``before`` what was
    decided the last time.
    """

    our_own: str = ""
    sent_on_to: str = ""
    received: dt.date | None = None
    before: Before | None = None


NOTHING_KNOWN = Facts()
"""Without an archive."""
