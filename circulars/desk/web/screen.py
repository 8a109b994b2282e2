"""A page from its template: everything is text unless a template of ours says otherwise, and no page calls outside."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from circulars.desk.people import ROLE_NAMES, Person
from circulars.desk.web.guard import COOKIE, FORM_TOKEN, office_of, session_of
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

NAVIGATION = (
    ("today", "/", "วันนี้"),
    ("letters", "/letters", "หนังสือ"),
    ("intake", "/intake", "รับเข้า"),
    ("registers", "/registers", "ทะเบียน"),
    ("search", "/search", "ค้นหา"),
    ("follow", "/follow", "ติดตาม"),
    ("chains", "/chains", "สายหนังสือ"),
    ("office", "/office", "สำนักงาน"),
)
"""The pages of the desk as the bar names them: key, address, Thai name."""
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
"""Headers of every page and file: no script but ours, no frame, nothing kept in a shared machine's cache."""


def show(
    request: Request, template: str, person: Person | None, /, *, status: int = 200, here: str = "", **values: Any
) -> HTMLResponse:
    """A page; `here` is the page's key in `NAVIGATION`.

    In every template: office, person, now, ``form_field()`` for the hidden field that every form needs, and `values`.
    """
    office = office_of(request)
    token = office.people.form_token(session_of(request))
    told = {
        "office": office,
        "person": person,
        "navigation": [one for one in NAVIGATION if one[1] in request.app.state.known_paths],
        "here": here,
        "form_token": token,
        "form_field": lambda: Markup('<input type="hidden" name="{}" value="{}">').format(FORM_TOKEN, token),
        "now": office.clock(),
        "role_names": ROLE_NAMES,
    }
    page = HTMLResponse(_environment().get_template(template).render(told | values), status_code=status)
    new = getattr(request.state, "new_session", "")
    if new:
        put_session(request, page, new)
    return page


def put_session(request: Request, response: HTMLResponse | Any, token: str) -> None:
    """The cookie of a session: not for scripts, not for other sites, gone with the browser."""
    secure = office_of(request).url.startswith("https://") or request.url.scheme == "https"
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure, path="/")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("circulars.desk.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        thai=_thai, day=_day, short_day=_short_day, clock=_clock, ago=_ago, iso_day=_iso_day, reference=_reference
    )
    return environment


def _thai(value: object) -> str:
    """Digits as the letters print them."""
    return to_thai(str(value))


def _day(value: dt.date | dt.datetime) -> str:
    return format_date(ThaiDate.from_ce(value.date() if isinstance(value, dt.datetime) else value))


def _reference(value: ReferenceNumber | None) -> str:
    """A letter's number in its normal form; nothing for none."""
    return format_reference(value) if value else ""


def _iso_day(value: str) -> str:
    """A day as the archive keeps it (ISO, Common Era), as letters print it; nothing for none."""
    return _day(dt.date.fromisoformat(value[:10])) if value else ""


_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")


def _short_day(value: dt.date | dt.datetime) -> str:
    """``๔ ธ.ค. ๖๙``: for columns."""
    return to_thai(f"{value.day} {_SHORT[value.month - 1]} {(value.year + 543) % 100:02d}")


def _clock(value: dt.datetime) -> str:
    return to_thai(f"{value:%H.%M}") + " น."


def _ago(value: dt.datetime, now: dt.datetime) -> str:
    """How long ago, in the largest whole unit."""
    minutes = max(0, int((now - value).total_seconds()) // 60)
    for length, unit in ((24 * 60, "วัน"), (60, "ชม."), (1, "นาที")):
        if minutes >= length:
            return f"{to_thai(minutes // length)} {unit}"
    return "เมื่อครู่"
