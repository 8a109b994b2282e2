"""What an office prints on its letters, who may sign them, and how it passes letters on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from circulars.directory.offices import Level, Office
from circulars.directory.places import find_province
from circulars.letter.letter import LetterKind

OPENINGS = ("ด้วย", "เนื่องด้วย", "เนื่องจาก")
"""Words by which a letter opens that tells something new (ภาคเหตุ); the first where an office chose none."""
CLOSING_WISH = "พิจารณาดำเนินการต่อไป"
TOWN_KINDS = ("เทศบาลเมือง", "เทศบาลนคร")
"""Municipalities that no district supervises (พ.ร.บ. เทศบาล พ.ศ. ๒๔๙๖ มาตรา ๗๑), as their names begin."""


@dataclass(frozen=True, slots=True)
class SignatoryProfile:
    """A person who may sign: name as printed in the parentheses, rank printed before them (empty: none), own position.

    ``acting_phrase`` (ปฏิบัติราชการแทน …) and ``acting_for`` are None for the head himself. The authority holds from
    ``valid_from`` through ``valid_to`` (None: open), by the order ``order_number``; an acting form needs one
    (พ.ร.บ. ระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ มาตรา ๓๘, ๔๗).
    """

    name: str
    position: str
    rank: str = ""
    acting_phrase: str | None = None
    acting_for: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    order_number: str = ""

    def may_sign(self, day: dt.date) -> bool:
        """The authority holds on this day; an acting form without its order never does."""
        if self.acting_phrase and not self.order_number:
            return False
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or post of an office that a letter is assigned to: its name, words of its matters, its head and e-mail."""

    name: str
    words: tuple[str, ...] = ()
    head: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """An office's own facts, from its ``office.toml``; `default_profile` gives what the directory knows.

    ``letterhead_lines`` place and address, top to bottom; ``contact_office_lines`` the owner of the matter at the foot;
    ``acts_for`` codes of offices whose letters this installation also issues; ``lead_days`` working days between our
    deadline and the one we give below; ``forward_to_local`` a district also writes to the local authorities;
    ``polite_to_local`` with โปรด; ``always_to_village`` a district writes to its กำนัน and ผู้ใหญ่บ้าน though nothing is asked of them;
    ``own_row`` each recipient that has a row of a letter's table gets a letter of its own, with that row alone;
    ``told_shortly`` of what is told only the essence is chosen (`cascade.text.essence`), the source's copy is enclosed;
    ``continued`` the foot of a page that goes on bears the first words of the next (คำต่อเนื่อง);
    ``units`` those to which letters are assigned (empty: those that an office of its level has); ``towns`` the municipalities of
    a province that no district supervises, as it types them (None: not typed, so that a letter to all of them names their class);
    ``kinds`` words of a subject and the kind of the letter that goes on about it, the first that fits;
    ``opening`` the word before ``{เรา}ได้รับแจ้งจาก…``, ``closing`` what จึงเรียนมาเพื่อ… says where something is asked and the
    source's own purpose is none of the recipients'.
    """

    office: Office
    letterhead_lines: tuple[str, ...]
    contact_office_lines: tuple[str, ...] = ()
    phone: str = ""
    motto: str = ""
    signatories: tuple[SignatoryProfile, ...] = ()
    emblem_file: Path | None = None
    acts_for: tuple[str, ...] = ()
    lead_days: int = 3
    forward_to_local: bool = True
    polite_to_local: bool = True
    always_to_village: bool = False
    own_row: bool = False
    told_shortly: bool = False
    continued: bool = True
    demo: bool = False
    units: tuple[Unit, ...] = ()
    towns: tuple[str, ...] | None = None
    kinds: tuple[tuple[str, LetterKind], ...] = ()
    opening: str = OPENINGS[0]
    closing: str = CLOSING_WISH

    def by_name(self, lines: Iterable[str]) -> tuple[str, ...]:
        """Addressee lines with the mayors of a class by name, where the office typed its towns.

        >>> from circulars.directory.offices import find_office
        >>> office = OfficeProfile(find_office("พัทลุง"), (), towns=("เทศบาลเมืองพัทลุง",))
        >>> office.by_name(["นายอำเภอ ทุกอำเภอ", "นายกเทศมนตรีเมือง ทุกแห่ง", "นายกเทศมนตรีนคร ทุกแห่ง"])
        ('นายอำเภอ ทุกอำเภอ', 'นายกเทศมนตรีเมืองพัทลุง')
        """
        if self.towns is None:
            return tuple(lines)
        named: dict[str, None] = {}
        for line in lines:
            kind = next((one for one in TOWN_KINDS if line == f"นายก{one.replace('เทศบาล', 'เทศมนตรี')} ทุกแห่ง"), "")
            mayors = [f"นายกเทศมนตรี{one.removeprefix('เทศบาล')}" for one in self.towns if kind and one.startswith(kind)]
            named |= dict.fromkeys(mayors if kind else [line])
        return tuple(named)

    def signatory_on(self, day: dt.date) -> SignatoryProfile | None:
        """The first person of the list whose authority holds on this day."""
        return next((person for person in self.signatories if person.may_sign(day)), None)


_PHONE_LABEL = re.compile(r"^(?:(?:หมายเลข)?โทร(?:ศัพท์)?|tel)(?!สาร)(?:\.|(?<=์)|(?=[\s:๐-๙0-9]))\s*:?\s*", re.IGNORECASE)


def bare_phone(text: str) -> str:
    """A telephone without the label that the letter's foot prints before it (``โทร.``; ข้อ ๑๑.๑๓), however often typed.

    >>> bare_phone("โทร. ๐ ๔๒๗๑ ๑๔๔๗"), bare_phone("โทรศัพท์: โทร.๐ ๔๒๗๑ ๑๔๔๗"), bare_phone("๐ ๔๒๗๑ ๑๔๔๗")
    ('๐ ๔๒๗๑ ๑๔๔๗', '๐ ๔๒๗๑ ๑๔๔๗', '๐ ๔๒๗๑ ๑๔๔๗')
    >>> bare_phone("โทรสาร ๐ ๔๒๗๑ ๑๔๔๗"), bare_phone("กลุ่มงานโทรคมนาคม"), bare_phone("โทรคมนาคมจังหวัด")
    ('โทรสาร ๐ ๔๒๗๑ ๑๔๔๗', 'กลุ่มงานโทรคมนาคม', 'โทรคมนาคมจังหวัด')
    """
    bare = text.strip()
    while (found := _PHONE_LABEL.match(bare)) and found.end():
        bare = bare[found.end() :].strip()
    return bare


def default_profile(office: Office) -> OfficeProfile:
    """The profile that the directory's rows give; telephone and signatories are left to the office itself.

    >>> from circulars.directory.offices import find_office
    >>> default_profile(find_office("สกลนคร")).letterhead_lines
    ('ศาลากลางจังหวัดสกลนคร', 'ถนนศูนย์ราชการ สน ๔๗๐๐๐')
    """
    motto = find_province(office.province).motto if office.level is Level.PROVINCE and office.province else ""
    units = tuple(office.unit.split(" ")) if office.unit else ()
    return OfficeProfile(
        office=office,
        letterhead_lines=(office.place_name, *office.address),
        contact_office_lines=units,
        motto=f"“{motto}”" if motto else "",
    )
