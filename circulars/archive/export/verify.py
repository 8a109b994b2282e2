"""Verify: re-hash every file, check every sealed row against the ledger, and the ledger against itself."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.registers.deliveries import last_of_all
from circulars.archive.search import index
from circulars.archive.store.ledger import GENESIS, event_hash, row_digest, row_key
from circulars.archive.store.tables import DROPPED, SEALED, counters, files, ledger, register, standing
from circulars.errors import ArchiveFault

_FILING_SECONDS = 3.0
"""So long a file may lie in the store before its row is entered: a writer waits for its turn."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was: where (ledger, row, file), which, and a Thai sentence."""

    where: str
    which: str
    message: str


def verify(archive: Archive, *printed: tuple[int, str]) -> tuple[Damage, ...]:
    """Every edited, missing or added event, row, file and entry of the index, by name; empty for a sound archive.

    `printed` are heads (number or 0, hash) noted earlier, on paper: only they can prove that no event is missing from
    the end, and that the whole chain was not computed anew.
    """
    with archive.snapshot() as connection:  # letters come in and go out meanwhile
        expected: dict[tuple[str, str], str] = {}
        damages = list(_ledger(connection, expected))
        for noted in printed:
            damages += _end(connection, *noted)
        damages += _rows(connection, expected)
        damages += _counters(connection)
        damages += _standings(connection)
        damages += [Damage("index", letter_id, told) for letter_id, told in index.faults(connection)]
        known = {str(row.sha256) for row in connection.execute(sa.select(files.c.sha256))}
    damages += _files(archive, known)
    return tuple(damages)


def contradicted(archive: Archive, *printed: tuple[int, str]) -> tuple[Damage, ...]:
    """Those of the heads (number or 0, hash) that do not stand in the ledger; nothing else is looked at."""
    with archive.reading.connect() as connection:
        return tuple(damage for noted in printed for damage in _end(connection, *noted))


def head(archive: Archive) -> tuple[int, str]:
    """Number and hash of the last event: printed daily, it vouches for everything before."""
    with archive.reading.connect() as connection:
        row = connection.execute(
            sa.select(ledger.c.number, ledger.c.hash).order_by(ledger.c.number.desc()).limit(1)
        ).first()
    return (int(row.number), str(row.hash)) if row else (0, GENESIS)


def _ledger(connection: sa.Connection, expected: dict[tuple[str, str], str]) -> Iterator[Damage]:
    """Walk the chain; fill in which digest each sealed row must have."""
    previous, number = GENESIS, 0
    for row in connection.execute(sa.select(ledger).order_by(ledger.c.number)).mappings():
        number += 1
        if row["number"] != number:
            yield Damage("ledger", str(number), f"สมุดบันทึกเหตุการณ์ขาดหรือเกินที่ลำดับ {number}")
            number = int(row["number"])
        own = event_hash(row["number"], row["at"], row["kind"], row["subject"], row["detail"], row["previous"])
        if row["previous"] != previous or own != row["hash"]:
            yield Damage("ledger", str(row["number"]), f"เหตุการณ์ลำดับ {row['number']} ในสมุดบันทึกถูกแก้ไข")
        previous = row["hash"]
        try:
            written = json.loads(row["detail"]).get("rows", [])
            expected.update({(table, key): digest for table, key, digest in written if table not in DROPPED})
        except (ValueError, AttributeError, TypeError):
            yield Damage("ledger", str(row["number"]), f"เหตุการณ์ลำดับ {row['number']} อ่านไม่ได้")


