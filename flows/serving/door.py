"""The door of the office's server: what browsers reach of Prefect's API, and nothing else of it.

Prefect's API gives whoever holds its one credential everything: a run with a command of its own, every block and
setting, every answer that was typed. Browsers therefore never hold that credential. They come in at an address of their
own with the office's login; this guard lets through what the pages of the review need (`flows.serving.door_routes`, row by
row), puts the office's own credential in place of the login, and refuses the rest. The office's processes talk to the
same server on another address, which only this machine reaches.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from flows.serving.door_routes import SOCKETS, route_of
from flows.serving.server_api import ASKED, PROOF, proof_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 1_000_000
"""Length of a request's body: an answer to a form is some kilobytes."""
WRONG_LOGIN_SECONDS = 0.5
OPEN_TO_ALL = {("GET", "/health"), ("GET", "/ready")}
"""Whether the server answers, and whether it is the office's; nothing of the office is told."""
MOST_ASKED = 64
TOLD = {("GET", "/admin/settings"): {"server": {"ui": {"show_promotional_content": False}}}}
"""What the UI asks for before it shows a page: this much of the server's settings and no more."""
_SCHEMA_PAGES = ("/docs", "/redoc", "/openapi.json")
REFUSED = "หน้านี้ใช้ดูงานและตอบร่างได้เท่านั้น คำขอนี้ไม่อนุญาต หากต้องการเปลี่ยนอย่างอื่น กรุณาให้ผู้ดูแลระบบสั่งที่เครื่องด้วยคำสั่ง circulars"
TOO_LONG = "คำตอบยาวเกินไป กรุณาย่อข้อความแล้วส่งใหม่"
SHUT = [
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"frame-ancestors 'none'; object-src 'none'; base-uri 'self'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
]
"""Headers of every answer: no page of another site shows the office's in a frame, nothing is guessed to be a script."""


class Door:
    """The guard in front of the server's ASGI application.

    `login` is what reviewers type, None where the office has none (a demonstration); `key` is the office's own
    credential, which the application asks for.
    """

    def __init__(self, app: App, *, login: str | None, key: str) -> None:
        """Nothing is opened yet."""
        self._app, self._login, self._key = app, login, key
        self._granted = [(b"authorization", b"Basic " + base64.b64encode(key.encode()))]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or websocket."""
        if scope["type"] == "http":
            await self._request(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = str(scope["path"]), str(scope["method"])
        if not (path == "/api" or path.startswith("/api/")):
            await self._page(scope, receive, send)
            return
        asked = method, path.removeprefix("/api")
        if asked in OPEN_TO_ALL:
            await self._app(scope, receive, _proving(send, self._key, _header(scope, ASKED.lower().encode())))
            return
        if method == "OPTIONS" and _header(scope, b"access-control-request-method"):
            await self._app(scope, receive, send)  # answered by the CORS guard, before any route
            return
        if not self._known(_header(scope, b"authorization")):
            await self._unknown(scope, send)
            return
        if asked in TOLD:
            await _answer(send, 200, TOLD[asked])
            return
        route = route_of(*asked)
        body = await _body(receive)
        if body is None:
            await _refuse(send, 413, TOO_LONG)
        elif route is None or not route.takes(body):
            await _refuse(send, 403, REFUSED)
        else:
            await self._app(self._inside(scope), _again(body, receive), send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A file of the UI, or its settings."""
        path = str(scope["path"])
        if scope["method"] not in ("GET", "HEAD") or path.startswith(_SCHEMA_PAGES):
            await _refuse(send, 403, REFUSED)
        elif path.endswith("/ui-settings"):
            await self._app(_plain(scope), receive, _edited(send, self._settings))
        else:
            await self._app(scope, receive, send)

    def _settings(self, told: bytes) -> bytes:
        """What the UI is told of itself: it asks for a login where the office has one, whatever the server asks for."""
        settings: dict[str, Any] = json.loads(told)
        return json.dumps(settings | {"auth": "BASIC" if self._login is not None else None}).encode()

    def _known(self, authorization: bytes) -> bool:
        if self._login is None:
            return True
        scheme, _, credentials = authorization.partition(b" ")
        try:
            given = base64.b64decode(credentials, validate=True)
        except binascii.Error:
            return False
        return scheme == b"Basic" and hmac.compare_digest(given, self._login.encode())

    async def _unknown(self, scope: Scope, send: Send) -> None:
        if _header(scope, b"authorization"):
            await asyncio.sleep(WRONG_LOGIN_SECONDS)
        await _answer(send, 401, {"exception_message": "Unauthorized"})

    def _inside(self, scope: Scope) -> Scope:
        """The request with the office's credential in place of the login."""
        kept = [(name, value) for name, value in scope["headers"] if name != b"authorization"]
        return {**scope, "headers": [*kept, *self._granted]}

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A websocket that tells news; its first message holds the login."""
        path = str(scope["path"]).removeprefix("/api")
        if path not in SOCKETS:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        asked = False

        async def heard() -> Message:
            nonlocal asked
            message = await receive()
            if message["type"] != "websocket.receive" or asked:
                return message
            asked = True
            return {"type": "websocket.receive", "text": self._token(message)}

        await self._app(scope, heard, send)

    def _token(self, message: Message) -> str:
        """The first message as the server wants it; a wrong login stays wrong there."""
        try:
            told = json.loads(message.get("text") or message.get("bytes") or "null")
        except ValueError:
            told = None
        given = told.get("token") if isinstance(told, dict) and told.get("type") == "auth" else None
        right = self._login is None or (
            isinstance(given, str) and hmac.compare_digest(given.encode(), self._login.encode())
        )
        return json.dumps({"type": "auth", "token": self._key if right else ""})


def _header(scope: Scope, name: bytes) -> bytes:
    return next((bytes(value) for key, value in scope["headers"] if key == name), b"")


def _plain(scope: Scope) -> Scope:
    """The request without the wish for a packed answer."""
    return {**scope, "headers": [one for one in scope["headers"] if one[0] != b"accept-encoding"]}


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None when it is too long."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """A source that gives the body that was read, then what comes after it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> Message:
        return left.pop() if left else await receive()

    return given


def _proving(send: Send, key: str, asked: bytes) -> Send:
    """Answers go out with the proof that the server is the office's own, where that was asked."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and 0 < len(asked) <= MOST_ASKED:
            proof = (PROOF.encode(), proof_of(key, asked).encode())
            message = {**message, "headers": [*message.get("headers", []), proof]}
        await send(message)

    return sent


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *SHUT]}
        await send(message)

    return sent


def _edited(send: Send, edit: Callable[[bytes], bytes]) -> Send:
    """Answers of 200 go out edited, as one piece."""
    start: Message = {}
    body = b""

    async def sent(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start":
            start = message
            return
        body += message.get("body", b"")
        if message.get("more_body", False):
            return
        if start["status"] == 200:
            body = edit(body)
            kept = [one for one in start["headers"] if one[0] != b"content-length"]
            start = {**start, "headers": [*kept, (b"content-length", str(len(body)).encode())]}
        await send(start)
        await send({"type": "http.response.body", "body": body})

    return sent


async def _refuse(send: Send, status: int, message: str) -> None:
    await _answer(send, status, {"exception_message": message, "detail": message})


async def _answer(send: Send, status: int, told: Mapping[str, object]) -> None:
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
