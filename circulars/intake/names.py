"""Names of files as people read them, and as they came.

A name in a folder is bytes, not text (POSIX.1-2017, 3.170): an old Windows share, a USB stick or an unzipped archive
leaves names in TIS-620/CP874. Whatever the bytes are, the name is shown in safe UTF-8, and kept beside it in a form that
gives the bytes back.
"""

from __future__ import annotations

import os
import unicodedata
from urllib.parse import quote_from_bytes, unquote_to_bytes

_THAI_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
"""Vowels above and below, tone marks: they stand on a consonant, so that other encodings are not taken for Thai."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the direction of a line: a name could show another ending than it has (Unicode TR 36, 3.4)."""


def kept_name(name: str | bytes) -> str:
    """The very bytes of a name as ASCII, for a record; `name_bytes` gives them back.

    >>> kept_name("ก.pdf")
    '%E0%B8%81.pdf'
    """
    return quote_from_bytes(os.fsencode(name), safe="")


def name_bytes(kept: str) -> bytes:
    """The bytes that `kept_name` kept."""
    return unquote_to_bytes(kept)


def shown_name(name: str | bytes) -> str:
    r"""A name that can be read, printed, stored as UTF-8 and be part of a path; never empty.

    >>> shown_name("หนังสือ.jpg".encode("cp874"))
    'หนังสือ.jpg'
    >>> shown_name(b"caf\xe9\n.pdf")
    'caf\\xe9␊.pdf'
    >>> shown_name("ใบ\u202efdp.exe")
    'ใบ<U+202E>fdp.exe'
    """
    raw = os.fsencode(name)
    return "".join(map(_safe, _text(raw))) or "ไม่มีชื่อ"


def _text(raw: bytes) -> str:
    """The bytes as text: UTF-8, else Thai of one byte a letter, else ASCII with the odd bytes written out."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _as_thai(raw) or raw.decode("ascii", "backslashreplace")
    try:  # TIS-620 that a program took for Latin-1 and wrote as UTF-8
        return _as_thai(text.encode("latin-1")) or text
    except UnicodeEncodeError:
        return text


def _as_thai(raw: bytes) -> str | None:
    """The bytes as CP874, where that gives Thai words: two consonants at least, and every mark on a letter."""
    try:
        text = raw.decode("cp874")
    except UnicodeDecodeError:
        return None
    odd = [letter for letter in text if not letter.isascii()]
    if not odd or any(not "\u0e01" <= letter <= "\u0e5b" for letter in odd):
        return None
    consonants = sum("\u0e01" <= letter <= "\u0e2e" for letter in odd)
    stands = all(
        "\u0e01" <= before <= "\u0e5b" for before, mark in zip(" " + text, text, strict=False) if mark in _THAI_MARKS
    )
    return text if consonants >= 2 and stands else None


def _safe(letter: str) -> str:
    """One character of a name, or how it is written where it could not be seen or would mislead."""
    code = ord(letter)
    if code < 32 or code == 127:
        return chr(0x2421 if code == 127 else 0x2400 + code)  # control pictures: ␊
    if letter == "/":
        return "∕"
    if letter in _TURNING or unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{code:04X}>"
    return letter
