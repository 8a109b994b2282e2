"""ค้นหา: every filter of `circulars find`, what was found marked, searches kept per person."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from circulars.desk.clerk.looking.finding import (
    MOST,
    STATUS_NAMES,
    STEP_NAMES,
    URGENCIES,
    Found,
    asked,
    read_wanted,
    search,
)
from circulars.desk.clerk.looking.saved import SavedSearches
from circulars.desk.people import Person
from circulars.desk.web.afterwards import Said, lead_on, said_before
from circulars.desk.web.chosen import chosen_office, own_offices
from circulars.desk.web.guard import office_of, require
from circulars.desk.web.screen import show
from circulars.errors import CircularsError

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]


@router.get("/search")
def find(request: Request, person: Anybody) -> Response:
    """The form as it was asked, and what was found."""
    said = list(said_before(request, person))
    form = {name: value for name, value in request.query_params.items() if isinstance(value, str)}
    offices = own_offices(request, person)
    everywhere = len(offices) == len(office_of(request).profiles) and not form.get("of")
    office = "" if everywhere else chosen_office(request, person, form.get("of", "")).office.code
    query, found = asked(form), tuple[Found, ...]()
    try:
        wanted = replace(read_wanted(form, office), offices=tuple(offices))
        found = search(office_of(request).archive, wanted) if query else ()
    except CircularsError as error:
        said.append(Said("problem", error.message))
    return show(
        request, "search.html", person, here="search", said=said, form=form, found=found, asked=query, most=MOST,
        statuses=STATUS_NAMES, steps=STEP_NAMES, urgencies=URGENCIES, offices=offices, chosen=office,
        saved=SavedSearches(office_of(request).home).of(person.login), query=urlencode(query),
    )  # fmt: skip


@router.post("/search/keep")
def keep(request: Request, person: Anybody, name: Annotated[str, Form()], query: Annotated[str, Form()]) -> Response:
    """Keep the search that stands on the page."""
    clean = urlencode(asked(dict(parse_qsl(query))))
    try:
        SavedSearches(office_of(request).home).keep(person.login, name, clean)
    except CircularsError as error:
        return lead_on(request, f"/search?{clean}", Said("problem", error.message))
    return lead_on(request, f"/search?{clean}", Said("good", f"บันทึกการค้นหา “{name}” แล้ว"))


@router.post("/search/drop")
def drop(request: Request, person: Anybody, name: Annotated[str, Form()]) -> Response:
    """Forget a kept search."""
    SavedSearches(office_of(request).home).drop(person.login, name)
    return lead_on(request, "/search", Said("good", f"ลบการค้นหา “{name}” แล้ว"))
