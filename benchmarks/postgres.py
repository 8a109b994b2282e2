"""A private PostgreSQL server for a benchmark, from Debian's package, gone afterwards."""

from __future__ import annotations

import os
import pwd
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa


@contextmanager
def postgres(connections: int = 200) -> Iterator[str | None]:
    """The server's URL without a database, or None where PostgreSQL is not installed. fsync stays on."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg-") as scratch:
        folder = Path(scratch)
        user: list[str] = []
        if os.getuid() == 0:  # the server refuses to run as root
            user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = folder / "data"
        make = [
            *user,
            f"{programs[-1]}/initdb",
            "-D",
            str(data),
            "-U",
            "clerk",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-A",
            "trust",
        ]
        subprocess.run(make, check=True, capture_output=True)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections={connections}"
        start = [
            *user,
            f"{programs[-1]}/pg_ctl",
            "-D",
            str(data),
            "-o",
            options,
            "-l",
            str(folder / "log"),
            "-w",
            "start",
        ]
        subprocess.run(start, check=True, capture_output=True)
        try:
            yield f"postgresql+psycopg://clerk@127.0.0.1:{port}"
        finally:
            stop = [*user, f"{programs[-1]}/pg_ctl", "-D", str(data), "-m", "immediate", "stop"]
            subprocess.run(stop, check=False, capture_output=True)


def new_database(server: str) -> str:
    """A fresh, empty database on a server; its URL."""
    name = f"b{time.time_ns()}"
    engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{server}/{name}"
