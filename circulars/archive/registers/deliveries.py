"""How an issued letter stands with each of its recipients: sent, received, acknowledged, answered, overdue."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.move import WHOLE, Move, MoveState
from circulars.archive.registers.moves import last_moves_of, move_of
from circulars.archive.store.shelf import Shelf
from circulars.archive.store.tables import CANCELLED, NOT_SENT, issued, letters, moves, receipts, register, standing
from circulars.archive.tracing.answers import ACKNOWLEDGED, ANSWERED, LOOK_BACK, due_day
from circulars.letter.record import load_letter

_NOT_THERE = (MoveState.QUEUED, MoveState.FAILED, MoveState.REFUSED, MoveState.BOUNCED, MoveState.WITHDRAWN)
_ON_ITS_WAY = (MoveState.QUEUED, MoveState.FAILED)
_BATCH = 500
_SHOULD_BE_THERE = dt.timedelta(days=1)
"""A letter that still waits to be mailed after so long is told, though the program goes on trying."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One recipient of an issued letter and what came back.

    `received` is its number in the received register of an office we act for; `acknowledged` and `answered` are times
    (ISO), empty while nothing came; `answer_id` the letter that answers; `overdue` when they are silent and the day set is
    past. `move` is how it was sent to them, None while it was not; `note` what was said when it was acknowledged.
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
        return not self.answered and (self.reached or self.move is None or self.move.state not in _NOT_THERE)

    @property
    def reached(self) -> bool:
        """Something tells that they have it: their number, or what came back."""
        return self.received is not None or bool(self.acknowledged)


@dataclass(frozen=True, slots=True)
class Lost:
    """A recipient whom a letter did not reach, and what happened last."""

    place: int
    title: str
    move: Move


@dataclass(frozen=True, slots=True)
class Unreached:
    """A letter of ours that did not reach some of its recipients, or may not have: who, how it stands, since when.

    It was refused or came back, nobody knows whether it was taken, mailing was given up, or it waits to be mailed for longer
    than a day. Until somebody sends it again, or by another way, they have not got it.
    """

    letter_id: str
    reference: str
    subject: str
    recipients: tuple[Lost, ...]

    @property
    def since(self) -> dt.datetime:
        """When the first of it happened."""
        return min(one.move.at for one in self.recipients)


class DeliveryShelf(Shelf):
    """How issued letters stand with their recipients."""

    def deliveries(self, letter_id: str) -> tuple[Delivery, ...]:
        """The recipients of an issued letter and what came back of each; empty for a letter that we did not issue."""
        with self.reading.connect() as connection:
            return deliveries(connection, letter_id, self.now().date())

    def unreached(self, offices: Collection[str] | None = None) -> tuple[Unreached, ...]:
        """Letters of these offices (None: all) that did not reach everybody to whom they were sent, the oldest first."""
        with self.reading.connect() as connection:
            return unreached(connection, self.now(), offices)


def deliveries(connection: Connection, letter_id: str, today: dt.date) -> tuple[Delivery, ...]:
    """The recipients of an issued letter in order, with what came back; empty for a letter that we did not issue."""
    return deliveries_of(connection, [letter_id], today).get(letter_id, ())


def deliveries_of(connection: Connection, ids: Sequence[str], today: dt.date | None) -> dict[str, tuple[Delivery, ...]]:
    """The same of several letters; without `today` no days are told, for which each letter has to be read."""
    found: dict[str, tuple[Delivery, ...]] = {}
    for first in range(0, len(ids), _BATCH):
        found |= _deliveries(connection, ids[first : first + _BATCH], today)
    return found


