"""What a person answers on the page of a letter, given to the run that waits; a draft edited in Word put back."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from circulars.desk.office import DeskOffice
from circulars.desk.people import Person, Role
from circulars.desk.review.answers import told_at_once, values_of
from circulars.desk.review.seen import Review, Standing
from circulars.desk.review.word_file import word_name
from circulars.desk.web.guard import NotAllowed, office_of, require, tell_refusal
from circulars.desk.web.pages.letter.opened import address_of, opened
from circulars.desk.web.pages.letter.reading import ANSWERED_SECONDS, DECIDING, shown, was_answered
from circulars.desk.web.pages.letter.signing import signed_once, signing_code
from circulars.review import SIGNED, Verdict

router = APIRouter()
Working = Annotated[Person, Depends(require(Role.CLERK, Role.REVIEWER, Role.HEAD))]
NOT_WAITING = "เรื่องนี้ไม่ได้รอคำตอบแล้ว อาจมีผู้อื่นตอบไปก่อน หน้านี้แสดงสภาพล่าสุด"
NO_SERVER = "ระบบรับคำตอบไม่ได้ในขณะนี้ ที่พิมพ์ไว้ยังอยู่ในหน้านี้ กรุณากดอีกครั้งในอีกสักครู่ หากยังไม่ได้กรุณาแจ้งผู้ดูแลระบบ"
MOST_DOCX = 20_000_000


async def everything_sent(request: Request) -> dict[str, list[str]]:
    """Every field of the form that was sent, by name."""
    form = await request.form()
    return {name: [str(one) for one in form.getlist(name)] for name in form}


@router.post("/letters/{letter_id}/answer")
def answer(
    request: Request,
    person: Working,
    given: Annotated[dict[str, list[str]], Depends(everything_sent)],
    letter_id: str,
    of: str = "",
    step: str = "",
) -> Response:
    """Approve, correct, return, or do not send on, as the form says."""
    return _answered(request, person, opened(request, person, letter_id, of, step), given)


@router.post("/letters/{letter_id}/word")
def put_back(
    request: Request,
    person: Working,
    letter_id: str,
    docx: Annotated[UploadFile, File()],
    mark: Annotated[str, Form()] = "",
    of: str = "",
    step: str = "",
) -> Response:
    """A draft that was edited in Word: laid where the review looks for it, and the next round asked for."""
    review = opened(request, person, letter_id, of, step)
    content = docx.file.read(MOST_DOCX + 1)
    if review.record is None or review.record.content is None or review.standing is not Standing.WAITS:
        return shown(request, person, review, told=[NOT_WAITING])
    if len(content) > MOST_DOCX or not content.startswith(b"PK\x03\x04"):
        return shown(
            request, person, review, told=["ไฟล์นี้ไม่ใช่ไฟล์ Word (.docx) หรือใหญ่เกินไป กรุณาบันทึกเป็น .docx แล้วส่งอีกครั้ง"]
        )
    if mark != review.mark:
        return shown(request, person, review, told=[NOT_WAITING])
    office = office_of(request)
    _lay(office, office.folder("drafts") / word_name(review.stored.id, review.key, review.stored.letter), content)
    office.archive.record_event("draft-put-back", str(review.draft.id if review.draft else ""), {"by": person.name})
    return _answered(request, person, review, {"verdict": [str(Verdict.CORRECT)], "mark": [mark]}, all_kept=True)


def _lay(office: DeskOffice, file: Path, content: bytes) -> None:
    scratch = file.with_name(f".{file.name}.part")
    scratch.write_bytes(content)
    office.hand_over(scratch)
    scratch.replace(file)


def _answered(
    request: Request, person: Person, review: Review, given: Mapping[str, Sequence[str]], *, all_kept: bool = False
) -> Response:
    office = office_of(request)
    if review.standing is not Standing.WAITS or was_answered(request, review):
        return shown(request, person, review, told=[NOT_WAITING])
    verdict = (given.get("verdict") or [""])[0]
    if verdict in set(map(str, SIGNED)) and not person.has(*DECIDING):
        tell_refusal(request, "role", person.login)
        raise NotAllowed("การอนุมัติ ส่งคืน และไม่ส่งต่อเป็นหน้าที่ของผู้ตรวจ เจ้าหน้าที่แก้ไขแล้วเสนอใหม่ได้")
    if all_kept and review.record is not None:
        given = {**given, "keep": [one.title or one.name for one in review.record.recipients]}
    name = (given.get("reviewer") or [""])[0] if office.demo else person.name
    values = values_of(review, given, name)
    if "code" in values:
        values["code"] = signing_code(request, person, values["code"])
    told = told_at_once(review, values, office.clock().date())
    if told:
        _tell_refused(request, person, review, verdict, told)
        return shown(request, person, review, told=told, typed=given)
    if "code" in values:
        named = f"{review.draft.id if review.draft else ''}|{values['mark']}|{verdict}"
        values["code"], problem = signed_once(request, person, values["code"], review.key.office, named)
        if problem:
            return shown(request, person, review, told=[problem], typed=given)
    try:
        refused = office.answer_review(review.stored.id, review.key, values)
    except OSError:
        refused = NO_SERVER
    if refused:
        return shown(request, person, review, told=[refused], typed=given)
    if review.draft is not None:
        remember(request, review.draft.id)
    return RedirectResponse(address_of(review.stored.id, review.key), status_code=303)


def _tell_refused(request: Request, person: Person, review: Review, verdict: str, told: Sequence[str]) -> None:
    """An approval that was refused before it was sent is in the ledger like one that was refused by the run."""
    if verdict == Verdict.APPROVE and review.draft is not None:
        detail = {"reviewer": person.name, "verdict": verdict, "draft": review.draft.docx, "message": told[0]}
        office_of(request).archive.record_event("approval-refused", review.draft.id, detail | {"reason": "at-the-desk"})


def remember(request: Request, draft_id: str) -> None:
    """An answer to this draft is on its way."""
    now = time.monotonic()
    answered: dict[str, float] = request.app.state.answered
    for one in [key for key, at in answered.items() if now - at > ANSWERED_SECONDS]:
        del answered[one]
    answered[draft_id] = now
