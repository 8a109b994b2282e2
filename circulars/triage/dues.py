"""The day on which something is owed because of a letter, in the forms that letters use."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from circulars.letter.letter import Letter
from circulars.thai.dates import ThaiDate
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import DateKind, FoundDate, find_dates
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.words import Tag

_LIMIT = re.compile(
    r"(?:ภายใน|ไม่เกิน|ก่อน|อย่างช้า|ไม่ช้ากว่า|แล้วเสร็จ|สิ้นสุด|ภายในวัน)(?:ใน)?\s*(?:วัน)?(?:[ก-ฮ]{2,8}(?:์)?)?(?:ที่)?\s*$"
)
_IN_MONTH = re.compile(r"(?:ภายใน|สิ้น|แล้วเสร็จใน)(?:สิ้น)?\s*(?:เดือน)?\s*$")
_EVERY_MONTH = re.compile(r"ภายในวันที่\s?(\d{1,2})\s?ของ(?:ทุก|แต่ละ)เดือน")
_FROM_MONTH = re.compile(r"ตั้งแต่(?:เดือน)?")
_EFFECT = re.compile(r"(?:ตั้งแต่|นับแต่|มีผล[^ ]{0,20}|ลงวันที่|เมื่อ)\s*(?:วัน)?(?:ที่)?\s*$")
_PERIOD = re.compile(r"ภายใน\s?\d{1,3}\s?(?:วัน|เดือน|ชั่วโมง)")


def limits_of(text: str, dated: dt.date | None) -> Iterator[dt.date]:
    """Days that a text sets as limits: a day, a month's end, the first of a monthly series."""
    for one in find_dates(text):
        if one.last is None or one.kind is DateKind.FISCAL_YEAR:
            continue
        before = text[: one.start]
        whole_month = one.kind is DateKind.MONTH and _IN_MONTH.search(before)
        if whole_month or (one.kind is not DateKind.MONTH and _LIMIT.search(before.rstrip())):
            yield one.last.ce
    yield from _monthly(text, dated)


def _monthly(text: str, dated: dt.date | None) -> Iterator[dt.date]:
    for every in _EVERY_MONTH.finditer(to_arabic(text)):
        months = [one for one in find_dates(text) if one.kind is DateKind.MONTH and one.first]
        begin = months[0].first.ce if months and months[0].first else None
        if begin is None and dated is not None:
            begin = dated
        if begin is not None:
            day = dt.date(begin.year, begin.month, min(int(every[1]), 28))
            yield day if day >= (dated or day) else _next_month(day)


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, day.day)


def due_of(ours: Sequence[Clause], down: Sequence[Clause], letter: Letter, *, attends: bool) -> ThaiDate | None:
    """The first day that binds this office, else the first that binds those below; of an event, its day."""
    dated = letter.dated.value.ce if letter.dated.value else None
    for group in (ours, down):
        found = sorted(day for one in group for day in limits_of(one.text, dated) if dated is None or day >= dated)
        if found:
            return ThaiDate.from_ce(found[0])
    if not attends:
        return None
    days = [day for one in _days(ours, letter) for day in (one.first,) if day and (dated is None or day.ce > dated)]
    return days[0] if days else None


def _days(ours: Sequence[Clause], letter: Letter) -> Iterator[FoundDate]:
    texts = (*(one.text for one in ours), *(one.value or "" for one in letter.body))
    for text in texts:
        for one in find_dates(text):
            if one.kind in (DateKind.DAY, DateKind.RANGE) and not _EFFECT.search(text[: one.start]):
                yield one


def is_attended(clauses: Sequence[Clause]) -> bool:
    """What is asked happens on a day of its own: an invitation, something lent or done on a day."""
    return any(one.has(Tag.INVITE, Tag.ASK, Tag.SEND_PERSON, Tag.CAUSE) for one in clauses)
