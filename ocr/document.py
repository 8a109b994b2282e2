"""A file as pages: pictures to read, or a text layer proved sound. Kinds are told by content, never by name.

Runs inside the child process of `ocr.child`, so that a hostile file can hurt nobody.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import ImageOps, UnidentifiedImageError

from circulars.letter.page import Box, Page, PageSource, TextLine
from circulars.thai.text import repair
from ocr.limits import Limits, refused
from ocr.text_layer import unsound

A4_INCHES = 8.27  # width by which a picture without a usable resolution is scaled
RENDER_DPI = 300
_LEAST_DPI, _MOST_DPI = 60, 1300
Pictures.MAX_IMAGE_PIXELS = None  # this module checks sizes itself, before decoding
_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP", "PPM", "JPEG2000")


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page to be read: number from 1, RGB or gray uint8 picture, dots per inch, and why its own text was not used."""

    number: int
    picture: NDArray[np.uint8]
    dpi: float
    note: str = ""


def open_document(path: Path, limits: Limits) -> Iterator[PageImage | Page]:
    """The pages of a file in order; once the time for reading is over, those left come unread.

    Raises UnreadableFile (encrypted, unreadable, empty, too-large, …).
    """
    try:
        size = path.stat().st_size
        head = path.open("rb").read(4096)
    except OSError as error:
        raise refused("unreadable", str(error)) from error
    if size == 0:
        raise refused("empty")
    if size > limits.file_bytes:
        raise refused("too-large", f"{size} bytes")
    end = time.monotonic() + limits.reading_seconds
    if b"%PDF-" in head[:1024]:
        yield from _pdf(path, limits, end)
    elif _is_picture(path):
        yield from _pictures(path, limits, end)
    elif path.suffix.lower() in (".txt", ".text"):
        yield from _text(path.read_bytes())
    else:
        raise refused("unsupported", repr(head[:16]))


def _text(content: bytes) -> Iterator[Page]:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise refused("unreadable", "neither UTF-8 nor CP874")
    if "\x00" in text:
        raise refused("unsupported", "NUL bytes in a text file")
    for number, page in enumerate(text.split("\f"), 1):
        lines = (repair(line).strip() for line in page.splitlines())
        yield Page(number, tuple(TextLine(line, None, 1.0, "text") for line in lines), PageSource.TEXT)


def _is_picture(path: Path) -> bool:
    try:
        with Pictures.open(path, formats=_FORMATS):
            return True
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Pictures.DecompressionBombError):
        return False


def _unread(number: int) -> Page:
    return Page(number, (), PageSource.SCAN, note="ไม่ได้อ่าน เกินเวลาของไฟล์นี้", unread=True)


def _pictures(path: Path, limits: Limits, end: float) -> Iterator[PageImage | Page]:
    try:
        with Pictures.open(path, formats=_FORMATS) as file:
            frames = getattr(file, "n_frames", 1)
            if file.format == "GIF":
                frames = 1
            if frames > limits.pages:
                raise refused("too-many-pages", f"{frames} frames")
            for number in range(frames):
                if number and time.monotonic() > end:
                    yield _unread(number + 1)
                    continue
                file.seek(number)
                if file.width * file.height > limits.pixels:
                    raise refused("too-large", f"{file.width} x {file.height} pixels")
                upright = ImageOps.exif_transpose(file)
                picture = np.asarray(_opaque(upright), np.uint8)
                yield PageImage(number + 1, picture, _dpi(picture.shape[1], picture.shape[0], file.info.get("dpi")))
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError) as error:
        raise refused("unreadable", f"{type(error).__name__}: {error}") from error


