"""Fixed terms of official letters with tone marks that a recogniser lost: ``ส่วนท้องถิน`` is ส่วนท้องถิ่น.

Only terms so long that nothing else is meant, and only where marks are missing: letters are never changed. What was
respelled is shown to the reviewer (`text_checks`, 32).
"""

from __future__ import annotations

import re

from circulars.lexicon.writing.body import LOST_DAY_MARK
from circulars.lexicon.writing.terms import ANY_TERM, TERMS, WITHOUT_MARKS

_BY_BARE = {one.term.translate(WITHOUT_MARKS): one.term for one in TERMS}


def respelled(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with its terms whole, and what was changed: as read, as spelled.

    >>> respelled("ในส่วนทีเกียวข้อง")
    ('ในส่วนที่เกี่ยวข้อง', (('ทีเกียวข้อง', 'ที่เกี่ยวข้อง'),))
    """
    changed: list[tuple[str, str]] = []

    def whole(found: re.Match[str]) -> str:
        term = _BY_BARE[found[0].translate(WITHOUT_MARKS)]
        if term != found[0]:
            changed.append((found[0], term))
        return term

    text = ANY_TERM.sub(whole, text)
    if LOST_DAY_MARK.search(text):
        changed.append(("วันที", "วันที่"))
        text = LOST_DAY_MARK.sub("วันที่", text)
    return text, tuple(dict.fromkeys(changed))
