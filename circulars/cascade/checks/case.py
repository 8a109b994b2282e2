"""What the checks of a draft look at, and how they say what they found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from circulars.cascade.asks.obligations import Reading
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.plan.thread import PriorLetter
from circulars.documents.word.content import LetterContent
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.thai.text import folded


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks look at."""

    content: LetterContent
    recipients: int
    letter: Letter
    step: CascadeStep
    today: dt.date
    prior: PriorLetter | None
    reading: Reading | None
    confirm: tuple[str, ...]
    deadlines: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    own_words: bool = False

    @property
    def body(self) -> str:
        """All paragraphs."""
        return " ".join(one.text for one in self.content.paragraphs)


def blocks(check: str, field: str, message: str, seen: str = "", against: str = "") -> Finding:
    """A finding that stops the draft."""
    return Finding(check, Severity.BLOCKS, field, message, seen=seen, against=against)


def warns(check: str, field: str, message: str, seen: str = "", against: str = "") -> Finding:
    """A finding that a person is asked about."""
    return Finding(check, Severity.WARNS, field, message, seen=seen, against=against)


def notes(check: str, field: str, message: str, seen: str = "", against: str = "") -> Finding:
    """A finding that only tells."""
    return Finding(check, Severity.NOTES, field, message, seen=seen, against=against)


Check = Callable[[Case], Iterator[Finding]]
"""One check of a draft: it looks at the case and finds what is out of order."""


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text for comparing: digits, spaces and quotes do not matter."""
    return folded(text)
