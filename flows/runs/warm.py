"""A warm process from which flow runs are forked: a run starts in a tenth of a second instead of five seconds of CPU.

Importing Prefect and the rooms costs each new process about five seconds of CPU, and six more until what is made on first
use is made; a review needs two processes, an inbox of two hundred scans four hundred. This process imports everything
once, rehearses one letter as soon as nobody asks for anything, starts no thread, and forks one child for each run that
`flows.runs.start_run` asks for over ``run/warm.sock``; Prefect's worker and its other commands too. The child is Prefect's
own program and lives no longer than the process that asked for it, nor than this one.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import faulthandler
import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from circulars.thai.clock import today
from flows.runs.seams.client import read_certificates_once
from flows.runs.seams.runs import COMMAND_PARTS, ENGINE_PARTS
from flows.runs.start_run import ENGINE, SOCKET, at_socket, changes_prefect
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
_PDEATHSIG = 1  # prctl(2), PR_SET_PDEATHSIG
_MOST_ORDER = 1_000_000


def serve(home: Path) -> None:
    """Take orders until told to stop (SIGTERM)."""
    _import_everything()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with at_socket(home):
        Path(SOCKET).unlink(missing_ok=True)
        listener.bind(SOCKET)
        Path(SOCKET).chmod(0o600)
    listener.listen(64)
    bell, ring = _rung_by_children()
    gc.freeze()  # what is shared with the children stays shared
    rehearsed = working = False
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    selector.register(bell, selectors.EVENT_READ)
    asked: dict[int, socket.socket] = {}  # child -> the connection of the process that asked for it
    while True:
        events = selector.select(_IDLE_SECONDS if working and not rehearsed else None)
        if not events:
            rehearsed = True
            _rehearse(home)
            gc.freeze()
        for key, _ in events:
            if key.fileobj is listener:
                connection, _address = listener.accept()
                others = [listener.fileno(), bell, ring, *(c.fileno() for c in asked.values())]
                pid, program = _start(connection, others)
                working = working or "deploy" not in program  # the office has begun: its server leaves us the processor
                if pid:
                    asked[pid] = connection
                    selector.register(connection, selectors.EVENT_READ, pid)
            elif key.fileobj == bell:
                with contextlib.suppress(BlockingIOError):
                    os.read(bell, 4096)
                _tell_ended(asked, selector)
            else:  # whoever asked is gone: so is the run, as it would be without this process
                with contextlib.suppress(ProcessLookupError):
                    os.kill(key.data, signal.SIGKILL)
                selector.unregister(key.fileobj)


def _rung_by_children() -> tuple[int, int]:
    """Both ends of a pipe into which the end of a child writes."""
    bell, ring = os.pipe()
    os.set_blocking(ring, False)
    os.set_blocking(bell, False)
    signal.set_wakeup_fd(ring)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return bell, ring


def _import_everything() -> None:
    """Everything a run needs, and Prefect's command line for the worker."""
    for name in (*ENGINE_PARTS, *COMMAND_PARTS, *FLOWS):
        importlib.import_module(name)
    read_certificates_once()


def _rehearse(home: Path) -> None:
    """Everything that is made on first use. What is wrong with the office's settings is told where they are used."""
    faulthandler.dump_traceback_later(_STUCK_SECONDS, exit=True)
    try:
        importlib.import_module(REHEARSAL).rehearse(load_settings(home), today())
    except Exception as error:  # noqa: BLE001 - the runs go on without it, slower; the log tells why
        print(f"rehearsal: {type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201
    finally:
        faulthandler.cancel_dump_traceback_later()


def _start(connection: socket.socket, others: list[int]) -> tuple[int, list[str]]:
    """Fork the program that is asked for and answer with its process number; 0 and no words when there is nothing to do."""
    connection.settimeout(5)
    try:
        data, descriptors, _, _ = socket.recv_fds(connection, _MOST_ORDER, 3)
        while not data.endswith(b"\n"):
            more = connection.recv(_MOST_ORDER)
            if not more:
                connection.close()
                return 0, []
            data += more
    except OSError:
        connection.close()
        return 0, []
    order: dict[str, Any] = json.loads(data)
    if _gone(connection) or changes_prefect(os.environ, order["env"]):
        with contextlib.suppress(OSError):
            connection.sendall(b'{"refused": "other settings"}\n')
        connection.close()
        for descriptor in descriptors:
            os.close(descriptor)
        return 0, []
    connection.settimeout(None)
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        _be_the_run(order, descriptors, [connection.fileno(), *others], parent)
    for descriptor in descriptors:
        os.close(descriptor)
    with contextlib.suppress(OSError):  # whoever asked is gone; the selector will see it
        connection.sendall(json.dumps({"pid": pid}).encode() + b"\n")
    return pid, list(order["program"])


def _gone(connection: socket.socket) -> bool:
    """Whether whoever asked has hung up: it waited too long and runs the program itself (`start_run.FORK_SECONDS`)."""
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _be_the_run(order: dict[str, Any], descriptors: list[int], others: list[int], parent: int) -> None:
    """In the child: become what ``python -m`` with the program's words would be. Never returns."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        for place, descriptor in enumerate(descriptors):
            os.dup2(descriptor, place)
        for descriptor in [*descriptors, *others]:
            if descriptor > 2:
                os.close(descriptor)
        os.environ.clear()
        os.environ.update(order["env"])
        os.chdir(order["cwd"])
        module, *words = order["program"]
        sys.argv = [module, *words]
        sys.modules.pop(module if module == ENGINE else f"{module}.__main__", None)  # it runs as the main program, once
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001 - the last frame of a process: what came this far is printed, and the status tells
        sys.excepthook(*sys.exc_info())
    finally:
        _leave(status)


def _leave(status: int) -> None:
    """End the child as the interpreter would: threads joined, exit functions run, output written."""
    with contextlib.suppress(Exception):
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(status)


def _tell_ended(asked: dict[int, socket.socket], selector: selectors.BaseSelector) -> None:
    """Tell those who asked how their runs ended."""
    while asked:
        try:
            pid, waited = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        connection = asked.pop(pid, None)
        if connection is None:
            continue
        with contextlib.suppress(KeyError):
            selector.unregister(connection)
        with contextlib.suppress(OSError):
            connection.sendall(json.dumps({"status": os.waitstatus_to_exitcode(waited)}).encode() + b"\n")
        connection.close()


if __name__ == "__main__":
    serve(Path(os.environ["CIRCULARS_HOME"]))
