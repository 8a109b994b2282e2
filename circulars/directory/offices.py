"""Offices that write letters: who stands under whom, place in the letterhead, number letters, title of the head.

Every province and district of the country and every ministry and department of `agencies.csv` is an office. An
office's code is the prefix of its numbers in normal form (``สน ๐๐๑๘.๑``). What a row cannot know – the street, the
division, whether a district's letters are really its order number – an office's own ``office.toml`` overrides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from circulars.directory.agencies import Agency, agencies, agencies_of_number, agency_letters
from circulars.directory.places import (
    District,
    Province,
    all_districts,
    find_province,
    provinces,
    provinces_by_letters,
)
from circulars.directory.rows import read_rows
from circulars.errors import SettingsWrong
from circulars.thai.digits import to_arabic, to_thai


class Level(StrEnum):
    """Levels of the administration, top to bottom."""

    MINISTRY = "ministry"
    DEPARTMENT = "department"
    PROVINCE = "province"
    DISTRICT = "district"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Office:
    """An office that issues letters in its own name.

    ``code`` prefix of its numbers (Thai digits); ``name`` as prose names it (``จังหวัดสกลนคร``); ``head_title`` the full
    post of its head (``ผู้ว่าราชการจังหวัดสกลนคร``, empty where not known) and ``head_post`` the bare post of all such heads
    (``ผู้ว่าราชการจังหวัด``); ``place_name`` what its letterhead prints (``ศาลากลางจังหวัดสกลนคร``); ``parent`` code of the
    office above; ``office_number`` Arabic; ``province`` its name without จังหวัด; ``address`` lines under the place name as
    far as known; ``unit`` the owner of the matter that its number names; ``verified`` whether the number has evidence.
    """

    code: str
    name: str
    level: Level
    head_title: str
    head_post: str
    place_name: str
    parent: str | None
    letters: str
    office_number: str
    province: str | None = None
    address: tuple[str, ...] = ()
    phone_area: str = ""
    unit: str = ""
    verified: bool = False


HALL_NUMBER = "0018.1"
"""Number of a province's กลุ่มงานปกครอง (ที่ทำการปกครองจังหวัด), whose letters go to the districts."""
HALL_UNIT = "ที่ทำการปกครองจังหวัด กลุ่มงานปกครอง"
DISTRICT_UNIT = "18"
"""Digits of the ที่ทำการปกครองอำเภอ after the district's order number."""
INTERIOR = "มท"


def office_code(letters: str, office_number: str) -> str:
    """The prefix of an office's numbers in normal form.

    >>> office_code("สน", "0018.1")
    'สน ๐๐๑๘.๑'
    """
    return f"{letters} {to_thai(office_number)}".strip()


def _of_province(province: Province) -> Office:
    postcode = f"{province.letters} {to_thai(province.hall_postcode)}" if province.hall_postcode else ""
    address = " ".join(part for part in (province.street, postcode) if part)
    return Office(
        code=office_code(province.letters, HALL_NUMBER),
        name=province.full_name,
        level=Level.PROVINCE,
        head_title=f"ผู้ว่าราชการ{province.full_name}",
        head_post="ผู้ว่าราชการจังหวัด",
        place_name=f"ศาลากลาง{province.full_name}",
        parent=INTERIOR,
        letters=province.letters,
        office_number=HALL_NUMBER,
        province=province.name,
        address=(address,) if address else (),
        phone_area=province.phone_areas[-1],
        unit=HALL_UNIT,
        verified=True,
    )


def _of_district(district: District, province: Province) -> Office:
    number = f"{district.order:02d}{DISTRICT_UNIT}"
    return Office(
        code=office_code(province.letters, number),
        name=district.full_name,
        level=Level.DISTRICT,
        head_title=f"นายอำเภอ{district.name}",
        head_post="นายอำเภอ",
        place_name=f"ที่ว่าการ{district.full_name}",
        parent=office_code(province.letters, HALL_NUMBER),
        letters=province.letters,
        office_number=number,
        province=province.name,
        address=(f"{province.letters} {to_thai(district.postcodes[0])}",),
        phone_area=province.phone_areas[-1],
        unit="ที่ทำการปกครองอำเภอ",
    )


