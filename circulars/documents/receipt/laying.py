"""The receipt stamp laid on the first page of a copy, where nothing stands; or alone on a sheet to print over the paper.

The original is never touched: what comes out is a copy of its pages as pictures. Where the page has no free space of the
stamp's size nothing is laid, since a stamp over words could hide a number or a date.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pikepdf
from PIL import Image

from circulars.documents.pages.enclose import enclosure_pdf
from circulars.documents.pages.source.source_pages import source_pictures
from circulars.documents.receipt.stamp import HIGH_CM, WIDE_CM, Receipt, stamp_ink
from circulars.errors import UnreadableFile

NO_ROOM = "no-room"
_POINTS = 72 / 2.54
_CELLS_A_CM = 20
_EDGE_CM, _CLEAR_CM = 0.7, 0.15
_STEP_CM = 0.25
_DARK = 40
"""Levels of gray below the page's own paper that are ink: a fold or a shadow is less, a faint stroke more."""
_A4_CM = (21.0, 29.7)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the stamp stands on an upright page: its left and top edge in centimetres from those of the page."""

    left: float
    top: float


def stamped_copy(content: bytes, receipt: Receipt, turns: Mapping[int, int] | None = None) -> bytes:
    """A copy of all pages with the stamp on the first one. Raises UnreadableFile (no-room, and as for every file)."""
    spot = free_spot(content, (turns or {}).get(1, 0))
    if spot is None:
        raise UnreadableFile(
            "หน้าแรกไม่มีที่ว่างพอสำหรับตรารับ จึงไม่ประทับทับข้อความ กรุณาใช้แผ่นพิมพ์ทับ หรือประทับบนกระดาษเอง", code=NO_ROOM
        )
    with pikepdf.open(io.BytesIO(enclosure_pdf(content, None, turns))) as document:
        _lay(document, document.pages[0], receipt, spot)
        return _saved(document)


def overprint(receipt: Receipt, spot: Spot | None = None) -> bytes:
    """An empty A4 sheet with the stamp alone, to be printed over the paper letter; at its right top unless told otherwise."""
    wide, high = (side * _POINTS for side in _A4_CM)
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(wide, high))
        place = spot or Spot(_A4_CM[0] - WIDE_CM - _EDGE_CM, _EDGE_CM)
        _lay(document, document.pages[0], receipt, place)
        return _saved(document)


def free_spot(content: bytes, turn: int = 0) -> Spot | None:
    """Where the first page has room for the stamp: nearest to its right top corner (ข้อ ๓๗); or None."""
    (page,) = source_pictures(content, (1,), dpi=72, most_pixels=40_000_000)
    picture = page.picture.rotate(turn, expand=True) if turn else page.picture
    wide_cm = _A4_CM[0] if picture.height >= picture.width else _A4_CM[1]
    high_cm = wide_cm * picture.height / picture.width
    ink = _ink(picture, round(wide_cm * _CELLS_A_CM), round(high_cm * _CELLS_A_CM))
    return _nearest(ink, wide_cm, high_cm)


def _ink(picture: Image.Image, wide: int, high: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Sums of ink from the top left corner, so that any rectangle is looked at at once."""
    gray = np.asarray(picture.convert("L").resize((wide, high), Image.Resampling.BOX), dtype=np.int64)
    paper = int(np.percentile(gray, 99))
    sums = np.zeros((high + 1, wide + 1), dtype=np.int64)
    sums[1:, 1:] = (gray < paper - _DARK).cumsum(0).cumsum(1)
    return sums


def _nearest(sums: np.ndarray[tuple[int, ...], np.dtype[np.int64]], wide_cm: float, high_cm: float) -> Spot | None:
    corner = wide_cm - WIDE_CM - _EDGE_CM, _EDGE_CM
    best: tuple[float, Spot] | None = None
    for top in np.arange(_EDGE_CM, high_cm - HIGH_CM - _EDGE_CM, _STEP_CM):
        for left in np.arange(_EDGE_CM, corner[0] + 1e-6, _STEP_CM):
            far = (corner[0] - left) ** 2 + (top - corner[1]) ** 2
            if (best is None or far < best[0]) and not _inked(sums, float(left), float(top)):
                best = float(far), Spot(float(left), float(top))
    return best[1] if best else None


def _inked(sums: np.ndarray[tuple[int, ...], np.dtype[np.int64]], left: float, top: float) -> bool:
    x1, y1, x2, y2 = (
        round(side * _CELLS_A_CM)
        for side in (left - _CLEAR_CM, top - _CLEAR_CM, left + WIDE_CM + _CLEAR_CM, top + HIGH_CM + _CLEAR_CM)
    )
    high, wide = sums.shape
    x2, y2 = min(x2, wide - 1), min(y2, high - 1)
    return bool(sums[y2, x2] - sums[y1, x2] - sums[y2, x1] + sums[y1, x1])


def _lay(document: pikepdf.Pdf, page: pikepdf.Page, receipt: Receipt, spot: Spot) -> None:
    """Paint the ink alone (ISO 32000-2, 8.9.6.2): what lies under the stamp's paper stays to be seen."""
    ink = stamp_ink(receipt)
    mask = document.make_stream(ink.tobytes())
    mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    mask.Width, mask.Height, mask.BitsPerComponent, mask.ImageMask = ink.width, ink.height, 1, True
    name = page.add_resource(mask, pikepdf.Name.XObject)
    left, bottom, right, top = (float(side) for side in page.mediabox)
    scale = (right - left) / (_A4_CM[0] if top - bottom >= right - left else _A4_CM[1])
    wide, high = WIDE_CM * scale, HIGH_CM * scale
    x, y = left + spot.left * scale, top - spot.top * scale - high
    page.contents_add(document.make_stream(b"q"), prepend=True)
    drawn = f"Q q 0.05 0.1 0.45 rg {wide:.3f} 0 0 {high:.3f} {x:.3f} {y:.3f} cm {name} Do Q"
    page.contents_add(document.make_stream(drawn.encode()), prepend=False)


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
