"""A child started by a process that forks (`serving`), for whoever would start it with `subprocess` otherwise."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

STANDBY = "CIRCULARS_STANDBY"
"""The folder of the sockets of processes that stand by, in the environment of an office's processes."""
_FORK_SECONDS = 10.0


class Forked:
    """A child of another process. `returncode` is that of `subprocess.Popen`, None until `wait` has seen its end."""

    def __init__(self, pid: int, connection: socket.socket, answers: IO[bytes]) -> None:
        """`answers` is read for the end of the child; the child ends with the connection."""
        self.pid, self._connection, self._answers = pid, connection, answers
        self.returncode: int | None = None

    def wait(self, seconds: float | None = None) -> int:
        """The status with which it ended. Raises subprocess.TimeoutExpired."""
        if self.returncode is not None:
            return self.returncode
        self._connection.settimeout(seconds)
        try:
            last = self._answers.readline()
        except TimeoutError as error:
            raise subprocess.TimeoutExpired(str(self.pid), seconds or 0) from error
        except OSError:
            last = b""
        self.returncode = int(json.loads(last)["status"]) if last else -signal.SIGKILL
        self._answers.close()
        self._connection.close()
        return self.returncode

    def kill(self) -> None:
        """End it, and what it started, if it has not ended."""
        if self.returncode is None:
            for ending in (os.killpg, os.kill):  # its session is its own as soon as it runs
                with contextlib.suppress(ProcessLookupError):
                    ending(self.pid, signal.SIGKILL)
            self.wait()


def connected(folder: Path, name: str) -> socket.socket:
    """A connection to the socket `name` of a folder. Raises OSError, also where more ask already than the socket holds.

    Through the open folder: an address of a Unix socket has room for a hundred bytes only. One that hangs takes no
    connection out of its queue, and those who gave up stay in it: whoever came next would wait for ever.
    """
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    asked = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        asked.settimeout(_FORK_SECONDS)
        asked.connect(f"/proc/self/fd/{opened}/{name}")
        asked.settimeout(None)
    except BaseException:
        asked.close()
        raise
    finally:
        os.close(opened)
    return asked


def forked(
    name: str, program: Sequence[str], env: Mapping[str, str], cwd: Path, files: tuple[IO[bytes], IO[bytes], IO[bytes]]
) -> Forked | None:
    """`program` (a module and its words) in a session of its own, with these files as its standard ones.

    None where nobody stands by at the socket `name`: start it with `subprocess` then.
    """
    folder = os.environ.get(STANDBY)
    if not folder:
        return None
    order = {"program": list(program), "env": dict(env), "cwd": str(cwd), "session": True}
    try:
        connection = connected(Path(folder), name)
    except OSError:
        return None
    answers = connection.makefile("rb")
    try:
        connection.settimeout(_FORK_SECONDS)
        socket.send_fds(connection, [json.dumps(order).encode() + b"\n"], [one.fileno() for one in files])
        pid = json.loads(answers.readline() or b"{}").get("pid")
    except OSError:
        pid = None
    if pid is None:
        answers.close()
        connection.close()
        return None
    return Forked(int(pid), connection, answers)


def run_forked(
    name: str, program: Sequence[str], env: Mapping[str, str], cwd: Path, given: bytes, seconds: float
) -> subprocess.CompletedProcess[bytes] | None:
    """What ``subprocess.run(…, input=given, capture_output=True)`` would return. Raises subprocess.TimeoutExpired.

    None as `forked`.
    """
    with contextlib.ExitStack() as stack:
        source, output, complaints = files = tuple(stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        source.write(given)
        source.seek(0)
        child = forked(name, program, env, cwd, (source, output, complaints))
        if child is None:
            return None
        stack.callback(child.kill)
        status = child.wait(seconds)
        for one in files[1:]:
            one.seek(0)
        return subprocess.CompletedProcess(list(program), status, output.read(), complaints.read())
