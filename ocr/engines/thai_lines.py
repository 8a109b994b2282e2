"""The Thai line recogniser: a small convolutional CTC network (see models/MODEL_CARD.md) run by onnxruntime.

Single-threaded by design: pages are read in parallel by processes, not lines by threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from circulars.errors import EngineMissing
from circulars.letter.page import Reading
from ocr.engines.line_strip import BASE, HEIGHT, TOP, consonant_band, ink, place
from ocr.page.lines import Strip

_MODELS = Path(__file__).parents[1] / "models"
_BATCH = 8
_STRIDE = 4  # columns of the strip per output of the network


class ThaiLines:
    """Engine (C): every Thai letter and digit, Latin, punctuation."""

    name = "thai-lines"

    def __init__(self, model: Path = _MODELS / "thai_lines.onnx") -> None:
        charset = model.with_suffix(".charset.txt")
        if not model.exists() or not charset.exists():
            raise EngineMissing(
                "ไม่พบแบบจำลองอ่านอักษรไทย กรุณาติดตั้งโปรแกรมใหม่ด้วย make setup", cause=f"missing {model.name}"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._characters = charset.read_text(encoding="utf-8").rstrip("\n")

    def read(self, strips: Sequence[Strip], dpi: float) -> list[Reading]:
        """Read every strip. Confidence of a line is the mean over its characters; empty text has confidence 0."""
        pictures = normalised(strips)
        readings: list[Reading] = [Reading("", 0.0, self.name)] * len(pictures)
        order = sorted(range(len(pictures)), key=lambda i: pictures[i].shape[1])
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            width = (max(pictures[i].shape[1] for i in chosen) + 15) // 16 * 16
            batch = np.ones((len(chosen), 1, HEIGHT, width), np.float32)
            for row, i in enumerate(chosen):
                batch[row, 0, :, : pictures[i].shape[1]] = pictures[i] / np.float32(255)
            scores = self._session.run(None, {"x": batch})[0]
            for row, i in enumerate(chosen):
                columns = (pictures[i].shape[1] + _STRIDE - 1) // _STRIDE
                readings[i] = self._decode(scores[row, :columns])
        return readings

    def _decode(self, scores: NDArray[np.float32]) -> Reading:
        """Best path of CTC: one character per run of equal outputs; its confidence is the run's best probability."""
        exp = np.exp(scores - scores.max(-1, keepdims=True))
        probabilities = exp / exp.sum(-1, keepdims=True)
        best = probabilities.argmax(-1)
        top = probabilities.max(-1)
        text: list[str] = []
        confidences: list[float] = []
        previous = 0
        for output, probability in zip(best.tolist(), top.tolist(), strict=True):
            if output and output != previous:
                text.append(self._characters[output - 1])
                confidences.append(probability)
            elif output:
                confidences[-1] = max(confidences[-1], probability)
            previous = output
        start, end = 0, len(text)
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        kept = [round(c, 4) for c in confidences[start:end]]
        mean = sum(kept) / len(kept) if kept else 0.0
        return Reading("".join(text[start:end]), round(mean, 4), self.name, tuple(kept))


def normalised(strips: Sequence[Strip]) -> list[NDArray[np.uint8]]:
    """Strips brought to the network's picture; a line's band is pulled to the page's usual letter where it is odd."""
    bands = [consonant_band(ink(s.picture)) for s in strips]
    usual = float(np.median([base - top for top, base in bands])) if bands else float(BASE - TOP)
    pictures = []
    for strip, (top, base) in zip(strips, bands, strict=True):
        height: float = base - top
        line = float(base)
        expected_base = strip.band[1]
        large = strip.letter_height > 1.6 * usual
        if not 0.6 * usual < height < 2.4 * usual or abs(line - expected_base) > 0.5 * max(usual, strip.letter_height):
            line = expected_base
            height = strip.letter_height if large else usual
        elif height < 1.25 * usual:
            height = 0.5 * height + 0.5 * usual
        pictures.append(place(strip.picture, line - height, line))
    return pictures


@cache
def thai_lines() -> ThaiLines:
    """The engine with the shipped model, loaded once per process."""
    return ThaiLines()
