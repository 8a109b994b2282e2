"""A register from one day through another, as แบบที่ ๑๓ and ๑๔ print it: under the day of entry, with the time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from circulars.archive import Archive, RegisterRow
from circulars.archive.export.register_sheet import COLUMNS, TITLES, printed_row, write_rows
from circulars.archive.registers.correcting import FIELDS, RowNote
from circulars.archive.registers.spans import Span
from circulars.errors import CircularsError
from circulars.thai.dates import MONTHS, ThaiDate, format_date
from circulars.thai.digits import to_thai

PAGE = 100
"""Rows of one page on the screen; print and workbook have all of the days."""
MOST_PRINTED = 5000
"""Rows that one sheet may have: a larger one is printed by shorter spans."""


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row: the official columns as they are printed, the time of entry, and what a clerk may do with it."""

    cells: tuple[str, ...]
    time: str
    state: str
    year_be: int
    number: int
    letter_id: str | None
    doubtful: tuple[str, ...]
    corrected: bool
    correctable: bool


@dataclass(frozen=True, slots=True)
class BookDay:
    """The rows entered on one day, under its heading as the form has it."""

    heading: str
    rows: tuple[BookRow, ...]


@dataclass(frozen=True, slots=True)
class BookPage:
    """A piece of a register: its title, columns, days; how many rows there are in all and where this page begins."""

    book: str
    title: str
    since: dt.date
    until: dt.date
    columns: tuple[str, ...]
    days: tuple[BookDay, ...]
    count: int
    offset: int

    @property
    def before(self) -> int | None:
        """Where the page before begins; None on the first one."""
        return max(0, self.offset - PAGE) if self.offset else None

    @property
    def after(self) -> int | None:
        """Where the next page begins; None on the last one."""
        return self.offset + PAGE if self.offset + PAGE < self.count else None


def book_page(
    archive: Archive, office: str, book: str, since: dt.date, until: dt.date, *, offset: int = 0, limit: int = PAGE
) -> BookPage:
    """The rows of a register entered from one day through another. Raises CircularsError for days the wrong way round."""
    if until < since:
        raise CircularsError("วันสุดท้ายอยู่ก่อนวันแรก กรุณาเลือกช่วงวันใหม่", code="days")
    found = archive.register_span(office, book, since, until, limit=limit, offset=offset)
    title = f"{TITLES[book]} {told_days(since, until)}"
    return BookPage(book, title, since, until, COLUMNS[book], tuple(_days(found)), found.count, offset)


def whole_book(archive: Archive, office: str, book: str, since: dt.date, until: dt.date) -> BookPage:
    """All rows of the days, for paper. Raises CircularsError for more than one sheet takes."""
    page = book_page(archive, office, book, since, until, limit=MOST_PRINTED)
    if page.count > MOST_PRINTED:
        raise CircularsError(
            f"ช่วงนี้มี {to_thai(page.count)} รายการ พิมพ์ได้ครั้งละ {to_thai(MOST_PRINTED)} กรุณาเลือกช่วงวันให้สั้นลง",
            code="too-many",
        )
    return page


def book_sheet(archive: Archive, office: str, book: str, since: dt.date, until: dt.date) -> bytes:
    """The same rows as a workbook for Excel. Raises CircularsError for more than one sheet takes."""
    page = whole_book(archive, office, book, since, until)
    out = io.BytesIO()
    write_rows(out, book, f"{page.title} {office}", [row.cells for day in page.days for row in day.rows])
    return out.getvalue()


def told_days(since: dt.date, until: dt.date) -> str:
    """Two days as a heading tells them.

    >>> told_days(dt.date(2026, 11, 23), dt.date(2026, 11, 23)), told_days(dt.date(2026, 11, 23), dt.date(2026, 11, 24))
    ('วันที่ ๒๓ พฤศจิกายน ๒๕๖๙', 'วันที่ ๒๓ พฤศจิกายน ๒๕๖๙ ถึง ๒๔ พฤศจิกายน ๒๕๖๙')
    """
    first, last = (format_date(ThaiDate.from_ce(day)) for day in (since, until))
    return f"วันที่ {first}" if since == until else f"วันที่ {first} ถึง {last}"


def _days(found: Span) -> Iterator[BookDay]:
    for day, rows in groupby(found.rows, key=lambda one: one[0].at.date()):
        heading = f"วันที่ {to_thai(day.day)} เดือน {MONTHS[day.month - 1]} พ.ศ. {to_thai(day.year + 543)}"
        yield BookDay(heading, tuple(_row(row, note) for row, note in rows))


def _row(row: RegisterRow, note: RowNote) -> BookRow:
    return BookRow(
        cells=printed_row(row, note),
        time=f"{to_thai(f'{row.at:%H.%M}')} น.",
        state=row.state,
        year_be=row.year_be,
        number=row.number,
        letter_id=row.letter_id,
        doubtful=tuple(FIELDS[name] for name in note.doubtful),
        corrected=any(one.changed for one in note.corrections),
        correctable=row.state == "received" and row.letter_id is not None,
    )
