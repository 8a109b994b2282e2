"""Copies of our letters that earlier releases kept beside them unjudged: to be seen and fetched; they count for nothing.

What is brought today is judged (`circulars.dispatch.keeping.copies`) and stands in the journal of the letter.
"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from circulars.archive.store.shelf import Row, Shelf
from circulars.archive.store.tables import attached


@dataclass(frozen=True, slots=True)
class Attached:
    """One copy: its place among those of its letter, the file's name as it was sent, who attached it and when."""

    place: int
    sha256: str
    name: str
    by: str
    at: str


def attached_to(archive: Shelf, letter_id: str) -> tuple[Attached, ...]:
    """The signed copies of a letter, in the order in which they were attached."""
    rows = archive.all(sa.select(attached).where(attached.c.letter_id == letter_id).order_by(attached.c.place))
    return tuple(_attached(row) for row in rows)


def _attached(row: sa.RowMapping | Row) -> Attached:
    return Attached(int(str(row["place"])), str(row["sha256"]), str(row["name"]), str(row["by"]), str(row["at"]))
