"""A server on the office's port is the office's own, or it is somebody else's: told apart without giving the key away."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from flows.serving.door import Door
from flows.serving.environment import free_port
from flows.serving.server_api import ASKED, PROOF, api_key, is_ours, proof_of


async def _prefect(scope: Any, receive: Any, send: Any) -> None:
    """What lies behind the door: it says that it is well."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b"true"})


@contextmanager
def door_of(home: Path) -> Iterator[str]:
    port = free_port(4700)
    config = uvicorn.Config(
        Door(_prefect, login="saraban:1", key=api_key(home)), "127.0.0.1", port, lifespan="off", log_level="error"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


class Stranger(http.server.BaseHTTPRequestHandler):
    """Another program that answers 200 to everything, and gives back whatever it was asked."""

    heard: list[str]

    def do_GET(self) -> None:
        self.heard.append(str(self.headers))
        self.send_response(200)
        self.send_header(PROOF, self.headers.get(ASKED, ""))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_an_office_knows_its_own_server_and_no_other_offices(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    with door_of(ours) as url:
        assert is_ours(ours, url, timeout=10)
        assert not is_ours(theirs, url, timeout=10)


def test_a_stranger_on_the_port_is_not_ours_and_never_hears_the_key(tmp_path: Path) -> None:
    heard: list[str] = []
    handler = type("Handler", (Stranger,), {"heard": heard})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        assert not is_ours(tmp_path, f"http://127.0.0.1:{server.server_port}", timeout=10)
        server.shutdown()
    secret = api_key(tmp_path).removeprefix("office:")
    assert len(heard) == 1 and secret not in heard[0] and "authorization" not in heard[0].lower()


@pytest.mark.parametrize("said", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 two hundred\r\n\r\n"])
def test_what_speaks_no_http_is_not_ours(tmp_path: Path, said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(said)

        threading.Thread(target=answer).start()
        assert not is_ours(tmp_path, f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=10)


def test_nothing_on_the_port_is_not_ours(tmp_path: Path) -> None:
    assert not is_ours(tmp_path, f"http://127.0.0.1:{free_port(4750)}", timeout=1)


def test_a_proof_answers_one_question_of_one_office() -> None:
    assert proof_of("office:1", b"a") == proof_of("office:1", b"a")
    assert len({proof_of("office:1", b"a"), proof_of("office:1", b"b"), proof_of("office:2", b"a")}) == 3
