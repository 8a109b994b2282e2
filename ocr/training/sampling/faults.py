"""What copiers, scanners, stamps and pens do to a line. Pictures are float32 gray 0 (ink) – 255 (paper), any size."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
_NOISE: Plane = np.random.default_rng(0).standard_normal(3_000_000, dtype=np.float32)


def noise(shape: tuple[int, int], rng: np.random.Generator) -> Plane:
    """Normal noise out of a fixed sheet: far cheaper than drawing it anew."""
    count = shape[0] * shape[1]
    start = int(rng.integers(0, max(1, len(_NOISE) - count)))
    return np.asarray(np.resize(_NOISE[start : start + count], shape), np.float32)


def blur(picture: Plane, sigma: float) -> Plane:
    """Gaussian blur of ``sigma`` pixels."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(sigma, 0.15)), np.float32)


def _whole(values: NDArray[np.float64]) -> tuple[int, int]:
    return int(values[0]), int(values[1])


def pen_stroke(size: tuple[int, int], rng: np.random.Generator, width: int) -> Plane:
    """A signature-like smooth stroke with loops over a sheet of (height, width)."""
    height, across = size
    count = int(rng.integers(4, 14))
    steps = rng.normal(0, 1, (count, 2)) * (height * rng.uniform(0.3, 1.1), height * rng.uniform(0.2, 0.7))
    steps[:, 0] += height * rng.uniform(0, 0.5)
    start = np.array([rng.uniform(0, across), rng.uniform(0.2, 0.8) * height])
    corners = np.cumsum(steps, 0) + start
    points = np.concatenate([_bend(corners[i : i + 4]) for i in range(count - 3)])
    sheet = np.full(size, 255, np.uint8)
    cv2.polylines(
        sheet, [np.round(points * 8).astype(np.int32)], False, (int(rng.integers(0, 110)),), width, cv2.LINE_AA, 3
    )
    return sheet.astype(np.float32)


