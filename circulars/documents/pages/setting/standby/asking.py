"""A job for the LibreOffice that stands by; nothing where there is none, or none that answers in time."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from circulars.forking.asking import STANDBY, connected

SOCKET = "libreoffice.sock"
TAKEN = b"taken"
MOST_BYTES = 64_000_000
MOST_SECONDS = 600.0
_TURN_SECONDS = 5.0
"""So long one waits for one's turn: a LibreOffice of one's own takes two or three seconds to start."""
_MADE_READY_SECONDS = 20.0
_PDF_A3 = b"<pdfaid:part>3</pdfaid:part>"


def made_on_standby(files: Sequence[bytes], seconds: float) -> list[bytes] | None:
    """The PDF/A-3 of each docx, in order; None where nobody stands by, is free or manages: start a LibreOffice then."""
    folder = os.environ.get(STANDBY)
    if not folder or not files or max(map(len, files)) > MOST_BYTES:
        return None
    try:
        with _connected(Path(folder)) as connection:
            if not connection.poll(_TURN_SECONDS) or connection.recv_bytes(len(TAKEN)) != TAKEN:
                return None
            most = min(seconds + _MADE_READY_SECONDS, MOST_SECONDS)
            connection.send_bytes(struct.pack("dI", most, len(files)))
            for one in files:
                connection.send_bytes(one)
            made = [_received(connection, most) for _ in files]
    except (OSError, EOFError):
        return None
    return made if all(_PDF_A3 in one for one in made) else None


def _connected(folder: Path) -> Connection:
    with connected(folder, SOCKET) as asked:
        for way in (
            socket.SO_RCVTIMEO,
            socket.SO_SNDTIMEO,
        ):  # one that stops half-way is waited for no longer than this
            asked.setsockopt(socket.SOL_SOCKET, way, struct.pack("ll", int(_MADE_READY_SECONDS), 0))
        return Connection(asked.detach())


def _received(connection: Connection, seconds: float) -> bytes:
    if not connection.poll(seconds):
        raise EOFError
    return connection.recv_bytes()
