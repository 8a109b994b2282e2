"""`circulars inbox FILE…`: a file into the inbox, so that the inbox never sees half of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from flows.commands.options.office import Inbox
from flows.settings import load_settings, office_home


def inbox(arguments: Inbox) -> int:
    """`circulars inbox FILE…`: copy files into the inbox safely; exit 1 if one could not be copied."""
    home = office_home(arguments.home)
    settings = load_settings(home)
    settings.folder("inbox").mkdir(parents=True, exist_ok=True)
    failed = 0
    for file in arguments.files:
        try:
            name = drop(file, settings.folder("inbox"))
            print(f"วาง {name} ใน inbox แล้ว")
        except OSError as error:
            failed = 1
            print(f"คัดลอก {file} ไม่ได้ กรุณาตรวจว่ามีไฟล์นี้และมีสิทธิ์อ่าน", file=sys.stderr)
            if arguments.verbose:
                print(error, file=sys.stderr)
    return failed


def drop(file: Path, folder: Path) -> str:
    """Copy under a hidden name, then rename: the inbox never sees half a file. A taken name gets a number."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / file.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{file.stem} ({number}){file.suffix}"
    scratch = folder / f".{target.name[:60]}.part"
    try:
        shutil.copyfile(file, scratch)
        scratch.rename(target)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
    return target.name
