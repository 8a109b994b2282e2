"""A process for one file: forked where readers stand by, else started; the same either way for whoever waits for it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from circulars.forking.asking import Forked, forked, run_forked
from ocr.shelter.limits import plain_environment

SOCKET = "readers.sock"
ROOT = Path(__file__).resolve().parents[3]
_THREADS = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def reader_environment() -> dict[str, str]:
    """What a process that opens strangers' files gets of the environment, for one thread each."""
    return {**plain_environment(), **_THREADS}


@dataclass(frozen=True, slots=True)
class Started:
    """A process at work, and what it says."""

    process: Forked | subprocess.Popen[bytes]
    output: IO[bytes]

    def end(self) -> None:
        """End it and what it started, and wait for that."""
        self.output.close()
        if isinstance(self.process, Forked):
            self.process.kill()
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def start(module: str, order: bytes, scratch: str, complaints: IO[bytes]) -> Started:
    """The module as a program with `order` as its input, a folder of its own for scratch, its complaints in a file."""
    env = {**reader_environment(), "TMPDIR": scratch}
    reading, writing = os.pipe()
    output = os.fdopen(reading, "rb")
    with tempfile.TemporaryFile() as given, os.fdopen(writing, "wb") as told:
        given.write(order)
        given.seek(0)
        child = forked(SOCKET, [module], env, ROOT, (given, told, complaints))
        if child is not None:
            return Started(child, output)
        command = [sys.executable, "-m", module]
        started = subprocess.Popen(
            command, stdin=given, stdout=told, stderr=complaints, start_new_session=True, env=env, cwd=ROOT
        )
    return Started(started, output)


def run(
    program: Sequence[str], given: bytes, seconds: float, scratch: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    """A module and its words as a program with this input, to its end. Raises subprocess.TimeoutExpired."""
    env = reader_environment() | ({} if scratch is None else {"TMPDIR": scratch})
    done = run_forked(SOCKET, program, env, ROOT, given, seconds)
    return done or subprocess.run(
        [sys.executable, "-m", *program],
        input=given,
        capture_output=True,
        timeout=seconds,
        check=False,
        cwd=ROOT,
        env=env,
    )
