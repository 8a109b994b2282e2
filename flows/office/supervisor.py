"""The one process that keeps an office running: server, worker, and the watch over the inbox.

It restarts a child that dies, takes in whole files at once, and stops everything when it is told to (SIGTERM, SIGINT).
Started by `flows.office.lifecycle.start` as ``python -m flows.office.supervisor HOME``, or by a systemd unit.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

import psutil

from circulars.errors import CircularsError, EngineFailed
from circulars.thai.clock import now
from flows.office.known_offices import remember
from flows.office.lifecycle import read_record
from flows.office.watching import PULSE, InboxWatch, say
from flows.runs.queues import all_slots
from flows.serving.environment import (
    POOL,
    ROOT,
    as_environment,
    environment,
    free_port,
    healthy,
    own_url,
    prefect_command,
    scratch_folder,
)
from flows.serving.server_api import login_of
from flows.serving.ui_copy import quiet_ui, ui_folder
from flows.settings import Settings, load_settings, make_folders

SERVER_SECONDS = 120.0
LOG_BYTES = 20_000_000


class Child:
    """One process that must always run, with its log; started again when it dies, slower each time."""

    def __init__(self, name: str, command: list[str], env: dict[str, str], logs: Path) -> None:
        """Nothing is started yet."""
        self.name, self.command, self.env, self.log = name, command, env, logs / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.starts, self.next_start = 0, 0.0

    def keep(self) -> bool:
        """Start the process if it does not run and its pause is over. Returns whether it was started now."""
        if self.process is not None and self.process.poll() is None:
            return False
        if time.monotonic() < self.next_start:
            return False
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
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
        self.next_start = time.monotonic() + min(60.0, 2.0**self.starts)
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
    lock = _only_one(settings)
    (settings.folder("run") / PULSE).unlink(missing_ok=True)  # of the last time
    remember(settings.home)
    _end_leftovers(settings.home)
    shutil.rmtree(scratch_folder(settings.home), ignore_errors=True)  # what killed processes could not clear up
    scratch_folder(settings.home).mkdir(mode=0o700)
    stopping = threading.Event()

    def told(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    port = free_port(settings.port, settings.host, tries=20 if settings.public_url is None else 1)
    api_port = free_port(port + 1)
    login = login_of(settings.home)
    env = environment(settings.home, port, settings.host, settings.public_url, api_port=api_port)
    as_environment(env)
    url, logs = own_url(settings.host, port), settings.folder("logs")
    opened = env if login is None else env | {"CIRCULARS_LOGIN": login}
    server = Child("server", [sys.executable, "-m", "flows.serving.server"], opened, logs)
    worker = Child(
        "worker",
        prefect_command(
            "worker", "start", "--pool", POOL, "--type", "process", "--limit", str(all_slots(settings.workers)),
            "--install-policy", "never", "--name", "office",
        ),
        env,
        logs,
    )  # fmt: skip
    warm = Child("warm", [sys.executable, "-m", "flows.runs.warm"], env, logs)
    children = [server, warm, worker]
    try:
        server.keep()
        _write_record(settings, url, [server], ready=False)
        _wait_for_server(url, server, stopping)
        quiet_ui(ui_folder(settings.home))
        warm.keep()
        _prepare(settings, env, logs)
        worker.keep()
        _write_record(settings, url, children, ready=True)
        from flows.receiving.inbox import sweep  # only now: Prefect reads its settings when it is imported

        watch = InboxWatch(settings, stopping, sweep)
        watch.keep()
        while not stopping.wait(1.0):
            try:
                watch.keep()
                if any(child.keep() for child in children):
                    _write_record(settings, url, children, ready=True)
            except OSError as error:  # a full disk: it goes on when there is room again
                say(f"supervisor: {error}")
    finally:
        worker.stop()
        warm.stop()
        server.stop()
        (settings.folder("run") / "office.json").unlink(missing_ok=True)
        lock.close()


def _prepare(settings: Settings, env: dict[str, str], logs: Path) -> None:
    """The pool, the deployments of prefect.yaml where they changed, and the runs that a crash left behind."""
    from flows.office.upkeep import deployments_known, ensure_pool, restart_interrupted
    from flows.office.waiting import see_to_reviews
    from flows.receiving.inbox import see_to_open_claims

    ensure_pool(settings.workers)
    yaml = (ROOT / "prefect.yaml").read_bytes()
    mark = settings.folder("run") / "deployed.yaml"
    if not mark.exists() or mark.read_bytes() != yaml or not deployments_known(yaml):
        with (logs / "deploy.log").open("wb") as log:
            done = subprocess.run(
                prefect_command("--no-prompt", "deploy", "--all"),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, cwd=ROOT, timeout=180, check=False,
            )  # fmt: skip
        if done.returncode != 0:
            raise EngineFailed(f"ติดตั้งงานลงเซิร์ฟเวอร์ไม่สำเร็จ กรุณาดู {logs / 'deploy.log'}", cause=f"exit {done.returncode}")
        mark.write_bytes(yaml)
    restart_interrupted(settings)
    for step in (lambda: see_to_open_claims(settings), lambda: see_to_reviews(settings, now())):
        try:
            step()
        except Exception as error:  # noqa: BLE001 - the office starts; upkeep tries again in five minutes and tells
            say(f"prepare: {type(error).__name__}: {error}")


def _only_one(settings: Settings) -> IO[str]:
    """Hold the office's lock as long as this process lives. Raises EngineFailed when another holds it."""
    lock = (settings.folder("run") / "office.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise EngineFailed("สำนักงานนี้เริ่มไว้แล้ว สั่ง circulars status เพื่อดู หรือ circulars down เพื่อหยุด") from error
    return lock


def _write_record(settings: Settings, url: str, children: list[Child], *, ready: bool) -> None:
    file = settings.folder("run") / "office.json"
    record = {
        "pid": os.getpid(),
        "created": psutil.Process().create_time(),
        "url": url,
        "address": settings.public_url or url,
        "api": os.environ["PREFECT_API_URL"].removesuffix("/api"),
        "ready": ready,
        "children": [
            [child.process.pid, psutil.Process(child.process.pid).create_time()]
            for child in children
            if child.process is not None and child.process.poll() is None
        ],
    }
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(record), encoding="utf-8")
    draft.replace(file)


def _end_leftovers(home: Path) -> None:
    """A supervisor that was killed leaves its children; they would hold the port and the database."""
    record = read_record(home)
    for pid, created in (record or {}).get("children", ()):
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if abs(process.create_time() - created) < 1:
                for one in [*process.children(recursive=True), process]:
                    one.kill()
                process.wait(10)


def _wait_for_server(url: str, server: Child, stopping: threading.Event) -> None:
    end = time.monotonic() + SERVER_SECONDS
    while not healthy(url):
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
