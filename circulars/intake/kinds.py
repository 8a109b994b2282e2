"""What a file is by its content, and whether its end has come.

A scanner or a copy over a network writes from the front: a file of a kind that has an end, and lacks it, is still coming
or is damaged. The marks: JPEG EOI (ITU-T T.81, B.1.1.3), PDF ``%%EOF`` (ISO 32000-2, 7.5.5), PNG IEND (ISO/IEC 15948,
11.2.5), TIFF directories and strips (TIFF 6.0, section 2), ZIP end record (APPNOTE.TXT 4.3.16), RIFF and ISO media box
lengths.
"""

from __future__ import annotations

import re
import struct
from enum import StrEnum
from typing import IO

HEAD = 1024
"""Bytes within which a PDF must begin (ISO 32000-1, annex H, note 13): mail and web servers leave lines before it."""
MOST_BYTES = 300_000_000
"""A larger file is refused for its size, whatever its end."""
_TAIL = 65_536 + 22
_PDF_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\Z")
_PDF_TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_JPEG_MARKER = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")


class Kind(StrEnum):
    """Kinds that are told by content."""

    PDF = "pdf"
    ZIP = "zip"
    JPEG = "jpg"
    PNG = "png"
    TIFF = "tif"
    RIFF = "webp"
    MEDIA = "heic"
    OTHER = ""


def kind_of(head: bytes) -> Kind:
    r"""The kind of a file by its first bytes; a PDF may begin a little later, whatever is attached to it.

    >>> kind_of(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7"), kind_of(b"PK\x03\x04"), kind_of(b"letter")
    (<Kind.PDF: 'pdf'>, <Kind.ZIP: 'zip'>, <Kind.OTHER: ''>)
    """
    for start, kind in (
        (b"\xff\xd8\xff", Kind.JPEG),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"II*\0", Kind.TIFF),
        (b"MM\0*", Kind.TIFF),
        (b"II+\0", Kind.TIFF),
        (b"MM\0+", Kind.TIFF),
        (b"PK\x03\x04", Kind.ZIP),
        (b"PK\x05\x06", Kind.ZIP),
        (b"RIFF", Kind.RIFF),
    ):
        if head.startswith(start):
            return kind
    if head[4:8] == b"ftyp":
        return Kind.MEDIA
    at = {kind: head[:HEAD].find(mark) for kind, mark in ((Kind.PDF, b"%PDF-"), (Kind.ZIP, b"PK\x03\x04"))}
    found = [(place, kind) for kind, place in at.items() if place >= 0]
    return min(found)[1] if found else Kind.OTHER


def has_its_end(file: IO[bytes], size: int) -> bool:
    """False for a file of a kind that has an end, and that lacks it."""
    file.seek(0)
    kind = kind_of(file.read(HEAD))
    if kind not in _ENDS or size > MOST_BYTES:
        return True
    try:
        return _ENDS[kind](file, size)
    except struct.error:  # a length or a table is cut off
        return False


def _pdf(file: IO[bytes], size: int) -> bool:
    file.seek(max(0, size - 2048))
    return b"%%EOF" in file.read(2048)


def is_whole_pdf(file: IO[bytes], size: int) -> bool:
    """Nothing stands behind the last ``%%EOF``, and what it points to begins in the file (ISO 32000-2, 7.5.5).

    A first part of a file prepared for the web has an end of its own, which points nowhere (annex F.3.7).
    """
    file.seek(0)
    if kind_of(file.read(HEAD)) is not Kind.PDF:
        return False
    file.seek(max(0, size - HEAD))
    end = _PDF_END.search(file.read(HEAD))
    start = int(end.group(1)) if end else 0
    if not 0 < start < size:
        return False
    file.seek(start)
    return _PDF_TABLE.match(file.read(32)) is not None


def _zip(file: IO[bytes], size: int) -> bool:
    file.seek(max(0, size - _TAIL))
    return b"PK\x05\x06" in file.read(_TAIL)


