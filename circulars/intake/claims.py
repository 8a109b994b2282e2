"""Claims: each file taken in has a folder ``work/<claim>/`` of its own until the archive has committed it.

The folder holds the file (``original.pdf``) and ``claim.json``: the name it came with, when, how often it was tried, and
what the machine wants mended before it can go on. Nothing of a file's own name becomes a path. Every record is written
whole or not at all, and is on the disk before the file is moved: a power cut anywhere leaves either the file in the inbox
or its claim in ``work/``. A record that cannot be read back is never a reason to stop the others.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import secrets
import shutil
import stat
import time
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from circulars.intake.entries import Entry
from circulars.intake.looks import Mark, Reason, Stays
from circulars.intake.names import kept_name, shown_name

RECORD = "claim.json"
ARRIVED = ".arrived"
"""A file just moved out of the inbox, before it is certain that it is the one that was looked at."""
COMING = ".coming"
"""A copy that is still being written; what it is a copy of lies where it came from."""
SOURCE = ".source"
"""What the claimed file was made from: the Word file of a PDF. Archived with it."""
MANIFEST = ".manifest"
"""What the sender's program says of the claimed file, where the same mail or zip brought it."""
_CLOSED = ".closed-"
"""How a folder is called that holds nothing but what is left of a claim that is done."""
_RUNS = "runs"
_LEFTOVERS = {RECORD, "claim.new", COMING, SOURCE, MANIFEST, _RUNS, f"{_RUNS}.new"}
_OLD_SECONDS = 600.0
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Claim:
    """One file taken in.

    ``key`` is its folder, ``name`` what the file was called as people read it, ``kept_name`` the very bytes of that name
    (`circulars.intake.names`), ``file`` its name in the folder. ``fault`` is the Thai line about the machine that holds
    it up, empty where nothing does; ``came_by`` the way it came (``inbox``, ``zip``, ``mail`` …); ``beside`` names photos
    that were taken within a minute of it, ``with_it`` pictures that say no moment and came within a minute of it.
    """

    key: str
    name: str
    received_at: str
    file: str
    attempts: int = 0
    kept_name: str = ""
    fault: str = ""
    came_by: str = "inbox"
    beside: str = ""
    with_it: str = ""


@dataclass(frozen=True, slots=True)
class BrokenClaim:
    """A claim whose record cannot be read back: its folder's name, and the file in it."""

    key: str
    file: Path


def new_claim(name: str | bytes, moment: dt.datetime, came_by: str = "inbox", suffix: str = "") -> Claim:
    """A claim for a file of this name, not yet written; `suffix` where its name tells no kind."""
    shown = shown_name(name)
    key = f"{moment:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    file = f"original{_suffix(shown) or suffix}"
    return Claim(key, shown, moment.isoformat(timespec="seconds"), file, kept_name=kept_name(name), came_by=came_by)


def fill_claim(work: Path, claim: Claim, content: bytes) -> None:
    """Take in a file that did not come through the inbox; an open claim of this key is written again. Durable when this returns."""
    folder = work / claim.key
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(folder / COMING, content)
    write_claim(work, claim)
    (folder / COMING).replace(folder / claim.file)
    settle_folder(folder)


def write_claim(work: Path, claim: Claim) -> None:
    """Write the claim's own record, whole or not at all."""
    folder = work / claim.key
    draft = folder / "claim.new"
    write_whole(draft, json.dumps(asdict(claim), ensure_ascii=False).encode())
    draft.replace(folder / RECORD)  # whoever moves the file in waits for the folder then


def write_whole(file: Path, content: bytes) -> None:
    """Write a file of ours and wait until the disk has it."""
    with file.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def settle_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder: a rename alone may be lost with the power (fsync(2))."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_claim(work: Path, key: str) -> Claim | BrokenClaim | None:
    """The claim with this key as it stands; None when it is done, or its file is not there yet."""
    folder = work / key
    try:
        names = sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        claim = parse_record(key, (folder / RECORD).read_bytes())
    except FileNotFoundError:
        claim = None
    if claim is not None:
        return claim if _is_file(folder / claim.file) else None
    files = [name for name in names if name not in _LEFTOVERS and _is_file(folder / name)]
    return BrokenClaim(key, folder / files[0]) if files else None


def all_claims(work: Path) -> tuple[list[Claim], list[BrokenClaim]]:
    """Every claim whose file is here, oldest first, and those whose record is broken."""
    folders = sorted(work.iterdir()) if work.is_dir() else []
    read = [read_claim(work, folder.name) for folder in folders if not folder.name.startswith(".")]
    return [one for one in read if isinstance(one, Claim)], [one for one in read if isinstance(one, BrokenClaim)]


def open_claims(work: Path) -> list[Claim]:
    """Every claim whose file is here, oldest first."""
    return all_claims(work)[0]


def load_claim(work: Path, key: str) -> Claim | None:
    """The claim with this key, or None when it is done or broken."""
    claim = read_claim(work, key)
    return claim if isinstance(claim, Claim) else None


def parse_record(key: str, record: bytes) -> Claim | None:
    """A claim's record read back, or None where it is not one of this folder's."""
    try:
        values = json.loads(record)
        known = {field.name for field in fields(Claim)}
        claim = Claim(**{name: value for name, value in values.items() if name in known})
    except (ValueError, TypeError, AttributeError):  # not JSON, no object, fields missing
        return None
    if not all(isinstance(value, int if name == "attempts" else str) for name, value in asdict(claim).items()):
        return None
    return claim if claim.key == key and claim.file.startswith("original") and "/" not in claim.file else None


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def count_attempt(work: Path, claim: Claim, change: int = 1) -> Claim:
    """One more try of this claim, written down before the try, so that a file that kills its reader is noticed."""
    tried = replace(claim, attempts=max(0, claim.attempts + change))
    write_claim(work, tried)
    return tried


