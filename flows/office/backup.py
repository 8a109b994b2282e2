"""A backup is the office: the archive, and everything in the office's folder that could not be made anew.

Beside the archive's own backup stand, under ``office/``, office.toml, emblem and own templates (wherever they lie), the
reviewers' secrets and the login, edited drafts, quarantine with its notes, the inbox, claims at work, outbox, reports.
Left out is what the office makes anew: Prefect's database, logs, run records, and the archive, which has its own form.
The list ``office.json``, written last, proves every file by its sha256. Files keep their modes; secrets are for the
owner only, so the folder of a backup is as secret as the office itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import TypeAdapter
from sqlalchemy.engine import make_url

from circulars.archive import Archive
from circulars.archive.export.backup import backup, prove, restore
from circulars.archive.export.verify import verify
from circulars.errors import ArchiveFault
from flows.settings import Settings, load_settings, make_folders

MADE_ANEW = ("archive", "prefect", "run", "logs")
_FIRST = ("inbox", "work")
"""Files move on from the inbox to the work and from there into the archive: copied in this order, none slips through."""
_DATABASE = ("circulars.db", "circulars.db-wal", "circulars.db-shm", "circulars.db-queue")
_LIST, _STORES = "office.json", "stores.json"
_SETTINGS = "office.toml"
_HEX = "hex:"
_FILE_KEYS = ("emblem", "templates")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the office: its path there, sha256 and mode; ``empty`` for a folder without files."""

    path: str
    sha256: str
    mode: int
    folder: bool = False


@dataclass(frozen=True, slots=True)
class OfficeList:
    """What a backup holds of the office's folder, the ledger's head then, and where the database was (no password).

    ``moved`` are settings whose file lay outside the office's folder: their name in office.toml, and its path here.
    """

    files: tuple[Kept, ...]
    events: int
    head: str
    database: str
    moved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """How a backup or restoring went: files of the archive, files of the office, the ledger's head."""

    archived: int
    office: int
    events: int
    head: str
    database: str


_OFFICE_LIST = TypeAdapter(OfficeList)


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
    archived = backup(archive, folder, beside=("office",))
    number, digest = _head_of(folder)
    place = make_url(settings.database_url).render_as_string(hide_password=True)
    told = OfficeList(tuple(replace(one, path=_told(one.path)) for one in files.values()), number, digest, place, moved)
    text = json.dumps(asdict(told), ensure_ascii=False, indent=0)
    (folder / _LIST).write_text(text, encoding="utf-8")
    (folder / _LIST).chmod(0o600)
    if closed:  # last of all: everything else is kept, and the list is written
        raise ArchiveFault(
            f"สำรองแล้ว แต่เปิดอ่านไม่ได้ {len(closed)} รายการ: {', '.join(closed[:5])} กรุณาให้ผู้ดูแลระบบให้สิทธิ์อ่าน แล้วสำรองอีกครั้ง",
            code="unreadable-file",
            cause="; ".join(closed),
        )
    return Report(archived, sum(not one.folder for one in files.values()), number, digest, place)


def restore_office(folder: Path, home: Path) -> Report:
    """Bring an office back into a new folder; everything is proved before anything is written. Raises ArchiveFault.

    Stopped half-way it may be called again: what is there already, and is the same, is left.
    """
    prove(folder)
    told = _proved(folder)
    settings_text = _pointing_inside(folder / "office", home, told)
    _refuse_other(home, told, settings_text)
    home.mkdir(parents=True, exist_ok=True)
    for one in told.files:
        _put_back(one, folder / "office", home)
    (home / _SETTINGS).write_bytes(settings_text)
    settings = load_settings(home)
    make_folders(settings)
    archive = Archive.open(settings.database_url, settings.files_url)
    try:
        archived = restore(folder, archive)
        damages = verify(archive, (told.events, told.head))
    finally:
        archive.close()
    if damages:
        raise ArchiveFault(
            f"คืนแล้วแต่พบความเสียหาย {len(damages)} จุด เช่น {damages[0].message} สั่ง circulars verify เพื่อดูทั้งหมด และอย่าเพิ่งเริ่มใช้งาน",
            code="bad-backup",
            cause=damages[0].which,
        )
    return Report(archived, sum(not one.folder for one in told.files), told.events, told.head, told.database)


def _head_of(folder: Path) -> tuple[int, str]:
    """The last event in the backup; the event that tells of the backup itself comes after."""
    last = (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1:]
    event: dict[str, Any] = json.loads(last[0]) if last else {"number": 0, "hash": ""}
    return int(event["number"]), str(event["hash"])


