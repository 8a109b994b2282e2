"""ทะเบียน: the books as the regulation prints them, by days, on paper and as a workbook; the number desk."""

from __future__ import annotations

import datetime as dt
import secrets
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from circulars.archive.export.register_sheet import TITLES
from circulars.archive.shelves.entered.by_hand import (
    MOST_RESERVED,
    Entered,
    enter_by_hand,
    numbers_kept,
    reserve_numbers,
    use_reserved,
)
from circulars.desk.clerk.books.desk import WAYS, read_count, read_day, read_entry
from circulars.desk.clerk.books.pages import book_page, book_sheet, whole_book
from circulars.desk.people import Person, Role
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import chosen_days, chosen_office, main_office, own_offices
from circulars.desk.web.guard import office_of
from circulars.desk.web.pages.registers.numbers import Anybody, Clerk, Text, book_named, count_of
from circulars.desk.web.screen import show
from circulars.directory import OfficeProfile
from circulars.dispatch.paper import BOOK, SLIP, carried_letters, issued_between
from circulars.errors import CircularsError
from circulars.intake.quarantine import add_to_note, held_file
from circulars.review.numbering import read_number
from circulars.thai.dates import year_be
from circulars.thai.digits import to_thai

router = APIRouter()
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/registers")
def registers(
    request: Request,
    person: Anybody,
    book: str = "received",
    since: str = "",
    until: str = "",
    of: str = "",
    offset: int = 0,
) -> Response:
    """One book from one day through another; today where none was typed."""
    profile = chosen_office(request, person, of)
    said = list(said_before(request, person))
    try:
        days = chosen_days(request, since, until)
        page = book_page(
            office_of(request).archive, profile.office.code, book_named(book), *days, offset=max(0, offset)
        )
    except CircularsError as error:
        said.append(Said("problem", error.message))
        today = office_of(request).clock().date()
        page = book_page(office_of(request).archive, profile.office.code, "received", today, today)
    kept = numbers_kept(office_of(request).archive, profile.office.code)
    return show(
        request, "registers.html", person, here="registers", said=said, page=page, kept=kept, titles=TITLES,
        offices=own_offices(request, person), profile=profile, most=MOST_RESERVED, token=_token(),
        wanted={"book": page.book, "of": profile.office.code, "since": _typed(page.since), "until": _typed(page.until)},
        may_write=person.has(Role.CLERK, Role.REVIEWER, Role.HEAD), begun=_begun(request, profile, page.book),
    )  # fmt: skip


def _begun(request: Request, profile: OfficeProfile, book: str) -> bool:
    """A number of this year was given from the book."""
    office = office_of(request)
    return bool(office.archive.register_state(profile.office.code, book, year_be(office.clock()), 1).last)


@router.get("/registers/paper")
def paper(
    request: Request, person: Anybody, book: str = "received", since: str = "", until: str = "", of: str = ""
) -> Response:
    """All rows of the days, as they go on paper."""
    profile = chosen_office(request, person, of)
    page = whole_book(
        office_of(request).archive, profile.office.code, book_named(book), *chosen_days(request, since, until)
    )
    return show(request, "registers_paper.html", person, here="registers", page=page, profile=profile)


@router.get("/registers/carried")
def carried(request: Request, person: Anybody, since: str = "", until: str = "", of: str = "") -> Response:
    """สมุดส่งหนังสือ and ใบรับหนังสือ of all that the office issued on these days and that goes on paper."""
    profile, archive = chosen_office(request, person, of), office_of(request).archive
    code, sender = profile.office.code, profile.office.name
    rows = carried_letters(archive, issued_between(archive, code, *chosen_days(request, since, until)), sender)
    back = f"/registers?{urlencode({'book': 'sent', 'of': code})}"
    return show(
        request, "carried.html", person, here="registers", rows=rows, sender=sender, back=back, book=BOOK, slip=SLIP
    )


@router.get("/registers/sheet")
def sheet(
    request: Request, person: Anybody, book: str = "received", since: str = "", until: str = "", of: str = ""
) -> Response:
    """The same rows as a workbook for Excel."""
    profile = chosen_office(request, person, of)
    days = chosen_days(request, since, until)
    made = book_sheet(office_of(request).archive, profile.office.code, book_named(book), *days)
    name = f"{book}-{days[0].isoformat()}-{days[1].isoformat()}.xlsx"
    return Response(made, media_type=_SHEET, headers={"content-disposition": f'attachment; filename="{name}"'})


