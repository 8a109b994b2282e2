"""Units and posts of an office to which a letter is assigned, and which of them a letter concerns.

Those of a จังหวัด and an อำเภอ are rows of the lexicon; an office names its own in ``[[units]]`` of office.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circulars.directory.offices import Level
from circulars.directory.profile import Unit
from circulars.lexicon.reading.triage.units import UNITS

SECRETS = "นายทะเบียนข้อมูลข่าวสารลับ"
"""The post that keeps classified letters (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔ ข้อ ๑๓)."""

GRIEVANCE = "ร้องเรียน ร้องทุกข์"
"""What a person's request is to an office: the unit that hears them has these words."""

DEFAULTS: dict[Level, tuple[Unit, ...]] = {
    level: tuple(Unit(row.name, row.words) for row in UNITS if row.level is level)
    for level in (Level.PROVINCE, Level.DISTRICT)
}
_SUBJECT, _TEXT = 3, 1
"""A word weighs more in the subject than in the sentence that decides, and a longer one more: สอบ stands in ตรวจสอบ."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A unit, and why it: the words of the letter, or what was done the time before."""

    unit: str
    because: str


def units_of(units: Sequence[Unit], level: Level) -> tuple[Unit, ...]:
    """The office's own units, else those that an office of its level has."""
    return tuple(units) or DEFAULTS.get(level, ())


def unit_for(subject: str, sentence: str, units: Sequence[Unit]) -> Assigned | None:
    """The unit whose words the letter has most of, by their length; None where it has none, or as much of two units'.

    >>> unit_for("ขอให้ตรวจสอบเรื่องร้องเรียน", "", DEFAULTS[Level.PROVINCE]).unit
    'ศูนย์ดำรงธรรมจังหวัด'
    """
    ranked = []
    for unit in units:
        heads = [word for word in unit.words if word in subject]
        others = [word for word in unit.words if word in sentence and word not in heads]
        weight = _SUBJECT * sum(map(len, heads)) + _TEXT * sum(map(len, others))
        ranked.append((weight, unit, (*heads, *others)))
    ranked.sort(key=lambda row: -row[0])
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    _, unit, words = ranked[0]
    return Assigned(unit.name, f"หนังสือมีคำว่า {' '.join(words[:3])}")
