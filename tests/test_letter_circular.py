"""Whether ว is asked for: what was seen of the number, and to whom the letter goes."""

from __future__ import annotations

import pytest

from circulars.extraction.reading import read_letter
from circulars.letter.page import Box, Page, PageSource, Reading, TextLine
from circulars.letter.record import doubtful_fields


def letter_to(number: str, other: str, addressee: str) -> tuple[bool, tuple[str, ...]]:
    """is_circular, and what is asked, of a scan whose number two readers see so."""

    def at(top: float, left: float, text: str, witness: str | None = None) -> TextLine:
        read = None if witness is None else Reading(witness, 0.9, "tesseract-thai")
        box = Box(left, top, left + 0.3, top + 0.02)
        return TextLine(text, box, 0.99, "thai-lines", tuple(0.99 for _ in text), read)

    lines = (
        *(at(0.10, 0.1, f"ที่ {number}", f"ที่ {other}"), at(0.10, 0.6, "กรมการปกครอง"), at(0.16, 0.5, "๕ มกราคม ๒๕๖๘")),
        *(at(0.20, 0.1, "เรื่อง การประชุม"), at(0.26, 0.1, f"เรียน {addressee}")),
        *(at(0.32, 0.2, "ด้วยกรมการปกครองขอเชิญประชุม"), at(0.5, 0.5, "ขอแสดงความนับถือ")),
    )
    letter = read_letter([Page(1, lines, PageSource.SCAN, 2480, 3508)])
    assert letter is not None
    return letter.is_circular, doubtful_fields(letter)


@pytest.mark.parametrize(
    ("number", "other", "addressee", "circular", "asked"),
    [
        ("มท ๐๓๐๒/ว ๑๗", "มท ๐๓๐๒/๖ ๑๗", "นายอำเภอ ทุกอำเภอ", True, False),
        ("มท ๐๓๐๒/ว ๑๗", "มท ๐๓๐๒/๖ ๑๗", "นายอำเภอพังโคน", True, True),
        ("มท ๐๓๐๒/๖๑๗", "มท ๐๓๐๒/ว ๑๗", "นายอำเภอ ทุกอำเภอ", False, True),
        ("มท ๐๓๐๒/๖๑๗", "มท ๐๓๐๒/ว ๑๗", "นายอำเภอพังโคน", False, True),
        ("มท ๐๓๐๒/๖๑๗", "มท ๐๓๐๒๑ว ๑๗", "ผู้เกี่ยวข้อง ทุกคน", False, True),
        ("มท ๐๓๐๒/๕๑๗ ก", "มท ๐๓๐๒/๕๑๗ ก", "นายอำเภอพังโคน", False, False),
        ("มท ๐๓๐๒/", "มท ๐๓๐๒/", "นายอำเภอพังโคน", False, True),
    ],
)
def test_to_whom_a_letter_goes_tells_whether_it_is_a_circular(
    number: str, other: str, addressee: str, circular: bool, asked: bool
) -> None:
    read, doubtful = letter_to(number, other, addressee)
    assert read is circular
    assert "reference_number" in doubtful
    assert ("is_circular" in doubtful) is asked
