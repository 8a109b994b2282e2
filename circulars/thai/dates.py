"""Dates of Thai official letters: the only place that knows 543 and the names of the months.

Buddhist Era years run as printed in letters: CE + 543 for every date from 1 January B.E. 2484 (พ.ร.บ. ปีประดิทิน
พ.ศ. ๒๔๘๓); before that the year began on 1 April. A letter's date is written ``๒๓ มกราคม ๒๕๖๗``, without the word
วันที่ and without พ.ศ. (ระเบียบงานสารบรรณ ข้อ ๑๑).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from circulars.errors import CircularsError
from circulars.thai.digits import to_thai

BANGKOK = dt.timezone(dt.timedelta(hours=7), "Asia/Bangkok")
MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")


class InvalidDate(CircularsError):
    """Text that is not a date, or a date that no calendar has."""

    code = "invalid-date"


@dataclass(frozen=True, slots=True, order=True)
class ThaiDate:
    """One day of the Thai official calendar: year_be (Buddhist Era), month 1–12, day 1–31.

    Raises InvalidDate for a day that does not exist.

    >>> ThaiDate(2567, 1, 19).iso_ce
    '2024-01-19'
    >>> ThaiDate(2480, 2, 15).iso_ce
    '1938-02-15'
    """

    year_be: int
    month: int
    day: int

    def __post_init__(self) -> None:
        try:
            _ = self.ce
        except ValueError as error:
            raise InvalidDate(
                f"ไม่มีวันที่ {self.day}/{self.month}/{self.year_be} ในปฏิทิน กรุณาตรวจวันที่อีกครั้ง", cause=str(error)
            ) from error

    @property
    def ce(self) -> dt.date:
        """The same day in the Gregorian calendar."""
        if self.year_be == 2483 and self.month <= 3:
            raise ValueError("B.E. 2483 had no January to March")
        offset = 542 if self.year_be < 2483 and self.month <= 3 else 543
        return dt.date(self.year_be - offset, self.month, self.day)

    @property
    def iso_be(self) -> str:
        """``2567-01-19``: year in the Buddhist Era."""
        return f"{self.year_be:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def iso_ce(self) -> str:
        """``2024-01-19``: year in the Common Era."""
        return self.ce.isoformat()

    @classmethod
    def from_ce(cls, day: dt.date) -> ThaiDate:
        """The Thai date of a Gregorian day.

        >>> ThaiDate.from_ce(dt.date(2024, 1, 19))
        ThaiDate(year_be=2567, month=1, day=19)
        """
        old = day < dt.date(1941, 1, 1) and day.month <= 3
        return cls(day.year + (542 if old else 543), day.month, day.day)


def year_be(day: dt.date) -> int:
    """The Buddhist year of a day since B.E. 2484; `ThaiDate.from_ce` knows the years before, too.

    >>> year_be(dt.date(2026, 11, 29))
    2569
    """
    return day.year + 543


def format_date(day: ThaiDate) -> str:
    """The form a letter prints.

    >>> format_date(ThaiDate(2567, 1, 23))
    '๒๓ มกราคม ๒๕๖๗'
    """
    return f"{to_thai(day.day)} {MONTHS[day.month - 1]} {to_thai(day.year_be)}"


def days_in_month(year_be: int, month: int) -> int:
    """Days of a month, 28–31."""
    return calendar.monthrange(year_be - 543, month)[1]
