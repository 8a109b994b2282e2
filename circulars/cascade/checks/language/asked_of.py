"""Faults in what we ask: ourselves asked by those below, things handed out, a request without a verb, levels named twice."""

from __future__ import annotations

from circulars.cascade.checks.language.fault import Fault, Texts
from circulars.directory.offices import Level
from circulars.lexicon.offices import UNIT
from circulars.lexicon.rows import either
from circulars.lexicon.writing.checks import (
    HANDED_OUT,
    INVITES_OURSELVES,
    LEVEL_NAMED_TWICE,
    NO_VERB_BEHIND_UNIT,
    TOLD_THEMSELVES,
)


def _asked(texts: Texts) -> Texts:
    begin = next((at for at, one in enumerate(texts) if one.text.startswith("ในการนี้")), len(texts))
    return texts[begin:]


def _asks_us(texts: Texts, level: Level) -> str:
    if level is not Level.PROVINCE:
        return ""
    return next((found[0] for one in _asked(texts) if (found := INVITES_OURSELVES.search(one.text))), "")


def _handed_out(texts: Texts, level: Level) -> str:
    return next((found[0][-60:] for one in _asked(texts) if (found := HANDED_OUT.search(one.text))), "")


def _no_verb(texts: Texts, level: Level) -> str:
    unit = NO_VERB_BEHIND_UNIT(unit=either(UNIT.values()))
    return next((found[0] for one in texts if (found := unit.search(one.text))), "")


def _themselves(texts: Texts, level: Level) -> str:
    if level is not Level.PROVINCE:
        return ""
    return next((found[0] for one in _asked(texts) if (found := TOLD_THEMSELVES.search(one.text))), "")


def _level_twice(texts: Texts, level: Level) -> str:
    named = LEVEL_NAMED_TWICE(unit=either(UNIT.values()))
    return next((found[0] for one in texts if (found := named.search(one.text))), "")


ASKED_OF: tuple[Fault, ...] = (
    Fault(
        "language-asks-us",
        "ข้อความให้ผู้รับขอหรือสั่งหน่วยงานเราเอง กรุณาแก้",
        _asks_us,
        ("ในการนี้ จึงขอให้อำเภอเชิญชวนจังหวัดส่งหมู่บ้านเข้าประกวด",),
        ("ในการนี้ จึงขอให้อำเภอเชิญชวนประชาชนในจังหวัด",),
    ),
    Fault(
        "language-handed-out",
        "สิ่งของทั้งหมดที่ต้นเรื่องส่งมาให้เราแจกจ่าย กลายเป็นของที่ส่งถึงผู้รับแต่ละแห่ง กรุณาแก้จำนวนและถ้อยคำ",
        _handed_out,
        ("ในการนี้ จังหวัดจึงขอส่งคู่มือ จำนวน ๑๘ เล่ม มาเพื่อแจกจ่ายให้อำเภอ",),
        ("ในการนี้ จังหวัดจึงขอส่งคู่มือ อำเภอละ ๑ เล่ม มาเพื่อทราบ",),
    ),
    Fault(
        "language-no-verb",
        "คำขอนี้ไม่มีคำกริยา ไม่บอกว่าให้ผู้รับทำอะไร กรุณาแก้",
        _no_verb,
        ("ในการนี้ จังหวัดจึงขอให้อำเภอผู้เข้าร่วมประชุม ประกอบด้วย นายอำเภอ",),
        ("ในการนี้ จังหวัดจึงขอให้อำเภอแจ้งผู้เข้าร่วมประชุมทราบ",),
    ),
    Fault(
        "language-themselves",
        "ข้อความให้ผู้รับแจ้งหรือสั่งตนเอง กรุณาแก้",
        _themselves,
        ("ในการนี้ จังหวัดจึงขอให้อำเภอเชิญชวนข้าราชการ พร้อมทั้งแจ้งอำเภอดำเนินการเช่นเดียวกัน",),
        ("ในการนี้ จังหวัดจึงขอแจ้งให้อำเภอทราบ",),
    ),
    Fault(
        "language-level-twice",
        "ชื่อระดับของผู้รับซ้อนกัน กรุณาแก้",
        _level_twice,
        ("ในการนี้ จังหวัดจึงขอให้อำเภอระดับอำเภอ ให้อำเภอจัดพิธี",),
        ("ในการนี้ จังหวัดจึงขอให้อำเภอจัดพิธีระดับอำเภอ",),
    ),
)
"""The rows."""
