"""The reader of digits written by hand: Thai and Arabic digits in the piece of a page where a clerk filled them in.

A further witness for a number, a day or a time. The ink of the piece falls into parts; every run of parts, and parts that
are too wide for one sign cut at their thinnest column, may be a digit; the likeliest way through them is what is read. What
it reads alone is a proposal: a person is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from circulars.errors import EngineMissing
from circulars.letter.page import Reading
from circulars.thai.digits import to_arabic

DIGITS = "๐๑๒๓๔๕๖๗๘๙0123456789"
"""What the network tells apart, in the order of its outputs; one more output stands for what is none of them."""
SIDE = 32
NAME = "hand-digits"
_MODEL = Path(__file__).parents[1] / "models" / "hand_digits.onnx"
_FIT = 26  # pixels of a sign's longer side in the network's picture
_DARK = 0.45  # ink above this share of the blackest is a stroke
_STROKE = 0.3  # ink above this joins strokes into pieces: thin pens are light
_WIDE = 0.8  # of the tallest: two narrow digits that touch
_APART = 0.7  # of the tallest: what stands so far behind the last digit may be no part of the number
_LEAST_HEIGHT, _LEAST_AREA = 0.45, 0.02  # of the tallest part and its square: less is a speck, a leader, a stop
_WIDEST = 1.5  # a digit is at most this many times as wide as the tallest part is high
_MOST_PARTS = 24
_JOINED = 3  # parts that one digit falls into at most
_ONE = DIGITS.index("1")
_PRINT_OF_LEAD = 0.75  # of the columns in which print may stand: what lies within is hardly written by hand
_SURELY_NONE = 0.6  # probability from which a part at the ends is no digit
Ink = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Part:
    """Ink that may be a digit or part of one: its mask on the picture, its columns, and the number of the piece it is cut from."""

    mask: NDArray[np.bool_]
    left: int
    right: int
    piece: int = 0


class HandDigits:
    """The network with its weights; see the model card for what it saw in training."""

    def __init__(self, model: Path = _MODEL) -> None:
        if not model.exists():
            raise EngineMissing("ไม่พบแบบจำลองอ่านลายมือ กรุณาติดตั้งโปรแกรมใหม่ด้วย make setup", cause=f"missing {model.name}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def scores(self, pictures: NDArray[np.float32]) -> NDArray[np.float32]:
        """Probability of each digit and of none for signs [n, SIDE, SIDE], 1 = ink."""
        raw = self._session.run(None, {"x": pictures[:, None].astype(np.float32)})[0]
        exp = np.exp(raw - raw.max(1, keepdims=True))
        return np.asarray(exp / exp.sum(1, keepdims=True), np.float32)

    def read(self, gray: NDArray[np.uint8], lead: int = 0) -> Reading:
        """The digits that fill a gray piece of a page from left to right, in one script; confidence is the least of theirs.

        ``lead``: columns at its left in which print may stand: what is before a letter or stroke there is passed over. Empty
        where the ink is no row of digits.
        """
        ink = _density(gray)
        parts = _parts(ink)
        if not parts:
            return Reading("", 0.0, NAME)
        spans = [
            (i, j)
            for i in range(len(parts))
            for j in range(i + 1, min(len(parts), i + _JOINED) + 1)
            if parts[j - 1].right - parts[i].left <= _WIDEST * ink.shape[0]
        ]
        pictures = np.stack([normalised(_cut(ink, parts[i:j])) for i, j in spans])
        table = dict(zip(spans, self.scores(pictures), strict=True))
        bounds = [i for i in range(len(parts)) if not i or parts[i].piece != parts[i - 1].piece] + [len(parts)]
        pieces = [(one, two) for one, two in pairwise(bounds) if (one, two) in table]
        none = [piece for piece in pieces if table[piece][-1] > _SURELY_NONE]
        tallest = max(int(part.mask.any(1).sum()) for part in parts)
        starts = {piece: float(table[piece][-1]) for piece in none if parts[piece[0]].left < lead}
        for first, last in pieces:  # the stroke before a running number looks like a slanted 1
            worth = float(table[first, last][-1] + table[first, last][_ONE])
            if parts[last - 1].right <= _PRINT_OF_LEAD * lead and worth > _SURELY_NONE:
                starts[first, last] = worth
        ends = [one for one, _ in none if one and parts[one].left - parts[one - 1].right > _APART * tallest]
        read = [_path(table, len(parts), starts, ends, script) for script in (slice(0, 10), slice(10, 20))]
        worth, found = max(read, key=lambda one: one[0])
        if not found or not np.isfinite(worth):
            return Reading("", 0.0, NAME)
        sure = tuple(round(float(one), 4) for _, one in found)
        return Reading("".join(sign for sign, _ in found), min(sure), NAME, sure)


def _path(
    table: dict[tuple[int, int], NDArray[np.float32]],
    count: int,
    starts: dict[tuple[int, int], float],
    ends: list[int],
    script: slice,
) -> tuple[float, list[tuple[str, float]]]:
    """The likeliest way through the parts in one script: its worth, and its digits with their probabilities.

    It may begin behind any of the pieces ``starts``, which are none (a letter, a stroke), and end before one of ``ends``.
    """
    nothing: list[tuple[str, float]] = []
    best = [(0.0, nothing), *[(-np.inf, nothing)] * count]
    for (_, last), worth in starts.items():
        best[last] = (float(np.log(worth)), nothing)
    for i in range(count):
        for j in range(i + 1, min(count, i + _JOINED) + 1) if np.isfinite(best[i][0]) else ():
            if (i, j) in table:
                sign, sure = _digit(table[i, j], script)
                worth = best[i][0] + (j - i) * float(np.log(max(sure, 1e-6)))
                if worth > best[j][0]:
                    best[j] = (worth, [*best[i][1], (sign, sure)])
    return next((best[end] for end in ends if best[end][1]), best[count])


def _digit(scores: NDArray[np.float32], script: slice) -> tuple[str, float]:
    """The likeliest digit of a script and how sure it is; a ring is the nought of both."""
    own = scores[script].copy()
    other = scores[10:20] if script.start == 0 else scores[:10]
    own[0] += other[0]
    at = int(own.argmax())
    return DIGITS[script][at], float(own[at])


def normalised(ink: Ink, jitter: NDArray[np.float64] | None = None) -> Ink:
    """A sign's ink as the network wants it: cut to what is inked, its longer side to a fixed length, its middle in the middle."""
    dark = ink > _DARK * max(0.2, float(ink.max()))
    rows, columns = np.flatnonzero(dark.any(1)), np.flatnonzero(dark.any(0))
    sheet = np.zeros((SIDE, SIDE), np.float32)
    if not len(rows):
        return sheet
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    factor = _FIT / max(cut.shape)
    moved = np.zeros(2) if jitter is None else jitter
    matrix = np.array(
        [
            [factor, 0, (SIDE - cut.shape[1] * factor) / 2 + moved[0]],
            [0, factor, (SIDE - cut.shape[0] * factor) / 2 + moved[1]],
        ],
        np.float32,
    )
    if factor < 0.7:
        cut = cv2.GaussianBlur(np.ascontiguousarray(cut), (0, 0), 0.4 / factor)
    placed = cv2.warpAffine(np.ascontiguousarray(cut), matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR)
    return np.asarray(np.clip(placed / max(0.2, float(placed.max())), 0, 1), np.float32)


