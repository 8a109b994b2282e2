"""A line of text set in one face: correct Thai shaping by HarfBuzz, tracking, condensing, uneven word spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, features

Gray = NDArray[np.uint8]
_CLUSTER = re.compile("[\u0e01-\u0e2e\u0e2f-\u0e46\u0e4f-\u0e5b\x20-\x7e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*\u0e33?|.")


@dataclass(frozen=True, slots=True)
class SetLine:
    """Black on white, with the rows of the consonants' band (top, base) in the picture."""

    picture: Gray
    top: float
    base: float


@lru_cache(maxsize=600)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    if not features.check("raqm"):
        raise RuntimeError("Pillow without libraqm cannot set Thai marks: install libraqm0")
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=600)
def _band_share(path: Path) -> float:
    """Height of ko kai in ems."""
    return float(-_font(path, 200).getbbox("ก", anchor="ls")[1]) / 200


def set_line(text: str, path: Path, band: float, rng: np.random.Generator) -> SetLine:
    """Set a text so that ko kai is about ``band`` pixels high (then possibly tracked or condensed)."""
    size = max(8, round(band / _band_share(path)))
    font = _font(path, size)
    if " " in text and rng.random() < 0.35:
        text = re.sub(" ", lambda _: " " * int(rng.integers(1, 4)), text)
    base, height = round(size * 1.35), round(size * 2.1)
    black = int(rng.integers(0, 60)) if rng.random() < 0.5 else 0
    if rng.random() < 0.14:
        picture = _tracked(text, font, size, base, height, black, rng)
    else:
        picture = Image.new("L", (int(font.getlength(text, language="th")) + size, height), 255)
        ImageDraw.Draw(picture).text((size // 2, base), text, font=font, fill=black, anchor="ls", language="th")
    gray = np.array(picture, np.uint8)
    if rng.random() < 0.22:
        stretch = float(rng.uniform(0.62, 0.95) if rng.random() < 0.75 else rng.uniform(1.05, 1.3))
        gray = cv2.resize(gray, None, fx=stretch, fy=1, interpolation=cv2.INTER_AREA).astype(np.uint8)
    return SetLine(gray, base - size * _band_share(path), base)


def with_pen(printed: SetLine, digits: SetLine, rng: np.random.Generator, *, before: bool) -> SetLine:
    """Digits written by hand into the place left for them: after the print (running number) or before it (day).

    ``digits`` is set in a handwriting face; here it is bent, slanted and moved off the line as a pen does.
    """
    band = printed.base - printed.top
    height, wide = printed.picture.shape[0], digits.picture.shape[1]
    shear, slope = float(rng.normal(0.05, 0.16)), float(rng.normal(0, 0.04))
    rise = printed.base - digits.base + band * float(rng.normal(0, 0.14))
    matrix = np.array([[1, -shear, shear * digits.base], [slope, 1, rise - slope * wide / 2]], np.float32)
    hand = cv2.warpAffine(digits.picture, matrix, (wide, height), flags=cv2.INTER_LINEAR, borderValue=(255,))
    grid_y, grid_x = np.mgrid[0:height, 0:wide].astype(np.float32)
    bend = band * 0.05
    wave = 2 * np.pi / (band * float(rng.uniform(1.2, 3.0)))
    phases = rng.uniform(0, 6.3, 2)
    moved_x = grid_x + bend * np.sin(grid_y * wave + phases[0]).astype(np.float32)
    moved_y = grid_y + bend * np.sin(grid_x * wave + phases[1]).astype(np.float32)
    hand = cv2.remap(hand, moved_x, moved_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,))
    if rng.random() < 0.5:
        kernel = np.ones((2, 2), np.uint8)
        hand = cv2.erode(hand, kernel) if rng.random() < 0.7 else cv2.dilate(hand, kernel)
    inked = np.flatnonzero((hand < 160).any(0))
    margin = int(band * float(rng.uniform(0.05, 0.9)))
    if len(inked):
        hand = hand[:, inked[0] : inked[-1] + 1]
    print_inked = np.flatnonzero((printed.picture < 160).any(0))
    body = printed.picture[:, print_inked[0] : print_inked[-1] + 1] if len(print_inked) else printed.picture
    gap, side = np.full((height, margin), 255, np.uint8), np.full((height, max(4, int(band))), 255, np.uint8)
    pieces = [side, hand, gap, body, side] if before else [side, body, gap, hand, side]
    return SetLine(np.concatenate(pieces, 1).astype(np.uint8), printed.top, printed.base)


def _tracked(
    text: str, font: ImageFont.FreeTypeFont, size: int, base: int, height: int, black: int, rng: np.random.Generator
) -> Image.Image:
    """Cluster by cluster with the same extra (or lacking) space after each, as justified Thai is."""
    extra = size * float(rng.uniform(-0.035, 0.02) if rng.random() < 0.5 else rng.uniform(0.02, 0.22))
    pieces = [(piece, font.getlength(piece, language="th")) for piece in _CLUSTER.findall(text)]
    width = sum(length + extra for _, length in pieces) + size
    picture = Image.new("L", (max(int(width), size), height), 255)
    draw, x = ImageDraw.Draw(picture), float(size // 2)
    for piece, length in pieces:
        draw.text((round(x), base), piece, font=font, fill=black, anchor="ls", language="th")
        x += length + extra
    return picture
