"""Tesseract as second witness: one run over a list of line pictures, one thread.

The shipped ``thai.traineddata`` (model (T) of the card) knows every Thai digit; Debian's ``tha`` lacks ๔ ๖ ๗ ๘ ๙ and is
kept for comparison only. OMP threads make Tesseract slower, not faster, on pages: the limit is always 1.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import pytesseract

from circulars.errors import EngineFailed, EngineMissing
from circulars.letter.page import Reading
from ocr.page.lines import Strip

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
_MODELS = Path(__file__).parents[1] / "models"
_TIMEOUT_S = 120
_RAW_LINE = 13  # page segmentation mode: the picture is one line, no layout analysis


class Tesseract:
    """Engine (T), or a stock language of Debian."""

    def __init__(self, language: str = "thai", models: Path | None = _MODELS, name: str = "tesseract-thai") -> None:
        self.name = name
        self._language = language
        self._models = models

    def read(self, strips: Sequence[Strip], dpi: float) -> list[Reading]:
        """Read every strip in one process. Raises EngineMissing or EngineFailed."""
        if not strips:
            return []
        with tempfile.TemporaryDirectory(prefix="circulars-") as folder:
            names = []
            for i, strip in enumerate(strips):
                name = f"{folder}/{i:04d}.pgm"
                cv2.imwrite(name, strip.picture)
                names.append(name)
            listing = Path(folder, "list.txt")
            listing.write_text("\n".join(names) + "\n", encoding="utf-8")
            options = f"--psm {_RAW_LINE} --oem 1 --dpi {round(dpi)} -c tessedit_create_txt=1 -c tessedit_create_tsv=1"
            if self._models is not None:
                options += f' --tessdata-dir "{self._models}"'
            try:
                pytesseract.pytesseract.run_tesseract(
                    str(listing), f"{folder}/out", "tsv", self._language, options, timeout=_TIMEOUT_S
                )
                plain = Path(folder, "out.txt").read_text(encoding="utf-8")
                table = Path(folder, "out.tsv").read_text(encoding="utf-8")
            except pytesseract.TesseractNotFoundError as error:
                raise EngineMissing(
                    "ไม่พบโปรแกรม tesseract กรุณาติดตั้งด้วย make setup หรือ apt-get install tesseract-ocr", cause=str(error)
                ) from error
            except (pytesseract.TesseractError, RuntimeError, UnicodeDecodeError, OSError) as error:
                raise EngineFailed(
                    "โปรแกรม tesseract หยุดกลางคัน กรุณาลองอีกครั้ง ถ้ายังเป็นอยู่ให้แจ้งผู้ดูแลระบบ", cause=str(error)
                ) from error
        return self._readings(plain, table, len(strips))

    def _readings(self, plain: str, table: str, count: int) -> list[Reading]:
        """Text from the plain output (one page a strip), confidences from the table's words, character by character."""
        texts = [page.strip().replace("\n", " ") for page in plain.split("\f")]
        confidences: list[list[float]] = [[] for _ in range(count)]
        for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
            page = int(row["page_num"])
            if row["level"] == "5" and row["text"] and 1 <= page <= count:
                sure = max(0.0, float(row["conf"])) / 100
                confidences[page - 1] += [sure] * len(row["text"].replace(" ", ""))
        readings = []
        for number in range(count):
            text = " ".join(texts[number].split()) if number < len(texts) else ""
            readings.append(self._reading(text, confidences[number]))
        return readings

    def _reading(self, text: str, sure: list[float]) -> Reading:
        if len(text.replace(" ", "")) != len(sure):  # the two outputs disagree: no confidence can be told
            return Reading(_composed(text), 0.0, self.name)
        spread: list[float] = []
        used = 0
        for character in text:
            if character == " ":
                spread.append(spread[-1] if spread else 1.0)
            else:
                spread.append(sure[used])
                used += 1
        mean = sum(spread) / len(spread) if spread else 0.0
        composed = _composed(text)
        characters = tuple(spread) if len(composed) == len(text) else ()
        return Reading(composed, round(mean, 4), self.name, characters)


def _composed(text: str) -> str:
    """Sara am in one piece: the model writes it as nikhahit and sara aa, the tone between or before them."""
    return re.sub("([\u0e48-\u0e4b]?)\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\\2\u0e33", text)
