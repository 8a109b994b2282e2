"""What the archive knows of a letter that is not simply new: received before, a number seen with another day, cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.store.tables import letters, register

WITHDRAWS = ("cancels", "supersedes")
"""Relations by which one letter takes another back."""


@dataclass(frozen=True, slots=True)
class NumberCancelled:
    """The letter's own number in a register was cancelled, for the reason told there."""

    number: int
    year_be: int
    reason: str


@dataclass(frozen=True, slots=True)
class CopyOfOurs:
    """The letter is a copy of one that this installation issued."""

    letter_id: str
    reference: str
    dated: str


@dataclass(frozen=True, slots=True)
class CopyOfReceived:
    """The letter came before in another file; its first copy's number in the received register, if it got one."""

    letter_id: str
    received_number: int | None


@dataclass(frozen=True, slots=True)
class SameNumber:
    """Another letter received in that year by the same office bears the same number, with this ISO day or the same one."""

    letter_id: str
    dated: str
    same_day: bool


@dataclass(frozen=True, slots=True)
class TakesBack:
    """The letter cancels or supersedes one of this number; ids of what the archive has under it."""

    kind: str
    reference: str
    letter_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The letter was cancelled or superseded by this one."""

    kind: str
    letter_id: str
    reference: str
    dated: str


Fact = NumberCancelled | CopyOfOurs | CopyOfReceived | SameNumber | TakesBack | TakenBack


def known_before(archive: Archive, letter_id: str) -> tuple[Fact, ...]:
    """Everything of this kind that is known of a letter; empty for one that is simply new. Raises ArchiveFault."""
    facts: list[Fact] = [*_cancelled(archive, letter_id), *_copies(archive, letter_id)]
    facts += [
        TakesBack(one.kind, one.reference, one.letter_ids)
        for one in archive.resolved(letter_id)
        if one.kind in WITHDRAWS
    ]
    for kind, other in archive.named_by(letter_id, WITHDRAWS):
        by = archive.letter_row(other)
        facts.append(TakenBack(kind, other, by.reference, by.dated))
    return tuple(facts)


def _cancelled(archive: Archive, letter_id: str) -> Iterator[NumberCancelled]:
    statement = sa.select(register.c.number, register.c.year_be, register.c.remark).where(
        register.c.letter_id == letter_id, register.c.state == "cancelled"
    )
    for row in archive.all(statement):
        yield NumberCancelled(int(str(row["number"])), int(str(row["year_be"])), str(row["remark"]))


def _copies(archive: Archive, letter_id: str) -> Iterator[Fact]:
    """Its first copy where it is one; for a first copy, other letters with its number."""
    first = archive.load_letter(letter_id).duplicate_of
    if first is None:
        yield from _same_numbers(archive, letter_id)
        return
    row = archive.letter_row(first)
    if row.direction == "sent":
        yield CopyOfOurs(first, row.reference, row.dated)
    else:
        yield CopyOfReceived(first, archive.load_letter(first).received_number)


def _same_numbers(archive: Archive, letter_id: str) -> Iterator[SameNumber]:
    row = archive.letter_row(letter_id)
    if not row.reference_key:
        return
    statement = sa.select(letters.c.id, letters.c.dated).where(
        letters.c.reference_key == row.reference_key,
        letters.c.office == row.office,
        letters.c.direction == "received",
        letters.c.id != letter_id,
        letters.c.duplicate_of.is_(None),
        sa.func.substr(letters.c.dated, 1, 4) == row.dated[:4],  # numbers begin anew each year
    )
    for other in archive.all(statement):
        yield SameNumber(str(other["id"]), str(other["dated"]), same_day=other["dated"] == row.dated)
