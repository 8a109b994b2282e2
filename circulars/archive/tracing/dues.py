"""Days that come near: what we must answer, and who has not answered us."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.numbers import BY_HAND, CAME_IN
from circulars.archive.store.tables import issued, letters, outcomes, receipts, register, relations, retention
from circulars.archive.tracing.answers import DONE, deliveries, due_day
from circulars.letter.record import load_letter

_LOOK_BACK = dt.timedelta(days=370)
"""A matter older than a year that nobody closed is told by the yearly list of retention, not every morning."""


_NOTHING_OWED = ("note", "return")
"""Steps after which nothing of ours is owed."""


@dataclass(frozen=True, slots=True)
class Due:
    """A letter with a day that comes near or is past.

    `silent` are the recipients of our letter that have not answered, of `told` in all; both are empty for a letter that
    came in, which we are to answer ourselves; `unit` is the one that has it.
    """

    letter_id: str
    reference: str
    subject: str
    day: dt.date
    silent: tuple[str, ...] = ()
    told: int = 0
    unit: str = ""


def unanswered(connection: Connection, today: dt.date, until: dt.date) -> tuple[Due, ...]:
    """Our letters of the last months whose day is `until` or earlier and that somebody has not answered, most urgent first."""
    rows = connection.execute(
        sa.select(issued.c.letter_id, letters.c.reference, letters.c.subject)
        .join(letters, letters.c.id == issued.c.letter_id)
        .where(issued.c.dated >= (today - _LOOK_BACK).isoformat(), issued.c.dated <= today.isoformat())
    ).all()
    found = []
    for row in rows:
        told = deliveries(connection, row.letter_id, today)
        silent = [one for one in told if not one.answered and one.due is not None and one.due <= until]
        if silent:
            day = min(one.due for one in silent if one.due is not None)
            titles = tuple(one.title for one in silent)
            found.append(Due(row.letter_id, row.reference, row.subject, day, titles, len(told)))
    return tuple(sorted(found, key=lambda one: one.day))


def to_answer(connection: Connection, today: dt.date, until: dt.date) -> tuple[Due, ...]:
    """Letters that came in, whose day is `until` or earlier, and past until a letter of ours answers or somebody closed it.

    Closed is what was entered as done, or has its retention set: that tells the year in which the matter was finished.
    """
    closed = sa.select(receipts.c.letter_id).where(receipts.c.state == DONE)
    finished = sa.select(retention.c.letter_id)
    replied = sa.select(relations.c.to_id).where(relations.c.kind == "replies")
    came_in = sa.select(register.c.letter_id).where(  # since this program is used
        sa.or_(register.c.claim.like(f"{CAME_IN}%"), register.c.claim.like(f"{BY_HAND}%"))
    )
    rows = connection.execute(
        sa.select(letters.c.id, letters.c.reference, letters.c.subject, letters.c.record, letters.c.created_at).where(
            letters.c.direction == "received",
            letters.c.id.in_(came_in),
            letters.c.duplicate_of.is_(None),
            letters.c.created_at >= (today - _LOOK_BACK).isoformat(),
            letters.c.id.not_in(replied),
            letters.c.id.not_in(closed),
            letters.c.id.not_in(finished),
        )
    ).all()
    said_in_order = (
        sa.select(outcomes).where(outcomes.c.letter_id.in_([row.id for row in rows])).order_by(outcomes.c.place)
    )
    became = {row.letter_id: row for row in connection.execute(said_in_order)}
    found = []
    for row in rows:
        said = became.get(row.id)
        if said is not None and said.step in _NOTHING_OWED and said.state == "decided":
            continue
        day = due_day(load_letter(row.record), dt.datetime.fromisoformat(row.created_at).date())
        if said is not None and said.due:
            day = dt.date.fromisoformat(said.due)
        if day is not None and day <= until:
            found.append(Due(row.id, row.reference, row.subject, day, unit=said.unit if said is not None else ""))
    return tuple(sorted(found, key=lambda one: one.day))
