"""Which lines are text and which are debris, told from the two witnesses."""

from __future__ import annotations

import pytest

from circulars.letter.page import Reading
from ocr.page.page_reading import _legible

SUBJECT = "เรื่อง รายงานความก้าวหน้าการบริหารจัดการ"


@pytest.mark.parametrize(
    ("text", "confidence", "other", "sure", "kept"),
    [
        (SUBJECT, 0.97, "กาคารกัาคากราก", 0.16, True),  # a clear line is not lost for a witness that failed
        (SUBJECT, 0.85, "กาคารกัาคากราก", 0.16, False),
        (SUBJECT, 0.85, SUBJECT, 0.2, True),
        (SUBJECT, 0.75, SUBJECT, 0.9, False),
        ("เรียน", 0.95, "เรียน", 0.2, True),
        ("ด.ต.", 0.88, "ค.ต.", 0.5, False),  # a short scrap needs both
        ("", 0.0, "เรียน", 0.9, False),
    ],
)
def test_a_line_stays_when_one_is_sure_or_both_agree(
    text: str, confidence: float, other: str, sure: float, kept: bool
) -> None:
    assert _legible(Reading(text, confidence, "a"), Reading(other, sure, "b")) is kept
