"""Fixed terms of official letters that a recogniser strips of their marks: so long that nothing else is meant.

``loosely`` gives the pattern of a term with every mark there or not; letters are never changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from circulars.lexicon.rows import row

MARKS = "่้๊๋็์"
WITHOUT_MARKS = str.maketrans("", "", MARKS)


@dataclass(frozen=True, slots=True)
class Term:
    """A term, how it was read, and a text alike that is left as it is."""

    term: str
    example: str
    counter: str


TERMS = (
    Term("องค์กรปกครองส่วนท้องถิ่น", "องคกรปกครองสวนท้องถิน", "องค์กรปกครองตนเอง"),
    Term("ส่วนท้องถิ่น", "ส่วนท้องถิน", "ส่วนท้องที่"),
    Term("ที่เกี่ยวข้อง", "ทีเกียวข้อง", "ที่เกี่ยวพัน"),
    Term("สิ่งที่ส่งมาด้วย", "สิงทีส่งมาดวย", "สิ่งที่ส่งกลับ"),
    Term("หน่วยงานในสังกัด", "หนวยงานในสังกัด", "หน่วยงานอื่น"),
    Term("ผู้ว่าราชการจังหวัด", "ผูว่าราชการจังหวัด", "ผู้ว่าการ"),
    Term("ผู้ใหญ่บ้าน", "ผูใหญบ้าน", "ผู้ใหญ่"),
    Term("เจ้าหน้าที่", "เจาหนาที่", "เจ้าของที่"),
    Term("ดังต่อไปนี้", "ดังตอไปนี", "ดังนี้"),
    Term("เรียบร้อยแล้ว", "เรียบรอยแลว", "เรียบง่าย"),
    Term("ต่อไปด้วย", "ตอไปดวย", "ต่อไป"),
    Term("ทั่วประเทศ", "ทัวประเทศ", "ต่างประเทศ"),
    Term("ทั้งสิ้น", "ทังสิน", "ทั้งหมด"),
)


def loosely(term: str) -> str:
    """A regular expression for the term with every mark there or not.

    >>> loosely("ทั้งสิ้น")
    'ทั้?งสิ้?น'
    """
    return "".join(f"{sign}?" if sign in MARKS else sign for sign in term)


ANY_TERM = row(
    "|".join(f"(?:{loosely(one.term)})" for one in sorted(TERMS, key=lambda one: len(one.term), reverse=True)),
    "ในส่วนทีเกียวข้อง",
    "ในส่วนที่เหลือ",
)
