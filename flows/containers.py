"""A zip of scans: its files, within limits on count, size and nesting. Names inside are never used as paths."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from circulars.documents.package import BROKEN_ZIP
from circulars.errors import UnreadableFile

MOST_FILES = 500
MOST_BYTES = 1_000_000_000
MOST_OF_ONE = 200_000_000
OFFICE_PARTS = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
"""Word, LibreOffice and Java files are zips too; they are no folder of scans."""


def is_zip(file: Path) -> bool:
    """The file is a zip that holds files of its own, told by content; Office documents are not."""
    try:
        with zipfile.ZipFile(file) as opened:
            return not any(name in OFFICE_PARTS for name in opened.namelist())
    except BROKEN_ZIP:
        return False


def unpack(file: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of a zip: its own last name and content. Raises UnreadableFile (encrypted, too-large, unreadable)."""
    with zipfile.ZipFile(file) as opened:
        members = [one for one in opened.infolist() if not one.is_dir() and not _is_litter(one.filename)]
        if not members:
            raise UnreadableFile("ไฟล์ zip ว่างเปล่า กรุณาใส่ไฟล์สแกนแล้วส่งใหม่", code="empty")
        if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
            raise UnreadableFile(f"ไฟล์ zip ใหญ่เกินไป กรุณาแบ่งเป็นไฟล์ละไม่เกิน {MOST_FILES} ไฟล์และ ๑ GB", code="too-large")
        if any(one.flag_bits & 1 for one in members):
            raise UnreadableFile("ไฟล์ zip ใส่รหัสผ่าน กรุณาเอารหัสออกแล้วส่งใหม่", code="encrypted")
        for one in members:
            try:
                with opened.open(one) as part:
                    content = part.read(MOST_OF_ONE + 1)
            except BROKEN_ZIP as error:
                raise UnreadableFile("ไฟล์ zip เสียหาย กรุณาบีบอัดใหม่แล้วส่งอีกครั้ง", cause=str(error)) from error
            if len(content) > MOST_OF_ONE:
                raise UnreadableFile("มีไฟล์ใน zip ใหญ่เกิน ๒๐๐ MB กรุณาส่งไฟล์นั้นแยก", code="too-large")
            if content[:4] == b"PK\x03\x04" and one.filename.lower().endswith(".zip"):
                raise UnreadableFile("มี zip ซ้อนอยู่ใน zip กรุณาแตกไฟล์ด้านในก่อนแล้วส่งใหม่", code="unsupported")
            yield Path(one.filename.replace("\\", "/")).name or "ไฟล์", content


def _is_litter(name: str) -> bool:
    last = Path(name).name
    return name.startswith("__MACOSX/") or last.startswith(".") or last in ("Thumbs.db", "desktop.ini")
