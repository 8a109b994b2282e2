"""The day on which something is owed because of a letter, in the forms that letters use.

A day, a month's end, the first week of a month, a day of every month, days from receipt, or at once. Periods count as
ป.พ.พ. มาตรา ๑๙๓/๓ has it: the first day is not counted, so that seven days from receipt on the 1st end on the 8th.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circulars.letter.letter import Letter
from circulars.lexicon.reading.triage.days import (
    AT_ONCE,
    BEFORE_EVENT,
    BEGINS,
    EFFECT,
    FIRST_WEEK,
    IN_MONTH,
    LIMIT,
    NEXT_MONTH,
    NUMBERS,
    ONWARDS,
    PERIOD,
    UNTIL,
)
from circulars.thai.dates import ThaiDate
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import DateKind, FoundDate, find_dates
from circulars.triage.days.series import DAILY, next_of, rules_in
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.words import Tag


@dataclass(frozen=True, slots=True)
class Due:
    """When something is owed: the day where it is known, and the rule where the letter gives one instead of a day.

    ``rule`` is ``receipt+7d``, ``receipt+2m``, ``event-3d``, ``monthly:10``, ``monthly-end``, ``weekly:mon``, ``daily``,
    ``first-week:2570-02``, ``month-end:2570-02`` or ``at-once``; empty for a plain day.
    ``asked``: the day of receipt is not known, so that a person must say the day.
    """

    day: ThaiDate | None
    rule: str = ""
    asked: bool = False


NO_DUE = Due(None)
_UNITS = {"วัน": "d", "วันทำการ": "w", "เดือน": "m", "สัปดาห์": "wk"}
_EVENT = 31
"""Days that an event that is attended lasts at most."""


def limits_of(text: str, dated: dt.date | None) -> Iterator[dt.date]:
    """Days that a text sets as limits: a day, a month's end, the first of a monthly series."""
    for limit in _limits(text, dated, None):
        if limit.day is not None:
            yield limit.day.ce


def _limits(text: str, dated: dt.date | None, received: dt.date | None) -> Iterator[Due]:
    again = any(rules_in(text))
    for one in find_dates(text):
        if one.last is None or one.kind is DateKind.FISCAL_YEAR:
            continue
        before = text[: one.start].rstrip()
        month = f"{one.last.year_be}-{one.last.month:02}"
        if one.kind is DateKind.MONTH:
            if FIRST_WEEK.search(before) and one.first is not None:
                yield Due(ThaiDate.from_ce(one.first.ce.replace(day=7)), f"first-week:{month}")
            elif IN_MONTH.search(before):
                yield Due(one.last, f"month-end:{month}")
        elif LIMIT.search(before) and not (again and UNTIL.search(before)):  # the end of a series is no day of it
            yield Due(one.last)
    yield from _series(to_arabic(text), text, dated)
    yield from _periods(to_arabic(text), dated, received)


def _series(plain: str, text: str, dated: dt.date | None) -> Iterator[Due]:
    """A day of every month, of the next month, or every month's end: the first of them that has not passed."""
    begin = _first_month(text, dated)
    for rule in rules_in(text):
        if rule.startswith("monthly"):
            start = (
                max(begin, dated)
                if begin and dated and (begin.year, begin.month) == (dated.year, dated.month)
                else begin
            )
        else:
            start = _first_day(text, dated)
        day = next_of(rule, start) if start is not None else None
        if day is not None and rule != DAILY:
            yield Due(ThaiDate.from_ce(day), rule)
        elif rule == DAILY:
            yield Due(None, rule)
    for following in NEXT_MONTH.finditer(plain):
        if dated is not None:
            yield Due(
                ThaiDate.from_ce(_in_month(_next_month(dated.replace(day=1)), int(following[1]))),
                f"monthly:{following[1]}",
            )


def _first_day(text: str, dated: dt.date | None) -> dt.date | None:
    """From when a weekly series runs: the day from which the text lets it run, else the day after that of the letter."""
    said = [
        one.first.ce
        for one in find_dates(text)
        if one.first and one.kind in (DateKind.DAY, DateKind.MONTH) and BEGINS.search(text[: one.start])
    ]
    return said[0] if said else dated + dt.timedelta(days=1) if dated else None