def _bend(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Twelve points of the Catmull-Rom curve between the middle two of four corners."""
    t = np.linspace(0, 1, 12)[:, None]
    a, b, c, d = corners
    bent = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    return np.asarray(0.5 * bent)


def stamp(size: tuple[int, int], rng: np.random.Generator) -> Plane:
    """Arcs, frames and bars of a stamp that has lost its colour."""
    height, width = size
    sheet = np.full(size, 255, np.uint8)
    tone = (int(rng.integers(60, 200)),)
    thick = max(1, int(height * rng.uniform(0.01, 0.07)))
    for _ in range(int(rng.integers(1, 4))):
        if rng.random() < 0.5:
            centre = _whole(rng.uniform((0, -height), (width, 2 * height)))
            axes = _whole(rng.uniform(height / 2, 3 * height, 2))
            cv2.ellipse(sheet, centre, axes, 0, 0, 360, tone, thick)
        else:
            start = _whole(rng.uniform((0, 0), (width, height)))
            cv2.line(sheet, start, _whole(rng.uniform((0, 0), (width, height))), tone, thick)
    return sheet.astype(np.float32)


def underline(size: tuple[int, int], base: float, band: float, rng: np.random.Generator) -> Plane:
    """A rule or dotted leader under the letters."""
    sheet = np.full(size, 255, np.uint8)
    y = int(base + band * rng.uniform(0.04, 0.6))
    thick = max(1, round(band * rng.uniform(0.04, 0.14)))
    left, right = (0, size[1]) if rng.random() < 0.6 else sorted(rng.integers(0, size[1], 2).tolist())
    if rng.random() < 0.45:
        cv2.line(sheet, (left, y), (right, y + int(rng.integers(-1, 2))), (int(rng.integers(0, 120)),), thick)
    else:
        step = max(3, int(band * rng.uniform(0.15, 0.6)))
        for x in range(left, right, step):
            cv2.circle(sheet, (x, y), max(1, thick // 2), (40,), -1)
    return sheet.astype(np.float32)


def edge_rules(size: tuple[int, int], rng: np.random.Generator) -> Plane:
    """Table rules and copier shadow at the ends of the line."""
    height, width = size
    sheet = np.full(size, 255, np.uint8)
    for _ in range(int(rng.integers(1, 3))):
        reach = max(2, height // 8)
        x = int(rng.integers(0, reach))
        x = x if rng.random() < 0.35 else width - 1 - x
        top = 0 if rng.random() < 0.7 else int(rng.integers(0, height // 2))
        cv2.line(sheet, (x, top), (x, height), (int(rng.integers(0, 90)),), max(1, height // int(rng.integers(20, 60))))
    return sheet.astype(np.float32)


def clutter(picture: Plane, base: float, band: float, rng: np.random.Generator) -> Plane:
    """One foreign thing on the line, multiplied in as ink is."""
    size = (picture.shape[0], picture.shape[1])
    kind = rng.random()
    if kind < 0.36:
        layer = underline(size, base, band, rng)
    elif kind < 0.54:
        layer = edge_rules(size, rng)
    elif kind < 0.80:
        layer = stamp(size, rng)
    else:
        layer = pen_stroke(size, rng, max(1, int(band * rng.uniform(0.04, 0.16))))
    return np.asarray(picture * layer / 255, np.float32)


def worn(picture: Plane, band: float, rng: np.random.Generator) -> Plane:
    """A copy of copies: strokes eaten or swollen, patches where toner is missing, grain that follows the ink."""
    soft = blur(picture, band * float(rng.uniform(0.02, 0.07)))
    grain = noise((soft.shape[0], soft.shape[1]), rng)
    if rng.random() < 0.6:  # patchy toner
        patches = blur(grain, band * float(rng.uniform(0.04, 0.35)))
        patches *= 1 / max(float(patches.std()), 1e-3)
        soft = 255 - (255 - soft) * np.clip(1 - rng.uniform(0.04, 0.24) * np.maximum(patches, 0), 0, 1)
    darkest = float(np.percentile(soft, 3))  # thin faces fade when blurred: the level follows them
    level = darkest + (255 - darkest) * float(rng.uniform(0.38, 0.85))
    soft = soft + grain * float(rng.uniform(0.02, 0.10)) * (255 - darkest)
    steep = float(rng.uniform(1.5, 12))
    return np.asarray(np.clip((soft - level) * steep + 128, 0, 255), np.float32)


def dust(picture: Plane, band: float, rng: np.random.Generator) -> Plane:
    """Dark specks of the copier's glass, as large as a full stop, some of them where a tone mark might stand."""
    height, width = picture.shape
    sheet = np.full((height, width), 255, np.uint8)
    expected = height * width / (band * band) * float(rng.uniform(0.02, 0.25))
    for _ in range(1 + int(rng.poisson(expected))):
        x, y = _whole(rng.uniform((0, 0), (width, height)))
        side = max(1, round(band * float(rng.uniform(0.06, 0.2))))
        sheet[y : y + side, x : x + side] = int(rng.integers(0, 120))
    return np.asarray(picture * blur(sheet.astype(np.float32), 0.5) / 255, np.float32)


def tone(picture: Plane, rng: np.random.Generator) -> Plane:
    """Weak contrast, uneven light, show-through, scanner noise."""
    width = picture.shape[1]
    if rng.random() < 0.5:
        low, high = rng.uniform(0, 95), rng.uniform(190, 255)
        picture = np.asarray(low + picture / 255 * (high - low), np.float32)
    if rng.random() < 0.25:
        picture = picture * np.linspace(rng.uniform(0.75, 1), rng.uniform(0.75, 1), width, dtype=np.float32)[None]
    if rng.random() < 0.06:
        back = blur(np.ascontiguousarray(picture[:, ::-1]), 2.0)
        shift = int(rng.integers(-picture.shape[0] // 2, picture.shape[0] // 2 + 1))
        faint = 255 - (255 - np.roll(back, shift, 0)) * rng.uniform(0.12, 0.35)
        picture = np.asarray(np.minimum(picture, faint), np.float32)
    strength = float(rng.choice([0.5, 1.5, 3, 6, 12], p=[0.3, 0.25, 0.2, 0.15, 0.1]))
    picture = picture + noise((picture.shape[0], width), rng) * strength
    return np.asarray(np.clip(picture, 0, 255), np.float32)


def bitonal(picture: Plane, rng: np.random.Generator) -> Plane:
    """Black and white only, as fax and CCITT scans are, with specks."""
    level = (float(picture.max()) + float(picture.min())) / 2 + rng.uniform(-30, 45)
    grain = noise((picture.shape[0], picture.shape[1]), rng) * (6 if rng.random() < 0.5 else 0)
    out = np.where(picture + grain > level, np.float32(255), np.float32(0))
    if rng.random() < 0.3:
        specks = np.abs(noise((picture.shape[0], picture.shape[1]), rng)) > 3.1
        out[specks] = 255 - out[specks]
    return out.astype(np.float32)


def jpeg(picture: Plane, rng: np.random.Generator) -> Plane:
    """Blocks and ringing of a JPEG of quality 18 to 75."""
    packed = cv2.imencode(".jpg", picture.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(18, 75))])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32)


def flattened(picture: Plane) -> Plane:
    """What the page cleaner does to gray pages before lines are cut: paper to white, faint gray away."""
    paper = max(float(np.percentile(picture[::2, ::3], 80)), 40.0)
    return np.asarray(np.clip(picture * (250 / paper) * (255 / 208), 0, 255), np.float32)
