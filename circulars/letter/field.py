"""A value read from a letter, with the place where it was seen and every reason to doubt it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from circulars.letter.doubt import Doubt, WrittenDoubt
from circulars.letter.page import Box

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where and how a value was seen.

    ``page`` counts from 1 in the file; ``box`` is None for .txt files; ``raw`` is the text as seen; ``confidence``
    is 0–1; ``rule`` names the rule that found it (``dated.line``); ``engine`` the recogniser; ``other`` the second
    witness's reading where it differs.
    """

    page: int
    box: Box | None
    raw: str
    confidence: float
    rule: str
    engine: str
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A field of a letter: its value (None when it was not read), its evidence, and why a person must look at it.

    ``doubts`` are the reasons (`circulars.letter.doubt`); a field with at least one is doubtful. An absent value may be doubtful too
    (something stands there that could not be read).
    """

    value: T | None = None
    evidence: Evidence | None = None
    doubts: tuple[WrittenDoubt, ...] = ()

    @property
    def doubtful(self) -> bool:
        """A person must confirm this field."""
        return bool(self.doubts)

    def doubt(self, reason: Doubt) -> Field[T]:
        """The same field with one more reason to ask a person."""
        return self if reason in self.doubts else replace(self, doubts=(*self.doubts, reason))

    def map(self, change: Callable[[T], U]) -> Field[U]:
        """The same evidence and doubts with the value changed; an absent value stays absent."""
        return Field(None if self.value is None else change(self.value), self.evidence, self.doubts)
