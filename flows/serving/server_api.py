"""Plain HTTP to the office's own server, without loading Prefect: its two credentials, JSON.

The login is what people type in the browser: the text of ``secrets/login`` (made by the first `circulars up` of a real
office) or ``PREFECT_SERVER_API_AUTH_STRING``; it opens what `flows.serving.door_routes` lists. The key is the office's own: the
text of ``secrets/api-key``, which its processes send on an address that only this machine reaches. No browser ever gets
it. Requests that change something carry a token that a foreign web page in the reviewer's browser cannot read.
"""

from __future__ import annotations

import base64
import hmac
import http.client
import json
import os
import secrets
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ASKED, PROOF = "X-Office-Asked", "X-Office-Proof"
"""Headers of the question whether a server is the office's own, and of its answer."""
_USER = "saraban"
_KEY_FILE = "api-key"
_BUSY_TRIES = 5
"""The server answers 503 while its database is being written by another; nothing was done then."""


def login_of(home: Path) -> str | None:
    """What a person types into the UI's login, or None without one (a demonstration)."""
    given = os.environ.get("PREFECT_SERVER_API_AUTH_STRING")
    if given and given != _secret(home, _KEY_FILE):  # the office's own processes have its key there
        return given
    return _secret(home, "login")


def _secret(home: Path, name: str) -> str | None:
    try:
        return (home / "secrets" / name).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def api_key(home: Path) -> str:
    """The office's own credential for its server; made now, for its owner's eyes only, when there is none."""
    return _secret(home, _KEY_FILE) or _write_secret(home, _KEY_FILE, f"office:{secrets.token_hex(32)}")


def proof_of(key: str, asked: bytes) -> str:
    """What only a holder of the office's key can answer to `asked`; whoever hears it learns nothing of the key.

    >>> proof_of("office:1", b"a") == proof_of("office:1", b"a") != proof_of("office:2", b"a")
    True
    """
    return hmac.new(key.encode(), b"circulars-server " + asked, "sha256").hexdigest()


def is_ours(home: Path, url: str, timeout: float = 1.0) -> bool:
    """The server at `url` (``http://127.0.0.1:4200``) answers, and it is this office's: not another's on the same port.

    The office's key is not sent: whoever has taken the port would have it.
    """
    asked = secrets.token_hex(16).encode()
    request = urllib.request.Request(f"{url}/api/health", headers={ASKED: asked.decode()})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            given = str(answer.headers.get(PROOF, ""))
            return answer.status == 200 and hmac.compare_digest(given.encode(), proof_of(api_key(home), asked).encode())
    except (OSError, ValueError, http.client.HTTPException):  # what else may listen there speaks no HTTP at all
        return False


def make_login(home: Path) -> str:
    """The office's login; made now, for its owner's eyes only, when there is none."""
    return login_of(home) or _write_secret(home, "login", f"{_USER}:{secrets.token_hex(8)}")


def _write_secret(home: Path, name: str, secret: str) -> str:
    file = home / "secrets" / name
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(f"{secret}\n")
    return secret


def api_of(home: Path, url: str) -> str:
    """Where the office's own processes reach the server whose pages stand at `url`."""
    try:
        record: dict[str, Any] = json.loads((home / "run" / "office.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return url
    return str(record.get("api", url)) if record.get("url") == url else url


def ask_server(home: Path, url: str, method: str, path: str, body: object = None, *, seconds: float = 30.0) -> Any:
    """The JSON that the server answers to ``/api`` + `path`, or None. Raises urllib.error.URLError, OSError.

    `url` is the address of its pages; the office asks at its own address, with its own credential.
    """
    url = api_of(home, url)
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **_credentials(home)}
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
    return {"Authorization": "Basic " + base64.b64encode(api_key(home).encode()).decode()}
