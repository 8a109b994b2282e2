"""Our letters of the time before this program, as earlier letters on a thread: known by what they enclosed, or their subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.store.shelf import Row
from circulars.archive.store.tables import citations, issued, letters
from circulars.cascade.plan.recipients import resolve
from circulars.cascade.plan.thread import PriorLetter, gist_of
from circulars.directory import find_office, offices_below
from circulars.letter.letter import Letter
from circulars.letter.record import load_letter
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.thai.text import folded

_SENT_ON_WITHIN = dt.timedelta(days=45)
"""A letter of the same subject that we sent so soon after one came in is the one that passed it on."""


def earlier_priors(archive: Archive, cited: ReferenceNumber, sources: Sequence[Row], office: str) -> list[PriorLetter]:
    """What `office` sent, before this program, on the letter of number `cited`; `sources` are the archive's rows of that.

    A letter that enclosed it, by number; else the only one of the very subject of it, sent within weeks of it. Only
    letters with number and date whose recipients the directory knows: others could not be cited, or not to those who
    have them.
    """
    ours = sa.and_(
        letters.c.direction == "sent",
        letters.c.office == office,
        letters.c.id.not_in(sa.select(issued.c.letter_id)),
        letters.c.reference_key != "",
        letters.c.dated != "",
    )
    number = format_reference(cited)
    enclosed = sa.select(citations.c.letter_id).where(
        citations.c.reference_key == folded(number), citations.c.kind == "encloses"
    )
    found = _letters(archive, ours, letters.c.id.in_(enclosed))
    matters = [_same_matter(row) for row in sources if row["dated"] and row["subject"]]
    if not found and matters:
        alike = _letters(archive, ours, sa.or_(*matters))
        found = alike if len(alike) == 1 else []
    return [prior for letter in found if (prior := _prior(letter, office, number)) is not None]


def _letters(archive: Archive, *where: sa.ColumnElement[bool]) -> list[Letter]:
    statement = sa.select(letters.c.record).where(*where).order_by(letters.c.dated)
    with archive.reading.connect() as connection:
        return [load_letter(str(row.record)) for row in connection.execute(statement)]


def _same_matter(source: Row) -> sa.ColumnElement[bool]:
    day = dt.date.fromisoformat(str(source["dated"]))
    until = (day + _SENT_ON_WITHIN).isoformat()
    return sa.and_(letters.c.subject == source["subject"], letters.c.dated.between(day.isoformat(), until))


def _prior(letter: Letter, code: str, forwarded: str) -> PriorLetter | None:
    number, dated = letter.reference.value, letter.dated.value
    office = find_office(code)
    if number is None or dated is None or not number.complete:
        return None
    lines = [one.value for one in letter.addressees if one.value]
    below = offices_below(office)
    meant = resolve(lines, below)
    gist = gist_of(letter, below[0].level) if below else ""
    codes = tuple(one.office.code for one in meant.recipients if one.office)
    if not codes or meant.unresolved:
        return None
    agency = letter.sender_agency.value or office.name
    return PriorLetter(
        agency, number, dated, letter.subject.value or "", letter.urgency.value, gist, codes, (forwarded,)
    )