@router.get("/registers/hand")
def hand(
    request: Request,
    person: Clerk,
    book: str = "received",
    of: str = "",
    held: str = "",
    secret: str = "",
    number: str = "",
    year: str = "",
) -> Response:
    """The form of one row: a paper, a call, a letter made elsewhere, a secret one; or of a number kept ahead."""
    profile = chosen_office(request, person, of)
    values = {"secret": "1"} if secret else {}
    return _hand_form(
        request, person, profile, book_named(book), values, {"held": held, "number": number, "year": year}
    )


@router.post("/registers/hand")
def enter(
    request: Request,
    person: Clerk,
    book: Text,
    of: Text,
    token: Text,
    reference: Text = "",
    dated: Text = "",
    sender: Text = "",
    recipient: Text = "",
    subject: Text = "",
    way: Text = "",
    circular: Text = "",
    secret: Text = "",
    typed: Text = "",
    number: Text = "",
    year: Text = "",
    held: Text = "",
) -> Response:
    """The row is made; sent twice it is one row. What cannot be entered comes back with what was typed."""
    profile = chosen_office(request, person, of)
    archive = office_of(request).archive
    values = {"reference": reference, "dated": dated, "sender": sender, "recipient": recipient, "subject": subject}
    values |= {"way": way, "circular": circular, "secret": secret, "typed": typed}
    kept = {"held": held, "number": number, "year": year}
    try:
        entry = read_entry(book_named(book), values)
        if number:
            row = count_of(number), count_of(year)
            made = use_reserved(archive, profile.office, *row, entry, person.name)
        else:
            made = enter_by_hand(archive, profile.office, entry, person.name, token, read_number(typed))
    except CircularsError as error:
        return _hand_form(request, person, profile, book_named(book), values, kept, error.message, token)
    if held:
        _note_held(request, person, held, made)
    return lead_on(request, f"/registers?{urlencode({'book': book, 'of': of})}", _told(made, book))


@router.post("/registers/keep")
def keep(
    request: Request, person: Clerk, of: Text, book: Text, count: Text, owner: Text, until: Text, token: Text
) -> Response:
    """Numbers kept ahead for somebody until a day."""
    profile = chosen_office(request, person, of)
    place = f"/registers?{urlencode({'book': book, 'of': of})}"
    try:
        end = read_day(until, "ใช้ได้ถึงวันที่")
        if end is None:
            raise CircularsError("กรุณาพิมพ์วันสุดท้ายที่ใช้เลขที่จองได้", code="day")
        how_many = read_count(count, "จำนวนเลข", MOST_RESERVED)
        archive = office_of(request).archive
        made = reserve_numbers(archive, profile.office, book_named(book), how_many, owner, end, person.name, token)
    except CircularsError as error:
        return lead_on(request, f"{place}#keep", Said("problem", error.message))
    return lead_on(request, place, Said("good", f"จองเลข {to_thai(made[0])} ถึง {to_thai(made[-1])} ให้ {owner} แล้ว"))


def _hand_form(
    request: Request,
    person: Person,
    profile: OfficeProfile,
    book: str,
    values: dict[str, str],
    kept: dict[str, str],
    problem: str = "",
    token: str = "",
) -> Response:
    names = ("reference", "dated", "sender", "recipient", "subject", "way", "circular", "secret", "typed")
    filled = {name: values.get(name, "") for name in names}
    return show(
        request, "registers_hand.html", person, status=400 if problem else 200, here="registers", book=book, titles=TITLES,
        profile=profile, values=filled, kept=kept, ways=WAYS, problem=problem, token=token or _token(),
        offices=own_offices(request, person),
    )  # fmt: skip


def _note_held(request: Request, person: Person, key: str, made: Entered) -> None:
    """The held file's note tells under which number it was entered."""
    main_office(request, person)
    quarantine = office_of(request).folder("quarantine")
    held = held_file(quarantine, key)
    if held is not None:
        told = f"ลงทะเบียนด้วยมือแล้ว เลข {to_thai(made.number)} ปี {to_thai(made.year_be)} โดย {person.name}"
        add_to_note(quarantine, held, told)


def _told(made: Entered, book: str) -> Said:
    what = "เลขรับ" if book == "received" else "เลข"
    printed = f" ใช้เลขที่ {made.reference}" if made.reference and book != "received" else ""
    place = f"/letters/{made.letter_id}" if made.letter_id else ""
    return Said("good", f"ลงทะเบียนแล้ว {what} {to_thai(made.number)}{printed}", place, "ดูหนังสือ" if place else "")


def _typed(day: dt.date) -> str:
    """A day as the form's field shows it again."""
    return to_thai(f"{day.day}/{day.month}/{day.year + 543}")


def _token() -> str:
    return secrets.token_urlsafe(12)