def _deliveries(connection: Connection, ids: Sequence[str], today: dt.date | None) -> dict[str, tuple[Delivery, ...]]:
    columns = (issued.c.letter_id, issued.c.recipients, issued.c.dated, *((letters.c.record,) if today else ()))
    rows = sa.select(*columns).join(letters, letters.c.id == issued.c.letter_id).where(issued.c.letter_id.in_(ids))
    states: dict[tuple[str, int, str], tuple[str, str | None, str]] = {
        (one.letter_id, one.place, one.state): (one.at, one.answer_id, one.note)
        for one in connection.execute(sa.select(receipts).where(receipts.c.letter_id.in_(ids)))
    }
    went = {(one.letter_id, one.place): one for one in last_moves_of(connection, ids)}
    entered = {
        (one.letter_id, one.office): (int(one.number), str(one.at))
        for one in connection.execute(
            sa.select(register.c.letter_id, register.c.office, register.c.number, register.c.at).where(
                register.c.letter_id.in_(ids), register.c.book == "received"
            )
        )
    }
    found = {}
    for row in connection.execute(rows):
        letter = load_letter(row.record) if today else None
        due_from = cache(lambda day, letter=letter: due_day(letter, day) if letter is not None else None)
        told = []
        for place, recipient in enumerate(json.loads(row.recipients)):
            acknowledged, _, note = states.get((row.letter_id, place, ACKNOWLEDGED), ("", None, ""))
            answered, answer, _ = states.get((row.letter_id, place, ANSWERED), ("", None, ""))
            number, at = entered.get((row.letter_id, recipient["office"]), (None, ""))
            arrived = acknowledged or at  # a period is the same for all who had the letter on one day
            due = due_from(dt.date.fromisoformat(arrived[:10] if arrived else row.dated))
            one = Delivery(
                place, recipient["title"], recipient["office"], number, acknowledged, answered, answer, due,
                overdue=False, move=went.get((row.letter_id, place)), note=note,
            )  # fmt: skip
            # of whom it never reached nobody can ask that it be in time
            late = due is not None and today is not None and due < today and one.silent
            told.append(replace(one, overdue=late))
        found[str(row.letter_id)] = tuple(told)
    return found


@dataclass(frozen=True, slots=True)
class Leaves:
    """An issued letter as it goes to its recipients: its number, day and subject, and how it stands with each."""

    letter_id: str
    reference: str
    dated: dt.date
    subject: str
    recipients: tuple[Delivery, ...]


def leaves(connection: Connection, ids: Sequence[str]) -> tuple[Leaves, ...]:
    """Issued letters in this order, without those whose number is cancelled."""
    found: dict[str, sa.Row[Any]] = {}
    for first in range(0, len(ids), _BATCH):
        some = ids[first : first + _BATCH]
        cancelled = sa.select(register.c.letter_id).where(
            register.c.letter_id.in_(some), sa.text(f"register.{CANCELLED}")
        )
        rows = (
            sa.select(issued.c.letter_id, issued.c.reference, issued.c.dated, letters.c.subject)
            .join(letters, letters.c.id == issued.c.letter_id)
            .where(issued.c.letter_id.in_(some), issued.c.letter_id.not_in(cancelled))
        )
        found |= {str(row.letter_id): row for row in connection.execute(rows)}
    told = deliveries_of(connection, list(found), None)
    return tuple(
        Leaves(one, row.reference, dt.date.fromisoformat(row.dated), row.subject, told[one])
        for one in ids
        if (row := found.get(one)) is not None
    )


def issued_between(
    connection: Connection, office: str, since: dt.date, until: dt.date
) -> tuple[tuple[str, str, dt.date], ...]:
    """Letters that an office issued, dated from one day through another: id, number, day. Their files are not opened."""
    days = issued.c.dated >= since.isoformat(), issued.c.dated <= until.isoformat()
    columns = issued.c.letter_id, issued.c.reference, issued.c.dated
    rows = connection.execute(sa.select(*columns).where(issued.c.office == office, *days))
    return tuple((str(row.letter_id), str(row.reference), dt.date.fromisoformat(str(row.dated))) for row in rows)


