"""Quarantine: what could not be taken in, kept as it came, each with a Thai .txt saying why and what to do."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

NAME_BYTES = 255
"""Longest name of ext4, XFS and NTFS over SMB, in bytes of UTF-8 (a Thai letter is three)."""


def put_aside(source: Path, quarantine: Path, name: str, reason: str, moment: dt.datetime) -> Path:
    """Move a file (or link) into quarantine under its own name and write the note. Returns where it lies now.

    The note is written first: a file in quarantine always has one. Moving the same source twice does nothing twice.
    """
    quarantine.mkdir(parents=True, exist_ok=True)
    target = _free(quarantine, name)
    note = target.with_name(f"{target.name}.txt")
    when = f"{format_date(ThaiDate.from_ce(moment.date()))} เวลา {to_thai(f'{moment:%H.%M}')} น."
    _write(note, f"ไฟล์: {name}\nวันเวลา: {when}\n\n{reason}\n\nแก้ไขแล้วให้วางไฟล์ลงในโฟลเดอร์ inbox อีกครั้ง ระบบไม่ได้ลบไฟล์นี้\n")
    source.rename(target)
    return target


def _free(folder: Path, name: str) -> Path:
    """A name that nothing in the folder has, with room for the note's ``.txt``, cut between whole characters."""
    clean = "".join("_" if c in "/\\\0" or ord(c) < 32 else c for c in name).lstrip(".") or "ไฟล์"
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


def _write(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
