"""Dates in running text, in every form that official letters use: days, ranges, months, fiscal years.

Forms and traps as measured on real letters: month names full, short, without dots; two-digit years are Buddhist Era;
the weekday, where printed, must agree; a month misread is matched only when it is nearer to one name than to all
others, and then marked, for ม.ค./มี.ค. and พ.ค./พ.ย. are one stroke apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import Levenshtein

from circulars.thai.dates import MONTHS, SHORT_MONTHS, WEEKDAYS, InvalidDate, ThaiDate, days_in_month
from circulars.thai.digits import to_arabic
from circulars.thai.lookalikes import FOLD

_NAMES = {name: i for i, name in enumerate(MONTHS, 1)}
_NAMES |= {name: i for i, name in enumerate(SHORT_MONTHS, 1)}
_NAMES |= {name.replace(".", ""): i for i, name in enumerate(SHORT_MONTHS, 1)}
_NAMES |= {"กรกฏาคม": 7, "กุมภาพันธุ์": 2}  # misspellings that offices print
_LONGEST_MONTH = 31
_FOLDED = [name.translate(FOLD) for name in MONTHS]


class DateKind(StrEnum):
    """What a date in the text covers."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    FISCAL_YEAR = "fiscal-year"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: the days it covers (None where no calendar has them), its text and place, and its oddities.

    ``start``/``end`` are offsets in the given text; ``exact`` is False where the month's name was mended; ``weekday``
    is the weekday printed where it does not agree; ``common_era`` where the year was written so; ``broken`` where the
    digits of a day or year stand apart (``25 60``): then no day is given, for taken apart they are another date.
    """

    kind: DateKind
    text: str
    start: int
    end: int
    first: ThaiDate | None
    last: ThaiDate | None
    exact: bool = True
    weekday: str | None = None
    common_era: bool = False
    broken: bool = False


def month_number(word: str) -> tuple[int, bool] | None:
    """Number of a month's name and whether it is spelt right; None when it is no month or could be two.

    >>> month_number("ม.ค."), month_number("กุมภาพันธ"), month_number("หนังสือ")
    ((1, True), (2, False), None)
    """
    for candidate in (word.strip(), word.strip(" .").replace(".", "").replace(" ", "")):
        if candidate in _NAMES:
            return _NAMES[candidate], True
    word = word.strip(" .").replace(".", "").replace(" ", "")
    if len(word) < 5:
        return None
    fold = word.translate(FOLD)
    ranked = sorted(
        (
            0.5 * Levenshtein.normalized_distance(word, name) + 0.5 * Levenshtein.normalized_distance(fold, folded),
            number,
        )
        for number, (name, folded) in enumerate(zip(MONTHS, _FOLDED, strict=True), 1)
    )
    if ranked[0][0] <= 0.34 and ranked[1][0] - ranked[0][0] >= 0.08:
        return ranked[0][1], False
    return None


_DAY = r"([0-3]?\d)"
_GAP = r"[ \n]{0,3}"
_WORD = r"([ก-ฮเ-ไ][ก-๎.]{1,12}(?: ?[ก-ฮ]\.)?)"
_ERA = r"(?:พ ?\.? ?ศ ?\.?|ค ?\.? ?ศ ?\.?|พุทธศักราช|คริสต์?ศักราช)?"
_YEAR = r"(\d{4}|\d{2})(?!\d)"
_WEEKDAY = rf"(?:(?:วัน)?(?:ที่)?(?:({'|'.join(WEEKDAYS)}){_GAP}ที่)?{_GAP})"
_TO = r"(?:-|–|ถึง(?:วันที่)?|และ)"
_BEFORE = r"(?<![\d/.])"
_RANGE_TWO = re.compile(
    rf"{_BEFORE}{_DAY}{_GAP}{_WORD}{_GAP}(?:{_ERA}{_GAP}(\d{{4}}))?{_GAP}{_TO}{_GAP}{_DAY}{_GAP}{_WORD}"
    rf"{_GAP}{_ERA}{_GAP}{_YEAR}"
)
_RANGE_ONE = re.compile(rf"{_BEFORE}{_DAY}{_GAP}{_TO}{_GAP}{_DAY}{_GAP}{_WORD}{_GAP}{_ERA}{_GAP}{_YEAR}")
_ONE_DAY = re.compile(rf"{_BEFORE}{_WEEKDAY}{_DAY}{_GAP}(?:เดือน{_GAP})?{_WORD}{_GAP}{_ERA}{_GAP}{_YEAR}")
_NUMERIC = re.compile(rf"{_BEFORE}{_DAY} ?[/.-] ?([01]?\d) ?[/.-] ?{_YEAR}")
_LOST_HEAD = re.compile(r"(?<![\d/.,])[0-3][ ]{1,3}$")  # the first digit of a day, a space before its second
_LOST_TAIL = re.compile(r"[ \n]{1,3}\d[ ]{0,3}\d(?!\d)")  # the last digits of a year, a space behind its first
_FISCAL = re.compile(rf"ปี{_GAP}งบประมาณ{_GAP}{_ERA}{_GAP}(\d{{4}})(?!\d)")
_MONTH = re.compile(rf"(?<!\d )(?<!\d)(?:เดือน{_GAP}|(?<![ก-๎])|(?<=ใน)){_WORD}{_GAP}{_ERA}{_GAP}(\d{{4}})(?!\d)")


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date of a text, in order; overlapping readings resolved to the longest form.

    >>> [d.text for d in find_dates("ลงวันที่ ๒๐ พฤศจิกายน ๒๕๖๖ และภายในวันที่ ๒๗ - ๒๙ ม.ค. ๖๘")]
    ['๒๐ พฤศจิกายน ๒๕๖๖', '๒๗ - ๒๙ ม.ค. ๖๘']
    >>> [d.text for d in find_dates("ให้แล้วเสร็จภายในเดือนธันวาคม ๒๕๖๙")]
    ['เดือนธันวาคม ๒๕๖๙']
    """
    plain = to_arabic(text)
    taken: list[tuple[int, int]] = []
    found = []
    for form in DATE_FORMS:
        for match, start, hit in _hits_of(form, plain):
            if not any(match.start() < end and begin < match.end() for begin, end in taken):
                whole = _mended(plain, start, match.end())
                if whole != (start, match.end()):
                    hit = replace(hit, first=None, last=None, weekday=None, broken=True)
                taken.append(whole)
                found.append(_placed(hit, text, *whole))
    return tuple(sorted(found, key=lambda hit: hit.start))


