"""Dates: days that exist, weekdays that agree, the order cited ≤ letter ≤ stamp ≤ today, deadlines that are not past.

A cited letter is older than the letter that cites it, a stamp is not; a letter's day is the day its number is given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from circulars.letter.field import Evidence
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.lexicon.reading.checks import ASKING, DEADLINE_BEFORE, REPORTING
from circulars.thai.dates import WEEKDAYS, InvalidDate, ThaiDate, format_date
from circulars.thai.digits import to_thai
from circulars.thai.find_dates import DateKind, FoundDate, find_dates
from circulars.thai.lookalikes import DIGITS as DIGITS_ALIKE

LATE_STAMP_DAYS = 180
"""A letter received this long after its date is doubted: a misread year is likelier than the post."""
FAR_DAYS = 550
NEAR_DAYS = 120
FAR_YEARS = 60
"""A misread digit of the tens moves a year by as much: ๖ is read as ๒, ๕ or ๐."""
FAR_FISCAL_YEARS = 10
"""Plans reach years ahead and accounts are settled years behind: only a misread decade is told."""


def check_letter_date(letter: Letter, today: dt.date) -> Iterator[Finding]:
    """The letter's own date is not in the future."""
    day = letter.dated.value
    if day is not None and day.ce > today + dt.timedelta(days=1):
        yield Finding(
            "date-future",
            Severity.WARNS,
            "date_be",
            f"หนังสือลงวันที่ {format_date(day)} ซึ่งยังไม่ถึง (วันนี้ {format_date(ThaiDate.from_ce(today))}) กรุณาตรวจวันที่กับต้นฉบับ",
            seen=_raw(letter.dated.evidence) or format_date(day),
            against=f"วันนี้ {format_date(ThaiDate.from_ce(today))}",
            proposal=_other_year(day, _other_days(letter), today),
        )


def check_year(letter: Letter, today: dt.date) -> Iterator[Finding]:
    """The year of the letter against the other days in it: a letter is written near the days it speaks of.

    A finding needs days in the letter that lie more than a year and a half after it, none within a year and a half,
    and one other year in which two of them lie within four months of the letter. Old laws and announcements that a
    letter names lie before it and tell nothing, and a single late day may be the end of a contract. That a letter is
    old tells nothing either: old letters are read to be archived.
    """
    day = letter.dated.value
    if day is None or day.ce > today:
        return
    others = _other_days(letter)
    later = [other for other in others if (other.ce - day.ce).days > FAR_DAYS]
    if not later or any(abs((other.ce - day.ce).days) <= FAR_DAYS for other in others):
        return
    proposal = _other_year(day, others, today, least=2)
    if proposal is None:
        return
    yield Finding(
        "year-slip",
        Severity.WARNS,
        "date_be",
        f"หนังสือลงวันที่ {format_date(day)} แต่กล่าวถึงวันที่ {format_date(later[0])} ซึ่งห่างกันเกินปีครึ่ง อาจอ่านปีผิด กรุณาตรวจปีกับต้นฉบับ",
        seen=_raw(letter.dated.evidence) or format_date(day),
        against=format_date(later[0]),
        proposal=proposal,
    )


def check_fiscal_year(letter: Letter) -> Iterator[Finding]:
    """A fiscal year in the subject (1 October to 30 September, named by its end) lies near the letter's own."""
    day = letter.dated.value
    if day is None:
        return
    own = day.year_be + (day.month >= 10)
    for hit in find_dates(letter.subject.value or ""):
        if hit.kind is DateKind.FISCAL_YEAR and hit.last is not None and abs(hit.last.year_be - own) > FAR_FISCAL_YEARS:
            yield Finding(
                "fiscal-year",
                Severity.NOTES,
                "subject",
                f"ชื่อเรื่องเป็นเรื่องของ{hit.text} แต่หนังสือลงวันที่ {format_date(day)} (ปีงบประมาณ {to_thai(own)}) กรุณาตรวจปีกับต้นฉบับ",
                seen=hit.text,
                against=format_date(day),
            )
            return


