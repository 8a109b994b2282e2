"""What waits for a person, and what came: the lists of the first page, most urgent and nearest due first.

The draft's record is large and there are years of drafts, so that only the keys of the table are gone through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.tables import decisions, drafts, letters, outcomes, register
from circulars.letter.letter import Urgency
from circulars.review.key import ReviewKey, parse_review_key

_ORDER = {str(urgency): place for place, urgency in enumerate(reversed(Urgency))}


@dataclass(frozen=True, slots=True)
class ReviewWaiting:
    """A draft that waits for its reviewer, with what a list shows of the letter; empty texts were not read.

    ``step`` and ``unit`` are what is proposed or was said last, ``due`` the day set for it.
    """

    draft_id: str
    letter_id: str
    key: ReviewKey
    round: int
    since: dt.datetime
    reference: str
    sender: str
    subject: str
    urgency: str
    step: str = ""
    unit: str = ""
    due: dt.date | None = None

    @property
    def rank(self) -> tuple[int, dt.date, dt.datetime]:
        """Most urgent first, then nearest due, then longest waiting."""
        return _ORDER.get(self.urgency, len(_ORDER)), self.due or dt.date.max, self.since


@dataclass(frozen=True, slots=True)
class LetterCame:
    """A letter entered in a received register: its number there and what a list shows of it."""

    letter_id: str
    office: str
    number: int
    at: dt.datetime
    reference: str
    sender: str
    subject: str
    urgency: str


def reviews_waiting(connection: Connection, offices: Collection[str]) -> tuple[ReviewWaiting, ...]:
    """The latest undecided draft of each review of these offices, in the order of `ReviewWaiting.rank`."""
    decided = sa.exists(sa.select(sa.literal(1)).where(decisions.c.draft_id == drafts.c.id))
    open_ids = [str(row.id) for row in connection.execute(sa.select(drafts.c.id).where(~decided))]
    latest: dict[tuple[str, str], ReviewWaiting] = {}
    for first in range(0, len(open_ids), 500):
        for row in _drafts(connection, open_ids[first : first + 500]):
            key = parse_review_key(row.review)
            one = ReviewWaiting(
                row.id,
                row.letter_id,
                key,
                row.round,
                dt.datetime.fromisoformat(row.created_at),
                row.reference,
                row.sender,
                row.subject,
                row.urgency,
                row.step or "",
                row.unit or "",
                dt.date.fromisoformat(row.due) if row.due else None,
            )
            known = latest.get((one.letter_id, row.review))
            if key.office in offices and (known is None or known.round < one.round):
                latest[one.letter_id, row.review] = one
    return tuple(sorted(latest.values(), key=lambda one: one.rank))


def _drafts(connection: Connection, ids: list[str]) -> list[sa.Row[tuple[object, ...]]]:
    said = outcomes.alias("said")
    last = sa.select(sa.func.max(outcomes.c.place)).where(
        outcomes.c.letter_id == said.c.letter_id, outcomes.c.office == said.c.office
    )
    office = sa.func.substr(drafts.c.step, 1, sa.func.length(said.c.office) + 1)
    of_review = sa.and_(said.c.letter_id == drafts.c.letter_id, office == said.c.office + "|")
    return list(
        connection.execute(
            sa.select(
                drafts.c.id,
                drafts.c.letter_id,
                drafts.c.step.label("review"),
                drafts.c.round,
                drafts.c.created_at,
                letters.c.reference,
                letters.c.sender,
                letters.c.subject,
                letters.c.urgency,
                said.c.step,
                said.c.unit,
                said.c.due,
            )
            .join(letters, letters.c.id == drafts.c.letter_id)
            .outerjoin(said, sa.and_(of_review, said.c.place == last.scalar_subquery()))
            .where(drafts.c.id.in_(ids))
        )
    )


def letters_came(connection: Connection, offices: Collection[str], since: dt.datetime) -> tuple[LetterCame, ...]:
    """Letters entered in the received registers of these offices since a moment, the latest first."""
    rows = connection.execute(
        sa.select(
            register.c.letter_id,
            register.c.office,
            register.c.number,
            register.c.at,
            letters.c.reference,
            letters.c.sender,
            letters.c.subject,
            letters.c.urgency,
        )
        .join(letters, letters.c.id == register.c.letter_id)
        .where(
            register.c.book == "received",
            register.c.office.in_(list(offices)),
            register.c.at >= since.isoformat(timespec="seconds"),
        )
        .order_by(register.c.at.desc(), register.c.number.desc())
    )
    return tuple(
        LetterCame(
            row.letter_id,
            row.office,
            int(row.number or 0),
            dt.datetime.fromisoformat(row.at),
            row.reference,
            row.sender,
            row.subject,
            row.urgency,
        )
        for row in rows
    )


def reviews_of(connection: Connection, letter_id: str) -> tuple[ReviewKey, ...]:
    """The reviews of a letter about which somebody was asked, in their order."""
    rows = connection.execute(
        sa.select(drafts.c.step, sa.func.min(drafts.c.created_at))
        .where(drafts.c.letter_id == letter_id)
        .group_by(drafts.c.step)
        .order_by(sa.func.min(drafts.c.created_at))
    )
    return tuple(parse_review_key(row.step) for row in rows)


def offices_with(connection: Connection, letter_id: str) -> frozenset[str]:
    """The offices that a letter belongs to: where it is filed, and those in whose received register it stands."""
    filed = connection.execute(sa.select(letters.c.office).where(letters.c.id == letter_id)).scalars()
    entered = connection.execute(
        sa.select(register.c.office).where(register.c.letter_id == letter_id, register.c.book == "received")
    ).scalars()
    return frozenset(str(one) for one in (*filed, *entered))
