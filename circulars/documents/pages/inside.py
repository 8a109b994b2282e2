"""What travels inside a PDF, told from the files that were taken out of it (`circulars.documents.pages.attached`)."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass

from pydantic import ValidationError

from circulars.documents.pages.attached import MOST_BYTES, NAME
from circulars.letter.letter import Letter
from circulars.letter.record import load_letter

WHOLE = "whole"
"""The member of the attached facts that holds the letter with every field, as `circulars.letter.record` writes it."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What travels inside a PDF: the names of its files, all but our facts, those facts, and the letter that they tell."""

    names: tuple[str, ...] = ()
    letter: Letter | None = None
    facts: bytes = b""


def inside_of(packed: bytes) -> Inside:
    """What `attached_files` found; facts of another form than ours are one file more."""
    if not packed:
        return Inside()
    names: list[str] = []
    letter: Letter | None = None
    facts = b""
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        for entry in found.infolist():
            name = entry.filename.partition("/")[2]
            content = found.read(entry) if name == NAME and letter is None else b""
            told = letter_told(content) if content else None
            if told is None:
                names.append(name)
            else:
                letter, facts = told, content
    return Inside(tuple(names), letter, facts)


def letter_told(content: bytes) -> Letter | None:
    """The whole letter that attached facts tell; None where they tell none, or are not written as ours are."""
    if len(content) > MOST_BYTES:
        return None
    try:
        facts = json.loads(content)
        return load_letter(json.dumps(facts[WHOLE])) if isinstance(facts, dict) and WHOLE in facts else None
    except (ValueError, RecursionError, ValidationError):
        return None
