"""The characters the recogniser can write, and text brought to that spelling."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

MODELS = Path(__file__).resolve().parents[2] / "models"
CHARACTERS = (MODELS / "thai_lines.charset.txt").read_text(encoding="utf-8").rstrip("\n")
BLANK = 0  # output 0 of the network; character k is output k + 1
LABEL = {character: number for number, character in enumerate(CHARACTERS, 1)}

TONES = "\u0e48\u0e49\u0e4a\u0e4b"
UPPER_VOWELS = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47"
LOWER_VOWELS = "\u0e38\u0e39"
NO_START = UPPER_VOWELS + LOWER_VOWELS + TONES + "\u0e4cะาำๅ "  # never the first character of a line
_SAME = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\xa0": " ", "\u200b": ""})


def canonical(text: str) -> str:
    """Vowel before tone, sara am in one piece, plain quotes and hyphens, single spaces, known characters only.

    >>> canonical("น้ํา  “ที่” – ๒๕๖๗")
    'น้ำ "ที่" - ๒๕๖๗'
    """
    text = unicodedata.normalize("NFC", text).translate(_SAME)
    text = re.sub(f"([{TONES}\u0e4c])([{UPPER_VOWELS}{LOWER_VOWELS}]+)", r"\2\1", text)
    text = re.sub(f"([{TONES}]?)\u0e4d([{TONES}]?)\u0e32", "\\1\\2\u0e33", text).replace("เเ", "แ")
    text = "".join(c for c in text if c in LABEL)
    return re.sub(" +", " ", text).strip()


def labels(text: str) -> list[int]:
    """Outputs of the network for a text. Raises KeyError for a character it cannot write."""
    return [LABEL[character] for character in text]
