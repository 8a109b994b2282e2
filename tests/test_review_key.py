"""The key of a review: written and read in one place, and found by its office alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.review.key import ReviewKey, format_review_key, of_office, parse_review_key

ROOT = Path(__file__).resolve().parents[1]
OFFICES = st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"]))
ANY = st.text(st.characters(exclude_categories=["Cs"]))


@given(office=OFFICES, step=ANY)
def test_a_key_is_read_back_as_it_was_written(office: str, step: str) -> None:
    key = ReviewKey(office, step)
    assert parse_review_key(format_review_key(key)) == key
    assert format_review_key(key).startswith(of_office(office))


@given(one=OFFICES, other=OFFICES, step=ANY)
def test_no_key_begins_like_one_of_another_office(one: str, other: str, step: str) -> None:
    assert format_review_key(ReviewKey(one, step)).startswith(of_office(other)) == (one == other)


@given(text=ANY)
def test_any_text_is_a_key_or_refused(text: str) -> None:
    try:
        key = parse_review_key(text)
    except ValueError:
        assert "|" not in text
    else:
        assert format_review_key(key) == text


def test_an_office_that_could_not_be_read_back_is_refused() -> None:
    with pytest.raises(ValueError, match="no office"):
        ReviewKey("สน|นม", "none")


def test_the_key_is_packed_nowhere_else() -> None:
    """No text of the house is taken apart at a bar, but in that one place."""
    packed = []
    for path in (path for room in ("circulars", "flows") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("partition", "split")
            ):
                packed += [path.name for one in node.args if isinstance(one, ast.Constant) and one.value == "|"]
    assert packed == []
