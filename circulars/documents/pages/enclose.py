"""Copies of source pages as pages of a PDF/A, and QR codes redrawn as vectors so that they scan from paper.

A scan's own PDF may hold anything (fonts not embedded, transparency, scripts, encryption), which would break PDF/A-3b
(ISO 19005-3); its pages are therefore carried over as pictures at 200 dpi.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
import segno
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from circulars.documents.measure.positions import read_positions
from circulars.documents.pages.source.picture import turned
from circulars.documents.pages.source.source_pages import MOST_PAGES, SourcePage, paper_size, source_pictures
from circulars.errors import UnreadableFile
from circulars.letter.page import Box, Code

_DPI, _QUALITY = 200, 78
_READING_DPI, _READING_QUALITY = 300, 92
_COLOURLESS = 24  # largest difference between colour channels of a page that counts as gray
_QUIET = 2  # modules of white around a code
_MOST_PIXELS = 40_000_000
_NEAR_A4 = 0.04


@dataclass(frozen=True, slots=True)
class QrMark:
    """A QR code to draw: page from 1, the box it fills (fractions of the page), the text it holds."""

    page: int
    box: Box
    text: str


def enclosure_pdf(content: bytes, pages: Sequence[int] | None = None, turns: Mapping[int, int] | None = None) -> bytes:
    """The pages (from 1; all by default) of a PDF or a picture as a PDF that can join a PDF/A. Raises UnreadableFile.

    ``turns`` are degrees counter-clockwise by which single pages are turned, to stand upright. Nothing is left out: a
    page that the file does not have is an error.
    """
    found = source_pictures(content, pages, dpi=_DPI, most_pixels=_MOST_PIXELS)
    return _wrapped(turned(one, (turns or {}).get(one.number, 0)) for one in found)


def joined(packed: bytes) -> bytes:
    """The pages of all pictures and PDFs in a zip, in its order, as one PDF to be read. Raises UnreadableFile that names the one at fault."""
    return _wrapped(_of_zip(packed), _READING_QUALITY)


def _of_zip(packed: bytes) -> Iterator[SourcePage]:
    count = 0
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        for entry in found.infolist():
            try:
                for page in source_pictures(found.read(entry), dpi=_READING_DPI, most_pixels=_MOST_PIXELS):
                    yield page
                    count += 1
            except UnreadableFile as error:
                name = entry.filename.partition("/")[2]
                raise UnreadableFile(f"“{name}”: {error.message}", code=error.code, cause=error.cause) from error
            if count > MOST_PAGES:
                raise UnreadableFile("ไฟล์รวมกันแล้วหลายหน้าเกินกำหนด กรุณาแบ่งเป็นหลายไฟล์", code="too-many-pages")


def _wrapped(pages: Iterable[SourcePage], quality: int = _QUALITY) -> bytes:
    out = pikepdf.new()
    for source in pages:
        plain = _plain(source.picture)
        width, height = _paper(plain, source.dpi)
        buffer = io.BytesIO()
        plain.save(buffer, "JPEG", quality=quality)
        image = out.make_stream(buffer.getvalue())
        image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.DCTDecode
        image.Width, image.Height, image.BitsPerComponent = plain.width, plain.height, 8
        image.ColorSpace = Name.DeviceGray if plain.mode == "L" else Name.DeviceRGB
        page = out.add_blank_page(page_size=(width, height))
        page.Resources = Dictionary(XObject=Dictionary(Copy=image))
        page.Contents = out.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Copy Do Q".encode())
    result = io.BytesIO()
    out.save(result, deterministic_id=True)
    return result.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    """The picture without transparency, gray where the page has no colour."""
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    rgba = picture.convert("RGBA")
    paper = Image.new("RGBA", rgba.size, "white")
    paper.alpha_composite(rgba)
    colour = paper.convert("RGB")
    small = colour.resize((max(1, colour.width // 8), max(1, colour.height // 8)))
    red, green, blue = small.split()
    spread = [
        level
        for one, other in ((red, green), (green, blue), (red, blue))
        for level, count in enumerate(ImageChops.difference(one, other).histogram())
        if count
    ]
    return colour.convert("L") if max(spread) <= _COLOURLESS else colour


def _paper(picture: Image.Image, dpi: float) -> tuple[float, float]:
    """The picture's own paper in points; A4, upright or across, where it is nearly that."""
    width, height = paper_size(picture.width * 72 / dpi, picture.height * 72 / dpi)
    short, long = 595.276, 841.89
    if abs(min(width, height) - short) < _NEAR_A4 * short and abs(max(width, height) - long) < _NEAR_A4 * long:
        return (short, long) if height >= width else (long, short)
    return width, height


def code_marks(codes: Sequence[Code], page: int) -> tuple[QrMark, ...]:
    """The QR codes of one source page, to be redrawn where they stand on its copy (page of the finished file)."""
    return tuple(QrMark(page, code.box, code.text) for code in codes if code.symbology.lower().startswith("qr"))


def free_foot(pdf: bytes, page: int, *, size: float = 2.4) -> Box | None:
    """A square of `size` cm at the right foot of a page (from 1) where nothing is printed; None when there is none."""
    placed = read_positions(pdf)[page - 1]
    left, right = 19.0 - size, 19.0
    for bottom in (27.3, 26.3, 25.3):
        top = bottom - size
        taken = any(
            line.right > left - 0.2 and line.left < right + 0.2 and top - 0.1 < line.baseline < bottom + 0.7
            for line in placed.lines
        )
        if not taken:
            return Box(left / placed.width, top / placed.height, right / placed.width, bottom / placed.height)
    return None


def draw_codes(document: pikepdf.Pdf, marks: Sequence[QrMark]) -> None:
    """Draw QR codes as black rectangles on white: no picture, no font, valid in PDF/A. Raises UnreadableFile."""
    for mark in marks:
        if not 1 <= mark.page <= len(document.pages):
            raise UnreadableFile("หน้าที่จะวาง QR Code ไม่มีในหนังสือ กรุณาตรวจหน้า", cause=f"page {mark.page}")
        page = document.pages[mark.page - 1]
        left, bottom, right, top = (float(side) for side in page.mediabox)
        width, height = right - left, top - bottom
        size = min(mark.box.width * width, mark.box.height * height)
        x, y = mark.box.middle
        drawn = _rectangles(mark.text, left + x * width - size / 2, top - y * height - size / 2, size)
        page.contents_add(document.make_stream(b"q"), prepend=True)
        page.contents_add(document.make_stream(b"Q\n" + drawn), prepend=False)


def _rectangles(text: str, x: float, y: float, size: float) -> bytes:
    try:
        matrix = segno.make(text, error="m", micro=False).matrix
    except segno.DataOverflowError:  # as much text as a code holds: only without the wider margin for damage
        matrix = segno.make(text, error="l", boost_error=False, micro=False).matrix
    modules = len(matrix)
    unit = size / (modules + 2 * _QUIET)
    parts = [f"q 1 g {x:.3f} {y:.3f} {size:.3f} {size:.3f} re f 0 g"]
    for row, cells in enumerate(matrix):
        start = 0
        bottom = y + size - (row + 1 + _QUIET) * unit
        while start < modules:
            end = start
            while end < modules and cells[end]:
                end += 1
            if end > start:
                parts.append(f"{x + (start + _QUIET) * unit:.3f} {bottom:.3f} {(end - start) * unit:.3f} {unit:.3f} re")
            start = max(end, start + 1)
    return ("\n".join(parts) + "\nf Q").encode()
