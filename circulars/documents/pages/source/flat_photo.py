"""A photo of a page that lies on a desk, as the page: what a phone saw aslant drawn square, and the desk left out.

Only where it is sure: one bright sheet whose four straight edges are all in the picture, each of them seen along nearly all of
its length, of the shape of paper, and nothing else as bright beside it. Where a sheet is seen that is aslant and any of
that does not hold, the photo stays as it is and says so, that a person may look. The file itself is never changed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

_LOOKED_AT = 800  # pixels of the longer side: enough for edges, and 20 ms
_LEAST_SHEET, _MOST_SHEET = 0.2, 0.97  # of the picture
_FILLED = 0.93  # of the four-sided hull is bright: no second sheet, no torn corner, no hand over it
_BESIDE = 0.12  # of the sheet: as much brightness outside it is another sheet
_SEEN_EDGE = 0.85  # of each side there is a step from bright to darker
_STEP = 12  # gray levels
_MARGIN = 0.004  # of the picture: nearer to its edge a sheet is cut off
_FORMATS = (297 / 210, 330 / 210, 279 / 216, 356 / 216)  # A4, F4, Letter, Legal
_NEAR = 0.04
_LENSES = 0.65, 1.6  # how far the picture lies behind the lens, to its longer side: phones, wide to twice enlarged
_RIGHT = 0.06  # cosine: 3.5 degrees from a right angle
_LONGEST, _SHORTEST = 1.75, 1.2
_SQUARE = 2.0  # degrees: less is left to the straightening of lines
_ASLANT = 4.0
_MOST_SCANNED = 0.8  # of the picture: a sheet that fills more of it and is square lay on a scanner
_DESK_SEEN = 0.88  # of the picture: where the sheet fills more, its edges may be a scan's dark border
_Points = NDArray[np.float64]


class Slant(StrEnum):
    """How a picture shows its page."""

    NONE = "none"  # a scan, or a photo from straight above
    TAKEN_OUT = "taken-out"
    LEFT = "left"  # aslant, and not surely to be drawn square


@dataclass(frozen=True, slots=True)
class FlatPhoto:
    """The picture of the page, and what was done about its slant."""

    picture: Image.Image
    slant: Slant


def flat_photo(picture: Image.Image) -> FlatPhoto:
    """The page of a photo drawn square; any picture that is no photo of a whole sheet on a desk as it is."""
    scale = min(1.0, _LOOKED_AT / max(picture.size))
    small = np.asarray(
        picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BOX)
    )
    sheet = _sheet(small)
    if sheet is None:
        return FlatPhoto(picture, Slant.NONE)
    corners, sure = sheet
    slant, share = _slant(corners), _area(corners) / (small.shape[0] * small.shape[1])
    if sure and slant < _SQUARE and share > _MOST_SCANNED:
        return FlatPhoto(picture, Slant.NONE)
    shape = _shape(corners, small.shape[1], small.shape[0]) if sure else None
    if shape is None:
        return FlatPhoto(picture, Slant.LEFT if slant > _ASLANT and share < _DESK_SEEN else Slant.NONE)
    return FlatPhoto(_drawn_square(picture, corners / scale, shape), Slant.TAKEN_OUT)


def _sheet(small: NDArray[np.uint8]) -> tuple[_Points, bool] | None:
    """The four corners of the sheet, from its upper left one clockwise, and whether it is surely one; None without a sheet."""
    bright = _brightness(small)
    mask = _bright_part(bright)
    if mask is None:
        return None
    hull = cv2.convexHull(max(cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=cv2.contourArea))
    corners = _four(hull)
    if corners is None:
        return None
    area = _area(corners)
    if not _LEAST_SHEET < area / mask.size < _MOST_SHEET:
        return None
    corners = _sharpened(bright, corners)
    inside = np.zeros_like(mask)
    cv2.fillConvexPoly(inside, np.rint(corners).astype(np.int32), 1)
    filled = float(mask[inside > 0].mean())
    near = cv2.dilate(inside, np.ones((15, 15), np.uint8))
    level = float(np.median(bright[inside > 0]))
    beside = float(((bright > 0.85 * level) & (near == 0)).sum()) / area
    seen = min(_seen(bright, corners, side) for side in range(4))
    whole = _all_inside(corners, small.shape[1], small.shape[0])
    return corners, bool(filled > _FILLED and beside < _BESIDE and seen > _SEEN_EDGE and whole)


def _brightness(small: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How much like white paper each dot is: its darkest channel, so that coloured wood is dark."""
    least = small if small.ndim == 2 else small.min(axis=2)
    return np.asarray(cv2.medianBlur(np.ascontiguousarray(least), 5), np.uint8)


