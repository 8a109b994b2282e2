"""Rows of a table that belong to one office each: its quota, its amount, its day.

A table is two or more short lines that name an office below as a cell and have a figure behind it. In a letter to one of
those offices stands its own row alone; the rows of others and the sum of all are theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from circulars.cascade.asks.clauses.annex import rows_of_tables
from circulars.cascade.asks.clauses.share import Share
from circulars.cascade.asks.deadlines import find_deadlines
from circulars.cascade.asks.obligations import Obligation, Reading
from circulars.directory.offices import Office
from circulars.lexicon.writing.body import FIGURE, NUMBERED_ROW, ROW_OF_TABLE, TASK_VERB, TOTAL_OF_ROWS
from circulars.thai.digits import to_arabic
from circulars.triage.reading.addressed import bare_name

_LONGEST = 120
"""Letters of a row; what is longer is a sentence."""
_CELLS = 3
"""Among this many cells from the left the office is named."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows by the code of their office, the lines of sums, and rows that name nobody of the directory.

    ``apart``: they stand in a table of the letter or its annex, and are no lines of its text.
    """

    own: dict[str, tuple[str, ...]]
    totals: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    apart: bool = False

    def others(self, code: str) -> frozenset[str]:
        """The lines that do not belong into the letter to one office."""
        rows = {row for office, found in self.own.items() if office != code for row in found}
        return frozenset((*rows, *self.totals, *self.unknown))

    @property
    def adds_up(self) -> bool:
        """The last figures of the rows are the sum that stands under them; true where none stands there."""
        figures = [_last_figure(row) for found in self.own.values() for row in found]
        sums = [_last_figure(one) for one in self.totals]
        return not sums or self.unknown != () or None in figures or sums[-1] == sum(one or 0 for one in figures)


def rows_of(reading: Reading, candidates: Sequence[Office]) -> Rows:
    """The rows of a letter's table for offices below; empty where fewer than two of them have one."""
    listed = rows_of_tables(reading.tables, candidates)
    if len(listed.own) > 1:
        return Rows(listed.own, listed.totals, listed.unknown, apart=True)
    texts = [*reading.parts.situation, *(one.text for one in reading.obligations)]
    places = {at: office for at, text in enumerate(texts) if (office := _office_of(text, candidates)) is not None}
    own: dict[str, tuple[str, ...]] = {}
    for at, office in places.items():
        own[office.code] = (*own.get(office.code, ()), texts[at])
    tasks = [one.text for one in reading.obligations if one.number and not TOTAL_OF_ROWS.match(one.text)]
    mixed = any(texts[at] in tasks for at in places) and not all(_office_of(one, candidates) for one in tasks)
    if len(own) < 2 or mixed:  # a list of tasks that names offices is no table
        return Rows({})
    last = max(places)
    left = [texts[at] for at in range(min(places), last + 1) if at not in places]
    behind = texts[last + 1 : last + 3]
    totals = tuple(text for text in (*left, *behind) if TOTAL_OF_ROWS.match(text))
    left += [text for text in behind if NUMBERED_ROW.match(text)]  # a row goes on a table by its number
    return Rows(own, totals, tuple(text for text in left if text not in totals and ROW_OF_TABLE.match(text)))


def with_own_row(reading: Reading, code: str, candidates: Sequence[Office]) -> Reading:
    """The reading for one office: of a table its own row alone."""
    rows = rows_of(reading, candidates)
    others, own = rows.others(code), rows.own.get(code, ())
    if rows.apart:
        return _with_told(reading, own)
    situation = tuple(text for text in reading.parts.situation if text not in others)
    kept = [one for one in reading.obligations if one.text not in others]
    parts = replace(reading.parts, situation=situation)
    listed = [one for one in kept if one.number and one.text in own]
    if not listed:
        return replace(reading, parts=parts, obligations=tuple(kept))
    wish = Obligation("", parts.wish, Share.DOWN, True, find_deadlines(parts.wish))  # the rows were counted as tasks
    plain = [replace(one, number="", after=True) if one in listed else one for one in kept]
    return replace(reading, parts=replace(parts, items=()), obligations=(wish, *plain))


def _with_told(reading: Reading, own: Sequence[str]) -> Reading:
    """The reading with rows of a table told to the one office: behind what is asked of it, else behind what is told."""
    if not reading.down:
        return replace(reading, parts=replace(reading.parts, situation=(*reading.parts.situation, *own)))
    told = (Obligation("", text, Share.DOWN, True, after=True) for text in own)
    return replace(reading, obligations=(*reading.obligations, *told))


def _office_of(text: str, candidates: Sequence[Office]) -> Office | None:
    """The office whose row a line is; None for a sentence, and where two are named."""
    if len(text) > _LONGEST or TASK_VERB.match(text):
        return None
    names = {name: one for one in candidates for name in (bare_name(one.name), one.name)}
    cells = text.split()
    at = next((at for at, cell in enumerate(cells[:_CELLS]) if cell in names), None)
    if at is None or any(cell in names for cell in cells[at + 1 :]) or not FIGURE.search(" ".join(cells[at + 1 :])):
        return None
    return names[cells[at]]


def _last_figure(text: str) -> int | None:
    found = [one[0] for one in FIGURE.finditer(to_arabic(text))]
    plain = found[-1].replace(",", "") if found else ""
    return int(plain) if plain.isdigit() else None