def _of_agency(agency: Agency) -> Office:
    ministry = agency.kind == "ministry"
    address = " ".join(
        part for part in (agency.street, f"กทม. {to_thai(agency.postcode)}" if agency.postcode else "") if part
    )
    return Office(
        code=office_code(agency.letters, agency.digits),
        name=agency.name,
        level=Level.MINISTRY if ministry else Level.DEPARTMENT,
        head_title=agency.head,
        head_post="อธิบดี" if agency.head.startswith("อธิบดี") else agency.head,
        place_name=agency.name,
        parent=None if ministry or agency.kind == "agency" else agency.letters,
        letters=agency.letters,
        office_number=agency.digits,
        address=(address,) if address else (),
        verified=agency.letters_verified and (ministry or agency.digits_verified),
    )


@lru_cache(maxsize=1)
def offices() -> tuple[Office, ...]:
    """Every office of the directory: ministries and departments, 76 provinces, 878 districts."""
    places = {province.name: province for province in provinces()}
    return (
        *(_of_agency(agency) for agency in agencies() if agency.current),
        *(_of_province(province) for province in provinces() if not province.capital),
        *(_of_district(one, places[one.province]) for one in all_districts() if not one.capital),
    )


@lru_cache(maxsize=1)
def local_authorities() -> tuple[Office, ...]:
    """Local authorities whose number a row of `local_authorities.csv` tells; of all others the name alone is known.

    >>> [one.code for one in local_authorities() if one.name == "องค์การบริหารส่วนจังหวัดเชียงใหม่"]
    ['ชม ๕๑๐๐๑']
    """
    return tuple(_of_local(row) for row in read_rows("local_authorities.csv"))


def _of_local(row: Mapping[str, str]) -> Office:
    province = find_province(row["province"])
    kind = row["head"].removeprefix("นายกเทศมนตรี").removeprefix("นายก")
    place = row["name"].removeprefix("เทศบาล").removeprefix(kind)
    return Office(
        code=office_code(row["letters"], row["digits"]),
        name=row["name"],
        level=Level.LOCAL,
        head_title=f"{row['head']}{place}",
        head_post=row["head"],
        place_name=row["name"],
        parent=None,
        letters=row["letters"],
        office_number=row["digits"],
        province=province.name,
        phone_area=province.phone_areas[-1],
        verified=row["verified"] == "yes",
    )


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Office]:
    return {office.code: office for office in (*offices(), *local_authorities())}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Office, ...]]:
    names: dict[str, tuple[Office, ...]] = {}
    for office in (*offices(), *local_authorities()):
        bare = re.sub(r"^(?:จังหวัด|อำเภอ)", "", office.name)
        for name in {office.name, bare, office.place_name, office.head_title} - {""}:
            names[name] = (*names.get(name, ()), office)
    for agency in agencies():
        if agency.short and agency.current:
            office = _by_code()[office_code(agency.letters, agency.digits)]
            names[agency.short] = (*names.get(agency.short, ()), office)
    return names


