"""Our own letter that comes back: a signed scan, a signed PDF, the PDF that we sent, a photograph of any of them.

It is known by number and date, or by one of them where the other was not read alike, and always by its text. A copy is
bound to the letter that was issued; what bears our number and date over another text is no copy and goes before a person.
"""

from __future__ import annotations

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlalchemy.engine import Connection

from circulars.archive.store.tables import letters
from circulars.letter.letter import Letter
from circulars.letter.record import load_letter
from circulars.letter.reference import format_reference
from circulars.thai.text import folded

RETURNED = "returned"
"""The relation of a copy to the letter that was issued."""
_ALIKE, _ALIKE_WITHOUT_NUMBER = 80.0, 92.0
"""Percent of the text's letters that agree: with number and date the same, and with one of the two alone."""
_LOOKED_AT = 40
_SHORTEST = 40


def own_letter_back(connection: Connection, letter: Letter) -> str | None:
    """The id of the letter that we issued and of which this is a copy; None where it is none."""
    number, dated = letter.reference.value, letter.dated.value
    key = folded(format_reference(number)) if number is not None and number.complete else ""
    day = dated.iso_ce if dated is not None else ""
    if not (key or day):
        return None
    statement = (
        sa.select(letters.c.id, letters.c.reference_key, letters.c.dated, letters.c.record)
        .where(
            letters.c.direction == "sent",
            sa.or_(letters.c.reference_key == (key or "-"), letters.c.dated == (day or "-")),
        )
        .order_by(letters.c.created_at.desc())
        .limit(_LOOKED_AT)
    )
    text = _text(letter)
    for row in connection.execute(statement):
        both = row.reference_key == key and row.dated == day
        wanted = _ALIKE if both else _ALIKE_WITHOUT_NUMBER
        if len(text) >= _SHORTEST and fuzz.ratio(text, _text(load_letter(str(row.record)))) >= wanted:
            return str(row.id)
    return None


def _text(letter: Letter) -> str:
    return folded(" ".join((letter.subject.value or "", *(one.value or "" for one in letter.body))))
