"""A fault of language in a letter of ours: a row that blocks, with a text that has it and one, alike, that has not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from circulars.directory.offices import Level
from circulars.documents.word.content import Paragraph

Texts = Sequence[Paragraph]
Finder = Callable[[Texts, Level], str]
"""Finds the words of a fault in the paragraphs of a letter that an office of a level writes; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of language: its finding's name, the sentence for the clerk, how it is found, and a text with and without it."""

    check: str
    message: str
    find: Finder
    example: tuple[str, ...]
    counter: tuple[str, ...]
