"""A letter of which only the columns of a register are known, as a person typed them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Letter
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.thai.dates import ThaiDate


@dataclass(frozen=True, slots=True)
class TypedColumns:
    """What stands in the columns ที่, ลงวันที่, จาก, ถึง, เรื่อง."""

    reference: ReferenceNumber | None
    dated: dt.date | None
    sender: str
    recipient: str
    subject: str


def letter_of(rule: str, typed: TypedColumns, *, sender_typed: bool = True) -> Letter:
    """The letter as far as the register tells it: none of its values is doubted, none is added.

    ``sender_typed`` is false where the sender was not typed but is known (ours): its evidence is then empty.
    """

    def seen(raw: str) -> Evidence:
        return Evidence(1, None, raw, 1.0, rule, "register")

    day = ThaiDate.from_ce(typed.dated) if typed.dated else None
    number, sender = typed.reference, typed.sender
    return Letter(
        pages=(),
        reference=Field(number, seen(format_reference(number))) if number else Field(),
        sender_agency=Field(sender, seen(sender if sender_typed else "")) if sender else Field(),
        dated=Field(day, seen(day.iso_ce)) if day else Field(),
        subject=Field(typed.subject, seen(typed.subject)) if typed.subject else Field(),
        addressees=(Field(typed.recipient, seen(typed.recipient)),) if typed.recipient else (),
    )
