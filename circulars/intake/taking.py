"""Taking files out of the inbox: whole ones only, each by itself, through a descriptor that no link can divert.

A file is whole when size, time and inode stand still between looks by our own clock, nobody is known to hold it for
writing, and it has the end that its kind has (`circulars.intake.kinds`); one that lacks its end is taken as damaged after
a longer time. Whatever is wrong with one thing in the inbox, the others go on; it keeps its reason.
"""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from circulars.archive.store.mounts import is_local
from circulars.intake.claims import (
    ARRIVED,
    COMING,
    RECORD,
    Claim,
    mend_claims,
    new_claim,
    parse_record,
    settle_folder,
    write_claim,
)
from circulars.intake.entries import TAKING, Entry, entries, folder_of, opened
from circulars.intake.kinds import HEAD, has_its_end, kind_of
from circulars.intake.looks import TOLD, Look, Mark, Reason, Writer, boot_clock, load_looks, save_looks, writer_of
from circulars.intake.names import kept_name, name_bytes

EMPTY_SECONDS = 60.0
"""Some scanners make the file first and write later: an empty file is taken only after this long."""
UNFINISHED_SECONDS = 300.0
"""A file without its end may still be coming; after standing still this long it is taken as it is."""
OTHERS_SECONDS = 10.0
"""Where the kernel does not say who holds a file (another user's, a network folder), it must stand still this long."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in the inbox that is no file at all (a link, a pipe): where it is and a Thai reason."""

    path: Path
    reason: str


class _Stays(Exception):
    """A file is not taken now, for this reason."""

    def __init__(self, reason: Reason, cause: str = "") -> None:
        super().__init__(reason)
        self.reason, self.cause = reason, cause


def take_whole_files(
    inbox: Path,
    work: Path,
    settle_seconds: float,
    *,
    moment: Callable[[], dt.datetime],
    clock: Callable[[], float] = boot_clock,
) -> tuple[list[Claim], list[Refusal]]:
    """Take every whole file of the inbox; what is still being written stays for the next sweep.

    Also after a crash: what an earlier sweep left half done is finished or undone first. Raises CircularsError when the
    inbox itself cannot be opened.
    """
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(work), opened(inbox) as root:
        mend_claims(work)
        local = is_local(inbox)
        looks = _look(root, load_looks(work), clock())
        if settle_seconds and any(
            not entry.reason and _fresh(looks, entry, clock(), settle_seconds) for entry in entries(root)
        ):
            time.sleep(settle_seconds)
        looks = _look(root, looks, clock())
        claims: list[Claim] = []
        refusals: list[Refusal] = []
        for entry in sorted(entries(root), key=lambda one: one.path):
            look = looks.get(kept_name(entry.path))
            if look is None or look.mark != entry.mark:
                continue  # came or changed since the second look
            if entry.reason in (Reason.LINK, Reason.SPECIAL):
                refusals.append(Refusal(inbox / os.fsdecode(entry.path), TOLD[entry.reason]))
            times = _Times(settle_seconds, clock(), moment, local)
            claims += _taken_or_left(looks, look, partial(_take, root, work, entry, look, times))
        save_looks(work, looks)
    return claims, refusals


