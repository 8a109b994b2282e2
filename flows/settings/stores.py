"""Where an office keeps its database and files: named by the environment once, remembered in the office's folder.

A nightly unit, cron or another shell has not the environment of the service. Without this record such a process would
make an empty database of its own and call it sound. ``secrets/stores.json`` is for its owner only: an address of
PostgreSQL may hold a password.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from circulars.errors import SettingsWrong

DATABASE, FILES = "CIRCULARS_DATABASE_URL", "CIRCULARS_FILES_URL"


@dataclass(frozen=True, slots=True)
class Stores:
    """The address of the database (SQLAlchemy) and of the files (a folder, or an address of fsspec)."""

    database_url: str
    files_url: str


def stores_of(home: Path) -> Stores:
    """Named by the environment, else as recorded, else in the office's folder.

    Raises SettingsWrong when the environment names another place than the one the office works with.
    """
    known = _recorded(home)
    own = Stores(f"sqlite:///{home / 'circulars.db'}", str(home / "archive"))
    named = Stores(_named_database(), _named_files())
    if known is not None:
        for variable, told, kept in (
            (DATABASE, named.database_url, known.database_url),
            (FILES, named.files_url, known.files_url),
        ):
            if told and told != kept:
                raise SettingsWrong(
                    f"{variable} ชี้ไปคนละที่กับที่สำนักงานนี้ใช้อยู่ ระบบไม่เปิดที่อื่นแทนเพราะเลขจะเริ่มใหม่ กรุณาแก้ {variable} ให้ตรงเดิม "
                    f"หรือถ้าย้ายข้อมูลแล้วจริง ให้ลบไฟล์ {_file(home)} แล้วสั่ง circulars up",
                    cause=f"{variable} differs from the record",
                )
    base = known or own
    return Stores(named.database_url or base.database_url, named.files_url or base.files_url)


def record_stores(home: Path, stores: Stores) -> None:
    """Remember where the office keeps its data, if it is not in its own folder. The folder ``secrets`` must be there."""
    if stores == Stores(f"sqlite:///{home / 'circulars.db'}", str(home / "archive")) and _recorded(home) is None:
        return
    file = _file(home)
    draft = file.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(stores), indent=1), encoding="utf-8")
    draft.replace(file)


def require_database(stores: Stores) -> None:
    """Raises SettingsWrong where there is no database yet: looking must not make an empty one."""
    url = make_url(stores.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise SettingsWrong(
            f"ไม่พบฐานข้อมูลของสำนักงาน ({url.database}) จึงไม่มีอะไรให้ตรวจหรือสำรอง ถ้าฐานข้อมูลอยู่ที่อื่น กรุณาตั้ง {DATABASE} ให้ตรงกับที่ใช้อยู่ "
            "แล้วสั่งอีกครั้ง ถ้าเป็นสำนักงานใหม่ให้สั่ง circulars up ก่อน",
            cause="no database",
        )


def _named_database() -> str:
    """The environment's database; a relative path of SQLite counts from where the command stands, once and for all."""
    text = os.environ.get(DATABASE) or ""
    if not text:
        return ""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise SettingsWrong(
            f"{DATABASE} ไม่ใช่ที่อยู่ของฐานข้อมูล กรุณาแก้ เช่น postgresql://ชื่อผู้ใช้@เครื่อง/circulars", cause=str(error)
        ) from error
    if url.drivername in ("postgresql", "postgresql+psycopg"):
        return text
    if url.drivername != "sqlite" or url.host or not url.database:
        raise SettingsWrong(
            f"{DATABASE} ใช้ไม่ได้ กรุณาเขียนเป็น postgresql://ชื่อผู้ใช้@เครื่อง/circulars หรือ sqlite:////ที่อยู่เต็ม/circulars.db หรือลบตัวแปรนี้",
            cause=url.drivername,
        )
    return f"sqlite:///{Path(url.database).resolve()}"


def _named_files() -> str:
    """The environment's place for files; a relative folder counts from where the command stands, once and for all."""
    text = os.environ.get(FILES) or ""
    return text if not text or "://" in text else str(Path(text).resolve())


def _file(home: Path) -> Path:
    return home / "secrets" / "stores.json"


def _recorded(home: Path) -> Stores | None:
    file = _file(home)
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return Stores(str(told["database_url"]), str(told["files_url"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise SettingsWrong(f"อ่าน {file} ไม่ได้ กรุณาตรวจสิทธิ์ของไฟล์ หรือคืนไฟล์นี้จากชุดสำรอง", cause=str(error)) from error
