"""The one process that keeps an office running: server, worker, desk, readers, LibreOffice, and the watch over the inbox.

It restarts a child that dies, takes in whole files at once, and stops everything when it is told to (SIGTERM, SIGINT).
Started by `flows.office.lifecycle.start` as ``python -m flows.office.supervisor HOME``, or by a systemd unit.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO, Protocol

import psutil

from circulars.errors import CircularsError, EngineFailed
from circulars.mailbox.standing import forget_others
from flows.office.record import read_record, write_record
from flows.office.watching.inbox import PULSE, say
from flows.runs.beginning.start_run import prefect_program
from flows.runs.queues import POOL, all_slots
from flows.serving.environment import (
    ROOT,
    as_environment,
    desk_environment,
    environment,
    free_port,
    own_url,
    scratch_folder,
)
from flows.serving.server_api import is_ours, login_of
from flows.serving.ui_copy import quiet_ui, ui_folder
from flows.settings import Settings, load_settings, make_folders
from flows.settings.known_offices import remember
from ocr.shelter.standby.starting import reader_environment

SERVER_SECONDS = 120.0
LEFTOVER_SECONDS = 60.0
"""A killed process that holds a gigabyte on a busy machine, or waits for a disk, takes its time to go."""


class Watch(Protocol):
    """Threads that must live as long as the office."""

    def keep(self) -> None:
        """Start what does not run."""


LOG_BYTES = 20_000_000
_LIVED_SECONDS = 300.0
"""A process that ran so long was sound: its end is no sign that the next one will end too."""
LIBREOFFICE, READERS = "circulars.documents.pages.setting.standby", "ocr.shelter.standby"


class Child:
    """One process that must always run, with its log; started again when it dies, slower each time until one has lived."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], logs: Path) -> None:
        """Nothing is started yet."""
        self.name, self.command, self.env, self.log = name, command, env, logs / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.starts, self.falls, self.next_start, self.started = 0, 0, 0.0, 0.0
        self.before_again: Callable[[], None] | None = None
        """Done before it is started again: it has ended, and nobody else does its work."""

    def keep(self) -> bool:
        """Start the process if it does not run and its pause is over. Returns whether it was started now."""
        if self.process is not None and self.process.poll() is None:
            return False
        if time.monotonic() < self.next_start:
            return False
        if time.monotonic() - self.started > _LIVED_SECONDS:
            self.falls = 0
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        if self.starts and self.before_again is not None:
            self.before_again()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.env,
                cwd=ROOT,
                start_new_session=True,
            )
        self.starts += 1
        self.falls += 1
        self.started = time.monotonic()
        self.next_start = self.started + min(60.0, 2.0**self.falls)
        return True

    def stop(self, seconds: float = 20.0) -> None:
        """Ask it to end with everything it started; what does not is killed."""
        if self.process is None:
            return
        family: list[psutil.Process] = []
        with suppress(psutil.NoSuchProcess):
            family = [*psutil.Process(self.process.pid).children(recursive=True), psutil.Process(self.process.pid)]
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(seconds)
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait()


def supervise(home: Path) -> None:
    """Run the office until told to stop. Raises CircularsError when it cannot start."""
    settings = load_settings(home)
    os.umask(0o077)  # letters are nobody's else on this machine; shared folders are handed over file by file
    make_folders(settings)
    with _only_one(settings):
        _clear_up(settings)
        stopping = _told_to_stop()
        url, env = _addressed(settings)
        server, warm, worker, *beside = children = _children(settings, env)
        try:
            server.keep()
            warm.keep()
            write_record(settings, url, _living([server, warm]), ready=False)
            from flows.office.upkeep import prepare, watches  # only now: Prefect reads its settings when imported

            _wait_for_server(settings.home, url, server, stopping)
            quiet_ui(ui_folder(settings.home))
            prepare(settings, env)
            worker.keep()
            for child in beside:
                child.keep()
            write_record(settings, url, _living(children), ready=True)
            watched = watches(settings, stopping)
            worker.before_again = watched.runs.worker_is_gone
            _keep(settings, url, children, watched, stopping)
        finally:
            for child in reversed(children):
                child.stop()
            (settings.folder("run") / "office.json").unlink(missing_ok=True)


def _clear_up(settings: Settings) -> None:
    """What a supervisor before this one left: its watch's pulse, its children, scratch of killed processes."""
    (settings.folder("run") / PULSE).unlink(missing_ok=True)
    forget_others(settings.folder("run"), [box.name for box in settings.mailboxes])
    remember(settings.home)
    _end_leftovers(settings.home)
    shutil.rmtree(scratch_folder(settings.home), ignore_errors=True)
    scratch_folder(settings.home).mkdir(mode=0o700)


def _told_to_stop() -> threading.Event:
    """An event that SIGTERM and SIGINT set."""
    stopping = threading.Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    return stopping


