"""Quarantine: what could not be taken in, kept as it came, each with a Thai .txt saying why and what to do."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import stat
from pathlib import Path

from circulars.intake.claims import settle_folder, write_whole
from circulars.intake.names import shown_name
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

NAME_BYTES = 255
"""Longest name of ext4, XFS and NTFS over SMB, in bytes of UTF-8 (a Thai letter is three)."""


def put_aside(source: Path, quarantine: Path, name: str | bytes, reason: str, moment: dt.datetime) -> Path:
    """Move a file (or link) into quarantine under its own name and write the note. Returns where it lies now.

    The note is written first: a file in quarantine always has one. A source that is gone leaves no note behind.
    """
    os.lstat(source)  # a file that is not there any more needs no note
    quarantine.mkdir(parents=True, exist_ok=True)
    shown = shown_name(name)
    target = _free(quarantine, shown)
    note = target.with_name(f"{target.name}.txt")
    when = f"{format_date(ThaiDate.from_ce(moment.date()))} เวลา {to_thai(f'{moment:%H.%M}')} น."
    text = f"ไฟล์: {shown}\nวันเวลา: {when}\n\n{reason}\n\nแก้ไขแล้วให้วางไฟล์ลงในโฟลเดอร์ inbox อีกครั้ง ระบบไม่ได้ลบไฟล์นี้\n"
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


def _free(folder: Path, name: str) -> Path:
    """A name that nothing in the folder has, with room for the note's ``.txt``, cut between whole characters."""
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
