"""บัญชีผู้ใช้: the administrator makes accounts, gives roles and offices, resets passwords, closes what is not needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from circulars.desk.people import Person, Role
from circulars.desk.web.guard import office_of, require
from circulars.desk.web.screen import show
from circulars.errors import Refused

router = APIRouter(prefix="/people")
Keeper = Annotated[Person, Depends(require(Role.ADMINISTRATOR))]
Many = Annotated[list[str], Form()]


@router.get("")
def people(request: Request, person: Keeper) -> Response:
    """All accounts, and a form for a new one."""
    return _shown(request, person)


@router.post("")
def add(
    request: Request,
    person: Keeper,
    login: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    roles: Many = [],  # noqa: B006 - FastAPI copies it for each request
    offices: Many = [],  # noqa: B006
) -> Response:
    """A new account; its one-time password is shown this once."""
    office = office_of(request)
    try:
        kept = _roles(roles), _offices(request, offices)
        password = office.people.add(login, name, *kept)
    except Refused as refused:
        return _shown(request, person, problem=refused.message)
    _told(request, person, "desk-account-made", login, roles, offices)
    return _shown(request, person, password=password, of=login)


@router.post("/{login}")
def change(
    request: Request,
    person: Keeper,
    login: str,
    do: Annotated[str, Form()] = "change",
    roles: Many = [],  # noqa: B006
    offices: Many = [],  # noqa: B006
) -> Response:
    """Other roles and offices, a new one-time password, closed or open again; the account's sessions end."""
    office = office_of(request)
    known = office.people.person(login)
    if known is None:
        return _shown(request, person, problem="ไม่มีบัญชีนี้แล้ว")
    try:
        if do == "reset":
            password = office.people.reset(login)
            _told(request, person, "desk-account-reset", login, [], [])
            return _shown(request, person, password=password, of=login)
        closed = do == "close" or (known.closed and do != "open")
        kept = (_roles(roles), _offices(request, offices)) if do == "change" else (known.roles, known.offices)
        office.people.change(login, roles=kept[0], offices=kept[1], closed=closed)
    except Refused as refused:
        return _shown(request, person, problem=refused.message)
    _told(request, person, "desk-account-changed", login, [do, *roles], offices)
    return _shown(request, person, done=f"บันทึก {known.name} แล้ว")


def _roles(given: Iterable[str]) -> frozenset[Role]:
    kept = frozenset(Role(one) for one in given if one in set(Role))
    if not kept:
        raise Refused("กรุณาเลือกหน้าที่อย่างน้อยหนึ่งอย่าง", code="no-role")
    return kept


def _offices(request: Request, given: Iterable[str]) -> frozenset[str]:
    kept = frozenset(one for one in given if one in office_of(request).profiles)
    if not kept:
        raise Refused("กรุณาเลือกสำนักงานอย่างน้อยหนึ่งแห่ง", code="no-office")
    return kept


def _told(request: Request, person: Person, kind: str, login: str, roles: list[str], offices: list[str]) -> None:
    told = {"by": person.login, "roles": ", ".join(roles), "offices": ", ".join(offices)}
    office_of(request).archive.record_event(kind, login, told)


def _shown(
    request: Request, person: Person, *, problem: str = "", done: str = "", password: str = "", of: str = ""
) -> Response:
    office = office_of(request)
    signing = {one.name for one in office.reviewers()}
    return show(
        request,
        "people.html",
        person,
        status=400 if problem else 200,
        here="people",
        everybody=office.people.everybody(),
        profiles=office.profiles,
        signing=signing,
        problem=problem,
        done=done,
        password=password,
        of=of,
    )
