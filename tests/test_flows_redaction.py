from __future__ import annotations

import io
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.thai.redaction import HIDDEN, Redaction, redacted


@pytest.mark.parametrize(
    "personal",
    [
        "1-1037-00000-12-3",
        "1103700000123",
        "๑ ๑๐๓๗ ๐๐๐๐๐ ๑๒ ๓",
        "081-234-5678",
        "๐ ๒๐๐๐ ๐๐๐๐",
        "02 000 0000",
        "some.body@example.go.th",
    ],
)
def test_personal_numbers_are_hidden(personal: str) -> None:
    assert redacted(f"นายสมมุติ {personal} ต่อ") == f"นายสมมุติ {HIDDEN} ต่อ"


@pytest.mark.parametrize(
    "plain",
    ["ที่ มท ๐๓๐๙.๒/ว ๓๒๘๔๑", "๑๖ พฤศจิกายน ๒๕๖๙", "2026-11-20 10:00:12", "สกลนคร ๔๗๐๐๐", "20261123-101010-0a8b12cd"],
)
def test_numbers_and_dates_of_letters_stay(plain: str) -> None:
    assert redacted(plain) == plain


@given(st.text())
def test_hiding_twice_is_hiding_once(text: str) -> None:
    assert redacted(redacted(text)) == redacted(text)


def test_a_traceback_is_hidden_too() -> None:
    out = io.StringIO()
    logger = logging.getLogger("test-redaction")
    logger.addHandler(logging.StreamHandler(out))
    logger.addFilter(Redaction())
    try:
        raise ValueError("โทร 081-234-5678")
    except ValueError:
        logger.exception("เลข %s", "1103700000123")
    assert "5678" not in out.getvalue()
    assert "000123" not in out.getvalue()
    assert "ValueError" in out.getvalue()
