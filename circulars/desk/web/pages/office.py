"""สำนักงาน: what the office lacks, its settings, signatories and approvers, templates, backups, the ledger in Thai."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import Response

from circulars.archive.export.verify import verify
from circulars.desk.clerk.books.writing import as_word, content_of
from circulars.desk.clerk.house.events import NAMES, happened
from circulars.desk.people import Person, Role
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import chosen_office, main_office
from circulars.desk.web.guard import office_of, require
from circulars.desk.web.pages.letter.deciding import everything_sent
from circulars.desk.web.screen import show
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.emblem import fit_emblem
from circulars.documents.word.template_check import check_templates
from circulars.errors import CircularsError
from circulars.thai.digits import to_thai

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]
Keeper = Annotated[Person, Depends(require(Role.ADMINISTRATOR))]
Overseer = Annotated[Person, Depends(require(Role.ADMINISTRATOR, Role.HEAD))]
_SHOWN = 20
_PAGE = 100
_MOST_PICTURE = 10_000_000


@router.get("/office")
def house(request: Request, person: Anybody) -> Response:
    """How the office is set up, and what hinders it."""
    main_office(request, person)
    office = office_of(request)
    last = {one.kind: one for one in happened(office.archive, office.profiles.keys(), ("verified",), 1)}
    return show(
        request, "office.html", person, here="office", said=said_before(request, person), house=office.house(),
        backup=office.archive.last_backup(next(iter(office.profiles))), verified=last.get("verified"), keeper=person.has(Role.ADMINISTRATOR),
        overseer=person.has(Role.ADMINISTRATOR, Role.HEAD),
    )  # fmt: skip


@router.post("/office/templates")
def templates(request: Request, person: Keeper) -> Response:
    """Every template of the office looked at; what is wrong with each is told."""
    main_office(request, person)
    faults = check_templates(Path(office_of(request).house().templates))
    told = [Said("problem" if one.blocks else "note", f"แม่แบบ {one.file}: {one.message}") for one in faults[:_SHOWN]]
    return lead_on(request, "/office#templates", *(told or [Said("good", "แม่แบบทุกฉบับใช้ได้")]))


@router.post("/office/verify")
def check(request: Request, person: Keeper) -> Response:
    """The whole archive compared with its ledger; the result stands in the ledger itself."""
    profile, archive = main_office(request, person), office_of(request).archive
    damages = verify(archive)
    told = "ครบถ้วน" if not damages else f"พบความเสียหาย {to_thai(len(damages))} จุด"
    archive.record_event("verified", "archive", {"by": person.name, "note": told, "office": profile.office.code})
    said: Sequence[Said] = [Said("problem", one.message) for one in damages[:_SHOWN]]
    return lead_on(request, "/office#keeping", Said("problem" if damages else "good", told), *said)


@router.post("/office/settings")
def settings(
    request: Request, person: Keeper, given: Annotated[dict[str, list[str]], Depends(everything_sent)]
) -> Response:
    """Lines of one office that were changed in the form: the file is checked first, the ledger tells which and by whom."""
    main_office(request, person)
    office = office_of(request)
    typed = {name: texts[0].replace("\r\n", "\n") for name, texts in given.items() if texts}
    code = typed.get("code", "")
    shown = next((one for one in office.house().offices if one.code == code), None)
    if shown is None:
        return lead_on(request, "/office", Said("problem", "ไม่มีสำนักงานนี้ กรุณาเปิดหน้านี้ใหม่"))
    rows = [one for one in shown.settings if one.kind and one.key in typed]
    changed = {one.key: typed[one.key] for one in rows if typed[one.key].strip() != one.typed.strip()}
    if not changed:
        return lead_on(request, "/office", Said("note", "ไม่มีค่าที่เปลี่ยน"))
    try:
        office.change_settings(code, changed)
    except CircularsError as error:
        return lead_on(request, "/office", Said("problem", f"ยังไม่ได้บันทึก: {error.message}"))
    names = ", ".join(sorted(changed))
    office.archive.record_event("settings", code, {"by": person.name, "changed": names, "note": names})
    return lead_on(request, "/office", Said("good", f"บันทึกแล้ว: {names} ใช้กับร่างต่อไป"))


@router.post("/office/emblem")
def emblem(
    request: Request, person: Keeper, picture: Annotated[UploadFile, File()], code: Annotated[str, Form()] = ""
) -> Response:
    """The emblem of one office: looked at first, kept as it is printed, and named in office.toml."""
    main_office(request, person)
    office = office_of(request)
    try:
        if code not in office.profiles:
            raise CircularsError("ไม่มีสำนักงานนี้ กรุณาเปิดหน้านี้ใหม่", code="field")
        content = picture.file.read(_MOST_PICTURE + 1)
        if len(content) > _MOST_PICTURE:
            raise CircularsError("ภาพตราใหญ่เกิน ๑๐ MB กรุณาย่อภาพ", code="field")
        fitted = fit_emblem(content)
        file = office.home / f"emblem-{hashlib.sha256(fitted).hexdigest()[:10]}.png"
        file.write_bytes(fitted)
        office.change_settings(code, {"emblem": file.name})
    except CircularsError as error:
        return lead_on(request, "/office", Said("problem", f"ยังไม่ได้บันทึก: {error.message}"))
    office.archive.record_event("settings", code, {"by": person.name, "changed": "emblem", "note": "emblem"})
    return lead_on(request, "/office", Said("good", "บันทึกตราแล้ว ดูได้ที่ หน้าตัวอย่าง ร่างต่อไปใช้ตรานี้"))


@router.get("/office/sample.pdf")
def sample(request: Request, person: Anybody, of: str = "") -> Response:
    """A page with the office's letterhead, emblem, signatory and foot as they would be printed, marked as a draft."""
    profile = chosen_office(request, person, of)
    office = office_of(request)
    content = content_of(SAMPLE, profile, office.clock().date())
    (pdf,) = to_pdf([as_word(content, profile, office.house().templates)])
    headers = {"content-disposition": 'inline; filename="sample.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


SAMPLE = {
    "subject": "หน้าตัวอย่าง",
    "addressee": "ผู้รับตัวอย่าง",
    "body": "หน้านี้แสดงหัวหนังสือ ตรา ผู้ลงนาม และท้ายหนังสือตามที่ตั้งไว้ ไม่ใช่หนังสือราชการ",
    "purpose": "จึงเรียนมาเพื่อตรวจ",
}
"""What the sample page says."""


@router.get("/office/events")
def events(request: Request, person: Overseer, kind: str = "", before: int = 0) -> Response:
    """What happened, the latest first."""
    main_office(request, person)
    office = office_of(request)
    kinds = (kind,) if kind in NAMES else ()
    found = happened(office.archive, office.profiles.keys(), kinds, _PAGE, max(0, before))
    return show(
        request, "office_events.html", person, here="office", events=found, names=NAMES, kind=kind,
        further=found[-1].number if len(found) == _PAGE else 0,
    )  # fmt: skip
