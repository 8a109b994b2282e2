"""How well pages were read: character errors, digits and exact numbers, with lines matched in any order.

Truth is one JSON file a page: ``rows`` (lines as printed, each a list of cells), ``optional`` (stamps, notes: read or not)
and ``fields`` (``ref``, ``date``). Spaces do not count; sara am and the order of vowel and tone are folded on both sides.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

DIGITS = "๐๑๒๓๔๕๖๗๘๙0123456789"
_TONE = "\u0e48-\u0e4c"
_VOWEL = "\u0e31\u0e34-\u0e3a\u0e47\u0e4d"
_NEVER = 1e6
_OPTIONAL = 0.7  # an optional line read with fewer errors than this share of it costs nothing


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page: wrong characters of how many, right digits of how many, number and date found exactly."""

    errors: float
    characters: int
    digits_right: int
    digits: int
    number: bool
    date: bool


def folded(text: str) -> str:
    """One spelling for what looks the same, without spaces.

    >>> folded("น\u0e4d\u0e49\u0e32 ๑") == folded("น้ำ๑")
    True
    """
    text = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\u0e40\u0e40", "\u0e41")
    text = re.sub(f"([{_TONE}])([{_VOWEL}]+)", r"\2\1", text)
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    for curly, plain in ('“"', '”"', "’'"):
        text = text.replace(curly, plain)
    return re.sub(r"\s+", "", text)


def score_page(truth_file: Path, lines: Sequence[str]) -> PageScore:
    """Compare read lines with the truth of a page."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    read = [text for text in map(folded, lines) if text]
    wanted = _wanted([[folded(cell) for cell in row] for row in truth["rows"]], read)
    optional = [folded(text) for text in truth["optional"]]
    errors, pairs = _matched(read, wanted, optional)
    right = total = 0
    for text, seen in pairs:
        equal = [
            place
            for step in Levenshtein.opcodes(text, seen)
            if step.tag == "equal"
            for place in range(step.src_start, step.src_end)
        ]
        right += sum(text[place] in DIGITS for place in equal)
        total += sum(character in DIGITS for character in text)
    fields = truth["fields"]
    return PageScore(
        errors,
        sum(map(len, wanted)),
        right,
        total,
        _stands_in(folded(fields["ref"]), read),
        _stands_in(folded(fields["date"]), read),
    )


def _stands_in(value: str, lines: Sequence[str]) -> bool:
    pattern = re.compile(f"(?<![{DIGITS}]){re.escape(value)}(?![{DIGITS}])")
    return any(pattern.search(line) for line in lines)


def _wanted(rows: list[list[str]], read: list[str]) -> list[str]:
    """A row of several cells counts as one line or as its cells, whichever the reading fits better."""
    wanted: list[str] = []
    for cells in rows:
        whole = "".join(cells)
        if len(cells) > 1 and read:
            nearest = cdist([whole, *cells], read, scorer=Levenshtein.distance).min(1)
            wanted += [whole] if nearest[0] <= nearest[1:].sum() else cells
        else:
            wanted += cells
    return wanted


def _matched(read: list[str], wanted: list[str], optional: list[str]) -> tuple[float, list[tuple[str, str]]]:
    """Least total edit distance over all ways to assign lines; a line left over costs its length."""
    texts = wanted + optional
    rows, columns = len(read), len(texts)
    cost = np.zeros((rows + columns, columns + rows))
    if rows and columns:
        near = np.asarray(cdist(read, texts, scorer=Levenshtein.distance), np.float64)
        free = np.array([_OPTIONAL * len(text) for text in optional])
        near[:, len(wanted) :] = np.where(near[:, len(wanted) :] < free, 0, near[:, len(wanted) :])
        cost[:rows, :columns] = near
    cost[:rows, columns:] = _NEVER
    cost[rows:, :columns] = _NEVER
    for i, text in enumerate(read):
        cost[i, columns + i] = len(text)
    for j, text in enumerate(texts):
        cost[rows + j, j] = len(text) if j < len(wanted) else 0
    chosen = _assignment(cost)
    total = float(sum(cost[i, j] for i, j in enumerate(chosen)))
    pairs = [(texts[j], read[i] if i < rows else "") for i, j in enumerate(chosen) if j < len(wanted)]
    return total, pairs


def _assignment(cost: NDArray[np.float64]) -> list[int]:
    """Column of each row in the cheapest one-to-one assignment of a square matrix (Kuhn-Munkres, shortest paths)."""
    size = len(cost)
    row_price, column_price = np.zeros(size + 1), np.zeros(size + 1)
    owner = np.zeros(size + 1, int)  # row (from 1) that owns a column (from 1); column 0 holds the row being placed
    for row in range(1, size + 1):
        owner[0], column = row, 0
        least, came = np.full(size + 1, np.inf), np.zeros(size + 1, int)
        used = np.zeros(size + 1, bool)
        while True:
            used[column] = True
            spare = cost[owner[column] - 1] - row_price[owner[column]] - column_price[1:]
            better = ~used[1:] & (spare < least[1:])
            least[1:][better], came[1:][better] = spare[better], column
            following = int(np.argmin(np.where(used, np.inf, least)))
            step = least[following]
            row_price[owner[used]] += step
            column_price[used] -= step
            least[~used] -= step
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[came[column]]
            column = int(came[column])
    chosen = [0] * size
    for column in range(1, size + 1):
        chosen[owner[column] - 1] = column - 1
    return chosen
