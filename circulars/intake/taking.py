"""Taking files out of the inbox: whole ones only, each by itself, through a descriptor that no link can divert.

A file is whole when size, time and inode stand still between looks by our own clock, nobody is known to hold it for
writing, and it has the end that its kind has (`circulars.intake.kinds`); one that lacks its end is taken as damaged after
a longer time. A PDF that is complete by its own account and surely held by nobody need not wait so long.
Whatever is wrong with one thing in the inbox, the others go on; it keeps its reason.
"""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from circulars.archive.store.mounts import is_local
from circulars.intake.claims import (
    ARRIVED,
    RECORD,
    Claim,
    mend_claims,
    move_in,
    new_claim,
    parse_record,
    write_claim,
)
from circulars.intake.containers.folder import FOLDER_SECONDS, bring_back, folder_of_pages, take_together, units
from circulars.intake.entries import TAKING, Entry, entries, folder_of, opened
from circulars.intake.kinds import HEAD, has_its_end, is_whole_pdf, kind_of
from circulars.intake.looks import (
    TOLD,
    Look,
    Mark,
    Reason,
    Stays,
    Writer,
    boot_clock,
    load_looks,
    save_looks,
    writer_of,
)
from circulars.intake.names import kept_name, name_bytes

SWEEP_LOCK = ".sweep.lock"
"""In `work/`: held by whoever sweeps the inbox just now; it stays."""
EMPTY_SECONDS = 60.0
"""Some scanners make the file first and write later: an empty file is taken only after this long."""
UNFINISHED_SECONDS = 300.0
"""A file without its end may still be coming; after standing still this long it is taken as it is."""
OTHERS_SECONDS = 10.0
"""Where the kernel does not say who holds a file (another user's, a network folder), it must stand still this long."""
COMPLETE_SHARE = 0.15
"""Of `settle_seconds`: so long a complete PDF that nobody holds must stand still."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in the inbox that is no file at all (a link, a pipe): where it is and a Thai reason."""

    path: Path
    reason: str


def take_whole_files(
    inbox: Path,
    work: Path,
    settle_seconds: float,
    *,
    moment: Callable[[], dt.datetime],
    clock: Callable[[], float] = boot_clock,
    only_complete: bool = False,
) -> tuple[list[Claim], list[Refusal]]:
    """Take every whole file of the inbox; what is still being written stays for the next sweep.

    With `only_complete` the complete PDFs that surely nobody holds, after a moment; everything else is left as it is.
    Also after a crash: what an earlier sweep left half done is finished or undone first. Raises CircularsError when the
    inbox itself cannot be opened.
    """
    work.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(work), opened(inbox) as root:
        mend_claims(work)
        bring_back(root)
        local = is_local(inbox)
        looks = _look(root, load_looks(work), clock())
        unsettled = _unsettled(root, looks, clock(), settle_seconds)
        if only_complete and not (local and unsettled):
            return [], []
        time.sleep(settle_seconds * COMPLETE_SHARE if only_complete else unsettled)
        looks = _look(root, looks, clock())
        claims: list[Claim] = []
        refusals: list[Refusal] = []
        for unit in units(entries(root)):
            seen = [look for entry in unit if (look := looks.get(kept_name(entry.path))) and look.mark == entry.mark]
            if len(seen) < len(unit):
                continue  # came or changed since the second look
            if only_complete:
                claims += _taken_or_left(looks, seen, partial(_take_complete, root, work, unit, seen, moment))
                continue
            refusals += _refused(inbox, unit)
            times = _Times(settle_seconds, clock(), moment, local)
            claims += _taken_or_left(looks, seen, partial(_take, root, work, unit, seen, times))
        save_looks(work, looks)
    return claims, refusals


def _refused(inbox: Path, unit: Sequence[Entry]) -> list[Refusal]:
    """What of it is no file at all."""
    none = (Reason.LINK, Reason.SPECIAL)
    return [Refusal(inbox / os.fsdecode(one.path), TOLD[one.reason]) for one in unit if one.reason in none]


def _taken_or_left(looks: dict[str, Look], seen: Sequence[Look], take: Callable[[], Claim]) -> list[Claim]:
    """The claim of one thing, or none and its looks with the reason why it stays: each thing stands alone."""
    claims, stays = [], None
    try:
        claims.append(take())
    except Stays as why:
        stays = why
    except FileNotFoundError:  # the clerk took it back
        pass
    except Exception as error:  # noqa: BLE001 - it keeps what was wrong with it
        cause = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        stays = Stays(Reason.FAULT, cause)
    for look in seen:
        del looks[look.path]
        if stays is not None:
            looks[look.path] = replace(look, reason=stays.reason, cause=stays.cause)
    return claims


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """One sweep at a time; a sweeper that dies gives its turn back."""
    with (work / SWEEP_LOCK).open("w") as lock:
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


