"""Which cell of a ruled table holds a character of a page's own text: the rules are seen on the drawn page."""

from __future__ import annotations

import cv2
import numpy as np

from circulars.letter.page import CellPlace
from ocr.layer.glyphs import Glyph
from ocr.layer.lines import CellOf
from ocr.page.clean import Image
from ocr.page.tables.ruled import find_grids

_DPI = 220  # rules are looked for at this resolution


def cells_of_page(gray: Image, width: float, height: float) -> CellOf:
    """For a drawn page of that size in points, the cell that holds a character; None for one outside every table."""
    scale = min(1.0, _DPI / (72 * gray.shape[1] / width))
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    grids = find_grids(np.asarray(small, np.uint8), 72 * small.shape[1] / width).grids
    across, down = small.shape[1] / width, small.shape[0] / height
    known: dict[tuple[float, float], CellPlace | None] = {}

    def cell_of(glyph: Glyph) -> CellPlace | None:
        x, y = (glyph.start + glyph.end) / 2, glyph.base - 0.25 * glyph.size
        if (x, y) not in known:
            inside = (
                grid for grid in grids if grid.left <= x * across < grid.right and grid.top <= y * down < grid.bottom
            )
            cell = next((cell for grid in inside if (cell := grid.cell_at(x * across, y * down))), None)
            known[x, y] = cell.place if cell else None
        return known[x, y]

    return cell_of
