"""Pictures for people: a page with frames round what was read, and crops of single fields."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from circulars.letter.page import Box

READ, DOUBTED = (20, 110, 60), (200, 40, 30)
_FONT = Path("/usr/share/fonts/truetype/tlwg/Laksaman-Bold.ttf")
_MARGIN = 0.012  # of the page, round a crop


def picture_path(folder: Path, number: int) -> Path:
    """Where the upright picture of a page lies."""
    return folder / f"page-{number:03d}.jpg"


def save_picture(picture: NDArray[np.uint8], folder: Path, number: int) -> None:
    """Write an upright page (RGB or gray) as JPEG."""
    folder.mkdir(parents=True, exist_ok=True)
    out = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR) if picture.ndim == 3 else picture
    cv2.imwrite(str(picture_path(folder, number)), out, [cv2.IMWRITE_JPEG_QUALITY, 80])


def mark_page(page: Image.Image, marks: Iterable[tuple[Box, str, bool]]) -> bytes:
    """The page as PNG with a frame and a label for each (box, label, doubtful): green as read, red in doubt."""
    marked = page.convert("RGB")
    pen = ImageDraw.Draw(marked)
    size = max(14, marked.width // 70)
    font = ImageFont.truetype(str(_FONT), size) if _FONT.exists() else ImageFont.load_default(size)
    for box, label, doubtful in marks:
        colour = DOUBTED if doubtful else READ
        left, top, right, bottom = _pixels(marked, box, 0.003)
        pen.rectangle((left, top, right, bottom), outline=colour, width=4 if doubtful else 2)
        width = round(pen.textlength(label, font=font))
        at = min(max(0, left), marked.width - width - 6)
        pen.rectangle((at, top - size - 4, at + width + 6, top), fill=colour)
        pen.text((at + 3, top - size - 4), label, "white", font=font)
    return _png(marked)


def crop(page: Image.Image, box: Box) -> bytes:
    """The place where a field stands, with some paper round it, as PNG."""
    return _png(page.convert("RGB").crop(_pixels(page, box, _MARGIN)))


def _pixels(page: Image.Image, box: Box, margin: float) -> tuple[int, int, int, int]:
    return (
        max(0, round((box.left - margin) * page.width)),
        max(0, round((box.top - margin) * page.height)),
        min(page.width, max(1, round((box.right + margin) * page.width))),
        min(page.height, max(1, round((box.bottom + margin) * page.height))),
    )


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.quantize(64, Image.Quantize.MAXCOVERAGE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
