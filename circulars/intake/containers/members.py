"""What comes out of a file that holds other files, and the bounds on all of it together.

Bounds are on what really comes out, not on what a directory or a name says: count, bytes, depth, and bytes out for a byte
in. Each file stands alone: one that is damaged, encrypted or too large is told by name, the others are taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from circulars.errors import UnreadableFile
from circulars.thai.digits import to_thai

MOST_FILES = 500
MOST_BYTES = 1_000_000_000
MOST_OF_ONE = 200_000_000
MOST_DEPTH = 3
"""Zips in zips: the one dropped, those in it, those in them."""
MOST_RATIO, RATIO_FROM = 100, 50_000_000
"""Bytes out for each byte in, once so many came out: blank pages pack well, but a letter is no hundred of them."""


@dataclass(frozen=True, slots=True)
class Member:
    """A sound file out of another one: the bytes of its last name, its content.

    ``source`` is what the content was made from, where that is not what came in itself: the Word file of a PDF.
    """

    name: bytes
    content: bytes
    source: bytes = b""


@dataclass(frozen=True, slots=True)
class Lost:
    """A file in another one that could not be taken: its name as people read it, the Thai reason."""

    name: str
    reason: str


@dataclass(slots=True)
class Budget:
    """What is left for the whole drop, over all depths; ``came_in``: its bytes."""

    came_in: int
    files: int = 0
    out: int = 0

    def spend(self, files: int, size: int) -> None:
        """Count what came out. Raises UnreadableFile (too-large)."""
        self.files += files
        self.out += size
        if self.files > MOST_FILES or self.out > MOST_BYTES:
            raise UnreadableFile(
                f"ไฟล์นี้ใหญ่เกินไปเมื่อแตกแล้ว กรุณาแบ่งเป็นไฟล์ละไม่เกิน {to_thai(MOST_FILES)} ไฟล์และ ๑ GB", code="too-large"
            )
        if self.out > RATIO_FROM and self.out > MOST_RATIO * self.came_in:
            raise UnreadableFile("ไฟล์นี้แตกแล้วใหญ่ผิดปกติ กรุณาส่งไฟล์สแกนโดยไม่บีบอัด", code="too-large", cause="ratio")
