"""The worker's bell, a socket in ``run/``: whoever made a run rings, and the worker looks now instead of a little later.

A ring says nothing but "look"; one that is not heard costs no more than the worker's next look by itself.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

from flows.runs.beginning.start_run import at_socket

_BELL = "worker.bell"


def hang_bell(home: Path) -> socket.socket:
    """The bell of the worker of this office, to be read without waiting. Raises OSError."""
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    bell.setblocking(False)
    with at_socket(home):
        Path(_BELL).unlink(missing_ok=True)
        bell.bind(_BELL)
        Path(_BELL).chmod(0o600)
    return bell


def quieten(bell: socket.socket) -> None:
    """Take in every ring so far."""
    with suppress(BlockingIOError):
        while True:
            bell.recv(1)


def ring(home: Path) -> None:
    """Ring the bell of this office, where there is one."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hand:
        hand.setblocking(False)
        folder = os.open(home / "run", os.O_RDONLY | os.O_DIRECTORY)
        try:  # through the open folder: an address has room for a hundred bytes only
            hand.sendto(b".", f"/proc/self/fd/{folder}/{_BELL}")
        finally:
            os.close(folder)
