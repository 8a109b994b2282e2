"""From where a letter comes: above, beside, below, from outside the administration, from a person, or from ourselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from circulars.directory.offices import Level, Office, find_office, offices_below
from circulars.errors import SettingsWrong
from circulars.letter.letter import Letter
from circulars.lexicon.reading.triage.staying import A_PERSON, BESIDE_POST, SEAT


class Direction(StrEnum):
    """Where the sender stands, seen from the office that received the letter."""

    ABOVE = "above"
    SIDE = "side"
    BELOW = "below"
    OUTSIDE = "outside"
    PERSON = "person"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Body:
    """How names of senders of one kind begin, with a name that does and one that does not."""

    direction: Direction
    begins: tuple[str, ...]
    example: str
    counter: str


BODIES: tuple[Body, ...] = (
    Body(
        Direction.OUTSIDE,
        ("มูลนิธิ", "สมาคม", "บริษัท", "ห้างหุ้นส่วน", "ห้าง", "ชมรม", "วัด", "สโมสร", "เครือข่าย", "สำนักงานเครือข่าย", "โรงแรม", "ธนาคาร", "หอการค้า",
         "สภาอุตสาหกรรม", "สหกรณ์", "กลุ่มวิสาหกิจ", "คริสตจักร", "มัสยิด", "ร้าน", "สถานีวิทยุ", "สภาองค์กร", "โรงเรียนเอกชน"),
        "มูลนิธิเพื่อนผู้ป่วย",
        "กรมการปกครอง",
    ),
    Body(Direction.BELOW, ("องค์การบริหารส่วนตำบล", "เทศบาล", "อบต.", "กำนัน", "ผู้ใหญ่บ้าน", "ที่ทำการผู้ใหญ่บ้าน", "ที่ทำการกำนัน"), "เทศบาลตำบลพังโคน", "สำนักงานเทศกิจ"),
    Body(
        Direction.ABOVE,
        ("กระทรวง", "กรม", "สำนักนายกรัฐมนตรี", "สำนักเลขาธิการ", "สำนักงานปลัด", "สำนักงานคณะกรรมการ", "สำนักงานสภา", "กองบัญชาการ", "สำนักงาน ก.พ.",
         "สำนักงาน ป.ป.", "กองคลัง สป", "สำนักงบประมาณ", "สำนักงานตำรวจแห่งชาติ"),
        "กรมส่งเสริมการปกครองท้องถิ่น",
        "แขวงทางหลวงสกลนคร",
    ),
)  # fmt: skip
"""Kinds of senders that the directory does not list one by one."""


def direction_of(letter: Letter, office: Office) -> Direction:
    """Where the sender of a letter stands; SIDE where nothing tells."""
    name = sender_name(letter)
    if is_ours(letter, office):
        return Direction.OURS
    if letter.reference.value is None and A_PERSON.search(" ".join(one.value or "" for one in letter.body)):
        return Direction.PERSON
    listed = _listed(name, office)
    if listed is None and _listed(first := BESIDE_POST.split(name)[0].strip(), office) is not Direction.SIDE:
        listed = _listed(first, office)
    if listed is not None:
        return listed
    kind = next((one.direction for one in BODIES if name.startswith(one.begins)), Direction.SIDE)
    if kind is Direction.BELOW and office.level is Level.LOCAL:
        return Direction.SIDE
    return kind


def sender_name(letter: Letter) -> str:
    """What prose calls the sender."""
    return SEAT.sub("", " ".join((letter.sender_agency.value or "").split()))


def is_ours(letter: Letter, office: Office) -> bool:
    """The letter is this office's own, by its printed name or by its number."""
    name, number = sender_name(letter), letter.reference.value
    if name == office.name:
        return not (number and number.letters and _other_number(number.letters, number.office_number, office))
    exact = number is not None and number.letters == office.letters and number.office_number == office.office_number
    return exact and name in ("", office.place_name)


def _other_number(letters: str, digits: str, office: Office) -> bool:
    """A number of another office: what was read as our name is the place in an address."""
    return letters != office.letters


def _listed(name: str, office: Office) -> Direction | None:
    """By the directory: the order of levels, and who stands under whom."""
    try:
        sender = find_office(name) if name else None
    except SettingsWrong:
        return None
    if sender is None:
        return None
    if sender.code in {one.code for one in offices_below(office)}:
        return Direction.BELOW
    order = list(Level)
    if order.index(sender.level) < order.index(office.level):
        if sender.level is Level.PROVINCE and sender.province != office.province:
            return Direction.SIDE
        return Direction.ABOVE
    return Direction.SIDE
