"""The printed labels of a letter, one row each: the part of the letter that it opens, and how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from circulars.lexicon.reading import page


class Part(StrEnum):
    """The parts of a letter that a label opens."""

    NUMBER = "number"
    SUBJECT = "subject"
    ADDRESSEES = "addressees"
    REFERENCES = "references"
    ENCLOSURES = "enclosures"
    MEMO_OFFICE = "memo-office"
    MEMO_DATE = "memo-date"


@dataclass(frozen=True, slots=True)
class Label:
    """A label: what it opens, and how it looks at the start of a line (a row of the lexicon)."""

    part: Part
    pattern: re.Pattern[str]


LABELS = (
    Label(Part.NUMBER, page.NUMBER),
    Label(Part.SUBJECT, page.SUBJECT),
    Label(Part.ADDRESSEES, page.ADDRESSEES),
    Label(Part.REFERENCES, page.REFERENCES),
    Label(Part.ENCLOSURES, page.ENCLOSURES),
    Label(Part.MEMO_OFFICE, page.MEMO_OFFICE),
    Label(Part.MEMO_DATE, page.MEMO_DATE),
)


def is_part(text: str) -> bool:
    """A line that opens a part of the letter with its label and something behind it; no stamp has such lines."""
    opens = (Part.SUBJECT, Part.REFERENCES, Part.ENCLOSURES)
    return any(label.part in opens and (m := label.pattern.match(text)) and len(text) > m.end() for label in LABELS)
