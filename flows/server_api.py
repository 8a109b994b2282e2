"""Plain HTTP to the office's own server, without loading Prefect: its login, its guard against forged requests, JSON.

The login is the text of ``secrets/login`` (made by the first `circulars up` of a real office) or
``PREFECT_SERVER_API_AUTH_STRING``; whoever has neither gets nothing from the server. Requests that change something
carry a token that a foreign web page in the reviewer's browser cannot read.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any
from uuid import uuid4

_CLIENT = str(uuid4())
_USER = "saraban"
_BUSY_TRIES = 5
"""The server answers 503 while its database is being written by another; nothing was done then."""


def login_of(home: Path) -> str | None:
    """What a person types into the UI's login and every process of the office sends, or None without one."""
    given = os.environ.get("PREFECT_SERVER_API_AUTH_STRING") or os.environ.get("PREFECT_API_AUTH_STRING")
    if given:
        return given
    try:
        return (home / "secrets" / "login").read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def make_login(home: Path) -> str:
    """The office's login; made now, for its owner's eyes only, when there is none."""
    known = login_of(home)
    if known is not None:
        return known
    file = home / "secrets" / "login"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    login = f"{_USER}:{secrets.token_hex(8)}"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(f"{login}\n")
    return login


def ask_server(home: Path, url: str, method: str, path: str, body: object = None, *, seconds: float = 30.0) -> Any:
    """The JSON that the server at `url` answers to ``/api`` + `path`, or None. Raises urllib.error.URLError, OSError."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **_credentials(home)}
    if method != "GET":
        headers |= _token(home, url)
    request = urllib.request.Request(f"{url}/api{path}", data, headers, method=method)
    for again in range(_BUSY_TRIES):
        try:
            with urllib.request.urlopen(request, timeout=seconds) as answer:
                content = answer.read()
            break
        except urllib.error.HTTPError as error:
            if error.code != 503 or again == _BUSY_TRIES - 1:
                raise
            time.sleep(0.5 * 2**again)
    return json.loads(content) if content else None


def _credentials(home: Path) -> dict[str, str]:
    login = login_of(home)
    return {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()} if login else {}


def _token(home: Path, url: str) -> dict[str, str]:
    """The headers of a request that changes something; none where the server asks for none."""
    query = urllib.parse.urlencode({"client": _CLIENT})
    request = urllib.request.Request(f"{url}/api/csrf-token?{query}", headers=_credentials(home))
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            token: str = json.load(answer)["token"]
    except urllib.error.HTTPError as error:
        if error.code == 422:  # the guard is off
            return {}
        raise
    return {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": _CLIENT}
