"""Deadlines of a letter, and the earlier day we ask of those below.

Working days are Monday to Friday without Thailand's public holidays (library `holidays`). The lead time is the
office's own setting; the regulation knows none. A proposed day is only proposed: the reviewer confirms it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache

import holidays

from circulars.lexicon.writing.body import (
    DAY_LIMIT,
    LENGTH,
    MONTH_LIMIT,
    MONTHS_COUNTED,
    PERIOD,
    WEEKDAY_BEFORE,
)
from circulars.thai.dates import WEEKDAYS, ThaiDate, format_date
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import DateKind, find_dates


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline in a text: its words and place (offsets of the day itself), and the day where it names one.

    ``day`` is None for a period (``ภายใน ๗ วัน นับแต่วันที่ได้รับหนังสือ``), whose start only a person knows.
    """

    text: str
    start: int
    end: int
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class ProposedDeadline:
    """A deadline as we pass it on: the source's words and day, and the words and day proposed for those below.

    ``given`` equals ``wanted`` where there is no time for a lead.
    """

    wanted_text: str
    wanted: dt.date
    given_text: str
    given: dt.date


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """Days and periods that a text sets as limits, in order.

    >>> [d.text for d in find_deadlines("รายงานผลภายในวันศุกร์ที่ ๑๖ กุมภาพันธ์ ๒๕๖๗ และประชุมวันที่ ๑ มีนาคม ๒๕๖๗")]
    ['ศุกร์ที่ ๑๖ กุมภาพันธ์ ๒๕๖๗']
    >>> [(d.text, str(d.day)) for d in find_deadlines("ให้แล้วเสร็จภายในสิ้นเดือนกุมภาพันธ์ ๒๕๖๗ ประจำเดือนมกราคม ๒๕๖๗")]
    [('สิ้นเดือนกุมภาพันธ์ ๒๕๖๗', '2024-02-29')]
    """
    found = []
    for date in find_dates(text):
        if date.last is not None and date.kind is DateKind.MONTH and (limit := MONTH_LIMIT.search(text[: date.start])):
            start = limit.start("end") if limit["end"] else date.start
            found.append(Deadline(text[start : date.end], start, date.end, date.last.ce))
        if date.last is None or date.kind not in (DateKind.DAY, DateKind.RANGE):
            continue
        start = date.start
        weekday = WEEKDAY_BEFORE.search(text[:start])
        if weekday:
            start = weekday.start(1)
        if date.kind is DateKind.DAY and DAY_LIMIT.search(text[:start].rstrip()):
            found.append(Deadline(text[start : date.end], start, date.end, date.last.ce))
    plain = to_arabic(text)
    found += [Deadline(text[m.start() : m.end()].strip(), m.start(), m.end(), None) for m in PERIOD.finditer(plain)]
    return tuple(sorted(found, key=lambda one: one.start))


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("TH", years=year))


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday and no public holiday of Thailand.

    >>> is_working_day(dt.date(2024, 4, 15)), is_working_day(dt.date(2024, 4, 18))
    (False, True)
    """
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_days_before(day: dt.date, count: int) -> dt.date:
    """The working day that lies `count` working days before a day.

    >>> working_days_before(dt.date(2024, 1, 22), 3)  # a Monday
    datetime.date(2024, 1, 17)
    """
    while count > 0:
        day -= dt.timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The working day that lies `count` working days after a day.

    >>> working_days_after(dt.date(2024, 1, 19), 3)  # a Friday
    datetime.date(2024, 1, 24)
    """
    for _ in range(count):
        day = _working_day(day + dt.timedelta(days=1))
    return day


def last_day(deadline: Deadline, start: dt.date) -> dt.date | None:
    """The day on which a deadline ends when its period begins to run on `start`; None where its words tell no length.

    Civil and Commercial Code sections 193/3 (the first day is not counted), 193/5 (months by the calendar) and 193/8
    (a last day that is no working day moves to the next one).

    >>> [str(last_day(d, dt.date(2024, 1, 31))) for d in find_deadlines("ภายใน ๗ วัน หรือ ภายใน ๕ วันทำการ หรือ ภายใน ๑ เดือน")]
    ['2024-02-07', '2024-02-07', '2024-02-29']
    """
    if deadline.day is not None:
        return deadline.day
    length = LENGTH.search(to_arabic(deadline.text))
    if length is None:
        return None
    count, unit = int(length[1]), length[2]
    if unit == "วันทำการ":
        return working_days_after(start, count)
    if unit == "เดือน":
        month = start.month - 1 + count
        year, month = start.year + month // 12, month % 12 + 1
        day = dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    else:
        day = start + dt.timedelta(days={"ชั่วโมง": -(-count // 24), "วัน": count, "สัปดาห์": 7 * count}[unit])
    return _working_day(day)


def _working_day(day: dt.date) -> dt.date:
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


LEAST_TIME = 2
"""Working days that a recipient has at least for what we ask earlier than the source does: the engine's own measure."""


def propose(deadline: Deadline, lead_days: int, today: dt.date) -> ProposedDeadline | None:
    """The day to give to those below; None for a period, which is passed on in its own words.

    Where the lead would leave the recipients fewer than `LEAST_TIME` working days, it is the source's own day.
    """
    if deadline.day is None:
        return None
    given = working_days_before(deadline.day, lead_days)
    if given < working_days_after(today, LEAST_TIME):
        given = deadline.day
    if given == deadline.day:
        text = to_thai(deadline.text)
    elif "เดือน" in deadline.text and not MONTHS_COUNTED.search(deadline.text):
        text = f"วันที่ {_written(given, with_weekday=False)}"  # a day where the source gives the whole month
    else:
        text = _written(given, with_weekday="ที่" in deadline.text)
    return ProposedDeadline(deadline.text, deadline.day, text, given)


def before_event(text: str, deadline: Deadline, given: dt.date) -> bool:
    """An event of the letter lies between the day we would give and the source's: what happens then can't be reported before."""
    limits = {one.day for one in find_deadlines(text)}
    days = [one.last.ce for one in find_dates(text) if one.last and one.kind in (DateKind.DAY, DateKind.RANGE)]
    return any(deadline.day is not None and given <= day <= deadline.day for day in days if day not in limits)


def unmoved(proposed: ProposedDeadline) -> ProposedDeadline:
    """The deadline at the source's own day."""
    return replace(proposed, given_text=to_thai(proposed.wanted_text), given=proposed.wanted)


def _written(day: dt.date, *, with_weekday: bool) -> str:
    written = format_date(ThaiDate.from_ce(day))
    return f"{WEEKDAYS[day.weekday()]}ที่ {written}" if with_weekday else written
