"""What the worker starts for each flow run: asks the warm process for a fork of it, and stands for it until it ends.

Standard library only, so that it costs some hundredths of a second. Signals go on to the run, the run's end is this
process's end. Where no warm process answers (a worker on another machine, one that is just being started, one that hangs)
it becomes ``python -m prefect.engine`` itself, which does the same, slower. With words it stands for another of Prefect's programs:
``python -m flows.runs.beginning.start_run prefect worker start …``.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

SOCKET = "warm.sock"
ENGINE = "prefect.engine"
"""Prefect's program of one flow run, which it names by the variable PREFECT__FLOW_RUN_ID."""
ANSWER_SECONDS = 10.0
FORK_SECONDS = 60.0
"""So long a warm process may take to fork: it forks at once, or after a rehearsal of six seconds of CPU."""


def prefect_program(*words: str) -> list[str]:
    """A command of Prefect's own command line, forked from the warm process where there is one."""
    return [sys.executable, "-m", "flows.runs.beginning.start_run", "prefect", *words]


@contextlib.contextmanager
def at_socket(home: Path) -> Iterator[None]:
    """Stand in the socket's folder: an address of a Unix socket has room for a hundred bytes only."""
    before = Path.cwd()
    os.chdir(home / "run")
    try:
        yield
    finally:
        os.chdir(before)


def changes_prefect(mine: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """A run that wants another server or database than the warm process was started with."""
    names = ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_API_AUTH_STRING", "CIRCULARS_HOME")
    return any(mine.get(name) != wanted.get(name) for name in names)


def main() -> int:
    """Run the flow run that ``PREFECT__FLOW_RUN_ID`` names, or the program that is named. Returns its exit status."""
    home, program = os.environ.get("CIRCULARS_HOME"), sys.argv[1:] or [ENGINE]
    connection = _asked(Path(home), program) if home else None
    if connection is None:
        os.execv(sys.executable, [sys.executable, "-m", *program])
    answers = connection.makefile("rb")
    run = _forked(connection, answers)
    if run is None:  # the connection ends with this program: nobody forks for an order that nobody waits for
        os.execv(sys.executable, [sys.executable, "-m", *program])

    def pass_on(number: int, _frame: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(run, number)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, pass_on)
    last = answers.readline()
    if not last:  # the warm process is gone, and the run with it
        return _end_by(signal.SIGKILL)
    status = int(json.loads(last)["status"])
    return _end_by(-status) if status < 0 else status


def _forked(connection: socket.socket, answers: IO[bytes]) -> int | None:
    """The process number of the run, or None where it was refused or not forked in time."""
    connection.settimeout(FORK_SECONDS)
    try:
        number = json.loads(answers.readline() or b"{}").get("pid")
    except OSError:  # a time-out is one
        return None
    connection.settimeout(None)
    return None if number is None else int(number)


def _asked(home: Path, program: list[str]) -> socket.socket | None:
    """A connection over which the run was asked for, or None when nobody answers."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    order = json.dumps({"program": program, "env": dict(os.environ), "cwd": str(Path.cwd())}).encode() + b"\n"
    try:
        with at_socket(home):
            connection.settimeout(ANSWER_SECONDS)
            connection.connect(SOCKET)
            connection.settimeout(None)
        sent = socket.send_fds(connection, [order], [0, 1, 2])
        connection.sendall(order[sent:])
    except OSError:
        connection.close()
        return None
    return connection


def _end_by(number: int) -> int:
    """End as the run ended: by a signal."""
    signal.signal(number, signal.SIG_DFL) if number != signal.SIGKILL else None
    os.kill(os.getpid(), number)
    return 128 + number


if __name__ == "__main__":
    sys.exit(main())
