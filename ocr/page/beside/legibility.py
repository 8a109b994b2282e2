"""What can be told of a page's print before and after reading: white on black, and print of which nothing was read."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.page.clean import Image

_DARK = 110  # gray level that paper never has on the most of a page
_MOSTLY = 0.7
_ONE_SHEET = 0.3  # of the bright dots in one piece: a small sheet on a black ground, not letters
_PRINT_DPI = 100
_FAINTEST = 12  # gray levels by which the faintest print differs from its paper
_LEAST_PRINT = 0.0015  # of a page's area: about one line
_FRAME = 0.05  # of the page, at each side: shadows of edges and lids


def is_negative(picture: Image) -> bool:
    """White print on black: most of the page is dark, and what is bright is many small pieces."""
    small = cv2.resize(_gray(picture), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    dark = small < _DARK
    if dark.mean() < _MOSTLY:
        return False
    bright = (~dark).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(bright)
    largest = int(stats[1:, cv2.CC_STAT_AREA].max()) if len(stats) > 1 else 0
    return largest < _ONE_SHEET * max(1, int(bright.sum()))


def has_print(picture: Image, dpi: float) -> bool:
    """Something is printed on the page, however faint: a line's worth of dots darker than the paper around them."""
    scale = min(1.0, _PRINT_DPI / dpi)
    small = cv2.resize(_gray(picture), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    inside = small[int(height * _FRAME) : int(height * (1 - _FRAME)), int(width * _FRAME) : int(width * (1 - _FRAME))]
    if inside.size == 0:
        return False
    paper = cv2.medianBlur(inside, 31)
    return float((cv2.subtract(paper, inside) > _FAINTEST).mean()) > _LEAST_PRINT


def _gray(picture: Image) -> Image:
    return picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
