"""A warm process from which flow runs are forked: a run starts in a tenth of a second instead of five seconds of CPU.

Importing Prefect and the rooms costs each new process about five seconds of CPU, and six more until what is made on first
use is made; a review needs two processes, an inbox of two hundred scans four hundred. This process imports everything
once, rehearses one letter as soon as nobody asks for anything, starts no thread, and forks one child for each run that
`flows.runs.beginning.start_run` asks for over ``run/warm.sock``; Prefect's worker and its other commands too. The child is Prefect's
own program and lives no longer than the process that asked for it, nor than this one.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib
import os
import socket
import sys
from pathlib import Path

from circulars.forking.serving import ForkServer
from circulars.thai.clock import today
from flows.runs.beginning.start_run import SOCKET, at_socket, changes_prefect
from flows.runs.seams.client import read_certificates_once
from flows.runs.seams.runs import COMMAND_PARTS, ENGINE_PARTS
from flows.runs.seams.worker import look_when_rung, wait_for_the_end_of_a_run
from flows.settings import load_settings

FLOWS = (
    "flows.receiving.intake",
    "flows.reviewing.review",
    "flows.receiving.inbox",
    "flows.office.upkeep",
    "flows.office.telling.reminders",
)
REHEARSAL = "flows.receiving.rehearsal"
_IDLE_SECONDS = 1.0
"""So long nobody asks for anything before the rehearsal; whoever asks then waits for its end, six seconds at most."""
_STUCK_SECONDS = 180.0
"""A rehearsal that takes longer hangs: the log gets where it stands, the process ends, and the office starts it again."""


def serve(home: Path) -> None:
    """Take orders until told to stop (SIGTERM)."""
    _import_everything(home)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with at_socket(home):
        Path(SOCKET).unlink(missing_ok=True)
        listener.bind(SOCKET)
        Path(SOCKET).chmod(0o600)
    listener.listen(64)
    forks = ForkServer(listener, lambda wanted: changes_prefect(os.environ, wanted))
    gc.freeze()  # what is shared with the children stays shared
    rehearsed = working = False
    while True:
        started = forks.wait(_IDLE_SECONDS if working and not rehearsed else None)
        if started is None:
            rehearsed = True
            _rehearse(home)
            gc.freeze()
        else:  # the office has begun: its server leaves us the processor
            working = working or any("deploy" not in program for program in started)


def _import_everything(home: Path) -> None:
    """Everything a run needs, and Prefect's command line for the worker."""
    for name in (*ENGINE_PARTS, *COMMAND_PARTS, *FLOWS):
        importlib.import_module(name)
    read_certificates_once()
    wait_for_the_end_of_a_run()
    look_when_rung(home)


def _rehearse(home: Path) -> None:
    """Everything that is made on first use. What is wrong with the office's settings is told where they are used."""
    faulthandler.dump_traceback_later(_STUCK_SECONDS, exit=True)
    try:
        importlib.import_module(REHEARSAL).rehearse(load_settings(home), today())
    except Exception as error:  # noqa: BLE001 - the runs go on without it, slower; the log tells why
        print(f"rehearsal: {type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201
    finally:
        faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    serve(Path(os.environ["CIRCULARS_HOME"]))
