"""Reference numbers (ที่) of official letters: ``มท ๐๓๒๒/ว ๑๘๖๑``.

Structure: letters of the agency or province, number of the owner of the matter, stroke, ว for a circular, running
number (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ข้อ ๑๑.๑, ภาคผนวก ๑, ข้อ ๓๒ for ว).
"""

from __future__ import annotations

from dataclasses import dataclass

from circulars.errors import CircularsError
from circulars.thai.digits import to_thai


class InvalidReference(CircularsError):
    """Text that is not a reference number."""

    code = "invalid-reference"


@dataclass(frozen=True, slots=True)
class ReferenceNumber:
    """The parts of a reference number, digits Arabic, as printed otherwise.

    ``letters`` รหัสตัวพยัญชนะ (``มท``); ``office_number`` เลขประจำของเจ้าของเรื่อง with its dotted parts (``0018.1``);
    ``running`` เลขทะเบียนหนังสือส่ง as printed, zeros kept (``000953``), empty when blank; ``circular`` ว printed;
    ``committee`` letters in parentheses after the agency's; ``unit`` in parentheses after the office number;
    ``special`` พิเศษ; ``year`` as printed after a second stroke; ``verbatim`` the whole number where it follows no
    grammar (``ธปท. ฝสว.(21)ว. 12``), else empty.
    """

    letters: str
    office_number: str
    running: str = ""
    circular: bool = False
    committee: str = ""
    unit: str = ""
    special: bool = False
    year: str = ""
    verbatim: str = ""

    @property
    def complete(self) -> bool:
        """It has a running number (or is verbatim), so that it names one letter."""
        return bool(self.running or self.verbatim or self.special)


def format_reference(reference: ReferenceNumber) -> str:
    """The normal form of the contract: Thai digits, no ที่, one space after the letters and after ว.

    >>> format_reference(ReferenceNumber("มท", "0322", "1861", circular=True))
    'มท ๐๓๒๒/ว ๑๘๖๑'
    >>> format_reference(ReferenceNumber("กค", "0405.2", "119", circular=True, committee="กวจ"))
    'กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙'
    """
    if reference.verbatim:
        return to_thai(reference.verbatim)
    committee = f" ({reference.committee})" if reference.committee else ""
    unit = f" ({reference.unit})" if reference.unit else ""
    tail = " ".join(
        part
        for part in ("พิเศษ" if reference.special else "", "ว" if reference.circular else "", reference.running)
        if part
    )
    year = f"/{reference.year}" if reference.year else ""
    return to_thai(f"{reference.letters}{committee} {reference.office_number}{unit}/{tail}{year}")
