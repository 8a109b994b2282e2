"""Offices that a table lists: one of its columns names one in most of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from circulars.directory.offices import Office
from circulars.letter.letter import Table
from circulars.triage.reading.addressed import bare_name

_MOSTLY = 0.5  # of the rows


def offices_in(tables: Sequence[Table], candidates: Sequence[Office]) -> tuple[Office, ...]:
    """The offices that tables list, in their order; none where they list none."""
    found: dict[str, Office] = {}
    for table in tables:
        column = office_column(table, candidates)
        for row in table.body if column is not None else ():
            office = office_named(row[column or 0].text, candidates)
            found |= {office.code: office} if office is not None else {}
    return tuple(found.values())


def office_column(table: Table, candidates: Sequence[Office]) -> int | None:
    """The column in which most rows name an office; None in a table that lists none.

    >>> from circulars.directory.offices import find_office, offices_below
    >>> from circulars.letter.letter import Cell
    >>> rows = (("ที่", "อำเภอ"), ("๑", "พังโคน"), ("๒", "อำเภอภูพาน"))
    >>> office_column(Table(tuple(tuple(Cell(one) for one in row) for row in rows)), offices_below(find_office("สกลนคร")))
    1
    """
    named = Counter(at for row in table.body for at, cell in enumerate(row) if office_named(cell.text, candidates))
    rows = sum(any(cell.text for cell in row) for row in table.body)
    column, count = named.most_common(1)[0] if named else (0, 0)
    return column if count and count >= _MOSTLY * rows else None


def office_named(text: str, candidates: Sequence[Office]) -> Office | None:
    """The office that a cell names, with or without what it is, or by the post of its head."""
    plain = "".join(text.split())
    return next((one for one in candidates if plain in (one.name, bare_name(one.name), one.head_title)), None)
