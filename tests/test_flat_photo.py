"""A photo of a page on a desk is drawn square where it is sure, and told where it is not; a scan is left alone."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from photographed import DESKS, photographed
from PIL import Image, ImageDraw, ImageOps

from circulars.checks.between.received import check_received
from circulars.documents.pages.source.flat_photo import Slant, flat_photo
from circulars.documents.pages.source.source_pages import picture_pages
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource
from ocr.document import PageImage, open_document
from ocr.shelter.limits import Limits

A4 = (840, 1188)


def sheet(size: tuple[int, int] = A4) -> Image.Image:
    """A page with lines of print, and a mark at each corner of its own gray."""
    page = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(page)
    for number, top in enumerate(range(150, size[1] - 150, 34)):
        draw.rectangle((110, top, size[0] - (110 if number % 5 else 400), top + 9), fill=(30, 30, 30))
    for number, place in enumerate(((40, 40), (size[0] - 80, 40), (size[0] - 80, size[1] - 80), (40, size[1] - 80))):
        draw.rectangle((*place, place[0] + 40, place[1] + 40), fill=(20 + 50 * number,) * 3)
    return page


def marks(page: Image.Image, size: tuple[int, int] = A4) -> list[float]:
    """How light the marks are to the paper beside each: where each must stand, and nowhere else."""
    seen = np.asarray(page.convert("L").resize(size), float)
    places = ((60, 60), (size[0] - 60, 60), (size[0] - 60, size[1] - 60), (60, size[1] - 60))
    squares = [
        seen[y - 10 : y + 10, x - 10 : x + 10].mean() / np.median(seen[y - 40 : y + 40, x - 40 : x + 40])
        for x, y in places
    ]
    return [round(float(one), 2) for one in squares]


TRUE = pytest.approx([20 / 255, 70 / 255, 120 / 255, 170 / 255], abs=0.1)


@pytest.mark.parametrize("tilt", [0, 8, 20, 32])
@pytest.mark.parametrize("desk", range(len(DESKS)))
def test_a_page_on_a_desk_is_drawn_square(desk: int, tilt: float) -> None:
    page = sheet()
    photo = photographed(page, desk + 4 * int(tilt), tilt=tilt)
    flat = flat_photo(photo.picture)
    assert flat.slant is Slant.TAKEN_OUT
    assert flat.picture.height / flat.picture.width == pytest.approx(297 / 210, rel=0.01)
    assert marks(flat.picture) == TRUE != marks(photo.picture)


@pytest.mark.parametrize(
    ("size", "high"), [((840, 1320), 330 / 210), ((1188, 840), 210 / 297), ((864, 1116), 279 / 216)]
)
def test_other_papers_and_sheets_that_lie_across_keep_their_proportions(size: tuple[int, int], high: float) -> None:
    flat = flat_photo(photographed(sheet(size), 5, tilt=18).picture)
    assert flat.slant is Slant.TAKEN_OUT
    assert flat.picture.height / flat.picture.width == pytest.approx(high, rel=0.02)
    assert marks(flat.picture, size) == TRUE


def beside(photo: Image.Image) -> Image.Image:
    second = photographed(sheet(), 2, tilt=25).picture
    both = Image.new("RGB", (photo.width * 2, photo.height))
    both.paste(photo, (0, 0))
    both.paste(second, (photo.width, 0))
    return both


def hand(photo: Image.Image) -> Image.Image:
    corner = photographed(sheet(), 3, tilt=25).corners[2]
    ImageDraw.Draw(photo).ellipse(
        (corner[0] - 170, corner[1] - 110, corner[0] + 120, corner[1] + 110), fill=(150, 95, 70)
    )
    return photo


def cut(photo: Image.Image) -> Image.Image:
    return photo.crop((170, 0, 900, 1200))


def pressed(photo: Image.Image) -> Image.Image:
    return photo.resize((900, 640))


UNSURE = {
    "a second sheet": beside,
    "a hand over a corner": hand,
    "cut off": cut,
    "no paper's shape": pressed,
}


@pytest.mark.parametrize("how", UNSURE)
def test_a_photo_that_is_not_surely_one_whole_sheet_stays_and_is_told(how: str) -> None:
    photo = UNSURE[how](photographed(sheet(), 3, tilt=25).picture)
    flat = flat_photo(photo)
    assert flat.picture is photo
    assert flat.slant is Slant.LEFT
    pages = [Page(1, (), PageSource.SCAN, aslant=True), Page(2, (), PageSource.SCAN)]
    told = [finding for _, finding in check_received([Letter(pages=(1, 2))], pages)]
    assert [(one.check, one.seen) for one in told] == [("photo-aslant", "๑")]
    assert "ถ่ายใหม่" in told[0].message


def test_a_white_desk_is_never_taken_for_the_page() -> None:
    for seed in range(4):
        photo = photographed(sheet(), seed, desk=(228, 228, 226)).picture
        assert flat_photo(photo).picture is photo


@pytest.mark.parametrize("border", [0, 12, 40])
def test_a_scan_stays_dot_for_dot(border: int) -> None:
    scan = ImageOps.expand(sheet(), border, (25, 25, 25)).rotate(
        0.8, fillcolor=(25, 25, 25) if border else (255, 255, 255)
    )
    assert flat_photo(scan).picture is scan
    dark = ImageOps.expand(Image.new("RGB", (400, 560), (245, 240, 230)), 60, (120, 20, 20))  # a picture with a frame
    assert flat_photo(dark.resize((900, 1216))).slant is not Slant.LEFT


def test_a_photo_inside_a_pdf_is_told(tmp_path: Path) -> None:
    """It is read and shown as every viewer shows it."""
    for name, picture, slant in (
        ("ภาพ.pdf", photographed(sheet(), 1, tilt=22).picture, Slant.LEFT),
        ("สแกน.pdf", sheet(), Slant.NONE),
    ):
        picture.save(tmp_path / name, resolution=110)
        (page,) = open_document(tmp_path / name, Limits())
        assert isinstance(page, PageImage)
        assert page.slant is slant


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_kind_of_photo_is_drawn_square_for_all_who_look_at_it(form: str) -> None:
    photo = photographed(sheet(), 1, tilt=22).picture
    out = io.BytesIO()
    photo.save(out, form)
    (page,) = picture_pages(out.getvalue(), most_pixels=40_000_000, most_pages=1)
    assert page.slant is Slant.TAKEN_OUT
    assert page.picture.height / page.picture.width == pytest.approx(297 / 210, rel=0.01)
    assert page.dpi == pytest.approx(min(page.picture.size) / 8.27, rel=0.01)
