"""Offices and places: the facts, as data rows."""

from __future__ import annotations

from circulars.directory.match import Match, match_name
from circulars.directory.offices import Level, Office, find_office, office_code, offices, offices_below
from circulars.directory.places import (
    District,
    Province,
    districts,
    find_province,
    provinces,
    provinces_of_phone,
    provinces_of_postcode,
)
from circulars.directory.profile import OfficeProfile, SignatoryProfile, bare_phone, default_profile

__all__ = [
    "District",
    "Level",
    "Match",
    "Office",
    "OfficeProfile",
    "Province",
    "SignatoryProfile",
    "bare_phone",
    "default_profile",
    "districts",
    "find_office",
    "find_province",
    "match_name",
    "office_code",
    "offices",
    "offices_below",
    "provinces",
    "provinces_of_phone",
    "provinces_of_postcode",
]
