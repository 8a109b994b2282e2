"""A day, a month or a year of the Buddhist Era as somebody types it to bound a search."""

from __future__ import annotations

import datetime as dt
import re

from circulars.errors import SettingsWrong
from circulars.thai.dates import InvalidDate, ThaiDate
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import parse_date

_SHORT = re.compile(r"(25\d\d|26\d\d)(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def day_bound(text: str, *, last: bool) -> dt.date:
    """The first or the last day of what was typed. Raises SettingsWrong.

    >>> day_bound("๒๕๖๗", last=True), day_bound("2567-02", last=True), day_bound("๑๘ มกราคม ๒๕๖๗", last=False)
    (datetime.date(2024, 12, 31), datetime.date(2024, 2, 29), datetime.date(2024, 1, 18))
    """
    short = _SHORT.fullmatch(to_arabic(text.strip()))
    try:
        if short is None:
            return parse_date(text).ce
        year, month, day = int(short[1]), int(short[2] or (12 if last else 1)), short[3]
        if day:
            return ThaiDate(year, month, int(day)).ce
        first = dt.date(year - 543, month, 1)
        following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        return following - dt.timedelta(days=1) if last else first
    except (InvalidDate, ValueError) as error:
        raise SettingsWrong(
            f"อ่านวันที่ {text!r} ไม่ได้ กรุณาพิมพ์แบบ ๑๘ มกราคม ๒๕๖๗ หรือ 2567-01-18 หรือ 2567", cause=str(error)
        ) from error
