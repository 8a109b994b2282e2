"""Backup while running, and restore into an empty place; a backup is one that restore and verify accept.

A backup is a folder: every file of the store, the tables as JSON lines, and a manifest with their sha256, written last.
The tables are read in one transaction, so that they fit together; the same backup restores into SQLite or PostgreSQL.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.registers.deliveries import refill_standing
from circulars.archive.search.refill import refill
from circulars.archive.store.ledger import BACKED_UP
from circulars.archive.store.tables import citations, metadata
from circulars.archive.tracing.answers import refill_asked
from circulars.errors import ArchiveFault

_MANIFEST = "manifest.json"


def backup(archive: Archive, folder: Path, *, office: str, beside: tuple[str, ...] = ()) -> int:
    """Write a backup into a new or empty folder; the number of files in it. Raises ArchiveFault.

    `office` is whose backup it is: a database may be shared. `beside` are names that may stand in the folder already. An
    archive with letters and not one file is a fault: it is not the archive of this office, or its files are out of reach.
    """
    if folder.exists() and any(path.name not in beside for path in folder.iterdir()):
        raise ArchiveFault(
            f"โฟลเดอร์ {folder} ไม่ว่าง กรุณาเลือกโฟลเดอร์ใหม่สำหรับชุดสำรอง", code="not-empty", cause=str(folder)
        )
    (folder / "files").mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    sums: dict[str, str] = {}
    with archive.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        rows = {t.name: [dict(r) for r in connection.execute(sa.select(t)).mappings()] for t in metadata.sorted_tables}
    if (rows["scans"] or rows["issued"]) and not rows["files"]:
        raise ArchiveFault(
            "แฟ้มมีหนังสือแต่ไม่มีไฟล์สักไฟล์ จึงสำรองไม่ได้ กรุณาสั่ง circulars verify แล้วแจ้งผู้ดูแลระบบ",
            code="no-files",
            cause="no files",
        )
    for name, content in rows.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content).encode()
        (folder / f"{name}.jsonl").write_bytes(text)
        sums[f"{name}.jsonl"] = hashlib.sha256(text).hexdigest()
    for row in rows["files"]:
        sha256 = str(row["sha256"])
        (folder / "files" / sha256).write_bytes(archive.store.get(sha256))
        sums[f"files/{sha256}"] = sha256
    (folder / _MANIFEST).write_text(json.dumps(sums, indent=0, sort_keys=True), encoding="utf-8")
    counted = {"files": str(len(rows["files"])), "events": str(len(rows["ledger"]))}
    archive.record_event(BACKED_UP, "archive", {"office": office, **counted})
    return len(rows["files"])


def restore(folder: Path, archive: Archive) -> int:
    """Bring a backup into an empty archive; the number of files. Raises ArchiveFault, before anything is written."""
    sums = prove(folder)
    with archive.reading.connect() as connection:
        if connection.execute(sa.text("SELECT 1 FROM ledger LIMIT 1")).first() is not None:
            raise ArchiveFault(
                "สำนักงานนี้มีข้อมูลอยู่แล้ว กรุณาคืนข้อมูลลงในสำนักงานว่าง", code="not-empty", cause="ledger not empty"
            )
    for name in sums:
        if name.startswith("files/"):
            archive.store.put((folder / name).read_bytes())
    with archive.engine.begin() as connection:
        for table in metadata.sorted_tables:
            name = f"{table.name}.jsonl"
            content = _rows(folder / name) if name in sums else []  # a table younger than the backup
            for start in range(0, len(content), 500):
                connection.execute(sa.insert(table), content[start : start + 500])
        refill(connection, archive.now().isoformat(timespec="seconds"), cite=f"{citations.name}.jsonl" not in sums)
        refill_asked(connection, archive.now().date())
        refill_standing(connection)
    return sum(name.startswith("files/") for name in sums)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def prove(folder: Path) -> dict[str, str]:
    """The files of a backup with their sha256, each read and compared. Raises ArchiveFault (bad-backup)."""
    try:
        sums: dict[str, str] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveFault(f"{folder} ไม่ใช่ชุดสำรองที่สมบูรณ์ กรุณาเลือกชุดอื่น", code="bad-backup", cause=str(error)) from error
    for name, expected in sums.items():
        try:
            actual = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ArchiveFault(f"ชุดสำรองขาดไฟล์ {name} กรุณาเลือกชุดอื่น", code="bad-backup", cause=str(error)) from error
        if actual != expected:
            raise ArchiveFault(f"ไฟล์ {name} ในชุดสำรองเสียหาย กรุณาเลือกชุดอื่น", code="bad-backup", cause=name)
    return sums
