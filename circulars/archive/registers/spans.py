"""Rows of a register between two days, a page at a time, whatever year's numbers they carry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.registers.correcting import RowNote, notes
from circulars.archive.registers.moves import told_of
from circulars.archive.registers.rows import RegisterRow, register_row
from circulars.archive.store.tables import issued, outcomes, register

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a register: the rows of a page with what must be told beside them, and how many rows there are in all."""

    rows: tuple[tuple[RegisterRow, RowNote], ...]
    count: int


def span(
    connection: Connection, office: str, book: str, since: dt.date, until: dt.date, *, limit: int, offset: int = 0
) -> Span:
    """Rows entered from one day through another, in number order; at most `limit` after the first `offset`."""
    where = (
        register.c.office == office,
        register.c.book == book,
        register.c.at >= since.isoformat(),
        register.c.at < (until + _DAY).isoformat(),
    )
    count = connection.execute(sa.select(sa.func.count()).select_from(register).where(*where)).scalar_one()
    order = (register.c.year_be, register.c.number)
    page = sa.select(register).where(*where).order_by(*order).limit(limit).offset(offset)
    rows = [dict(row) for row in connection.execute(page).mappings()]
    ids = [str(row["letter_id"]) for row in rows if row["letter_id"]]
    told = _told(connection, office, ids) | told_of(connection, issued.c.letter_id.in_(ids)) if ids else {}
    found = [register_row({**row, "action": row["action"] or told.get(str(row["letter_id"]), "")}) for row in rows]
    noted: dict[tuple[int, int], RowNote] = {}
    for year in {row.year_be for row in found}:
        numbers = [row.number for row in found if row.year_be == year]
        kept = notes(connection, office, book, year, (min(numbers), max(numbers)))
        noted |= {(year, number): note for number, note in kept.items()}
    return Span(tuple((row, noted.get((row.year_be, row.number), RowNote())) for row in found), int(count))


def last_day(connection: Connection, office: str, book: str) -> dt.date | None:
    """The day of the last row of a register; None for an empty one."""
    at = connection.execute(
        sa.select(sa.func.max(register.c.at)).where(register.c.office == office, register.c.book == book)
    ).scalar()
    return dt.date.fromisoformat(str(at)[:10]) if at else None


def _told(connection: Connection, office: str, ids: list[str]) -> dict[str, str]:
    """What stands under การปฏิบัติ: what was said last of each letter; a proposal that nobody decided says so."""
    where = (outcomes.c.letter_id.in_(ids), outcomes.c.office == office)
    columns = (outcomes.c.letter_id, outcomes.c.state, outcomes.c.action)
    said = connection.execute(sa.select(*columns).where(*where).order_by(outcomes.c.place))
    return {str(one.letter_id): one.action if one.state == "decided" else f"(เสนอ) {one.action}" for one in said}
