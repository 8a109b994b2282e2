"""A folder in the inbox whose name begins with ฉบับเดียว: the pages of one letter, taken together or not at all.

It becomes a zip of that name (`circulars.intake.containers.joined`). The zip is on the disk before the folder leaves the
inbox, which it does by one rename; a sweep that is cut off in between takes the folder again, and the same pages make the
same file, which the archive knows. A file that comes meanwhile stays in a folder of the same name.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from circulars.intake.claims import COMING, Claim, new_claim, settle_folder, write_claim
from circulars.intake.containers.joined import WORD
from circulars.intake.entries import Entry, folder_of
from circulars.intake.looks import Mark, shown_path
from circulars.intake.names import shown_name

FOLDER_SECONDS = 30.0
"""Photos are copied one after the other: nothing in the folder may have changed for this long."""
_TAKEN = b".taken-"
_CHUNK = 1 << 20


def units(found: Iterable[Entry]) -> list[tuple[Entry, ...]]:
    """What is taken by itself: each file, and all that lies in one folder of pages, in the order of their paths."""
    together: dict[bytes, list[Entry]] = {}
    for entry in sorted(found, key=lambda one: one.path):
        together.setdefault(folder_of_pages(entry.path) or entry.path, []).append(entry)
    return [tuple(entries) for entries in together.values()]


def folder_of_pages(path: bytes) -> bytes:
    """The folder of pages that a path in the inbox lies in; empty where it lies in none."""
    parts = path.split(b"/")
    for depth, part in enumerate(parts[:-1], 1):
        if shown_name(part).startswith(WORD):
            return b"/".join(parts[:depth])
    return b""


def take_together(
    root: int,
    work: Path,
    unit: Sequence[Entry],
    moment: dt.datetime,
    whole: Callable[[Entry], AbstractContextManager[int]],
) -> Claim:
    """Take a folder of pages; `whole` opens a file of it, or raises why it must stay, and then everything is as before."""
    folder = folder_of_pages(unit[0].path)
    claim = new_claim(folder.rpartition(b"/")[2] + b".zip", moment)
    place = work / claim.key
    try:
        place.mkdir(mode=0o700)
        write_claim(work, claim)
        _pack(place / COMING, folder, unit, whole)
        (place / COMING).rename(place / claim.file)
        settle_folder(place)
        _put_away(root, folder, claim.key.encode(), {entry.path[len(folder) + 1 :]: entry.mark for entry in unit})
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return claim


def _pack(
    target: Path, folder: bytes, unit: Sequence[Entry], whole: Callable[[Entry], AbstractContextManager[int]]
) -> None:
    with target.open("wb") as out:
        with zipfile.ZipFile(out, "w") as packed:
            for number, entry in enumerate(unit, 1):
                name = f"{number:03d}/{shown_path(entry.path[len(folder) + 1 :]).replace('/', '∕')}"
                with (
                    whole(entry) as descriptor,
                    os.fdopen(os.dup(descriptor), "rb") as source,
                    packed.open(zipfile.ZipInfo(name), "w", force_zip64=True) as copy,
                ):
                    source.seek(0)
                    shutil.copyfileobj(source, copy, _CHUNK)
        out.flush()
        os.fsync(out.fileno())


def _put_away(root: int, folder: bytes, key: bytes, taken: dict[bytes, Mark]) -> None:
    """The folder leaves the inbox by one rename; what came into it or changed since goes back."""
    with folder_of(root, folder) as parent:
        here, away = folder.rpartition(b"/")[2], _TAKEN + key
        os.rename(here, away, src_dir_fd=parent, dst_dir_fd=parent)
        base = Path(f"/proc/self/fd/{parent}")
        place = base / os.fsdecode(away)
        for path in sorted(place.rglob("*")):
            known = taken.get(os.fsencode(path.relative_to(place)))
            if path.is_dir() and not path.is_symlink():
                continue
            if known is None or Mark.of(path.lstat()) != known:
                back = base / os.fsdecode(here) / path.relative_to(place)
                back.parent.mkdir(parents=True, exist_ok=True)
                path.rename(back)
        shutil.rmtree(place, ignore_errors=True)  # what is left of it is brought back and known again


def bring_back(root: int) -> None:
    """A folder whose taking was cut off after it was renamed is taken again: the archive knows the same pages."""
    base = Path(f"/proc/self/fd/{root}")
    for place in [*base.glob(f"{os.fsdecode(_TAKEN)}*"), *base.glob(f"*/{os.fsdecode(_TAKEN)}*")]:
        if place.is_dir() and not place.is_symlink():
            with suppress(OSError):
                place.rename(place.with_name(f"{WORD}-กู้คืน-{place.name.removeprefix(os.fsdecode(_TAKEN))}"))
