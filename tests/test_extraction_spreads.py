"""Sheets with two pages side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from test_extraction import EXTERNAL
from test_extraction_ending import page

from circulars.checks import check_letters
from circulars.extraction.page.spreads import find_gutter
from circulars.extraction.reading import read_letters
from circulars.letter.page import Box, Page, PageSource, TextLine
from circulars.letter.record import doubtful_fields

ONE = EXTERNAL.replace("ด่วนมาก\n", "", 1).replace("\n\n", "\n")
TWO = ONE.replace("ว ๔๕๖๗", "ว ๔๕๖๘").replace("การซักซ้อมแนวทางป้องกันไฟป่าและหมอกควัน", "การสำรวจแหล่งน้ำของหมู่บ้านในพื้นที่")


def narrow(text: str) -> Page:
    """A page in lines no longer than a half sheet takes, the agency and the day in the right half."""
    rows = []
    for row in text.splitlines():
        words, line = row.split(" "), ""
        for word in words:
            if len(line) + len(word) > 70:
                rows.append(line)
                line = ""
            line = f"{line} {word}".strip()
        rows.append(line)
    lines = []
    for i, row in enumerate(rows):
        left = 0.5 if row.startswith(("(", "ศาลากลาง", "ถนน", "๙ ")) else 0.12
        lines.append(
            TextLine(
                row,
                Box(left, 0.04 + 0.024 * i, min(0.95, left + 0.012 * len(row)), 0.055 + 0.024 * i),
                0.99,
                "thai-lines",
            )
        )
    return Page(1, tuple(lines), PageSource.SCAN, 1654, 2339)


def sheet(left: Page, right: Page, *more: TextLine) -> Page:
    """Two pages on one landscape sheet, their lines top to bottom as a recogniser gives them."""
    lines = [
        replace(line, box=Box(at + line.box.left / 2, line.box.top, at + line.box.right / 2, line.box.bottom))
        for at, half in ((0.0, left), (0.5, right))
        for line in half.lines
        if line.box
    ]
    lines = sorted([*lines, *more], key=lambda line: (line.box.top, line.box.left) if line.box else (0, 0))
    return Page(1, tuple(lines), PageSource.SCAN, 3308, 2339)


def test_two_letters_on_one_sheet_are_two_letters() -> None:
    pages = [sheet(narrow(ONE), narrow(TWO))]
    letters = read_letters(pages)
    assert [letter.reference.value.running for letter in letters if letter.reference.value] == ["4567", "4568"]
    assert [letter.pages for letter in letters] == [(1,), (1,)]
    assert [len(letter.addressees) for letter in letters] == [1, 1]
    subjects = [letter.subject.evidence for letter in letters]
    assert [seen.page for seen in subjects if seen] == [1, 1]
    assert [seen.box.left > 0.5 for seen in subjects if seen and seen.box] == [False, True], (
        "boxes are those of the sheet"
    )
    found = check_letters(letters, today=dt.date(2026, 11, 28), pages=pages)
    assert all("shared-sheet" in {one.check for one in each} for each in found)


def test_two_pages_of_one_letter_on_a_sheet_are_read_in_order() -> None:
    at = ONE.index("จังหวัดแพร่จึงขอให้")
    (letter,) = read_letters(
        [sheet(narrow(ONE[:at] + "ข้อความที่ยาวพอจะเป็นบรรทัดของเนื้อความในหนังสือฉบับนี้ทั้งบรรทัด\n"), narrow("- ๒ -\n" + ONE[at:]))]
    )
    assert letter.pages == (1,)
    assert letter.signatory.value is not None and letter.signatory.value.name == "นายสมมุติ ใจงาม"
    assert [addressee.value for addressee in letter.addressees] == ["นายอำเภอ ทุกอำเภอ"]
    text = " ".join(paragraph.value or "" for paragraph in letter.body)
    assert text.index("ตามที่จังหวัดแพร่") < text.index("จึงขอให้อำเภอรายงาน")


def test_a_mark_of_secrecy_on_the_right_page_stops_that_letter() -> None:
    letters = read_letters([sheet(narrow(ONE), narrow(f"ลับ\n{TWO}"))])
    assert [letter.classified for letter in letters] == [False, True]


@pytest.mark.parametrize("rows", [8, 30])
def test_a_landscape_table_is_one_page(rows: int) -> None:
    cells = [
        TextLine(text, Box(left, 0.1 + 0.025 * row, left + 0.1, 0.115 + 0.025 * row), 0.99, "thai-lines")
        for row in range(rows)
        for left, text in ((0.05, "อำเภอตัวอย่าง"), (0.3, "หมู่บ้าน"), (0.6, "จำนวน ๑๒ แห่ง"), (0.8, "หมายเหตุ"))
    ]
    assert find_gutter(Page(1, tuple(cells), PageSource.SCAN, 3308, 2339)) is None
    assert find_gutter(page(ONE)) is None


def test_a_sheet_that_cannot_be_taken_apart_is_asked_about() -> None:
    across = TextLine("ข้อความที่พิมพ์ทับรอยพับกลางแผ่น", Box(0.4, 0.9, 0.62, 0.92), 0.99, "thai-lines")
    letters = read_letters([sheet(narrow(ONE), narrow(TWO), across)])
    assert letters
    assert {"reference_number", "subject", "addressees"} <= set(doubtful_fields(letters[0]))