def hold_claim(work: Path, claim: Claim, fault: str) -> Claim:
    """The machine holds this claim up: the Thai line says what to mend; the try does not count against the file."""
    held = replace(claim, attempts=max(0, claim.attempts - 1), fault=fault)
    write_claim(work, held)
    return held


def let_go(work: Path, claim: Claim) -> Claim:
    """What held the claim up is mended."""
    free = replace(claim, fault="")
    write_claim(work, free)
    return free


def runs_of_claim(work: Path, key: str) -> int | None:
    """The number of the last run that the claim was given, from 0; None when it was given none yet."""
    try:
        return int((work / key / _RUNS).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None  # a broken number: the runs are asked for again from the first one, which doubles none


def write_runs(work: Path, key: str, number: int) -> None:
    """The claim was given the run of this number. Raises FileNotFoundError when it is closed."""
    draft = work / key / f"{_RUNS}.new"
    draft.write_text(str(number), encoding="utf-8")
    draft.replace(work / key / _RUNS)


def claim_for_member(work: Path, parent: Claim, number: int, name: str | bytes, came_by: str) -> Claim:
    """The claim for a file that came inside another one, not yet written; the same number gives the same claim."""
    shown = shown_name(name)
    key = f"{parent.key}-{number:03d}"
    file = f"original{_suffix(shown)}"
    return Claim(key, shown, parent.received_at, file, kept_name=kept_name(name), came_by=came_by)


def close_claim(work: Path, claim: Claim) -> None:
    """The file is safe in the archive or in quarantine: the claim's folder goes, by one rename, however soon we are killed."""
    left = work / f"{_CLOSED}{claim.key}"
    shutil.rmtree(left, ignore_errors=True)  # of a claim with the same key, closed before (a mail keeps its key)
    (work / claim.key).rename(left)
    shutil.rmtree(left, ignore_errors=True)  # what stays is removed by mend_claims


def move_in(folder: int, descriptor: int, entry: Entry, place: Path, name: str) -> None:
    """Rename the inbox's file that the descriptor holds into a claim's folder; from another disk: copy it, then remove it.

    Raises Stays, or OSError with everything as it was before.
    """
    try:
        os.rename(entry.name, place / ARRIVED, src_dir_fd=folder)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(folder, descriptor, entry, place, name)
        return
    if not _same(os.lstat(place / ARRIVED), entry.mark):
        _put_back(folder, place / ARRIVED, entry.name)
        raise Stays(Reason.GROWING)  # swapped between the look and the rename
    (place / ARRIVED).rename(place / name)
    settle_folder(place)


def _same(seen: os.stat_result, mark: Mark) -> bool:
    return stat.S_ISREG(seen.st_mode) and (seen.st_ino, seen.st_dev) == (mark.inode, mark.device)


def _put_back(folder: int, source: Path, name: bytes) -> None:
    """What was taken by mistake goes back under its name, or a free one beside it; nothing is overwritten."""
    for number in range(1000):
        target = name if not number else name[:200] + f".{number}".encode()
        try:
            os.stat(target, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            os.rename(source, target, dst_dir_fd=folder)
            return
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _copy(folder: int, descriptor: int, entry: Entry, place: Path, name: str) -> None:
    """Copy what the descriptor holds. The file leaves the inbox only when the copy is on our disk, whole."""
    with os.fdopen(os.dup(descriptor), "rb") as source, (place / COMING).open("wb") as copy:
        source.seek(0)
        shutil.copyfileobj(source, copy, _CHUNK)
        copy.flush()
        os.fsync(copy.fileno())
    if (place / COMING).stat().st_size != entry.mark.size or Mark.of(os.fstat(descriptor)) != entry.mark:
        raise Stays(Reason.GROWING)
    (place / COMING).rename(place / name)
    settle_folder(place)
    try:
        if Mark.of(os.stat(entry.name, dir_fd=folder, follow_symlinks=False)) == entry.mark:
            os.unlink(entry.name, dir_fd=folder)
    except FileNotFoundError:
        return
    except OSError:
        (place / name).unlink()  # it would be taken again at every sweep
        raise


def mend_claims(work: Path) -> None:
    """After a crash: finish what had arrived, remove what is left of closed claims and folders with but an unfinished copy."""
    for folder in sorted(work.iterdir()) if work.is_dir() else []:
        if not folder.is_dir() or folder.is_symlink() or folder.name.startswith("."):
            if folder.name.startswith(_CLOSED):
                shutil.rmtree(folder, ignore_errors=True)
        elif _is_file(folder / ARRIVED):
            claim = None
            if (folder / RECORD).is_file():
                claim = parse_record(folder.name, (folder / RECORD).read_bytes())
            (folder / ARRIVED).rename(folder / (claim.file if claim else "original"))
            settle_folder(folder)
        elif {
            path.name for path in folder.iterdir()
        } <= _LEFTOVERS and time.time() - folder.stat().st_mtime > _OLD_SECONDS:
            shutil.rmtree(folder)


def _suffix(name: str) -> str:
    """The kind of a file as its name tells it, or nothing where that is no plain short word."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= 9 else ""
