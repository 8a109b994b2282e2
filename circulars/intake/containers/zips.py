"""The files of a zip; zips in it are opened by whoever asked. Names inside are never used as paths."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from circulars.errors import UnreadableFile
from circulars.intake.containers.looks import BROKEN
from circulars.intake.containers.members import MOST_OF_ONE, Budget, Lost, Member
from circulars.intake.names import shown_name


def zip_members(opened: IO[bytes], budget: Budget, within: str) -> Iterator[Member | Lost]:
    """Every file of a zip, not yet looked into; ``within`` is put before the names of those that are lost.

    Raises UnreadableFile (empty, encrypted, too-large, unreadable).
    """
    opened.seek(0)
    try:
        found = zipfile.ZipFile(opened)
        members = [one for one in found.infolist() if not one.is_dir() and not _is_litter(one.filename)]
    except BROKEN as error:
        raise UnreadableFile("ไฟล์ zip เสียหาย กรุณาบีบอัดใหม่แล้วส่งอีกครั้ง", cause=str(error)) from error
    with found:
        if not members:
            raise UnreadableFile("ไฟล์ zip ว่างเปล่า กรุณาใส่ไฟล์สแกนแล้วส่งใหม่", code="empty")
        budget.spend(len(members), 0)
        if all(one.flag_bits & 1 for one in members):
            raise UnreadableFile("ไฟล์ zip ใส่รหัสผ่าน กรุณาเอารหัสออกแล้วส่งใหม่", code="encrypted")
        for one in members:
            yield _member(found, one, budget, within)


def _member(found: zipfile.ZipFile, one: zipfile.ZipInfo, budget: Budget, within: str) -> Member | Lost:
    name = _name(one)
    shown = f"{within}{shown_name(name)}"
    if one.flag_bits & 1:
        return Lost(shown, "ใส่รหัสผ่าน")
    try:
        with found.open(one) as part:
            content = part.read(MOST_OF_ONE + 1)
    except BROKEN:
        return Lost(shown, "เสียหาย")
    budget.spend(0, len(content))
    return Lost(shown, "ใหญ่เกิน ๒๐๐ MB กรุณาส่งแยก") if len(content) > MOST_OF_ONE else Member(name, content)


def _name(one: zipfile.ZipInfo) -> bytes:
    """The bytes of a member's last name: UTF-8 where the zip says so, else as they stand (Thai Windows writes CP874)."""
    told = _unicode_path(one.extra)
    if told is not None:
        raw = told
    elif one.flag_bits & 0x800:
        raw = one.filename.encode("utf-8", "replace")
    else:
        raw = one.filename.encode("cp437", "replace")  # how zipfile decoded them
    parts = [part for part in raw.replace(b"\\", b"/").split(b"/") if part]
    return parts[-1] if parts else b""


def _unicode_path(extra: bytes) -> bytes | None:
    """The name in the Info-ZIP Unicode Path field (APPNOTE.TXT 4.6.9), if there is one."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag == 0x7075 and length > 5:
            return extra[at + 9 : at + 4 + length]
        at += 4 + length
    return None


def _is_litter(name: str) -> bool:
    last = Path(name).name
    return name.startswith("__MACOSX/") or last.startswith(".") or last in ("Thumbs.db", "desktop.ini")
