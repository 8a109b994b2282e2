"""The printed labels of a letter, one row each: the part of the letter that it opens, and how it looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from circulars.extraction.page.marks import marks_apart
from circulars.lexicon.people import NAME
from circulars.lexicon.phrases import CLOSING, OPENING
from circulars.lexicon.reading import page
from circulars.lexicon.reading.page import (
    CITES,
    LABEL_ALONE,
    NUMBER_AGENCY,
    NUMBER_SUBJECT,
    TITLE_NUMBER,
    TITLE_SUBJECT,
)
from circulars.thai.find_dates import find_dates

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


def pieces(text: str, before: str, *, top: bool = False) -> tuple[str, ...]:
    """A line as the lines it would be with marks, title, number and subject each on its own.

    `before` is the line above; ``top``: a title may stand here, where below only decrees are cited.

    >>> pieces("ประกาศจังหวัดน่าน เรื่อง สอบราคา", "", top=True), len(pieces("ประกาศจังหวัดน่าน เรื่อง สอบราคา", "๑. ระเบียบ"))
    (('ประกาศจังหวัดน่าน', 'เรื่อง สอบราคา'), 1)
    """
    first, *rest = (text,) if CITES.search(before) else marks_apart(text)
    title = TITLE_SUBJECT.match(first) if top and not rest else None
    if title is not None and not TITLE_NUMBER.match(first):
        return title["title"], title["rest"]
    return (*((first,) if rest else _labels_apart(first)), *(piece for part in rest for piece in _labels_apart(part)))


def _labels_apart(text: str) -> tuple[str, ...]:
    """A line that holds title, number and subject one after the other, as each would stand on a line of its own.

    >>> _labels_apart("คำสั่งจังหวัดสมมุติที่ 12/2568 เรื่อง แต่งตั้งคณะทำงาน")
    ('คำสั่งจังหวัดสมมุติ', 'ที่ 12/2568', 'เรื่อง แต่งตั้งคณะทำงาน')
    >>> _labels_apart("ตามที่จังหวัดแจ้งเรื่อง การประชุม")
    ('ตามที่จังหวัดแจ้งเรื่อง การประชุม',)
    """
    if not text:
        return ()
    match = TITLE_NUMBER.match(text)
    if match is not None:
        return match["title"], match["number"], match["rest"]
    match = NUMBER_SUBJECT.match(text) or NUMBER_AGENCY.match(text)
    return (match["number"], match["rest"]) if match is not None else (text,)


def opens_part(text: str) -> bool:
    """The text begins with the label of a subject or of addressees, and has something behind it.

    >>> opens_part("เรียน นายอำเภอ"), opens_part("เรียน"), opens_part("ที่ มท ๐๑/๑")
    (True, False, False)
    """
    return any((found := one.match(text)) and found.end() < len(text) for one in (page.SUBJECT, page.ADDRESSEES))


def filled_apart(label: str, text: str) -> bool:
    """What a typed text has in the line below ที่ or วันที่ is what the label names: a number, or a day.

    >>> filled_apart("ที่", "มท ๐๑/ว ๑"), filled_apart("วันที่", "๑ มีนาคม ๒๕๖๗"), filled_apart("ที่", "ชื่อ-สกุล")
    (True, True, False)
    """
    if not page.FILLED_APART.match(label):
        return False
    if "วัน" in label:
        return len(hits := find_dates(text)) == 1 and len(text) <= len(hits[0].text) + 3
    return text[:1] not in ("", " ") and page.NUMBER.match(f"ที่ {text}") is not None