def _addressed(settings: Settings) -> tuple[str, dict[str, str]]:
    """Where the server will be reached, and the environment of Prefect's processes, which is this process's from now on."""
    port = free_port(settings.port, settings.host, tries=20 if settings.public_url is None else 1)
    env = environment(settings.home, port, settings.host, settings.public_url, api_port=free_port(port + 1))
    desk_port = free_port(settings.desk_port, settings.host, tries=20 if settings.desk_url is None else 1)
    env |= desk_environment(settings.home, settings.host, desk_port, settings.desk_url, own_url(settings.host, port))
    as_environment(env)
    return own_url(settings.host, port), env


def _children(settings: Settings, env: dict[str, str]) -> tuple[Child, ...]:
    """The server, the warm process, the worker; then the desk, and what stands by: readers, LibreOffice. Not yet started."""
    login, logs, run = login_of(settings.home), settings.folder("logs"), str(settings.folder("run"))
    opened = env if login is None else env | {"CIRCULARS_LOGIN": login}
    slots = str(all_slots(settings.workers))
    work = ("worker", "start", "--pool", POOL, "--type", "process", "--limit", slots)
    return (
        Child("server", [sys.executable, "-m", "flows.serving.server"], opened, logs),
        Child("warm", [sys.executable, "-m", "flows.runs.beginning.warm"], env, logs),
        Child("worker", prefect_program(*work, "--install-policy", "never", "--name", "office"), env, logs),
        Child("desk", [sys.executable, "-m", "flows.serving.desk"], env, logs),
        Child("readers", [sys.executable, "-m", READERS, run, settings.engine], reader_environment(), logs),
        Child("libreoffice", [sys.executable, "-m", LIBREOFFICE, run], env, logs),
    )


def _keep(
    settings: Settings, url: str, children: Sequence[Child], watches: Sequence[Watch], stopping: threading.Event
) -> None:
    """Start again what ends, until told to stop."""
    for watch in watches:
        watch.keep()
    while not stopping.wait(1.0):
        try:
            for watch in watches:
                watch.keep()
            if any(child.keep() for child in children):
                write_record(settings, url, _living(children), ready=True)
        except OSError as error:  # a full disk: it goes on when there is room again
            say(f"supervisor: {error}")


def _living(children: Iterable[Child]) -> list[int]:
    """The numbers of the processes that run."""
    processes = [child.process for child in children]
    return [process.pid for process in processes if process is not None and process.poll() is None]


def _only_one(settings: Settings) -> IO[str]:
    """Hold the office's lock as long as this process lives. Raises EngineFailed when another holds it."""
    lock = (settings.folder("run") / "office.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise EngineFailed("สำนักงานนี้เริ่มไว้แล้ว สั่ง circulars status เพื่อดู หรือ circulars down เพื่อหยุด") from error
    return lock


def _end_leftovers(home: Path) -> None:
    """A supervisor that was killed leaves its children; they would hold the port and the database.

    Raises EngineFailed when one cannot be ended.
    """
    family: list[psutil.Process] = []
    for pid, created in (read_record(home) or {}).get("children", ()):
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if abs(process.create_time() - created) < 1:
                family += [*process.children(recursive=True), process]
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    end = time.monotonic() + LEFTOVER_SECONDS
    while living := [one.pid for one in family if _runs(one)]:
        if time.monotonic() > end:
            told = f"โปรเซสเก่าของสำนักงานนี้ยังไม่จบ (หมายเลข {living[0]}) กรุณารอสักครู่แล้วสั่ง circulars up อีกครั้ง"
            raise EngineFailed(told, cause=f"outlives SIGKILL: {living}")
        time.sleep(0.05)


def _runs(process: psutil.Process) -> bool:
    """It holds what it held: one that ended and that nobody asks after (a container without init) holds nothing."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _wait_for_server(home: Path, url: str, server: Child, stopping: threading.Event) -> None:
    end = time.monotonic() + SERVER_SECONDS
    while not is_ours(home, url):
        if server.process is None or server.process.poll() is not None:
            raise EngineFailed(f"เซิร์ฟเวอร์หยุดทันทีที่เริ่ม กรุณาดูท้ายไฟล์ {server.log}")
        if time.monotonic() > end:
            raise EngineFailed(f"เซิร์ฟเวอร์ไม่ตอบภายใน {int(SERVER_SECONDS)} วินาที กรุณาดูท้ายไฟล์ {server.log}")
        if stopping.wait(0.2):
            raise EngineFailed("ถูกสั่งให้หยุดก่อนเซิร์ฟเวอร์พร้อม")


def main(arguments: list[str]) -> int:
    """``python -m flows.office.supervisor HOME``; one Thai line on standard error when it cannot start."""
    try:
        supervise(Path(arguments[0]))
    except CircularsError as error:
        print(f"{error.message} [{error.code}] {error.cause or ''}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
