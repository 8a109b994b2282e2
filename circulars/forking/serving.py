"""The process that forks: it takes orders at a socket, starts no thread, and tells how each child ended.

A child becomes what ``python -m`` with the order's words would be. It lives no longer than the process that asked for it,
nor than this one.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from typing import Any

_PDEATHSIG = 1  # prctl(2), PR_SET_PDEATHSIG
_MOST_ORDER = 1_000_000


class ForkServer:
    """Forks what is asked for at a listening socket; `wait` does the work, in turns, so that its owner can do something between."""

    def __init__(self, listener: socket.socket, refuses: Callable[[Mapping[str, str]], bool] = lambda _: False) -> None:
        """`refuses` an order by its environment: whoever asked then runs the program itself."""
        self._listener, self._refuses = listener, refuses
        self._bell, self._ring = _rung_by_children()
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._asked: dict[int, socket.socket] = {}  # child -> the connection of the process that asked for it
        self._sessions: set[int] = set()

    def wait(self, seconds: float | None = None) -> list[list[str]] | None:
        """Do what comes next; the programs that were started. None where nobody asked for anything in that time."""
        events = self._selector.select(seconds)
        if not events:
            return None
        started = []
        for key, _ in events:
            if key.fileobj is self._listener:
                started += self._take()
            elif key.fileobj == self._bell:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._bell, 4096)
                self._tell_ended()
            else:  # whoever asked is gone: so is its child, as it would be without this process
                with contextlib.suppress(ProcessLookupError):
                    os.kill(key.data, signal.SIGKILL)
                self._selector.unregister(key.fileobj)
        return started

    def _take(self) -> list[list[str]]:
        connection, _address = self._listener.accept()
        others = [self._listener.fileno(), self._bell, self._ring, *(one.fileno() for one in self._asked.values())]
        pid, program = self._start(connection, others)
        if not pid:
            return []
        self._asked[pid] = connection
        self._selector.register(connection, selectors.EVENT_READ, pid)
        return [program]

    def _start(self, connection: socket.socket, others: list[int]) -> tuple[int, list[str]]:
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
        if _gone(connection) or self._refuses(order["env"]):
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
            _become(order, descriptors, [connection.fileno(), *others], parent)
        for descriptor in descriptors:
            os.close(descriptor)
        if order.get("session"):
            self._sessions.add(pid)
        with contextlib.suppress(OSError):  # whoever asked is gone; the selector will see it
            connection.sendall(json.dumps({"pid": pid}).encode() + b"\n")
        return pid, list(order["program"])

    def _tell_ended(self) -> None:
        """Tell those who asked how their children ended."""
        while self._asked:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            pid = ended.si_pid
            if pid in self._sessions:  # what it started ends with it, while its number is still its own
                self._sessions.discard(pid)
                _end_session(pid)
            _, waited = os.waitpid(pid, 0)
            connection = self._asked.pop(pid, None)
            if connection is None:
                continue
            with contextlib.suppress(KeyError):
                self._selector.unregister(connection)
            with contextlib.suppress(OSError):
                connection.sendall(json.dumps({"status": os.waitstatus_to_exitcode(waited)}).encode() + b"\n")
            connection.close()


def _rung_by_children() -> tuple[int, int]:
    """Both ends of a pipe into which the end of a child writes."""
    bell, ring = os.pipe()
    os.set_blocking(ring, False)
    os.set_blocking(bell, False)
    signal.set_wakeup_fd(ring)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return bell, ring


def _end_session(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _gone(connection: socket.socket) -> bool:
    """Whether whoever asked has hung up: it waited too long and runs the program itself."""
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def _become(order: dict[str, Any], descriptors: list[int], others: list[int], parent: int) -> None:
    """In the child: become what ``python -m`` with the program's words would be. Never returns."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if order.get("session"):
            os.setsid()
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
        tempfile.tempdir = None
        os.chdir(order["cwd"])
        module, *words = order["program"]
        sys.argv = [module, *words]
        package = hasattr(sys.modules.get(module), "__path__")
        sys.modules.pop(f"{module}.__main__" if package else module, None)  # it runs as the main program, once
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
