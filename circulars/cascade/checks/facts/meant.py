"""Days that are carried in the source's own words (``ภายใน ๗ วัน``, ``ทุกวันที่ ๕``, a month), with the day they mean.

The words go down as they are; the reviewer sees what day they come to, counted from the source's date and from ours, and
that a report in rounds falls due with those below on the same day as with us.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from circulars.cascade.asks.deadlines import find_deadlines, last_day
from circulars.cascade.checks.case import Case, Check, warns
from circulars.letter.finding import Finding
from circulars.lexicon.writing.body import MONTHS_COUNTED, REPORT_DAY, ROUNDS
from circulars.thai.dates import WEEKDAYS, ThaiDate, format_date
from circulars.thai.digits import to_arabic


def _said(day: dt.date) -> str:
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {format_date(ThaiDate.from_ce(day))}"


def next_round(text: str, today: dt.date) -> dt.date | None:
    """The first day on or after ``today`` of a round that a text names; None where it names none or no day of it.

    >>> monday = dt.date(2026, 11, 30)
    >>> [str(next_round(one, monday)) for one in ("ทุกวันที่ ๕ ของเดือน", "ทุกวันศุกร์", "ทุกสิ้นเดือน", "ทุกสัปดาห์")]
    ['2026-12-05', '2026-12-04', '2026-11-30', 'None']
    """
    found = ROUNDS.search(text)
    if found is None:
        return None
    if found["weekday"]:
        return today + dt.timedelta(days=(WEEKDAYS.index(found["weekday"]) - today.weekday()) % 7)
    if found["day"]:
        number = int(to_arabic(found["day"]))
        days = (today + dt.timedelta(days=after) for after in range(62))
        return next((day for day in days if day.day == number), None)
    if found["end"]:
        return today.replace(day=calendar.monthrange(today.year, today.month)[1])
    return None


def _meant(case: Case) -> Iterator[Finding]:
    """Every day carried in words has the day it means beside it."""
    yield from _periods(case)
    for one in case.content.paragraphs:
        for found in ROUNDS.finditer(one.text):
            first = next_round(found[0], case.today)
            report = REPORT_DAY.search(one.text[: found.start()])
            if first is None and not report:
                continue  # work that is done in rounds, on no day
            when = f" ครั้งแรกคือ{_said(first)}" if first else " ไม่ได้ระบุวัน"
            late = " เป็นวันเดียวกับที่เราต้องส่งต่อ กรุณาพิจารณาให้ผู้รับส่งก่อน" if report else ""
            message = f"รอบนี้ส่งต่อตามคำเดิม{when}{late}"
            yield warns("day-meant", "draft.body", message, found[0], first.isoformat() if first else "")


def _periods(case: Case) -> Iterator[Finding]:
    dated = case.letter.dated.value
    for one in find_deadlines(case.body):
        if one.day is None:
            starts = ((" นับจากวันที่ของต้นเรื่องถึง", dated.ce if dated else None), (" นับจากวันที่ร่างนี้ถึง", case.today))
            ends = [(said, last_day(one, day)) for said, day in starts if day]
            if all(end is None for _, end in ends):
                continue
            told = " ".join(f"{said}{_said(end)}" for said, end in ends if end)
            late = " ซึ่งเลยมาแล้ว" if ends[0][1] and ends[0][1] < case.today else ""
            message = f"ส่งต่อตามคำเดิม{told}{late} กรุณายืนยันหรือกำหนดวัน"
            yield warns("day-meant", "draft.body", message, one.text, str(ends[-1][1]))
        elif "เดือน" in one.text and not MONTHS_COUNTED.search(one.text):
            yield warns("day-meant", "draft.body", f"ส่งต่อตามคำเดิม หมายถึง{_said(one.day)}", one.text, str(one.day))


CHECKS: tuple[Check, ...] = (_meant,)
"""The checks of this module."""
