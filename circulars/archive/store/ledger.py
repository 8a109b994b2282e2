"""The ledger: every event in a hash chain, with the digest of every row it wrote.

An event's hash covers its number, time, kind, subject, detail and the hash before it; so no event can be changed, taken
out or put in without breaking the chain, and no sealed row can be changed, removed or added without differing from what
the events say. Appending is serial: within a transaction that holds the database's write lock.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.tables import counters, drafts, ledger, letters

GENESIS = "0" * 64
BACKED_UP = "backed-up"
_LOCK = 5_270_526  # advisory lock of PostgreSQL: one appender at a time
Value = str | int | None


def canonical(value: object) -> str:
    """JSON with one spelling, so that equal content has equal digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def told_of(**values: str) -> str:
    """How one value of an event's detail stands in the ledger's text, to look for it there.

    >>> told_of(office="สน ๐๐๑๘.๑")
    '"office":"สน ๐๐๑๘.๑"'
    """
    return canonical(values)[1:-1]


def row_digest(table: str, values: Mapping[str, Value]) -> str:
    """sha256 over a row's content, `digest` itself left out."""
    content = {name: value for name, value in values.items() if name != "digest"}
    return hashlib.sha256(canonical([table, content]).encode()).hexdigest()


def row_key(table: sa.Table, values: Mapping[str, Value]) -> str:
    """The primary key of a row as one text."""
    return canonical([values[column.name] for column in table.primary_key])


@dataclass(slots=True)
class Event:
    """One event being written: the rows of its transaction are added with `insert` and `update`."""

    connection: Connection
    at: str
    rows: list[list[str]] = field(default_factory=list)

    def insert(self, table: sa.Table, values: Mapping[str, Value]) -> None:
        """Write a sealed row."""
        sealed = {**values, "digest": row_digest(table.name, values)}
        self.connection.execute(sa.insert(table).values(**sealed))
        self.rows.append([table.name, row_key(table, values), str(sealed["digest"])])

    def update(self, table: sa.Table, old: Mapping[str, Value], changes: Mapping[str, Value]) -> None:
        """Change a sealed row, which the ledger then vouches for in its new form."""
        values = {**old, **changes}
        sealed = {**values, "digest": row_digest(table.name, values)}
        where = [column == old[column.name] for column in table.primary_key]
        self.connection.execute(sa.update(table).where(*where).values(**sealed))
        self.rows.append([table.name, row_key(table, values), str(sealed["digest"])])

    def close(self, kind: str, subject: str, detail: Mapping[str, object]) -> None:
        """Append the event with everything it wrote."""
        lock(self.connection)
        last = self.connection.execute(
            sa.select(ledger.c.number, ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)
        ).first()
        number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
        text = canonical({**detail, "rows": self.rows})
        digest = event_hash(number, self.at, kind, subject, text, previous)
        self.connection.execute(
            sa.insert(ledger).values(
                number=number, at=self.at, kind=kind, subject=subject, detail=text, previous=previous, hash=digest
            )
        )


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it stands in the ledger; ``detail`` is JSON."""

    number: int
    at: dt.datetime
    kind: str
    subject: str
    detail: str


def latest(
    connection: Connection, kinds: tuple[str, ...], limit: int, before: int = 0, offices: Collection[str] = ()
) -> tuple[Told, ...]:
    """The latest events, of these kinds where some are named, before this number where one is given.

    With `offices`, and where others use this database too, only what is surely of these: their letters and drafts, what
    names them.
    """
    wanted = sa.select(ledger).order_by(ledger.c.number.desc()).limit(limit)
    if kinds:
        wanted = wanted.where(ledger.c.kind.in_(kinds))
    if offices and _is_shared(connection, offices):
        wanted = wanted.where(sa.or_(*_surely_of(offices)))
    if before:
        wanted = wanted.where(ledger.c.number < before)
    return tuple(
        Told(int(row.number), dt.datetime.fromisoformat(row.at), str(row.kind), str(row.subject), str(row.detail))
        for row in connection.execute(wanted)
    )


def _is_shared(connection: Connection, offices: Collection[str]) -> bool:
    """Somebody else has a register in this database."""
    others = sa.select(counters.c.office).where(counters.c.office.not_in(offices)).limit(1)
    return connection.execute(others).first() is not None


def _surely_of(offices: Collection[str]) -> Iterator[sa.ColumnElement[bool]]:
    for table in (letters, drafts):
        yield ledger.c.subject.in_(sa.select(table.c.id).where(table.c.office.in_(offices)))
    for code in offices:
        yield ledger.c.subject == code
        yield ledger.c.subject.startswith(f"{code} ", autoescape=True)  # a number of its register
        yield ledger.c.detail.contains(told_of(office=code), autoescape=True)


def last_backup(connection: Connection, office: str) -> str:
    """When the installation whose own office this is was last backed up; empty when it never was.

    A database may be shared, and each installation's own folder lies in its own backups only. Backups that name no
    office, of an older program, are taken for this one's as long as none in this database names any.
    """
    done = sa.select(ledger.c.at).where(ledger.c.kind == BACKED_UP).order_by(ledger.c.number.desc()).limit(1)
    own = ledger.c.detail.contains(told_of(office=office), autoescape=True)
    named = ledger.c.detail.contains(told_of(office="")[:-1], autoescape=True)
    found = connection.execute(done.where(own)).scalar()
    if found is None and connection.execute(done.where(named)).scalar() is None:
        found = connection.execute(done).scalar()
    return str(found or "")


def lock(connection: Connection) -> None:
    """One appender at a time; SQLite's write transaction is already alone."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


def event_hash(number: int, at: str, kind: str, subject: str, detail: str, previous: str) -> str:
    """sha256 over an event and the hash before it."""
    return hashlib.sha256(canonical([number, at, kind, subject, detail, previous]).encode()).hexdigest()
