"""The child process that opens and reads one file, within limits of memory and time.

Parsers, rasterisers and recognisers meet hostile files here and nowhere else. The child prints one JSON line a page,
and at the end one line ``{"done": …}`` or ``{"error": …}``. A child that falls silent is a file refused; one that dies says
nothing about the file: it may have been killed, or lack a library (`ReaderDied`).
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import resource
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from circulars.errors import CircularsError, EngineFailed, EngineMissing, ReaderDied, UnreadableFile
from circulars.letter.page import Page
from ocr.shelter.limits import Limits, refused

if TYPE_CHECKING:  # the parent needs no pictures
    from ocr.document import PageImage
    from ocr.engines.engine import LineEngine
    from ocr.page.clean import Image

_LOOK = 1.0  # seconds between looks at a child that is silent
_IDLE = 15


_PLAIN = re.compile(
    r"PATH|HOME|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|VIRTUAL_ENV|(?:PYTHON|PYTHAINLP|TESSDATA|OMP|OPENBLAS)\w*"
)
_NO_NEW_PRIVILEGES = 38  # prctl(2), PR_SET_NO_NEW_PRIVS


def plain_environment() -> dict[str, str]:
    """What a process that opens strangers' files gets of the environment: no login, no key, no database's address."""
    return {name: value for name, value in os.environ.items() if _PLAIN.fullmatch(name)}


def read_in_child(
    path: Path,
    engine: str,
    limits: Limits,
    progress: Callable[[int], None] | None = None,
    pictures: Path | None = None,
) -> tuple[Page, ...]:
    """Read a file in a child of its own. Raises UnreadableFile, EngineMissing, EngineFailed or ReaderDied."""
    from circulars.letter.record import load_pages  # half a second of schemas that the child itself need not build

    folder = None if pictures is None else str(pictures.absolute())
    order = json.dumps({"path": str(path.absolute()), "engine": engine, "limits": asdict(limits), "pictures": folder})
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, when the child has ended
    scratch = tempfile.mkdtemp(prefix="circulars-")  # a child that is killed cannot clear up behind itself
    child = subprocess.Popen(
        [sys.executable, "-m", "ocr.shelter.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        start_new_session=True,
        env={
            **plain_environment(),
            "OMP_THREAD_LIMIT": "1",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "TMPDIR": scratch,
        },
        cwd=Path(__file__).resolve().parents[2],
    )
    try:
        if child.stdin is None:
            raise EngineFailed("เริ่มตัวอ่านไม่ได้ กรุณาลองอีกครั้ง", cause="no stdin")
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(order.encode())
            child.stdin.close()
        pages: list[Page] = []
        for line in _lines(child, limits):
            record = json.loads(line)
            if "error" in record:
                raise _error(record)
            if "done" in record:
                return tuple(pages)
            pages += load_pages(json.dumps([record["page"]]))
            if progress is not None:
                progress(len(pages))
        child.wait(5)
        complaints.seek(max(0, complaints.tell() - 2000))
        last = complaints.read().decode("utf-8", "replace")
        raise _died(child.returncode, last)
    finally:
        complaints.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        shutil.rmtree(scratch, ignore_errors=True)


def _lines(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[bytes]:
    """Lines of the child's output as they come. Raises UnreadableFile for a child that works too long without one.

    What counts is processor time: on a busy machine a sound page may take minutes on the clock. A child that does not
    even work is waited for `_IDLE` times as long.
    """
    if child.stdout is None:
        return
    at_once = limits.at_once or min(4, len(os.sched_getaffinity(0)))  # pages in hand together while one is waited for
    with selectors.DefaultSelector() as selector, child.stdout:
        selector.register(child.stdout, selectors.EVENT_READ)
        rest = b""
        end = time.monotonic() + limits.file_seconds
        spent, heard = 0.0, time.monotonic()
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise refused("too-slow", f"longer than {limits.file_seconds} s in all")
            if not selector.select(min(_LOOK, limits.page_seconds, left)):
                worked, silent = _processor_seconds(child.pid) - spent, time.monotonic() - heard
                if worked > limits.page_seconds * at_once or silent > limits.page_seconds * _IDLE:
                    raise refused("too-slow", f"no page in {worked:.0f} s of work, {silent:.0f} s on the clock")
                continue
            chunk = os.read(child.stdout.fileno(), 1 << 16)
            if not chunk:
                return
            spent, heard = _processor_seconds(child.pid), time.monotonic()
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole


def _processor_seconds(pid: int) -> float:
    """Processor time of the child and of the recognisers that it started and saw end."""
    try:
        used = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:  # it has ended: its last lines come
        return 0.0
    return float(used.user + used.system + used.children_user + used.children_system)


def _died(status: int | None, last: str) -> ReaderDied:
    """A child that ended without a word: killed by the system, or by a fault that nobody expected."""
    cause = f"reader ended with status {status}: {last}"
    if status == -signal.SIGKILL:
        message = "เครื่องหยุดตัวอ่านกลางคัน มักเพราะหน่วยความจำไม่พอ กรุณาปิดโปรแกรมอื่นหรือเพิ่มหน่วยความจำ ระบบจะอ่านใหม่เอง"
    else:
        message = "ตัวอ่านหยุดกลางคันโดยไม่บอกสาเหตุ ระบบจะอ่านใหม่เอง หากเกิดซ้ำกรุณาแจ้งผู้ดูแลระบบให้ติดตั้งโปรแกรมใหม่"
    return ReaderDied(message, cause=cause)


def _error(record: dict[str, str]) -> CircularsError:
    if record["type"] == "ReaderDied":
        return ReaderDied(record["message"], cause=record["cause"], certain=True)
    kind = {"EngineMissing": EngineMissing, "EngineFailed": EngineFailed}.get(record["type"], UnreadableFile)
    return kind(record["message"], code=record["error"], cause=record["cause"])


class _Reader:
    """Reads a picture with the engines of that name; these are loaded for the first one: text and refused files need none."""

    def __init__(self, name: str) -> None:
        self._name, self._lock = name, threading.Lock()
        self._engines: tuple[LineEngine, LineEngine | None] | None = None

    def __call__(self, image: PageImage) -> tuple[Page, Image]:
        from ocr.engines.registry import engines
        from ocr.page.page_reading import read_page

        with self._lock:
            self._engines = self._engines or engines(self._name)
        return read_page(image, *self._engines)


def _main() -> int:
    order = json.loads(sys.stdin.read())
    limits = Limits(**order["limits"])
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)

    def say(record: str) -> None:
        sys.stdout.write(record + "\n")
        sys.stdout.flush()

    try:
        from ocr.document import open_document
        from ocr.page.marking import save_picture
        from ocr.page.side_by_side import cores, read_side_by_side

        path = Path(order["path"])
        reader = _Reader(order["engine"])
        for read, picture in read_side_by_side(open_document(path, limits), reader, limits.at_once or cores()):
            if order["pictures"] and picture is not None:
                save_picture(picture, Path(order["pictures"]), read.number)
            say(json.dumps({"page": asdict(read)}, ensure_ascii=False))
    except CircularsError as error:
        fault = {
            "error": error.code,
            "type": type(error).__name__,
            "message": error.message,
            "cause": error.cause or "",
        }
        say(json.dumps(fault, ensure_ascii=False))
        return 1
    except MemoryError:
        fault = {
            "error": ReaderDied.code,
            "type": "ReaderDied",
            "message": "หน่วยความจำที่ตัวอ่านใช้ได้ไม่พอ กรุณาให้ผู้ดูแลระบบตรวจหน่วยความจำของเครื่อง ระบบจะอ่านใหม่เอง",
            "cause": "memory",
        }
        say(json.dumps(fault, ensure_ascii=False))
        return 1
    except ImportError as error:
        fault = {
            "error": EngineMissing.code,
            "type": "EngineMissing",
            "message": "โปรแกรมที่ตัวอ่านต้องใช้ติดตั้งไม่ครบหรือเปิดไม่ได้ กรุณาให้ผู้ดูแลระบบสั่ง make up แล้วระบบจะอ่านใหม่เอง "
            f"({' '.join(str(error).split())[:200]})",
            "cause": str(error),
        }
        say(json.dumps(fault, ensure_ascii=False))
        return 1
    say('{"done": true}')
    return 0


if __name__ == "__main__":
    sys.exit(_main())
