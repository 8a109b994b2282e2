"""Dates as letters write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.thai.dates import SHORT_MONTHS, InvalidDate, ThaiDate, format_date
from circulars.thai.find_dates import DateKind, find_dates, parse_date

DAYS = st.dates(dt.date(1941, 1, 1), dt.date(2099, 12, 31)).map(ThaiDate.from_ce)


@given(DAYS)
def test_what_is_written_is_read_back(day: ThaiDate) -> None:
    assert parse_date(format_date(day)) == day
    assert ThaiDate.from_iso_be(day.iso_be) == day


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
