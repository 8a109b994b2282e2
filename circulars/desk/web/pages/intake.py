"""รับเข้า: files sent in, photos of one letter, what became of each; quarantine with picture, reason and remedy."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import Response

from circulars.archive import Archive
from circulars.desk.clerk.arriving.dropping import Dropped, Sent, drop_all, drop_as_one
from circulars.desk.clerk.arriving.fates import STEPS, fates
from circulars.desk.clerk.arriving.held import file_of, picture_of, shown_files, unlock
from circulars.desk.clerk.books.desk import read_day
from circulars.desk.clerk.following.collecting import letter_meant
from circulars.desk.clerk.following.forms import Whose, keep_form, keep_slip, proposed, read_form
from circulars.desk.clerk.following.standing import WITHIN
from circulars.desk.people import Person, Role
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import main_office
from circulars.desk.web.guard import allow_office, office_of, require
from circulars.desk.web.screen import show
from circulars.errors import CircularsError, UnreadableFile
from circulars.intake.quarantine import Held, add_to_note, held_file, put_back
from circulars.thai.digits import to_thai

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]
_ASKING = 40
"""Letters that wait for answers and are offered, the latest; any other is named by its number."""
Clerk = Annotated[Person, Depends(require(Role.CLERK, Role.REVIEWER, Role.HEAD))]


@router.get("/intake")
def intake(request: Request, person: Anybody, day: str = "") -> Response:
    """The whole page, of today or of the day that was typed."""
    main_office(request, person)
    said = said_before(request, person)
    archive, held = office_of(request).archive, shown_files(office_of(request).folder("quarantine"))
    told = _files(request, _chosen_day(request, day))
    told |= {
        "forms": {
            one.held.key: _form_of(archive, whose) for one in held if (whose := proposed(archive, one.held.reason))
        }
    }
    return show(request, "intake.html", person, here="intake", said=said, held=held, **told)


@router.get("/intake/live")
def live(request: Request, person: Anybody, day: str = "") -> Response:
    """The part that changes, as HTMX asks for it."""
    main_office(request, person)
    return show(request, "intake_live.html", person, here="intake", **_files(request, _chosen_day(request, day)))


@router.post("/intake/files")
def receive(
    request: Request,
    person: Clerk,
    files: Annotated[list[UploadFile] | None, File()] = None,
    one: Annotated[str, Form()] = "",
) -> Response:
    """Files into the inbox; with `one` they are the pages of a single letter, in the order in which they were chosen."""
    main_office(request, person)
    office = office_of(request)
    sent = [Sent(each.filename or "", each.file) for each in files or () if each.filename]
    if not sent:
        return lead_on(request, "/intake", Said("problem", "ยังไม่ได้เลือกไฟล์ กรุณาเลือกไฟล์ก่อนกดส่ง"))
    try:
        inbox, name = office.folder("inbox"), f"ภาพถ่าย {office.clock():%Y%m%d-%H%M%S}"
        done = drop_as_one(inbox, sent, name) if one else drop_all(inbox, sent)
    except OSError as error:
        raise CircularsError("เขียนลงโฟลเดอร์ inbox ไม่ได้ กรุณาแจ้งผู้ดูแลระบบให้ตรวจดิสก์และสิทธิ์", code="inbox") from error
    for each in done:
        if each.name:
            office.archive.record_event("desk-sent", each.name, {"by": person.name, "as": each.sent})
    return lead_on(request, "/intake", *_told(done))


@router.get("/intake/held/picture")
def picture(request: Request, person: Anybody, key: str) -> Response:
    """The first page of a held file; drawn elsewhere than in this process."""
    main_office(request, person)
    quarantine = office_of(request).folder("quarantine")
    held = held_file(quarantine, key)
    if held is None:
        return Response(status_code=404)
    try:
        drawn = picture_of(quarantine, held)
    except UnreadableFile:
        return Response(status_code=404)
    return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=600"})


@router.post("/intake/held/again")
def again(request: Request, person: Clerk, key: Annotated[str, Form()]) -> Response:
    """Back into the inbox: taken in as if it had just come."""
    main_office(request, person)
    office = office_of(request)
    held = _held(request, key)
    if not any(one.held == held and one.may_try for one in shown_files(office.folder("quarantine"))):
        return lead_on(request, "/intake#held", Said("problem", "ไฟล์นี้ส่งอ่านใหม่จากหน้านี้ไม่ได้"))
    target = put_back(office.folder("quarantine"), held, office.folder("inbox"))
    if target is None:
        return lead_on(request, "/intake#held", Said("problem", "ไฟล์นี้ไม่อยู่ในที่กักแล้ว อาจมีผู้อื่นดำเนินการไปก่อน"))
    office.archive.record_event("desk-tried-again", held.name, {"by": person.name})
    return lead_on(request, "/intake", Said("good", f"ส่ง {held.name} เข้าอ่านใหม่แล้ว"))


@router.post("/intake/held/unlock")
def open_locked(request: Request, person: Clerk, key: Annotated[str, Form()], word: Annotated[str, Form()]) -> Response:
    """A locked PDF opened with the password that its sender told, and read. The password is kept nowhere."""
    main_office(request, person)
    office = office_of(request)
    held = _held(request, key)
    try:
        name = unlock(office.folder("quarantine"), held, word, office.folder("inbox"), person.name)
    except UnreadableFile as error:
        return lead_on(request, "/intake#held", Said("problem", f"{held.name}: {error.message}"))
    office.archive.record_event("desk-unlocked", held.name, {"by": person.name})
    return lead_on(request, "/intake", Said("good", f"เปิด {name} ได้แล้ว กำลังอ่าน"))


@router.get("/intake/held/answer")
def whose_answer(request: Request, person: Clerk, key: str, number: str = "", id: str = "") -> Response:
    """Which letter of ours a held form answers: those that wait for answers, or one by its number; then by whom."""
    main_office(request, person)
    office, said = office_of(request), list(said_before(request, person))
    held, codes = _held(request, key), [*office.profiles]
    row = None
    try:
        row = office.archive.letter_row(letter_meant(office.archive, id or number, codes)) if id or number else None
    except CircularsError as error:
        said.append(Said("problem", error.message))
    if row is not None:
        allow_office(request, person, [row.office])
    asking = office.archive.near_days(office.clock().date() + WITHIN, codes)[0] if row is None else ()
    shown = next(one for one in shown_files(office.folder("quarantine")) if one.held == held)
    return show(
        request, "held_answer.html", person, here="intake", said=said, held=held, picture=shown.picture, number=number, row=row,
        asking=asking[-_ASKING:], deliveries=office.archive.deliveries(row.id) if row is not None else (),
    )  # fmt: skip


@router.post("/intake/held/answer")
def is_answer(
    request: Request,
    person: Clerk,
    key: Annotated[str, Form()],
    id: Annotated[str, Form()],
    place: Annotated[int, Form()],
    how: Annotated[str, Form()] = "answer",
) -> Response:
    """A held file is the answer of this recipient, or the slip that they signed for the letter."""
    main_office(request, person)
    office = office_of(request)
    allow_office(request, person, [office.archive.letter_row(id).office])
    held, quarantine = _held(request, key), office.folder("quarantine")
    try:
        content = file_of(quarantine, held)
        pages = read_form(content, office.judge().engine)
        keep = keep_form if how == "answer" else keep_slip
        one = keep(office.archive, Whose(id, place), content, pages, held.name, person.name)
    except CircularsError as error:
        return lead_on(request, "/intake#held", Said("problem", f"{held.name}: {error.message}"))
    told = f"{'นับเป็นคำตอบ' if how == 'answer' else 'นับเป็นใบรับ'}ของ {one.title} โดย {person.name}"
    add_to_note(quarantine, held, told)
    return lead_on(request, f"/follow/letter?id={id}", Said("good", f"{held.name} {told}"))


def _held(request: Request, key: str) -> Held:
    held = held_file(office_of(request).folder("quarantine"), key)
    if held is None:
        raise CircularsError("ไฟล์นี้ไม่อยู่ในที่กักแล้ว อาจมีผู้อื่นดำเนินการไปก่อน กรุณาเปิดหน้า รับเข้า ใหม่", code="unknown")
    return held


def _chosen_day(request: Request, typed: str) -> dt.date:
    return read_day(typed, "วันที่") or office_of(request).clock().date()


def _form_of(archive: Archive, whose: Whose) -> dict[str, Any]:
    """What the card of a held file that seems to be a form of ours shows."""
    return {
        "row": archive.letter_row(whose.letter_id),
        "place": whose.place,
        "all": archive.deliveries(whose.letter_id),
    }


def _files(request: Request, day: dt.date) -> dict[str, Any]:
    office = office_of(request)
    found = fates(office.archive, office.home, next(iter(office.profiles)), day)
    return {"fates": found, "steps": STEPS, "day": day, "moving": any(one.moving for one in found)}


def _told(done: tuple[Dropped, ...]) -> list[Said]:
    good = [one for one in done if one.name]
    said = [Said("good", f"รับแล้ว {to_thai(len(good))} ไฟล์: {', '.join(one.sent for one in good[:10])}")] if good else []
    return said + [
        Said("problem", f"{one.sent}: {one.refused}" if one.sent else one.refused) for one in done if one.refused
    ]
