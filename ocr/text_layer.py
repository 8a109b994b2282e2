"""Tell whether a PDF page's own text is sound Thai, or the page must be read from its picture.

A layer is believed only when it passes every test below and is not an invisible layer over a full-page picture (a
scanner's own OCR: its digits are wrong and look right). Thresholds sit far from both sides of what was measured.
"""

from __future__ import annotations

import re
import unicodedata

_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ABOVE = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"
_BELOW = "\u0e38-\u0e3a"
_TONE = "\u0e48-\u0e4b"
_COMMON = [
    "การ",
    "ความ",
    "และ",
    "ของ",
    "ที่",
    "ใน",
    "เป็น",
    "ให้",
    "ได้",
    "ตาม",
    "โดย",
    "จาก",
    "เพื่อ",
    "วัน",
    "มี",
    "เรื่อง",
    "เรียน",
    "ขอ",
    "ณ",
]
LEAST_CHARACTERS = 80


def unsound(text: str) -> str | None:
    """Why a repaired text layer cannot be believed, or None when it can."""
    solid = re.sub(r"\s", "", text)
    thai = sum("\u0e01" <= c <= "\u0e5b" for c in solid)
    if len(solid) < LEAST_CHARACTERS:
        return "too little text"
    junk = sum(unicodedata.category(c) in ("Co", "Cn", "Cc") or c == "\ufffd" for c in solid)
    if junk > 0.005 * len(solid):
        return "control, private-use or replacement characters"
    if thai < 0.30 * len(solid):
        return "not Thai: glyph codes or mojibake"
    orphans = (
        len(re.findall(f"(?<![\u0e01-\u0e2e{_ABOVE}{_BELOW}{_TONE}])[{_MARK}]", text))
        + len(re.findall(f"[{_ABOVE}{_BELOW}][{_ABOVE}{_BELOW}]|[{_TONE}\u0e4c][{_TONE}\u0e4c]", text))
        + len(re.findall("[\u0e40-\u0e44](?![\u0e01-\u0e2e])", text))
    )
    if orphans > 0.02 * thai:
        return "broken Thai clusters"
    if sum(text.count(word) * len(word) for word in _COMMON) < 0.04 * thai:
        return "Thai letters but no Thai words"
    return None
