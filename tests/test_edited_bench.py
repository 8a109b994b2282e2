"""A hundred honest edits and a hundred hostile ones, judged without a page being drawn."""

from __future__ import annotations

import pytest

from benchmarks.edited import external, honest, judged_honest, judged_hostile
from benchmarks.edited_hostile import Hostile, hostile

GOOD = list(honest())
BAD = list(hostile(external()))


@pytest.mark.parametrize("place", range(16))  # one of each kind of edit; the benchmark has them in every draft
def test_an_honest_edit_is_kept_with_every_change_listed(place: int) -> None:
    assert judged_honest(GOOD[place]) == ""


@pytest.mark.parametrize("one", BAD, ids=[one.name for one in BAD])
def test_what_prints_otherwise_than_its_words_is_refused_or_listed(one: Hostile) -> None:
    assert judged_hostile(one, external()) in ("refused", "listed")