def _files(home: Path, backup_folder: Path) -> Iterator[Path]:
    """What belongs to the office, in the order in which it is copied; links are not followed."""
    names = sorted(path.name for path in home.iterdir())
    order = [*(name for name in _FIRST if name in names), *(name for name in names if name not in _FIRST)]
    for name in order:
        path = home / name
        if name in MADE_ANEW or name in _DATABASE or path.is_symlink() or _same(path, backup_folder):
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
        if not inside and path.name != _STORES and _there(path):
            yield path


def _there(path: Path) -> bool:
    """A file or folder; what cannot be looked at is one too, so that it is named."""
    try:
        return path.is_file() or path.is_dir()
    except OSError:
        return True


def _told(name: str) -> str:
    """A path as the list tells it: plain, or, where its bytes are no UTF-8 (a scanner's name in TIS-620), in hex."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return _HEX + os.fsencode(name).hex()
    return name


def _named(told: str) -> str:
    return os.fsdecode(bytes.fromhex(told.removeprefix(_HEX))) if told.startswith(_HEX) else told


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
        closed.append(_told(name))
        return None
    return _written(name, content, mode, target)


def _written(name: str, content: bytes, mode: int, target: Path) -> Kept:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=0o600)
    target.write_bytes(content)
    return Kept(name, hashlib.sha256(content).hexdigest(), mode)


def _outside(home: Path, inside: Path, files: dict[str, Kept]) -> Iterator[tuple[str, str]]:
    """Copy the files that office.toml names elsewhere on the machine; the setting's name and the path of its copy."""
    table: dict[str, Any] = tomlkit.parse((home / _SETTINGS).read_text(encoding="utf-8")).unwrap()
    rows = [("office", table.get("office", {})), *_acting(table)]
    for where, row in rows:
        for key in _FILE_KEYS:
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


def _proved(folder: Path) -> OfficeList:
    try:
        told = _OFFICE_LIST.validate_json((folder / _LIST).read_bytes())
        told = replace(told, files=tuple(replace(one, path=_named(one.path)) for one in told.files))
    except (OSError, ValueError) as error:
        raise ArchiveFault(
            f"{folder} ไม่มีรายการไฟล์ของสำนักงาน ({_LIST}) จึงไม่ใช่ชุดสำรองที่ครบ กรุณาเลือกชุดอื่น",
            code="bad-backup",
            cause=str(error),
        ) from error
    for one in told.files:
        if Path(one.path).is_absolute() or ".." in Path(one.path).parts:
            raise ArchiveFault(f"ชุดสำรองมีชื่อไฟล์ที่ใช้ไม่ได้: {one.path}", code="bad-backup", cause=one.path)
        if one.folder:
            continue
        try:
            actual = hashlib.sha256((folder / "office" / one.path).read_bytes()).hexdigest()
        except OSError as error:
            raise ArchiveFault(f"ชุดสำรองขาดไฟล์ {one.path} กรุณาเลือกชุดอื่น", code="bad-backup", cause=str(error)) from error
        if actual != one.sha256:
            raise ArchiveFault(f"ไฟล์ {one.path} ในชุดสำรองเสียหาย กรุณาเลือกชุดอื่น", code="bad-backup", cause=one.path)
    return told


def _refuse_other(home: Path, told: OfficeList, settings_text: bytes) -> None:
    """Only a new folder, or one in which the same backup was begun: another office's files are never mixed in."""
    if not home.exists():
        return
    same = {one.path: one.sha256 for one in told.files if not one.folder}
    strangers = [
        path.relative_to(home).as_posix()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.relative_to(home).parts[0] not in (*MADE_ANEW, *_DATABASE) and path.name != _STORES
    ]
    for name in strangers:
        content = (home / name).read_bytes()
        if same.get(name) != hashlib.sha256(content).hexdigest() and (name, content) != (_SETTINGS, settings_text):
            raise ArchiveFault(
                f"โฟลเดอร์ {home} มีสำนักงานอยู่แล้ว ({name}) กรุณาคืนลงในโฟลเดอร์ใหม่ เช่น circulars restore ชุดสำรอง --home โฟลเดอร์ใหม่",
                code="not-empty",
                cause=name,
            )


def _put_back(one: Kept, inside: Path, home: Path) -> None:
    target = home / one.path
    if one.folder:
        target.mkdir(parents=True, exist_ok=True)
        target.chmod(one.mode | 0o700)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    shutil.copyfile(inside / one.path, draft)
    draft.chmod(one.mode)
    draft.replace(target)


def _pointing_inside(inside: Path, home: Path, told: OfficeList) -> bytes:
    """office.toml as kept, naming the copies of what lay elsewhere on the old machine."""
    text = (inside / _SETTINGS).read_bytes()
    if not told.moved:
        return text
    document: Any = tomlkit.parse(text.decode())
    for setting, name in told.moved:
        *where, key = setting.split(".")
        row = document[where[0]] if len(where) == 1 else document[where[0]][int(where[1])]
        row[key] = str(home / name)
    return tomlkit.dumps(document).encode()