def _taken_or_left(looks: dict[str, Look], look: Look, take: Callable[[], Claim]) -> list[Claim]:
    """The claim of one thing, or none and its look with the reason why it stays: each thing stands alone."""
    try:
        claim = take()
    except _Stays as stays:
        looks[look.path] = replace(look, reason=stays.reason, cause=stays.cause)
    except FileNotFoundError:
        del looks[look.path]  # the clerk took it back
    except Exception as error:  # noqa: BLE001 - it keeps what was wrong with it
        cause = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        looks[look.path] = replace(look, reason=Reason.FAULT, cause=cause)
    else:
        del looks[look.path]
        return [claim]
    return []


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """One sweep at a time; a sweeper that dies gives its turn back."""
    with (work / ".sweep.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# ---- looking


def _look(root: int, before: dict[str, Look], now: float) -> dict[str, Look]:
    looks: dict[str, Look] = {}
    for entry in entries(root):
        path = kept_name(entry.path)
        known = before.get(path)
        look = known.again(entry.mark, now) if known else Look(path, entry.mark, now, now)
        looks[path] = replace(look, reason=entry.reason) if entry.reason else look
    return looks


def _fresh(looks: dict[str, Look], entry: Entry, now: float, settle_seconds: float) -> bool:
    """A file that has not stood still for long enough yet, and may have after a short wait."""
    look = looks.get(kept_name(entry.path))
    return stat.S_ISREG(entry.mode) and (look is None or now - look.still_since < settle_seconds)


# ---- taking one


@dataclass(frozen=True, slots=True)
class _Times:
    settle_seconds: float
    now: float
    moment: Callable[[], dt.datetime]
    local: bool


def _take(root: int, work: Path, entry: Entry, look: Look, times: _Times) -> Claim:
    """Take one file. Raises _Stays, or OSError with everything as it was before."""
    if entry.reason:
        raise _Stays(entry.reason)
    still = times.now - look.still_since
    if look.looks < 2 or still < times.settle_seconds:
        raise _Stays(look.reason if look.reason is Reason.GROWING else Reason.NEW)
    with folder_of(root, entry.path) as folder, _open_file(folder, entry) as descriptor:
        _must_be_whole(descriptor, entry.mark, still, times.local)
        return _claim(folder, descriptor, work, entry, times.moment())


@contextmanager
def _open_file(folder: int, entry: Entry) -> Iterator[int]:
    try:
        descriptor = os.open(entry.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except PermissionError as error:
        raise _Stays(Reason.UNREADABLE) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _Stays(Reason.LINK) from error
        raise
    try:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode) or Mark.of(seen) != entry.mark:
            raise _Stays(Reason.GROWING)  # another file stands here now
        yield descriptor
    finally:
        os.close(descriptor)


def _must_be_whole(descriptor: int, mark: Mark, still: float, local: bool) -> None:
    writer = writer_of(descriptor, local=local)
    if writer is Writer.SOMEBODY:
        raise _Stays(Reason.HELD)
    if mark.size == 0:
        if still < (EMPTY_SECONDS if writer is Writer.NOBODY else UNFINISHED_SECONDS):
            raise _Stays(Reason.EMPTY)
        return
    if writer is Writer.UNKNOWN and still < OTHERS_SECONDS:
        raise _Stays(Reason.NEW)
    if still < UNFINISHED_SECONDS:
        with os.fdopen(os.dup(descriptor), "rb") as file:
            if not has_its_end(file, mark.size):
                raise _Stays(Reason.UNFINISHED)


def _claim(folder: int, descriptor: int, work: Path, entry: Entry, moment: dt.datetime) -> Claim:
    old = _old_name(work, entry.name) if entry.name.startswith(TAKING) else None
    kind = kind_of(os.pread(descriptor, HEAD, 0))
    name = old if old is not None else f"กู้คืน-{moment:%H%M%S}".encode() if entry.name.startswith(TAKING) else entry.name
    claim = new_claim(name, moment, suffix=f".{kind}" if kind else "")
    place = work / claim.key
    try:
        place.mkdir(mode=0o700)
        write_claim(work, claim)
        _move(folder, descriptor, entry, place, claim.file)
    except BaseException as error:
        _undo(place, claim)
        if isinstance(error, OSError):
            raise _told(error) from error
        raise
    if old is not None:
        shutil.rmtree(work / os.fsdecode(entry.name[len(TAKING) :]), ignore_errors=True)
    return claim


def _old_name(work: Path, taking: bytes) -> bytes | None:
    """The name of a file that an earlier release was copying when it was killed: its claim still has it."""
    key = os.fsdecode(taking[len(TAKING) :])
    with suppress(OSError, ValueError):
        claim = parse_record(key, (work / key / RECORD).read_bytes())
        if claim is not None and not (work / key / claim.file).exists():
            return name_bytes(claim.kept_name) if claim.kept_name else claim.name.encode()
    return None


def _told(error: OSError) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _Stays(Reason.DISK_FULL)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _Stays(Reason.NOT_MOVABLE)
    return error


def _undo(place: Path, claim: Claim) -> None:
    """Nothing was taken: the claim's folder goes, unless the file is in it after all."""
    if not any((place / name).exists() for name in (ARRIVED, claim.file)):
        shutil.rmtree(place, ignore_errors=True)


def _move(folder: int, descriptor: int, entry: Entry, place: Path, name: str) -> None:
    """Rename the file that the descriptor holds; from another disk: copy it from there, then remove it."""
    try:
        os.rename(entry.name, place / ARRIVED, src_dir_fd=folder)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy(folder, descriptor, entry, place, name)
        return
    if not _same(os.lstat(place / ARRIVED), entry.mark):
        _put_back(folder, place / ARRIVED, entry.name)
        raise _Stays(Reason.GROWING)  # swapped between the look and the rename
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
        raise _Stays(Reason.GROWING)
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
