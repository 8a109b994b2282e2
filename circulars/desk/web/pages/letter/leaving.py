"""What becomes of a letter after its number: its six stages, each recipient, and what a person enters there."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from circulars.archive.registers.move import MoveState, Way
from circulars.desk.office import DeskOffice
from circulars.desk.people import Person, Role
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.guard import allow_office, office_of, require
from circulars.desk.web.pages.letter.signing import signing_code
from circulars.desk.web.screen import show
from circulars.dispatch.addresses import change_address
from circulars.dispatch.course import course_of, standing_told
from circulars.dispatch.gate import hindrance
from circulars.dispatch.keeping.copies import copies_waiting
from circulars.dispatch.keeping.signed import confirm_copy, may_sign, sign_letter
from circulars.dispatch.paper import BOOK, SLIP, carried_letters
from circulars.dispatch.queueing import queue_letter
from circulars.errors import CircularsError, Refused
from circulars.review.reviewers import sign
from circulars.thai.digits import to_thai

router = APIRouter(prefix="/letters/{letter_id}/leaving")
Anybody = Annotated[Person, Depends(require())]
Clerk = Annotated[Person, Depends(require(Role.CLERK, Role.REVIEWER, Role.HEAD))]
Signer = Annotated[Person, Depends(require(Role.REVIEWER, Role.HEAD))]
Text = Annotated[str, Form()]
_AFTER = {"again": MoveState.QUEUED, "gone": MoveState.SENT, "withdraw": MoveState.WITHDRAWN}


@router.get("")
def leaving(request: Request, person: Anybody, letter_id: str) -> Response:
    """The stages and the recipients."""
    office = _allowed(request, person, letter_id)
    archive, sending = office.archive, office.sending()
    signed = archive.signed_copy(letter_id)
    return show(
        request, "leaving.html", person, here="letters", said=said_before(request, person),
        row=archive.letter_row(letter_id), stages=course_of(archive, letter_id), standing_told=standing_told,
        deliveries=archive.deliveries(letter_id), told=hindrance(archive, sending, letter_id), mails=sending is not None,
        may_write=person.has(Role.CLERK, Role.REVIEWER, Role.HEAD), copies=() if signed else copies_waiting(archive, letter_id),
        may_sign=person.has(Role.REVIEWER, Role.HEAD) and office.seal() is not None and signed is None,
        needs_code=not office.demo,
    )  # fmt: skip


@router.get("/paper")
def paper(request: Request, person: Anybody, letter_id: str) -> Response:
    """สมุดส่งหนังสือ and ใบรับหนังสือ of this letter, as they go on paper."""
    office = _allowed(request, person, letter_id)
    of = office.archive.letter_row(letter_id).office
    sender = office.profiles[of].office.name if of in office.profiles else of
    rows = carried_letters(office.archive, [letter_id], sender)
    return show(
        request, "carried.html", person, here="letters", rows=rows, sender=sender, back=f"/letters/{letter_id}/leaving",
        book=BOOK, slip=SLIP,
    )  # fmt: skip


@router.post("/send")
def send(request: Request, person: Clerk, letter_id: str, only: Text = "") -> Response:
    """Ask that the letter be mailed."""
    office = _allowed(request, person, letter_id)
    try:
        count, paper = queue_letter(office.archive, office.home, office.sending(), letter_id, person.name, only)
    except CircularsError as error:
        return _back(request, letter_id, Said("problem", error.message))
    said = [Said("good", f"เข้าคิวส่งอีเมล {to_thai(count)} แห่ง")]
    if paper:
        said.append(Said("note", f"ไม่มีอีเมลในรายชื่อ ต้องส่งทางอื่น: {', '.join(paper[:12])}"))
    return _back(request, letter_id, *said)


@router.post("/entered")
def entered(request: Request, person: Clerk, letter_id: str, place: Annotated[int, Form()], how: Text) -> Response:
    """A recipient has it by another way; or what is not sure, or waits, is settled."""
    archive = _allowed(request, person, letter_id).archive
    one = next((found for found in archive.deliveries(letter_id) if found.place == place), None)
    done = False
    if one is not None and how in _AFTER:
        done = one.move is not None and archive.follow(one.move, _AFTER[how], by=person.name) is not None
    elif one is not None and how in (Way.PAPER, Way.HAND, Way.ECMS):
        done = archive.carried(letter_id, place, Way(how), person.name)
    if one is None or not done:
        return _back(request, letter_id, Said("problem", "บันทึกไม่ได้ สถานะเปลี่ยนไปแล้ว กรุณาดูหน้านี้อีกครั้ง"))
    return _back(request, letter_id, Said("good", f"บันทึกแล้ว: {one.title}"))


@router.post("/address")
def other_address(
    request: Request, person: Clerk, letter_id: str, place: Annotated[int, Form()], address: Text
) -> Response:
    """The mailbox of a recipient put right in the office's list, and the letter mailed there."""
    office = _allowed(request, person, letter_id)
    one = next((found for found in office.archive.deliveries(letter_id) if found.place == place), None)
    if one is None:
        return _back(request, letter_id, Said("problem", "ไม่มีผู้รับรายนี้ กรุณาดูหน้านี้อีกครั้ง"))
    try:
        before = change_address(office.home, one.title, address.strip(), person.name)
        told = {"by": person.name, "office": one.title, "before": before, "after": address.strip()}
        office.archive.record_event("address-changed", letter_id, told)
        count, _ = queue_letter(office.archive, office.home, office.sending(), letter_id, person.name, one.title)
    except CircularsError as error:
        return _back(request, letter_id, Said("problem", error.message))
    queued = "และเข้าคิวส่งแล้ว" if count else "แต่ยังไม่ได้เข้าคิวส่ง เพราะส่งแล้วหรือกำลังส่ง"
    return _back(request, letter_id, Said("good", f"อีเมลของ {one.title} เป็น {address.strip()} {queued}"))


