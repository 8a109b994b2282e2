"""Frames of rubber stamps: rectangles drawn at any small slope, worn and broken as stamps are.

Two long strokes one above the other, and as much ink where the two sides must stand. Lines of print make such strokes too:
on the layer of coloured ink there is none, in the head of the page hardly any; lower down small parts are left out first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page.clean import Image

_DPI = 110  # fine enough for strokes of a stamp
_MM = _DPI / 25.4
_LEAST_STROKE, _GAP = 18, 3  # millimetres of a stroke, and of a break in it
_VOTES = 12  # millimetres of ink on it
_MOST_SLOPE, _PARALLEL = 12.0, 2.5  # degrees
_MOST_STROKES = 80
_NARROWEST, _WIDEST = 28, 100  # millimetres
_LOWEST, _HIGHEST = 13, 45
_LEAST_RATIO = 1.2  # of width to height
_BESIDE = 0.7  # millimetres that ink may stand beside the outline
_SHARED = 0.4  # of the longer of two strokes, one above the other
_PER_MM = 0.004  # worth of a larger frame: rows within a stamp make smaller ones
_APART = 0.77  # of half the size of two frames together
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """Where and how to look for frames.

    ``top``: the share of the page; ``level``: the gray level of ink; ``least``: millimetres of the smallest part that
    counts; ``side`` and ``outline``: how much of each side, and of the whole, must be drawn.
    """

    top: float
    level: int
    least: float
    side: float
    outline: float


COLOURED = Look(0.40, 190, 0.0, 0.45, 0.72)
OVER_THE_HEAD = Look(0.22, 190, 0.0, 0.60, 0.85)
AMONG_PRINT = Look(0.33, 190, 3.0, 0.45, 0.75)


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn rectangle: its middle, width and height in inches on the page, slope in degrees clockwise, share of it that is drawn."""

    middle: Point
    width: float
    height: float
    slope: float
    drawn: float


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A stroke from left to right, in pixels of the coarse picture."""

    start: Point
    end: Point

    @property
    def slope(self) -> float:
        return math.degrees(math.atan2(self.end[1] - self.start[1], max(1e-6, self.end[0] - self.start[0])))


def find_frames(gray: Image, dpi: float, look: Look) -> tuple[Frame, ...]:
    """The frames of stamps on a page, black on white, the best drawn first; none overlaps another."""
    dark = _ink(gray[: round(gray.shape[0] * look.top)], dpi, look)
    reach = 2 * round(_BESIDE * _MM) + 1
    near = cv2.dilate(dark, np.ones((reach, reach), np.uint8)) > 0
    found = [frame for one, two in permutations(_strokes(dark), 2) for frame in _between(one, two, near, look)]
    found.sort(key=lambda frame: -(frame.drawn + _PER_MM * 25.4 * (frame.width + frame.height)))
    kept: list[Frame] = []
    for frame in found:
        if all(_are_apart(frame, other) for other in kept):
            kept.append(frame)
    return tuple(kept)


def _ink(gray: Image, dpi: float, look: Look) -> NDArray[np.uint8]:
    dark = np.where(gray < look.level, 255, 0).astype(np.uint8)
    scale = _DPI / dpi
    small = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = np.asarray(np.where(small > 70, 1, 0), np.uint8)
    if not look.least:
        return ink
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = stats[:, 2:4].max(1) >= look.least * _MM
    large[0] = False
    return np.asarray(np.where(large[labels], 1, 0), np.uint8)


def _strokes(dark: NDArray[np.uint8]) -> list[_Stroke]:
    """The longest strokes that run nearly level."""
    lines = cv2.HoughLinesP(
        dark * 255,
        1,
        np.pi / 720,
        threshold=round(_VOTES * _MM),
        minLineLength=round(_LEAST_STROKE * _MM),
        maxLineGap=round(_GAP * _MM),
    )
    if lines is None:
        return []
    ends = (sorted(((float(a), float(b)), (float(c), float(d)))) for a, b, c, d in np.reshape(lines, (-1, 4)).tolist())
    level = [stroke for start, end in ends if abs((stroke := _Stroke(start, end)).slope) < _MOST_SLOPE]
    return sorted(level, key=lambda stroke: stroke.start[0] - stroke.end[0])[:_MOST_STROKES]


def _between(one: _Stroke, two: _Stroke, near: NDArray[np.bool_], look: Look) -> Iterator[Frame]:
    """The frames that have the one stroke as their upper side and the other as their lower, as far as they are drawn."""
    if abs(one.slope - two.slope) > _PARALLEL:
        return
    slope = (one.slope + two.slope) / 2
    along = (math.cos(math.radians(slope)), math.sin(math.radians(slope)))
    high = _of(_middle(two), _middle(one), (-along[1], along[0]))
    ends = [_of(point, one.start, along) for point in (one.start, one.end, two.start, two.end)]
    both = min(ends[1], ends[3]) - max(ends[0], ends[2])
    if not _LOWEST * _MM < high < _HIGHEST * _MM or both < _SHARED * max(ends[1] - ends[0], ends[3] - ends[2]):
        return
    for left in {min(ends[0], ends[2]), max(ends[0], ends[2])}:
        for right in {min(ends[1], ends[3]), max(ends[1], ends[3])}:
            wide = right - left
            if not _NARROWEST * _MM < wide < _WIDEST * _MM or wide < _LEAST_RATIO * high:
                continue
            upper = [(one.start[0] + at * along[0], one.start[1] + at * along[1]) for at in (left, right)]
            lower = [(x - high * along[1], y + high * along[0]) for x, y in upper]
            sides = ((upper[0], upper[1]), (lower[0], lower[1]), (upper[0], lower[0]), (upper[1], lower[1]))
            drawn = [_drawn(near, start, end) for start, end in sides]
            if min(drawn) >= look.side and sum(drawn) / 4 >= look.outline:
                x, y = np.mean([*upper, *lower], axis=0)
                middle = (float(x) / _DPI, float(y) / _DPI)
                yield Frame(middle, wide / _DPI, high / _DPI, slope, sum(drawn) / 4)


def _middle(stroke: _Stroke) -> Point:
    return (stroke.start[0] + stroke.end[0]) / 2, (stroke.start[1] + stroke.end[1]) / 2


def _of(point: Point, origin: Point, along: Point) -> float:
    """How far a point lies from the origin in a direction."""
    return (point[0] - origin[0]) * along[0] + (point[1] - origin[1]) * along[1]


def _drawn(near: NDArray[np.bool_], start: Point, end: Point) -> float:
    """Share of the way from one point to another beside which there is ink."""
    steps = max(2, round(math.dist(start, end)))
    x = np.linspace(start[0], end[0], steps).round().astype(int)
    y = np.linspace(start[1], end[1], steps).round().astype(int)
    inside = (x >= 0) & (y >= 0) & (x < near.shape[1]) & (y < near.shape[0])
    return float(near[y[inside], x[inside]].sum()) / steps


def _are_apart(one: Frame, two: Frame) -> bool:
    wide, high = (one.width + two.width) / 2, (one.height + two.height) / 2
    across, down = abs(one.middle[0] - two.middle[0]), abs(one.middle[1] - two.middle[1])
    return across > _APART * wide or down > _APART * high


def unframed(picture: Image, dpi: float, frame: Frame) -> Image:
    """What stands in a frame, level and upright, the outline made paper: a gray picture of the frame's size."""
    wide, high = round(frame.width * dpi), round(frame.height * dpi)
    turn = turned(frame, dpi)
    within = np.asarray(
        cv2.warpAffine(picture, turn, (wide, high), flags=cv2.INTER_LINEAR, borderValue=(255,)), np.uint8
    )
    edge = round(_BESIDE * 1.7 / 25.4 * dpi)
    bare = np.full_like(within, 255)
    bare[edge : high - edge, edge : wide - edge] = within[edge : high - edge, edge : wide - edge]
    return bare


def turned(frame: Frame, dpi: float) -> NDArray[np.float64]:
    """The turn and shift that bring pixels of the page to those of the frame."""
    middle = (frame.middle[0] * dpi, frame.middle[1] * dpi)
    turn = cv2.getRotationMatrix2D(middle, frame.slope, 1)
    turn[:, 2] += (frame.width * dpi / 2 - middle[0], frame.height * dpi / 2 - middle[1])
    return np.asarray(turn, np.float64)
