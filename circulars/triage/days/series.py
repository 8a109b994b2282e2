"""Days that come again: every Monday, the 5th of every month, every month's end; the first of them, and the next.

A rule is written ``weekly:mon,thu``, ``monthly:5``, ``monthly-end`` or ``daily``.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from circulars.lexicon.reading.triage.days import EVERY_DAY, EVERY_MONTH, EVERY_MONTH_END, EVERY_WEEKDAY, UNTIL
from circulars.thai.dates import WEEKDAYS
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import find_dates

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAILY, MONTHLY_END = "daily", "monthly-end"


def rules_in(text: str) -> Iterator[str]:
    """The rules by which days come again in a text.

    >>> list(rules_in("รายงานทุกวันจันทร์และวันพฤหัสบดี")), list(rules_in("ภายในวันที่ ๕ ของทุกเดือน"))
    (['weekly:mon,thu'], ['monthly:5'])
    >>> list(rules_in("ประชุมในวันจันทร์ที่ ๕ ธันวาคม ๒๕๖๙"))
    []
    """
    plain = to_arabic(text)
    for found in EVERY_WEEKDAY.finditer(plain):
        said = [next(n for n, name in enumerate(WEEKDAYS) if name.startswith(one)) for one in found.groups() if one]
        yield f"weekly:{','.join(_NAMES[one] for one in sorted(said))}"
    for found in EVERY_MONTH.finditer(plain):
        number = int(found[1] or found[2])
        if 1 <= number <= 31:
            yield f"monthly:{number}"
    if EVERY_MONTH_END.search(plain):
        yield MONTHLY_END
    if EVERY_DAY.search(plain):
        yield DAILY


def next_of(rule: str, begin: dt.date) -> dt.date | None:
    """The first day by a rule that is ``begin`` or later; None where it is no rule of such days.

    >>> str(next_of("weekly:mon", dt.date(2026, 11, 27))), str(next_of("monthly:31", dt.date(2026, 11, 27)))
    ('2026-11-30', '2026-11-30')
    """
    kind, _, on = rule.partition(":")
    if kind == "weekly":
        wanted = {_NAMES.index(one) for one in on.split(",")}
        return next(day for day in map(begin.__add__, map(dt.timedelta, range(7))) if day.weekday() in wanted)
    if kind == "monthly" or rule == MONTHLY_END:
        number = int(on or 31)
        day = _in_month(begin, number)
        return day if day >= begin else _in_month((begin.replace(day=28) + dt.timedelta(days=4)).replace(day=1), number)
    return begin if rule == DAILY else None


def _in_month(month: dt.date, number: int) -> dt.date:
    return month.replace(day=min(number, calendar.monthrange(month.year, month.month)[1]))


def rule_of(text: str, day: dt.date) -> str:
    """The rule of a text by which this day comes, empty where none does: a day that was set otherwise does not come again."""
    return next((rule for rule in rules_in(text) if next_of(rule, day) == day), "")


def passed_of(rule: str, first: dt.date, today: dt.date) -> tuple[dt.date, int]:
    """The day of a series that is open: the last that has passed, else the first; and how many before it were passed over.

    What was not entered for months is one thing to do and no dozen: who enters the last day has seen the others told.

    >>> monday = dt.date(2026, 11, 30)
    >>> [passed_of("weekly:mon", monday, monday + dt.timedelta(days=days)) for days in (-3, 0, 1, 8, 22)][-1]
    (datetime.date(2026, 12, 21), 3)
    >>> passed_of("weekly:mon", monday, monday)
    (datetime.date(2026, 11, 30), 0)
    """
    day, count = first, 0
    while (following := next_of(rule, day + dt.timedelta(days=1))) is not None and following < today:
        day, count = following, count + 1
    return day, count


def end_in(text: str) -> dt.date | None:
    """Until when a series runs, as the sentence that sets it says.

    >>> str(end_in("รายงานทุกวันพุธ จนถึงสิ้นเดือนเมษายน ๒๕๗๐")), end_in("รายงานทุกวันพุธ จนกว่าจะคลี่คลาย")
    ('2027-04-30', None)
    """
    days = [one.last.ce for one in find_dates(text) if one.last and UNTIL.search(text[: one.start])]
    return max(days, default=None)


def told_series(rule: str) -> str:
    """A rule as a clerk says it; empty for what does not come again.

    >>> told_series("weekly:mon,thu"), told_series("monthly:5"), told_series("receipt+7d")
    ('ทุกวันจันทร์และวันพฤหัสบดี', 'ทุกวันที่ ๕ ของเดือน', '')
    """
    kind, _, on = rule.partition(":")
    if kind == "weekly":
        return "ทุก" + "และ".join(f"วัน{WEEKDAYS[_NAMES.index(one)]}" for one in on.split(","))
    if kind == "monthly":
        return f"ทุกวันที่ {to_thai(on)} ของเดือน"
    return {MONTHLY_END: "ทุกสิ้นเดือน", DAILY: "ทุกวัน"}.get(rule, "")
