"""Places of a page at which something was drawn over its own text: a white patch, a picture, a note of a PDF editor.

The text beneath is still told by the file, and nobody sees it; so the drawn page is asked about every such line
(`ocr.layer.witness`). What is drawn before a text lies under it and hides nothing (PDF 32000-1, 8.2 and 12.5.5).
"""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from circulars.letter.page import Box
from ocr.layer.glyphs import View

_HIDES = 0.3  # of a text's height: what covers less is a rule or an underline
_HIDES_NOTHING = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP)
_DEPTH = 5


def places_drawn_over(page: pdfium.PdfPage) -> tuple[Box, ...]:
    """Where something was drawn after a text that stands there, in parts of the page as it is shown."""
    view, (width, height) = View(page), page.get_size()
    found = [*_later_objects(page), *_annotations(page)]
    boxes = (view.box(*bounds) for bounds in found)
    return tuple(Box(left / width, top / height, right / width, bottom / height) for left, top, right, bottom in boxes)


def _later_objects(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of each picture, shading and filled shape that lies over an earlier text."""
    texts: list[tuple[float, float, float, float]] = []
    known: NDArray[np.float64] = np.zeros((0, 4))
    found = []
    for item in page.get_objects(max_depth=_DEPTH):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            texts.append(item.get_bounds())
        elif texts and (item.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING) or _is_filled(item)):
            known = np.asarray(texts, np.float64) if len(known) < len(texts) else known
            bounds = item.get_bounds()
            if _hides_any(bounds, known):
                found.append(bounds)
    return found


def _is_filled(item: pdfium.PdfObject) -> bool:
    if item.type != raw.FPDF_PAGEOBJ_PATH:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(item, fill, stroke)) and fill.value != raw.FPDF_FILLMODE_NONE


def _hides_any(bounds: tuple[float, float, float, float], texts: NDArray[np.float64]) -> bool:
    left, bottom, right, top = bounds
    across = np.minimum(texts[:, 2], right) - np.maximum(texts[:, 0], left)
    up = np.minimum(texts[:, 3], top) - np.maximum(texts[:, 1], bottom)
    return bool(((across > 1) & (up > _HIDES * (texts[:, 3] - texts[:, 1]))).any())


def _annotations(page: pdfium.PdfPage) -> list[tuple[float, float, float, float]]:
    """Where notes, stamps and fields are drawn: after everything else on the page."""
    found = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        place = raw.FS_RECTF()
        if note and raw.FPDFAnnot_GetSubtype(note) not in _HIDES_NOTHING and raw.FPDFAnnot_GetRect(note, place):
            found.append((place.left, place.bottom, place.right, place.top))
        if note:
            raw.FPDFPage_CloseAnnot(note)
    return found
