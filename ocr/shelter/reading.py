"""One file read in a child process (`ocr.shelter.child`): what it is told, how long it may take, how it may end.

A child that falls silent is a file refused; one that dies says nothing about the file: it may have been killed, or lack
a library (`ReaderDied`).
"""

from __future__ import annotations

import json
import os
import selectors
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import psutil

from circulars.errors import CircularsError, EngineFailed, EngineMissing, ReaderDied, UnreadableFile
from circulars.letter.page import Page
from circulars.letter.record import load_pages
from ocr.shelter.limits import Limits, refused
from ocr.shelter.standby.starting import Started, start

_READER = "ocr.shelter.child"
_LOOK = 1.0  # seconds between looks at a child that is silent
_IDLE = 15


def read_in_child(
    path: Path,
    engine: str,
    limits: Limits,
    progress: Callable[[int], None] | None = None,
    pictures: Path | None = None,
) -> tuple[Page, ...]:
    """Read a file in a child of its own. Raises UnreadableFile, EngineMissing, EngineFailed or ReaderDied."""
    folder = None if pictures is None else str(pictures.absolute())
    order = json.dumps({"path": str(path.absolute()), "engine": engine, "limits": asdict(limits), "pictures": folder})
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, when the child has ended
    scratch = tempfile.mkdtemp(prefix="circulars-")  # a child that is killed cannot clear up behind itself
    child = start(_READER, order.encode(), scratch, complaints)
    try:
        pages = _pages(child, limits, progress)
        if pages is not None:
            return pages
        status = child.process.wait(5)
        complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 2000))
        raise _died(status, complaints.read().decode("utf-8", "replace"))
    finally:
        complaints.close()
        child.end()
        shutil.rmtree(scratch, ignore_errors=True)


def _pages(child: Started, limits: Limits, progress: Callable[[int], None] | None) -> tuple[Page, ...] | None:
    """What the child says until it is done; None where it ended without a word. Raises the fault that it tells."""
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
    return None


def _lines(child: Started, limits: Limits) -> Iterator[bytes]:
    """Lines of the child's output as they come. Raises UnreadableFile for a child that works too long without one.

    What counts is processor time: on a busy machine a sound page may take minutes on the clock. A child that does not
    even work is waited for `_IDLE` times as long.
    """
    at_once = limits.at_once or min(4, len(os.sched_getaffinity(0)))  # pages in hand together while one is waited for
    with selectors.DefaultSelector() as selector:
        selector.register(child.output, selectors.EVENT_READ)
        rest = b""
        end = time.monotonic() + limits.file_seconds
        spent, heard = 0.0, time.monotonic()
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise refused("too-slow", f"longer than {limits.file_seconds} s in all")
            if not selector.select(min(_LOOK, limits.page_seconds, left)):
                worked, silent = _processor_seconds(child.process.pid) - spent, time.monotonic() - heard
                if worked > limits.page_seconds * at_once or silent > limits.page_seconds * _IDLE:
                    raise refused("too-slow", f"no page in {worked:.0f} s of work, {silent:.0f} s on the clock")
                continue
            chunk = os.read(child.output.fileno(), 1 << 16)
            if not chunk:
                return
            spent, heard = _processor_seconds(child.process.pid), time.monotonic()
            *whole, rest = (rest + chunk).split(b"\n")
            yield from whole


def _processor_seconds(pid: int) -> float:
    """Processor time of the child and of the recognisers that it started and saw end."""
    try:
        used = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:  # it has ended: its last lines come
        return 0.0
    return float(used.user + used.system + used.children_user + used.children_system)


def _died(status: int, last: str) -> ReaderDied:
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
