"""What every shelf of the archive shares: the engine, the file store, the clock, one way to read and one to write."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from circulars.archive.store.files import FileStore
from circulars.archive.store.ledger import Event, Value, lock
from circulars.archive.store.tables import files
from circulars.errors import ArchiveFault
from circulars.thai.dates import BANGKOK

Row = Mapping[str, Value]
Clock = Callable[[], dt.datetime]


def new_id() -> str:
    """A short random id."""
    return secrets.token_hex(8)


def unknown(what: str, identity: str) -> ArchiveFault:
    """The error for an id that the archive does not know."""
    return ArchiveFault(f"ไม่พบ{what} {identity} ในแฟ้ม กรุณาตรวจรหัสอีกครั้ง", code="unknown", cause=identity)


def seal_file(event: Event, sha256: str, kind: str, size: int) -> bool:
    """Enter a kept file in the table of files, once; whether it was new."""
    if event.connection.execute(sa.select(files.c.sha256).where(files.c.sha256 == sha256)).first() is not None:
        return False
    event.insert(files, {"sha256": sha256, "kind": kind, "size": size})
    return True


class Shelf:
    """A database and a file store, opened once; the parts of the archive build on it."""

    def __init__(self, engine: sa.Engine, store: FileStore, clock: Clock) -> None:
        self.engine = engine
        self.store = store
        self._clock = clock
        self.reading = engine.execution_options(isolation_level="AUTOCOMMIT")

    def now(self) -> dt.datetime:
        """The archive's clock in Bangkok."""
        return self._clock().astimezone(BANGKOK)

    @contextmanager
    def snapshot(self) -> Iterator[sa.Connection]:
        """A connection that sees one moment throughout, whatever is written meanwhile; nothing may be written through it."""
        if self.engine.dialect.name == "postgresql":
            still = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with still.connect() as connection, connection.begin():
                yield connection
            return
        with self.reading.connect() as connection:
            connection.exec_driver_sql("BEGIN")  # no writer's turn is taken: a reader of a WAL hinders nobody
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Event]:
        """One transaction with one event; the caller closes the event. One writer at a time on either database.

        What a writer looks up before it writes – is this letter known, which number is next – then stays true.
        """
        with self.engine.begin() as connection:
            lock(connection)
            yield Event(connection, self.now().isoformat(timespec="seconds"))

    def one(self, statement: sa.Select[tuple[object, ...]]) -> Row | None:
        """The first row of a query as plain values, or None."""
        with self.reading.connect() as connection:
            row = connection.execute(statement).mappings().first()
            return None if row is None else {str(k): v for k, v in row.items()}

    def all(self, statement: sa.Select[tuple[object, ...]]) -> list[Row]:
        """Every row of a query as plain values."""
        with self.reading.connect() as connection:
            return [{str(k): v for k, v in row.items()} for row in connection.execute(statement).mappings()]
