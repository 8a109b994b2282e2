"""Entering the desk by the office's login service (OpenID Connect): there and back, and a session of an account that is known.

The code flow with PKCE, state and nonce is Authlib's. What it must remember stands in a signed cookie of ten minutes that
is sent to ``/enter`` alone. An account is made by the administrator; the service only says who somebody is.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from joserfc.errors import JoseError
from starlette.middleware.sessions import SessionMiddleware

from circulars.desk.office import DeskOffice
from circulars.desk.people.provider import LoginService
from circulars.desk.web.guard import office_of, tell_refusal
from circulars.desk.web.screen import put_session, show
from circulars.errors import Refused

router = APIRouter()
KEPT_SECONDS = 600
BACK = "/enter/service/back"
_NEXT = "next"
_NOT_REACHED = "ติดต่อบริการเข้าสู่ระบบของหน่วยงานไม่ได้ กรุณาลองใหม่ภายหลัง หรือเข้าด้วยรหัสผ่านของโต๊ะทำงาน"
_NOT_PROVED = "การเข้าสู่ระบบไม่ครบขั้นตอนหรือหมดเวลา กรุณากดปุ่มเข้าสู่ระบบใหม่"


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
        answer: Response = await _client(service).authorize_redirect(request, office_of(request).url.rstrip("/") + BACK)
    except (httpx.HTTPError, ValueError) as error:
        return _refused(request, "service-away", _NOT_REACHED, str(error))
    return answer


@router.get(BACK)
async def come_back(request: Request) -> Response:
    """Back from it: a session for the account it vouches for, or the door with the reason."""
    office, service = office_of(request), office_of(request).login_service()
    if service is None:
        return RedirectResponse("/enter", status_code=303)
    try:
        login = service.login_of(await _claims(_client(service), service, request))
    except Refused as refused:
        return _refused(request, f"service-{refused.code}", refused.message)
    except (httpx.HTTPError, ValueError) as error:
        return _refused(request, "service-away", _NOT_REACHED, str(error))
    except (AuthlibBaseError, JoseError) as error:
        return _refused(request, "service-not-proved", _NOT_PROVED, str(error))
    entered = office.people.enter_vouched(login, office.clock())
    if not entered.token:
        return _refused(request, f"service-{entered.reason}", entered.message, login)
    office.archive.record_event("desk-entered", login.casefold(), {"by": service.issuer})
    response = RedirectResponse(inside(str(request.session.get(_NEXT, "/"))), status_code=303)
    request.session.clear()
    put_session(request, response, entered.token)
    return response


async def _claims(client: Any, service: LoginService, request: Request) -> dict[str, object]:
    """What the service says of whoever comes back: its signed token, and its page about them where the token is short.

    Raises Refused where the two tell of different people (OpenID Connect Core 5.3.2).
    """
    token = await client.authorize_access_token(request)
    claims = dict(token.get("userinfo") or {})
    if claims and service.claim not in claims:
        told = dict(await client.userinfo(token=token))
        if told.get("sub") != claims.get("sub"):
            raise Refused(_NOT_PROVED, code="other-person")
        claims |= told
    return claims


def inside(place: str) -> str:
    """A place on this desk; anything else is its first page."""
    return place if place.startswith("/") and not place.startswith(("//", "/\\")) and "\n" not in place else "/"


def _client(service: LoginService) -> Any:
    known = OAuth()
    known.register(
        "service",
        client_id=service.client_id,
        client_secret=service.secret,
        server_metadata_url=f"{service.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": 10},
    )
    return known.service


def _refused(request: Request, reason: str, message: str, who: str = "") -> Response:
    tell_refusal(request, reason, who[:100])
    request.session.clear()
    service = office_of(request).login_service()
    return show(request, "enter.html", None, status=403, next="/", message=message, login="", service=service)
