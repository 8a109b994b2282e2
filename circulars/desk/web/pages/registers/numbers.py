"""One number of a register: its row, its receipt stamp, what was corrected; put right, confirmed or cancelled."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from circulars.archive.export.register_sheet import TITLES
from circulars.archive.registers.correcting import FIELDS
from circulars.desk.clerk.books.desk import BOOKS, on_number, read_count
from circulars.desk.clerk.books.stamping import overprinted, stamped
from circulars.desk.people import Person, Role
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import chosen_office
from circulars.desk.web.guard import NotAllowed, office_of, require, tell_refusal
from circulars.desk.web.screen import show
from circulars.directory import OfficeProfile
from circulars.errors import CircularsError, UnreadableFile
from circulars.review.numbering import MOST_NUMBER
from circulars.thai.digits import to_thai

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]
Clerk = Annotated[Person, Depends(require(Role.CLERK, Role.REVIEWER, Role.HEAD))]
Text = Annotated[str, Form()]


@router.get("/registers/number")
def one_number(request: Request, person: Anybody, book: str, year: str, number: str, of: str = "") -> Response:
    """One number: its row, what was corrected, what hangs on it; to be put right, confirmed or cancelled."""
    profile = chosen_office(request, person, of)
    found = on_number(
        office_of(request).archive, profile.office.code, book_named(book), count_of(year), count_of(number)
    )
    return show(
        request, "registers_number.html", person, here="registers", said=said_before(request, person), found=found,
        profile=profile, titles=TITLES, fields=FIELDS, may_cancel=_may_cancel(person, book, found.row.letter_id),
        may_write=person.has(Role.CLERK, Role.REVIEWER, Role.HEAD),
    )  # fmt: skip


@router.get("/registers/stamp")
def stamp(request: Request, person: Anybody, year: str, number: str, of: str = "", sheet: str = "") -> Response:
    """The receipt stamp on a copy of the scan, or alone on a sheet to print over the paper; the original is untouched."""
    profile = chosen_office(request, person, of)
    archive = office_of(request).archive
    row = archive.register_row(profile.office.code, "received", count_of(year), count_of(number))
    try:
        made = overprinted(row, profile.office.name) if sheet else stamped(archive, row, profile.office.name)
    except UnreadableFile as error:
        return lead_on(request, _place(profile, "received", row.year_be, row.number), Said("problem", error.message))
    name = f"received-{row.number}-{row.year_be}{'-overprint' if sheet else ''}.pdf"
    return Response(made, media_type="application/pdf", headers={"content-disposition": f'inline; filename="{name}"'})


@router.post("/registers/correct")
def correct(
    request: Request,
    person: Clerk,
    of: Text,
    year: Text,
    number: Text,
    field: Text,
    value: Text = "",
    reason: Text = "",
) -> Response:
    """One field of a received row put right or confirmed; what stood there before stays visible."""
    profile = chosen_office(request, person, of)
    row = count_of(year), count_of(number)
    place = _place(profile, "received", *row)
    try:
        if not reason.strip():
            raise CircularsError("กรุณาพิมพ์เหตุผลของการแก้ เช่น ดูจากต้นฉบับ", code="field")
        changes = {field: value}
        archive = office_of(request).archive
        archive.correct_row(profile.office.code, "received", *row, changes, person.name, reason.strip())
    except CircularsError as error:
        return lead_on(request, place, Said("problem", error.message))
    return lead_on(request, place, Said("good", f"บันทึก {FIELDS.get(field, field)} แล้ว ค่าเดิมยังอยู่ในทะเบียน"))


@router.post("/registers/cancel")
def cancel(
    request: Request, person: Clerk, of: Text, book: Text, year: Text, number: Text, reason: Text = "", seen: Text = ""
) -> Response:
    """A number is cancelled with a reason; it stays visible and is never given again."""
    profile = chosen_office(request, person, of)
    code, row = profile.office.code, (count_of(year), count_of(number))
    archive, place = office_of(request).archive, _place(profile, book_named(book), *row)
    found = on_number(archive, code, book, *row)
    if not _may_cancel(person, book, found.row.letter_id):
        tell_refusal(request, "role", person.login)
        raise NotAllowed("เลขของหนังสือที่ออกแล้วยกเลิกได้โดยผู้ตรวจหรือหัวหน้าเท่านั้น")
    try:
        if not reason.strip():
            raise CircularsError("กรุณาพิมพ์เหตุผลที่ยกเลิก", code="field")
        if found.hanging and not seen:
            raise CircularsError("กรุณาอ่านสิ่งที่เกี่ยวข้องกับเลขนี้ แล้วทำเครื่องหมายว่าได้อ่านแล้ว", code="field")
        archive.cancel_number(code, book, *row, reason.strip(), person.name)
    except CircularsError as error:
        return lead_on(request, place, Said("problem", error.message))
    return lead_on(request, place, Said("good", f"ยกเลิกเลข {to_thai(row[1])} แล้ว เลขนี้ยังอยู่ในทะเบียนและจะไม่ออกซ้ำ"))


def _may_cancel(person: Person, book: str, letter_id: str | None) -> bool:
    """A number under which a letter of ours went out is cancelled by those who decide."""
    if book == "received" or letter_id is None:
        return person.has(Role.CLERK, Role.REVIEWER, Role.HEAD)
    return person.has(Role.REVIEWER, Role.HEAD)


def _place(profile: OfficeProfile, book: str, year: int, number: int) -> str:
    asked = {"book": book, "of": profile.office.code, "year": year, "number": number}
    return f"/registers/number?{urlencode(asked)}"


def book_named(book: str) -> str:
    """A book that there is. Raises CircularsError."""
    if book not in BOOKS:
        raise CircularsError("ไม่มีทะเบียนนี้ กรุณาเลือกจากหน้า ทะเบียน", code="unknown")
    return book


def count_of(text: str) -> int:
    """A number or a year in either digit script. Raises CircularsError."""
    return read_count(text, "เลข", MOST_NUMBER)
