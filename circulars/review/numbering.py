"""Number and day that a reviewer types for the register: read, held against the register and the calendar.

Nothing is typed in the usual case: the next number, the day of issuing. What is typed has bounds; within them, what is
unusual needs a reason of its own. Numbers run on through a calendar year (ระเบียบงานสารบรรณ ข้อ ๓๘), so the printed day
decides the register.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from circulars.errors import CircularsError
from circulars.review.blocks import is_reason
from circulars.thai.dates import ThaiDate, format_date, year_be
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import parse_date

MISTYPED = "mistyped"
"""Code of a typed number or day that is none."""
MOST_NUMBER = 99_999
MOST_AHEAD = 20
"""A number further beyond the next one than this is a slip of the finger, unless a reason says otherwise."""
DAYS_BACK, MOST_DAYS_BACK, DAYS_AHEAD = 3, 366, 5
"""A printed day before the first is unusual, before the second never; after the third it is of the future."""
_NUMBER = re.compile(r"[0-9๐-๙]{1,7}")


@dataclass(frozen=True, slots=True)
class RegisterState:
    """What a register of one year says of a number: the last one given, and whether this one is in it already."""

    year_be: int
    last: int
    taken: bool = False


def read_number(text: str) -> int | None:
    """The number that was typed, None for none. Raises CircularsError with a Thai reason.

    >>> read_number("๔๒"), read_number(" ")
    (42, None)
    >>> read_number("²")
    Traceback (most recent call last):
    ...
    circulars.errors.CircularsError: เลขทะเบียนส่ง “²” ต้องเป็นเลขไทยหรือเลขอารบิกล้วน ๑ ถึง ๙๙๙๙๙ หรือเว้นว่างเพื่อใช้เลขถัดไป
    """
    plain = text.strip()
    if not plain:
        return None
    if not _NUMBER.fullmatch(plain) or not 1 <= int(to_arabic(plain)) <= MOST_NUMBER:
        raise CircularsError(
            f"เลขทะเบียนส่ง “{plain[:30]}” ต้องเป็นเลขไทยหรือเลขอารบิกล้วน ๑ ถึง {to_thai(MOST_NUMBER)} หรือเว้นว่างเพื่อใช้เลขถัดไป",
            code=MISTYPED,
        )
    return int(to_arabic(plain))


def read_day(text: str) -> dt.date | None:
    """The day that was typed, None for none. Raises CircularsError with a Thai reason."""
    if not text.strip():
        return None
    try:
        return parse_date(" ".join(text.split())).ce
    except CircularsError as error:
        raise CircularsError(f"วันที่ที่พิมพ์ในหนังสือ: {error.message}", code=MISTYPED) from error
    except ValueError as error:  # a year that the calendar does not have
        raise CircularsError(f"วันที่ที่พิมพ์ในหนังสือ “{text.strip()[:30]}” ไม่มีในปฏิทิน กรุณาแก้ไข", code=MISTYPED) from error


def number_problems(number: int, reason: str, state: RegisterState) -> tuple[str, ...]:
    """Why a typed number cannot be given; empty when it can."""
    told = f"เลขทะเบียนส่ง {to_thai(number)} ปี {to_thai(state.year_be)}"
    if state.taken:
        return (f"{told} มีในทะเบียนแล้ว กรุณาใช้เลขอื่น หรือเว้นว่างเพื่อใช้เลขถัดไป",)
    following = state.last + 1
    if following <= number <= state.last + MOST_AHEAD or is_reason(reason):
        return ()
    why = "ย้อนกลับไปก่อน" if number < following else "ข้ามไปไกลจาก"
    return (f"{told} {why}เลขถัดไป ({to_thai(following)}) ถ้าตั้งใจ ให้เขียนเหตุผลในช่อง เหตุผลของเลขที่พิมพ์เอง หรือเว้นว่าง",)


def day_problems(day: dt.date, reason: str, *, today: dt.date, source: dt.date | None) -> tuple[str, ...]:
    """Why a typed day cannot be printed; empty when it can. ``source`` is the day of the letter that is forwarded."""
    told = f"วันที่ที่พิมพ์ {format_date(ThaiDate.from_ce(day))}"
    if source is not None and day < source:
        return (f"{told} อยู่ก่อนวันที่ของหนังสือต้นเรื่อง กรุณาแก้ไข หรือเว้นว่างเพื่อใช้วันที่ออกเลขจริง",)
    if day > today + dt.timedelta(days=DAYS_AHEAD):
        return (f"{told} เป็นวันข้างหน้าเกิน {to_thai(DAYS_AHEAD)} วัน กรุณาแก้ไข หรือเว้นว่างเพื่อใช้วันที่ออกเลขจริง",)
    if day < today - dt.timedelta(days=MOST_DAYS_BACK):
        return (f"{told} ย้อนหลังเกินหนึ่งปี กรุณาแก้ไข หรือเว้นว่างเพื่อใช้วันที่ออกเลขจริง",)
    if is_reason(reason):
        return ()
    if day.year != today.year:
        return (f"{told} อยู่ในทะเบียนปีอื่น (ปี {to_thai(year_be(day))}) ถ้าตั้งใจ ให้เขียนเหตุผลในช่อง เหตุผลของวันที่ที่พิมพ์เอง",)
    if day < today - dt.timedelta(days=DAYS_BACK):
        return (f"{told} ย้อนหลังเกิน {to_thai(DAYS_BACK)} วัน ถ้าตั้งใจ ให้เขียนเหตุผลในช่อง เหตุผลของวันที่ที่พิมพ์เอง",)
    return ()