def _bright_part(bright: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The largest bright part with its print filled in; None where the picture has no two levels."""
    side = max(3, bright.shape[0] // 40) | 1
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, mask = cv2.threshold(closed, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark, light = closed[mask == 0], closed[mask > 0]
    if not dark.size or not light.size or float(light.mean()) - float(dark.mean()) < 2 * _STEP:
        return None
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    if count < 2:
        return None
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return np.asarray(labels == largest, np.uint8)


def _four(hull: NDArray[np.int32]) -> _Points | None:
    """A hull as four corners, from the upper left clockwise; None where it has no four."""
    around = cv2.arcLength(hull, True)
    for share in (0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06):
        found = cv2.approxPolyDP(hull, share * around, True).reshape(-1, 2).astype(np.float64)
        if len(found) == 4:
            middle = found.mean(axis=0)
            turned = found[np.argsort(np.arctan2(*(found - middle).T[::-1]))]
            first = int(np.argmin(turned.sum(axis=1)))
            return np.asarray(np.roll(turned, -first, axis=0), np.float64)
        if len(found) < 4:
            return None
    return None


def _sharpened(bright: NDArray[np.uint8], corners: _Points) -> _Points:
    """The corners where lines through the steps along each side meet."""
    lines = []
    for side in range(4):
        start, end = corners[side], corners[(side + 1) % 4]
        steps = [place for place, _ in _steps(bright, start, end, 10)]
        if len(steps) < 10:
            lines.append((start, end - start))
            continue
        across, down, x, y = cv2.fitLine(np.array(steps, np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
        lines.append((np.array([x, y]), np.array([across, down])))
    found = []
    for side in range(4):
        (one, along), (other, beyond) = lines[side - 1], lines[side]
        cross = along[0] * beyond[1] - along[1] * beyond[0]
        if abs(cross) < 1e-6 * float(np.hypot(*along)) * float(np.hypot(*beyond)):
            return corners
        way = ((other - one)[0] * beyond[1] - (other - one)[1] * beyond[0]) / cross
        found.append(one + way * along)
    moved = np.array(found)
    return moved if float(np.abs(moved - corners).max()) < 25 else corners


def _steps(bright: NDArray[np.uint8], start: _Points, end: _Points, reach: int) -> list[tuple[_Points, float]]:
    """Where brightness falls most, going outwards through a side, and by how much; at places along it but for its ends."""
    along = end - start
    outwards = np.array([along[1], -along[0]]) / max(1e-9, float(np.hypot(*along)))
    found = []
    for share in np.linspace(0.04, 0.96, 60):
        places = start + share * along + np.arange(-reach, reach + 1)[:, None] * outwards
        x, y = places[:, 0], places[:, 1]
        if x.min() < 0 or y.min() < 0 or x.max() > bright.shape[1] - 1 or y.max() > bright.shape[0] - 1:
            continue
        levels = bright[np.rint(y).astype(int), np.rint(x).astype(int)].astype(np.float64)
        falls = levels[:-4] - levels[4:]
        most = int(np.argmax(falls))
        if falls[most] >= _STEP:
            found.append((places[most + 2], float(falls[most])))
    return found


def _seen(bright: NDArray[np.uint8], corners: _Points, side: int) -> float:
    """The share of a side at which brightness falls from the sheet to what lies beneath."""
    return len(_steps(bright, corners[side], corners[(side + 1) % 4], 5)) / 60


def _all_inside(corners: _Points, width: int, height: int) -> bool:
    room = _MARGIN * max(width, height)
    x, y = corners[:, 0], corners[:, 1]
    return bool(x.min() > room and y.min() > room and x.max() < width - room and y.max() < height - room)


def _area(corners: _Points) -> float:
    return float(cv2.contourArea(corners.astype(np.float32)))


def _slant(corners: _Points) -> float:
    """Degrees by which the corner furthest from a right angle differs from one."""
    worst = 0.0
    for side in range(4):
        one, two = corners[side - 1] - corners[side], corners[(side + 1) % 4] - corners[side]
        angle = math.degrees(math.acos(float(np.dot(one, two) / (np.hypot(*one) * np.hypot(*two)))))
        worst = max(worst, abs(angle - 90))
    return worst


def _shape(corners: _Points, width: int, height: int) -> tuple[float, float] | None:
    """Width and height of the sheet in dots of the small picture; None where it has not the shape of paper.

    How long its sides are to each other follows from its corners and the lens (Zhang, He: Whiteboard scanning, 2003),
    which looks at the picture's middle; how wide the lens sees is not known, so all that phones have are tried, and the
    commonest paper that agrees with one of them is taken.
    """
    ratios = _ratios(corners - np.array([width / 2, height / 2]), max(width, height))
    if not ratios:
        return None
    turned = min(ratios) < 1
    least, most = sorted((1 / min(ratios), 1 / max(ratios)) if turned else (min(ratios), max(ratios)))
    agreeing = [one for one in _FORMATS if least * (1 - _NEAR) < one < most * (1 + _NEAR)]
    long = agreeing[0] if agreeing else (least + most) / 2
    if not _SHORTEST < long < _LONGEST:
        return None
    sides = [float(np.hypot(*(corners[(side + 1) % 4] - corners[side]))) for side in range(4)]
    across, down = max(sides[0], sides[2]), max(sides[1], sides[3])
    ratio = 1 / long if turned else long
    return (across, across * ratio) if across * ratio >= down else (down / ratio, down)


def _ratios(corners: _Points, longer: int) -> list[float]:
    """Height by width of the rectangle that has these corners about the lens, for each lens by which it has right angles."""
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    seen = cv2.getPerspectiveTransform(square, corners.astype(np.float32))
    found = []
    for lens in np.geomspace(*_LENSES, 12) * longer:
        across, down = (seen[:, side] / np.array([lens, lens, 1.0]) for side in (0, 1))
        lengths = float(np.linalg.norm(across)), float(np.linalg.norm(down))
        if abs(float(across @ down)) < _RIGHT * lengths[0] * lengths[1]:
            found.append(lengths[1] / lengths[0])
    return found


def _drawn_square(picture: Image.Image, corners: _Points, shape: tuple[float, float]) -> Image.Image:
    """The sheet alone, as large as its longest sides stand in the photo."""
    longest = max(np.hypot(*(corners[(side + 1) % 4] - corners[side])) for side in range(4))
    grow = float(longest) / max(shape)
    width, height = round(shape[0] * grow), round(shape[1] * grow)
    square = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    drawn = cv2.warpPerspective(np.asarray(picture), matrix, (width, height), flags=cv2.INTER_CUBIC)
    return Image.fromarray(np.asarray(drawn, np.uint8))
