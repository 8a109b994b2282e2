"""The characters of a PDF page's own text, one by one: what, where on the page as it is shown, and whether it is seen.

Asked from PDFium by character index, never by rectangle: rectangles of neighbours overlap, so that a text cut out by
them holds ำ, vowels and digits twice. Places are turned by /Rotate and moved by the crop box here, as a viewer does
(PDF 32000-1, 7.7.3.3 and 14.11.2).
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_GLYPHS = 60_000
_HIDDEN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_EXACT = 0.02  # points
_REACH = 12  # characters back to the first telling of a text
_UPRIGHT = math.cos(math.radians(8))


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in points of the page as shown, origin top left.

    ``left … bottom`` is its ink; ``start`` and ``end`` are where it begins and where the next one may begin; ``base``
    is its baseline, ``size`` its em. ``hidden``: drawn invisibly; ``upright``: its line runs from left to right;
    ``shared``: the producer gave one text for several shapes (/ActualText), and PDFium cut the first shape's box into
    equal parts for its characters, so that where they end is not known.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    start: float
    end: float
    base: float
    size: float
    hidden: bool
    upright: bool
    shared: bool = False

    @property
    def space(self) -> bool:
        """A space that the producer itself set."""
        return self.text.isspace()


class View:
    """From the page's own coordinates to those of the page as it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        """The view of a page, cropped and turned as it says."""
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.turn = page.get_rotation() % 360

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point, from the left and from the top."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction: to the right, and down."""
        return {90: (y, x), 180: (-x, y), 270: (-y, -x)}.get(self.turn, (x, -y))

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A rectangle: left, top, right, bottom."""
        a, b = self.place(left, bottom), self.place(right, top)
        return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


@dataclass(frozen=True, slots=True)
class OwnText:
    """A page's characters in the order of its text, without those PDFium made up or repeated, and PDFium's own text.

    ``repeated``: PDFium's text holds some characters more often than the page.
    """

    glyphs: tuple[Glyph, ...]
    whole: str
    repeated: bool


def read_glyphs(page: pdfium.PdfPage) -> OwnText:
    """What a page's own text says, character by character."""
    layer = page.get_textpage()
    try:
        view = View(page)
        count = min(layer.count_chars(), MOST_GLYPHS)
        found = [glyph for i in range(count) if (glyph := _glyph(layer, i, view)) is not None]
        whole = layer.get_text_range(0, count) if count else ""
    finally:
        layer.close()
    kept = _told_once(found)
    return OwnText(kept, whole, len(kept) < len(found))


def _told_once(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Texts that stand for several shapes once: PDFium repeats them at each shape that has a place of its own."""
    kept: list[Glyph] = []
    start = 0
    while start < len(glyphs):
        end = start + 1
        while end < len(glyphs) and _parts_of_one(glyphs[end - 1], glyphs[end]):
            end += 1
        part = glyphs[start:end]
        if len(part) == 1:
            kept.append(part[0])
        elif not _told_before(part, kept[-_REACH:]):
            kept += [replace(glyph, shared=True) for glyph in part]
        start = end
    return tuple(kept)


def _parts_of_one(one: Glyph, two: Glyph) -> bool:
    """Both are equal cuts of one box: no glyph of a font has exactly the width and height of its neighbour."""
    alike = (one.top, one.bottom, one.base) == (two.top, two.bottom, two.base) and one.bottom > one.top
    cut = abs(one.end - two.start) < _EXACT and all(
        abs(g.left - g.start) + abs(g.right - g.end) < _EXACT for g in (one, two)
    )
    return alike and cut and abs((one.end - one.start) - (two.end - two.start)) < _EXACT


def _told_before(part: Sequence[Glyph], before: Sequence[Glyph]) -> bool:
    text = "".join(glyph.text for glyph in part)
    known = "".join(glyph.text if glyph.shared else "\0" for glyph in before)
    place = known.rfind(text)
    return (
        place >= 0
        and abs(before[place].base - part[0].base) < part[0].size
        and (abs(before[place].start - part[0].start) < 2 * part[0].size)
    )


def boxes_of_pictures(page: pdfium.PdfPage) -> tuple[tuple[float, float, float, float], ...]:
    """Where the page's pictures stand, in points of the page as shown: left, top, right, bottom."""
    view = View(page)
    items = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=5)
    return tuple(view.box(*item.get_bounds()) for item in items)


def _glyph(layer: pdfium.PdfTextPage, index: int, view: View) -> Glyph | None:
    code = raw.FPDFText_GetUnicode(layer, index)
    if raw.FPDFText_IsGenerated(layer, index) == 1 or code in (0, 10, 13):
        return None
    matrix, loose = raw.FS_MATRIX(), raw.FS_RECTF()
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    placed = (
        raw.FPDFText_GetMatrix(layer, index, matrix)
        and raw.FPDFText_GetLooseCharBox(layer, index, loose)
        and raw.FPDFText_GetCharBox(layer, index, left, right, bottom, top)
        and raw.FPDFText_GetCharOrigin(layer, index, x, y)
    )
    if not placed:
        return None
    size = raw.FPDFText_GetFontSize(layer, index) * math.hypot(matrix.c, matrix.d)
    across, down = view.direction(matrix.a, matrix.b)
    length = math.hypot(across, down)
    ink = view.box(left.value, bottom.value, right.value, top.value)
    wide = view.box(loose.left, loose.bottom, loose.right, loose.top)
    item = raw.FPDFText_GetTextObject(layer, index)
    hidden = bool(item) and raw.FPDFTextObj_GetTextRenderMode(item) in _HIDDEN_MODES
    return Glyph(
        chr(code),
        *ink,
        start=min(wide[0], ink[0]) if ink[2] > ink[0] else wide[0],
        end=wide[2],
        base=view.place(x.value, y.value)[1],
        size=size if 0.5 < size < 2000 else max(1.0, wide[3] - wide[1]),
        hidden=hidden,
        upright=length > 0 and across / length > _UPRIGHT,
    )
