"""The grammar of marks: ชั้นความลับ and ชั้นความเร็ว as offices print, stamp and space them.

A mark is a word that stands by itself: beside another mark, before ที่ and a number, in brackets, between dashes, with
its letters set apart. Sources: ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. ๒๕๔๔ ข้อ ๑๒ (three classes, marked at the
head and foot of every page), the four classes of พ.ศ. ๒๕๑๗ (ปกปิด), ระเบียบงานสารบรรณ ข้อ ๒๘ (urgency).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from circulars.letter.letter import Secrecy, Urgency
from circulars.thai.text import repair


@dataclass(frozen=True, slots=True)
class MarkWord:
    """One way to mark secrecy: its class, a line that has it, and one that holds the same letters and is not marked.

    ``level`` is None where it is no class of today's regulation, so that a person must say which.
    """

    level: Secrecy | None
    spelled: str
    example: str
    counter_example: str


MARK_WORDS = (
    MarkWord(Secrecy.TOP_SECRET, "ลับที่สุด", "ลับที่สุด ด่วน", "เรื่องลับที่สุดในโลก"),
    MarkWord(Secrecy.SECRET, "ลับมาก", "- ลับมาก -", "เส้นทางสลับมาก"),
    MarkWord(None, "ลับเฉพาะ", "(ลับเฉพาะ)", "ลับเฉพาะกลุ่มเล็ก"),
    MarkWord(Secrecy.CONFIDENTIAL, "ลับ", "ลับ ที่ มท ๐๓๐๙/๑๒", "อำเภอลับแล"),
    MarkWord(None, "ปกปิด", "ปกปิด", "การปกปิดข้อมูล"),
    MarkWord(None, "TOP SECRET", "TOP SECRET", "TOP SECRETARY"),
    MarkWord(None, "SECRET", "** SECRET **", "SECRETARIAT"),
    MarkWord(None, "CONFIDENTIAL", "CONFIDENTIAL", "CONFIDENTIALITY"),
)
"""Longer words first: ลับที่สุด is no ลับ."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A word beside ลับ that makes it part of a sentence or a name, with a line that shows it."""

    before: str
    after: str
    example: str


NEIGHBOURS = (
    Neighbour("", "แล", "อำเภอ ลับ แล จังหวัดอุตรดิตถ์"),
    Neighbour("", "มีด", "หิน ลับ มีด"),
    Neighbour("", "หลัง", "นินทา ลับ หลัง"),
    Neighbour("", "ลวง", "ละคร ลับ ลวง พราง"),
    Neighbour("", "สมอง", "เกม ลับ สมอง"),
    Neighbour("ความ", "", "ผู้รักษาความ ลับ"),
    Neighbour("ข่าวสาร", "", "นายทะเบียนข้อมูลข่าวสาร ลับ"),
    Neighbour("ข้อมูล", "", "การเก็บข้อมูล ลับ"),
    Neighbour("ทาง", "", "สืบทราบทาง ลับ"),
    Neighbour("ผู้", "", "ห้ามมิให้ผู้ใดผู้ ปกปิด"),
    Neighbour("การ", "", "การ ปกปิด"),
)


def _spaced(word: str) -> str:
    """The word with or without a space between any two of its letters.

    >>> bool(re.fullmatch(_spaced("ลับ"), "ล ั บ"))
    True
    """
    return r"\s?".join(re.escape(letter) for letter in word if letter != " ")


