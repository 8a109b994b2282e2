"""How much one file may cost and what its process may know, and the Thai words for each way a file can be refused."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from circulars.errors import UnreadableFile

_PLAIN = re.compile(
    r"PATH|HOME|TZ|LANG|LC_\w+|LD_LIBRARY_PATH|VIRTUAL_ENV|(?:PYTHON|PYTHAINLP|TESSDATA|OMP|OPENBLAS|ORT)\w*"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one file: bytes, pages, pixels of a page (checked before decoding), seconds a page and a file, memory.

    ``reading_seconds`` is processor time: after it the pages that are left come unread, for another reading that asks
    for ``only`` these (none: all). ``page_seconds`` of work for each page in hand without one coming, and
    ``file_seconds`` on the clock, end a reader that hangs. ``at_once`` pages are read at the same time, 0 for as many as there are cores.
    ``vouched`` pages were drawn by the program of an office whose key is known here, and not changed since: their own text
    is taken without recognising any of it.
    """

    file_bytes: int = 200_000_000
    pages: int = 300
    pixels: int = 80_000_000
    page_seconds: float = 25.0
    reading_seconds: float = 600.0
    file_seconds: float = 3600.0
    memory_bytes: int = 1_400_000_000
    at_once: int = 0
    only: tuple[int, ...] = ()
    vouched: tuple[int, ...] = ()


def refused(code: str, cause: str = "") -> UnreadableFile:
    """The error for a file that cannot be read, with what the clerk can do about it."""
    return UnreadableFile(_MESSAGES[code], code=code, cause=cause)


_MESSAGES = {
    "encrypted": "ไฟล์ PDF มีรหัสผ่าน กรุณาขอไฟล์ที่ไม่มีรหัสผ่าน หรือพิมพ์แล้วสแกนใหม่",
    "unreadable": "เปิดไฟล์ไม่ได้ ไฟล์อาจเสียหายหรือมาไม่ครบ กรุณาสแกนหรือขอไฟล์ใหม่",
    "empty": "ไฟล์ว่างเปล่า ไม่มีหน้าให้อ่าน กรุณาสแกนใหม่",
    "too-large": "ไฟล์หรือภาพใหญ่เกินกำหนด กรุณาสแกนใหม่ที่ ๓๐๐ จุดต่อนิ้ว หรือแบ่งเป็นหลายไฟล์",
    "too-many-pages": "ไฟล์มีจำนวนหน้ามากเกินกำหนด กรุณาแบ่งเป็นหลายไฟล์",
    "unsupported": "ไม่ใช่ไฟล์ที่ระบบอ่านได้ กรุณาส่งเป็น PDF, ภาพ (JPEG, PNG, TIFF, HEIC), Word, อีเมล (.eml, .msg), zip หรือ .txt "
    "ถ้าชื่อไฟล์ลงท้ายเช่นนั้นอยู่แล้ว เนื้อไฟล์เป็นอย่างอื่นหรือเสียหาย กรุณาขอไฟล์ใหม่จากผู้ส่ง",
    "too-slow": "อ่านไฟล์นี้นานเกินกำหนดจึงหยุด กรุณาสแกนใหม่ที่ ๓๐๐ จุดต่อนิ้ว แล้วลองอีกครั้ง",
}


def plain_environment() -> dict[str, str]:
    """What a process that opens strangers' files gets of the environment: no login, no key, no database's address."""
    return {name: value for name, value in os.environ.items() if _PLAIN.fullmatch(name)}
