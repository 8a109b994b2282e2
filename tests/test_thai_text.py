from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.thai.text import folded, repair

HEAPS = st.text(alphabet="กทนเแา\u0e33\u0e34\u0e35\u0e38\u0e48\u0e49\u0e4c\u0e4d \u200b\uf70a\uf711", max_size=30)


@given(HEAPS | st.text(max_size=60))
def test_repairing_twice_is_repairing_once(text: str) -> None:
    assert repair(repair(text)) == repair(text)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("ดําเนินการ เเละ ที ่ น้ํา", "ดำเนินการ และ ที่ น้ำ"),
        ("ก\u0e48\u0e48\u0e35", "ก\u0e35\u0e48"),  # found by fuzzing: heaps of marks took two looks
        ("\uf70aก", "\u0e48ก"),
    ],
)
def test_marks_are_put_in_order(broken: str, whole: str) -> None:
    assert repair(broken) == whole


def test_folding_joins_both_digit_scripts() -> None:
    assert folded("ว ๑๘๖๑ ") == folded("ว1861")
