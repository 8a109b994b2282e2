"""What a check found: a sentence for the clerk with the evidence on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: it stops the letter, asks a person, or only tells."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one check.

    ``check`` names the rule (``place-agrees``); ``field`` is a contract field name or empty; ``message`` a Thai
    sentence a clerk understands; ``seen`` what stands on the page; ``against`` what contradicts it; ``proposal`` the
    proposed correction in the form the field's parser reads, or None.
    """

    check: str
    severity: Severity
    field: str
    message: str
    seen: str = ""
    against: str = ""
    proposal: str | None = None