def _hits_of(form: DateForm, plain: str) -> Iterator[tuple[re.Match[str], int, FoundDate]]:
    """What a form finds; letters alike that are no date hide none: ``ภาค 3 ภายในวันที่ 16 ตุลาคม 2569``."""
    at = 0
    while match := form.pattern.search(plain, at):
        hits = list(form.build(match))
        at = match.end() if hits else match.start() + 1
        for start, hit in hits:
            yield match, start, hit


def _mended(plain: str, start: int, end: int) -> tuple[int, int]:
    """Where a date really begins and ends, with digits of its day or year that stand apart from it.

    >>> plain = "1 7 มีนาคม พ . ศ . 25 60"
    >>> _mended(plain, 2, 21)
    (0, 24)
    """
    head = _LOST_HEAD.search(plain, 0, start)
    if head and re.match(r"\d(?!\d)", plain[start:]) and 0 < int(head[0].strip() + plain[start]) <= _LONGEST_MONTH:
        start = head.start()
    tail = _LOST_TAIL.match(plain, end)
    short = re.search(r"(?<!\d)\d{2}$", plain[:end])
    if tail and short and _year(short[0] + re.sub(r"\D", "", tail[0])) is not None:
        end = tail.end()
    return start, end


def _placed(hit: FoundDate, text: str, start: int, end: int) -> FoundDate:
    seen = text[start:end]
    lead = len(seen) - len(seen.lstrip())
    return replace(hit, text=seen.strip(), start=start + lead, end=end)


_Hits = Iterator[tuple[int, FoundDate]]


def _year(digits: str) -> tuple[int, bool] | None:
    """Buddhist year and whether it was written in the Common Era; None for a number that is no year."""
    year = int(digits)
    if len(digits) == 2:
        return 2500 + year, False
    if 2400 <= year <= 2650:
        return year, False
    if 1900 <= year <= 2107:
        return year + 543, True
    return None


def _day(year: int, month: int, day: int) -> ThaiDate | None:
    try:
        return ThaiDate(year, month, day)
    except InvalidDate:
        return None


def _hit(
    kind: DateKind,
    first: ThaiDate | None,
    last: ThaiDate | None,
    *,
    exact: bool = True,
    weekday: str | None = None,
    common_era: bool = False,
) -> FoundDate:
    return FoundDate(kind, "", 0, 0, first, last, exact, weekday, common_era)