def _density(gray: NDArray[np.uint8]) -> Ink:
    """Ink 0-1 of a gray piece, scaled by its own paper and its own black."""
    levels = gray.astype(np.float32)
    paper, black = float(np.percentile(levels, 80)), float(np.percentile(levels, 1))
    return np.asarray(np.clip((paper - levels) / max(paper - black, 40.0), 0, 1), np.float32)


def _parts(ink: Ink) -> list[_Part]:
    """The pieces of ink from left to right that are no specks; a small stroke over, in or under a piece belongs to it."""
    dark = cv2.morphologyEx((ink > _STROKE).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, labels, stats, middles = cv2.connectedComponentsWithStats(dark, connectivity=8)
    tallest = int(stats[1:, 3].max(initial=0))
    if count < 2 or tallest < 8:
        return []
    least = _LEAST_AREA * tallest**2
    large = [i for i in range(1, count) if stats[i, 3] >= _LEAST_HEIGHT * tallest and stats[i, 4] >= least]
    if len(large) > _MOST_PARTS:
        return []
    small = [i for i in range(1, count) if i not in large and stats[i, 4] >= 0.3 * least]
    found: list[_Part] = []
    for i in sorted(large, key=lambda i: float(middles[i, 0])):
        left, wide = int(stats[i, 0]), int(stats[i, 2])
        own = [i, *(j for j in small if left - 0.1 * tallest < middles[j, 0] < left + wide + 0.1 * tallest)]
        mask = np.isin(labels, own)
        columns = np.flatnonzero(mask.any(0))
        found += _halves(_Part(mask, int(columns[0]), int(columns[-1]) + 1, i), tallest)
    return found


def _halves(part: _Part, tallest: int) -> list[_Part]:
    """A piece as wide as two narrow digits as two, cut at the thinnest column of its middle: one digit is put together again."""
    wide = part.right - part.left
    if wide < _WIDE * tallest:
        return [part]
    columns = part.mask[:, part.left : part.right].sum(0)
    first, last = round(0.3 * wide), round(0.7 * wide)
    at = part.left + first + int(columns[first:last].argmin())
    left, right = part.mask.copy(), part.mask.copy()
    left[:, at:], right[:, :at] = False, False
    one, two = _Part(left, part.left, at, part.piece), _Part(right, at, part.right, part.piece)
    return [*_halves(one, tallest), *_halves(two, tallest)]


def _cut(ink: Ink, parts: list[_Part]) -> Ink:
    """The ink of some parts alone."""
    mask = np.logical_or.reduce([part.mask for part in parts]).astype(np.uint8)
    left, right = parts[0].left, max(part.right for part in parts)
    grown = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    return np.asarray((ink * grown)[:, max(0, left - 2) : right + 2], np.float32)


def value_of(text: str) -> str:
    """The digits of a reading in Arabic, whatever else was seen.

    >>> value_of("๑๔")
    '14'
    """
    return "".join(sign for sign in to_arabic(text) if sign.isdigit())


@cache
def hand_digits() -> HandDigits:
    """The reader with the shipped model, loaded once per process. Raises EngineMissing."""
    return HandDigits()
