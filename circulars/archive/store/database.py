"""Open the database: SQLite in WAL mode on a local disk, or PostgreSQL; migrated to the present schema."""

from __future__ import annotations

import fcntl
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from circulars.archive.store.mounts import is_local
from circulars.errors import ArchiveFault

_SAMPLED = 1000  # rows of each index
_BUSY_MS = 60_000


def open_engine(url: str) -> sa.Engine:
    """An engine with the present schema. Raises ArchiveFault (network-disk, database)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = _sqlite(Path(parsed.database or ""))
    else:
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(parsed, pool_pre_ping=True)
    try:
        _migrate(engine)
    except BaseException as error:
        engine.dispose()  # whoever is told that it could not be opened cannot close it
        if not isinstance(error, sa.exc.SQLAlchemyError):
            raise
        raise ArchiveFault(
            "เปิดฐานข้อมูลไม่ได้ กรุณาตรวจ CIRCULARS_DATABASE_URL และว่าฐานข้อมูลทำงานอยู่", code="database", cause=str(error)
        ) from error
    return engine


def _sqlite(path: Path) -> sa.Engine:
    folder = path.absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    if not is_local(folder):
        raise ArchiveFault(
            "ฐานข้อมูล SQLite ต้องอยู่บนดิสก์ของเครื่องนี้เอง ไม่ใช่โฟลเดอร์ที่แชร์กับเครื่องอื่น กรุณาย้ายโฟลเดอร์สำนักงาน หรือใช้ PostgreSQL ด้วย CIRCULARS_DATABASE_URL",
            code="network-disk",
            cause=str(folder),
        )
    if not path.exists():
        path.touch(mode=0o600)
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_MS / 1000})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, as writers from the start
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        cursor.close()

    queue = path.with_name(f"{path.name}-queue")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            _take_turn(connection, queue)
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except BaseException:
                _give_turn(connection)
                raise

    sa.event.listen(engine, "commit", _after_commit)
    sa.event.listen(engine, "rollback", _after_rollback)
    return engine


def refresh_statistics(engine: sa.Engine) -> None:
    """Let SQLite count what its indexes hold, from a sample: without it an index of one office's letters looks like a choice.

    A third of a second at a hundred thousand letters, once an evening; PostgreSQL does it by itself.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"PRAGMA analysis_limit={_SAMPLED}")
        connection.exec_driver_sql("ANALYZE")


def _take_turn(connection: sa.Connection, queue: Path) -> None:
    """Writers stand in a queue: SQLite's own waiting is by chance, and of fifty writers some wait past every limit.

    A lock on a file of its own, which the kernel gives in the order of asking and takes back from the dead.
    """
    descriptor = os.open(queue, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    connection.info["turn"] = descriptor


def _give_turn(connection: sa.Connection) -> None:
    descriptor = connection.info.pop("turn", None)
    if descriptor is not None:
        os.close(descriptor)  # and with it the lock


def _after_commit(connection: sa.Connection) -> None:
    """End SQLite's transaction here, so that the turn is not given before it is over."""
    if "turn" in connection.info:
        try:
            connection.exec_driver_sql("COMMIT")
        finally:
            _give_turn(connection)


def _after_rollback(connection: sa.Connection) -> None:
    if "turn" in connection.info:
        try:
            if connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
                connection.exec_driver_sql("ROLLBACK")
        finally:
            _give_turn(connection)


@lru_cache(maxsize=1)
def present_schema() -> str | None:
    """The name of the newest schema that this program knows."""
    return ScriptDirectory.from_config(_alembic()).get_current_head()


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _migrate(engine: sa.Engine) -> None:
    """Bring the schema up to date by Alembic, one process at a time; a look is enough where it is."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if MigrationContext.configure(connection).get_current_heads() == (present_schema(),):
            return
    config = _alembic()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(5270525)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