def _range_two(match: re.Match[str]) -> _Hits:
    one, two, year = month_number(match[2]), month_number(match[5]), _year(match[6])
    if one and two and year:
        first_year = int(match[3]) if match[3] else year[0] - (one[0] > two[0])
        first, last = _day(first_year, one[0], int(match[1])), _day(year[0], two[0], int(match[4]))
        yield match.start(), _hit(DateKind.RANGE, first, last, exact=one[1] and two[1], common_era=year[1])


def _range_one(match: re.Match[str]) -> _Hits:
    month, year = month_number(match[3]), _year(match[4])
    if month and year:
        first, last = _day(year[0], month[0], int(match[1])), _day(year[0], month[0], int(match[2]))
        yield match.start(), _hit(DateKind.RANGE, first, last, exact=month[1], common_era=year[1])


def _one_day(match: re.Match[str]) -> _Hits:
    month, year = month_number(match[3]), _year(match[4])
    if month and year and 1 <= int(match[2]) <= 31:
        day = _day(year[0], month[0], int(match[2]))
        wrong = match[1] if day and match[1] and WEEKDAYS[day.ce.weekday()] != match[1] else None
        start = match.start(1) if match[1] else match.start(2)
        yield start, _hit(DateKind.DAY, day, day, exact=month[1], weekday=wrong, common_era=year[1])


def _numeric(match: re.Match[str]) -> _Hits:
    year, month, day = _year(match[3]), int(match[2]), int(match[1])
    if year and 1 <= month <= 12 and 1 <= day <= 31:
        found = _day(year[0], month, day)
        yield match.start(), _hit(DateKind.DAY, found, found, common_era=year[1])


def _fiscal(match: re.Match[str]) -> _Hits:
    year = _year(match[1])
    if year:
        yield (
            match.start(),
            _hit(DateKind.FISCAL_YEAR, ThaiDate(year[0] - 1, 10, 1), ThaiDate(year[0], 9, 30), common_era=year[1]),
        )


def _month(match: re.Match[str]) -> _Hits:
    month, year = month_number(match[1]), _year(match[2])
    if month and year and month[1]:
        last = ThaiDate(year[0], month[0], days_in_month(year[0], month[0]))
        yield match.start(), _hit(DateKind.MONTH, ThaiDate(year[0], month[0], 1), last, common_era=year[1])


def parse_date(text: str) -> ThaiDate:
    """The date that a whole text states. Raises InvalidDate where it is not exactly one day.

    >>> parse_date("๑๙ มกราคม ๒๕๖๗").iso_be
    '2567-01-19'
    >>> parse_date("19 ม.ค. 67").iso_be
    '2567-01-19'
    """
    hits = find_dates(text)
    if len(hits) != 1 or hits[0].first is None or hits[0].first != hits[0].last:
        raise InvalidDate(f"อ่านวันที่ {text.strip()!r} ไม่ได้ กรุณาพิมพ์แบบ ๑๙ มกราคม ๒๕๖๗")
    return hits[0].first


@dataclass(frozen=True, slots=True)
class DateForm:
    """A form in which days are written: how it looks, what days it gives, a text that has it and one that has not."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], _Hits]
    example: str
    counter: str


DATE_FORMS = (
    DateForm(_RANGE_TWO, _range_two, "30 มกราคม - 2 กุมภาพันธ์ 2568", "30 มกราคม 2568"),
    DateForm(_RANGE_ONE, _range_one, "27 - 29 ม.ค. 68", "27 ม.ค. 68"),
    DateForm(_ONE_DAY, _one_day, "วันศุกร์ที่ 15 มีนาคม 2567", "15 เล่ม 2567 บาท"),
    DateForm(_ONE_DAY, _one_day, "26 พฤษภาคม พุทธศักราช 2475", "26 คน พุทธศักราช 2475"),
    DateForm(_NUMERIC, _numeric, "15/3/2567", "1.15.3"),
    DateForm(_FISCAL, _fiscal, "ปีงบประมาณ พ.ศ. 2569", "ปี พ.ศ. 2569"),
    DateForm(_MONTH, _month, "เดือนธันวาคม 2569", "12 ธันวาคม 2569"),
)
"""The forms, digits Arabic, the longest first: what one has taken no other reads again."""
