"""A backup of a running office."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import tomlkit
from sqlalchemy.engine import make_url

from circulars.archive import Archive
from circulars.archive.export.backup import backup
from circulars.errors import ArchiveFault
from flows.office.backup.listing import (
    DATABASE,
    FILE_KEYS,
    FIRST,
    LIST,
    MADE_ANEW,
    SETTINGS,
    STORES,
    Kept,
    OfficeList,
    Report,
    told_name,
)
from flows.settings import Settings


def back_up_office(settings: Settings, archive: Archive, folder: Path) -> Report:
    """Write a backup of a running office into a new or empty folder. Raises ArchiveFault, OSError."""
    if folder.exists() and any(folder.iterdir()):
        raise ArchiveFault(
            f"โฟลเดอร์ {folder} ไม่ว่าง กรุณาเลือกโฟลเดอร์ใหม่สำหรับชุดสำรอง", code="not-empty", cause=str(folder)
        )
    inside = folder / "office"
    inside.mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    closed: list[str] = []
    kept = [_copied(path, settings.home, inside, closed) for path in _files(settings.home, folder)]
    files = {one.path: one for one in kept if one is not None}
    moved = tuple(_outside(settings.home, inside, files))
    archived = backup(archive, folder, office=settings.profile.office.code, beside=("office",))
    number, digest = _head_of(folder)
    place = make_url(settings.database_url).render_as_string(hide_password=True)
    told = OfficeList(
        tuple(replace(one, path=told_name(one.path)) for one in files.values()), number, digest, place, moved
    )
    text = json.dumps(asdict(told), ensure_ascii=False, indent=0)
    (folder / LIST).write_text(text, encoding="utf-8")
    (folder / LIST).chmod(0o600)
    if closed:  # last of all: everything else is kept, and the list is written
        raise ArchiveFault(
            f"สำรองแล้ว แต่เปิดอ่านไม่ได้ {len(closed)} รายการ: {', '.join(closed[:5])} กรุณาให้ผู้ดูแลระบบให้สิทธิ์อ่าน แล้วสำรองอีกครั้ง",
            code="unreadable-file",
            cause="; ".join(closed),
        )
    return Report(archived, sum(not one.folder for one in files.values()), number, digest, place)


def _head_of(folder: Path) -> tuple[int, str]:
    """The last event in the backup; the event that tells of the backup itself comes after."""
    last = (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1:]
    event: dict[str, Any] = json.loads(last[0]) if last else {"number": 0, "hash": ""}
    return int(event["number"]), str(event["hash"])


def _files(home: Path, backup_folder: Path) -> Iterator[Path]:
    """What belongs to the office, in the order in which it is copied; links are not followed."""
    names = sorted(path.name for path in home.iterdir())
    order = [*(name for name in FIRST if name in names), *(name for name in names if name not in FIRST)]
    for name in order:
        path = home / name
        if name in MADE_ANEW or name in DATABASE or path.is_symlink() or _same(path, backup_folder):
            continue
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from _below(path, backup_folder)


def _below(folder: Path, backup_folder: Path) -> Iterator[Path]:
    found = sorted(path for path in folder.rglob("*") if not path.is_symlink())
    yield folder
    for path in found:
        inside = _same(path, backup_folder) or backup_folder.resolve() in path.resolve().parents
        if not inside and path.name != STORES and _there(path):
            yield path


def _there(path: Path) -> bool:
    """A file or folder; what cannot be looked at is one too, so that it is named."""
    try:
        return path.is_file() or path.is_dir()
    except OSError:
        return True


def _same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


def _copied(path: Path, home: Path, inside: Path, closed: list[str]) -> Kept | None:
    """One file or folder copied; None for one that has moved on meanwhile, or, named in `closed`, may not be read."""
    name = path.relative_to(home).as_posix()
    try:
        mode = path.stat().st_mode & 0o777
        target = inside / name
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            return Kept(name, "", mode, folder=True)
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except PermissionError:  # a stranger's file that lies in the inbox; what is the office's own it can read
        closed.append(told_name(name))
        return None
    return _written(name, content, mode, target)


def _written(name: str, content: bytes, mode: int, target: Path) -> Kept:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    target.write_bytes(content)
    return Kept(name, hashlib.sha256(content).hexdigest(), mode)


def _outside(home: Path, inside: Path, files: dict[str, Kept]) -> Iterator[tuple[str, str]]:
    """Copy the files that office.toml names elsewhere on the machine; the setting's name and the path of its copy."""
    table: dict[str, Any] = tomlkit.parse((home / SETTINGS).read_text(encoding="utf-8")).unwrap()
    rows = [("office", table.get("office", {})), *_acting(table)]
    for where, row in rows:
        for key in FILE_KEYS:
            if not row.get(key):
                continue
            named = Path(str(row[key])).expanduser()
            place = (home / named).resolve()
            if home.resolve() in place.parents and not named.is_absolute():
                continue  # copied with the folder, and found again under the same name
            name = f"settings/{len(files)}-{place.name}"
            found = sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]
            for path in found:
                sub = f"{name}/{path.relative_to(place).as_posix()}" if place.is_dir() else name
                files[sub] = _written(sub, path.read_bytes(), path.stat().st_mode & 0o777, inside / sub)
            yield f"{where}.{key}", name


def _acting(table: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"acting_offices.{place}", row) for place, row in enumerate(table.get("acting_offices", []))]