_URGENCY = r"ด\s?่?\s?ว\s?น(?:\s?ที่?\s?ส\s?ุ?\s?ด|\s?ม\s?า\s?ก)?"
_NUMBER = r"ที่\s*[ก-ฮ]{1,5}\.?\s*(?:\([^)]{1,14}\)\s*)?[0-9๐-๙(/]"
_SHEET = r"(?:ชุด|หน้า|แผ่น|สำเนา|ฉบับ)(?:ที่)?\s*[0-9๐-๙]+\s*(?:(?:ของ|ใน|/)\s*[0-9๐-๙]+)?\s*(?:ชุด|หน้า|แผ่น|ฉบับ)?"
_TITLE = r"บันทึกข้อความ|สำเนาคู่ฉบับ|สำเนา|คู่ฉบับ|ตราครุฑ|วิทยุสื่อสาร|โทรสาร"
_LABEL = r"ลำดับชั้นความลับ|ระดับชั้นความลับ|ชั้นความลับ|ชั้นความเร็ว|ลำดับความเร่งด่วน|ความเร่งด่วน"
_WORD = re.compile(
    "|".join(f"(?P<w{place}>{_spaced(row.spelled)})" for place, row in enumerate(MARK_WORDS)), re.IGNORECASE
)
_BEHIND = re.compile(rf"$|ผู้รับ|ผู้มีชื่อ|ที่สุด|[^\u0e01-\u0e4eA-Za-z]|{_URGENCY}|{_NUMBER}|{_SHEET}|{_TITLE}")
_BEFORE = re.compile(rf"(?:^|[^\u0e01-\u0e4eA-Za-z]|{_URGENCY}|{_LABEL}|{_TITLE}|(?:^|\s|เป็น)(?:เอกสาร|หนังสือ))$")
_FURNITURE = re.compile(
    rf"\s+|[-–—_*=~.·•|\[\](){{}}<>\"“”'‘’:,/\\#+]+|{_URGENCY}|{_LABEL}|{_SHEET}|{_TITLE}|(?:เอกสาร|หนังสือ)\s?$"
    rf"|{_NUMBER}[0-9๐-๙.()/\sวลก-ฮ]*$|[0-9๐-๙]{{1,3}}(?![0-9๐-๙.)])"
)
_ITEM = re.compile(r"^\(?[0-9๐-๙ก-ฮ]{1,2}\s?[.)]")
_LETTER_APART = re.compile(r"(?:^|\s)[ก-ฮเ-ไ]\s$")


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A word of secrecy that stands by itself in a line: its class (None where a person must say), where it stands."""

    level: Secrecy | None
    start: int
    end: int


def secrecy_words(text: str) -> tuple[FoundWord, ...]:
    """The words of secrecy that stand by themselves in a line, whatever stands beside them.

    >>> [found.level.value for found in secrecy_words("ลับ ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒")]
    ['ลับ']
    >>> secrecy_words("ที่ว่าการอำเภอลับแล"), secrecy_words("ทางกลับ"), secrecy_words("ก ล ั บ")
    ((), (), ())
    """
    text = repair(text).strip()
    return tuple(_words(text))


def _words(text: str) -> Iterator[FoundWord]:
    for match in _WORD.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        if not _BEFORE.search(before) or not _BEHIND.match(after) or _LETTER_APART.search(before):
            continue
        labelled = re.search(rf"(?:{_LABEL})\s*:?\s*$", before)
        if not labelled and any(_beside(row, before, after) for row in NEIGHBOURS):
            continue
        place = next(int(name[1:]) for name, value in match.groupdict().items() if value is not None)
        yield FoundWord(MARK_WORDS[place].level, match.start(), match.end())


def _beside(row: Neighbour, before: str, after: str) -> bool:
    return bool(
        (row.before and before.rstrip().endswith(row.before)) or (row.after and after.lstrip().startswith(row.after))
    )


def marked_line(text: str) -> tuple[FoundWord, ...]:
    """The words of secrecy of a line that holds nothing but marks, their labels, page numbers and the letter's number.

    >>> [found.level.value for found in marked_line("* * ล ั บ ม า ก * *")]
    ['ลับมาก']
    >>> marked_line("๒. ลับมาก"), marked_line("หนังสือที่มีชั้นความลับ ลับมาก ให้ส่งด้วยมือ")
    ((), ())
    """
    text = repair(text).strip()
    found = tuple(_words(text))
    if not found or _ITEM.match(text):
        return ()
    rest, at = [], 0
    for word in found:
        rest.append(text[at : word.start])
        at = word.end
    rest.append(text[at:])
    return found if all(_furniture(piece) for piece in rest) else ()


def _furniture(text: str) -> bool:
    at = 0
    while at < len(text):
        match = _FURNITURE.match(text, at)
        if match is None or match.end() == at:
            return False
        at = match.end()
    return True


_LOOKS = re.compile(r"[ลสถอ][\u0e31\u0e34-\u0e37\u0e47-\u0e4c]{0,2}[บปนษม]")
_LOOKS_MORE = (("ลับที่สุด", "ลบทสด"), ("ลับมาก", "ลบมก"))


def looks_secret(text: str) -> bool:
    """A line that may be a mark of secrecy misread by a letter or a mark: for a person to look at.

    >>> looks_secret("ลบ"), looks_secret("ลับมาท"), looks_secret("ด่วนมาก"), looks_secret("(ล้บ)")
    (True, True, False, True)

    Beside a number of more figures than a page has, it is an address, a telephone or the letters of an office:

    >>> looks_secret("สน ๔๗๑๒๐"), looks_secret("ลบ ๒"), looks_secret("สม. ๐๐๑๒.๓"), looks_secret("ส.ป. ๑๒")
    (False, True, False, False)
    """
    if re.search(r"[0-9๐-๙][0-9๐-๙.]{2,}|[สถอ]\s?\.|[สถอ][บปนษม]\s?\.", text):
        return False
    bare = re.sub(r"[^\u0e01-\u0e4e]", "", repair(text))
    if _LOOKS.fullmatch(bare):
        return True
    if not 4 <= len(bare) <= 11:
        return False
    near = min(Levenshtein.distance(bare, word) for word, _ in _LOOKS_MORE)
    urgent = min(Levenshtein.distance(bare, str(value)) for value in Urgency)
    bones = re.sub(r"[^\u0e01-\u0e2e]", "", bare)
    return near < urgent and (near <= len(bare) // 4 or any(bones == other for _, other in _LOOKS_MORE))


_LEADING = re.compile(
    rf"^(?P<marks>(?:[-*(\[\s]*(?:{_URGENCY}|{'|'.join(_spaced(row.spelled) for row in MARK_WORDS[:2])}|{_spaced('ลับ')}(?!ที่?สุด))[-*)\]\s]*)+)"
    rf"(?P<rest>(?:{_NUMBER}|บันทึกข้อความ|คำสั่ง|ประกาศ).*)$"
)
_CITATION = re.compile(r"ลงวันที่|ลว\.|ลง\s?[0-9๐-๙]")


def marks_apart(text: str) -> tuple[str, ...]:
    """A line that begins with marks and goes on with the number or title, as two lines; a citation stays whole.

    >>> marks_apart("ลับ ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒")
    ('ลับ ด่วนที่สุด', 'ที่ มท ๐๓๐๙/ว ๑๒')
    >>> marks_apart("ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒ ลงวันที่ ๒ มีนาคม ๒๕๖๗")
    ('ด่วนที่สุด ที่ มท ๐๓๐๙/ว ๑๒ ลงวันที่ ๒ มีนาคม ๒๕๖๗',)
    """
    match = _LEADING.match(text)
    if match is None or _CITATION.search(match["rest"]):
        return (text,)
    return match["marks"].strip(), match["rest"].strip()


def urgency_words(text: str) -> tuple[Urgency, ...]:
    """The classes of urgency in a line that holds nothing but marks and their labels, letter for letter.

    >>> urgency_words("ความเร่งด่วน  ด่วนมาก"), urgency_words("ลับ (ด่วนที่สุด)"), urgency_words("รถด่วน")
    ((<Urgency.VERY_URGENT: 'ด่วนมาก'>,), (<Urgency.MOST_URGENT: 'ด่วนที่สุด'>,), ())
    """
    text = re.sub(_LABEL, " ", repair(text)).strip()
    pieces = _URGENT.split(text)
    bare = "".join(_WORD.sub("", piece) for piece in pieces[::2])
    if len(pieces) < 2 or not _furniture(bare):
        return ()
    return tuple(Urgency(re.sub(r"\s", "", piece)) for piece in pieces[1::2])


_URGENT = re.compile(f"({'|'.join(_spaced(str(value)) for value in reversed(Urgency))})")
