"""A letter of our own: typed, seen in Word, numbered; the year's first number; a copy of a letter as it was signed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, File, Request, UploadFile
from fastapi.responses import Response

from circulars.archive.shelves.entered.by_hand import HandEntry, begin_year, enter_by_hand
from circulars.desk.clerk.books.writing import (
    LABELS,
    PARTS,
    answering,
    as_word,
    content_of,
    numbered,
    refuse_blanks,
    reminding,
    reporting,
)
from circulars.desk.clerk.following.collecting import collected
from circulars.desk.people import Person
from circulars.desk.web.afterwards import Said, lead_on
from circulars.desk.web.chosen import chosen_office, own_offices
from circulars.desk.web.guard import allow_office, office_of
from circulars.desk.web.pages.letter.deciding import everything_sent
from circulars.desk.web.pages.registers.numbers import Anybody, Clerk, Text, book_named, count_of
from circulars.desk.web.screen import show
from circulars.directory import OfficeProfile
from circulars.dispatch.keeping.copies import MOST_BYTES, SIGNATURES, copies_kept, take_copy
from circulars.errors import ArchiveFault, CircularsError
from circulars.letter.letter import LetterKind, Urgency
from circulars.thai.digits import to_thai

router = APIRouter()
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/registers/own")
def own(
    request: Request, person: Clerk, of: str = "", answer: str = "", remind: str = "", report: str = ""
) -> Response:
    """The form: empty, or an answer to a letter, a reminder to the silent, a report of what was answered to ours."""
    office, values = office_of(request), {}
    profile = chosen_office(request, person, of)
    for letter_id in filter(None, (answer, remind, report)):
        allow_office(request, person, office.archive.offices_with(letter_id))
    if answer:
        values = answering(office.archive.load_letter(answer).letter, profile)
    elif remind:
        row = office.archive.letter_row(remind)
        profile = chosen_office(request, person, row.office)
        silent = [one for one in office.archive.deliveries(remind) if one.silent]
        values = reminding(row, silent, profile, office.clock().date()) if silent else {}
    elif report and (asked := office.archive.issued_as(report)) is not None:
        profile = chosen_office(request, person, office.archive.letter_row(report).office)
        source = office.archive.load_letter(asked.source_id).letter
        values = reporting(source, collected(office.archive, report), profile)
    return _form(request, person, profile, values)


@router.post("/registers/own")
def write(
    request: Request, person: Clerk, given: Annotated[dict[str, list[str]], Depends(everything_sent)]
) -> Response:
    """The letter in Word as a draft; or numbered, entered in the register and in Word with its number and day."""
    typed = {name: texts[0] for name, texts in given.items() if texts}
    profile = chosen_office(request, person, typed.get("of", ""))
    office, day = office_of(request), office_of(request).clock().date()
    try:
        content = content_of(typed, profile, day)
        if typed.get("how") == "number":
            refuse_blanks(typed)
        as_word(content, profile, office.house().templates)  # before a number is given
        name = "ร่าง"
        if typed.get("how") == "number":
            circular = bool(typed.get("circular"))
            entry = HandEntry(
                "stamped" if content.kind is LetterKind.STAMPED else "sent", "", day, "", content.addressee,
                content.subject, "กระดาษ", circular,
            )  # fmt: skip
            made = enter_by_hand(office.archive, profile.office, entry, person.name, typed.get("token", ""))
            content, name = numbered(content, made.reference, day), made.reference.replace("/", "-")
        docx = as_word(content, profile, office.house().templates)
    except CircularsError as error:
        return _form(request, person, profile, typed, error.message)
    told = f"attachment; filename*=UTF-8''{quote(f'{name} {content.subject[:60]}.docx')}"
    return Response(docx, media_type=DOCX, headers={"content-disposition": told})


def _form(
    request: Request, person: Person, profile: OfficeProfile, values: Mapping[str, str], problem: str = ""
) -> Response:
    day = office_of(request).clock().date()
    return show(
        request, "registers_own.html", person, status=400 if problem else 200, here="registers", profile=profile,
        offices=own_offices(request, person), values={name: values.get(name, "") for name in (*PARTS, "circular")},
        labels=LABELS, problem=problem, token=values.get("token") or secrets.token_urlsafe(12),
        signers=[one.name for one in profile.signatories if one.may_sign(day)], urgencies=[str(one) for one in Urgency],
    )  # fmt: skip


@router.post("/registers/year")
def year(request: Request, person: Clerk, of: Text = "", book: Text = "", last: Text = "") -> Response:
    """The year was begun on paper: the register goes on after its last number."""
    profile = chosen_office(request, person, of)
    place = f"/registers?{urlencode({'book': book, 'of': of})}"
    try:
        number = count_of(last)
        begun = begin_year(office_of(request).archive, profile.office, book_named(book), number, person.name)
    except CircularsError as error:
        return lead_on(request, f"{place}#year", Said("problem", error.message))
    return lead_on(request, place, Said("good", f"เลขถัดไปของปี {to_thai(begun)} คือ {to_thai(number + 1)}"))


@router.post("/letters/{letter_id}/signed")
def attach(request: Request, person: Clerk, letter_id: str, signed_copy: Annotated[UploadFile, File()]) -> Response:
    """A copy of a letter of ours as it was signed: judged, and kept or refused."""
    office = office_of(request)
    archive = office.archive
    allow_office(request, person, [archive.letter_row(letter_id).office])
    place = f"/letters/{letter_id}"
    content = signed_copy.file.read(MOST_BYTES + 1)
    name = " ".join((signed_copy.filename or "").split())[:120]
    try:
        taken = take_copy(archive, office.judge(), letter_id, content, name, person.name)
    except CircularsError as error:
        return lead_on(request, place, Said("problem", error.message))
    if taken.copy_id:
        return lead_on(request, f"{place}/leaving", Said("note", taken.told))
    return lead_on(request, place, Said("good", taken.told))


@router.get("/letters/{letter_id}/signed/{page}")
def one_copy(request: Request, person: Anybody, letter_id: str, page: int) -> Response:
    """A signed copy, to be saved: a stranger's file is never opened inside the desk."""
    archive = office_of(request).archive
    allow_office(request, person, archive.offices_with(letter_id))
    found = copies_kept(archive, letter_id)
    if not 0 <= page < len(found):
        raise ArchiveFault("ไม่มีสำเนานี้ของหนังสือฉบับนี้", code="unknown")
    content = archive.load_file(found[page].sha256)
    ending = next((end for begin, end in SIGNATURES.items() if content.startswith(begin)), ".bin")
    told = f"attachment; filename*=UTF-8''{quote(f'signed-{letter_id}-{page + 1}{ending}')}"
    return Response(content, media_type="application/octet-stream", headers={"content-disposition": told})
