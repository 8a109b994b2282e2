"""ติดตาม: who has not answered, by letter and by office; what we owe; answers noted; figures of a month or a year."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import Response
from markupsafe import Markup

from circulars.archive.export.outbox import file_stem
from circulars.desk.clerk.following.collected_sheet import collected_sheet
from circulars.desk.clerk.following.collecting import MOST_BYTES, bring, collected
from circulars.desk.clerk.following.plot import months_svg
from circulars.desk.clerk.following.standing import standing
from circulars.desk.clerk.looking.days import day_bound
from circulars.desk.people import Person, Role
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import chosen_office, main_office, own_offices
from circulars.desk.web.guard import allow_office, office_of, require
from circulars.desk.web.screen import show
from circulars.dispatch.course import STATES
from circulars.errors import CircularsError
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]
Clerk = Annotated[Person, Depends(require(Role.CLERK, Role.REVIEWER, Role.HEAD))]
Text = Annotated[str, Form()]
Day = Annotated[dt.date | None, Form()]
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/follow")
def follow(request: Request, person: Anybody) -> Response:
    """What is open: theirs by letter and by office, and ours; the most overdue first."""
    main_office(request, person)
    office = office_of(request)
    return show(
        request, "follow.html", person, here="follow", said=said_before(request, person),
        open=standing(office.archive, office.clock().date(), office.profiles.keys()), may_write=_may_write(person),
        how=STATES,
    )  # fmt: skip


@router.get("/follow/letter")
def one_letter(request: Request, person: Anybody, id: str) -> Response:
    """One letter of ours: each of its recipients, and what came back."""
    archive = office_of(request).archive
    row = archive.letter_row(id)
    allow_office(request, person, [row.office])
    return show(
        request, "follow_letter.html", person, here="follow", said=said_before(request, person), row=row,
        deliveries=archive.deliveries(id), may_write=_may_write(person), how=STATES,
    )  # fmt: skip


@router.post("/follow/came-back")
def came_back(
    request: Request, person: Clerk, id: Text, recipient: Text, how: Text = "answered", note: Text = ""
) -> Response:
    """A recipient has the letter, or has answered, by other ways than a letter."""
    archive = office_of(request).archive
    allow_office(request, person, [archive.letter_row(id).office])
    place = f"/follow/letter?id={id}"
    titles = [one.title for one in archive.deliveries(id)]
    if recipient not in titles:
        return lead_on(request, place, Said("problem", "ไม่มีผู้รับรายนี้ในหนังสือฉบับนี้ กรุณาเปิดหน้านี้ใหม่"))
    told = f"{' '.join(note.split())} ({person.name})".strip()
    archive.acknowledge(id, recipient, told, answered=how == "answered")
    return lead_on(request, place, Said("good", f"{recipient}: {'ตอบแล้ว' if how == 'answered' else 'รับแล้ว'}"))


@router.post("/follow/done")
def done(request: Request, person: Clerk, id: Text, note: Text = "", how: Text = "", day: Day = None) -> Response:
    """What a letter asked of us is done: for good, or ``this-day`` of what comes again, up to the day that the page showed."""
    archive = office_of(request).archive
    row = archive.letter_row(id)
    allow_office(request, person, [row.office])
    if how == "this-day":
        until = archive.keep_day(id, person.name, " ".join(note.split()), day)
        kept = Said("good", f"บันทึกว่าทำแล้วถึงวันที่ {format_date(ThaiDate.from_ce(until))}") if until else None
        return lead_on(request, "/follow", kept or Said("problem", "เรื่องนี้ไม่มีกำหนดที่ต้องทำซ้ำ หน้านี้แสดงสภาพล่าสุด"))
    try:
        new = archive.close_matter(id, person.name, " ".join(note.split()))
    except CircularsError as error:
        return lead_on(request, "/follow", Said("problem", error.message))
    told = "ปิดเรื่องแล้ว" if new else "เรื่องนี้ปิดไว้ก่อนแล้ว"
    return lead_on(request, "/follow", Said("good", f"{told}: {row.subject or row.reference}"))


@router.get("/follow/collected")
def together(request: Request, person: Anybody, id: str) -> Response:
    """The answers to a letter of ours in one table, what must be asked, and who has not answered."""
    office = office_of(request)
    row = office.archive.letter_row(id)
    allow_office(request, person, [row.office])
    said = said_before(request, person)
    return show(
        request, "follow_collected.html", person, here="follow", said=said, row=row, found=collected(office.archive, id),
        titles=[one.title for one in office.archive.deliveries(id)], may_write=_may_write(person),
    )  # fmt: skip


@router.get("/follow/collected/sheet")
def sheet(request: Request, person: Anybody, id: str) -> Response:
    """The same as a workbook for Excel."""
    archive = office_of(request).archive
    row = archive.letter_row(id)
    allow_office(request, person, [row.office])
    made = collected_sheet(collected(archive, id), f"คำตอบหนังสือ ที่ {row.reference} เรื่อง {row.subject}")
    name = quote(f"{file_stem(row.reference, 'รวมคำตอบ')}.xlsx")
    return Response(made, media_type=_SHEET, headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"})


@router.post("/follow/collected")
def brought(
    request: Request, person: Clerk, id: Text, recipient: Text, table: Annotated[UploadFile, File()]
) -> Response:
    """A Word or Excel file, or the scan of a filled form, as the answer of a recipient."""
    office = office_of(request)
    archive = office.archive
    allow_office(request, person, [archive.letter_row(id).office])
    place, name = f"/follow/collected?id={id}", " ".join((table.filename or "").split())[:120]
    try:
        bring(archive, id, recipient, table.file.read(MOST_BYTES + 1), name, person.name, office.judge().engine)
    except CircularsError as error:
        return lead_on(request, place, Said("problem", error.message))
    return lead_on(request, place, Said("good", f"รับตารางของ {recipient} แล้ว"))


@router.get("/follow/figures")
def figures(request: Request, person: Anybody, span: str = "", of: str = "") -> Response:
    """Figures of a month or a year of the Buddhist Era; this year where none was typed."""
    profile = chosen_office(request, person, of)
    said = list(said_before(request, person))
    today = office_of(request).clock().date()
    typed = span.strip() or str(today.year + 543)
    try:
        since, until = day_bound(typed, last=False), day_bound(typed, last=True)
    except CircularsError as error:
        said.append(Said("problem", error.message))
        typed, since, until = str(today.year + 543), dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
    counted = office_of(request).archive.figures(profile.office.code, since, until)
    return show(
        request, "follow_figures.html", person, here="follow", said=said, span=typed, since=since, until=until,
        figures=counted, plot=Markup(months_svg(counted.months)), offices=own_offices(request, person), profile=profile,
        hours=_hours,
    )  # fmt: skip


def _may_write(person: Person) -> bool:
    return person.has(Role.CLERK, Role.REVIEWER, Role.HEAD)


def _hours(hours: float | None) -> str:
    """A time to issue as people tell it."""
    if hours is None:
        return "–"
    if hours < 1:
        return f"{to_thai(max(1, round(hours * 60)))} นาที"
    return f"{to_thai(f'{hours:.1f}')} ชั่วโมง" if hours < 48 else f"{to_thai(f'{hours / 24:.1f}')} วัน"
