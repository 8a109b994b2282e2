"""Seeded damages to files, rows and ledger of a small archive: verify must name every one, and nothing else."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks.archive_office import furnished
from circulars.archive import Archive
from circulars.archive.export.verify import Damage, head, verify
from circulars.archive.store.ledger import row_key
from circulars.archive.store.tables import SEALED, counters, ledger


@dataclass(frozen=True, slots=True)
class Done:
    """One damage: its kind, and the words one of which a damage named by verify must hold."""

    kind: str
    names: tuple[str, ...]


def _file(draw: random.Random, folder: Path) -> Done:
    path = draw.choice(sorted(one for one in (folder / "files").rglob("*") if one.is_file()))
    content = path.read_bytes()
    kind = draw.choice(["bit", "cut", "grown", "gone", "stranger", "swapped", "emptied"])
    path.chmod(0o600)
    if kind == "bit":
        place = draw.randrange(len(content))
        path.write_bytes(content[:place] + bytes([content[place] ^ (1 << draw.randrange(8))]) + content[place + 1 :])
    elif kind == "cut":
        path.write_bytes(content[: draw.randrange(len(content))])
    elif kind == "grown":
        path.write_bytes(content + draw.randbytes(draw.randint(1, 40)))
    elif kind == "gone":
        path.unlink()
    elif kind == "emptied":
        path.write_bytes(b"")
    elif kind == "swapped":
        others = sorted(one for one in (folder / "files").rglob("*") if one.is_file() and one != path)
        path.write_bytes(draw.choice(others).read_bytes())
    else:
        name = f"{draw.getrandbits(256):064x}"
        place_of = folder / "files" / name[:2] / name
        place_of.parent.mkdir(exist_ok=True)
        place_of.write_bytes(draw.randbytes(50))
        return Done("file stranger", (name,))
    return Done(f"file {kind}", (path.name,))


def _changed(draw: random.Random, value: object, column: sa.Column[object]) -> object:
    if isinstance(column.type, sa.Integer):
        return (int(str(value)) if value is not None else 0) + draw.randint(1, 9)
    text = str(value or "")
    if not text:
        return "x"
    place = draw.randrange(len(text))
    other = draw.choice([c for c in "0123456789กขค" if c != text[place]])
    return text[:place] + other + text[place + 1 :]


def _row(draw: random.Random, archive: Archive) -> Done | None:
    table = SEALED[draw.choice(sorted(SEALED))]
    with archive.engine.begin() as connection:
        rows = [dict(row) for row in connection.execute(sa.select(table)).mappings()]
        if not rows:
            return None  # nothing of this kind happened in this archive: another damage is drawn
        row = draw.choice(rows)
        where = [column == row[column.name] for column in table.primary_key]
        kind = draw.choice(["changed", "changed", "changed", "gone", "copied", "key changed"])
        named = (f"{table.name} {row_key(table, row)}",)
        if kind == "gone":
            connection.execute(sa.delete(table).where(*where))
            return Done("row gone", named)
        keys = list(table.primary_key)
        if kind in ("copied", "key changed"):
            key = draw.choice(keys)
            other = {**row, key.name: _changed(draw, row[key.name], key)}
            if kind == "copied":
                for column in table.columns:
                    if column.unique and not column.primary_key:
                        other[column.name] = _changed(draw, row[column.name], column)
                connection.execute(sa.insert(table).values(**other))
                return Done("row added", (f"{table.name} {row_key(table, other)}",))
            connection.execute(sa.update(table).where(*where).values({key.name: other[key.name]}))
            return Done("row key changed", named)
        column = draw.choice([one for one in table.columns if not one.primary_key] or keys)
        if column.primary_key:
            return None
        connection.execute(
            sa.update(table).where(*where).values({column.name: _changed(draw, row[column.name], column)})
        )
        return Done("row changed", named)


def _ledger(draw: random.Random, archive: Archive) -> Done | None:
    with archive.engine.begin() as connection:
        last = int(connection.execute(sa.select(sa.func.max(ledger.c.number))).scalar_one())
        number = draw.randint(1, last)
        row = dict(connection.execute(sa.select(ledger).where(ledger.c.number == number)).mappings().one())
        kind = draw.choice(["changed", "changed", "changed", "gone", "tail", "swapped", "added", "counter"])
        if kind == "counter":
            connection.execute(sa.update(counters).values(last=counters.c.last + draw.choice([-1, 1, 5])))
            return Done("counter moved", ("counters",))
        if kind == "gone":
            connection.execute(sa.delete(ledger).where(ledger.c.number == number))
            return Done("event gone", (f"ledger {number}", f"ledger {number + 1}", "ledger head"))
        if kind == "tail":
            connection.execute(sa.delete(ledger).where(ledger.c.number >= number))
            return Done("events gone from the end", ("ledger head",))
        if kind == "added":
            connection.execute(sa.insert(ledger).values(**{**row, "number": last + 1}))
            return Done("event added", (f"ledger {last + 1}",))
        if kind == "swapped":
            if number == last:
                return None
            after = dict(connection.execute(sa.select(ledger).where(ledger.c.number == number + 1)).mappings().one())
            for place, other in ((number, after), (number + 1, row)):
                values = {name: value for name, value in other.items() if name != "number"}
                connection.execute(sa.update(ledger).where(ledger.c.number == place).values(**values))
            return Done("events swapped", (f"ledger {number}",))
        column = draw.choice([one for one in ledger.columns if one.name != "number"])
        values = {column.name: _changed(draw, row[column.name], column)}
        connection.execute(sa.update(ledger).where(ledger.c.number == number).values(values))
        return Done("event changed", (f"ledger {number}",))


def damage_once(seed: int, sound: Path, folder: Path) -> tuple[Done, tuple[Damage, ...]]:
    """Spoil one thing in a fresh copy of a sound archive; what was done and what verify names."""
    draw = random.Random(seed)
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sound, folder)
        archive = Archive.open(f"sqlite:///{folder}/a.db", str(folder / "files"))
        printed = head(archive)
        try:
            what = draw.choice(["file", "row", "ledger"])
            done = _file(draw, folder) if what == "file" else (_row if what == "row" else _ledger)(draw, archive)
        except sa.exc.IntegrityError:
            done = None  # the database itself refused this one
        if done is not None:
            named = verify(archive, printed)
            archive.close()
            return done, named
        archive.close()


def is_named(done: Done, named: tuple[Damage, ...]) -> bool:
    """Whether one of the damages is the very thing that was spoilt."""
    told = [f"{one.where} {one.which}" if one.where == "ledger" else one.which for one in named]
    return any(name in text for name in done.names for text in told)


def damage(console: Console, count: int, seed: int) -> bool:
    """Spoil one thing `count` times; the table by kind. Whether every one was named."""
    tried: Counter[str] = Counter()
    named: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        sound = Path(scratch) / "sound"
        furnished(sound)
        archive = Archive.open(f"sqlite:///{sound}/a.db", str(sound / "files"))
        clean = verify(archive, head(archive))
        archive.close()
        for number in range(count):
            done, found = damage_once(seed * 1_000_000 + number, sound, Path(scratch) / "spoilt")
            tried[done.kind] += 1
            named[done.kind] += is_named(done, found)
            if not is_named(done, found):
                console.print(f"seed {seed * 1_000_000 + number}: {done} → {found}")
    table = Table("damage", "done", "named")
    for kind in sorted(tried):
        table.add_row(kind, str(tried[kind]), str(named[kind]))
    table.add_row("all", str(sum(tried.values())), str(sum(named.values())))
    table.add_row("clean archive: damages told", "1", str(len(clean)))
    console.print(table)
    return sum(named.values()) == count and not clean
