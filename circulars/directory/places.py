"""Provinces, districts, postcodes and telephone areas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from circulars.directory.match import match_name
from circulars.directory.rows import read_rows
from circulars.errors import SettingsWrong
from circulars.thai.digits import digits_of, to_arabic

BANGKOK = "กรุงเทพมหานคร"


@dataclass(frozen=True, slots=True)
class Province:
    """A province: name without จังหวัด, letters of its numbers, TIS-1099 code, postcodes in use, telephone areas.

    ``hall_postcode`` is empty where it is not known; ``capital`` marks กรุงเทพมหานคร, which is no province.
    """

    name: str
    letters: str
    code: str
    english: str
    hall_postcode: str
    phone_areas: tuple[str, ...]
    postcodes: frozenset[str]
    capital: bool = False
    street: str = ""
    motto: str = ""

    @property
    def full_name(self) -> str:
        """``จังหวัดสกลนคร``; กรุงเทพมหานคร as it is."""
        return self.name if self.capital else f"จังหวัด{self.name}"


@dataclass(frozen=True, slots=True)
class District:
    """A district (อำเภอ, or เขต of กรุงเทพมหานคร): name without its kind, province, DOPA code, postcodes.

    ``order`` is the last two digits of its DOPA code, by which its number letters are guessed; ``postcodes`` begins
    with the one of most of its subdistricts.
    """

    name: str
    province: str
    code: str
    order: int
    postcodes: tuple[str, ...]
    capital: bool = False

    @property
    def full_name(self) -> str:
        """``อำเภอเมืองสกลนคร``, ``เขตดุสิต``."""
        return f"{'เขต' if self.capital else 'อำเภอ'}{self.name}"


@lru_cache(maxsize=1)
def all_districts() -> tuple[District, ...]:
    """878 อำเภอ and the 50 เขต of กรุงเทพมหานคร, by code."""
    return tuple(
        District(
            row["name"],
            row["province"],
            row["code"],
            int(row["order"]),
            tuple(row["postcodes"].split()),
            capital=row["kind"] == "เขต",
        )
        for row in read_rows("districts.csv")
    )


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """76 provinces and กรุงเทพมหานคร, by code."""
    postcodes: dict[str, set[str]] = {}
    for district in all_districts():
        postcodes.setdefault(district.province, set()).update(district.postcodes)
    halls = {row["province"]: row for row in read_rows("halls.csv")}
    return tuple(
        Province(
            row["name"],
            row["letters"],
            row["code"],
            row["english"],
            row["hall_postcode"],
            tuple(row["phone_areas"].split()),
            frozenset(postcodes[row["name"]]),
            capital=row["kind"] == "capital",
            street=halls.get(row["name"], {}).get("street", ""),
            motto=halls.get(row["name"], {}).get("motto", ""),
        )
        for row in read_rows("provinces.csv")
    )


@lru_cache(maxsize=1)
def province_names() -> dict[str, Province]:
    """Provinces by name without จังหวัด."""
    return {province.name: province for province in provinces()}


REGIONS: dict[str, tuple[str, str]] = {
    "ภาคตะวันออกเฉียงเหนือ": ("30", "49"),
    "ภาคอีสาน": ("30", "49"),
    "ภาคใต้": ("80", "96"),
}
"""Regions whose provinces are the same in every division of the country, by TIS-1099 codes. The other regions differ
between the divisions in use (four and six regions), so a person must say which is meant."""


def in_region(province: str, region: str) -> bool:
    """A province, by its name without จังหวัด, lies in one of `REGIONS`.

    >>> in_region("สกลนคร", "ภาคตะวันออกเฉียงเหนือ"), in_region("สกลนคร", "ภาคใต้")
    (True, False)
    """
    first, last = REGIONS[region]
    return first <= province_names()[province].code <= last


@lru_cache(maxsize=1)
def cities() -> dict[str, tuple[str, ...]]:
    """Names of the cities (เทศบาลนคร) of each province that has one, by the province's name without จังหวัด.

    >>> cities()["สงขลา"]
    ('สงขลา', 'หาดใหญ่')
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in read_rows("cities.csv"):
        found[row["province"]] = (*found.get(row["province"], ()), row["name"])
    return found


@lru_cache(maxsize=1)
def provinces_by_letters() -> dict[str, Province]:
    """Provinces by the letters of their numbers; สฏ, as recognisers and typists write it, for สฎ too."""
    by_letters = {province.letters: province for province in provinces()}
    by_letters["สฏ"] = by_letters["สฎ"]
    return by_letters


@lru_cache(maxsize=1)
def district_names() -> dict[str, tuple[District, ...]]:
    """Districts by name without อำเภอ; เฉลิมพระเกียรติ stands in five provinces."""
    by_name: dict[str, tuple[District, ...]] = {}
    for district in all_districts():
        by_name[district.name] = (*by_name.get(district.name, ()), district)
    return by_name


def districts(province: str) -> tuple[District, ...]:
    """The districts of one province, by code. Raises SettingsWrong for a name that is no province's.

    >>> len(districts("สกลนคร")), districts("จังหวัดสกลนคร")[0].full_name
    (18, 'อำเภอเมืองสกลนคร')
    """
    name = find_province(province).name
    return tuple(district for district in all_districts() if district.province == name)


def find_province(name: str) -> Province:
    """A province by name (with or without จังหวัด), or letters. Raises SettingsWrong that names the nearest.

    >>> find_province("จังหวัดสกลนคร").letters, find_province("สน").name
    ('สน', 'สกลนคร')
    """
    bare = re.sub(r"^(?:จังหวัด|จ\.)\s*", "", name.strip())
    bare = {"กทม.": BANGKOK, "กทม": BANGKOK, "กรุงเทพฯ": BANGKOK}.get(bare, bare)
    found = province_names().get(bare) or provinces_by_letters().get(bare)
    if found is not None:
        return found
    near = match_name(bare, province_names())
    hint = f" ใกล้เคียงที่สุดคือ {near.name}" if near else ""
    raise SettingsWrong(f"ไม่มีจังหวัดชื่อ {name.strip()!r}{hint} กรุณาแก้ชื่อจังหวัดให้ตรง")


@lru_cache(maxsize=1)
def _by_postcode() -> dict[str, frozenset[str]]:
    owners: dict[str, set[str]] = {}
    for district in all_districts():
        for postcode in district.postcodes:
            owners.setdefault(postcode, set()).add(district.province)
    return {postcode: frozenset(names) for postcode, names in owners.items()}


def provinces_of_postcode(postcode: str) -> frozenset[str]:
    """Names of the provinces that use a postcode (some serve two); empty for one that is not in use.

    >>> sorted(provinces_of_postcode("47000")), sorted(provinces_of_postcode("99999"))
    (['สกลนคร'], [])
    """
    return _by_postcode().get(postcode, frozenset())


@lru_cache(maxsize=1)
def _by_area() -> dict[str, frozenset[str]]:
    owners: dict[str, set[str]] = {}
    for province in provinces():
        for area in province.phone_areas:
            owners.setdefault(area, set()).add(province.name)
    return {area: frozenset(names) for area, names in owners.items()}


def provinces_of_phone(phone: str) -> frozenset[str]:
    """Names of the provinces in the area of a landline number; empty for mobile and special numbers.

    >>> "สกลนคร" in provinces_of_phone("๐ ๔๒๗๑ ๑๔๖๑"), provinces_of_phone("081 234 5678")
    (True, frozenset())
    """
    digits = digits_of(to_arabic(phone))
    if not digits.startswith("0"):
        return frozenset()
    return _by_area().get(digits[:2], _by_area().get(digits[:3], frozenset()))
