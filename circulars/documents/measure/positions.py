"""Where things stand on a PDF page, in centimetres from its top left corner: lines of glyphs, pictures, fonts."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_CM = 2.54 / 72
_MARKS = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
_SAME_LINE = 0.05  # cm between baselines


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: origin, baseline, right edge in cm, size in points."""

    text: str
    x: float
    baseline: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Glyphs on one baseline; `left` and `right` are those of its ink."""

    text: str
    left: float
    right: float
    baseline: float
    size: float

    @property
    def middle(self) -> float:
        """Centre of the line's ink."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's box."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """One page: width and height, its lines from the top, pictures, fonts, and the sizes of all its glyphs."""

    width: float
    height: float
    lines: tuple[PlacedLine, ...]
    pictures: tuple[Picture, ...]
    fonts: frozenset[str]
    sizes: tuple[float, ...]


def read_positions(pdf: bytes) -> tuple[PlacedPage, ...]:
    """Every page of a PDF with text. Raises pypdfium2.PdfiumError on a broken file."""
    document = pdfium.PdfDocument(pdf)
    pages = tuple(_page(document[index]) for index in range(len(document)))
    document.close()
    return pages


def _page(page: pdfium.PdfPage) -> PlacedPage:
    width, height = page.get_size()
    glyphs = _glyphs(page, height)
    rows: list[list[Glyph]] = []
    current: list[Glyph] = []
    for glyph in glyphs:
        if not (current and glyph.text in _MARKS):  # a raised tone mark has a baseline of its own, but no line
            near = (row for row in rows if abs(row[0].baseline - glyph.baseline) < _SAME_LINE)
            current = next(near, [])
            if not current:
                rows.append(current)
        current.append(glyph)
    lines = sorted((line for row in rows if (line := _line(row)) is not None), key=lambda line: line.baseline)
    pictures = []
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        pictures.append(Picture(left * _CM, (height - top) * _CM, right * _CM, (height - bottom) * _CM))
    sizes = tuple(round(glyph.size, 1) for glyph in glyphs if not glyph.text.isspace())
    return PlacedPage(width * _CM, height * _CM, tuple(lines), tuple(pictures), _fonts(page), sizes)


def _line(row: list[Glyph]) -> PlacedLine | None:
    ink = [glyph for glyph in row if not glyph.text.isspace()]
    if not ink:
        return None
    return PlacedLine(
        "".join(glyph.text for glyph in row).strip(),
        min(glyph.x for glyph in ink),
        max(glyph.right for glyph in ink),
        row[0].baseline,
        max(glyph.size for glyph in ink),
    )


def _glyphs(page: pdfium.PdfPage, height: float) -> list[Glyph]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code in (0, 10, 13):
            continue
        _, _, right, _ = text.get_charbox(index, loose=True)
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        size = raw.FPDFText_GetFontSize(text.raw, index)
        found.append(Glyph(chr(code), x.value * _CM, (height - y.value) * _CM, right * _CM, size))
    return found


def _fonts(page: pdfium.PdfPage) -> frozenset[str]:
    names = set()
    for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(piece.raw)
        length = raw.FPDFFont_GetBaseFontName(font, None, 0)
        buffer = ctypes.create_string_buffer(length)
        raw.FPDFFont_GetBaseFontName(font, buffer, length)
        names.add(buffer.value.decode("utf-8", "replace").split("+")[-1])
    return frozenset(names)
