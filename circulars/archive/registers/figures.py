"""Figures of a span of days: how many came and went, by month, urgency and unit, and how long it took to issue."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from statistics import median, quantiles

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.tables import issued, letters, outcomes, register

_DAY = dt.timedelta(days=1)
_FEW = 10
"""Below so many letters a share of them says nothing, so that only the middle one is told."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted; the keys of `months` are ISO (2026-11), those of `urgencies` as printed (empty: none), of `units` names.

    `hours` to issue, from the hour in which the source was filed: the middle one, and that within which nine of ten
    went out; None where nothing went out, or too little.
    """

    received: int
    sent: int
    months: tuple[tuple[str, int, int], ...]
    urgencies: tuple[tuple[str, int], ...]
    units: tuple[tuple[str, int], ...]
    issued: int
    hours_middle: float | None
    hours_most: float | None


def figures(connection: Connection, office: str, since: dt.date, until: dt.date) -> Figures:
    """Count the rows of an office's registers from one day through another; cancelled numbers are not letters."""
    came, went = (_by_month(connection, office, books, since, until) for books in (("received",), _SENT))
    months = tuple((month, came[month], went[month]) for month in sorted(came.keys() | went.keys()))
    hours = _hours(connection, office, since, until)
    return Figures(
        sum(came.values()),
        sum(went.values()),
        months,
        _by_urgency(connection, office, since, until),
        _by_unit(connection, office, since, until),
        len(hours),
        median(hours) if hours else None,
        quantiles(hours, n=10)[-1] if len(hours) >= _FEW else None,
    )


_SENT = ("sent", "circular", "stamped", "order", "announcement")


def _rows(office: str, books: tuple[str, ...], since: dt.date, until: dt.date) -> list[sa.ColumnElement[bool]]:
    days = register.c.at >= since.isoformat(), register.c.at < (until + _DAY).isoformat()
    kept = register.c.state.in_(("received", "issued"))
    return [register.c.office == office, register.c.book.in_(books), *days, kept]


def _by_month(
    connection: Connection, office: str, books: tuple[str, ...], since: dt.date, until: dt.date
) -> Counter[str]:
    month = sa.func.substr(register.c.at, 1, 7)
    counted = sa.select(month, sa.func.count()).where(*_rows(office, books, since, until)).group_by(month)
    return Counter({str(row[0]): int(row[1]) for row in connection.execute(counted)})


def _by_urgency(connection: Connection, office: str, since: dt.date, until: dt.date) -> tuple[tuple[str, int], ...]:
    joined = sa.select(letters.c.urgency, sa.func.count()).join(register, register.c.letter_id == letters.c.id)
    counted = joined.where(*_rows(office, ("received",), since, until)).group_by(letters.c.urgency)
    return tuple(sorted(((str(row[0]), int(row[1])) for row in connection.execute(counted)), key=lambda one: -one[1]))


def _by_unit(connection: Connection, office: str, since: dt.date, until: dt.date) -> tuple[tuple[str, int], ...]:
    """Letters by the unit that has them, as it was said last; those that no unit has are not told."""
    said = outcomes.alias("said")
    later = sa.exists(
        sa.select(sa.literal(1)).where(
            said.c.letter_id == outcomes.c.letter_id,
            said.c.office == outcomes.c.office,
            said.c.place > outcomes.c.place,
        )
    )
    joined = sa.select(outcomes.c.unit, sa.func.count()).join(register, register.c.letter_id == outcomes.c.letter_id)
    of_office = (outcomes.c.office == office, outcomes.c.unit != "", ~later)
    counted = joined.where(*_rows(office, ("received",), since, until), *of_office).group_by(outcomes.c.unit)
    found = ((str(row[0]), int(row[1])) for row in connection.execute(counted))
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def _hours(connection: Connection, office: str, since: dt.date, until: dt.date) -> list[float]:
    """Hours from the filing of the source to the issuing of each letter that forwards it."""
    days = issued.c.at >= since.isoformat(), issued.c.at < (until + _DAY).isoformat()
    between = _hours_between(letters.c.created_at, issued.c.at, sqlite=connection.dialect.name == "sqlite")
    joined = sa.select(between).join_from(issued, letters, letters.c.id == issued.c.source_id)
    return [float(one) for one in connection.execute(joined.where(issued.c.office == office, *days)).scalars()]


def _hours_between(first: sa.Column[str], last: sa.Column[str], *, sqlite: bool) -> sa.ColumnElement[float]:
    """Hours between two moments in ISO form; the database counts them, for ten thousand are many to read one by one."""
    if sqlite:
        return sa.type_coerce((sa.func.julianday(last) - sa.func.julianday(first)) * 24.0, sa.Float)
    moment = sa.DateTime(timezone=True)
    seconds = sa.func.date_part("epoch", sa.cast(last, moment) - sa.cast(first, moment))
    return sa.type_coerce(seconds / 3600.0, sa.Float)
