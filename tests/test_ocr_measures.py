"""The measures that the benchmark prints count what they say."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from benchmarks.ocr_measures import _assignment, score_page

TRUTH = {
    "rows": [["ที่ สน ๐๐๑๘/ว ๑๒", "ศาลากลางจังหวัด"], ["๑ มกราคม ๒๕๖๗"], ["เรื่อง น้ำ"]],
    "optional": ["เลขรับ ๙๙"],
    "fields": {"ref": "สน ๐๐๑๘/ว ๑๒", "date": "๑ มกราคม ๒๕๖๗"},
}
RIGHT = ["เรื่อง  น\u0e4d\u0e49า", "ที่ สน ๐๐๑๘/ว ๑๒", "๑ มกราคม ๒๕๖๗", "ศาลากลางจังหวัด"]


@pytest.mark.parametrize(
    ("change", "errors", "digits", "number", "date"),
    [
        ({}, 0, 11, True, True),
        ({1: "ที่ สน ๐๐๑๘/ว ๑๓"}, 1, 10, False, True),
        ({2: "๑๑ มกราคม ๒๕๖๗"}, 1, 11, True, False),
        ({2: ""}, 11, 6, True, False),
        ({3: "ศาลากลางจังหวัด ก ข"}, 2, 11, True, True),
    ],
)
def test_errors_are_counted_whatever_the_order_of_lines(
    change: dict[int, str], errors: int, digits: int, number: bool, date: bool, tmp_path: Path
) -> None:
    (tmp_path / "t.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    score = score_page(tmp_path / "t.json", [change.get(i, line) for i, line in enumerate(RIGHT)])
    assert (score.errors, score.digits_right, score.digits) == (errors, digits, 11)
    assert (score.number, score.date) == (number, date)


def test_an_optional_line_costs_nothing_read_or_not_and_an_invented_one_its_length(tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    assert score_page(tmp_path / "t.json", [*RIGHT, "เลขรับ ๙๙"]).errors == 0
    assert score_page(tmp_path / "t.json", [*RIGHT, "กขคงจ"]).errors == 5
    nothing = score_page(tmp_path / "t.json", [])
    assert nothing.errors == nothing.characters


def test_the_assignment_is_the_cheapest() -> None:
    random = np.random.default_rng(7)
    for _ in range(20):
        cost = random.integers(0, 30, (5, 5)).astype(float)
        chosen = _assignment(cost)
        least = min(sum(cost[i, j] for i, j in enumerate(order)) for order in permutations(range(5)))
        assert sorted(chosen) == list(range(5))
        assert sum(cost[i, j] for i, j in enumerate(chosen)) == least
