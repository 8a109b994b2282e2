"""The file of accounts and sessions: ``secrets/desk.db``, for its owner only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_SCHEMA = """
create table if not exists people (
  login text primary key, name text not null, roles text not null, offices text not null,
  password text not null, must_change integer not null, closed integer not null default 0,
  wrong integer not null default 0, locked_until real not null default 0
);
create table if not exists sessions (
  token text primary key, login text not null, began real not null, seen real not null, ended text not null default ''
);
create table if not exists kept (name text primary key, value text not null);
"""
_BUSY_SECONDS = 10.0


class PeopleFile:
    """The SQLite file; every piece of work is one transaction."""

    def __init__(self, file: Path) -> None:
        """Makes the file, readable by its owner only, where there is none."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        self._file = file
        with self.work() as rows:
            rows.executescript(_SCHEMA)

    @contextmanager
    def work(self) -> Iterator[sqlite3.Connection]:
        """One transaction, alone with the file from its first line: what is read in it is true when it is written."""
        with closing(sqlite3.connect(self._file, timeout=_BUSY_SECONDS, isolation_level=None)) as rows:
            rows.row_factory = sqlite3.Row
            rows.execute("begin immediate")
            try:
                yield rows
            except BaseException:
                rows.rollback()
                raise
            rows.commit()

    @contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """Reading only."""
        with closing(sqlite3.connect(self._file, timeout=_BUSY_SECONDS, isolation_level=None)) as rows:
            rows.row_factory = sqlite3.Row
            yield rows
