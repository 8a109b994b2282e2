"""How an issued letter stands with each of its recipients: sent, received, acknowledged, answered, overdue."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.move import Move, MoveState
from circulars.archive.registers.moves import last_moves
from circulars.archive.store.tables import issued, letters, receipts, register
from circulars.archive.tracing.answers import ACKNOWLEDGED, ANSWERED, due_day
from circulars.letter.record import load_letter

_NOT_THERE = (MoveState.QUEUED, MoveState.FAILED, MoveState.REFUSED, MoveState.BOUNCED, MoveState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient of an issued letter and what came back.

    `received` is its number in the received register of an office we act for; `acknowledged` and `answered` are times
    (ISO), empty while nothing came; `answer_id` the letter that answers; `overdue` when the day set is past. `move` is
    how it was sent to them, None while it was not; `note` what was said when it was acknowledged.
    """

    place: int
    title: str
    office: str | None
    received: int | None
    acknowledged: str
    answered: str
    answer_id: str | None
    due: dt.date | None
    overdue: bool
    move: Move | None = None
    note: str = ""

    @property
    def sent(self) -> bool:
        """It went to them, or came to an office of this house."""
        return self.received is not None or (self.move is not None and self.move.state is MoveState.SENT)

    @property
    def silent(self) -> bool:
        """They have it, as far as is known, and have not answered; whom it never reached is no silent one, it is sent again."""
        reached = self.received is not None or bool(self.acknowledged)
        return not self.answered and (reached or self.move is None or self.move.state not in _NOT_THERE)


def deliveries(connection: Connection, letter_id: str, today: dt.date) -> tuple[Delivery, ...]:
    """The recipients of an issued letter in order, with what came back; empty for a letter that we did not issue."""
    row = connection.execute(
        sa.select(issued.c.recipients, issued.c.dated, letters.c.record)
        .join(letters, letters.c.id == issued.c.letter_id)
        .where(issued.c.letter_id == letter_id)
    ).one_or_none()
    if row is None:
        return ()
    letter, written = load_letter(row.record), dt.date.fromisoformat(row.dated)
    states: dict[tuple[int, str], tuple[str, str | None, str]] = {
        (one.place, one.state): (one.at, one.answer_id, one.note)
        for one in connection.execute(sa.select(receipts).where(receipts.c.letter_id == letter_id))
    }
    went = last_moves(connection, letter_id)
    entered = {
        one.office: (int(one.number), str(one.at))
        for one in connection.execute(
            sa.select(register.c.office, register.c.number, register.c.at).where(
                register.c.letter_id == letter_id, register.c.book == "received"
            )
        )
    }
    due_from = cache(lambda day: due_day(letter, day))  # the same for all who had it on one day
    found = []
    for place, recipient in enumerate(json.loads(row.recipients)):
        acknowledged, _, note = states.get((place, ACKNOWLEDGED), ("", None, ""))
        answered, answer, _ = states.get((place, ANSWERED), ("", None, ""))
        number, at = entered.get(recipient["office"], (None, ""))
        arrived = acknowledged or at
        due = due_from(dt.datetime.fromisoformat(arrived).date() if arrived else written)
        late = due is not None and due < today and not answered
        found.append(
            Delivery(
                place, recipient["title"], recipient["office"], number, acknowledged, answered, answer, due, late,
                went.get(place), note,
            )
        )  # fmt: skip
    return tuple(found)


def issued_between(
    connection: Connection, office: str, since: dt.date, until: dt.date
) -> tuple[tuple[str, str, dt.date], ...]:
    """Letters that an office issued, dated from one day through another: id, number, day. Their files are not opened."""
    days = issued.c.dated >= since.isoformat(), issued.c.dated <= until.isoformat()
    columns = issued.c.letter_id, issued.c.reference, issued.c.dated
    rows = connection.execute(sa.select(*columns).where(issued.c.office == office, *days))
    return tuple((str(row.letter_id), str(row.reference), dt.date.fromisoformat(str(row.dated))) for row in rows)
