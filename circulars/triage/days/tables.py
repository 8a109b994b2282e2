"""The day by which something is owed, where a table of the letter tells it: in the own row, else the first of a schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from circulars.directory.offices import Office, offices
from circulars.letter.letter import Cell, Letter, Table
from circulars.lexicon.reading.triage.days import LIMIT_COLUMN
from circulars.thai.dates import ThaiDate
from circulars.thai.find_dates import DateKind, find_dates
from circulars.triage.days.dues import NO_DUE, Due
from circulars.triage.reading.listed import office_column, office_named


def due_in_tables(letter: Letter, office: Office) -> Due:
    """The first day that a column of limits sets for the office; asked where its cell is doubted or several days stand there.

    In a table that lists offices like it only its own row counts.
    """
    dated = letter.dated.value.ce if letter.dated.value else dt.date.min
    found = [
        (day, cell)
        for one in letter.tables
        if one.value is not None
        for cell in _limits(one.value, office)
        for day in _days(cell.text)
        if day.ce >= dated
    ]
    if not found:
        return NO_DUE
    first, cell = min(found, key=lambda row: row[0].ce)
    several = len({day.ce for day, _ in found}) > 1
    return Due(first, asked=several or bool(cell.doubts))


def _limits(table: Table, office: Office) -> Iterator[Cell]:
    """The cells under names of limits: of the own row in a list of offices, of all rows in a schedule."""
    peers = tuple(one for one in offices() if one.level is office.level and one.parent == office.parent)
    listed = office_column(table, peers)
    columns = [at for at, name in enumerate(table.names) if LIMIT_COLUMN.search(name.strip())]
    for row in table.body:
        named = office_named(row[listed].text, peers) if listed is not None else office
        if named is not None and named.code == office.code:
            yield from (row[at] for at in columns)


def _days(text: str) -> Iterator[ThaiDate]:
    for one in find_dates(text):
        if one.kind in (DateKind.DAY, DateKind.RANGE) and one.last is not None:
            yield one.last