def _other_year(day: ThaiDate, others: Sequence[ThaiDate], today: dt.date, least: int = 1) -> str | None:
    """The same day in the one other year, not in the future, that lies near `least` different days of the letter."""
    fitting = []
    for year in range(day.year_be - FAR_YEARS, day.year_be + FAR_YEARS + 1):
        try:
            moved = ThaiDate(year, day.month, day.day)
        except InvalidDate:
            continue
        near = {other for other in others if abs((other.ce - moved.ce).days) <= NEAR_DAYS}
        if year != day.year_be and len(near) >= least and moved.ce <= today:
            fitting.append(moved)
    return format_date(fitting[0]) if len(fitting) == 1 else None


def _other_days(letter: Letter) -> tuple[ThaiDate, ...]:
    """Days of the text, of cited letters and of receiving stamps."""
    others = []
    for text in (letter.subject.value, *(paragraph.value for paragraph in letter.body)):
        others += [hit.first for hit in find_dates(text or "") if hit.kind is not DateKind.FISCAL_YEAR]
    others += [one.value.dated for one in letter.references if one.value]
    others += [one.value.cites.dated for one in letter.enclosures if one.value and one.value.cites]
    others += [one.value.dated for one in letter.receipt_stamps if one.value]
    return tuple(other for other in others if other is not None)


def check_date_order(letter: Letter, today: dt.date) -> Iterator[Finding]:
    """Cited letters are not younger than the letter, receipts not older, and nothing is received tomorrow."""
    day = letter.dated.value
    cited = [(one.value, one.evidence, "references") for one in letter.references if one.value]
    cited += [
        (one.value.cites, one.evidence, "enclosures") for one in letter.enclosures if one.value and one.value.cites
    ]
    for citation, evidence, field in cited:
        if day is not None and citation.dated is not None and citation.dated.ce > day.ce:
            yield Finding(
                "date-order",
                Severity.WARNS,
                field,
                f"หนังสือที่อ้างถึงหรือส่งมาด้วยลงวันที่ {format_date(citation.dated)} หลังวันที่ของหนังสือนี้ ({format_date(day)}) กรุณาตรวจวันที่ทั้งสองแห่ง",
                seen=citation.raw or _raw(evidence),
                against=f"หนังสือลงวันที่ {format_date(day)}",
            )
    for one in letter.receipt_stamps:
        stamped = one.value.dated if one.value else None
        if stamped is None:
            continue
        if stamped.ce > today + dt.timedelta(days=1):
            yield _stamp(one.evidence, f"ตรารับลงวันที่ {format_date(stamped)} ซึ่งยังไม่ถึง กรุณาตรวจตรารับ", f"วันนี้ {today}")
        if day is not None and stamped.ce < day.ce:
            yield _stamp(
                one.evidence,
                f"ตรารับลงวันที่ {format_date(stamped)} ก่อนวันที่ของหนังสือ ({format_date(day)}) กรุณาตรวจวันที่ทั้งสองแห่ง",
                f"หนังสือลงวันที่ {format_date(day)}",
            )
        elif day is not None and (stamped.ce - day.ce).days > LATE_STAMP_DAYS:
            yield _stamp(
                one.evidence,
                f"ตรารับลงวันที่ {format_date(stamped)} ห่างจากวันที่ของหนังสือ ({format_date(day)}) เกิน {to_thai(LATE_STAMP_DAYS)} วัน "
                "อาจอ่านปีผิด กรุณาตรวจวันที่ทั้งสองแห่ง",
                f"หนังสือลงวันที่ {format_date(day)}",
            )


def _stamp(evidence: Evidence | None, message: str, against: str) -> Finding:
    return Finding("date-order", Severity.WARNS, "receipt_stamps", message, seen=_raw(evidence), against=against)