def _first_month(text: str, dated: dt.date | None) -> dt.date | None:
    months = [one for one in find_dates(text) if one.kind is DateKind.MONTH and one.first]
    return months[0].first.ce if months and months[0].first else dated


def _in_month(month: dt.date, number: int) -> dt.date:
    return month.replace(day=min(number, calendar.monthrange(month.year, month.month)[1]))


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, day.day)


def _periods(plain: str, dated: dt.date | None, received: dt.date | None) -> Iterator[Due]:
    """So many days or months from receipt, or from the day of the letter."""
    for period in PERIOD.finditer(plain):
        count = int(period["count"]) if period["count"].isdigit() else NUMBERS[period["count"]]
        from_receipt = "รับ" in period["from"]
        unit = _UNITS[period["unit"]]
        rule = f"{'receipt' if from_receipt else 'dated'}+{count}{unit}"
        begin = received if from_receipt else dated
        if begin is None or unit == "w":  # working days need the year's holidays, which a person knows
            yield Due(None, rule, asked=True)
        elif unit == "m":
            month = begin.replace(day=1)
            for _ in range(count):
                month = _next_month(month)
            yield Due(ThaiDate.from_ce(_in_month(month, begin.day)), rule)
        else:
            yield Due(ThaiDate.from_ce(begin + dt.timedelta(days=count)), rule)


def due_of(
    ours: Sequence[Clause],
    down: Sequence[Clause],
    letter: Letter,
    *,
    attends: bool,
    received: dt.date | None = None,
) -> Due:
    """The first day that binds this office, else the first that binds those below; of an event, its day."""
    dated = letter.dated.value.ce if letter.dated.value else None
    for group in (ours, down):
        limits = [limit for one in group for limit in _limits(one.text, dated, received)]
        limits += [limit for one in group for limit in _before_event(to_arabic(one.text), group, letter, dated)]
        days = sorted(
            (limit for limit in limits if limit.day and (dated is None or limit.day.ce >= dated)),
            key=lambda limit: limit.day.ce if limit.day else dt.date.max,
        )
        if days:
            return days[0]
        if limits and not any(limit.day for limit in limits):
            return limits[0]
    if attends or any(one.words[0].tag is Tag.CHANGE for one in ours):  # a day that is put off is the day that binds
        event = _event_of(ours, letter, dated)
        if event is not None:
            return Due(event)
    if any(AT_ONCE.search(one.text) for one in (*ours, *down)):
        return Due(None, "at-once")
    return NO_DUE


def _event_of(ours: Sequence[Clause], letter: Letter, dated: dt.date | None) -> ThaiDate | None:
    return next(
        (one.first for one in _days(ours, letter) if one.first and (dated is None or one.first.ce > dated)), None
    )


def _before_event(plain: str, group: Sequence[Clause], letter: Letter, dated: dt.date | None) -> Iterator[Due]:
    """So many days before the event of the letter; working days, and an event without a day, are asked."""
    for found in BEFORE_EVENT.finditer(plain):
        said, unit = found["count"] or found["count2"], found["unit"] or found["unit2"]
        count = int(said) if said.isdigit() else NUMBERS[said]
        rule = f"event-{count}{_UNITS[unit]}"
        event = _event_of(group, letter, dated)
        if event is None or unit == "วันทำการ":
            yield Due(None, rule, asked=True)
        else:
            yield Due(ThaiDate.from_ce(event.ce - dt.timedelta(days=count * (7 if unit == "สัปดาห์" else 1))), rule)


def _days(ours: Sequence[Clause], letter: Letter) -> Iterator[FoundDate]:
    texts = (*(one.text for one in ours), *(one.value or "" for one in letter.body))
    for text in texts:
        for one in find_dates(text):
            if one.first and one.last and (one.last.ce - one.first.ce).days > _EVENT:
                continue  # a season, or the time in which one may apply, is no event
            if ONWARDS.match(text[one.end :]):
                continue
            if one.kind in (DateKind.DAY, DateKind.RANGE) and not EFFECT.search(text[: one.start]):
                yield one
