"""Best-path CTC decoding and the two figures training is judged by: character errors and digits right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from ocr.training.text.charset import BLANK, CHARACTERS

_DIGITS = frozenset("๐๑๒๓๔๕๖๗๘๙0123456789")


def best_path(scores: NDArray[np.float32]) -> str:
    """Text of one line's scores [outputs, characters + 1]: repeats and blanks dropped, outer spaces stripped."""
    best = scores.argmax(-1)
    changes = np.concatenate([[True], best[1:] != best[:-1]]) & (best != BLANK)
    return "".join(CHARACTERS[output - 1] for output in best[changes]).strip()


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of 1. ``invented`` is the share of empty cuts in which something was read; 0 where there are none."""

    errors: float
    digits: float
    exact: float
    invented: float


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    """Figures over (truth, read) pairs; spaces count. Lines without text count for ``invented`` only."""
    errors = characters = digits = right = exact = lines = empty = invented = 0
    for truth, read in pairs:
        if not truth:
            empty += 1
            invented += bool(read)
            continue
        lines += 1
        exact += truth == read
        characters += len(truth)
        errors += Levenshtein.distance(truth, read)
        digits += sum(c in _DIGITS for c in truth)
        for block in Levenshtein.opcodes(truth, read):
            if block.tag == "equal":
                right += sum(c in _DIGITS for c in truth[block.src_start : block.src_end])
    return Score(errors / max(characters, 1), right / max(digits, 1), exact / max(lines, 1), invented / max(empty, 1))