def _unsettled(root: int, looks: dict[str, Look], now: float, settle_seconds: float) -> float:
    """Seconds until every file that there is now has stood still for long enough; 0 where each has."""
    files = [one for one in entries(root) if not one.reason and stat.S_ISREG(one.mode)]
    known = [looks.get(kept_name(one.path)) for one in files]
    return max([0.0, *(settle_seconds - (now - one.still_since if one else 0.0) for one in known)])


# ---- taking one


@dataclass(frozen=True, slots=True)
class _Times:
    settle_seconds: float
    now: float
    moment: Callable[[], dt.datetime]
    local: bool


def _take(root: int, work: Path, unit: Sequence[Entry], looks: Sequence[Look], times: _Times) -> Claim:
    """Take one file, or all pages of one letter. Raises Stays, or OSError with everything as it was before."""
    together = bool(folder_of_pages(unit[0].path))
    for entry, look in zip(unit, looks, strict=True):
        if entry.reason:
            raise Stays(entry.reason)
        if look.looks < 2 or times.now - look.still_since < times.settle_seconds:
            raise Stays(look.reason if look.reason is Reason.GROWING else Reason.NEW)
    still = min(times.now - look.still_since for look in looks)
    if not together:
        with folder_of(root, unit[0].path) as folder, _open_file(folder, unit[0]) as descriptor:
            _must_be_whole(descriptor, unit[0].mark, still, times.local)
            return _claim(folder, descriptor, work, unit[0], times.moment())
    if still < FOLDER_SECONDS:
        raise Stays(Reason.TOGETHER)

    @contextmanager
    def whole(entry: Entry) -> Iterator[int]:
        with folder_of(root, entry.path) as folder, _open_file(folder, entry) as descriptor:
            _must_be_whole(descriptor, entry.mark, still, times.local)
            yield descriptor
            if Mark.of(os.fstat(descriptor)) != entry.mark:
                raise Stays(Reason.GROWING)

    try:
        return take_together(root, work, unit, times.moment(), whole)
    except OSError as error:
        raise _told(error) from error


def _take_complete(
    root: int, work: Path, unit: Sequence[Entry], looks: Sequence[Look], moment: Callable[[], dt.datetime]
) -> Claim:
    """Take it where it is surely whole. Raises Stays, with the reason it had."""
    entry, left = unit[0], Stays(looks[0].reason, looks[0].cause)
    if entry.reason or looks[0].looks < 2 or folder_of_pages(entry.path):
        raise left
    with folder_of(root, entry.path) as folder, _open_file(folder, entry) as descriptor:
        with os.fdopen(os.dup(descriptor), "rb") as file:
            complete = is_whole_pdf(file, entry.mark.size)
        if not complete or writer_of(descriptor) is not Writer.NOBODY:
            raise left
        return _claim(folder, descriptor, work, entry, moment())


@contextmanager
def _open_file(folder: int, entry: Entry) -> Iterator[int]:
    try:
        descriptor = os.open(entry.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except PermissionError as error:
        raise Stays(Reason.UNREADABLE) from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Stays(Reason.LINK) from error
        raise
    try:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode) or Mark.of(seen) != entry.mark:
            raise Stays(Reason.GROWING)  # another file stands here now
        yield descriptor
    finally:
        os.close(descriptor)


def _must_be_whole(descriptor: int, mark: Mark, still: float, local: bool) -> None:
    writer = writer_of(descriptor, local=local)
    if writer is Writer.SOMEBODY:
        raise Stays(Reason.HELD)
    if mark.size == 0:
        if still < (EMPTY_SECONDS if writer is Writer.NOBODY else UNFINISHED_SECONDS):
            raise Stays(Reason.EMPTY)
        return
    if writer is Writer.UNKNOWN and still < OTHERS_SECONDS:
        raise Stays(Reason.NEW)
    if still < UNFINISHED_SECONDS:
        with os.fdopen(os.dup(descriptor), "rb") as file:
            if not has_its_end(file, mark.size):
                raise Stays(Reason.UNFINISHED)


def _claim(folder: int, descriptor: int, work: Path, entry: Entry, moment: dt.datetime) -> Claim:
    old = _old_name(work, entry.name) if entry.name.startswith(TAKING) else None
    kind = kind_of(os.pread(descriptor, HEAD, 0))
    name = old if old is not None else f"กู้คืน-{moment:%H%M%S}".encode() if entry.name.startswith(TAKING) else entry.name
    claim = new_claim(name, moment, suffix=f".{kind}" if kind else "")
    place = work / claim.key
    try:
        place.mkdir(mode=0o700)
        write_claim(work, claim)
        move_in(folder, descriptor, entry, place, claim.file)
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
        return Stays(Reason.DISK_FULL)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Stays(Reason.NOT_MOVABLE)
    return error


def _undo(place: Path, claim: Claim) -> None:
    """Nothing was taken: the claim's folder goes, unless the file is in it after all."""
    if not any((place / name).exists() for name in (ARRIVED, claim.file)):
        shutil.rmtree(place, ignore_errors=True)
