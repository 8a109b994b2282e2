"""Offices that no table lists: local authorities, schools, universities and the like, known by how their names begin.

Provinces, districts, ministries and departments are all in the directory, so a name of theirs that is not found is a
misspelling and stays an error. Of the others there are tens of thousands: the name alone tells what they are and what
their head is called. Their number letters are not known here; ``code`` is empty.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from circulars.directory.agencies import department_names
from circulars.directory.offices import (
    Level,
    Office,
    find_office,
    office_code,
    offices,
    units_of_province,
    verified_units,
)
from circulars.directory.places import find_province, provinces
from circulars.errors import SettingsWrong

_HEADS: tuple[tuple[str, str], ...] = (
    ("องค์การบริหารส่วนจังหวัด", "นายกองค์การบริหารส่วนจังหวัด"),
    ("องค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบล"),
    ("เทศบาลนคร", "นายกเทศมนตรีนคร"),
    ("เทศบาลเมือง", "นายกเทศมนตรีเมือง"),
    ("เทศบาลตำบล", "นายกเทศมนตรีตำบล"),
    ("เมืองพัทยา", "นายกเมืองพัทยา"),
    ("มหาวิทยาลัย", "อธิการบดีมหาวิทยาลัย"),
    ("คณะกรรมการ", "ประธานกรรมการ"),
    ("สำนักงานเขตพื้นที่การศึกษา", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา"),
    ("โรงเรียน", "ผู้อำนวยการโรงเรียน"),
    ("โรงพยาบาล", "ผู้อำนวยการโรงพยาบาล"),
    ("วิทยาลัย", "ผู้อำนวยการวิทยาลัย"),
    ("สถาบัน", "ผู้อำนวยการสถาบัน"),
    ("ศูนย์", "ผู้อำนวยการศูนย์"),
    ("สำนัก", "ผู้อำนวยการสำนัก"),
    ("กอง", "ผู้อำนวยการกอง"),
)
"""How a body's name begins, and how its head's post does; the rest of the name follows both."""
_NEAR = 0.9
"""Names as alike as this are one name misspelt."""


def office_named(text: str) -> Office:
    """The office of a code or a name, a provincial unit by its name and unlisted bodies among them.

    Raises SettingsWrong as `find_office` does.

    >>> office_named("องค์การบริหารส่วนตำบลโพนงาม").head_title
    'นายกองค์การบริหารส่วนตำบลโพนงาม'
    >>> office_named("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดน่าน").code
    'นน ๐๐๒๓'
    """
    try:
        return find_office(text)
    except SettingsWrong:
        name = " ".join(text.split())
        found = _unit(name) or _body(name)
        if found is None:
            raise
        return found


def _unit(name: str) -> Office | None:
    """A unit of a province: the province's office with the unit's number."""
    for digits, unit in sorted(units_of_province().items(), key=lambda row: row[0] not in verified_units()):
        place = name.removeprefix(unit)
        if unit.endswith("จังหวัด") and place != name and place in {one.name for one in provinces()}:
            return find_office(office_code(find_province(place).letters, digits))
    return None


def _body(name: str) -> Office | None:
    if name in department_names() and name.startswith("กรม"):
        return Office("", name, Level.DEPARTMENT, f"อธิบดี{name}", "อธิบดี", name, None, "", "")
    if any(Levenshtein.normalized_similarity(name, one.name) > _NEAR for one in offices()):
        return None  # a listed office misspelt
    for begin, head in _HEADS:
        rest = name.removeprefix(begin)
        if rest == name or not (rest or begin == "เมืองพัทยา"):
            continue
        province = re.search(r"(?:^|\s)จังหวัด(\S+)$", rest)
        return Office(
            code="",
            name=name,
            level=Level.LOCAL,
            head_title=f"{head}{rest}" if begin != "คณะกรรมการ" else f"ประธาน{name}",
            head_post=head,
            place_name=name,
            parent=None,
            letters="",
            office_number="",
            province=province[1] if province and province[1] in {one.name for one in provinces()} else None,
        )
    return None
