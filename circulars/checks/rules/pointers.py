"""Where a text points at the lists of its head: ที่อ้างถึง and สิ่งที่ส่งมาด้วย, with or without a number (ข้อ ๑๑.๖, ๑๑.๗)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from circulars.lexicon.reading.checks import POINTS_TO_ENCLOSURE, POINTS_TO_REFERENCE
from circulars.thai.digits import to_arabic


class Listed(Enum):
    """A list of the head, by how a text points at it."""

    REFERENCES = POINTS_TO_REFERENCE
    ENCLOSURES = POINTS_TO_ENCLOSURE


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place that points: the number of the entry that it names, None where it names none, and its words."""

    number: int | None
    words: str


def pointers(text: str, at: Listed) -> Iterator[Pointer]:
    """The places of a text that point at a list; of a run (๑ - ๓) the last number.

    >>> [one.number for one in pointers("ตามสิ่งที่ส่งมาด้วย ๑ - ๓ และสิ่งที่ส่งมาด้วย ๒ ชุด", Listed.ENCLOSURES)]
    [3, None]
    >>> [one.number for one in pointers("ตามหนังสือที่อ้างถึง ๒ นั้น ตามหนังสือที่อ้างอิง", Listed.REFERENCES)]
    [2]
    """
    for match in at.value.finditer(to_arabic(text)):
        yield Pointer(int(match[1]) if match[1] else None, match[0].strip())


def beyond(text: str, at: Listed, entries: int) -> Iterator[Pointer]:
    """The places that point at an entry that a list of so many entries does not have.

    >>> [one.words for one in beyond("ตามสิ่งที่ส่งมาด้วย", Listed.ENCLOSURES, 0)]
    ['สิ่งที่ส่งมาด้วย']
    """
    return (one for one in pointers(text, at) if (one.number or 1) > entries)
