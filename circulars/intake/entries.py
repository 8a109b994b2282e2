"""What lies in the inbox: every entry with its path as bytes, what it is, and why it is no letter where its name says so."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from circulars.errors import CircularsError
from circulars.intake.looks import Mark, Reason

UNFINISHED_SUFFIXES = (b".part", b".tmp", b".crdownload", b".partial", b".filepart")
NOT_LETTERS = (b"thumbs.db", b"desktop.ini", b".ds_store")
TAKING = b".taking-"
"""How an earlier release called a file while it copied it to another disk; a crash left it under this name."""
_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the inbox: its path there as bytes, what it is, and a reason where that is known from its name."""

    path: bytes
    mark: Mark
    mode: int
    reason: Reason | None = None

    @property
    def name(self) -> bytes:
        """The last part of its path."""
        return self.path.rpartition(b"/")[2]


@contextmanager
def opened(inbox: Path) -> Iterator[int]:
    """A descriptor of the inbox. Raises CircularsError where it cannot be opened."""
    try:
        root = os.open(inbox, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise CircularsError(
            f"เปิดโฟลเดอร์ inbox ไม่ได้ กรุณาตรวจว่ามี {inbox} ต่อกับเครื่องนี้อยู่ และระบบมีสิทธิ์เปิด", code="inbox", cause=str(error)
        ) from error
    try:
        yield root
    finally:
        os.close(root)


def entries(root: int, under: bytes = b"", depth: int = 0) -> Iterator[Entry]:
    """Everything in the inbox and the folders in it; links are never followed, what may not be opened is told."""
    count, closed = 0, False
    with os.scandir(root) as found:
        for one in found:
            raw = os.fsencode(one.name)
            if raw.lower() in NOT_LETTERS:
                continue
            count += 1
            try:
                seen = os.stat(one.name, dir_fd=root, follow_symlinks=False)
            except FileNotFoundError:
                continue
            except OSError:  # a folder that may be listed and not entered, a stale share: this thing alone waits
                closed = True
                continue
            entry = Entry(under + raw, Mark.of(seen), seen.st_mode, _by_name(raw, seen.st_mode))
            if not stat.S_ISDIR(seen.st_mode) or raw.startswith(b"."):
                yield entry
            else:
                yield from _folder(root, one.name, entry, depth)
    if under and (closed or not count):
        reason = Reason.CLOSED_FOLDER if closed else Reason.EMPTY_FOLDER
        yield Entry(under.rstrip(b"/"), Mark.of(os.fstat(root)), stat.S_IFDIR, reason)


def _folder(root: int, name: str, entry: Entry, depth: int) -> Iterator[Entry]:
    closed = replace(entry, reason=Reason.CLOSED_FOLDER)
    if depth >= _DEPTH:
        yield closed
        return
    try:
        folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=root)
    except FileNotFoundError:
        return
    except OSError:
        yield closed
        return
    try:
        yield from entries(folder, entry.path + b"/", depth + 1)
    except OSError:  # open, and not to be listed
        yield closed
    finally:
        os.close(folder)


def _by_name(name: bytes, mode: int) -> Reason | None:
    """What is no letter, or not yet one: told by its kind and by the names that scanners, Windows and browsers give."""
    if stat.S_ISLNK(mode):
        return Reason.LINK
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return Reason.SPECIAL
    low = name.lower()
    if low.startswith(TAKING):
        return None
    if low.startswith(b"~$") or low.endswith(UNFINISHED_SUFFIXES):
        return Reason.TEMPORARY
    return Reason.HIDDEN if low.startswith(b".") else None


@contextmanager
def folder_of(root: int, path: bytes) -> Iterator[int]:
    """The folder a path lies in, each step without following a link."""
    here = os.dup(root)
    try:
        for part in path.split(b"/")[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=here)
            os.close(here)
            here = inner
        yield here
    finally:
        os.close(here)
