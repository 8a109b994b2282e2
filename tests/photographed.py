"""A page as a phone sees it: laid on a desk, aslant, in uneven light."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Points = NDArray[np.float64]
WIDE, HIGH = 900, 1200
DESKS = {"wood": (150, 110, 75), "gray": (105, 105, 110), "dark": (35, 35, 38), "blue cloth": (45, 70, 125)}


@dataclass(frozen=True, slots=True)
class Photo:
    """The picture, and where the page's corners stand in it, from the upper left one clockwise."""

    picture: Image.Image
    corners: Points


def photographed(
    page: Image.Image, seed: int, *, desk: tuple[int, int, int] | None = None, tilt: float = 20, size: int = HIGH
) -> Photo:
    """The page seen by a camera turned from straight above by so many degrees, towards a side that the seed chooses."""
    chance = np.random.default_rng(seed)
    wide, high = round(size * WIDE / HIGH), size
    corners = _seen(page.size, chance, tilt, (wide, high))
    under = np.array([(0, 0), (page.width, 0), page.size, (0, page.height)], np.float32)
    matrix = cv2.getPerspectiveTransform(under, corners.astype(np.float32))
    paper = cv2.warpPerspective(np.asarray(page.convert("RGB")), matrix, (wide, high), flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.ones(page.size[::-1], np.float32), matrix, (wide, high))[..., None]
    colour = np.array(desk or list(DESKS.values())[seed % len(DESKS)], np.float32)
    down, across = np.mgrid[0:high, 0:wide].astype(np.float32)
    grain = (12 * np.sin(across / 25 + 2 * np.sin(down / 180)))[..., None]
    shadow = 1 - 0.3 * np.roll(cv2.GaussianBlur(covered, (0, 0), 9), (7, 6), (0, 1))[..., None]
    seen = (colour + grain) * shadow * (1 - covered) + paper * np.array([0.95, 0.94, 0.89]) * covered
    way = chance.uniform(0, 2 * math.pi)
    light = 1 + 0.25 * (math.cos(way) * (across / wide - 0.5) + math.sin(way) * (down / high - 0.5))
    light *= 1 - 0.25 / (
        1 + np.exp(-np.clip((across * math.cos(way + 1) + down * math.sin(way + 1) - 0.3 * high) / 30, -30, 30))
    )
    seen = cv2.GaussianBlur(seen * light[..., None], (0, 0), 0.6) + chance.normal(0, 3, seen.shape)
    return Photo(Image.fromarray(np.clip(seen, 0, 255).astype(np.uint8)), corners)


def _seen(page: tuple[int, int], chance: np.random.Generator, tilt: float, frame: tuple[int, int]) -> Points:
    """The corners as a pinhole camera with the lens of a phone sees them, all in the picture."""
    lens = 1.2 * frame[1]
    way, roll = chance.uniform(0, 2 * math.pi), math.radians(chance.uniform(-10, 10))
    tipped, _ = cv2.Rodrigues(np.array([math.cos(way), math.sin(way), 0.0]) * math.radians(tilt))
    rolled, _ = cv2.Rodrigues(np.array([0.0, 0.0, roll]))
    across, down = page[0] / 2, page[1] / 2
    flat = np.array([(-across, -down, 0), (across, -down, 0), (across, down, 0), (-across, down, 0)], np.float64)
    places = (tipped @ rolled @ flat.T).T + np.array([0, 0, lens * page[1] / (0.78 * frame[1])])
    found = places[:, :2] / places[:, 2:] * lens
    found *= min(1.0, *(0.9 * np.array(frame) / np.ptp(found, axis=0)))
    return np.asarray(found - (found.max(axis=0) + found.min(axis=0)) / 2 + np.array(frame) / 2, np.float64)
