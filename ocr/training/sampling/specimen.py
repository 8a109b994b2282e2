"""A sheet of training lines to look at: what people cannot read the network should not be asked to."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ocr.engines.line_strip import HEIGHT
from ocr.training.sampling.fonts import training_faces
from ocr.training.sampling.lines import WIDEST, LineMaker


def write_specimen(work: Path, count: int, seed: int) -> None:
    """Write ``specimen.png`` and ``specimen.txt`` into the work folder."""
    maker = LineMaker(training_faces(work / "fonts"), seed)
    lines = [maker.line() for _ in range(count)]
    sheet = np.full((count * (HEIGHT + 6), WIDEST + 6), 190, np.uint8)
    for row, line in enumerate(lines):
        top = row * (HEIGHT + 6) + 3
        sheet[top : top + HEIGHT, 3 : 3 + line.strip.shape[1]] = line.strip
    cv2.imwrite(str(work / "specimen.png"), sheet)
    (work / "specimen.txt").write_text("\n".join(line.text for line in lines) + "\n", encoding="utf-8")