@router.post("/sign")
def signed_here(request: Request, person: Signer, letter_id: str, code: Text = "") -> Response:
    """Sign by the office's certificate."""
    office = _allowed(request, person, letter_id)
    try:
        may_sign(office.archive, office.seal(), letter_id)
        signer = _signer(request, office, person, letter_id, code)
        sign_letter(office.archive, office.seal(), office.folder("outbox"), letter_id, signer)
    except CircularsError as error:
        return _back(request, letter_id, Said("problem", error.message))
    return _back(request, letter_id, Said("good", "ลงนามแล้ว"))


@router.post("/confirm")
def confirmed(request: Request, person: Signer, letter_id: str, copy: Text, code: Text = "") -> Response:
    """A copy that came back is the signed one."""
    office = _allowed(request, person, letter_id)
    try:
        confirm_copy(office.archive, letter_id, copy, _signer(request, office, person, letter_id, code))
    except CircularsError as error:
        return _back(request, letter_id, Said("problem", error.message))
    return _back(request, letter_id, Said("good", "บันทึกแล้วว่าเป็นฉบับลงนาม"))


def _signer(request: Request, office: DeskOffice, person: Person, letter_id: str, code: str) -> str:
    """Who signs, by a code or an open window. Raises Refused."""
    if office.demo:
        return person.name
    given, of = signing_code(request, person, code), office.archive.letter_row(letter_id).office
    answer = f"sign-{letter_id}"
    told = sign(office.home, office.reviewers(), person.name, given, office=of, now=office.clock(), answer=answer)
    if told.reviewer is None:
        refused = {"reviewer": person.name, "reason": told.proof.reason, "by": person.name}
        office.archive.record_event("approval-refused", answer, refused)
        raise Refused(told.proof.message or "รหัสยืนยันใช้ไม่ได้ กรุณาใส่รหัสใหม่จากแอป", code="not-signed")
    return told.reviewer.name


def _allowed(request: Request, person: Person, letter_id: str) -> DeskOffice:
    """The office, where the letter is one of the person's. Raises NotAllowed, ArchiveFault."""
    office = office_of(request)
    allow_office(request, person, [office.archive.letter_row(letter_id).office])
    return office


def _back(request: Request, letter_id: str, *said: Said) -> Response:
    return lead_on(request, f"/letters/{letter_id}/leaving", *said)