def _jpeg(file: IO[bytes], size: int) -> bool:
    """Walk the segments: a thumbnail inside one has an end of its own, which is not the picture's."""
    file.seek(0)
    content = file.read(size)
    at = 2
    while found := _JPEG_MARKER.search(content, at):
        marker = content[found.end() - 1]
        if marker == 0xD9:
            return True
        at = found.end()
        if marker not in (0x01, 0xD8):
            (length,) = struct.unpack_from(">H", content, at)
            at += max(2, length)
    return False


def _png(file: IO[bytes], size: int) -> bool:
    at = 8
    while at + 12 <= size:
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        at += 12 + length
        if kind == b"IEND":
            return bool(at <= size)
    return False


def _tiff(file: IO[bytes], size: int) -> bool:
    """Every directory and every strip or tile that one names lies within the file."""
    file.seek(0)
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = head[2:4] in (b"+\0", b"\0+")
    (at,) = struct.unpack_from(order + ("Q" if big else "I"), head, 8 if big else 4)
    seen: set[int] = set()
    while at and at not in seen:
        if at >= size:
            return False
        seen.add(at)
        at = _tiff_directory(file, size, at, order, big)
        if at < 0:
            return False
    return bool(seen)


def _tiff_directory(file: IO[bytes], size: int, at: int, order: str, big: bool) -> int:
    """Where the next directory lies, 0 after the last one; −1 when something of this one is not there yet."""
    count_code, entry, word = ("Q", 20, "Q") if big else ("H", 12, "I")
    head = struct.calcsize(order + count_code)
    file.seek(at)
    (count,) = struct.unpack(order + count_code, file.read(head))
    if count * entry > size:
        return -1
    table = file.read(count * entry + struct.calcsize(word))
    if len(table) < count * entry + struct.calcsize(word):
        return -1
    arrays: dict[int, tuple[int, ...]] = {}
    for number in range(count):
        (tag,) = struct.unpack_from(order + "H", table, number * entry)
        if tag in (273, 279, 324, 325):
            numbers = _tiff_numbers(file, size, table[number * entry : (number + 1) * entry], order, word)
            if numbers is None:
                return -1
            arrays[tag] = numbers
    for starts, lengths in ((273, 279), (324, 325)):
        parts = zip(arrays.get(starts, ()), arrays.get(lengths, ()), strict=False)
        if any(start + length > size for start, length in parts):
            return -1
    (following,) = struct.unpack_from(order + word, table, count * entry)
    return int(following)


def _tiff_numbers(file: IO[bytes], size: int, entry: bytes, order: str, word: str) -> tuple[int, ...] | None:
    """The numbers of one entry of a directory; None when they lie beyond the file."""
    kind, many = struct.unpack_from(order + "H" + word, entry, 2)
    letter, width = {3: ("H", 2), 4: ("I", 4), 16: ("Q", 8)}.get(kind, ("", 0))
    room = struct.calcsize(word)
    place = len(entry) - room
    if width * many <= room:
        return struct.unpack_from(f"{order}{many}{letter}", entry, place) if letter else ()
    (where,) = struct.unpack_from(order + word, entry, place)
    if where + width * many > size:
        return None
    file.seek(where)
    return struct.unpack(f"{order}{many}{letter}", file.read(width * many))


def _riff(file: IO[bytes], size: int) -> bool:
    file.seek(4)
    (length,) = struct.unpack("<I", file.read(4))
    return bool(length + 8 <= size)


def _media(file: IO[bytes], size: int) -> bool:
    at = 0
    while at < size:
        file.seek(at)
        length, _kind = struct.unpack(">I4s", file.read(8))
        if length == 1:
            (length,) = struct.unpack(">Q", file.read(8))
        if length == 0:
            return True  # to the end of the file
        if length < 8:
            return True  # no boxes: the reader will say
        at += length
    return bool(at == size)


_ENDS = {
    Kind.PDF: _pdf,
    Kind.ZIP: _zip,
    Kind.JPEG: _jpeg,
    Kind.PNG: _png,
    Kind.TIFF: _tiff,
    Kind.RIFF: _riff,
    Kind.MEDIA: _media,
}
