"""Patterns by which an office's own letters are counted: how they open, where the request begins, how they close."""

from __future__ import annotations

import re
from dataclasses import dataclass

from circulars.directory.profile import OPENINGS as CHOICES
from circulars.lexicon.phrases import PURPOSE_BEGINS
from circulars.lexicon.rows import either, row


@dataclass(frozen=True, slots=True)
class Opening:
    """How a first paragraph begins, and what the count calls it."""

    said: str
    pattern: re.Pattern[str]


OPENINGS = (
    Opening(
        "ตามหนังสือที่อ้างถึง", row(r"^ตาม(?:หนังสือ|วิทยุ)[^ ]{0,40}?(?:ที่)?อ้างถึง", "ตามหนังสือที่อ้างถึง จังหวัดแจ้ง", "ตามที่จังหวัดแจ้ง")
    ),
    Opening("ตามที่ … นั้น", row(r"^ตามที่", "ตามที่จังหวัดแจ้งอำเภอ", "ตามหนังสือจังหวัด")),
    Opening("ด้วย", row(r"^ด้วย", "ด้วยจังหวัดได้รับแจ้ง", "ตามที่จังหวัดแจ้ง")),
    Opening("อนุสนธิ", row(r"^อนุสนธิ", "อนุสนธิหนังสือจังหวัด", "ตามหนังสือจังหวัด")),
    Opening("เนื่องด้วย", row(r"^เนื่องด้วย", "เนื่องด้วยกรมแจ้ง", "เนื่องจากกรมแจ้ง")),
    Opening("เนื่องจาก", row(r"^เนื่องจาก", "เนื่องจากกรมแจ้ง", "ตามที่กรมแจ้ง")),
)
"""Openings, the first that fits counts."""
CHOSEN = row(rf"^{either(CHOICES)}$", "เนื่องด้วย", "ตามที่ … นั้น")
"""Openings that an office may choose for its drafts."""
TELLS_ON = row(
    r"(?:ใน(?:การ|กรณี)นี้|เพื่อให้[^ ]+)\s[^ ]{2,60}(?:จึง)?ขอ|จึง(?:ขอ|ให้|แจ้ง)(?!ให้ทราบว่า)|^จึงเรียน",
    "ในการนี้ จังหวัดจึงขอแจ้งแนวทาง",
    "ในการนี้ กรมได้จัดทำแนวทาง",
)
"""The paragraph in which the request begins."""
CLOSES = row(rf"{PURPOSE_BEGINS}(?P<wish>.+)", "จึงเรียนมาเพื่อพิจารณาดำเนินการ", "เพื่อพิจารณาดำเนินการ")
