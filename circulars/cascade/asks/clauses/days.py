"""Days of a text with what they are for: only the day of a report to us is given earlier to those below."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from circulars.cascade.asks.deadlines import Deadline, find_deadlines
from circulars.lexicon.writing.body import (
    CLAUSE,
    DUE_COLUMN,
    HEADS_OF_TABLE,
    MOVED_DAY,
    OWN_DAY,
    PUBLIC_DAY,
    REPORT_DAY,
    STATUTE_DAY,
)
from circulars.thai.find_dates import DateKind, find_dates


class DayRole(StrEnum):
    """What a day is for."""

    REPORT = "report"
    """A report, an answer or a list that comes to us."""
    EVENT = "event"
    PUBLIC = "public"
    """The people's own day: taxes, applications."""
    STATUTE = "statute"
    EXTENDED = "extended"
    OWN = "own"
    """The recipients' own work is to be done by it."""


SAID = {
    DayRole.REPORT: "วันรายงานถึงเรา",
    DayRole.EVENT: "วันจัดงานหรือประชุม",
    DayRole.PUBLIC: "วันของประชาชน",
    DayRole.STATUTE: "วันตามกฎหมาย",
    DayRole.EXTENDED: "วันที่เลื่อนหรือขยายแล้ว",
    DayRole.OWN: "วันที่ผู้รับต้องทำให้เสร็จ",
}
"""Roles as the reviewer reads them."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a period in a text, as its words give it, and what it is for."""

    text: str
    role: DayRole


def days_of(text: str) -> tuple[Day, ...]:
    """Every day and period of a text with its role, in order.

    >>> [(one.text, one.role.value) for one in days_of("จัดพิธีวันที่ ๓ ธันวาคม ๒๕๖๙ และรายงานผลภายใน ๗ วัน")]
    [('๓ ธันวาคม ๒๕๖๙', 'event'), ('ภายใน ๗ วัน', 'report')]
    """
    limits = find_deadlines(text)
    found = [(one.start, Day(one.text, role_of(text, one))) for one in limits]
    for date in find_dates(text):
        if date.kind in (DateKind.DAY, DateKind.RANGE) and not any(
            one.start <= date.start < one.end or date.text in one.text for one in limits
        ):
            due = HEADS_OF_TABLE.match(text) and DUE_COLUMN.search(text[: date.start])
            found.append((date.start, Day(date.text, DayRole.REPORT if due else DayRole.EVENT)))
    return tuple(day for _, day in sorted(found, key=lambda one: one[0]))


def role_of(text: str, limit: Deadline) -> DayRole:
    """What a limit is for, by the words of its own clause before it.

    >>> text = "ปลูกต้นไม้ให้เสร็จภายในวันที่ ๑ ธันวาคม ๒๕๖๙ และรายงานผลภายในวันที่ ๒๓ ธันวาคม ๒๕๖๙ พร้อมแจ้งราษฎรชำระภาษีภายในวันที่ ๓๐ เมษายน ๒๕๗๐"
    >>> [role_of(text, one).value for one in find_deadlines(text)]
    ['own', 'report', 'public']
    """
    ends = [one.end for one in find_deadlines(text) if one.end <= limit.start]
    before = text[ends[-1] if ends else 0 : limit.start]
    cuts = [found.end() for found in CLAUSE.finditer(before)]
    own = before[cuts[-1] if cuts else 0 :]
    for pattern, role in ((MOVED_DAY, DayRole.EXTENDED), (STATUTE_DAY, DayRole.STATUTE), (PUBLIC_DAY, DayRole.PUBLIC)):
        if pattern.search(own):
            return role
    reports = [found.start() for found in REPORT_DAY.finditer(before)]
    acts = [found.start() for found in OWN_DAY.finditer(before)]
    return DayRole.REPORT if reports and max(reports) >= max(acts, default=0) else DayRole.OWN
