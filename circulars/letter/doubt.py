"""Why a person must look at a field: a code with what it speaks of; its Thai sentence is a row of `ROWS`.

Rooms make and compare doubts; only what shows a letter to a person (`sentence_of`) makes sentences of them.

>>> sentence_of(WEEKDAY_DIFFERS("จันทร์")), WEEKDAY_DIFFERS("จันทร์").code
('วันจันทร์ไม่ตรงกับวันที่', 'weekday-differs')
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import Annotated

from pydantic import BeforeValidator


class SignatoryPart(StrEnum):
    """The part of a field's value that a doubt concerns alone: of a signatory its name, or its position."""

    NAME = "name"
    POSITION = "position"


_LABELS = {SignatoryPart.NAME: "ชื่อ", SignatoryPart.POSITION: "ตำแหน่ง"}
ROWS: dict[str, Row] = {}
"""Every row by its code. A row stays while a letter filed in an archive may bear its code."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to ask: the ``code`` of a row, its ``arguments``, and the ``part`` of the value that it concerns alone.

    Raises ValueError for a code without a row, or with more or fewer arguments than its sentence has places.
    """

    code: str
    arguments: tuple[str, ...] = ()
    part: SignatoryPart | None = None

    def __post_init__(self) -> None:
        if self.code not in ROWS:
            raise ValueError(f"no doubt has the code {self.code}")
        if len(self.arguments) != ROWS[self.code].places:
            raise ValueError(f"the doubt {self.code} speaks of {ROWS[self.code].places} things: {self.arguments}")


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of doubt: its ``code``, the Thai ``sentence`` with {} for each argument, and an ``example`` of those."""

    code: str
    sentence: str
    example: tuple[str, ...] = ()

    @property
    def places(self) -> int:
        """How many arguments the sentence has."""
        return sum(place is not None for _, place, _, _ in Formatter().parse(self.sentence))

    def __call__(self, *arguments: str, part: SignatoryPart | None = None) -> Doubt:
        """The doubt of this kind about these things."""
        return Doubt(self.code, arguments, part)


def sentence_of(doubt: Doubt) -> str:
    """The doubt as a clerk reads it.

    >>> sentence_of(UNCLEAR(part=SignatoryPart.NAME))
    'ชื่อ: ตัวอักษรไม่ชัด'
    """
    sentence = ROWS[doubt.code].sentence.format(*doubt.arguments)
    return sentence if doubt.part is None else f"{_LABELS[doubt.part]}: {sentence}"


def sentences_of(doubts: tuple[Doubt, ...]) -> tuple[str, ...]:
    """The doubts as a clerk reads them, each sentence once."""
    return tuple(dict.fromkeys(sentence_of(doubt) for doubt in doubts))


def _row(code: str, sentence: str, *example: str) -> Row:
    ROWS[code] = Row(code, sentence, example)
    return ROWS[code]


# what the recogniser's two readers make of the signs
UNCLEAR = _row("unclear", "ตัวอักษรไม่ชัด")
BY_HAND = _row("by-hand", "คล้ายลายมือเขียน")
WITNESSES_DIFFER = _row("witnesses-differ", "เครื่องอ่านสองตัวอ่านไม่ตรงกัน")
OTHER_WORDS = _row("other-words", "เครื่องอ่านสองตัวอ่านเป็นคนละคำ")
SECOND_READER_ALONE = _row("second-reader-alone", "อ่านได้จากเครื่องอ่านที่สองเท่านั้น")
GAP_IN_ROW = _row("gap-in-row", "มีช่องว่างกลางบรรทัด อาจมีข้อความที่อ่านไม่ได้")
UNREAD = _row("unread", "อ่านไม่ได้")
ONE_READER = _row("one-reader", "อ่านได้จากเครื่องอ่านเดียว ยังไม่มีเครื่องอ่านที่สองยืนยัน")
AM_LOST = _row("am-lost", "หน้านี้อ่านสระอำเป็นสระอาหลายแห่ง")
CUT_AT_EDGE = _row("cut-at-edge", "ข้อความชิดขอบภาพ อาจถูกตัดขาด")
LINE_LOST = _row("line-lost", "มีข้อความที่อ่านไม่ได้คั่นอยู่ ค่านี้อาจขาดไป")

# words
MAY_BE = _row("may-be", "“{}” อาจเป็น “{}”", "อบด", "อบต")
MAY_BE_PHRASE = _row("may-be-phrase", "อาจเป็น “{}”", "ผู้ว่าราชการจังหวัด")
UNKNOWN_WORDS = _row("unknown-words", "มีคำที่ไม่รู้จัก: {}", "ประซุม, ชลส่")

# a letter as a whole
NOT_FOUND = _row("not-found", "ไม่พบ{}", "ผู้ลงนาม")
NO_HEAD = _row("no-head", "ไม่พบหัวหนังสือตามแบบ")
END_UNSURE = _row("end-unsure", "ไม่แน่ใจว่าหนังสือจบที่หน้าใด")
TWO_PAGES = _row("two-pages", "อาจมีสองหน้าวางข้างกันในแผ่นเดียว")
TEXT_IS_NOISE = _row("text-is-noise", "ข้อความมีอักขระเพี้ยนมาก")
POOR_DIGITS = _row("poor-digits", "ตัวเลขไทยทั้งฉบับไม่มี ๔ ๖ ๗ ๘ ๙ เครื่องอ่านที่ทำข้อความนี้อ่านเลขเหล่านั้นไม่ได้")
KIND_UNSURE = _row("kind-unsure", "รูปแบบหนังสือไม่ชัดเจน")
KIND_UNKNOWN = _row("kind-unknown", "ไม่ทราบชนิดของหนังสือ")

# numbers
MIXED_DIGITS = _row("mixed-digits", "ตัวเลขไทยและอารบิกปนกัน")
NUMBER_UNREAD = _row("number-unread", "อ่านเลขที่หนังสือไม่ได้")
NUMBER_UNLABELLED = _row("number-unlabelled", "ไม่พบคำว่า “ที่” หน้าเลขที่หนังสือ")
NUMBER_OF_OTHERS = _row("number-of-others", "เลขที่ไม่เป็นรูปแบบของส่วนราชการ")
NUMBER_NOT_WHOLE = _row("number-not-whole", "ไม่มีเลขทะเบียน หรือเขียนด้วยลายมือ")
NUMBER_TORN = _row("number-torn", "ตัวเลขของเลขที่เว้นวรรคแยกจากกัน")
MORE_BEHIND_NUMBER = _row("more-behind-number", "มีตัวอักษรอื่นปนอยู่ท้ายเลขที่")
STOP_UNSEEN = _row("stop-unseen", "จุดในเลขที่อ่านไม่เห็น")

# days
DAY_UNREAD = _row("day-unread", "อ่านวันที่ไม่ได้")
DAY_BLANK = _row("day-blank", "วันที่เว้นว่างหรือเขียนด้วยลายมือ")
DAY_TORN = _row("day-torn", "ตัวเลขของวันหรือปีเว้นวรรคแยกจากกัน")
DAY_IN_STAMP = _row("day-in-stamp", "วันที่อยู่ในตราประทับหรือท้ายหนังสือ")
NO_SUCH_DAY = _row("no-such-day", "ไม่มีวันที่นี้ในปฏิทิน")
MONTH_NEARLY = _row("month-nearly", "ชื่อเดือนอ่านได้ไม่ตรง")
WEEKDAY_DIFFERS = _row("weekday-differs", "วัน{}ไม่ตรงกับวันที่", "จันทร์")
COMMON_ERA = _row("common-era", "ปีเป็นคริสต์ศักราช")
YEAR_OF_TWO_DIGITS = _row("year-of-two-digits", "ปีมีสองหลัก")

# the head
URGENCY_NEARLY = _row("urgency-nearly", "ชั้นความเร็วอ่านได้ไม่ตรง")
URGENCY_BESIDE = _row("urgency-beside", "ชั้นความเร็วอยู่ร่วมบรรทัดกับข้อความอื่น")
AGENCY_NOT_ENDED = _row("agency-not-ended", "ชื่อส่วนราชการยังไม่จบบรรทัด")
AGENCY_FROM_TEXT = _row("agency-from-text", "ชื่อส่วนราชการมาจากเนื้อความ ไม่พบที่หัวหนังสือ")
STAMP_BY_HAND = _row("stamp-by-hand", "ค่าในตรารับมักเขียนด้วยลายมือ")
STAMP_TORN = _row("stamp-torn", "มีตรารับที่อ่านได้ไม่ครบ")

# secrecy
SEVERAL_CLASSES = _row("several-classes", "มีเครื่องหมายชั้นความลับหลายชั้น")
CLASS_UNTOLD = _row("class-untold", "“{}” เป็นเครื่องหมายชั้นความลับที่ระบบบอกชั้นไม่ได้", "ลับ / ลับมาก")
SECRET_NUMBER = _row("secret-number", "เลขที่ “{}” เป็นเลขของทะเบียนหนังสือลับ (/ล)", "มท ๐๓๙๙/ล ๑๒")
SECOND_READ = _row("second-read", "เครื่องอ่านที่สองอ่านได้ “{}”", "ลับมาก")
MARK_UNCLEAR = _row("mark-unclear", "“{}” อาจเป็นเครื่องหมายชั้นความลับที่อ่านไม่ชัด", "ลับ")
MARK_ON_PAGE = _row("mark-on-page", "“{}” ที่หน้ากระดาษ อาจเป็นเครื่องหมายชั้นความลับ", "ลับ")
MARK_ON_ENCLOSURE = _row("mark-on-enclosure", "“{}” ที่สิ่งที่ส่งมาด้วย อาจเป็นเครื่องหมายชั้นความลับ", "ลับ")

# the parts
ADDRESSEE_LONG = _row("addressee-long", "ผู้รับยาวผิดปกติ")
TEXT_BEHIND_SUBJECT = _row("text-behind-subject", "เนื้อความต่อจากชื่อเรื่องในบรรทัดเดียวกัน")
SUBJECT_END_UNSURE = _row("subject-end-unsure", "ไม่แน่ใจว่าชื่อเรื่องจบที่บรรทัดใด")
CITED_NUMBER_UNREAD = _row("cited-number-unread", "อ่านเลขที่ของหนังสือที่อ้างถึงไม่ได้")
CITED_DAY_UNREAD = _row("cited-day-unread", "อ่านวันที่ของหนังสือที่อ้างถึงไม่ได้")
SEVERAL_CITED = _row("several-cited", "มีเลขที่หนังสือมากกว่าหนึ่งฉบับในรายการเดียว")
CITED_YEAR_CUT = _row("cited-year-cut", "ปีของหนังสือที่อ้างถึงมีสองหลัก")
TABLE_FOLLOWS = _row("table-follows", "มีตารางต่อจากย่อหน้านี้ ซึ่งอยู่ในสำเนาหนังสือเท่านั้น")
CELLS_ASKED = _row("cells-asked", "มีช่องในตารางที่ต้องตรวจ {} ช่อง", "๓")
SUM_DIFFERS = _row("sum-differs", "ผลบวกของช่องไม่เท่ากับยอดรวมในตาราง")
ORDER_DIFFERS = _row("order-differs", "ลำดับที่ไม่ต่อเนื่องกับแถวก่อนหน้า")

# the foot
CLOSING_UNCLEAR = _row("closing-unclear", "คำลงท้ายอ่านไม่ชัด")
SEVERAL_SIGNED = _row("several-signed", "มีผู้ลงนามหลายคนในหน้านี้")
NAME_UNTITLED = _row("name-untitled", "ไม่มีคำนำหน้าหรือยศ")
NAME_BLANK = _row("name-blank", "เว้นว่างไว้ หรือเขียนด้วยลายมือ")
PHONE_WORD_UNCLEAR = _row("phone-word-unclear", "คำว่า “โทร.” อ่านไม่ชัด")
PHONE_NOT_WHOLE = _row("phone-not-whole", "จำนวนหลักของโทรศัพท์ไม่ครบ")
PHONE_OF_PERSON = _row("phone-of-person", "อาจเป็นโทรศัพท์ของบุคคล หรือมีเบอร์ของสำนักงานที่อ่านไม่ออก")

# what others say
FOUND = _row("found", "{}", "วันที่ในหนังสืออยู่หลังวันที่รับหนังสือ")
FOUND_AGAINST = _row("found-against", "ไม่ตรงกับ {}", "กรมการปกครอง")
TOLD_BEFORE = _row("told-before", "{}", "ตัวอักษรไม่ชัด")
"""A sentence of a letter filed before doubts had codes."""


def _read(written: object) -> object:
    """A doubt of a record; one filed before doubts had codes is its sentence, in which ``ชื่อ: …`` told the part."""
    if not isinstance(written, str):
        return written
    for part, label in _LABELS.items():
        if written.startswith(before := f"{label}: "):
            return TOLD_BEFORE(written.removeprefix(before), part=part)
    return TOLD_BEFORE(written)


WrittenDoubt = Annotated[Doubt, BeforeValidator(_read)]
"""A doubt as records hold it, those of before among them."""
