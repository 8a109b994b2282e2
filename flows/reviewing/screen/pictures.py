"""Small pictures of a scan for the review form: the first page with boxes on what was read, crops of doubtful fields."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from circulars.letter.page import Box, Page, PageSource
from ocr.shelter.sheltered import page_pngs

WIDTH = 1400
"""Pixels of a page's width: crops stay readable, a first page stays small."""
MARGIN = 0.012
READ, DOUBTED = (20, 110, 60), (200, 40, 30)


def page_pictures(original: bytes, pages: Sequence[Page]) -> dict[int, Image.Image]:
    """Pages of a PDF or picture by number as they were read: upright, `WIDTH` pixels wide at most; none for a text file."""
    drawn = {page.number: page.turn for page in pages if page.source is not PageSource.TEXT}
    if not drawn:
        return {}
    made = page_pngs(original, drawn, WIDTH)
    return {number: Image.open(io.BytesIO(png)) for number, png in zip(drawn, made, strict=True)}


def with_boxes(picture: Image.Image, read: Sequence[Box], doubted: Sequence[Box]) -> bytes:
    """The page as PNG with a green frame round what was read and a red one round what is in doubt."""
    marked = picture.copy()
    pen = ImageDraw.Draw(marked)
    for boxes, colour, weight in ((read, READ, 3), (doubted, DOUBTED, 6)):
        for box in boxes:
            pen.rectangle(_pixels(marked, box, 0.003), outline=colour, width=weight)
    return _png(marked)


def crop(picture: Image.Image, box: Box) -> bytes:
    """The place where a field stands, with some paper round it, as PNG."""
    return _png(picture.crop(_pixels(picture, box, MARGIN)))


def _pixels(picture: Image.Image, box: Box, margin: float) -> tuple[int, int, int, int]:
    width, height = picture.size
    return (
        max(0, round((box.left - margin) * width)),
        max(0, round((box.top - margin) * height)),
        min(width, max(1, round((box.right + margin) * width))),
        min(height, max(1, round((box.bottom + margin) * height))),
    )


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)  # the page above the form sends it on as JPEG: half a second a page
    return out.getvalue()
