"""Quarantine: what could not be taken in, kept as it came, each with a Thai .txt saying why and what to do."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from circulars.intake.claims import settle_folder, write_whole
from circulars.intake.names import kept_name, name_bytes, shown_name
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

NAME_BYTES = 255
"""Longest name of ext4, XFS and NTFS over SMB, in bytes of UTF-8 (a Thai letter is three)."""


_FILE, _WHEN, _END = "ไฟล์: ", "วันเวลา: ", "แก้ไขแล้วให้วางไฟล์ลงในโฟลเดอร์ inbox อีกครั้ง ระบบไม่ได้ลบไฟล์นี้"
_LATER = "• "
"""How a line begins that was added to a note when somebody dealt with the file."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file in quarantine: when it was put aside (as the note says), why, what was done about it since.

    ``key`` is its name in the folder as plain ASCII (`kept_name`), ``name`` as people read it; ``size`` in bytes, None for
    what is no file; ``changed`` when the note was written, in seconds of the epoch.
    """

    key: str
    name: str
    when: str
    reason: str
    done: tuple[str, ...]
    size: int | None
    changed: float


def held_files(quarantine: Path) -> tuple[Held, ...]:
    """What lies in quarantine, the last put aside first; a file whose note is gone has no reason."""
    names = {path.name: path for path in quarantine.iterdir()} if quarantine.is_dir() else {}
    notes = {f"{name}.txt" for name in names if f"{name}.txt" in names}
    found = [_held(path) for name, path in names.items() if name not in notes and not name.startswith(".")]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (-one.changed, one.name)))


def held_file(quarantine: Path, key: str) -> Held | None:
    """The one of this key, or None: only what lies in the folder has one."""
    return next((one for one in held_files(quarantine) if one.key == key), None)


def path_of(quarantine: Path, held: Held) -> Path:
    """Where a held file lies."""
    return quarantine / os.fsdecode(name_bytes(held.key))


def put_back(quarantine: Path, held: Held, inbox: Path) -> Path | None:
    """Move a file back into the inbox to be taken in again; its note goes. None where it is gone or is no file."""
    source = path_of(quarantine, held)
    if held.size is None or not source.is_file() or source.is_symlink():
        return None
    target = free_name(inbox, held.name)
    _move(source, target)
    _note(source).unlink(missing_ok=True)
    settle_folder(inbox)
    return target


def add_to_note(quarantine: Path, held: Held, line: str) -> None:
    """Add to a file's note what somebody did about it. The note is written whole or not at all."""
    note = _note(path_of(quarantine, held))
    text = note.read_text(encoding="utf-8") if note.is_file() else f"{_FILE}{held.name}\n{_WHEN}\n\n\n"
    draft = quarantine / f".{held.key[:60]}.new"
    write_whole(draft, f"{text}{_LATER}{' '.join(line.split())}\n".encode())
    draft.replace(note)


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.txt")


def _held(path: Path) -> Held | None:
    try:
        seen = path.lstat()
    except FileNotFoundError:
        return None
    size = seen.st_size if stat.S_ISREG(seen.st_mode) else None
    try:
        lines = _note(path).read_text(encoding="utf-8").splitlines()
        changed = _note(path).stat().st_mtime
    except (OSError, ValueError):
        lines, changed = [], seen.st_mtime
    when = next((line.removeprefix(_WHEN) for line in lines[:2] if line.startswith(_WHEN)), "")
    done = tuple(line.removeprefix(_LATER) for line in lines if line.startswith(_LATER))
    reason = " ".join(line for line in lines[2:] if line and not line.startswith(_LATER) and line != _END)
    return Held(kept_name(path.name), shown_name(path.name), when, reason, done, size, changed)


def put_aside(source: Path, quarantine: Path, name: str | bytes, reason: str, moment: dt.datetime) -> Path:
    """Move a file (or link) into quarantine under its own name and write the note. Returns where it lies now.

    The note is written first: a file in quarantine always has one. A source that is gone leaves no note behind.
    """
    os.lstat(source)  # a file that is not there any more needs no note
    quarantine.mkdir(parents=True, exist_ok=True)
    shown = shown_name(name)
    target = free_name(quarantine, shown)
    note = _note(target)
    when = f"{format_date(ThaiDate.from_ce(moment.date()))} เวลา {to_thai(f'{moment:%H.%M}')} น."
    text = f"{_FILE}{shown}\n{_WHEN}{when}\n\n{reason}\n\n{_END}\n"
    write_whole(note, text.encode())
    try:
        _move(source, target)
    except OSError:
        note.unlink(missing_ok=True)
        raise
    settle_folder(quarantine)
    return target


def _move(source: Path, target: Path) -> None:
    """Rename; from another disk a copy, and of a link the link itself: what it points to is never touched."""
    try:
        source.rename(target)
        return
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    seen = source.lstat()
    if stat.S_ISLNK(seen.st_mode):
        target.symlink_to(source.readlink())
    elif stat.S_ISREG(seen.st_mode):
        _copy(source, target)
    elif stat.S_ISFIFO(seen.st_mode):
        os.mkfifo(target)
    else:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
    try:
        source.unlink()
    except OSError:
        target.unlink()
        raise


def _copy(source: Path, target: Path) -> None:
    draft = target.with_name(f".{target.name[:60]}.coming")
    descriptor = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file, draft.open("wb") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        os.fsync(copy.fileno())
    draft.rename(target)


def free_name(folder: Path, name: str) -> Path:
    """A path in the folder that nothing has, with room for the note's ``.txt``, cut between whole characters.

    The name is never hidden and never leads out of the folder.
    """
    clean = name.replace("/", "_").replace("\\", "_").lstrip(".") or "ไฟล์"
    stem, suffix = Path(clean).stem, Path(clean).suffix
    for number in range(1, 10_000):
        tail = (f"-{number}" if number > 1 else "") + suffix[:16]
        short = stem
        while len((short + tail).encode()) > NAME_BYTES - len(".txt"):
            short = short[:-1]
        target = folder / (short + tail)
        if not target.is_symlink() and not target.exists():
            return target
    raise FileExistsError(folder / name)
