"""Whose task a text says it is: ours, of those below, of both."""

from __future__ import annotations

from enum import StrEnum

from circulars.cascade.asks.clauses.actors import ours_alone
from circulars.directory.offices import Level
from circulars.lexicon.offices import UNIT, VILLAGE, WORDS, below_pattern, own_pattern, words_below
from circulars.lexicon.rows import either
from circulars.lexicon.writing.actors import (
    ACT_FIRST,
    ACT_INSIDE,
    ASKED_OF,
    AT_OUR_HALL,
    COLLECTED,
    COURTESY_FIRST,
    FOR_US_ALONE,
    OF_A_LEVEL,
    OF_EACH,
    OF_THEM,
    OWN_ACTS,
    OWN_FIRST,
    PASSES_DOWN,
    TOGETHER,
)


class Share(StrEnum):
    """Whose task it is."""

    OURS = "ours"
    DOWN = "to-pass-down"
    BOTH = "both"


def goes_down(share: Share | None) -> bool:
    """It is, also, for those below."""
    return share in (Share.DOWN, Share.BOTH)


def for_us_alone(text: str, level: Level, names: tuple[str, ...] = ()) -> bool:
    """A paragraph turns to our own office, by its level or by its ``names``, and none below is in it.

    >>> for_us_alone("สำหรับจังหวัด ขอให้ส่งข้อมูลภายใน ๑๐ วัน", Level.PROVINCE), for_us_alone("ส่วนจังหวัด ให้กำชับอำเภอ", Level.PROVINCE)
    (True, False)
    >>> for_us_alone("สำหรับจังหวัด ขอให้ส่งจำนวนบ้านแยกรายอำเภอ", Level.PROVINCE)
    True
    """
    own = either((*names, *WORDS[level]))
    plain = OF_EACH(below=below_pattern(level)).sub("", text)
    return bool(FOR_US_ALONE(own=own).match(text)) and not any(word in plain for word in words_below(level))


def at_our_hall(text: str, level: Level) -> bool:
    """A task without an actor is to be prepared at our own hall, so that it is ours.

    >>> at_our_hall("จัดเตรียมสถานที่ ณ ศาลากลางจังหวัด", Level.PROVINCE), at_our_hall("จัดเวที ณ ที่ว่าการอำเภอ", Level.PROVINCE)
    (True, False)
    """
    found = AT_OUR_HALL.match(text)
    return found is not None and found["hall"].endswith(UNIT[level])


def at_a_level(text: str, level: Level) -> Share | None:
    """Whose task one is that says first at which level it is done; None where it says none.

    >>> at_a_level("ระดับอำเภอ ให้จัดพิธี", Level.PROVINCE), at_a_level("แต่งตั้งคณะกรรมการระดับจังหวัด", Level.PROVINCE)
    (<Share.DOWN: 'to-pass-down'>, <Share.OURS: 'ours'>)
    """
    found = OF_A_LEVEL.match(text)
    if found is None:
        return None
    if found["who"] == UNIT[level]:
        return Share.OURS
    lower = list(UNIT)[list(UNIT).index(level) + 1 :]
    below = {word for one in lower for word in WORDS[one]} | set(VILLAGE) | {"ท้องถิ่น"}
    return Share.DOWN if found["who"] in below else None


def share_of(text: str, level: Level) -> Share | None:
    """Whose task a text says it is; None where it names no actor.

    >>> share_of("แจ้งแนวทางไปยังที่ทำการปกครองอำเภอ เพื่อศึกษา", Level.PROVINCE)
    <Share.DOWN: 'to-pass-down'>
    >>> share_of("มอบหมายบุคลากรของที่ทำการปกครองจังหวัดเป็นผู้ประสานงานการประเมินของอำเภอ", Level.PROVINCE)
    <Share.OURS: 'ours'>
    """
    said = at_a_level(text, level)
    if said is not None:
        return said
    below, own = below_pattern(level), own_pattern(level)
    plain = OF_THEM(who=own).sub("ของเรา", OF_THEM(who=below).sub("ของเขา", text))
    plain = ASKED_OF(own=own).sub("", plain)
    whole = COURTESY_FIRST.sub("", plain)
    passes = PASSES_DOWN(below=below).search(whole)
    acts = ACT_FIRST(below=below).match(whole) or ACT_INSIDE(below=below).search(whole)
    gathers = OWN_ACTS.search(whole) and not COLLECTED.match(whole)  # what those below report is gathered
    ours = OWN_FIRST(own=own).match(whole) or "ของเรา" in whole or gathers
    if ours_alone(whole, level):
        return Share.OURS
    together = TOGETHER(own=own, below=below).search(text)
    if together or ((passes or acts) and ours and "ของเรา" not in whole):
        return Share.BOTH
    if passes or acts:
        return Share.DOWN
    if ours:
        return Share.OURS
    return None
