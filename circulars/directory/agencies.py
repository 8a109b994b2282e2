"""Ministries, departments and agencies by the letters and digits of their numbers (ระเบียบงานสารบรรณ ภาคผนวก ๑).

The tables are hints with provenance: `letters_verified` and `digits_verified` tell which rows have evidence. An agency's
name is never derived from digits where a letter prints one: กรม's drafts also go out in the name of the กระทรวง.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from circulars.directory.rows import read_rows


@dataclass(frozen=True, slots=True)
class Agency:
    """A ministry (no digits), department (two digits) or agency.

    `valid_from`/`valid_to` are Buddhist years or None; a row that is not `current` only explains old letters.
    """

    letters: str
    digits: str
    name: str
    short: str
    kind: str
    current: bool
    head: str
    letters_verified: bool
    digits_verified: bool
    valid_from: int | None
    valid_to: int | None
    street: str
    postcode: str

    def valid_in(self, year_be: int) -> bool:
        """The row holds in a Buddhist year."""
        return (self.valid_from is None or self.valid_from <= year_be) and (
            self.valid_to is None or year_be <= self.valid_to
        )


@lru_cache(maxsize=1)
def agencies() -> tuple[Agency, ...]:
    """All rows, in file order: a ministry stands before its departments."""
    return tuple(
        Agency(
            row["letters"],
            row["digits"],
            row["name"],
            row["short"],
            row["kind"],
            row["status"] == "current",
            row["head"],
            row["letters_verified"] == "yes",
            row["digits_verified"] == "yes",
            int(row["valid_from"]) if row["valid_from"] else None,
            int(row["valid_to"]) if row["valid_to"] else None,
            row["street"],
            row["postcode"],
        )
        for row in read_rows("agencies.csv")
    )


@lru_cache(maxsize=1)
def agency_letters() -> dict[str, str]:
    """Letters of ministries and agencies with the name they stand for."""
    names: dict[str, str] = {}
    for agency in agencies():
        names.setdefault(agency.letters, agency.name)
    return names


def agencies_of_number(letters: str, office_number: str, year_be: int | None = None) -> tuple[Agency, ...]:
    """The departments whose digits begin an office number of these letters, valid in the year where one is given.

    >>> [a.name for a in agencies_of_number("มท", "0322")]
    ['กรมการปกครอง']
    """
    return tuple(
        agency
        for agency in agencies()
        if agency.letters == letters
        and (not agency.digits or (len(office_number) >= 4 and office_number.startswith(agency.digits)))
        and (agency.digits or agency.kind == "agency")
        and (agency.valid_in(year_be) if year_be else agency.current)
    )


@lru_cache(maxsize=1)
def department_names() -> tuple[str, ...]:
    """Names of all กรม and กระทรวง that are known, with digits or without, present and past."""
    rows = (row["name"] for row in read_rows("department_names.csv"))
    own = (agency.name for agency in agencies() if agency.name.startswith(("กรม", "กระทรวง")))
    return tuple(dict.fromkeys((*own, *rows)))


@lru_cache(maxsize=1)
def agencies_by_name() -> dict[str, Agency]:
    """Current agencies by name and by short name (ปภ., สถ.)."""
    names: dict[str, Agency] = {}
    for agency in agencies():
        if agency.current:
            names.setdefault(agency.name, agency)
            if agency.short:
                names.setdefault(agency.short, agency)
    return names
