"""Rows of a table, in a letter or an annex of it, that belong to one office each: what it says to that office.

A row is told by the names of its columns:
``อำเภอพังโคน จำนวน ๕ คน งบประมาณ ๑๒,๐๐๐ บาท``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circulars.directory.offices import Office
from circulars.letter.letter import Cell, Table
from circulars.lexicon.reading.parts import ORDINAL_COLUMN, SUM_ROW
from circulars.lexicon.writing.body import UNIT_IN_BRACKETS
from circulars.triage.reading.listed import office_column, office_named


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows by the code of their office, the lines of sums, and rows that name nobody of the directory."""

    own: dict[str, tuple[str, ...]]
    totals: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def rows_of_tables(tables: Sequence[Table], candidates: Sequence[Office]) -> TableRows:
    """The rows that tables have for some of these offices; none where they list no offices."""
    own: dict[str, tuple[str, ...]] = {}
    totals: list[str] = []
    unknown: list[str] = []
    names: tuple[str, ...] = ()
    for table in tables:
        same = len(table.rows[0]) == len(names)
        names = names if same and table.head == 0 else table.names
        column = office_column(table, candidates)
        if column is None:
            continue
        for row in table.body:
            office = office_named(row[column].text, candidates)
            line = _told(row, names, column, office)
            if office is not None:
                own[office.code] = (*own.get(office.code, ()), line)
            elif any(SUM_ROW.match(cell.text.strip()) for cell in row):
                totals.append(line)
            elif line:
                unknown.append(line)
    return TableRows(own, tuple(totals), tuple(unknown)) if own else TableRows({})


def _told(row: Sequence[Cell], names: Sequence[str], column: int, office: Office | None) -> str:
    """A row as a line: its office, then each filled column by its name."""
    first = office.name if office is not None else row[column].text
    return " ".join((first, *_columns(row, names, column))).strip()


def _columns(row: Sequence[Cell], names: Sequence[str], column: int) -> Iterator[str]:
    for at, (cell, name) in enumerate(zip(row, names, strict=False)):
        text = cell.text.strip()
        if at == column or not text or text in ("-", "–") or ORDINAL_COLUMN.match(name.strip()):
            continue
        unit = UNIT_IN_BRACKETS.match(name)
        if unit is None:
            yield f"{name} {text}"
        else:
            yield f"{unit['name']} {text}" + ("" if text.endswith(unit["unit"]) else f" {unit['unit']}")
