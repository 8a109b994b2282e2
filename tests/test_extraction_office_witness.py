"""Names of offices in messages are asked where two readers saw different ones."""

from __future__ import annotations

import pytest

from circulars.extraction.head.head import radio_agency
from circulars.extraction.page.lines import Line
from circulars.letter.doubt import OTHER_WORDS
from circulars.letter.page import Reading, TextLine


@pytest.mark.parametrize(
    ("seen", "other", "asked"),
    [
        ("จาก กองการประชุมใหญ่", "จาก กองการประมงใหญ่", True),
        ("จาก กองการประชุมใหญ่", "จาก กองการประชุมใหญ่", False),
        ("จาก จังหวัดน่าน", "จาก จังหวัดแพร่", True),
    ],
)
def test_an_office_that_the_readers_differ_on_is_asked(seen: str, other: str, asked: bool) -> None:
    line = TextLine(seen, None, 0.99, "first", witness=Reading(other, 0.99, "second"))
    agency = radio_agency([Line(seen, 1, line)])
    assert agency.value == seen.removeprefix("จาก ")
    assert (OTHER_WORDS() in agency.doubts) is asked