def _end(connection: sa.Connection, number: int, digest: str) -> Iterator[Damage]:
    """The head that was printed must still stand in the chain."""
    if digest in ("", GENESIS):
        return
    if number == 0:
        if connection.execute(sa.select(ledger.c.number).where(ledger.c.hash == digest)).first() is None:
            told = f"ลายนิ้วมือที่เก็บไว้ {digest[:12]}… ไม่มีในสมุดบันทึกนี้ สมุดถูกเขียนใหม่หรือย้อนกลับไปก่อนหน้านั้น"
            yield Damage("ledger", f"head {digest[:12]}", told)
        return
    kept = connection.execute(sa.select(ledger.c.hash).where(ledger.c.number == number)).scalar()
    if kept != digest:
        told = "หายไปจากท้ายสมุด" if kept is None else "ไม่ตรงกับลายนิ้วมือที่พิมพ์ไว้"
        yield Damage("ledger", f"head {number}", f"เหตุการณ์ลำดับ {number} {told}")


def _counters(connection: sa.Connection) -> Iterator[Damage]:
    """The next number of each register follows the highest one given; a counter moved ahead would leave a gap."""
    highest = {
        (row.office, row.book, row.year_be): int(row.last)
        for row in connection.execute(
            sa.select(
                register.c.office, register.c.book, register.c.year_be, sa.func.max(register.c.number).label("last")
            ).group_by(register.c.office, register.c.book, register.c.year_be)
        )
    }
    for row in connection.execute(sa.select(counters)):
        key = (row.office, row.book, row.year_be)
        if highest.get(key, 0) != row.last:
            name = f"counters {row.office} {row.book} {row.year_be}"
            yield Damage("row", name, f"ตัวนับเลขทะเบียน {row.office} {row.book} ปี {row.year_be} ถูกแก้ไข")


def _standings(connection: sa.Connection) -> Iterator[Damage]:
    """By this list letters that wait to be mailed, or came back, are found: one that it lacks would wait for ever."""
    kept = {
        (str(row.letter_id), int(row.place), int(row.number), str(row.state))
        for row in connection.execute(sa.select(standing))
    }
    for letter_id in sorted({one[0] for one in kept ^ last_of_all(connection)}):
        yield Damage(
            "row",
            f"standing {letter_id}",
            f"รายการสถานะการส่งของหนังสือ {letter_id} ไม่ตรงกับบันทึกการส่ง กรุณาสั่ง circulars reindex",
        )


def _rows(connection: sa.Connection, expected: dict[tuple[str, str], str]) -> Iterator[Damage]:
    seen = set()
    for name, table in SEALED.items():
        for row in connection.execute(sa.select(table)).mappings():
            values = dict(row)
            key = (name, row_key(table, values))
            seen.add(key)
            if key not in expected:
                yield Damage("row", f"{name} {key[1]}", f"มีรายการเพิ่มในตาราง {name}: {key[1]} โดยไม่มีเหตุการณ์รองรับ")
            elif row_digest(name, values) != expected[key] or values["digest"] != expected[key]:
                yield Damage("row", f"{name} {key[1]}", f"รายการในตาราง {name} ถูกแก้ไข: {key[1]}")
    for name, identity in expected.keys() - seen:
        yield Damage("row", f"{name} {identity}", f"รายการในตาราง {name} หายไป: {identity}")


def _files(archive: Archive, known: set[str]) -> Iterator[Damage]:
    kept = set(archive.store.names())
    for sha256 in sorted(known):
        try:
            archive.store.get(sha256)
        except ArchiveFault as error:
            yield Damage("file", sha256, f"ไฟล์ {sha256[:12]}… {error.message}")
    for name in sorted(_strangers(archive, kept - known)):
        yield Damage("file", name, f"มีไฟล์แปลกปลอมในแฟ้ม: {name[:60]}")


def _strangers(archive: Archive, names: set[str]) -> set[str]:
    """Those of these files that nobody enters: what is being filed just now lies in the store before its row does."""
    end = time.monotonic() + _FILING_SECONDS
    while names:
        with archive.reading.connect() as connection:
            names = names - {str(row.sha256) for row in connection.execute(sa.select(files.c.sha256))}
        if not names or time.monotonic() > end:
            break
        time.sleep(0.2)
    return names
