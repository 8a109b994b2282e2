"""Rows of an old register's table as entries, each refused by itself with its reason where a value cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circulars.archive.shelves.entered.earlier import EarlierEntry
from circulars.earlier.columns import Column, Columns
from circulars.earlier.tables import Cell, Table
from circulars.errors import CircularsError
from circulars.letter.reference import InvalidReference, ReferenceNumber, parse_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.digits import to_arabic, to_thai
from circulars.thai.find_dates import find_dates, parse_date

_OLDEST = dt.date(1957, 1, 1)  # พ.ศ. ๒๕๐๐
_BUDDHIST = 2400
"""A year from here on is one of the Buddhist Era, whatever the program that kept the table took it for."""
_MOST_NUMBER = 999_999


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that was not taken: its number in the file, and why, with the remedy."""

    place: int
    reason: str


class _Unreadable(CircularsError):
    code = "row"


def entries_of(
    table: Table, columns: Columns, *, sent: bool, today: dt.date, year: int | None = None
) -> Iterator[EarlierEntry | RowFault]:
    """Every row below the headings that holds anything, in order.

    ``sent`` for a register of letters that went out; ``year`` (Buddhist Era) for rows that tell none themselves. A row
    that holds a day alone stands over the rows of that day, as in a book.
    """
    heading, day = table.rows[columns.row - 1], None
    for place, cells in enumerate(table.rows[columns.row :], columns.row + 1):
        filled = [cell for cell in cells if str(cell).strip()]
        if not filled or tuple(cells) == tuple(heading):
            continue
        if len(filled) == 1 and (alone := _day_alone(filled[0])) is not None:
            day = alone
            continue
        try:
            yield _entry(place, cells, columns, sent=sent, today=today, day=day, year=year)
        except _Unreadable as fault:
            yield RowFault(place, fault.message)


def _day_alone(cell: Cell) -> dt.date | None:
    if not isinstance(cell, str):
        return _buddhist(cell)
    found = find_dates(cell)
    short = len(cell) <= 40  # วันศุกร์ที่ ๑๒ ตุลาคม พ.ศ. ๒๕๖๘, and no sentence
    one = found[0] if len(found) == 1 and short else None
    return one.first.ce if one is not None and one.first is not None and one.first == one.last else None


def _entry(
    place: int,
    cells: Sequence[Cell],
    columns: Columns,
    *,
    sent: bool,
    today: dt.date,
    day: dt.date | None,
    year: int | None,
) -> EarlierEntry:
    def said(column: Column) -> Cell:
        at = columns.places.get(column)
        return cells[at] if at is not None and at < len(cells) else ""

    subject = str(said(Column.SUBJECT)).strip()
    if not subject:
        raise _Unreadable("ช่องเรื่องว่าง กรุณาเติมเรื่อง หรือลบแถวนี้")
    dated = _day(said(Column.DATED), Column.DATED, today)
    entered = _day(said(Column.ENTERED), Column.ENTERED, today) or day
    of = entered or (dated if sent else None)
    year_be = ThaiDate.from_ce(of).year_be if of else year or (ThaiDate.from_ce(dated).year_be if dated else None)
    if year_be is None:
        raise _Unreadable("ไม่รู้ปีของทะเบียน กรุณาเติมวันที่ หรือบอกปีด้วย --year")
    number, text = _reference(str(said(Column.REFERENCE)))
    return EarlierEntry(
        place=place,
        sent=sent,
        year_be=year_be,
        number=_number(said(Column.NUMBER)),
        reference=number,
        reference_text=text,
        dated=dated,
        entered=entered,
        sender=str(said(Column.SENDER)).strip(),
        recipient=str(said(Column.RECIPIENT)).strip(),
        subject=subject.removeprefix("เรื่อง").strip() or subject,
        action=str(said(Column.ACTION)).strip(),
        remark=str(said(Column.REMARK)).strip(),
    )


def _number(cell: Cell) -> int:
    """The running number of the register, in either digit script; ``๑๒/๒๕๖๘`` tells the year too and is taken for ๑๒.

    >>> _number("๑๒"), _number("0012"), _number("15/2568")
    (12, 12, 15)
    """
    head, _, tail = to_arabic(str(cell)).replace(" ", "").partition("/")
    plain = head if not tail or (tail.isdecimal() and len(tail) in (2, 4)) else ""
    if not plain.isdecimal() or not plain.isascii() or not 1 <= int(plain) <= _MOST_NUMBER:
        raise _Unreadable(f"เลขทะเบียน “{str(cell)[:30]}” ไม่ใช่ตัวเลข กรุณาแก้เป็นเลขล้วน")
    return int(plain)


def _day(cell: Cell, column: Column, today: dt.date) -> dt.date | None:
    """A day that a cell tells; None for an empty one. What stands there and cannot be a day is told, never left out."""
    if isinstance(cell, str) and not cell.strip(" -–."):
        return None
    try:
        found = _written(cell) if isinstance(cell, str) else _buddhist(cell)
    except (CircularsError, ValueError) as error:
        raise _Unreadable(f"อ่าน{column} “{str(cell)[:30]}” ไม่ได้ กรุณาพิมพ์แบบ ๑๙ มกราคม ๒๕๖๗ หรือ 19/1/2567") from error
    if not _OLDEST <= found <= today:
        told = to_thai(f"{found.day}/{found.month}/{ThaiDate.from_ce(found).year_be}")
        raise _Unreadable(f"{column} {told} อยู่ก่อนปี ๒๕๐๐ หรือหลังวันนี้ กรุณาตรวจปี")
    return found


def _written(text: str) -> dt.date:
    plain = to_arabic(text).strip()
    parts = plain.split("-")
    if len(parts) == 3 and len(parts[0]) == 4 and all(part.isdecimal() for part in parts):
        year, month, day = (int(part) for part in parts)
        return dt.date(year - 543 if year >= _BUDDHIST else year, month, day)
    return parse_date(text).ce


def _buddhist(day: dt.date) -> dt.date:
    """A day that a program kept: with a year of the Buddhist Era where a clerk typed one.

    >>> _buddhist(dt.date(2567, 1, 19)), _buddhist(dt.date(2024, 1, 19))
    (datetime.date(2024, 1, 19), datetime.date(2024, 1, 19))
    """
    return ThaiDate(day.year, day.month, day.day).ce if day.year >= _BUDDHIST else day


def _reference(text: str) -> tuple[ReferenceNumber | None, str]:
    """The number of a letter, and its text where it follows no grammar: kept as typed, never guessed."""
    plain = text.strip(" -–")
    if not plain:
        return None, ""
    try:
        return parse_reference(plain), ""
    except InvalidReference:
        return None, plain
