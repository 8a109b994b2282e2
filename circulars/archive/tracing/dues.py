"""Days that come near: what we must answer, and who has not answered us."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.deliveries import deliveries
from circulars.archive.registers.numbers import BY_HAND, CAME_IN
from circulars.archive.store.tables import (
    NOT_SENT,
    asked,
    issued,
    letters,
    outcomes,
    receipts,
    register,
    relations,
    retention,
    standing,
)
from circulars.archive.tracing.answers import ANSWERED, DONE, KEPT, LOOK_BACK, due_day, still_open
from circulars.letter.record import load_letter
from circulars.triage.days.series import end_in, next_of, passed_of, rule_of, told_series

_BATCH = 500


_NOTHING_OWED = ("note", "return")
"""Steps after which nothing of ours is owed."""


@dataclass(frozen=True, slots=True)
class Due:
    """A letter with a day that comes near or is past.

    `silent` are the recipients of our letter that have not answered, of `told` in all; both are empty for a letter that
    came in, which we are to answer ourselves; `unit` is the one that has it; `again` tells days that come again, of which `day`
    is the last that has passed, else the first to come, behind what was kept: by a letter of ours that replies, or by what a
    person entered. `missed` days before it passed and were not kept either.
    """

    letter_id: str
    reference: str
    subject: str
    day: dt.date
    silent: tuple[str, ...] = ()
    told: int = 0
    unit: str = ""
    again: str = ""
    missed: int = 0


Near = tuple[tuple[Due, ...], tuple[Due, ...]]
"""Our letters that somebody has not answered, and letters that we are to answer."""


def unanswered(
    connection: Connection, today: dt.date, until: dt.date, offices: Collection[str] | None = None
) -> tuple[Due, ...]:
    """Our letters of the last months whose day is `until` or earlier and that somebody who has it has not answered, most urgent first."""
    rows = connection.execute(
        sa.select(
            issued.c.letter_id, issued.c.recipients, letters.c.reference, letters.c.subject, asked.c.day, asked.c.moves
        )
        .join(letters, letters.c.id == issued.c.letter_id)
        .join(asked, asked.c.letter_id == issued.c.letter_id)
        .where(
            asked.c.day <= until.isoformat(),
            issued.c.dated >= (today - LOOK_BACK).isoformat(),
            issued.c.dated <= today.isoformat(),
            sa.true() if offices is None else issued.c.office.in_(offices),
        )
    ).all()
    not_there = _not_there(connection, [str(row.letter_id) for row in rows])
    plain = {str(row.letter_id) for row in rows if not row.moves and row.letter_id not in not_there}
    answered = _answered(connection, sorted(plain))
    found = []
    for row in rows:
        if row.letter_id not in plain:  # the day counts from that on which each recipient had it, and some have it not
            told = deliveries(connection, row.letter_id, today)
            open_ones = [(one.title, one.due) for one in told if one.silent and one.due is not None]
            count = len(told)
        else:
            titles = [str(one["title"]) for one in json.loads(row.recipients)]
            given, day = answered.get(str(row.letter_id), set()), dt.date.fromisoformat(row.day)
            open_ones = [(title, day) for place, title in enumerate(titles) if place not in given]
            count = len(titles)
        silent = [(title, day) for title, day in open_ones if day <= until]
        if silent:
            names = tuple(title for title, _ in silent)
            found.append(Due(row.letter_id, row.reference, row.subject, min(day for _, day in silent), names, count))
    return tuple(sorted(found, key=lambda one: (one.day, one.reference, one.letter_id)))


def _not_there(connection: Connection, ids: list[str]) -> set[str]:
    """Those letters that some recipient has not got as far as the moves tell: it waits, was refused, came back."""
    found: set[str] = set()
    for first in range(0, len(ids), _BATCH):
        some = standing.c.letter_id.in_(ids[first : first + _BATCH])
        where = (some, sa.text(f"standing.{NOT_SENT}"))
        found |= {str(one) for one in connection.execute(sa.select(standing.c.letter_id).where(*where)).scalars()}
    return found


def _answered(connection: Connection, ids: list[str]) -> dict[str, set[int]]:
    """Which recipients of letters have answered, by their places."""
    found: dict[str, set[int]] = {}
    for first in range(0, len(ids), _BATCH):
        where = (receipts.c.letter_id.in_(ids[first : first + _BATCH]), receipts.c.state == ANSWERED)
        for row in connection.execute(sa.select(receipts.c.letter_id, receipts.c.place).where(*where)):
            found.setdefault(str(row.letter_id), set()).add(int(row.place))
    return found


def to_answer(
    connection: Connection, today: dt.date, until: dt.date, offices: Collection[str] | None = None
) -> tuple[Due, ...]:
    """Letters that came in, whose day is `until` or earlier, and past until a letter of ours answers or somebody closed it.

    Closed is what was entered as done, or has its retention set: that tells the year in which the matter was finished.
    """
    wanted = _to_answer(today, until)
    rows = connection.execute(wanted if offices is None else wanted.where(letters.c.office.in_(offices))).all()
    ids = [str(row.id) for row in rows]
    became: dict[str, sa.Row[tuple[object, ...]]] = {}
    for first in range(0, len(ids), _BATCH):
        where = outcomes.c.letter_id.in_(ids[first : first + _BATCH])
        in_order = sa.select(outcomes.c.letter_id, outcomes.c.state, outcomes.c.step, outcomes.c.due, outcomes.c.unit)
        became |= {
            str(row.letter_id): row for row in connection.execute(in_order.where(where).order_by(outcomes.c.place))
        }
    kept, replied = _kept(connection, ids), _replies(connection, ids)
    found = []
    for row in rows:
        said = became.get(str(row.id))
        if said is not None and said.step in _NOTHING_OWED and said.state == "decided":
            continue
        told = (said.due if said is not None else "") or _day_of(row)
        if told and told <= until.isoformat():
            day = dt.date.fromisoformat(told)
            replies = replied.get(str(row.id), [])
            unit = said.unit if said is not None else ""
            due = _next(
                Due(row.id, row.reference, row.subject, day, unit=unit), row, kept.get(str(row.id)), replies, today
            )
            if due is not None and due.day <= until and (due.again or not replies):
                found.append(due)
    return tuple(sorted(found, key=lambda one: (one.day, one.reference, one.letter_id)))


def _next(
    due: Due, row: sa.Row[tuple[object, ...]], kept: dt.date | None, replies: Sequence[dt.date], today: dt.date
) -> Due | None:
    """The day, or that of its series which is open where the letter sets one; None where the series has come to its end.

    A reply of ours keeps the first day that is open, and those that had passed when it was written. Days before the letter
    was here are nobody's to keep.
    """
    rule, end = _series_of(row.record, due.day)
    if not rule:
        return due
    first = max(due.day, next_of(rule, dt.date.fromisoformat(row.created_at[:10])) or due.day)
    following = _after(rule, kept) if kept is not None and kept >= first else first
    for reply in replies:
        following = _after(rule, max(following, reply))
    if end is not None and following > end:
        return None
    day, missed = passed_of(rule, following, min(today, end + dt.timedelta(days=1)) if end else today)
    return replace(due, day=day, again=told_series(rule), missed=missed)


@lru_cache(maxsize=1024)
def _series_of(record: str, day: dt.date) -> tuple[str, dt.date | None]:
    """The series of days that a letter sets, and its end where the paragraph says one: a board asks for them at each look."""
    try:
        texts = [one.value for one in load_letter(record).body if one.value]
    except ValueError:  # a damaged row is named by verify
        return "", None
    found = next(((rule, end_in(text)) for text in texts if (rule := rule_of(text, day))), None)
    return found or (rule_of(" ".join(texts), day), None)


def _after(rule: str, day: dt.date) -> dt.date:
    """The first day of a series behind a day."""
    return next_of(rule, day + dt.timedelta(days=1)) or day


def _kept(connection: Connection, ids: list[str]) -> dict[str, dt.date]:
    """Up to which day the series of letters were kept, by what was entered."""
    found: dict[str, dt.date] = {}
    for first in range(0, len(ids), _BATCH):
        where = (receipts.c.letter_id.in_(ids[first : first + _BATCH]), receipts.c.state == KEPT)
        for row in connection.execute(sa.select(receipts.c.letter_id, receipts.c.place).where(*where)):
            day = dt.date.fromordinal(int(row.place))
            found[str(row.letter_id)] = max(day, found.get(str(row.letter_id), day))
    return found


def _replies(connection: Connection, ids: list[str]) -> dict[str, list[dt.date]]:
    """On which days letters of ours replied, in order."""
    found: dict[str, list[dt.date]] = {}
    for first in range(0, len(ids), _BATCH):
        where = (relations.c.to_id.in_(ids[first : first + _BATCH]), relations.c.kind == "replies")
        replies = (
            sa.select(relations.c.to_id, letters.c.created_at)
            .join(letters, letters.c.id == relations.c.from_id)
            .where(*where)
            .order_by(letters.c.created_at)
        )
        for row in connection.execute(replies):
            found.setdefault(str(row.to_id), []).append(dt.date.fromisoformat(str(row.created_at)[:10]))
    return found


def _day_of(row: sa.Row[tuple[object, ...]]) -> str:
    """The day that the letter itself sets, counted from the day it came where it says so."""
    if not row.moves:
        return str(row.day or "")
    day = due_day(load_letter(row.record), dt.date.fromisoformat(row.created_at[:10]))
    return day.isoformat() if day else ""


def _to_answer(today: dt.date, until: dt.date) -> sa.Select[tuple[object, ...]]:
    """Letters of the received registers with a day of their own or one that was set, which nobody has closed."""
    by_day = _open(asked.c.letter_id).where(asked.c.day <= until.isoformat())
    was_set = _open(outcomes.c.letter_id).where(outcomes.c.due != "", outcomes.c.due <= until.isoformat())
    came_in = sa.select(register.c.number).where(  # since this program is used
        register.c.letter_id == letters.c.id,
        sa.or_(register.c.claim.like(f"{CAME_IN}%"), register.c.claim.like(f"{BY_HAND}%")),
    )
    columns = (letters.c.id, letters.c.reference, letters.c.subject, letters.c.record, letters.c.created_at)
    return (
        sa.select(*columns, asked.c.day, asked.c.moves)
        .outerjoin(asked, asked.c.letter_id == letters.c.id)
        .where(
            letters.c.id.in_(by_day.union(was_set)),
            letters.c.direction == "received",
            letters.c.duplicate_of.is_(None),
            still_open(today),
            sa.exists(came_in),
        )
    )


def _open(letter_id: sa.Column[str]) -> sa.Select[tuple[str]]:
    """Letters of a list that nobody closed: asked of the list itself, for a letter's own row is long, and most are closed."""
    closed = sa.select(receipts.c.place).where(receipts.c.letter_id == letter_id, receipts.c.state == DONE)
    finished = sa.select(retention.c.letter_id).where(retention.c.letter_id == letter_id)
    return sa.select(letter_id).where(~sa.exists(closed), ~sa.exists(finished))
