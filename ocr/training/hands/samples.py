"""Single signs as a page shows them: a digit by hand or in print, or what is no digit, spoiled and brought to the reader's size."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ocr.hand.reader import DIGITS, SIDE, normalised
from ocr.training.hands.glyphs import ARABIC, SIZE, THAI, Hand, Mask

NONE = len(DIGITS)
"""The class of what is no digit: letters, strokes, halves of digits, two digits in one."""
_SHEET = 112
_TLWG = Path("/usr/share/fonts/truetype/tlwg")
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
_FACES = (
    "Laksaman",
    "Norasi",
    "Norasi-Bold",
    "Kinnari-Bold",
    "Garuda",
    "Loma",
    "Waree",
    "Umpush",
    "Sawasdee",
    "TlwgTypo",
)
_NUMBERING = ("DejaVuSerif-Bold", "DejaVuSerifCondensed-Bold", "DejaVuSansMono-Bold", "DejaVuSerif")
_AT = np.stack(np.meshgrid(np.arange(_SHEET), np.arange(_SHEET))).astype(np.float32)
_LETTERS = "กขคงจชซญดตถทธนบปผพภมยรลวศษสหอฮะาเแโใไๆฯ()-/,.ว/วล"


class Samples:
    """Endless signs of some hands from one seed: pictures [SIDE, SIDE], 1 = ink, and their classes."""

    def __init__(self, hands: list[Hand], seed: int, *, letters: bool = True) -> None:
        self._rng = np.random.default_rng(seed)
        self._by_sign = {sign: [m for hand in hands for m in _heard(hand.glyphs.get(sign, ()))] for sign in DIGITS}
        self._letters = [
            mask for face in _fonts(_TLWG, _FACES) for sign in _LETTERS if (mask := _set(sign, face)) is not None
        ]
        printed = [(face, DIGITS) for face in _fonts(_TLWG, _FACES)] + [
            (face, ARABIC) for face in _fonts(_DEJAVU, _NUMBERING)
        ]
        for face, signs in printed if letters else ():
            for sign in signs:
                if (mask := _set(sign, face)) is not None:
                    self._by_sign[sign] += [mask] * max(1, len(self._by_sign[sign]) // 60)

    def batch(self, count: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """So many signs: four of five digits, the rest none."""
        made = [self.none() if self._rng.random() < 0.2 else self.digit() for _ in range(count)]
        return np.stack([picture for picture, _ in made]), np.array([label for _, label in made])

    def digit(self, sign: str | None = None) -> tuple[NDArray[np.float32], int]:
        """A digit of any of the hands."""
        label = int(self._rng.integers(len(DIGITS))) if sign is None else DIGITS.index(sign)
        return self._seen(self._moved(self._any(DIGITS[label]))), label

    def none(self) -> tuple[NDArray[np.float32], int]:
        """A letter, a part of a digit, two digits that touch, a stroke."""
        rng = self._rng
        kind = rng.random()
        if kind < 0.45:
            mask = self._letters[int(rng.integers(len(self._letters)))]
        elif kind < 0.7:
            mask = self._any(DIGITS[int(rng.integers(len(DIGITS)))])
            at = int(mask.shape[1] * rng.uniform(0.3, 0.62))
            mask = mask[:, :at] if rng.random() < 0.5 else mask[:, at:]
        elif kind < 0.9:
            one, two = (self._any(DIGITS[int(rng.integers(len(DIGITS)))]) for _ in range(2))
            over = int(rng.integers(0, 8))
            mask = np.zeros((SIZE, one.shape[1] + two.shape[1] - over), np.float32)
            mask[:, : one.shape[1]] = one
            mask[:, one.shape[1] - over :] = np.maximum(mask[:, one.shape[1] - over :], two)
        else:
            mask = np.zeros((SIZE, SIZE), np.float32)
            points = rng.integers(4, SIZE - 4, (int(rng.integers(2, 5)), 2)).astype(np.int32)
            cv2.polylines(mask, [points], False, (1.0,), int(rng.integers(3, 9)), cv2.LINE_AA)
        return self._seen(self._moved(mask)), NONE

    def _any(self, sign: str) -> Mask:
        masks = self._by_sign[sign]
        return masks[int(self._rng.integers(len(masks)))]

    def _moved(self, mask: Mask) -> Mask:
        """The sign slanted, turned, stretched and written with another pen, on a sheet of its own."""
        rng = self._rng
        pen = int(rng.integers(0, 9))
        if pen > 1 and rng.random() < 0.7:
            mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pen, pen))).astype(np.float32)
        lean, turn = float(rng.normal(0.05, 0.18)), float(rng.normal(0, 0.09))
        wide, tall = float(np.clip(rng.normal(1, 0.18), 0.6, 1.5)), float(rng.uniform(0.75, 1.1))
        middle = np.array([_SHEET / 2, _SHEET / 2])
        shape = np.array([[wide, -lean], [turn, tall]])
        shift = middle - shape @ np.array([mask.shape[1] / 2, SIZE / 2])
        matrix = np.concatenate([shape, shift[:, None]], 1).astype(np.float32)
        sheet = np.asarray(cv2.warpAffine(mask, matrix, (_SHEET, _SHEET)), np.float32)
        return self._bent(self._joined(sheet) if rng.random() < 0.12 else sheet)

    def _bent(self, sheet: Mask) -> Mask:
        """The sign drawn by a hand that moves a little otherwise at each place."""
        coarse = self._rng.normal(0, float(self._rng.uniform(0, 3.0)), (2, 4, 4)).astype(np.float32)
        moved = [
            cv2.resize(one, (_SHEET, _SHEET), interpolation=cv2.INTER_CUBIC) + _AT[way]
            for way, one in enumerate(coarse)
        ]
        return np.asarray(cv2.remap(sheet, moved[0], moved[1], cv2.INTER_LINEAR), np.float32)

    def _joined(self, sheet: Mask) -> Mask:
        """The sign with the stroke that came from the digit before it or goes on to the next."""
        rng, inked = self._rng, np.argwhere(sheet > 0.5)
        if not len(inked):
            return sheet
        right = rng.random() < 0.5
        row, column = inked[int(inked[:, 1].argmax() if right else inked[:, 1].argmin())].tolist()
        far = column + (1 if right else -1) * int(rng.integers(3, 12))
        end = (far, row + int(rng.integers(-8, 9)))
        return np.asarray(cv2.line(sheet, (column, row), end, (1.0,), int(rng.integers(2, 7)), cv2.LINE_AA), np.float32)

    def _seen(self, sheet: Mask) -> NDArray[np.float32]:
        """What a scanner sees of it: fewer dots, grain, a leader or a rule through it, black and white or gray."""
        rng = self._rng
        factor = float(rng.uniform(0.2, 0.75))
        small = cv2.resize(sheet, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        if rng.random() < 0.2:
            row = int(small.shape[0] * rng.uniform(0.55, 0.95))
            small[row : row + 1, :: int(rng.integers(1, 5))] = 1.0
        small = cv2.GaussianBlur(small, (0, 0), float(rng.uniform(0.2, 1.1)))
        small = small / max(0.2, float(small.max())) + rng.normal(0, float(rng.uniform(0, 0.09)), small.shape)
        if rng.random() < 0.5:
            small = (small > rng.uniform(0.3, 0.6)).astype(np.float32)
        ink = np.clip(small, 0, 1).astype(np.float32)
        return normalised(ink, jitter=rng.uniform(-1.5, 1.5, 2))


def numbers(hands: list[Hand], seed: int, count: int) -> list[tuple[NDArray[np.uint8], str]]:
    """Running numbers of two to five digits, each by one hand, as gray pictures with what was written: for measuring."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        hand = hands[int(rng.integers(len(hands)))]
        script = [sign for sign in DIGITS if sign in hand.glyphs]
        text = "".join(script[int(i)] for i in rng.integers(0, len(script), int(rng.integers(2, 6))))
        tall, close, pen = int(rng.integers(22, 46)), float(rng.uniform(-0.04, 0.25)), int(rng.integers(0, 5))
        sheet = np.zeros((72, 420), np.float32)
        at = 6
        for sign in text:
            mask = hand.glyphs[sign][int(rng.integers(len(hand.glyphs[sign])))]
            if pen > 1:
                mask = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (pen, pen))).astype(np.float32)
            high = max(12, round(tall * rng.normal(1, 0.08)))
            glyph = cv2.resize(mask, (max(3, round(mask.shape[1] * high / SIZE)), high), interpolation=cv2.INTER_AREA)
            top = 60 - high + int(rng.integers(-2, 3))
            if at + glyph.shape[1] >= sheet.shape[1]:
                break
            there = sheet[max(0, top) : max(0, top) + high, at : at + glyph.shape[1]]
            np.maximum(there, glyph[: there.shape[0]], out=there)
            at += max(4, round(glyph.shape[1] + close * high))
        sheet = cv2.GaussianBlur(sheet, (0, 0), float(rng.uniform(0.3, 0.9))) + rng.normal(0, 0.03, sheet.shape)
        made.append((np.clip(255 - 235 * sheet[:, : at + 12], 0, 255).astype(np.uint8), text))
    return made


