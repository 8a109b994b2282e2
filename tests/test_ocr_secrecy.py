"""Marks of secrecy on pictures: a red word alone, a tilted stamp in a frame, the foot of the page; a clean letter passes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import refusal
from ocr import read_pages

RED, BLACK = (200, 20, 30), (0, 0, 0)
ROWS = (
    (150, 260, "ที่ ตย ๐๐๑๘.๒/ว ๔๕๖๗"), (950, 260, "ศาลากลางจังหวัดแพร่"), (800, 420, "๙ มีนาคม ๒๕๖๘"), (150, 500, "เรื่อง การซักซ้อมแนวทางป้องกันไฟป่า"),
    (150, 570, "เรียน นายอำเภอ ทุกอำเภอ"), (300, 660, "ตามที่จังหวัดแพร่ได้แจ้งแนวทางป้องกันไฟป่า นั้น"),
    (300, 740, "จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"), (800, 860, "ขอแสดงความนับถือ"), (800, 1060, "(นายสมมุติ ใจงาม)"), (760, 1120, "ผู้ว่าราชการจังหวัดแพร่"),
)  # fmt: skip


def font(size: int, bold: str = "") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"/usr/share/fonts/truetype/tlwg/Garuda{bold}.ttf", size)


def nothing(page: Image.Image) -> None:
    """An ordinary letter."""


def red_word(page: Image.Image) -> None:
    ImageDraw.Draw(page).text((770, 90), "ลับ", font=font(64, "-Bold"), fill=RED)


def framed_stamp(page: Image.Image) -> None:
    stamp = Image.new("RGBA", (300, 150), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((6, 6, 293, 143), outline=(*RED, 255), width=6)
    draw.text((75, 15), "ลับ", font=font(80, "-Bold"), fill=(*RED, 255))
    stamp = stamp.rotate(4, expand=True, resample=Image.Resampling.BICUBIC)
    page.paste(stamp, (660, 70), stamp)


def black_foot(page: Image.Image) -> None:
    ImageDraw.Draw(page).text((790, 2200), "ลับ", font=font(34), fill=BLACK)


@pytest.mark.parametrize(
    ("mark", "stops"), [(nothing, False), (red_word, True), (framed_stamp, True), (black_foot, True)]
)
def test_a_picture_with_a_mark_is_stopped(mark: Callable[[Image.Image], None], stops: bool, tmp_path: Path) -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    for x, y, text in ROWS:
        ImageDraw.Draw(page).text((x, y), text, font=font(34), fill=BLACK)
    mark(page)
    page.save(tmp_path / "page.png", dpi=(200, 200))
    pages = read_pages(tmp_path / "page.png")
    letters = read_letters(pages)
    assert len(letters) == 1
    found = refusal(pages, letters)
    assert (found.code if found else None) == ("secret" if stops else None)
