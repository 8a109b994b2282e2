"""Several letters settled at once: noted as proposed, or assigned to one unit or person, by one code; one opened again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from circulars.desk.clerk.settling.at_once import Assigned, settle
from circulars.desk.clerk.settling.reopened import reopen
from circulars.desk.people import Person, Role
from circulars.desk.review.becoming import unit_names
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import chosen_office, own_offices
from circulars.desk.web.guard import NotAllowed, office_of, require, tell_refusal
from circulars.desk.web.pages.letter.opened import NO_STEP, address_of, opened
from circulars.desk.web.pages.letter.reading import DECIDING
from circulars.desk.web.pages.letter.signing import signing_code, window_of
from circulars.desk.web.screen import show
from circulars.errors import CircularsError
from circulars.thai.digits import to_thai
from circulars.triage.step import SAID, Step

router = APIRouter()
Deciding = Annotated[Person, Depends(require(Role.REVIEWER, Role.HEAD))]
Working = Annotated[Person, Depends(require(Role.CLERK, Role.REVIEWER, Role.HEAD))]
MOST = 200
"""Letters of one signature: nobody has looked at more."""


@router.get("/at-once")
def several(request: Request, person: Deciding, of: str = "") -> Response:
    """Letters that wait and go no further, each with its proposal, to be ticked."""
    profile = chosen_office(request, person, of)
    office = office_of(request)
    waiting = office.archive.reviews_waiting({profile.office.code})
    able = [one for one in waiting if one.key.step == NO_STEP and one.step and not Step(one.step).forwards]
    return show(
        request, "at_once.html", person, here="today", said=said_before(request, person), waiting=able[:MOST],
        steps={str(step): SAID[step] for step in Step}, units=unit_names(profile), profile=profile,
        offices=own_offices(request, person), window=window_of(request, person),
    )  # fmt: skip


@router.post("/at-once")
def settled(
    request: Request,
    person: Deciding,
    of: Annotated[str, Form()] = "",
    how: Annotated[str, Form()] = "",
    ids: Annotated[list[str], Form()] = [],  # noqa: B006 - FastAPI copies it for each request
    code: Annotated[str, Form()] = "",
    reviewer: Annotated[str, Form()] = "",
    unit: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    due: Annotated[str, Form()] = "",
) -> Response:
    """Note those that were ticked, or assign them; each that was left tells why."""
    profile = chosen_office(request, person, of)
    office, place = office_of(request), f"/at-once?of={profile.office.code}"
    chosen = list(dict.fromkeys(ids))[:MOST]
    if how not in ("note", "assign") or not chosen:
        return lead_on(request, place, Said("problem", "กรุณาเลือกหนังสืออย่างน้อยหนึ่งฉบับ"))
    reviews = [opened(request, person, one, profile.office.code, NO_STEP) for one in chosen]
    assigned = Assigned(" ".join((other or unit).split()), due.strip()) if how == "assign" else None
    try:
        signed = signing_code(request, person, code)
        done = settle(office, reviews, reviewer if office.demo else person.name, signed, assigned)
    except CircularsError as error:
        office.archive.record_event("approval-refused", profile.office.code, {"by": person.name, "note": error.message})
        return lead_on(request, place, Said("problem", error.message))
    names = {one.stored.id: one.letter.subject.value or one.stored.id for one in reviews}
    said = [Said("note", f"{names[one]}: {reason}", f"/letters/{one}", "เปิด") for one, reason in done.left]
    told = "ทราบแล้ว" if assigned is None else f"มอบ{assigned.unit}แล้ว"
    count = Said("good", f"{told} {to_thai(len(done.ids))} ฉบับ")
    return lead_on(request, place, *([count] if done.ids else []), *said)


@router.post("/letters/{letter_id}/reopen")
def opened_again(request: Request, person: Working, letter_id: str, of: str = "", step: str = "") -> Response:
    """Open a letter that was noted or kept: by a clerk where nobody signed, else by who may sign."""
    review = opened(request, person, letter_id, of, step)
    place = address_of(review.stored.id, review.key)
    signed = review.last is not None and bool(review.last.signer)
    if signed and not person.has(*DECIDING):
        tell_refusal(request, "role", person.login)
        raise NotAllowed("เรื่องนี้มีผู้ลงรหัสปิดไว้ การเปิดพิจารณาใหม่เป็นหน้าที่ของผู้ตรวจ")
    try:
        reopen(office_of(request), review, person.name)
    except CircularsError as error:
        return lead_on(request, place, Said("problem", error.message))
    return lead_on(request, place, Said("good", "เปิดพิจารณาใหม่แล้ว จะขึ้นรอตรวจอีกครั้งในไม่กี่นาที"))
