"""Several machines, as processes on one: PostgreSQL, a Prefect server, three workers, and one of them killed half-way.

    python -m benchmarks.cluster [--letters 200]        (make cluster-test)

What README's chapter "Growing" tells to change is all that is changed: `CIRCULARS_DATABASE_URL` and
`PREFECT_API_DATABASE_CONNECTION_URL` name PostgreSQL, the office's folder is shared, and each worker is its own process
with its own warm process; the office's supervisor is the first of them. Ends with every letter archived and asked once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.running import House, letters, until
from flows.office import lifecycle as office
from flows.serving.environment import ROOT, environment, free_port
from flows.serving.server_api import api_of

WORKERS = 3


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found:
        raise SystemExit("ต้องติดตั้ง PostgreSQL ก่อน: apt-get install postgresql")
    return str(found[-1])


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own on a free port; ``user@host:port``. It refuses to run as root, so root lends it a user."""
    as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data, port = folder / "data", free_port(5460)
    folder.chmod(0o711)
    data.mkdir()
    if as_whom:
        shutil.chown(data, "postgres")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "check": True}
    subprocess.run([*as_whom, _program("initdb"), "-D", str(data), "-A", "trust", "-U", "saraban"], **quiet)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} -c max_connections=200"
    control = [*as_whom, _program("pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-o", options, "-l", str(data / "log"), "start"], **quiet)  # type: ignore[call-overload]
    try:
        for name in ("circulars", "prefect"):
            subprocess.run([_program("createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "saraban", name], **quiet)  # type: ignore[call-overload]
        yield f"saraban@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]


def worker(home: Path, url: str, name: str) -> subprocess.Popen[bytes]:
    """What another machine runs: a worker on the same work pool, with the same settings and the shared folder."""
    port = int(api_of(home, url).rsplit(":", 1)[1])
    options = ("--pool", "circulars", "--type", "process", "--limit", "1", "--name", name)
    command = [sys.executable, "-m", "prefect", "worker", "start", *options]
    with (home / "logs" / f"{name}.log").open("ab") as log:
        return subprocess.Popen(
            command, env=environment(home, port), cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )


def cluster(count: int) -> int:
    """Letters through three workers, one of which dies half-way. Exit status 1 when one was lost or doubled."""
    folder = Path(tempfile.mkdtemp(prefix="circulars-cluster-"))
    workers: list[subprocess.Popen[bytes]] = []
    try:
        with postgres(folder) as address:
            os.environ["CIRCULARS_DATABASE_URL"] = f"postgresql+psycopg://{address}/circulars"
            os.environ["PREFECT_API_DATABASE_CONNECTION_URL"] = f"postgresql+asyncpg://{address}/prefect"
            home = folder / "office"
            try:
                house = House(home, 1)
                url = str(office.status(home).url)
                workers += [worker(home, url, f"worker-{number}") for number in range(2, WORKERS + 1)]
                house.drop(letters(count))
                started = time.monotonic()
                until(lambda: sum(house.asked().values()), count // 2, "ครึ่งทาง", 60 + 30 * count)
                _kill(workers[-1])
                print(
                    f"half-way after {time.monotonic() - started:.0f} s; one of {WORKERS} workers killed with its runs"
                )
                time.sleep(1)
                looked = time.monotonic()

                def each() -> None:
                    nonlocal looked
                    if time.monotonic() - looked > 60:  # the schedule has five minutes
                        looked = time.monotonic()
                        house.upkeep()

                until(lambda: sum(house.asked().values()), count, "ทั้งหมด", 120 + 30 * count, each)
                seconds = time.monotonic() - started
                wrong = house.faults(count)
            finally:
                for one in workers:
                    _kill(one)
                office.stop(home)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{count} letters, {WORKERS} workers, PostgreSQL: {seconds:.0f} s, {count / seconds * 60:.1f} a minute")
    print("faults: " + ("; ".join(wrong) or "none: every letter archived, registered and asked once"))
    return int(bool(wrong))


def _kill(one: subprocess.Popen[bytes]) -> None:
    """SIGKILL, with everything it started, as when a machine loses its power."""
    if one.poll() is None:
        for process in [*psutil.Process(one.pid).children(recursive=True), psutil.Process(one.pid)]:
            process.kill()
        one.wait()


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--letters", type=int, default=200)
    sys.exit(cluster(words.parse_args().letters))
