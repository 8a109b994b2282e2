"""Whether addressee lines mean an office, and what marks an exception, an annex or a class in such a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from circulars.directory.offices import Level, Office, find_office, offices
from circulars.directory.places import REGIONS, in_region, province_names
from circulars.errors import SettingsWrong
from circulars.lexicon.offices import HEAD, units_of_a_province
from circulars.lexicon.reading.triage.whom import (
    ALL_OF_LEVEL,
    ALL_UNDER,
    ANNEX,
    BARE_IN_LIST,
    BARE_UNIT,
    EVERY,
    EXCEPT,
    HEADS_OF_MANY,
    IN_A_PROVINCE,
    MISNAMED,
    NAMES_A_PLACE,
    OTHER_AUTHORITY,
    OTHER_BODY,
    POST_BY_LAW,
    POST_OF_EVERY,
    SHORT_POST,
    THROUGH,
    WHAT_IT_IS,
    WHOLE_NAME,
)
from circulars.lexicon.rows import literally
from circulars.lexicon.writing.plan import IN_REGION
from circulars.triage.reading.words import worn

_SURE_POST, _SCRAPS = 14, 12
"""Letters of a post that is sure by itself, and of what a scan may leave behind it."""
_UNIT_OF = {Level.PROVINCE: "จังหวัด", Level.DISTRICT: "อำเภอ"}


def bare_name(name: str) -> str:
    """The name of a province or district without what it is.

    >>> bare_name("อำเภอพังโคน")
    'พังโคน'
    """
    return WHAT_IT_IS.sub("", name)


def addresses(lines: Sequence[str], office: Office) -> bool | None:
    """Whether addressee lines mean this office: True, False, or None where only a person can tell.

    >>> addresses(["ผู้ว่าราชการจังหวัด ทุกจังหวัด"], find_office("สกลนคร"))
    True
    >>> addresses(["ผู้อำนวยการจังหวัดน่าน พะเยา และแพร่"], find_office("พะเยา"))
    True
    >>> addresses(["ผู้ว่าราชการจังหวัดนครพนม"], find_office("สกลนคร"))
    False
    >>> addresses(["ผู้ว่าราชการจังหวัดภาคใต้"], find_office("สงขลา"))
    True
    """
    if not lines:
        return None
    said = [_line_addresses(" ".join(line.split()), office) for line in lines]
    if any(said):
        return True
    return None if None in said else False


def _line_addresses(text: str, office: Office) -> bool | None:
    exception = EXCEPT.search(text)
    plain = text[: exception.start()] if exception else text
    if exception and bare_name(office.name) in exception["names"]:
        return False
    plain = MISNAMED.sub("", plain)
    for level, head in HEAD.items():
        plain = SHORT_POST[level].sub(head, plain)
    if office.level in POST_BY_LAW:
        plain = POST_BY_LAW[office.level].sub(office.head_post.removesuffix(_UNIT_OF[office.level]), plain)
    post, unit = bool(office.head_post) and office.head_post in plain, _UNIT_OF.get(office.level, "-")
    if office.level is not Level.LOCAL and OTHER_AUTHORITY.match(plain.strip()) and not post:
        return False  # นายกองค์การบริหารส่วนจังหวัดพิจิตร: the name of the province in it is not its office
    if _says_us(plain, office) or BARE_UNIT(unit=unit).search(plain.strip()):
        return True
    region = next((one for one in REGIONS if post and IN_REGION(region=one).search(plain)), "")
    if region and office.level is Level.PROVINCE and office.province:
        return in_region(office.province, region)
    if HEADS_OF_MANY.search(plain) or ANNEX.search(plain):
        return None
    if BARE_IN_LIST(bare=literally(bare_name(office.name))).search(plain):
        return True
    if _elsewhere(plain, office):
        return False
    if office.head_post and not post and ALL_OF_LEVEL(unit=unit).search(plain):
        if office.level is Level.PROVINCE and plain.strip().removeprefix("หัวหน้า").startswith(_provincial_units()):
            return True  # a unit that stands under the governor, at every province: as ours by its name is
        return None  # a unit at every office of our level (สำนักงาน…จังหวัด ทุกจังหวัด) may be one of our own
    return False if _known(plain, office) else None


@cache
def _provincial_units() -> tuple[str, ...]:
    """Units that stand under the governor, and their names as a worn scan shows them."""
    return tuple(form for name in units_of_a_province() for form in (name, *worn(name)))


def _says_us(text: str, office: Office) -> bool:
    """The name or post of the office stands in the line, or a class that it is of."""
    for name in (office.head_title, office.name, office.place_name):
        spelt = [one for one in (name, *worn(name)) if one in text] if name else []
        if any(WHOLE_NAME(name=literally(one)).search(text) for one in spelt):
            return True
    if _begins_with_us(text, office):
        return True
    unit = _UNIT_OF.get(office.level, "-")
    if office.head_post and POST_OF_EVERY(post=literally(office.head_post), unit=unit).search(text):
        return True  # the bare post in a list of posts means all who hold it
    over = find_office(office.parent).name if office.parent else ""
    return bool(over) and over in text and ALL_UNDER(over=literally(over)).search(text) is not None


def _begins_with_us(text: str, office: Office) -> bool:
    """Our head's full post, with scraps of the scan joined behind it, and no longer post of another that begins alike.

    >>> _begins_with_us("อธิบดีกรมการปกครองจตรละ ล", find_office("กรมการปกครอง"))
    True
    >>> _begins_with_us("นายอำเภอเมืองน่าน", find_office("อำเภอเมืองน่าน"))
    True
    """
    post = office.head_title
    if len(post) < _SURE_POST or not text.startswith(post):
        return False
    behind = text[len(post) :]
    scraps = len(behind) <= _SCRAPS and not NAMES_A_PLACE.search(behind)
    return scraps and not any(text.startswith(one.head_title) for one in offices() if len(one.head_title) > len(post))


def _elsewhere(text: str, office: Office) -> bool:
    """A body that is no part of ours, or a unit of another province by name: ``นายแพทย์สาธารณสุขจังหวัดมุกดาหาร``."""
    if OTHER_BODY.match(text.strip()) and office.level in (Level.PROVINCE, Level.DISTRICT):
        return True
    named = {found["province"] for found in IN_A_PROVINCE.finditer(text)} & province_names().keys()
    return bool(named) and office.province is not None and office.province not in named and not EVERY.search(text)


def _known(text: str, office: Office) -> bool:
    """The line names another office of the directory, so that it is surely not ours."""
    word = text.strip()
    if word in {one.head_title for one in offices() if one.head_title} | {one.name for one in offices()}:
        return True
    if EVERY.search(text):
        return True
    try:
        return find_office(word).code != office.code
    except SettingsWrong:
        return False


def through(lines: Sequence[str]) -> str:
    """Through whom a letter goes to its addressee, empty where it goes straight: ``(ผ่านผู้ว่าราชการจังหวัด…)``."""
    found = THROUGH.search(" ".join(lines))
    return found["who"].strip(" )") if found else ""
