"""Entering and leaving the desk, and one's own password."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from circulars.desk.people import Person
from circulars.desk.web.entering.vouched import inside
from circulars.desk.web.guard import COOKIE, office_of, require, session_of, tell_refusal
from circulars.desk.web.pages.letter.signing import end_window
from circulars.desk.web.screen import put_session, show

router = APIRouter()
Anybody = Annotated[Person, Depends(require())]


@router.get("/enter")
def door(request: Request, next: str = "/") -> Response:
    """The form for login and password; a demonstration has none."""
    if office_of(request).demo:
        return RedirectResponse("/", status_code=303)
    if not session_of(request):
        request.state.new_session = request.state.session = secrets.token_urlsafe(32)
    person, _ = office_of(request).people.who(session_of(request), office_of(request).clock())
    if person is not None:
        return RedirectResponse("/password" if person.must_change else inside(next), status_code=303)
    service = office_of(request).login_service()
    return show(request, "enter.html", None, next=inside(next), message="", login="", service=service)


@router.post("/enter")
def enter(
    request: Request,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Begin a session under a new cookie: one that stood in the browser before proves nothing."""
    office = office_of(request)
    entered = office.people.enter(login, password, office.clock())
    if not entered.token:
        tell_refusal(request, f"password-{entered.reason}", login[:60])
        return show(
            request,
            "enter.html",
            None,
            status=403,
            next=inside(next),
            message=entered.message,
            login=login[:60],
            service=office.login_service(),
        )
    person = office.people.person(login)
    office.archive.record_event("desk-entered", person.login if person else login, {})
    response = RedirectResponse("/password" if person and person.must_change else inside(next), status_code=303)
    put_session(request, response, entered.token)
    return response


@router.post("/leave")
def leave(request: Request) -> Response:
    """End the session."""
    end_window(request)
    office_of(request).people.leave(session_of(request))
    response = RedirectResponse("/enter", status_code=303)
    response.delete_cookie(COOKIE, path="/")
    return response


@router.get("/password")
def password_form(request: Request, person: Anybody) -> Response:
    """The form for a new password of one's own."""
    return show(request, "password.html", person, message="")


@router.post("/password")
def choose_password(
    request: Request,
    person: Anybody,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Change it; every session of the account ends and this browser enters anew."""
    office = office_of(request)
    told = "พิมพ์รหัสผ่านใหม่สองครั้งไม่ตรงกัน" if new != again else office.people.choose_password(person.login, old, new)
    if told:
        return show(request, "password.html", person, status=400, message=told)
    office.archive.record_event("desk-password", person.login, {})
    entered = office.people.enter(person.login, new, office.clock())
    response = RedirectResponse("/", status_code=303)
    put_session(request, response, entered.token)
    return response
