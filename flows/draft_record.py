"""What the archive keeps of one round of a review: the letter as corrected, the draft made from it, and what is odd."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import TypeAdapter

from circulars.cascade.draft import Draft
from circulars.cascade.steps import CascadeStep, Recipient
from circulars.documents.content import LetterContent
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """What is kept of a round: the letter as corrected, the step, the content, what is left out, and what is odd.

    ``edited``: the docx of this round was edited in Word; what it says is in ``content``.
    """

    letter: Letter
    findings: tuple[Finding, ...]
    step: CascadeStep | None
    content: LetterContent | None
    recipients: tuple[Recipient, ...]
    unresolved: tuple[str, ...]
    problems: tuple[str, ...]
    deadlines: tuple[tuple[str, str, str], ...]
    made: Draft | None
    made_on: dt.date
    edited: bool = False


_RECORD = TypeAdapter(DraftRecord)


def dump_record(record: DraftRecord) -> bytes:
    """A record as JSON bytes."""
    return _RECORD.dump_json(record)


def load_record(record: bytes | str) -> DraftRecord:
    """Read back what `dump_record` wrote. Raises pydantic.ValidationError on a damaged record."""
    return _RECORD.validate_json(record)
