"""What letters call the offices of each level, so that a task tells who must act; the words are rows of `circulars.lexicon`."""

from __future__ import annotations

from circulars.lexicon.offices import ORDER, UNIT
from circulars.lexicon.reading.head import HALL_BEFORE_NAME
from circulars.lexicon.writing.actors import CONCERNS


def concerned_by(subject: str, unit: str) -> str:
    """Who further below than the recipients (``unit``) a subject is about; empty where it names nobody of the kind.

    >>> concerned_by("การโอนเงินให้แก่องค์กรปกครองส่วนท้องถิ่น งวดที่ ๑", "จังหวัด")
    'องค์กรปกครองส่วนท้องถิ่น'
    """
    level = next((one for one, name in UNIT.items() if name == unit), None)
    if level is None:
        return ""
    for lower in ORDER[ORDER.index(level) + 1 :]:
        if CONCERNS(unit=UNIT[lower]).search(subject):
            return UNIT[lower]
    return ""


def prose_name(agency: str) -> str:
    """What prose calls the office of a letterhead.

    >>> prose_name("ศาลากลางจังหวัดสกลนคร"), prose_name("ที่ว่าการอำเภอพังโคน"), prose_name("กรมการปกครอง")
    ('จังหวัดสกลนคร', 'อำเภอพังโคน', 'กรมการปกครอง')
    """
    return HALL_BEFORE_NAME.sub("", " ".join(agency.split()))
