"""Rows of the archive as values: what leaves this room names its parts and their types."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
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
