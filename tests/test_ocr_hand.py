"""Digits by hand: the reader on digits drawn here, where it is shown them, and what is made of its witness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from circulars.extraction.reading import read_letter
from circulars.letter.doubt import BY_HAND
from circulars.letter.letter import Letter
from circulars.letter.page import Box, Page, PageSource, Reading, TextLine
from circulars.letter.record import doubtful_fields
from ocr.hand.places import with_hand
from ocr.hand.reader import DIGITS, NAME, SIDE, hand_digits, normalised

WIDE, HIGH = 1700, 2400
_SERIF = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"


def sheet() -> Image.Image:
    return Image.new("L", (WIDE, HIGH), 255)


def written(text: str, size: int = 60) -> NDArray[np.uint8]:
    """Digits in a face of print on paper of their own."""
    paper = Image.new("L", (60 + size * len(text), size * 2), 255)
    ImageDraw.Draw(paper).text((30, size // 3), text, font=ImageFont.truetype(_SERIF, size), fill=30)
    return np.asarray(paper, np.uint8)


@pytest.mark.parametrize("number", ["2468", "305", "96"])
def test_plain_digits_are_read_whole(number: str) -> None:
    reading = hand_digits().read(written(number))
    assert reading.text == number
    assert reading.engine == NAME
    assert len(reading.characters) == len(number)
    assert reading.confidence == min(reading.characters)


def test_blank_paper_and_a_rule_are_no_digits() -> None:
    blank = np.full((80, 300), 255, np.uint8)
    assert hand_digits().read(blank).text == ""
    ruled = blank.copy()
    ruled[60:62, 5:290] = 0
    assert hand_digits().read(ruled).text == ""


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 90), st.integers(1, 200), st.integers(0, 2**32 - 1))
def test_any_picture_is_read_without_an_error_and_in_digits_alone(high: int, wide: int, seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (high, wide), np.uint8)
    assert set(hand_digits().read(picture, wide // 3).text) <= set(DIGITS)
    ink: NDArray[np.float32] = (picture / 255).astype(np.float32)
    assert normalised(ink).shape == (SIDE, SIDE)


def test_the_places_before_a_month_and_behind_a_stroke_are_shown_to_the_reader() -> None:
    page = sheet()
    pen, font = ImageDraw.Draw(page), ImageFont.truetype("/usr/share/fonts/truetype/tlwg/Laksaman.ttf", 44)
    pen.text((200, 300), "ที่ สน ๐๐๑๘/", font=font, fill=0)
    pen.text((900, 420), "มกราคม ๒๕๖๘", font=font, fill=0)
    spans = [pen.textbbox((200, 300), "ที่ สน ๐๐๑๘/", font=font), pen.textbbox((900, 420), "มกราคม ๒๕๖๘", font=font)]
    hand = ImageFont.truetype(_SERIF, 46)
    pen.text((spans[0][2] + 18, 300), "638", font=hand, fill=20)
    pen.text((835, 425), "25", font=hand, fill=20)
    boxes = [Box(x / WIDE, y / HIGH, r / WIDE, b / HIGH) for x, y, r, b in spans]
    lines = (
        TextLine("ที่ สน ๐๐๑๘/", boxes[0], 0.99, "thai-lines"),
        TextLine("มกราคม ๒๕๖๘", boxes[1], 0.99, "thai-lines"),
        TextLine("เรียน นายอำเภอ ทุกอำเภอ", Box(0.1, 0.3, 0.5, 0.32), 0.99, "thai-lines"),
    )
    read = with_hand(Page(1, lines, PageSource.SCAN, WIDE, HIGH), np.asarray(page, np.uint8), hand_digits())
    assert [line.hand.text if line.hand else None for line in read.lines] == ["638", "25", None]


def scan(number: TextLine, day: TextLine) -> Letter:
    def at(top: float, left: float, text: str) -> TextLine:
        return TextLine(text, Box(left, top, left + 0.3, top + 0.02), 0.99, "thai-lines", tuple(0.99 for _ in text))

    lines = (
        *(
            number,
            at(0.10, 0.6, "กรมการปกครอง"),
            day,
            at(0.20, 0.1, "เรื่อง การประชุม"),
            at(0.26, 0.1, "เรียน นายอำเภอพังโคน"),
        ),
        *(at(0.32, 0.2, "ด้วยกรมการปกครองขอเชิญประชุม"), at(0.5, 0.5, "ขอแสดงความนับถือ")),
    )
    letter = read_letter([Page(1, lines, PageSource.SCAN, 2480, 3508)])
    assert letter is not None
    return letter


def seen(
    text: str, sure: float, other: str | None, hand: tuple[str, float] | None, top: float, left: float
) -> TextLine:
    return TextLine(
        text,
        Box(left, top, left + 0.25, top + 0.02),
        sure,
        "thai-lines",
        tuple(sure for _ in text),
        None if other is None else Reading(other, 0.9, "tesseract-thai"),
        hand=None if hand is None else Reading(hand[0], hand[1], NAME),
    )


def number(text: str, sure: float, other: str, hand: tuple[str, float] | None) -> TextLine:
    return seen(f"ที่ มท 0302/{text}", sure, f"ที่ มท 0302/{other}", hand, 0.10, 0.1)


def day(text: str, sure: float, other: str, hand: tuple[str, float] | None) -> TextLine:
    return seen(f"{text} มกราคม ๒๕๖๘".strip(), sure, f"{other} มกราคม ๒๕๖๘".strip(), hand, 0.16, 0.5)


SURE_DAY = day("๙", 0.99, "๙", None)


@pytest.mark.parametrize(
    ("line", "running", "asked"),
    [
        (number("", 0.99, "", ("481", 0.4)), "481", True),  # nobody else saw it
        (number("", 0.99, "", None), None, True),
        (number("431", 0.8, "481", ("481", 0.6)), "481", True),  # with the second against the first
        (number("431", 0.8, "43", ("481", 0.9)), "481", True),  # surer than an unsure first
        (number("431", 0.8, "43", ("481", 0.3)), "431", True),
        (number("481", 0.9, "481", ("481", 0.9)), "481", False),  # three see the same
        (number("481", 0.9, "481", ("481", 0.3)), "481", True),
        (number("481", 0.99, "481", ("431", 0.99)), "481", True),  # surely another
        (number("481", 0.99, "481", ("31", 0.99)), "481", False),  # it saw only a part
    ],
)
def test_a_number_by_hand_is_asked_until_three_readers_agree(line: TextLine, running: str | None, asked: bool) -> None:
    letter = scan(line, SURE_DAY)
    assert (letter.reference.value.running if letter.reference.value else None) == running
    assert ("reference_number" in doubtful_fields(letter)) is asked


def test_a_number_that_a_pen_wrote_may_hide_the_mark_of_a_circular() -> None:
    letter = scan(number("", 0.99, "", ("481", 0.9)), SURE_DAY)
    assert BY_HAND() in letter.reference.doubts
    assert "is_circular" in doubtful_fields(letter)


@pytest.mark.parametrize(
    ("line", "read", "asked"),
    [
        (day("", 0.99, "", ("๑๔", 0.5)), 14, True),
        (day("", 0.99, "", ("๗๔", 0.9)), None, True),  # no month has it
        (day("๑๙", 0.8, "๑๙", ("๑๙", 0.9)), 19, False),
        (day("๑๔", 0.8, "๑๔", ("๑๙", 0.9)), 19, True),
        (day("๑๔", 0.99, "๑๔", None), 14, False),
    ],
)
def test_a_day_by_hand_is_asked_until_three_readers_agree(line: TextLine, read: int | None, asked: bool) -> None:
    letter = scan(number("481", 0.99, "481", None), line)
    assert (letter.dated.value.day if letter.dated.value else None) == read
    assert ("date_be" in doubtful_fields(letter)) is asked
