"""Who says in which province a letter's sender sits: its code, postcode, telephone area, motto and names.

Names are the least trusted: recognisers replace a province by a more frequent one. Codes are independent of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from circulars.directory.places import (
    BANGKOK,
    district_names,
    province_names,
    provinces_by_letters,
    provinces_of_phone,
    provinces_of_postcode,
)
from circulars.letter.letter import Letter
from circulars.lexicon.reading.checks import ADDRESS, DISTRICT_CUE, IN_BANGKOK, NOT_OF_THE_STATE, PROVINCE_CUE
from circulars.thai.digits import to_arabic

_THAI = "ก-๎"


@dataclass(frozen=True, slots=True)
class Witness:
    """One witness: what it is called in Thai, what it says, the field it stands in, the provinces it allows, its weight.

    ``name`` marks witnesses that are a printed name of a province, the ones that a correction may change.
    """

    what: str
    seen: str
    field: str
    provinces: frozenset[str]
    weight: float
    name: bool = False


def named_province(text: str) -> str | None:
    """The province whose name follows จังหวัด first in a text; None without one.

    >>> named_province("ปลัดจังหวัดสกลนครปฏิบัติราชการแทน"), named_province("ทุกจังหวัด")
    ('สกลนคร', None)
    """
    for match in PROVINCE_CUE.finditer(text):
        found = _longest(match[1], province_names())
        if found:
            return found
    return None


def named_district(text: str) -> str | None:
    """The district whose name follows อำเภอ first in a text; None without one."""
    for match in DISTRICT_CUE.finditer(text):
        found = _longest(match[1], district_names())
        if found:
            return found
    return None


def _longest(text: str, names: Collection[str]) -> str | None:
    for length in range(len(text), 1, -1):
        if text[:length] in names:
            return text[:length]
    return None


def sender_witnesses(letter: Letter) -> tuple[Witness, ...]:
    """All witnesses for the province of the sender."""
    return tuple(
        witness
        for part in (_code(letter), _address(letter), _phone(letter), _motto(letter), _names(letter))
        for witness in part
        if witness.provinces
    )


def _code(letter: Letter) -> Iterator[Witness]:
    number, agency = letter.reference.value, letter.sender_agency.value or ""
    if NOT_OF_THE_STATE.match(agency):
        return  # its letters are its own and no province's (ภาคผนวก ๑ binds offices of the state)
    if number is not None and number.letters in provinces_by_letters():
        province = provinces_by_letters()[number.letters]
        yield Witness("รหัสในเลขที่หนังสือ", number.letters, "reference_number", frozenset({province.name}), 3)


def _address(letter: Letter) -> Iterator[Witness]:
    address = to_arabic(letter.sender_address.value or "")
    for match in ADDRESS.finditer(address):
        owners = provinces_of_postcode(match["postcode"])
        if owners:
            yield Witness("รหัสไปรษณีย์", match["postcode"], "sender_address", owners, 3)
        if match["letters"] in provinces_by_letters():
            province = provinces_by_letters()[match["letters"]].name
            yield Witness("ตัวย่อจังหวัดหน้ารหัสไปรษณีย์", match["letters"], "sender_address", frozenset({province}), 2)
        break
    if IN_BANGKOK.search(address):
        yield Witness("ที่อยู่", "กรุงเทพมหานคร", "sender_address", frozenset({BANGKOK}), 2, name=True)
    named = named_province(address)
    if named:
        yield Witness("จังหวัดในที่อยู่", f"จังหวัด{named}", "sender_address", frozenset({named}), 1, name=True)


def _phone(letter: Letter) -> Iterator[Witness]:
    phone = letter.contact.value.phone if letter.contact.value else None
    if phone:
        yield Witness("รหัสพื้นที่โทรศัพท์", phone, "contact", provinces_of_phone(phone), 1.5)


def _motto(letter: Letter) -> Iterator[Witness]:
    motto = letter.motto.value or ""
    named = [name for name in province_names() if len(name) > 3 and name in motto]
    if len(named) == 1:
        yield Witness("คำขวัญท้ายหนังสือ", motto.strip("“”\"' "), "motto", frozenset(named), 1)


def _names(letter: Letter) -> Iterator[Witness]:
    agency = letter.sender_agency.value or ""
    named = named_province(agency)
    if named:
        yield Witness("ชื่อส่วนราชการ", f"จังหวัด{named}", "sender_agency", frozenset({named}), 1, name=True)
    else:
        district = named_district(agency)
        if district:
            where = frozenset(one.province for one in district_names()[district])
            yield Witness("ชื่ออำเภอ", f"อำเภอ{district}", "sender_agency", where, 1, name=True)
    signed = letter.signatory.value
    if signed is not None:
        named = named_province(f"{signed.position or ''} {signed.acting_for or ''}")
        if named:
            yield Witness("ตำแหน่งผู้ลงนาม", f"จังหวัด{named}", "signatory", frozenset({named}), 1, name=True)
