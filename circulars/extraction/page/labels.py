"""The printed labels of a letter, one row each: the part of the letter that it opens, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.lexicon.people import NAME
from circulars.lexicon.phrases import CLOSING, OPENING
from circulars.lexicon.reading import page
from circulars.lexicon.reading.page import LABEL_ALONE

_HEAD = 30  # lines among which a head stands, stamps among them
_FOOT = 7  # lines from the closing word to the telephone
_POST_LINES = 4  # a name in brackets and its post


class Part(StrEnum):
    """The parts of a letter that a label opens."""

    NUMBER = "number"
    SUBJECT = "subject"
    ADDRESSEES = "addressees"
    REFERENCES = "references"
    ENCLOSURES = "enclosures"
    MEMO_OFFICE = "memo-office"
    MEMO_DATE = "memo-date"


@dataclass(frozen=True, slots=True)
class Label:
    """A label: what it opens, and how it looks at the start of a line (a row of the lexicon)."""

    part: Part
    pattern: re.Pattern[str]


LABELS = (
    Label(Part.NUMBER, page.NUMBER),
    Label(Part.SUBJECT, page.SUBJECT),
    Label(Part.ADDRESSEES, page.ADDRESSEES),
    Label(Part.REFERENCES, page.REFERENCES),
    Label(Part.ENCLOSURES, page.ENCLOSURES),
    Label(Part.MEMO_OFFICE, page.MEMO_OFFICE),
    Label(Part.MEMO_DATE, page.MEMO_DATE),
)


def is_part(text: str) -> bool:
    """A line that opens a part of the letter with its label and something behind it; no stamp has such lines."""
    opens = (Part.SUBJECT, Part.REFERENCES, Part.ENCLOSURES)
    return any(label.part in opens and (m := label.pattern.match(text)) and len(text) > m.end() for label in LABELS)


def lines_of_fields(texts: Sequence[str]) -> frozenset[int]:
    """Places of a page's lines that hold fields: the head, above the text, and the foot, from the closing on.

    Both readers must see them: a value that one of them told is told by one alone.

    >>> page = ["ที่ มท ๐๑/ว ๑", "กรมสมมุติ", "เรียน ผู้ว่าราชการจังหวัด", "ด้วยกรมสมมุติ", "กำหนด", "ขอแสดงความนับถือ", "อธิบดี"]
    >>> sorted(lines_of_fields(page)), lines_of_fields(["กำหนดการ", "เวลา ๐๙.๐๐ น."])
    ([0, 1, 2, 5, 6], frozenset())
    >>> sorted(lines_of_fields(["ด้วยขอรับรอง", "ลงชื่อ", "(นายกอไก่ ตัวอย่าง)", "นายอำเภอสมมุติ"]))
    [1, 2, 3]
    >>> sorted(lines_of_fields(["เรื่อง", "ขอเชิญประชุม", "เรียน", "นายอำเภอ", "ด้วยกรมสมมุติ"]))
    [0, 1, 2, 3]
    """
    found: set[int] = set()
    patterns = [label.pattern for label in LABELS]
    labelled = [i for i, text in enumerate(texts[:_HEAD]) if any(pattern.match(text) for pattern in patterns)]
    if labelled:
        opened = (i for i in range(labelled[0] + 1, labelled[-1] + _FOOT) if _opens(texts, i))
        found |= {*range(next(opened, labelled[-1] + 2))}
    closing = next((i for i, text in enumerate(texts) if CLOSING.match(text)), None)
    if closing is not None:
        found |= {*range(closing, closing + _FOOT)}
    for i in (i for i, text in enumerate(texts) if NAME.match(text)):
        found |= {*range(max(0, i - 1), i + _POST_LINES)}
    return frozenset(i for i in found if i < len(texts))


def _opens(texts: Sequence[str], i: int) -> bool:
    """The line opens the text; behind a label that stands apart it is the subject: เรื่อง · ขอเชิญประชุม."""
    text = "".join(texts[i : i + 1])
    return bool(OPENING.match(text)) and not LABEL_ALONE.match(texts[i - 1])