def unreached(
    connection: Connection, now: dt.datetime, offices: Collection[str] | None = None
) -> tuple[Unreached, ...]:
    """Letters of the last year that did not reach everybody to whom they were sent, the oldest first; none that were cancelled.

    Whoever acknowledged, answered or has it in the register of an office of this house has it, whatever came back.
    """
    lost = _lost(connection, now, offices)
    ids = list(lost)
    found: dict[str, Unreached] = {}
    for first in range(0, len(ids), _BATCH):
        some = ids[first : first + _BATCH]
        entered = sa.select(register.c.letter_id, register.c.office).where(
            register.c.letter_id.in_(some), register.c.book == "received"
        )
        here = {(str(row[0]), str(row[1])) for row in connection.execute(entered)}
        for row in connection.execute(
            sa.select(issued.c.letter_id, issued.c.recipients, letters.c.reference, letters.c.subject)
            .join(letters, letters.c.id == issued.c.letter_id)
            .where(issued.c.letter_id.in_(some))
        ):
            to = json.loads(row.recipients)
            left = (one for one in lost[row.letter_id] if (row.letter_id, to[one.place]["office"]) not in here)
            told = tuple(Lost(one.place, to[one.place]["title"], one) for one in left)
            if told:
                found[row.letter_id] = Unreached(row.letter_id, row.reference, row.subject, told)
    return tuple(sorted(found.values(), key=lambda one: (one.since, one.letter_id)))


def _lost(connection: Connection, now: dt.datetime, offices: Collection[str] | None) -> dict[str, list[Move]]:
    """The last moves, by letter, of recipients to whom a person must see: by itself it will not arrive, or should have long since."""
    cancelled = sa.exists(
        sa.select(register.c.number).where(
            register.c.letter_id == standing.c.letter_id, sa.text(f"register.{CANCELLED}")
        )
    )
    came_back = sa.exists(
        sa.select(receipts.c.at).where(
            receipts.c.letter_id == standing.c.letter_id,
            receipts.c.place == standing.c.place,
            receipts.c.state.in_((ACKNOWLEDGED, ANSWERED)),
        )
    )
    same = sa.and_(moves.c.letter_id == standing.c.letter_id, moves.c.number == standing.c.number)
    wanted = (
        sa.select(moves)
        .select_from(standing)
        .join(moves, same)
        .join(issued, issued.c.letter_id == standing.c.letter_id)
        .where(
            sa.text(f"standing.{NOT_SENT}"),
            issued.c.dated >= (now.date() - LOOK_BACK).isoformat(),
            sa.true() if offices is None else issued.c.office.in_(offices),
            ~cancelled,
            ~came_back,
        )
        .order_by(moves.c.letter_id, moves.c.place)
    )
    found = [
        move_of({str(name): value for name, value in row.items()}) for row in connection.execute(wanted).mappings()
    ]
    lost: dict[str, list[Move]] = {}
    for one in found:
        if one.state not in _ON_ITS_WAY or now - one.at > _SHOULD_BE_THERE:
            lost.setdefault(one.letter_id, []).append(one)
    return lost


def last_of_all(connection: Connection) -> set[tuple[str, int, int, str]]:
    """What the list of standings must say: letter, place, number and state of the last move of every recipient."""
    return {(str(row[0]), int(row[1]), int(row[2]), str(row[3])) for row in connection.execute(_last())}


def refill_standing(connection: Connection) -> None:
    """Make the list of standings anew from the moves."""
    connection.execute(sa.delete(standing))
    connection.execute(sa.insert(standing).from_select(["letter_id", "place", "number", "state"], _last()))


def _last() -> sa.Select[tuple[str, int, int, str]]:
    last = (
        sa.select(moves.c.letter_id, sa.func.max(moves.c.number).label("number"))
        .where(moves.c.place != WHOLE)
        .group_by(moves.c.letter_id, moves.c.place)
        .subquery()
    )
    same = sa.and_(moves.c.letter_id == last.c.letter_id, moves.c.number == last.c.number)
    return sa.select(moves.c.letter_id, moves.c.place, moves.c.number, moves.c.state).join(last, same)
