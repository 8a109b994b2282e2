"""What is told, shortly: paragraphs of the sender chosen, none written, the copy of his letter enclosed.

An office that tells shortly (``told_shortly``) leaves out what its recipients need not act on: a cause that is over, and
what was done before. Whatever has a day to come, a change, an amount, a dress code or a time of day, whatever the request or
the next paragraph points back at, a law, and the last paragraph of the situation stay.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from circulars.cascade.asks.body import BodyParts
from circulars.cascade.asks.obligations import Reading
from circulars.lexicon.writing.checks import BAHT
from circulars.lexicon.writing.clauses import CHANGES, DRESS, TIME_OF_DAY
from circulars.lexicon.writing.text import CHANGED, CITES_A_LETTER, PUBLIC_CAUSE, TOLD_BEFORE
from circulars.thai.find_dates import DateKind, find_dates

_SHORT = 320
"""Letters of what is told up to which nothing is gained by leaving out."""
_BACK = 80
"""Letters from a paragraph's beginning within which ดังกล่าว means the paragraph before."""

_DATES = (DateKind.DAY, DateKind.RANGE, DateKind.MONTH)


def essence_of(reading: Reading, today: dt.date) -> tuple[Reading, tuple[str, ...]]:
    """The reading with what is told chosen, and the paragraphs left out."""
    parts = reading.parts
    whole = [parts.cause, *parts.situation] if parts.cause else list(parts.situation)
    asked = " ".join((parts.wish, *(one.text for one in reading.obligations)))
    changes = any(CHANGED.search(text) or CHANGES.search(text) for text in whole)
    if sum(map(len, whole)) <= _SHORT or len(whole) < 2 or changes or TOLD_BEFORE.search(asked):
        return reading, ()
    kept = {len(whole) - 1} | {at for at, text in enumerate(whole) if _stays(text, today)}
    for at in range(len(whole) - 1, 0, -1):
        if at in kept and TOLD_BEFORE.search(whole[at][:_BACK]):
            kept.add(at - 1)
    if len(kept) == len(whole):
        return reading, ()
    left = tuple(text for at, text in enumerate(whole) if at not in kept)
    return replace(reading, parts=_without(parts, left)), left


def _stays(text: str, today: dt.date) -> bool:
    """A paragraph that has what a recipient must know."""
    dates = (one for one in find_dates(text) if one.kind in _DATES)
    to_come = any(one.last is None or one.last.ce >= today for one in dates)
    facts = (DRESS, TIME_OF_DAY, BAHT, PUBLIC_CAUSE, CITES_A_LETTER)
    return to_come or any(pattern.search(text) for pattern in facts)


def _without(parts: BodyParts, left: tuple[str, ...]) -> BodyParts:
    cause = "" if parts.cause in left else parts.cause
    return replace(parts, cause=cause, situation=tuple(text for text in parts.situation if text not in left))
