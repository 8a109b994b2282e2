"""The long thin strokes of a page, and how much of a rule is there of them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.page.clean import Image

_TORN = 0.022  # inches of a rule that the scanner lost; letters of a line stand farther apart
_PIECE = 0.2  # inches: longer than any stroke of a letter but the tallest
_BROKEN = 0.14  # inches between pieces of one rule
STROKE = 0.35  # inches of a rule at least
NEAR = 0.03  # inches within which strokes are one rule
_WHOLE = 0.8  # of an edge of some cell, for a stroke to be a rule of the table
DRAWN = 0.5  # of an edge that must be dark to part two cells
_THIN = 0.04  # inches above and below a rule that are paper
_LETTERS = 0.35  # inches that some strokes of letters take
_HANGS, _MOST_HANGING = 0.035, 0.15  # inches from a rule, and how much of it may have ink there
_Strokes = NDArray[np.bool_]


def strokes_of(faint: Image, dark: Image, dpi: float, along: tuple[int, int]) -> Image:
    """The long thin strokes of one direction, ``along`` (rows, columns), with what is missing of them."""

    def reach(inches: float, beside: int = 1) -> NDArray[np.uint8]:
        length = max(3, round(inches * dpi))
        return np.ones((length, beside) if along[0] else (beside, length), np.uint8)

    apart = max(3, round(_THIN * dpi))
    thin = faint.copy()
    if along[0]:
        cv2.subtract(thin[:, apart:], dark[:, :-apart], thin[:, apart:])
        cv2.subtract(thin[:, :-apart], dark[:, apart:], thin[:, :-apart])
    else:
        cv2.subtract(thin[apart:], dark[:-apart], thin[apart:])
        cv2.subtract(thin[:-apart], dark[apart:], thin[:-apart])
    wider = cv2.dilate(thin, np.ones((1, 3) if along[0] else (3, 1), np.uint8))  # a line a little aslant steps aside
    pieces = cv2.morphologyEx(wider, cv2.MORPH_CLOSE, reach(_TORN))
    pieces = cv2.morphologyEx(pieces, cv2.MORPH_OPEN, reach(_PIECE))
    if not pieces.any():
        return np.asarray(pieces, np.uint8)
    whole = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, reach(_BROKEN))
    return np.asarray(cv2.morphologyEx(whole, cv2.MORPH_OPEN, reach(STROKE)), np.uint8)


@dataclass(frozen=True, slots=True)
class Figure:
    """What hangs together of a page's strokes: those across and those down, all ink, and dots per inch."""

    across: _Strokes
    down: _Strokes
    ink: _Strokes
    dpi: float

    @property
    def turned(self) -> Figure:
        """The same with rows as columns."""
        return Figure(self.down.T, self.across.T, self.ink.T, self.dpi)

    @property
    def near(self) -> int:
        """Pixels within which strokes are one rule."""
        return max(2, round(NEAR * self.dpi))

    @property
    def aside(self) -> int:
        """Pixels by which a rule may stand beside its middle at its ends: a page is straightened to a sixth of a degree."""
        return 2 * self.near

    def drawn(self, y: int, left: int, right: int) -> float:
        """How much of a rule across is there: of its strokes, or of thin ink with paper above and below, as a torn rule is."""
        edge = (right - left) // 12  # its ends, where others cross it, tell nothing
        left, right = max(0, left + edge), right - edge
        if right <= left:
            return 1.0
        torn = self._thin(y, left, right)
        short = right - left < _LETTERS * self.dpi  # along so short an edge one stroke of a letter may stand
        return max(self._stroke(y, left, right), 0.0 if short and torn < _WHOLE else torn)

    def whole(self, y: int, left: int, right: int) -> bool:
        """A rule across reaches from side to side, as a line of letters does not."""
        end = self.near + max(4, (right - left) // 16)
        ends = (left + self.near, left + end), (right - end, right - self.near)
        return self.drawn(y, left, right) >= _WHOLE and all(self._stroke(y, *one) >= DRAWN for one in ends)

    def apart(self, y: int, left: int, right: int) -> bool:
        """Nothing hangs on a rule: on the tops or feet of a line of letters their strokes do."""
        first, apart = max(0, y - self.aside), max(3, round(_HANGS * self.dpi))
        strokes = self.across[first : y + self.aside + 1, left:right]
        at = first + int(strokes.sum(axis=1).argmax())
        beside = [row for row in (at - apart, at + apart) if 0 <= row < len(self.ink)]
        return all(float(self.ink[row, left:right].mean()) <= _MOST_HANGING for row in beside)

    def _stroke(self, y: int, left: int, right: int) -> float:
        cut = self.across[max(0, y - self.aside) : y + self.aside + 1, max(0, left) : right].any(axis=0)
        return float(cut.mean()) if cut.size else 1.0

    def _thin(self, y: int, left: int, right: int) -> float:
        apart = max(3, round(_THIN * self.dpi))
        first = y - self.aside - apart
        if first < 0 or y + self.aside + apart + 1 > len(self.ink):
            return 0.0
        band = self.ink[first : y + self.aside + apart + 1, left:right]
        best = 0.0
        for at in range(apart, len(band) - apart):
            line = band[at - 1 : at + 2].any(axis=0)
            best = max(best, float((line & ~band[at - apart] & ~band[at + apart]).mean()))
        return best
