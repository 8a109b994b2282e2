"""Whether addressee lines mean an office, and what marks an exception, an annex or a class in such a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from circulars.directory.offices import Level, Office, find_office, offices
from circulars.directory.places import province_names
from circulars.errors import SettingsWrong

ANNEX = re.compile(r"ตาม(?:บัญชี)?(?:ราย(?:ชื่อ|นาม)|บัญชี)?(?:ที่)?แนบ(?:ท้าย)?|ตามบัญชีรายชื่อ|ดังรายชื่อ(?:ที่)?แนบ")
"""A list that only a person can read: ``ตามบัญชีแนบท้าย``."""
EXCEPT = re.compile(r"\(?\s*(?:ยกเว้น|เว้นแต่|เว้น)\s*(?P<names>[^)]+)\)?")
"""``(ยกเว้นอำเภอ…)`` with the names left out."""
EVERY = re.compile(r"ทุก(?:จังหวัด|อำเภอ|แห่ง|เขต|โรงเรียน|สถานศึกษา)")
"""``ทุกอำเภอ``, ``ทุกแห่ง``."""
_UNIT_OF = {Level.PROVINCE: "จังหวัด", Level.DISTRICT: "อำเภอ"}
_OTHER_POSTS = {
    Level.PROVINCE: ("ผู้อำนวยการจังหวัด",),
    Level.DISTRICT: ("ผู้อำนวยการอำเภอ",),
}
"""Posts that the head of an office holds by law: พ.ร.บ. ป้องกันและบรรเทาสาธารณภัย พ.ศ. ๒๕๕๐ มาตรา ๑๕, ๑๙."""


_OTHERS = re.compile(r"^(?:นายกเทศมนตรี|นายกองค์การบริหารส่วน(?:ตำบล|จังหวัด)|กำนัน|ผู้ใหญ่บ้าน)")
"""Posts of local authorities and villages: a letter to one of them is no letter to a province or district."""
_PLACE = re.compile(r"จังหวัด(?P<province>[ก-๎]{2,16})")


def bare_name(name: str) -> str:
    """The name of a province or district without what it is.

    >>> bare_name("อำเภอพังโคน")
    'พังโคน'
    """
    return re.sub(r"^(?:จังหวัด|อำเภอ)", "", name)


def addresses(lines: Sequence[str], office: Office) -> bool | None:
    """Whether addressee lines mean this office: True, False, or None where only a person can tell.

    >>> addresses(["ผู้ว่าราชการจังหวัด ทุกจังหวัด"], find_office("สกลนคร"))
    True
    >>> addresses(["ผู้อำนวยการจังหวัดน่าน พะเยา และแพร่"], find_office("พะเยา"))
    True
    >>> addresses(["ผู้ว่าราชการจังหวัดนครพนม"], find_office("สกลนคร"))
    False
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
    bare = bare_name(office.name)
    if exception and bare in exception["names"]:
        return False
    for other in _OTHER_POSTS.get(office.level, ()):
        plain = plain.replace(other, office.head_post)
    for name in (office.head_title, office.name, office.place_name):
        if name and re.search(rf"{re.escape(name)}(?![ก-๎])", plain):
            return True
    post = bool(office.head_post) and office.head_post in plain
    if post and (EVERY.search(plain) or re.search(rf"{re.escape(office.head_post)}(?![ก-๎])", plain)):
        return True  # the bare post in a list of posts means all who hold it
    over = find_office(office.parent).name if office.parent else ""
    if over and re.search(rf"ส่วนราชการ(?:ระดับกรม)?(?:ใน)?สังกัด{re.escape(over)}.*ทุก", plain):
        return True
    if office.level is not Level.LOCAL and _OTHERS.match(plain.strip()) and not post:
        return False
    if re.search(r"หัวหน้าส่วนราชการ|ส่วนราชการระดับกรม|กระทรวง กรม", plain) or ANNEX.search(plain):
        return None
    if re.search(rf"(?:นายอำเภอ|ผู้ว่าราชการจังหวัด).*(?<![ก-๎])(?:และ)?{re.escape(bare)}(?![ก-๎])", plain):
        return True
    if _elsewhere(plain, office):
        return False
    if office.head_post and not post and re.search(rf"ทุก{_UNIT_OF.get(office.level, '-')}", plain):
        return None  # a unit at every office of our level (สำนักงาน…จังหวัด ทุกจังหวัด) may be one of our own
    return False if _known(plain, office) else None


def _elsewhere(text: str, office: Office) -> bool:
    """A unit of another province is addressed by name: ``นายแพทย์สาธารณสุขจังหวัดมุกดาหาร``, read at another province."""
    named = {found["province"] for found in _PLACE.finditer(text)} & province_names().keys()
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
