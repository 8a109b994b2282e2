"""The จึงเรียนมา line: by the sender's purpose, with โปรด only where we do not command."""

from __future__ import annotations

from circulars.cascade.asks.obligations import Reading
from circulars.cascade.text.voice import Voice, is_unit, thai_numerals
from circulars.lexicon.offices import below_pattern
from circulars.lexicon.writing.text import (
    ACT_OF_OUR_HEAD,
    COURTESY,
    FAVOUR,
    PASSED_IN_PURPOSE,
    POLITE,
    PURPOSE_START,
    TO_BE_DONE,
    TO_BE_KEPT,
    WISH_OF_PURPOSE,
)


def purpose_line(purpose: str, reading: Reading, voice: Voice, *, village: bool) -> str:
    """จึงเรียนมาเพื่อ…: the sender's purpose, with โปรด only where we do not command (7.3).

    Passing on is said in the request already, so it leaves the line; to กำนัน and ผู้ใหญ่บ้าน a plain form is used.
    """
    action = TO_BE_DONE.search(purpose)
    asked = any(one.certain for one in reading.down)
    if village:
        return "จึงเรียนมาเพื่อทราบและดำเนินการ" if asked else "จึงเรียนมาเพื่อทราบ"
    polite = "" if voice.commands else "โปรด"
    if not purpose:
        return f"จึงเรียนมาเพื่อ{polite}{voice.closing if asked else 'ทราบ'}"
    wish = PURPOSE_START.sub("", purpose)
    passed = PASSED_IN_PURPOSE(below=below_pattern(voice.level)).search(wish)
    wish = wish[: passed.start()] if passed else wish
    wish = POLITE.sub("", wish).strip()
    wish = COURTESY.sub("", wish).strip()
    if passed and wish == "ทราบ" and TO_BE_KEPT.search(passed[0]):
        wish = "ทราบและถือปฏิบัติ"
    elif passed and wish == "ทราบ" and not is_unit(passed["who"], voice):
        wish = "ทราบและดำเนินการต่อไป"
    known = WISH_OF_PURPOSE.match(wish)
    if voice.commands and FAVOUR.search(wish):
        known = None  # a favour is asked of those that one does not command
    if ACT_OF_OUR_HEAD.search(wish):
        known = None
    if not wish or not known:
        wish = voice.closing if action or asked else "ทราบ"
    return thai_numerals(f"จึงเรียนมาเพื่อ{polite}{wish}")
