"""What the archive tells the checks: plain facts, so that checks stay free of databases."""

from __future__ import annotations

from dataclasses import dataclass

from circulars.letter.reference import ReferenceNumber
from circulars.thai.dates import ThaiDate


@dataclass(frozen=True, slots=True)
class KnownLetter:
    """A letter that is known from elsewhere: number and date are certain; agency and subject where known.

    ``where`` tells the clerk in Thai where to look (``ทะเบียนรับ ๑๒๓/๒๕๖๗``).
    """

    number: ReferenceNumber
    dated: ThaiDate
    agency: str | None = None
    subject: str | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """Letters that bear on the letter under check, and cited numbers that the archive should hold and does not.

    ``letters`` holds other dated letters of the same sender (for the rate of its register) and the letters found under
    the numbers that this letter cites, whatever their dates. A number in ``not_found`` makes a note, never a warning.
    """

    letters: tuple[KnownLetter, ...] = ()
    not_found: tuple[ReferenceNumber, ...] = ()


def same_number(one: ReferenceNumber, other: ReferenceNumber) -> bool:
    """The two numbers name the same letter: zeros before the running number and the mark ว aside."""
    if one.verbatim or other.verbatim:
        return one.verbatim == other.verbatim
    return (
        one.letters == other.letters
        and one.office_number == other.office_number
        and one.running.lstrip("0") == other.running.lstrip("0")
        and bool(one.running)
        and (not one.year or not other.year or one.year == other.year)
    )
