"""The จึงเรียนมา line: by the sender's purpose, with โปรด only where we do not command."""

from __future__ import annotations

import re

from circulars.cascade.asks.levels import PASS_ON, below_pattern
from circulars.cascade.asks.obligations import Reading
from circulars.cascade.text.voice import Voice, is_unit, thai_numerals

_COURTESY = re.compile(
    r"\s*(?:ด้วย)?\s*(?:(?:และ)?(?:ขอ)?ขอบ(?:พระ)?คุณ|[^ ]*หวังเป็นอย่างยิ่ง|(?:จะ|จัก)(?:เป็นพระคุณ|ขอบ(?:พระ)?คุณ)).*$"
)
_POLITE = re.compile(r"(?:ได้)?โปรด|กรุณา")


def purpose_line(purpose: str, reading: Reading, voice: Voice, *, village: bool) -> str:
    """จึงเรียนมาเพื่อ…: the sender's purpose, with โปรด only where we do not command (7.3).

    Passing on is said in the request already, so it leaves the line; to กำนัน and ผู้ใหญ่บ้าน a plain form is used.
    """
    action = re.search(r"ดำเนินการ|พิจารณา|ถือปฏิบัติ|ปฏิบัติ|ให้ความร่วมมือ|ประชาสัมพันธ์|กำชับ", purpose)
    asked = any(one.certain for one in reading.down)
    if village:
        return "จึงเรียนมาเพื่อทราบและดำเนินการ" if asked else "จึงเรียนมาเพื่อทราบ"
    polite = "" if voice.commands else "โปรด"
    if not purpose:
        return f"จึงเรียนมาเพื่อ{polite}{'พิจารณาดำเนินการต่อไป' if asked else 'ทราบ'}"
    wish = re.sub(r"^จึง(?:ขอ)?(?:เรียน|แจ้ง|เสนอ|ประสาน|ส่ง)?(?:มา)?\s?(?:เพื่อ)?", "", purpose)
    passed = re.search(
        rf"\s*(?:และ|พร้อมทั้ง|ทั้งนี้)?\s*(?:โปรด)?(?:{PASS_ON})\s?(?:ไปยัง|ให้|แก่)?\s?(?P<who>{below_pattern(voice.level)}).*$",
        wish,
    )
    wish = wish[: passed.start()] if passed else wish
    wish = _POLITE.sub("", wish).strip()
    wish = _COURTESY.sub("", wish).strip()
    if passed and wish == "ทราบ" and not is_unit(passed["who"], voice):
        wish = "ทราบและดำเนินการต่อไป"
    known = re.match(r"(?:ทราบ|พิจารณา|ดำเนินการ|ถือปฏิบัติ|ปฏิบัติ|ถือเป็น)", wish)
    if voice.commands and re.search(r"อนุเคราะห์|ความร่วมมือ", wish):
        known = None  # a favour is asked of those that one does not command
    if not wish or not known:
        wish = "พิจารณาดำเนินการต่อไป" if action or asked else "ทราบ"
    return thai_numerals(f"จึงเรียนมาเพื่อ{polite}{wish}")
