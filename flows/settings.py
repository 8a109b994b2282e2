"""The settings of one office: office.toml and two environment variables, read once, at the door.

``CIRCULARS_HOME`` names the office's folder (default ``./office``), ``CIRCULARS_DATABASE_URL`` the database (default
SQLite in that folder) and ``CIRCULARS_FILES_URL`` where the archive keeps its files. Everything else stands in
``office.toml``, which a clerk may edit; a wrong value is refused by name with the remedy, never replaced by a default.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from circulars.directory.profile import OfficeProfile
from circulars.errors import SettingsWrong
from flows.office_file import Table, profiles_of, reviewers_of, write_first_office_toml
from flows.reviewers import Reviewer

__all__ = ["Settings", "load_settings", "make_folders", "office_home", "write_first_office_toml"]

FOLDERS = ("inbox", "quarantine", "drafts", "outbox", "archive", "work", "logs", "prefect", "run", "secrets", "reports")
PRIVATE = ("archive", "prefect", "run", "secrets", "work", "drafts", "quarantine", "logs")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the flows need to know about the office they run for.

    ``profiles`` holds the office itself first, then every office it acts for, by code. ``settle_seconds`` is how long
    a file's size and time must stand still before it is taken; ``forbidden`` reasons never live here: a wrong setting
    is refused while loading. ``own_series`` are the offices whose circulars (ว) number from 1 in a register of their own
    (ข้อ ๓๒); the others number in the sent register.
    """

    home: Path
    profile: OfficeProfile
    profiles: dict[str, OfficeProfile]
    database_url: str
    files_url: str
    reviewers: tuple[Reviewer, ...] = ()
    demo: bool = False
    engine: str = "thai"
    host: str = "127.0.0.1"
    port: int = 4200
    workers: int = 2
    settle_seconds: float = 2.0
    keep_days: int = 30
    remind_hours: dict[str, int] = field(default_factory=dict)
    templates: Path | None = None
    own_series: frozenset[str] = frozenset()

    def folder(self, name: str) -> Path:
        """One of the office's folders, by its name in the contract."""
        if name not in FOLDERS:
            raise ValueError(f"no folder {name} in an office")
        return self.home / name


def office_home(home: Path | None = None) -> Path:
    """The office's folder: the one given, else ``CIRCULARS_HOME``, else ``./office``. Absolute."""
    return (home or Path(os.environ.get("CIRCULARS_HOME") or "office")).expanduser().absolute()


def load_settings(home: Path | None = None) -> Settings:
    """Read office.toml. Raises SettingsWrong naming the value and the remedy."""
    place = office_home(home)
    file = place / "office.toml"
    try:
        table: Table = tomlkit.parse(file.read_text(encoding="utf-8")).unwrap()
    except FileNotFoundError as error:
        raise SettingsWrong(
            f"ไม่พบ {file} กรุณาสั่ง circulars up ครั้งแรกเพื่อสร้างไฟล์นี้ แล้วแก้ไขให้ตรงกับสำนักงาน", cause=str(error)
        ) from error
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise SettingsWrong(
            f"อ่าน {file} ไม่ได้ กรุณาตรวจเครื่องหมายคำพูดและวงเล็บในบรรทัดที่แจ้ง แล้วบันทึกเป็น UTF-8: {error}", cause=str(error)
        ) from error
    profiles = profiles_of(table, place)
    first = next(iter(profiles.values()))
    running = _table(table, "server")
    inbox = _table(table, "inbox")
    office = _table(table, "office")
    settings = Settings(
        home=place,
        profile=first,
        profiles=profiles,
        database_url=os.environ.get("CIRCULARS_DATABASE_URL") or f"sqlite:///{place / 'circulars.db'}",
        files_url=os.environ.get("CIRCULARS_FILES_URL") or str(place / "archive"),
        reviewers=reviewers_of(table, tuple(profiles)),
        demo=_flag(office, "demo", False),
        engine=str(office.get("engine", "thai")),
        host=str(running.get("host", "127.0.0.1")),
        port=_whole(running, "port", 4200, 1, 65535),
        workers=_whole(running, "workers", 2, 1, 64),
        settle_seconds=_seconds(inbox, "settle_seconds", 2.0),
        keep_days=_whole(running, "keep_days", 30, 1, 3650),
        remind_hours=_hours(_table(table, "reminders")),
        templates=Path(str(office["templates"])).expanduser() if "templates" in office else None,
        own_series=_own_series(table, first.office.code),
    )
    _refuse_overlaps(settings)
    return settings


def _own_series(table: Table, own: str) -> frozenset[str]:
    """Codes of the offices with ``circular_series = true``, ours and those we act for."""
    rows = table.get("acting_offices", [])
    sections = [(own, _table(table, "office")), *((str(row.get("code", "")), row) for row in rows)]
    return frozenset(code for code, section in sections if _flag(section, "circular_series", False))


def make_folders(settings: Settings) -> None:
    """Create the office's folders; those with secrets or letters are for their owner only."""
    settings.home.mkdir(parents=True, exist_ok=True)
    for name in FOLDERS:
        place = settings.folder(name)
        place.mkdir(exist_ok=True)
        if name in PRIVATE:
            place.chmod(0o700)


def _refuse_overlaps(settings: Settings) -> None:
    """Two folders of the office that are the same place, or one inside another, would take in their own output."""
    places = {name: settings.folder(name).resolve() for name in FOLDERS}
    for name, place in places.items():
        for other, there in places.items():
            if name < other and (place == there or place in there.parents or there in place.parents):
                raise SettingsWrong(
                    f"โฟลเดอร์ {name} กับ {other} ซ้อนกัน ({place} และ {there}) กรุณาแยกออกจากกันก่อนเริ่มระบบ",
                    cause="overlapping folders",
                )


def _table(table: Table, name: str) -> Table:
    value = table.get(name, {})
    if not isinstance(value, dict):
        raise SettingsWrong(f"[{name}] ใน office.toml ต้องเป็นหัวข้อ กรุณาแก้เป็น [{name}] แล้วตามด้วยบรรทัด ชื่อ = ค่า")
    return value


def _whole(table: Table, name: str, default: int, least: int, most: int) -> int:
    value = table.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise SettingsWrong(f"{name} ใน office.toml ต้องเป็นจำนวนเต็ม {least} ถึง {most} แต่พบ {value!r} กรุณาแก้ไข")
    return value


def _seconds(table: Table, name: str, default: float) -> float:
    value = table.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 3600:
        raise SettingsWrong(f"{name} ใน office.toml ต้องเป็นวินาที 0 ถึง 3600 แต่พบ {value!r} กรุณาแก้ไข")
    return float(value)


def _flag(table: Table, name: str, default: bool) -> bool:
    value = table.get(name, default)
    if not isinstance(value, bool):
        raise SettingsWrong(f"{name} ใน office.toml ต้องเป็น true หรือ false แต่พบ {value!r} กรุณาแก้ไข")
    return value


def _hours(table: Table) -> dict[str, int]:
    """How long a draft may wait before people are reminded, in hours, by urgency; ``ปกติ`` without one."""
    known = {"ด่วนที่สุด": 4, "ด่วนมาก": 8, "ด่วน": 24, "ปกติ": 72}
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise SettingsWrong(f"[reminders] มี {', '.join(unknown)} ซึ่งไม่ใช่ชั้นความเร็ว ใช้ได้แต่ {', '.join(known)} กรุณาแก้ไข")
    return {level: _whole(table, level, hours, 1, 10_000) for level, hours in known.items()}
