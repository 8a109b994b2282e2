"""Signs of life: a flow run writes a pulse (``run/pulses/<id>``: machine, process, its birth) when it begins.

A run that Prefect holds for running, whose process on this machine is gone, is a zombie; `flows.office.upkeep` looks for
them.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil

from flows.settings import Settings

BEAT_SECONDS, BEATS_MISSED = 60.0, 10
"""A run on another machine is taken to be gone when its pulse has not moved for ten beats."""


@contextmanager
def pulse(settings: Settings, run_id: str | None) -> Iterator[None]:
    """While this block runs, the run has a process that upkeep can look for."""
    if run_id is None:
        yield
        return
    file = _pulses(settings) / run_id
    file.write_text(_mine())
    over = threading.Event()
    threading.Thread(target=_beat, args=(file, over), name="pulse", daemon=True).start()
    try:
        yield
    finally:
        over.set()
        file.unlink(missing_ok=True)


def claim_pulse(settings: Settings, run_id: UUID) -> bool:
    """Begin the pulse of a run for this process; False where it has one."""
    try:
        with (_pulses(settings) / str(run_id)).open("x") as file:
            file.write(_mine())
    except FileExistsError:
        return False
    return True


def _mine() -> str:
    me = psutil.Process()
    return json.dumps({"host": socket.gethostname(), "pid": me.pid, "created": me.create_time()})


def _beat(file: Path, over: threading.Event) -> None:
    """Keep the pulse young, for the upkeep of another machine that shares the folder."""
    while not over.wait(BEAT_SECONDS):
        with suppress(OSError):  # a network folder that is away for a moment; the pulse may be late, not gone
            os.utime(file)


def has_pulse(settings: Settings, run_id: UUID) -> bool:
    """The run has begun on some machine, and has not left by itself."""
    return (_pulses(settings) / str(run_id)).exists()


def process_gone(settings: Settings, run_id: UUID) -> bool:
    """The run left its pulse, but its process does not live; without a pulse nothing is said."""
    file = _pulses(settings) / str(run_id)
    try:
        seen = file.stat().st_mtime
        mark: dict[str, Any] = json.loads(file.read_text())
    except FileNotFoundError:
        return False
    except json.JSONDecodeError:
        return True  # killed while it wrote its pulse
    if mark["host"] != socket.gethostname():
        return time.time() - seen > BEATS_MISSED * BEAT_SECONDS
    try:
        return abs(psutil.Process(int(mark["pid"])).create_time() - float(mark["created"])) > 1
    except psutil.NoSuchProcess:
        return True


def forget_pulse(settings: Settings, run_id: UUID) -> None:
    """The run's process is known to be gone."""
    (_pulses(settings) / str(run_id)).unlink(missing_ok=True)


def _pulses(settings: Settings) -> Path:
    folder = settings.folder("run") / "pulses"
    folder.mkdir(exist_ok=True)
    return folder
