"""Fixed terms of official letters with tone marks that a recogniser lost: ``ส่วนท้องถิน`` is ส่วนท้องถิ่น.

Only terms so long that nothing else is meant, and only where marks are missing: letters are never changed. What was
respelled is shown to the reviewer (`text_checks`, 32).
"""

from __future__ import annotations

import re

_MARKS = "่้๊๋็์"
_TERMS = (
    "องค์กรปกครองส่วนท้องถิ่น",
    "ส่วนท้องถิ่น",
    "ที่เกี่ยวข้อง",
    "สิ่งที่ส่งมาด้วย",
    "หน่วยงานในสังกัด",
    "ผู้ว่าราชการจังหวัด",
    "ผู้ใหญ่บ้าน",
    "เจ้าหน้าที่",
    "ดังต่อไปนี้",
    "เรียบร้อยแล้ว",
    "ต่อไปด้วย",
    "ทั่วประเทศ",
    "ทั้งสิ้น",
)
_DAY = re.compile(r"วันที(?=\s?[๐-๙\d]{1,2}\s)")


def _loose(term: str) -> str:
    """The term with every mark there or not."""
    return "".join(f"{letter}?" if letter in _MARKS else re.escape(letter) for letter in term)


_BY_BARE = {re.sub(f"[{_MARKS}]", "", term): term for term in _TERMS}
_ANY = re.compile("|".join(f"(?:{_loose(term)})" for term in sorted(_TERMS, key=len, reverse=True)))


def respelled(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with its terms whole, and what was changed: as read, as spelled.

    >>> respelled("ในส่วนทีเกียวข้อง")
    ('ในส่วนที่เกี่ยวข้อง', (('ทีเกียวข้อง', 'ที่เกี่ยวข้อง'),))
    """
    changed: list[tuple[str, str]] = []

    def whole(found: re.Match[str]) -> str:
        term = _BY_BARE[re.sub(f"[{_MARKS}]", "", found[0])]
        if term != found[0]:
            changed.append((found[0], term))
        return term

    text = _ANY.sub(whole, text)
    if _DAY.search(text):
        changed.append(("วันที", "วันที่"))
        text = _DAY.sub("วันที่", text)
    return text, tuple(dict.fromkeys(changed))
