"""The process that stands by: a LibreOffice made ready, one child ahead, one job at a time.

    python -m circulars.documents.pages.setting.standby.serving LISTENER SCRATCH PROGRAM FONTS

It is started shut in (`circulars.cage`), without network and without a socket but the one it was given. It opens no
document itself: a child does, forked before the job is there, which shuts itself into its own folder and ends after one
job. So a document finds nothing of another, and spoils nothing for the next.
"""

from __future__ import annotations

import ctypes
import os
import resource
import select
import shutil
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from circulars.cage import shut_in
from circulars.documents.pages.setting.libreoffice import MEMORY_BYTES, write_profile
from circulars.documents.pages.setting.standby.asking import MOST_BYTES, MOST_SECONDS, TAKEN
from circulars.documents.pages.setting.standby.kit import Kit
from circulars.errors import CircularsError

_PDEATHSIG = 1  # prctl(2), PR_SET_PDEATHSIG
_SLOW_SECONDS = 10
_MOST_FILES = 100
_DONE = b"done"


@dataclass(frozen=True, slots=True)
class _Child:
    """A LibreOffice that waits for one job in its folder."""

    pid: int
    folder: Path
    order: int
    answer: int


def serve(listener: socket.socket, scratch: Path, program: Path, fonts: Path) -> None:
    """Take jobs until LibreOffice or its fonts are no longer those it was started with."""
    build = _built(program)
    kit = Kit(program.parent)
    shutil.rmtree(scratch / "profile", ignore_errors=True)
    write_profile(scratch / "profile", program)
    kit.prepare(scratch / "profile")
    number = 0
    while fonts.exists() and _built(program) == build:
        number += 1
        child = _forked(kit, scratch / f"{number:06d}", program, fonts, listener)
        try:
            connection, _ = listener.accept()
            _serve_one(connection, child)
        finally:
            _ended(child)


def _built(program: Path) -> float:
    """When this LibreOffice was installed: another one must not be loaded into what is half loaded."""
    return program.stat().st_mtime if program.exists() else 0.0


def _forked(kit: Kit, folder: Path, program: Path, fonts: Path, listener: socket.socket) -> _Child:
    """A child that makes itself ready and waits."""
    shutil.rmtree(folder, ignore_errors=True)
    write_profile(folder / "profile", program)
    order, ordering = os.pipe()
    answering, answer = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            listener.close()
            for one in (ordering, answering):
                os.close(one)
            ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
            if os.getppid() == parent:
                _work(kit, folder, fonts, order, answer)
        finally:
            os._exit(0)
    for one in (order, answer):
        os.close(one)
    return _Child(pid, folder, ordering, answering)


def _work(kit: Kit, folder: Path, fonts: Path, order: int, answer: int) -> None:
    """In the child: get ready, wait for the number of files, make their PDFs, say so."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    os.environ["TMPDIR"] = str(folder)
    shut_in(readable=[fonts.parent], writable=[folder])
    try:
        kit.start(folder / "profile")
        count = int(os.read(order, 16) or b"0")
        for number in range(count):
            kit.to_pdf(folder / f"{number:04d}.docx", folder / f"{number:04d}.pdf")
        told = _DONE
    except CircularsError as error:
        told = f"{error.message} [{error.code}] {error.cause or ''}".encode()
    os.write(answer, told[: select.PIPE_BUF])


def _serve_one(taken: socket.socket, child: _Child) -> None:
    """One job: the files come in, the PDFs go back; nothing goes back where there are none."""
    slow = struct.pack("ll", _SLOW_SECONDS, 0)
    for way in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):  # one who stops half-way must not hold up the others
        taken.setsockopt(socket.SOL_SOCKET, way, slow)
    with Connection(taken.detach()) as connection, suppress(OSError, EOFError, ValueError):
        connection.send_bytes(TAKEN)
        seconds, count = struct.unpack("dI", connection.recv_bytes(16))
        if not 1 <= count <= _MOST_FILES or not 0 < seconds <= MOST_SECONDS:
            return
        for number in range(count):
            (child.folder / f"{number:04d}.docx").write_bytes(connection.recv_bytes(MOST_BYTES))
        told = _told(child, count, seconds)
        if told != _DONE:
            sys.stderr.write(f"{told.decode('utf-8', 'replace') or 'no answer'}\n")
            sys.stderr.flush()
            return
        for number in range(count):
            connection.send_bytes((child.folder / f"{number:04d}.pdf").read_bytes())


def _told(child: _Child, count: int, seconds: float) -> bytes:
    """What the child says when it is through; nothing where it died or took too long."""
    os.write(child.order, str(count).encode())
    ready, _, _ = select.select([child.answer], [], [], seconds)
    return os.read(child.answer, select.PIPE_BUF) if ready else b""


def _ended(child: _Child) -> None:
    for one in (child.order, child.answer):
        os.close(one)
    with suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)
    shutil.rmtree(child.folder, ignore_errors=True)


def main(words: Sequence[str]) -> int:
    """Stand by at the socket that was handed over. Where that can't be, say so once, take nothing and wait to be stopped."""
    listener, scratch, program, fonts = words
    taking = socket.socket(fileno=int(listener))
    try:
        serve(taking, Path(scratch), Path(program), Path(fonts))
    except CircularsError as error:
        sys.stderr.write(f"{error.message} [{error.code}] {error.cause or ''}\n")
        sys.stderr.flush()
        taking.close()
        signal.pause()  # this machine's LibreOffice can't; to be started again would change nothing
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
