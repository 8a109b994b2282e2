"""Offices that a table lists: one of its columns names one in most of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from circulars.directory.offices import Level, Office, offices
from circulars.directory.places import province_names
from circulars.letter.letter import Cell, Table
from circulars.triage.reading.addressed import bare_name

_MOSTLY = 0.5  # of the rows


def offices_in(tables: Sequence[Table], candidates: Sequence[Office]) -> tuple[Office, ...]:
    """The offices that tables list, in their order; none where they list none."""
    return tuple({office.code: office for table in tables for office, _ in rows_of(table, candidates)}.values())


def rows_of(table: Table, candidates: Sequence[Office]) -> Iterator[tuple[Office, Sequence[Cell]]]:
    """The rows of the offices that a table lists, each with its office; a row of another province is none of them.

    >>> from circulars.directory.offices import find_office, offices_below
    >>> rows = (("จังหวัด", "อำเภอ"), ("ตาก", "เมืองตาก"), ("ลำปาง", "แม่ทะ"), ("ลำปาง", "เถิน"))
    >>> table = Table(tuple(tuple(Cell(one) for one in row) for row in rows))
    >>> [office.name for office, _ in rows_of(table, offices_below(find_office("ลำปาง")))]
    ['อำเภอแม่ทะ', 'อำเภอเถิน']
    """
    column = office_column(table, candidates)
    for row in table.body if column is not None else ():
        office = office_named(row[column or 0].text, candidates)
        if office is not None and not _of_another_province(row, column or 0, office):
            yield office, row


def _of_another_province(row: Sequence[Cell], column: int, office: Office) -> bool:
    """A cell beside the name tells another province than the office's: เฉลิมพระเกียรติ is a district of five."""
    if office.level is Level.PROVINCE:
        return False
    beside = {bare_name("".join(cell.text.split())) for at, cell in enumerate(row) if at != column}
    told = beside & province_names().keys()
    return bool(told) and office.province not in told


@cache
def _names(level: Level) -> frozenset[str]:
    """What offices of a level are called in a cell, in any province."""
    return frozenset(
        name for one in offices() if one.level is level for name in (one.name, bare_name(one.name), one.head_title)
    )


def office_column(table: Table, candidates: Sequence[Office]) -> int | None:
    """The column in which most rows name an office; None in a table that lists none.

    >>> from circulars.directory.offices import find_office, offices_below
    >>> from circulars.letter.letter import Cell
    >>> rows = (("ที่", "อำเภอ"), ("๑", "พังโคน"), ("๒", "อำเภอภูพาน"))
    >>> office_column(Table(tuple(tuple(Cell(one) for one in row) for row in rows)), offices_below(find_office("สกลนคร")))
    1
    """
    names = _names(candidates[0].level) if candidates else frozenset()
    named = Counter(at for row in table.body for at, cell in enumerate(row) if "".join(cell.text.split()) in names)
    rows = sum(any(cell.text for cell in row) for row in table.body)
    column, count = named.most_common(1)[0] if named else (0, 0)
    return column if count and count >= _MOSTLY * rows else None


def office_named(text: str, candidates: Sequence[Office]) -> Office | None:
    """The office that a cell names, with or without what it is, or by the post of its head."""
    plain = "".join(text.split())
    return next((one for one in candidates if plain in (one.name, bare_name(one.name), one.head_title)), None)
