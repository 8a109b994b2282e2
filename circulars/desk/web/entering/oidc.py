"""OpenID Connect by Authlib: away to the login service, and what it says of whoever comes back. Loaded when somebody goes there.

The code flow with PKCE, state and nonce; what it remembers between stands in the request's session.
"""

from __future__ import annotations

from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import OAuth
from fastapi import Request
from fastapi.responses import Response
from joserfc.errors import JoseError

from circulars.desk.people.provider import LoginService
from circulars.errors import Refused

SECONDS = 10
_AWAY = "ติดต่อบริการเข้าสู่ระบบของหน่วยงานไม่ได้ กรุณาลองใหม่ภายหลัง หรือเข้าด้วยรหัสผ่านของโต๊ะทำงาน"
_NOT_PROVED = "การเข้าสู่ระบบไม่ครบขั้นตอนหรือหมดเวลา กรุณากดปุ่มเข้าสู่ระบบใหม่"


async def lead_away(service: LoginService, request: Request, back: str) -> Response:
    """To the service, which sends back to the address `back`. Raises Refused where it is not reached."""
    try:
        answer: Response = await _client(service).authorize_redirect(request, back)
    except (httpx.HTTPError, ValueError) as error:
        raise Refused(_AWAY, code="away", cause=str(error)) from error
    return answer


async def login_vouched_for(service: LoginService, request: Request) -> str:
    """The login of whoever comes back. Raises Refused where the service is not reached, proves nothing or names nobody."""
    client = _client(service)
    try:
        token = await client.authorize_access_token(request)
        claims = dict(token.get("userinfo") or {})
        if claims and service.claim not in claims:
            told = dict(await client.userinfo(token=token))
            if told.get("sub") != claims.get("sub"):  # of somebody else: OpenID Connect Core 5.3.2
                raise Refused(_NOT_PROVED, code="other-person")
            claims |= told
    except (AuthlibBaseError, JoseError) as error:
        raise Refused(_NOT_PROVED, code="not-proved", cause=str(error)) from error
    except (httpx.HTTPError, ValueError) as error:
        raise Refused(_AWAY, code="away", cause=str(error)) from error
    return service.login_of(claims)


def _client(service: LoginService) -> Any:
    known = OAuth()
    known.register(
        "service",
        client_id=service.client_id,
        client_secret=service.secret(),
        server_metadata_url=f"{service.issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256", "timeout": SECONDS},
    )
    return known.service