def _heard(masks: tuple[Mask, ...]) -> tuple[Mask, ...]:
    """The drawings of one sign by one hand; a face, which has one alone, as often as a few of a writer's."""
    return masks if len(masks) > 1 else masks * 4


def _fonts(folder: Path, names: tuple[str, ...]) -> list[ImageFont.FreeTypeFont]:
    return [ImageFont.truetype(str(path), SIZE * 2) for name in names if (path := folder / f"{name}.ttf").exists()]


def _set(sign: str, font: ImageFont.FreeTypeFont) -> Mask | None:
    sheet = Image.new("L", (SIZE * 4, SIZE * 4), 0)
    ImageDraw.Draw(sheet).text((SIZE, SIZE * 3), sign, font=font, fill=255, anchor="ls")
    inked = np.asarray(sheet) > 100
    rows, columns = np.flatnonzero(inked.any(1)), np.flatnonzero(inked.any(0))
    if not len(rows):
        return None
    cut = inked[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    width = min(3 * SIZE, max(4, round(cut.shape[1] * SIZE / cut.shape[0])))
    return np.asarray(cv2.resize(cut, (width, SIZE), interpolation=cv2.INTER_AREA), np.float32)


assert THAI + ARABIC == DIGITS, "the glyphs' scripts are the reader's classes"
assert SIDE < _SHEET
