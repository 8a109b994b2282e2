"""Entering the desk by the office's login service (OpenID Connect): there and back, and a session of an account that is known.

What must be remembered meanwhile stands in a signed cookie of ten minutes that is sent to ``/enter`` alone. An
account is made by the administrator; the service only says who somebody is.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.middleware.sessions import SessionMiddleware

from circulars.desk.office import DeskOffice
from circulars.desk.web.guard import office_of, tell_refusal
from circulars.desk.web.screen import put_session, show
from circulars.errors import Refused

router = APIRouter()
KEPT_SECONDS = 600
BACK = "/enter/service/back"
_NEXT = "next"


def keep_between(app: FastAPI, office: DeskOffice) -> None:
    """Give the application its cookie for people who are at the login service."""
    app.add_middleware(
        SessionMiddleware,
        secret_key=office.people.cookie_key(),
        session_cookie="circulars-entering",
        max_age=KEPT_SECONDS,
        path="/enter",
        same_site="lax",
        https_only=urlsplit(office.url).scheme == "https",
    )


@router.get("/enter/service")
async def leave_for(request: Request, next: str = "/") -> Response:
    """To the login service."""
    service = office_of(request).login_service()
    if service is None:
        return RedirectResponse("/enter", status_code=303)
    request.session[_NEXT] = next
    try:
        answer: Response = await _oidc().lead_away(service, request, office_of(request).url.rstrip("/") + BACK)
    except Refused as refused:
        return _refused(request, refused.code, refused.message)
    return answer


@router.get(BACK)
async def come_back(request: Request) -> Response:
    """Back from it: a session for the account it vouches for, or the door with the reason."""
    office, service = office_of(request), office_of(request).login_service()
    if service is None:
        return RedirectResponse("/enter", status_code=303)
    try:
        login = await _oidc().login_vouched_for(service, request)
    except Refused as refused:
        return _refused(request, refused.code, refused.message)
    entered = office.people.enter_vouched(login, office.clock())
    if not entered.token:
        return _refused(request, entered.reason, entered.message, login)
    office.archive.record_event("desk-entered", login.casefold(), {"by": service.issuer})
    response = RedirectResponse(inside(str(request.session.get(_NEXT, "/"))), status_code=303)
    request.session.clear()
    put_session(request, response, entered.token)
    return response


def inside(place: str) -> str:
    """A place on this desk; anything else is its first page."""
    return place if place.startswith("/") and not place.startswith(("//", "/\\")) and "\n" not in place else "/"


def _oidc() -> ModuleType:
    """The room of OpenID Connect; most offices have no such service, and their desk need not load it."""
    return import_module("circulars.desk.web.entering.oidc")


def _refused(request: Request, reason: str, message: str, who: str = "") -> Response:
    tell_refusal(request, f"service-{reason}", who[:100])
    request.session.clear()
    service = office_of(request).login_service()
    return show(request, "enter.html", None, status=403, next="/", message=message, login="", service=service)
