"""Dates as letters write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.thai.dates import MONTHS, SHORT_MONTHS, InvalidDate, ThaiDate, format_date
from circulars.thai.find_dates import DATE_FORMS, DateForm, DateKind, find_dates, parse_date

DAYS = st.dates(dt.date(1941, 1, 1), dt.date(2099, 12, 31)).map(ThaiDate.from_ce)


@given(DAYS)
def test_what_is_written_is_read_back(day: ThaiDate) -> None:
    assert parse_date(format_date(day)) == day


@given(DAYS, st.sampled_from(["{d} {m} {y}", "{d} {m} พ.ศ. {y}", "วันที่ {d} {m} {y}"]))
def test_short_months_with_and_without_dots(day: ThaiDate, form: str) -> None:
    for month in (SHORT_MONTHS[day.month - 1], SHORT_MONTHS[day.month - 1].replace(".", "")):
        assert parse_date(form.format(d=day.day, m=month, y=day.year_be)) == day


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_our_error(text: str) -> None:
    try:
        assert isinstance(parse_date(text), ThaiDate)
    except InvalidDate as error:
        assert "กรุณา" in str(error)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("๒๗ - ๒๙ มกราคม ๒๕๖๘", DateKind.RANGE, "2568-01-27", "2568-01-29"),
        ("๓๐ กันยายน - ๒ ตุลาคม ๒๕๖๗", DateKind.RANGE, "2567-09-30", "2567-10-02"),
        ("ระหว่าง ๒๘ ธันวาคม - ๓ มกราคม ๒๕๖๘", DateKind.RANGE, "2567-12-28", "2568-01-03"),
        ("วันพฤหัสบดีที่ ๓๐ พฤศจิกายน ๒๕๖๖", DateKind.DAY, "2566-11-30", "2566-11-30"),
        ("๑๙/๐๑/๖๗", DateKind.DAY, "2567-01-19", "2567-01-19"),
        ("วันที่ 7 เมษายน ๒๕๖9", DateKind.DAY, "2569-04-07", "2569-04-07"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๗", DateKind.FISCAL_YEAR, "2566-10-01", "2567-09-30"),
        ("เดือนกุมภาพันธ์ ๒๕๖๗", DateKind.MONTH, "2567-02-01", "2567-02-29"),
        ("19 January 2024 และ ๑๙ มกราคม 2024", DateKind.DAY, "2567-01-19", "2567-01-19"),
    ],
)
def test_forms(text: str, kind: DateKind, first: str, last: str) -> None:
    (found,) = find_dates(text)
    assert found.kind is kind
    assert found.first is not None
    assert found.last is not None
    assert (found.first.iso_be, found.last.iso_be) == (first, last)


@given(DAYS, st.integers(0, 99), st.sampled_from(["ภายในวันที่", "วันที่", "ในวันที่", "ก่อน", "แห่ง ภายในวัน"]))
def test_a_number_before_a_day_hides_it_not(day: ThaiDate, number: int, between: str) -> None:
    """``สำนักงานทรัพยากรน้ำภาค ๓ ภายในวันที่ ๑๖ ตุลาคม ๒๕๖๙`` has the shape of a day until its month is read."""
    found = [one for one in find_dates(f"ส่งสำนักงานภาค {number} {between} {format_date(day)}") if one.first]
    assert [one.first for one in found] == [day]


def test_a_wrong_weekday_and_a_day_that_does_not_exist_are_told() -> None:
    assert find_dates("วันศุกร์ที่ ๓๐ พฤศจิกายน ๒๕๖๖")[0].weekday == "ศุกร์"
    assert find_dates("๒๙ กุมภาพันธ์ ๒๕๖๘")[0].first is None
    assert find_dates("๒๙ กุมภาพันธ์ ๒๕๖๗")[0].first == ThaiDate(2567, 2, 29)


@pytest.mark.parametrize("text", ["สน ๔๗๐๐๐", "ครั้งที่ ๒/๒๕๖๗", "มท ๐๓๒๒/ว ๑๘๖๑", "โทร. ๐ ๔๒๗๑ ๑๔๖๑", "๑๒๓ มกราคม ๒๕๖๗๘"])
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == ()


def test_years_before_2484_began_in_april() -> None:
    assert ThaiDate(2480, 2, 15).ce == dt.date(1938, 2, 15)
    with pytest.raises(InvalidDate):
        ThaiDate(2483, 2, 1)


@pytest.mark.parametrize(
    "text",
    ["๑๗ มีนาคม พ . ศ . ๒๕ ๖๐", "1 7 มีนาคม 2560", "17 มี.ค. 25 6 0", "17/03/25 60", "๑ ๗/๐๓/๒๕๖๐", "17 - 1 9 มีนาคม 2560"],
)
def test_digits_that_stand_apart_are_asked_and_never_taken_apart(text: str) -> None:
    found = find_dates(f"ลงวันที่ {text}")
    assert any(one.broken for one in found)
    assert all(one.first is None for one in found)


@pytest.mark.parametrize(
    "text", ["19 ม.ค. 67 09.30 น.", "๑๙ ม.ค. ๖๗ ๒๕ ราย", "ข้อ 4 17 มีนาคม 2560", "๑๗ มีนาคม ๒๕๖๐ ๑๒ คน"]
)
def test_a_number_beside_a_date_breaks_nothing(text: str) -> None:
    (found,) = find_dates(text)
    assert found.first is not None
    assert not found.broken


@given(
    st.dates(dt.date(1957, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(
        ["{d} {m} {y}", "{d} {m} พ.ศ. {y}", "{d} {m} พ . ศ . {y}", "{d}/{n}/{y}", "วันที่ {d} เดือน{m} พ.ศ. {y}"]
    ),
    st.sets(st.integers(0, 5), min_size=1),
)
def test_spaces_in_a_date_never_make_another_date(day: dt.date, form: str, gaps: set[int]) -> None:
    def spaced(number: int, first: int) -> str:
        digits = str(number)
        return "".join(c + (" " if first + i in gaps and i < len(digits) - 1 else "") for i, c in enumerate(digits))

    month = MONTHS[day.month - 1]
    text = form.format(d=spaced(day.day, 0), m=month, n=day.month, y=spaced(day.year + 543, 2))
    assert all(one.first in (None, ThaiDate.from_ce(day)) for one in find_dates(text) if one.kind is DateKind.DAY)


@pytest.mark.parametrize("form", DATE_FORMS, ids=lambda form: form.example)
def test_a_form_is_found_in_its_example_and_not_in_its_counter_example(form: DateForm) -> None:
    match = form.pattern.search(form.example)
    assert match and list(form.build(match)) and len(find_dates(form.example)) == 1
    other = form.pattern.search(form.counter)
    assert other is None or not list(form.build(other))
