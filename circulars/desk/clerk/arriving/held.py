"""Quarantine as a clerk sees it: each file with its picture, the reason, and what can be done about it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from circulars.desk.clerk.arriving.dropping import Sent, drop
from circulars.errors import UnreadableFile
from circulars.extraction.refusal import told_secret
from circulars.intake.kinds import HEAD, Kind, kind_of
from circulars.intake.quarantine import Held, add_to_note, held_files, path_of
from ocr.shelter.sheltered import page_png, unlocked_pdf

_DRAWN = (Kind.PDF, Kind.JPEG, Kind.PNG, Kind.TIFF, Kind.RIFF, Kind.MEDIA)
_DRAWING = BoundedSemaphore(2)
"""Pictures drawn at once: each is a child process of its own, and reading letters goes before looking at these."""
_WIDTH = 900
_MOST_LOOKED_AT = 300_000_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A held file with what may be shown and done: its picture, another try, a password, a row by hand.

    Of a file that may be classified nothing is shown and nothing tried: it is handed to whoever keeps such letters.
    """

    held: Held
    secret: bool
    picture: bool
    locked: bool

    @property
    def may_try(self) -> bool:
        """It can be put back into the inbox."""
        return self.held.size is not None and not self.secret


def shown_files(quarantine: Path) -> tuple[Shown, ...]:
    """What lies in quarantine, the last put aside first; what somebody has dealt with at the end."""
    found = [_shown(quarantine, held) for held in held_files(quarantine)]
    return tuple(sorted(found, key=lambda one: bool(one.held.done)))


def picture_of(quarantine: Path, held: Held) -> bytes:
    """The first page as PNG, drawn by a child process with limits. Raises UnreadableFile, also for what is not shown."""
    shown = _shown(quarantine, held)
    if not shown.picture:
        raise UnreadableFile("ไฟล์นี้ไม่มีภาพให้ดู", code="no-picture")
    with _DRAWING:
        return page_png(path_of(quarantine, held).read_bytes(), 1, _WIDTH)


def file_of(quarantine: Path, held: Held) -> bytes:
    """The bytes of a held file that may be looked at. Raises UnreadableFile for one that may not, OSError."""
    if not _shown(quarantine, held).may_try:
        raise UnreadableFile("ไฟล์นี้ใช้จากหน้านี้ไม่ได้", code="no-file")
    return path_of(quarantine, held).read_bytes()


def unlock(quarantine: Path, held: Held, password: str, inbox: Path, by: str) -> str:
    """Open a locked PDF and put it into the inbox; its name there. The locked one stays, with a line in its note.

    Raises UnreadableFile (wrong-password …), OSError.
    """
    with _DRAWING:
        made = unlocked_pdf(path_of(quarantine, held).read_bytes(), password)
    name = drop(inbox, Sent(held.name, io.BytesIO(made)))
    add_to_note(quarantine, held, f"เปิดด้วยรหัสผ่านแล้วส่งอ่านใหม่ โดย {by}")
    return name


def _shown(quarantine: Path, held: Held) -> Shown:
    secret = told_secret(held.reason)
    path = path_of(quarantine, held)
    kind = Kind.OTHER
    if held.size and not path.is_symlink():
        try:
            with path.open("rb") as file:
                kind = kind_of(file.read(HEAD))
        except OSError:
            kind = Kind.OTHER
    drawn = kind in _DRAWN and not secret and (held.size or 0) <= _MOST_LOOKED_AT
    locked = drawn and kind is Kind.PDF and _asks_for_password(path)
    return Shown(held, secret, drawn and not locked, locked)


def _asks_for_password(path: Path) -> bool:
    """The trailer names an encryption (ISO 32000-2, 7.5.5); it may stand in the clear at either end of the file."""
    with path.open("rb") as file:
        size = path.stat().st_size
        ends = file.read(1 << 16)
        file.seek(max(0, size - (1 << 16)))
        return b"/Encrypt" in ends + file.read()
