"""สายหนังสือ: where a letter came from, what went down from it, who answered; each a link."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from circulars.archive.search.filters import Wanted
from circulars.archive.tracing.chain_picture import chain_svg
from circulars.archive.tracing.chains import SAID, SUFFERED, Link, chain_of
from circulars.archive.tracing.citations import FOUND, OTHER_DATE
from circulars.desk.people import Person
from circulars.desk.web.guard import allow_office, office_of, require
from circulars.desk.web.screen import show

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]
_LATEST = 20


@router.get("/chains")
def chains(request: Request, person: Anybody, id: str = "", number: str = "") -> Response:
    """The chain of a letter by its id, or of the one with this number; without either the latest letters that went out."""
    office = office_of(request)
    if not id and number.strip():
        hits = [hit for hit in office.archive.find(Wanted(number=number.strip())) if person.belongs_to(hit.office)]
        if len(hits) == 1:
            return RedirectResponse(f"/chains?id={hits[0].letter_id}", status_code=303)
        return _list(request, person, number, hits)
    if not id:
        sent = office.archive.find(Wanted(status="sent"), limit=3 * _LATEST)
        return _list(request, person, "", [hit for hit in sent if person.belongs_to(hit.office)][:_LATEST])
    link = _chain(request, person, id)
    return show(
        request, "chains.html", person, here="chains", link=link, chosen=id, number="", hits=(), profiles=office.profiles,
        said_of=SAID, suffered=SUFFERED, found_state=FOUND, other_date=OTHER_DATE,
    )  # fmt: skip


@router.get("/chains/picture")
def picture(request: Request, person: Anybody, id: str) -> Response:
    """The same as one picture for a report."""
    drawn = chain_svg(_chain(request, person, id))
    name = quote(f"chain-{id}.svg")
    return Response(
        drawn, media_type="image/svg+xml", headers={"content-disposition": f'attachment; filename="{name}"'}
    )


def _list(request: Request, person: Person, number: str, hits: object) -> Response:
    return show(request, "chains.html", person, here="chains", link=None, chosen="", number=number, hits=hits)


def _chain(request: Request, person: Person, letter_id: str) -> Link:
    """The tree of a letter that this person may see. Raises ArchiveFault, NotAllowed."""
    archive = office_of(request).archive
    row = archive.letter_row(letter_id)
    received = [one.office for one in archive.deliveries(letter_id) if one.office and one.received]
    allow_office(request, person, [row.office, *received])
    return chain_of(archive, letter_id)
