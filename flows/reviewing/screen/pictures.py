"""Small pictures for the review form: pages with boxes on what was read, crops of doubtful fields, pages of the draft."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from circulars.documents.pages.pdf import preview
from circulars.letter.page import Box, Page, PageSource
from ocr.shelter.sheltered import page_pngs

WIDTH = 1400
"""Pixels of a page's width from which crops are cut: they stay readable."""
PAGE_WIDTH, CROP_WIDTH = 900, 700
"""Pixels of what the form shows."""
JPEG_QUALITY = 60
MARGIN = 0.012
READ, DOUBTED = (20, 110, 60), (200, 40, 30)


def page_pictures(original: bytes, pages: Sequence[Page], *, cut: bool = True) -> dict[int, Image.Image]:
    """Pages of a PDF or picture by number as they were read, upright; none for a text file.

    `WIDTH` pixels wide at most where crops will be cut from them, else as wide as they are shown.
    """
    drawn = {page.number: page.turn for page in pages if page.source is not PageSource.TEXT}
    if not drawn:
        return {}
    made = page_pngs(original, drawn, WIDTH if cut else PAGE_WIDTH)
    return {number: Image.open(io.BytesIO(png)) for number, png in zip(drawn, made, strict=True)}


def with_boxes(picture: Image.Image, read: Sequence[Box], doubted: Sequence[Box]) -> bytes:
    """The page as JPEG with a green frame round what was read and a red one round what is in doubt."""
    marked = _narrowed(picture, PAGE_WIDTH).convert("RGB")
    pen = ImageDraw.Draw(marked)
    for boxes, colour, weight in ((read, READ, 2), (doubted, DOUBTED, 4)):
        for box in boxes:
            pen.rectangle(_pixels(marked, box, 0.003), outline=colour, width=weight)
    return as_jpeg(marked)


def crop(picture: Image.Image, box: Box) -> bytes:
    """The place where a field stands, with some paper round it, as JPEG."""
    return as_jpeg(_narrowed(picture.crop(_pixels(picture, box, MARGIN)), CROP_WIDTH))


def draft_pages(pdf: bytes) -> tuple[bytes, ...]:
    """The first pages of a draft as JPEG."""
    return tuple(as_jpeg(page) for page in preview(pdf, width=PAGE_WIDTH))


def as_jpeg(picture: Image.Image) -> bytes:
    """The picture in few bytes: the page above the form holds a dozen."""
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    """The picture no wider than `width` pixels."""
    if picture.width <= width:
        return picture
    size = width, max(1, round(picture.height * width / picture.width))
    return picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def _pixels(picture: Image.Image, box: Box, margin: float) -> tuple[int, int, int, int]:
    width, height = picture.size
    return (
        max(0, round((box.left - margin) * width)),
        max(0, round((box.top - margin) * height)),
        min(width, max(1, round((box.right + margin) * width))),
        min(height, max(1, round((box.bottom + margin) * height))),
    )
