"""Pictures and files of a letter: scan pages, crops of fields, draft pages, Word and PDF, each for the letter's offices only."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from circulars.archive import IssuedRow, StoredDraft
from circulars.desk.people import Person
from circulars.desk.review.pictures import Pictures
from circulars.desk.review.seen import Review, places_of
from circulars.desk.web.guard import office_of, require
from circulars.desk.web.pages.letter.opened import opened
from circulars.errors import ArchiveFault
from circulars.review import FORMS

router = APIRouter(prefix="/letters/{letter_id}")
Anybody = Annotated[Person, Depends(require())]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
A_WHILE = {"cache-control": "private, max-age=300"}
"""Pictures are asked for on each look at a page; they stay in the browser for minutes only."""


def _pictures(request: Request) -> Pictures:
    found: Pictures = request.app.state.pictures
    return found


def _missing(what: str) -> ArchiveFault:
    return ArchiveFault(f"ไม่มี{what}ของหนังสือฉบับนี้", code="unknown")


def _file(content: bytes, kind: str, name: str, *, inline: bool = False) -> Response:
    how = "inline" if inline else "attachment"
    return Response(content, media_type=kind, headers={"content-disposition": f"{how}; filename*=UTF-8''{quote(name)}"})


@router.get("/scan/{page}.jpg")
def scan_page(request: Request, person: Anybody, letter_id: str, page: int, of: str = "") -> Response:
    """A page of the file that came in, if it is one of this letter's."""
    review = opened(request, person, letter_id, of)
    scan = review.stored.scan_id
    if not scan or page not in (*review.letter.pages, *review.letter.enclosure_pages):
        raise _missing("ภาพหน้านี้")
    return Response(_pictures(request).scan_page(scan, page), media_type="image/jpeg", headers=A_WHILE)


@router.get("/crop/{field}.jpg")
def crop(request: Request, person: Anybody, letter_id: str, field: str, of: str = "", step: str = "") -> Response:
    """The place where a field was seen."""
    review = opened(request, person, letter_id, of, step)
    places = places_of(review.letter, field) if field in FORMS else ()
    if not places or not review.stored.scan_id:
        raise _missing("ภาพของช่องนี้")
    picture = _pictures(request).crop(review.stored.scan_id, places[0].page, places[0].box)
    return Response(picture, media_type="image/jpeg", headers=A_WHILE)


@router.get("/original")
def original(request: Request, person: Anybody, letter_id: str) -> Response:
    """The file as it came, to be saved: a stranger's file is never opened inside the desk."""
    review = opened(request, person, letter_id)
    if not review.stored.scan_id:
        raise _missing("ไฟล์ที่รับ")
    archive = office_of(request).archive
    content = archive.load_original(review.stored.scan_id)
    return _file(content, "application/octet-stream", f"{letter_id}{_ending(content)}")


def _ending(content: bytes) -> str:
    kinds = {b"%PDF": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"II*\x00": ".tif", b"MM\x00*": ".tif"}
    return next((ending for begin, ending in kinds.items() if content.startswith(begin)), ".bin")


def _draft_of(review: Review) -> StoredDraft:
    if review.draft is None or review.record is None or review.record.content is None:
        raise _missing("ร่าง")
    return review.draft


@router.get("/draft/{page}.png")
def draft_page(request: Request, person: Anybody, letter_id: str, page: int, of: str = "", step: str = "") -> Response:
    """A page of the draft of this round, or of the letter once it is issued."""
    printed = opened(request, person, letter_id, of, step).printed
    if not printed:
        raise _missing("ภาพของร่าง")
    return Response(_pictures(request).printed_page(printed, page), media_type="image/png", headers=A_WHILE)


@router.get("/draft.docx")
def draft_docx(request: Request, person: Anybody, letter_id: str, of: str = "", step: str = "") -> Response:
    """The draft, to be edited in Word and put back."""
    review = opened(request, person, letter_id, of, step)
    draft = _draft_of(review)
    subject = (review.letter.subject.value or letter_id)[:60]
    return _file(office_of(request).archive.load_file(draft.docx), DOCX, f"ร่าง {subject}.docx")


def _issued_of(request: Request, person: Person, letter_id: str, of: str, step: str) -> IssuedRow:
    issued = opened(request, person, letter_id, of, step).issued
    if issued is None:
        raise _missing("หนังสือที่ออก")
    return issued


@router.get("/issued.pdf")
def issued_pdf(request: Request, person: Anybody, letter_id: str, of: str = "", step: str = "") -> Response:
    """The letter that was issued, to read and print."""
    issued = _issued_of(request, person, letter_id, of, step)
    if issued.pdf is None:
        raise _missing(" PDF ")
    return _file(office_of(request).archive.load_file(issued.pdf), PDF, f"{_plain(issued.reference)}.pdf", inline=True)


@router.get("/issued.docx")
def issued_docx(request: Request, person: Anybody, letter_id: str, of: str = "", step: str = "") -> Response:
    """The letter that was issued, for Word."""
    issued = _issued_of(request, person, letter_id, of, step)
    return _file(office_of(request).archive.load_file(issued.docx), DOCX, f"{_plain(issued.reference)}.docx")


def _plain(reference: str) -> str:
    return reference.replace("/", "-")
