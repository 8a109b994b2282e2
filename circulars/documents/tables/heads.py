"""Which column of an answer is which column of the form: by its name alone, never by what stands in it.

In a file a name is the form's or it is not. On a page that was recognised it may be a little misread: then it is the form's
where it is like it, and clearly less like every other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from circulars.lexicon.reading.parts import ORDINAL_COLUMN
from circulars.thai.text import folded

_ALIKE, _CLEARLY = 0.7, 0.1
_MOST = 0.5  # of the columns that say something: with fewer it is another table


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each column of the form stands in an answer (None: nowhere), and which columns of it the form does not have."""

    columns: tuple[int | None, ...]
    more: tuple[int, ...] = ()


def placed(names: Sequence[str], head: Sequence[str], *, recognised: bool) -> Placed | None:
    """The columns of the form in a table with these names; None where it is another table.

    >>> placed(("ตำบล", "คน", "ลำดับ"), ("ลำดับ", "ตำบล", "คน"), recognised=False)
    Placed(columns=(2, 0, 1), more=())
    >>> placed(("ตำบล", "คน", "โทร"), ("ลำดับ", "ตำบล", "คน"), recognised=False)
    Placed(columns=(None, 0, 1), more=(2,))
    >>> placed(("เรื่อง", "ผู้รับ"), ("ลำดับ", "ตำบล", "คน"), recognised=False) is None
    True
    """
    theirs, ours = [folded(name) for name in names], [folded(name) for name in head]
    if not ours:
        return None
    if theirs == ours:
        return Placed(tuple(range(len(ours))))
    if len({*theirs}) < len(theirs) or len({*ours}) < len(ours):
        return None
    like = _like if recognised else lambda one, other: float(one == other)
    scores = [[like(one, other) for one in theirs] for other in ours]
    columns = tuple(_best(scores, at) for at in range(len(ours)))
    found = [one for one in columns if one is not None]
    saying = [at for at, name in enumerate(head) if not counts_rows(name)]
    if sum(columns[at] is not None for at in saying) <= _MOST * len(saying) or len({*found}) < len(found):
        return None
    return Placed(columns, tuple(at for at in range(len(theirs)) if at not in found))


def counts_rows(name: str) -> bool:
    """A column that only counts the rows: what it says is told by the order, and nothing is lost without it."""
    return bool(ORDINAL_COLUMN.match(name.strip()))


def _like(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(one, other)


def _best(scores: Sequence[Sequence[float]], at: int) -> int | None:
    """The column that is most like the form's, where neither has another one nearly as like."""
    own = scores[at]
    best = max(range(len(own)), key=lambda place: own[place], default=None)
    if best is None or own[best] < _ALIKE:
        return None
    others = [score for place, score in enumerate(own) if place != best]
    others += [row[best] for place, row in enumerate(scores) if place != at]
    return best if own[best] - max(others, default=0.0) >= _CLEARLY else None