def check_text_dates(letter: Letter) -> Iterator[Finding]:
    """Dates in subject and body: days no calendar has, weekdays that do not agree, deadlines before the letter."""
    texts = [("subject", letter.subject.value or "")]
    texts += [("body", paragraph.value or "") for paragraph in letter.body]
    shown: set[tuple[str, str]] = set()
    for field, text in texts:
        for hit in find_dates(text):
            for finding in (*_impossible(field, hit), *_weekday(field, hit), *_past_deadline(letter, field, text, hit)):
                if (finding.check, finding.seen) not in shown:
                    shown.add((finding.check, finding.seen))
                    yield finding


def _impossible(field: str, hit: FoundDate) -> Iterator[Finding]:
    if hit.first is None or hit.last is None:
        yield Finding(
            "date-exists",
            Severity.WARNS,
            field,
            f"“{hit.text}” ไม่มีในปฏิทิน กรุณาตรวจกับต้นฉบับ",
            seen=hit.text,
            against="ปฏิทิน",
        )
    elif hit.kind is DateKind.RANGE and hit.last < hit.first:
        yield Finding(
            "date-exists",
            Severity.WARNS,
            field,
            f"ช่วงวันที่ “{hit.text}” สิ้นสุดก่อนเริ่ม กรุณาตรวจกับต้นฉบับ",
            seen=hit.text,
            against="ลำดับวัน",
        )


def _weekday(field: str, hit: FoundDate) -> Iterator[Finding]:
    if hit.weekday is None or hit.first is None:
        return
    fitting = _fitting_days(hit.first, hit.weekday)
    right = WEEKDAYS[hit.first.ce.weekday()]
    also = f" ถ้าเป็นวัน{hit.weekday} อาจเป็น {format_date(fitting[0])}" if len(fitting) == 1 else ""
    yield Finding(
        "weekday",
        Severity.WARNS,
        field,
        f"{format_date(hit.first)} เป็นวัน{right} ไม่ใช่วัน{hit.weekday}{also} กรุณาตรวจกับต้นฉบับ",
        seen=hit.text,
        against=f"ปฏิทิน: วัน{right}",
        proposal=f"วัน{hit.weekday}ที่ {format_date(fitting[0])}" if len(fitting) == 1 else None,
    )


def _fitting_days(day: ThaiDate, weekday: str) -> tuple[ThaiDate, ...]:
    """Days of that weekday that one look-alike digit of day or year makes of this date."""
    found = []
    digits = f"{day.day}"
    for place, digit in enumerate(digits):
        for other in DIGITS_ALIKE[digit]:
            changed = int(digits[:place] + other + digits[place + 1 :])
            found.append((day.year_be, changed))
    last = str(day.year_be)[-1]
    found += [(int(str(day.year_be)[:3] + other), day.day) for other in DIGITS_ALIKE[last]]
    fitting = []
    for year, number in found:
        try:
            other_day = ThaiDate(year, day.month, number)
        except InvalidDate:
            continue
        if WEEKDAYS[other_day.ce.weekday()] == weekday:
            fitting.append(other_day)
    return tuple(fitting)


def _past_deadline(letter: Letter, field: str, text: str, hit: FoundDate) -> Iterator[Finding]:
    day = letter.dated.value
    if day is None or hit.kind is not DateKind.DAY or hit.first is None or hit.first.ce >= day.ce:
        return
    before = text[: hit.start]
    if not DEADLINE_BEFORE.search(before) or not ASKING.search(before) or REPORTING.search(text):
        return
    yield Finding(
        "deadline-past",
        Severity.WARNS,
        field,
        f"กำหนดส่งหรือดำเนินการ {format_date(hit.first)} ผ่านไปแล้วตั้งแต่ก่อนวันที่ของหนังสือ ({format_date(day)}) กรุณาตรวจกับต้นฉบับ",
        seen=hit.text,
        against=f"หนังสือลงวันที่ {format_date(day)}",
    )


def _raw(evidence: Evidence | None) -> str:
    return evidence.raw if evidence else ""
