"""Taking files out of the inbox: only whole ones, by an atomic rename, each with a claim of its own.

A claim is a folder ``work/<claim>/`` with the file and ``claim.json`` (the name it came with, when, how often it was
tried). Nothing of a file's own name becomes a path. The folder stays until the archive has committed the original, so
that a crash anywhere leaves either the file in the inbox or its claim in ``work/``.
"""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from flows.clock import now

UNFINISHED_SUFFIXES = {".part", ".tmp", ".crdownload", ".partial", ".filepart"}
NOT_LETTERS = {"thumbs.db", "desktop.ini"}
EMPTY_SECONDS = 60.0
"""Some scanners make the file first and write later: an empty file is taken only after this long."""
UNFINISHED_SECONDS = 60.0
"""A PDF without its end mark may still be coming over a network; after this long it is taken as it is."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One file taken in: its claim's name, the folder, what the file was called and when it was taken."""

    key: str
    name: str
    received_at: str
    file: str
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in the inbox that is no file at all (a link, a pipe): where it is and a Thai reason."""

    path: Path
    reason: str


def take_whole_files(inbox: Path, work: Path, settle_seconds: float) -> tuple[list[Claim], list[Refusal]]:
    """Take every whole file of the inbox; what is still being written stays for the next sweep.

    Whole: size and time stand still over `settle_seconds` (two looks, so that the clock of a network folder does not
    matter), the file opens, nobody holds it for writing, and a PDF has its end mark.
    """
    first, refusals = {}, []
    for path in _entries(inbox):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode):
            first[path] = _mark(path)
        elif not stat.S_ISDIR(mode):
            kind = "ทางลัด (symlink)" if stat.S_ISLNK(mode) else "ไฟล์พิเศษของระบบ"
            refusals.append(Refusal(path, f"เป็น{kind} ไม่ใช่ไฟล์หนังสือ กรุณาวางตัวไฟล์จริงลงใน inbox"))
    waiting = [path for path, mark in first.items() if time.time() - mark[1] / 1e9 < max(settle_seconds, 0)]
    if waiting and settle_seconds:
        time.sleep(settle_seconds)
    claims = []
    for path, mark in first.items():
        try:
            if _mark(path) == mark and _is_whole(path, mark):
                claims.append(_claim(path, work))
        except FileNotFoundError:
            continue  # another sweep took it, or the clerk took it back
    return claims, refusals


def _entries(inbox: Path) -> Iterator[Path]:
    """Everything in the inbox and the folders in it; links to folders are not followed."""
    for folder, folders, names in os.walk(inbox, followlinks=False):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not _ignored(name))
        for name in [*folders, *sorted(names)]:
            if not _ignored(name) and ((here / name).is_symlink() or name in names):
                yield here / name


def _ignored(name: str) -> bool:
    """Names that scanners, Windows and browsers give to files that are not finished or are not letters."""
    low = name.lower()
    return low.startswith((".", "~$")) or Path(low).suffix in UNFINISHED_SUFFIXES or low in NOT_LETTERS


def _suffix(name: str) -> str:
    """The kind of a file as its name tells it, or nothing where that is no plain short word."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= 9 else ""


def _mark(path: Path) -> tuple[int, int, int]:
    """Size, time of change and inode: what must stand still."""
    seen = path.lstat()
    return seen.st_size, seen.st_mtime_ns, seen.st_ino


def _is_whole(path: Path, mark: tuple[int, int, int]) -> bool:
    age = time.time() - mark[1] / 1e9
    if mark[0] == 0:
        return age > EMPTY_SECONDS
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except PermissionError:
        return age > EMPTY_SECONDS  # taken all the same: reading it will say what to do
    with os.fdopen(descriptor, "rb") as file:
        if _held(file.fileno()):
            return False
        if file.read(5) == b"%PDF-":
            file.seek(max(0, mark[0] - 2048))
            return b"%%EOF" in file.read() or age > UNFINISHED_SECONDS
    return True


def _held(descriptor: int) -> bool:
    """Somebody has the file open for writing (a read lease is refused then: fcntl(2), F_SETLEASE)."""
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN  # other errors: a network folder has no leases; the two looks must do
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _claim(path: Path, work: Path) -> Claim:
    moment = now()
    key = f"{moment:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    claim = Claim(key, path.name, moment.isoformat(timespec="seconds"), f"original{_suffix(path.name)}")
    folder = work / key
    folder.mkdir(mode=0o700, parents=True)
    write_claim(work, claim)
    try:
        _move(path, folder / claim.file)
    except FileNotFoundError:
        shutil.rmtree(folder)
        raise
    return claim


def _move(source: Path, target: Path) -> None:
    """Rename; between two file systems: rename in place first, so that one taker wins, then copy and compare sizes."""
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        mine = source.with_name(f".taking-{target.parent.name}")
        source.rename(mine)
        draft = target.with_name(".coming")
        shutil.copyfile(mine, draft)
        with draft.open("rb") as copied:
            os.fsync(copied.fileno())
        if draft.stat().st_size != mine.stat().st_size:
            mine.rename(source)
            raise
        draft.rename(target)
        mine.unlink()


def write_claim(work: Path, claim: Claim) -> None:
    """Write the claim's own record, whole or not at all."""
    file = work / claim.key / "claim.json"
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(asdict(claim), ensure_ascii=False), encoding="utf-8")
    draft.replace(file)


def open_claims(work: Path) -> list[Claim]:
    """Every claim whose file is still here, oldest first; empty folders that a crash left are removed."""
    claims = []
    for folder in sorted(work.iterdir()) if work.is_dir() else []:
        record = folder / "claim.json"
        if not record.is_file():
            _remove_if_old(folder)
            continue
        claim = Claim(**json.loads(record.read_text(encoding="utf-8")))
        if (folder / claim.file).exists():
            claims.append(claim)
        else:
            _remove_if_old(folder)
    return claims


def load_claim(work: Path, key: str) -> Claim | None:
    """The claim with this key, or None when it is done."""
    return next((claim for claim in open_claims(work) if claim.key == key), None)


def count_attempt(work: Path, claim: Claim, change: int = 1) -> Claim:
    """One more try of this claim, written down before the try, so that a file that kills its reader is noticed."""
    tried = replace(claim, attempts=max(0, claim.attempts + change))
    write_claim(work, tried)
    return tried


def claim_for_member(work: Path, parent: Claim, number: int, name: str, content: bytes) -> Claim:
    """A claim for a file that came inside another one (a zip of scans); the same number gives the same claim."""
    claim = Claim(f"{parent.key}-{number:03d}", Path(name).name, parent.received_at, f"original{_suffix(name)}")
    folder = work / claim.key
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / ".coming"
    with draft.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    write_claim(work, claim)
    draft.replace(folder / claim.file)
    return claim


def close_claim(work: Path, claim: Claim) -> None:
    """The file is safe in the archive or in quarantine: the claim's folder goes."""
    shutil.rmtree(work / claim.key)


def _remove_if_old(folder: Path) -> None:
    """A claim made just now may still be waiting for its file."""
    age = dt.timedelta(seconds=time.time() - folder.stat().st_mtime)
    if folder.is_dir() and age > dt.timedelta(minutes=10):
        shutil.rmtree(folder)