def _opaque(picture: Pictures.Image) -> Pictures.Image:
    """RGB or gray; what is transparent is paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Pictures.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return picture.convert("L" if picture.mode in ("1", "L", "I;16", "I") else "RGB")


def _dpi(width: int, height: int, stated: object) -> float:
    """Dots per inch: as stated where the page then has the size of paper, else by the width of A4."""
    by_paper = min(width, height) / A4_INCHES
    if isinstance(stated, tuple) and len(stated) == 2:
        value = float(stated[0])
        if _LEAST_DPI <= value <= _MOST_DPI and 0.6 < by_paper / value < 1.7:
            return value
    return min(max(by_paper, _LEAST_DPI), _MOST_DPI)


def _pdf(path: Path, limits: Limits, end: float) -> Iterator[PageImage | Page]:
    try:
        document = pdfium.PdfDocument(BytesIO(path.read_bytes()))
    except pdfium.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() else "unreadable"
        raise refused(code, str(error)) from error
    count = len(document)
    if count == 0:
        raise refused("empty", "no pages")
    if count > limits.pages:
        raise refused("too-many-pages", f"{count} pages")
    for index in range(count):
        if index and time.monotonic() > end:
            yield _unread(index + 1)
            continue
        try:
            page = document[index]
            yield _pdf_page(page, index + 1, limits)
            page.close()
        except pdfium.PdfiumError as error:
            raise refused("unreadable", f"page {index + 1}: {error}") from error


def _pdf_page(page: pdfium.PdfPage, number: int, limits: Limits) -> PageImage | Page:
    width, height = page.get_size()
    if not (1 < width < 20_000 and 1 < height < 20_000):
        raise refused("too-large", f"page of {width} x {height} points")
    why = "picture of a page" if _is_picture_page(page, width, height) else ""
    if not why:
        lines = _layer_lines(page, width, height)
        why = unsound("\n".join(line.text for line in lines)) or ""
        if not why:
            return Page(number, lines, PageSource.TEXT_LAYER, round(width), round(height))
    scale = RENDER_DPI / 72
    paper_inches = min(width, height) / 72
    if paper_inches > 1.7 * A4_INCHES or paper_inches < 0.5 * A4_INCHES:  # a scan placed at a wrong size
        scale = RENDER_DPI * A4_INCHES / min(width, height)
    if width * height * scale * scale > limits.pixels:
        scale = (limits.pixels / (width * height)) ** 0.5
    bitmap = page.render(scale=scale, rev_byteorder=True, draw_annots=True)
    picture = bitmap.to_numpy().copy()
    if picture.ndim == 3 and picture.shape[2] == 4:
        picture = picture[:, :, :3]
    dpi = _dpi(picture.shape[1], picture.shape[0], None)
    return PageImage(number, np.ascontiguousarray(picture, np.uint8), dpi, why)


def text_layer_picture(path: Path, page: Page) -> NDArray[np.uint8] | None:
    """A picture of a page whose text layer was used, at 150 dpi; None for a .txt file."""
    if page.source is not PageSource.TEXT_LAYER:
        return None
    document = pdfium.PdfDocument(BytesIO(path.read_bytes()))
    picture = document[page.number - 1].render(scale=150 / 72, rev_byteorder=True).to_numpy().copy()
    document.close()
    return np.ascontiguousarray(picture[:, :, :3] if picture.ndim == 3 else picture, np.uint8)


def _is_picture_page(page: pdfium.PdfPage, width: float, height: float) -> bool:
    """One picture covers most of the page: whatever text lies there is a scanner's own guess."""
    for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.6 * width * height:
            return True
    return False


def _layer_lines(page: pdfium.PdfPage, width: float, height: float) -> tuple[TextLine, ...]:
    """Text of the layer as lines: pieces of one row joined, rows cut at wide gaps."""
    layer = page.get_textpage()
    pieces = []
    for i in range(min(layer.count_rects(), 20_000)):
        left, bottom, right, top = layer.get_rect(i)
        text = layer.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
        if text.strip() and right > left and top > bottom:
            pieces.append((left, height - top, right, height - bottom, text.replace("\r", " ").replace("\n", " ")))
    pieces.sort(key=lambda p: ((p[1] + p[3]) / 2, p[0]))
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for piece in pieces:
        for row in reversed(rows[-3:]):
            top, bottom = min(p[1] for p in row), max(p[3] for p in row)
            if min(bottom, piece[3]) - max(top, piece[1]) > 0.5 * min(bottom - top, piece[3] - piece[1]):
                row.append(piece)
                break
        else:
            rows.append([piece])
    lines = []
    for row in rows:
        row.sort()
        start = [row[0]]
        for piece in row[1:]:
            tall = max(p[3] - p[1] for p in start)
            if piece[0] - start[-1][2] > 1.3 * tall:
                lines.append(_joined(start, width, height))
                start = []
            start.append(piece)
        lines.append(_joined(start, width, height))
    return tuple(line for line in lines if line.text)


def _joined(pieces: list[tuple[float, float, float, float, str]], width: float, height: float) -> TextLine:
    text = pieces[0][4]
    for before, piece in pairwise(pieces):
        gap = piece[0] - before[2]
        text += (" " if gap > 0.15 * (piece[3] - piece[1]) else "") + piece[4]
    box = Box(
        max(0.0, min(p[0] for p in pieces) / width),
        max(0.0, min(p[1] for p in pieces) / height),
        min(1.0, max(p[2] for p in pieces) / width),
        min(1.0, max(p[3] for p in pieces) / height),
    )
    return TextLine(repair(text).strip(), box, 1.0, "text-layer")
