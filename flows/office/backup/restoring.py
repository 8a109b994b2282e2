"""An office brought back from its backup."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import tomlkit

from circulars.archive import Archive
from circulars.archive.export.backup import prove, restore
from circulars.archive.export.verify import verify
from circulars.errors import ArchiveFault
from circulars.thai.clock import now
from flows.office.backup.listing import (
    DATABASE,
    LIST,
    MADE_ANEW,
    OFFICE_LIST,
    SETTINGS,
    STORES,
    Kept,
    OfficeList,
    Report,
    named,
)
from flows.settings import load_settings, make_folders


def restore_office(folder: Path, home: Path, *, clock: Callable[[], dt.datetime] = now) -> Report:
    """Bring an office back into a new folder; everything is proved before anything is written. Raises ArchiveFault.

    That it was restored, from which head, is the first event after those of the backup.
    Stopped half-way it may be called again: what is there already, and is the same, is left.
    """
    prove(folder)
    told = _proved(folder)
    settings_text = _pointing_inside(folder / "office", home, told)
    _refuse_other(home, told, settings_text)
    home.mkdir(parents=True, exist_ok=True)
    for one in told.files:
        _put_back(one, folder / "office", home)
    (home / SETTINGS).write_bytes(settings_text)
    settings = load_settings(home)
    make_folders(settings)
    archive = Archive.open(settings.database_url, settings.files_url, clock=clock)
    try:
        archived = restore(folder, archive)
        damages = verify(archive, (told.events, told.head))
        if not damages:
            archive.record_event("restored", "office", {"events": str(told.events), "head": told.head})
    finally:
        archive.close()
    if damages:
        raise ArchiveFault(
            f"คืนแล้วแต่พบความเสียหาย {len(damages)} จุด เช่น {damages[0].message} สั่ง circulars verify เพื่อดูทั้งหมด และอย่าเพิ่งเริ่มใช้งาน",
            code="bad-backup",
            cause=damages[0].which,
        )
    return Report(archived, sum(not one.folder for one in told.files), told.events, told.head, told.database)


def _proved(folder: Path) -> OfficeList:
    try:
        told = OFFICE_LIST.validate_json((folder / LIST).read_bytes())
        told = replace(told, files=tuple(replace(one, path=named(one.path)) for one in told.files))
    except (OSError, ValueError) as error:
        raise ArchiveFault(
            f"{folder} ไม่มีรายการไฟล์ของสำนักงาน ({LIST}) จึงไม่ใช่ชุดสำรองที่ครบ กรุณาเลือกชุดอื่น",
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
        if path.is_file() and path.relative_to(home).parts[0] not in (*MADE_ANEW, *DATABASE) and path.name != STORES
    ]
    for name in strangers:
        content = (home / name).read_bytes()
        if same.get(name) != hashlib.sha256(content).hexdigest() and (name, content) != (SETTINGS, settings_text):
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
    text = (inside / SETTINGS).read_bytes()
    if not told.moved:
        return text
    document: Any = tomlkit.parse(text.decode())
    for setting, name in told.moved:
        *where, key = setting.split(".")
        row = document[where[0]] if len(where) == 1 else document[where[0]][int(where[1])]
        row[key] = str(home / name)
    return tomlkit.dumps(document).encode()
