"""The day by which something is owed, where a table of the letter tells it: in the own row, else the first of a schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from circulars.directory.offices import Office, offices, offices_below
from circulars.letter.letter import Cell, Letter, Table
from circulars.lexicon.reading.triage.days import EVENT_COLUMN, LIMIT_COLUMN
from circulars.thai.dates import ThaiDate
from circulars.thai.find_dates import DateKind, find_dates
from circulars.triage.days.dues import NO_DUE, Due
from circulars.triage.reading.listed import office_column, office_named, rows_of


def due_in_tables(letter: Letter, office: Office, whom: Collection[str] = ()) -> Due:
    """The first day that a column of limits sets for the office; asked where its cell is doubted or several days stand there.

    In a table that lists offices like it only its own row counts. Where none sets one, the first day in the rows of those
    to whom the letter goes (``whom``: their addressee lines): by when they answer, or when their meeting is.
    """
    own = _of_ours(letter, office)
    return own if own != NO_DUE else _of_theirs(letter, office, whom)


def _of_theirs(letter: Letter, office: Office, whom: Collection[str]) -> Due:
    below = offices_below(office)
    cells = [
        row[at]
        for one in letter.tables
        if one.value is not None
        for listed, row in rows_of(one.value, below)
        if listed.head_title in whom
        for at, name in enumerate(one.value.names)
        if LIMIT_COLUMN.search(name.strip()) or EVENT_COLUMN.search(name.strip())
    ]
    found = [(day, cell) for cell in cells for day in _days(cell.text)]
    if not found:
        return NO_DUE
    return Due(min(day for day, _ in found), asked=any(cell.doubts for _, cell in found))


def _of_ours(letter: Letter, office: Office) -> Due:
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
