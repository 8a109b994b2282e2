"""Enclosures: what the text speaks of is listed, and numbered without a gap (ข้อ ๑๑.๗)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from circulars.checks.incoming.references import body_text
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.thai.digits import to_thai

_ENCLOSED = re.compile(
    r"สิ่งที่(?:ได้)?ส่งมา(?:ด้วย|พร้อม(?:นี้|หนังสือ\S{0,4})?)\s*(?:\(?\s*(?:\d{1,2}\s?[-–,]\s?)?(\d{1,2})(?![\d/.]|\s*(?:ฉบับ|ชุด|รายการ|แผ่น|เล่ม|หน้า)))?"
)


def check_text_names_enclosures(letter: Letter) -> Iterator[Finding]:
    """The body speaks of enclosures (by number) that the heading must list."""
    if letter.kind.value is not LetterKind.EXTERNAL or any(one.doubtful for one in letter.enclosures):
        return
    listed = len(letter.enclosures)
    others = (letter.subject, *letter.addressees)
    if any("สิ่งที่ส่ง" in (one.value or "") for one in others):
        return  # the heading stands there, run into the one before it
    for match in _ENCLOSED.finditer(body_text(letter)):
        wanted = int(match[1] or 1)
        if wanted > listed and wanted <= 30:
            which = f" ลำดับ {to_thai(wanted)}" if match[1] else ""
            have = f"มี {to_thai(listed)} รายการ" if listed else "ไม่มีหัวข้อสิ่งที่ส่งมาด้วย"
            yield Finding(
                "enclosures-listed",
                Severity.WARNS,
                "enclosures",
                f"เนื้อความกล่าวถึงสิ่งที่ส่งมาด้วย{which} แต่{have} กรุณาตรวจว่าได้รับเอกสารครบ",
                seen=match[0].strip(),
                against=have,
            )
            return
