"""Rows: every word and every pattern that the house looks for, with a text that has it and one, alike, that has not.

`row` and `family` are the only places that compile a pattern for the rooms that read and word letters; one test goes
over all that they made (`tests/test_lexicon.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Row:
    """A pattern with a text in which it is found and one in which it is not."""

    pattern: re.Pattern[str]
    example: str
    counter: str


ROWS: list[Row] = []
"""Every row made so far; all of them once the modules of this package are imported."""


def row(regex: str, example: str, counter: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Compile a pattern and keep its row."""
    pattern = re.compile(regex, flags)
    ROWS.append(Row(pattern, example, counter))
    return pattern


class Family:
    """Patterns that differ in the names they are made for: ``«below»`` stands for whoever is below the office that reads."""

    def __init__(self, regex: str) -> None:
        self._regex = regex

    def __call__(self, **parts: str) -> re.Pattern[str]:
        """The pattern with these parts, regular expressions themselves, in their places."""
        return _filled(self._regex, tuple(parts.items()))


@lru_cache(maxsize=4096)
def _filled(regex: str, parts: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    for name, part in parts:
        regex = regex.replace(f"«{name}»", part)
    return re.compile(regex)


def family(regex: str, example: str, counter: str, **sample: str) -> Family:
    """A family of patterns, with the row of its member for the ``sample`` parts."""
    made = Family(regex)
    ROWS.append(Row(made(**sample), example, counter))
    return made


def either(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longest first, so that ลับที่สุด is never read as ลับ.

    >>> either(("กรม", "กรมการปกครอง"))
    '(?:กรมการปกครอง|กรม)'
    """
    return "(?:" + "|".join(re.escape(word) for word in sorted(dict.fromkeys(words), key=len, reverse=True)) + ")"


def literally(text: str) -> str:
    """A text as a regular expression that finds nothing but it: the part of a family that a letter gives."""
    return re.escape(text)


def spaced(word: str) -> str:
    """The word with or without a space between any two of its letters.

    >>> bool(re.fullmatch(spaced("ลับ"), "ล ั บ"))
    True
    """
    return r"\s?".join(re.escape(letter) for letter in word if letter != " ")
