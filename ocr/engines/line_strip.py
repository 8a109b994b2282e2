"""A line of text as the recogniser wants it: 48 rows high, the consonants' band on rows 20 to 36.

Training and reading share this module, so that the network sees the same picture in both. Bringing the consonant band
to one height makes tight boxes, loose boxes and all-digit lines look alike. Twenty rows above the band are room for a tone
mark over an upper vowel (1.1 bands in TH Sarabun and its kin), twelve below for the feet of ญ and ฐ with a vowel.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

HEIGHT, TOP, BASE = 48, 20, 36
Gray = NDArray[np.uint8]


def ink(strip: Gray) -> NDArray[np.float32]:
    """Ink density 0–1 of a gray strip (paper 0), scaled by its own paper and its own black."""
    gray = strip.astype(np.float32)
    paper = float(np.percentile(gray, 85))
    black = float(np.percentile(gray, 1))
    depth = max(paper - black, 12.0)
    return np.asarray(np.clip((paper - gray - 0.18 * depth) / (depth * 0.82), 0, 1), np.float32)


def consonant_band(density: NDArray[np.float32]) -> tuple[int, int]:
    """Rows (top, base) of the dense band where the consonants stand; a third to three quarters where there is none."""
    profile = density.sum(1).astype(np.float32)
    height = len(profile)
    blur = max(1, int(height * 0.04)) | 1
    profile = cv2.blur(profile[:, None], (1, blur))[:, 0]
    if profile.max() <= 0:
        return int(height * 0.3), int(height * 0.75)
    peak = np.sort(profile)[-max(3, height // 8) :].mean()
    dense = profile > 0.42 * peak
    best, best_ink, row = (0, height), -1.0, 0
    while row < height:
        if not dense[row]:
            row += 1
            continue
        last, gap, scan = row, 0, row
        while scan < height and gap <= max(1, height // 14):
            if dense[scan]:
                last, gap = scan, 0
            else:
                gap += 1
            scan += 1
        amount = float(profile[row : last + 1].sum())
        if amount > best_ink:
            best, best_ink = (row, last + 1), amount
        row = last + 1
    return best


def contrast(strip: Gray) -> NDArray[np.float32]:
    """Gray levels stretched to 0 (ink) – 1 (paper)."""
    levels = np.sort(strip[::2, ::2].ravel())
    paper = float(levels[int(len(levels) * 0.8)])
    black = float(levels[int(len(levels) * 0.007)])
    return np.asarray(np.clip((strip.astype(np.float32) - paper) / max(paper - black, 25.0) + 1, 0, 1), np.float32)


def place(
    strip: Gray, top: float, base: float, *, stretch: float = 1.0, shift: float = 0.0, scale: float = 1.0
) -> Gray:
    """Scale a strip so that its band top–base is 16 rows high and ends on row 36; returns uint8 [HEIGHT, width]."""
    factor = (BASE - TOP) / max(base - top, 3) * scale
    width = max(8, round(strip.shape[1] * factor * stretch))
    if factor < 0.6:
        strip = cv2.GaussianBlur(strip, (0, 0), 0.378 / factor).astype(np.uint8)
    matrix = np.array(
        [
            [factor * stretch, 0, (factor * stretch - 1) / 2],
            [0, factor, BASE + shift - base * factor + (factor - 1) / 2],
        ],
        np.float32,
    )
    placed = cv2.warpAffine(
        strip, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)
    )
    return (contrast(placed.astype(np.uint8)) * 255).astype(np.uint8)
