"""Which lines are text and which are debris, told from the two witnesses."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from circulars.letter.page import Reading
from ocr.page.beside.frames import COLOURED, OVER_THE_HEAD, Look, find_frames, unframed
from ocr.page.clean import clean, darkened
from ocr.page.page_reading import _legible

SUBJECT = "เรื่อง รายงานความก้าวหน้าการบริหารจัดการ"


@pytest.mark.parametrize(
    ("text", "confidence", "other", "sure", "kept"),
    [
        (SUBJECT, 0.97, "กาคารกัาคากราก", 0.16, True),  # a clear line is not lost for a witness that failed
        (SUBJECT, 0.85, "กาคารกัาคากราก", 0.16, False),
        (SUBJECT, 0.85, SUBJECT, 0.2, True),
        (SUBJECT, 0.75, SUBJECT, 0.2, True),  # debris is never read letter for letter alike
        (SUBJECT, 0.75, SUBJECT.replace("ก้าว", "กวาน"), 0.9, False),
        ("เรียน", 0.95, "เรียน", 0.2, True),
        ("ด.ต.", 0.88, "ค.ต.", 0.5, False),  # a short scrap needs both
        ("", 0.0, "เรียน", 0.9, False),
    ],
)
def test_a_line_stays_when_one_is_sure_or_both_agree(
    text: str, confidence: float, other: str, sure: float, kept: bool
) -> None:
    assert _legible(Reading(text, confidence, "a"), Reading(other, sure, "b")) is kept


def _page_with_frame(slope: float, *, sides: bool = True) -> NDArray[np.uint8]:
    """A page of 220 dots an inch with a worn frame of 70 by 30 mm at its right top, broken at every fifth millimetre."""
    page = np.full((2573, 1819), 255, np.uint8)
    middle, (wide, high) = (1380, 260), (606, 260)
    turn = cv2.getRotationMatrix2D((0, 0), -slope, 1)[:, :2]
    corners = [np.array(middle) + turn @ (a * wide / 2, b * high / 2) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    for i in range(0, 4, 1 if sides else 2):
        steps = np.linspace(corners[i], corners[(i + 1) % 4], 60)
        for one, two in zip(steps[:-1:2], steps[1::2], strict=True):
            cv2.line(page, tuple(one.astype(int)), tuple((two + (two - one) * 0.6).astype(int)), 60, 3)
    cv2.putText(page, "2011", middle, cv2.FONT_HERSHEY_SIMPLEX, 1.2, 60, 3)
    return page


@pytest.mark.parametrize("slope", [-5.0, 0.0, 3.5, 7.0])
@pytest.mark.parametrize("look", [COLOURED, OVER_THE_HEAD])
def test_a_worn_frame_is_found_at_any_small_slope_and_turned_level(slope: float, look: Look) -> None:
    page = _page_with_frame(slope)
    (frame,) = find_frames(page, 220, look)
    assert abs(frame.slope - slope) < 1.5 and abs(frame.width * 25.4 - 70) < 4 and abs(frame.height * 25.4 - 30) < 4
    within = unframed(page, 220, frame)
    assert (within < 128).sum() > 400 and (within[:, :8] == 255).all()


def test_two_rules_without_sides_are_no_frame() -> None:
    assert find_frames(_page_with_frame(0.0, sides=False), 220, COLOURED) == ()


def test_faint_print_is_darkened_and_sound_print_left_alone() -> None:
    def printed(level: int) -> NDArray[np.uint8]:
        page = np.full((400, 400), 255, np.uint8)
        page[100:110, 20:380] = level
        return page

    assert darkened(printed(140))[105, 200] < 60 and darkened(printed(140))[0, 0] == 255
    assert (darkened(printed(30)) == printed(30)).all()


def test_a_page_that_is_all_faint_is_raised_and_show_through_beside_print_is_not() -> None:
    page = np.full((800, 600), 255, np.uint8)
    page[100:110, 20:580] = 190
    assert clean(page, 100).gray[105, 300] < 120
    page[200:230, 20:580] = 20
    assert clean(page, 100).gray[105, 300] > 200


@pytest.mark.parametrize(("level", "noise"), [(251, 0), (251, 3), (240, 6), (225, 9)])
def test_an_empty_sheet_stays_empty_however_grey_or_grainy_and_faint_print_on_it_is_raised(
    level: int, noise: float
) -> None:
    """The back of a duplex scan: stretched to black, its grain would be print."""
    grain = np.random.default_rng(1).normal(level, noise, (800, 600))
    page = np.clip(grain, 0, 255).astype(np.uint8)
    assert (clean(page, 100).gray < 128).mean() < 1e-4
    page[100:108, 20:580] = np.clip(grain[100:108, 20:580] - 65, 0, 255)
    assert np.median(clean(page, 100).gray[102:106, 40:560]) < 140