def find_office(code_or_name: str) -> Office:
    """The office of a number prefix (``สน ๐๐๑๘.๑``, ``มท 0322``) or of a name (``จังหวัดสกลนคร``, ``สกลนคร``, ``สถ.``).

    A prefix more exact than its row gives the row's office with that number. A name that several districts bear needs
    its province: ``อำเภอเฉลิมพระเกียรติ จังหวัดน่าน``. Raises SettingsWrong that lists the nearest names.

    >>> find_office("มท 0322").name, find_office("สน ๐๐๑๗.๒").unit, find_office("สน ๐๑๑๘").name
    ('กรมการปกครอง', 'สำนักงานจังหวัด', 'อำเภอเมืองสกลนคร')
    """
    text = " ".join(code_or_name.split()).removeprefix("ที่ ").rstrip("/ ")
    numbered = re.fullmatch(r"([ก-ฮ]{2,4})\.?(?: ?(\d[\d.]*))?", to_arabic(text))
    if numbered:
        found = _of_number(numbered[1], numbered[2] or "")
        if found is not None:
            return found
    named = _by_name().get(text, ())
    if not named and (inside := re.fullmatch(r"(.+?) ?(?:จังหวัด|จ\.) ?(\S+)", text)):
        named = tuple(one for one in _by_name().get(inside[1], ()) if one.province == inside[2])
    if len({one.level for one in named}) > 1:  # a bare name that a province and a district bear
        named = tuple(one for one in named if one.level is min(named, key=_height).level)
    if len(named) == 1:
        return named[0]
    if named:
        where = ", ".join(f"{one.name} จังหวัด{one.province}" for one in named)
        raise SettingsWrong(f"มีสำนักงานชื่อ {text!r} หลายแห่ง กรุณาระบุจังหวัดด้วย เช่น {where}")
    near = process.extract(text, tuple(_by_name()), scorer=Levenshtein.normalized_similarity, limit=3)
    hints = ", ".join(name for name, score, _ in near if score >= 0.5)
    remedy = f"ใกล้เคียงคือ {hints}" if hints else "เช่น สน ๐๐๑๘.๑ หรือ จังหวัดสกลนคร"
    raise SettingsWrong(f"ไม่พบสำนักงาน {text!r} กรุณาพิมพ์รหัสหน้าเลขที่หนังสือหรือชื่อให้ตรง {remedy}")


def _height(office: Office) -> int:
    return list(Level).index(office.level)


def _of_number(letters: str, number: str) -> Office | None:
    exact = _by_code().get(office_code(letters, number))
    if exact is not None:
        return exact
    if letters in provinces_by_letters() and re.match(r"\d{4}(?:\.|$)", number):
        return _in_province(provinces_by_letters()[letters], number)
    if number and letters in agency_letters():
        departments = agencies_of_number(letters, number)
        if len(departments) == 1:
            return replace(_of_agency(departments[0]), code=office_code(letters, number), office_number=number)
    return None


def _in_province(province: Province, number: str) -> Office | None:
    """A unit of the province (๐๐xx) or of one of its districts (NNxx), in the name of province or district."""
    if province.capital:
        return None
    if number.startswith("00"):
        unit = units_of_province().get(number[:4], "")
        return replace(
            _of_province(province),
            code=office_code(province.letters, number),
            office_number=number,
            unit=HALL_UNIT if number == HALL_NUMBER else unit,
            verified=number[:4] in verified_units(),
        )
    for district in all_districts():
        if district.province == province.name and district.order == int(number[:2]):
            office = _of_district(district, province)
            unit = office.unit if number[2:4] == DISTRICT_UNIT else ""
            return replace(office, code=office_code(province.letters, number), office_number=number, unit=unit)
    return None


@lru_cache(maxsize=1)
def units_of_province() -> dict[str, str]:
    """Names of provincial units by their four digits."""
    return {row["digits"]: row["name"] for row in read_rows("provincial_units.csv")}


@lru_cache(maxsize=1)
def verified_units() -> frozenset[str]:
    """Digits of the provincial units that public letters prove."""
    return frozenset(row["digits"] for row in read_rows("provincial_units.csv") if row["confidence"] == "verified")


def offices_below(office: Office) -> tuple[Office, ...]:
    """The offices a circular to "every …" of this office reaches: a province's districts; the provinces of the country.

    >>> len(offices_below(find_office("กรมการปกครอง"))), len(offices_below(find_office("สกลนคร")))
    (76, 18)
    """
    if office.level in (Level.MINISTRY, Level.DEPARTMENT):
        return tuple(one for one in offices() if one.level is Level.PROVINCE)
    if office.level is Level.PROVINCE:
        return tuple(one for one in offices() if one.level is Level.DISTRICT and one.province == office.province)
    return ()
