"""A letter about a letter: it answers, reminds of, cancels, corrects or replaces one that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.directory.offices import Office
from circulars.letter.letter import Letter
from circulars.lexicon.reading.triage.staying import BEGS_CHANGE, REPLACES
from circulars.lexicon.rows import row
from circulars.triage.origin.direction import Direction
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.words import Tag


class Relation(StrEnum):
    """What a letter does to the letter that it names (the words of the contract)."""

    ANSWERS = "answers"
    REMINDS = "reminds"
    CANCELS = "cancels"
    CORRECTS = "corrects"
    SUPERSEDES = "supersedes"
    OUR_OWN = "our-own"


@dataclass(frozen=True, slots=True)
class Subject:
    """How subjects of letters about letters begin or read."""

    relation: Relation
    pattern: re.Pattern[str]


SUBJECTS: tuple[Subject, ...] = (
    Subject(Relation.CANCELS, row(r"^(?:แจ้ง|ขอ)?(?:ยกเลิก|งด)(?!ใช้บังคับ|เหล้า|การใช้)", "ยกเลิกการฝึกอบรม", "งดเหล้าเข้าพรรษา")),
    Subject(
        Relation.CORRECTS,
        row(r"^(?:แจ้ง|ขอ)?(?:เลื่อน(?!ชั้น|ตำแหน่ง|ขั้น|เงินเดือน|ระดับ)|แก้ไข(?!ปัญหา|ความ|สถานการณ์|เพิ่มเติมกฎ|เพิ่มเติมระเบียบ)|ขยาย(?:ระยะ)?เวลา|(?:การ)?เปลี่ยนแปลง(?:กำหนด|วัน|สถานที่))",
        "ขอเลื่อนการประชุม",
        "แก้ไขปัญหายาเสพติด"),
    ),
    Subject(Relation.REMINDS, row(r"^(?:แจ้ง|ขอ)?(?:เตือน|ทวงถาม|(?:เร่งรัด|ติดตาม)(?:ผล)?(?:การ)?(?:รายงาน|จัดส่ง|ส่ง))", "เร่งรัดการรายงานผล", "ติดตามสถานการณ์น้ำ")),
    Subject(Relation.ANSWERS, row(r"^(?:ตอบ|แจ้งผลการหารือ|แจ้งผลการพิจารณา|ผลการหารือ)", "ตอบข้อหารือ", "การตอบโต้ภาวะฉุกเฉิน")),
)  # fmt: skip
"""What a subject says."""
_DO = {Tag.CANCEL: Relation.CANCELS, Tag.CHANGE: Relation.CORRECTS, Tag.REMIND: Relation.REMINDS}


def relation_of(
    letter: Letter, office: Office, clauses: Sequence[Clause], direction: Direction = Direction.ABOVE
) -> Relation | None:
    """What the letter does to another one; None where it names none, only follows from it, or begs for a change."""
    subject = " ".join((letter.subject.value or "").split())
    named = [one.value for one in letter.references if one.value]
    text = " ".join(one.text for one in clauses)
    if named and REPLACES.search(text):
        return Relation.SUPERSEDES
    said = next((one.relation for one in SUBJECTS if one.pattern.search(subject)), None)
    if direction is Direction.BELOW and BEGS_CHANGE.match(subject):  # who is below us changes nothing of ours
        return None
    if said in (Relation.CANCELS, Relation.CORRECTS):
        return said
    if said is Relation.REMINDS and named:
        return said
    head = next((one for one in clauses if one.asks and one.words[0].tag in (Tag.CANCEL, Tag.CHANGE)), None)
    if head is not None and (named or "ตามที่" in text):
        return _DO[head.words[0].tag or Tag.CHANGE]
    if named and any(one.has(Tag.REMIND) for one in clauses if not one.purpose and not one.item):
        return Relation.REMINDS
    if any(is_number_of(office, letter, place) for place in range(len(named))):
        return Relation.ANSWERS
    return None


def is_number_of(office: Office, letter: Letter, place: int) -> bool:
    """The letter named at this place of อ้างถึง is ours: our letters and number, and no circular of a unit of another."""
    cited = [one.value for one in letter.references if one.value][place]
    number = cited.number
    if number is None or number.letters != office.letters:
        return False
    if number.office_number == office.office_number:
        return True
    name = (cited.agency or "").removeprefix("หนังสือ")
    return bool(office.name) and name.startswith((office.name, office.place_name))
