"""สำนักงาน: what the office lacks, its settings, signatories and approvers, templates, backups, the ledger in Thai."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from circulars.archive.export.verify import verify
from circulars.desk.clerk.house.events import NAMES, happened
from circulars.desk.people import Person, Role
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import main_office
from circulars.desk.web.guard import office_of, require
from circulars.desk.web.screen import show
from circulars.documents.word.template_check import check_templates
from circulars.thai.digits import to_thai

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]
Keeper = Annotated[Person, Depends(require(Role.ADMINISTRATOR))]
Overseer = Annotated[Person, Depends(require(Role.ADMINISTRATOR, Role.HEAD))]
_SHOWN = 20
_PAGE = 100


@router.get("/office")
def house(request: Request, person: Anybody) -> Response:
    """How the office is set up, and what hinders it."""
    main_office(request, person)
    office = office_of(request)
    last = {one.kind: one for one in happened(office.archive, ("verified",), 1)}
    return show(
        request, "office.html", person, here="office", said=said_before(request, person), house=office.house(),
        backup=office.archive.last_backup(), verified=last.get("verified"), keeper=person.has(Role.ADMINISTRATOR),
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
    main_office(request, person)
    archive = office_of(request).archive
    damages = verify(archive)
    told = "ครบถ้วน" if not damages else f"พบความเสียหาย {to_thai(len(damages))} จุด"
    archive.record_event("verified", "archive", {"by": person.name, "note": told})
    said: Sequence[Said] = [Said("problem", one.message) for one in damages[:_SHOWN]]
    return lead_on(request, "/office#keeping", Said("problem" if damages else "good", told), *said)


@router.get("/office/events")
def events(request: Request, person: Overseer, kind: str = "", before: int = 0) -> Response:
    """What happened, the latest first."""
    main_office(request, person)
    found = happened(office_of(request).archive, (kind,) if kind in NAMES else (), _PAGE, max(0, before))
    return show(
        request, "office_events.html", person, here="office", events=found, names=NAMES, kind=kind,
        further=found[-1].number if len(found) == _PAGE else 0,
    )  # fmt: skip
