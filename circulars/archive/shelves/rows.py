"""Rows of the archive as values: what leaves this room names its parts and their types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from circulars.archive.store.shelf import Row
from circulars.errors import ArchiveFault
from circulars.review.key import ReviewKey, parse_review_key


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """One round's draft: of which letter and review, when it was made, sha256 of its docx and PDF.

    What was kept with it is large and read by itself: `Archive.draft_record`.
    """

    id: str
    letter_id: str
    key: ReviewKey
    round: int
    docx: str
    pdf: str | None
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Unasked:
    """A letter of a received register about which nobody was asked yet, and the office that received it."""

    letter_id: str
    office: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """What lists show of a letter: ``direction`` is received or sent, ``dated`` ISO in the Common Era; empty: not read.

    ``reference_key`` is the number as it is compared, ``duplicate_of`` the letter that this one is another copy of.
    """

    id: str
    office: str
    direction: str
    reference: str
    reference_key: str
    dated: str
    sender: str
    subject: str
    duplicate_of: str | None
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A letter that was issued: for which draft, from which letter, its number and day, sha256 of its files."""

    draft_id: str
    letter_id: str
    source_id: str
    office: str
    reference: str
    dated: dt.date
    docx: str
    pdf: str | None
    record: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One letter to another: forwards, cites, replies, cancels, reminds, encloses, returned."""

    kind: str
    from_id: str
    to_id: str


def letter_row(row: Row) -> LetterRow:
    """A letter's columns from its row."""
    told: dict[str, Any] = {one.name: row[one.name] for one in fields(LetterRow)}
    return LetterRow(**told | {"created_at": dt.datetime.fromisoformat(told["created_at"])})


def issued_row(row: Row) -> IssuedRow:
    """An issued letter from its row."""
    told: dict[str, Any] = {one.name: row[one.name] for one in fields(IssuedRow)}
    return IssuedRow(**told | {"dated": dt.date.fromisoformat(told["dated"])})


def stored_draft(row: Row) -> StoredDraft:
    """A draft from its row. Raises ArchiveFault for a row that no version of ours wrote."""
    told: dict[str, Any] = dict(row)
    try:
        return StoredDraft(
            told["id"],
            told["letter_id"],
            parse_review_key(told["step"]),
            told["round"],
            told["docx"],
            told["pdf"],
            dt.datetime.fromisoformat(told["created_at"]),
        )
    except ValueError as error:
        raise ArchiveFault(
            "ร่างในแฟ้มอ่านไม่ได้ กรุณาสั่ง circulars verify เพื่อดูว่าสิ่งใดเสียหาย", code="draft-record", cause=str(error)
        ) from error
