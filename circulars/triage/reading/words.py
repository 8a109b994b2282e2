"""Words by which letters say who is asked what: rows, each with a sentence where it means so and one where it does not.

A text is cut into words by PyThaiNLP's newmm over its dictionary and these rows, so that a row is met as a word and
never inside another one (``ให้`` in ``ให้ความรู้`` is no ขอให้).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

from circulars.directory.agencies import department_names
from circulars.directory.offices import Level
from circulars.lexicon.offices import units_of_a_province


class Tag(StrEnum):
    """What a word does in a sentence of a letter."""

    ASK = "ask"
    INVITE = "invite"
    PERMIT = "permit"
    CAUSE = "cause"
    SO = "so"
    PASS = "pass"
    REPORT = "report"
    NAMES = "names"
    SEND_PERSON = "send-person"
    GRIEVANCE = "grievance"
    VIEW = "view"
    LAY_BEFORE = "lay-before"
    TELL = "tell"
    HANDED = "handed"
    CANCEL = "cancel"
    CHANGE = "change"
    REMIND = "remind"
    KNOW = "know"
    NOT = "not"
    OF = "of"
    TO = "to"
    AIM = "aim"
    AND = "and"
    EVERY = "every"
    LIST = "list"
    THAT = "that"
    DONE = "done"
    OURS = "ours"
    BELOW = "below"
    LOCAL = "local"
    VILLAGE = "village"
    STAFF = "staff"
    PEOPLE = "people"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """Words of one tag, a text in which they are it, and one in which their letters stand but mean something else."""

    tag: Tag
    words: tuple[str, ...]
    example: str
    counter: str


ROWS: tuple[Row, ...] = (
    Row(
        Tag.ASK,
        (
            "ขอให้", "ขอความร่วมมือ", "ขอความอนุเคราะห์", "ขอความกรุณา", "ขอได้โปรด", "โปรด", "กรุณา", "ขอรับการสนับสนุน", "ขอเน้นย้ำ",
            "ขอกำชับ", "ใคร่ขอ", "ใคร่ขอให้", "ขอได้โปรดให้",
        ),
        "จึงขอให้จังหวัดสำรวจ",
        "ได้รับโปรดเกล้าโปรดกระหม่อม",
    ),
    Row(
        Tag.INVITE,
        ("ขอเชิญ", "ขอเรียนเชิญ", "เรียนเชิญ", "กราบเรียนเชิญ", "เจริญพรเรียนเชิญ", "ขอเจริญพรเรียนเชิญ", "ขอกราบเรียนเชิญ", "ขอประทานเชิญ", "ทูลเชิญ"),
        "มูลนิธิฯ จึงขอเรียนเชิญท่านเป็นประธาน",
        "ขอให้เชิญชวนประชาชน",
    ),
    Row(Tag.PERMIT, ("ขออนุญาต", "ขออนุมัติ", "ขอใช้", "ขอยืม"), "การไฟฟ้าฯ จึงขออนุญาตเข้าตัดต้นไม้", "ผู้ได้รับอนุญาต"),
    Row(Tag.CAUSE, ("ให้",), "ให้จังหวัดตรวจสอบ", "ให้ความรู้แก่ประชาชน"),
    Row(Tag.SO, ("จึง", "ในการนี้", "ดังนั้น", "ในกรณีนี้"), "ในการนี้ ขอให้จังหวัดส่งแบบ", "พันธุ์จึงรุ่งเรือง"),
    Row(
        Tag.PASS,
        (
            "แจ้ง", "แจ้งเวียน", "เวียน", "สั่งการ", "กำชับ", "ซักซ้อม", "ถ่ายทอด", "ประชาสัมพันธ์", "เผยแพร่", "เน้นย้ำ", "มอบหมาย",
            "สนับสนุน", "กำกับดูแล", "กำกับ", "เร่งรัด", "ประสาน", "ส่งต่อ", "ส่ง", "จัดส่ง", "แนะนำ", "ซักซ้อมความเข้าใจ", "สร้างการรับรู้",
            "เชิญชวน", "มอบ", "สั่ง", "ติดตาม", "ชี้แจง", "ส่งเสริม", "ประกาศ", "รณรงค์",
        ),
        "ขอให้จังหวัดแจ้งอำเภอทุกอำเภอ",
        "รับแจ้งการเกิดเกินกำหนด",
    ),
    Row(
        Tag.REPORT,
        (
            "รายงาน", "รายงานผล", "แจ้งผล", "ตอบแบบ", "ตอบ", "ตอบกลับ", "ส่งแบบ", "ส่งผล", "ยืนยัน", "แจ้งยืนยัน", "กรอกข้อมูล", "ส่งคืน", "ทราบผล",
            "ส่งสำเนา", "จัดส่งสำเนา", "จัดส่งข้อมูล", "ส่งข้อมูล", "แจ้งความประสงค์", "ตอบรับ", "แจ้งการตอบรับ", "จัดส่งแผน", "ส่งหลักฐาน", "ชี้แจงข้อเท็จจริง",
            "จัดส่งเอกสาร", "ส่งเอกสาร", "จัดส่งรายงาน",
        ),
        "รวบรวมรายงานผลให้กรมทราบ",
        "สำเนารายงานการประชุม",
    ),
    Row(
        Tag.NAMES,
        ("แจ้งรายชื่อ", "ส่งรายชื่อ", "จัดส่งรายชื่อ", "เสนอชื่อ", "แจ้งชื่อ", "คัดเลือก", "ผู้ประสานงาน", "แต่งตั้งผู้แทน", "มอบหมายผู้แทน", "ส่งผู้แทน"),
        "ขอให้แจ้งรายชื่อพร้อมหมายเลขโทรศัพท์",
        "บัญชีรายชื่อผู้มีสิทธิ",
    ),
    Row(
        Tag.SEND_PERSON,
        ("พยาน", "เบิกความ", "ผู้แทน", "ผู้ได้รับมอบอำนาจ", "ผู้รับมอบอำนาจ", "ไปให้ถ้อยคำ", "วิทยากรของ"),
        "ให้เจ้าหนี้หรือผู้แทนไปประชุม",
        "สภาผู้แทนราษฎร",
    ),
    Row(
        Tag.GRIEVANCE,
        ("ร้องเรียน", "ความเป็นธรรม", "ขอความเป็นธรรม", "เดือดร้อน", "ความเดือดร้อน", "ร้องทุกข์", "บัตรสนเท่ห์"),
        "จึงขอความเป็นธรรมให้ท่านช่วยตรวจสอบ",
        "ความเป็นมา",
    ),
    Row(
        Tag.VIEW,
        ("ความเห็น", "ข้อคิดเห็น", "ให้ความเห็น", "หารือ", "ข้อหารือ", "ขอหารือ", "เสนอความเห็น", "ขอทราบ"),
        "พิจารณาให้ความเห็นต่อร่าง",
        "ให้ความเห็นชอบ",
    ),
    Row(
        Tag.LAY_BEFORE,
        ("นำเสนอ", "เสนอ", "นำเรียน", "พิจารณาเสนอ", "พิจารณานำเสนอ"),
        "โปรดพิจารณาเสนอผู้ว่าราชการจังหวัดอนุญาต",
        "ข้อเสนอแนะ",
    ),
    Row(Tag.TELL, ("ขอแจ้ง", "ขอเรียน", "ขอส่ง", "ขอรายงาน", "ขอรายงานผล", "ขอแจ้งผล", "ขอนำส่ง", "ขอจัดส่ง", "ขอแสดง"), "จึงขอรายงานผลตามสิ่งที่ส่งมาด้วย", "ผู้ขอแจ้งการเกิด"),
    Row(
        Tag.HANDED,
        ("ขอขอบคุณ", "ขอขอบพระคุณ", "ขอบคุณ", "ขอบพระคุณ", "แสดงความยินดี"),
        "ขอขอบคุณเป็นอย่างสูง",
        "พระคุณเจ้า",
    ),
    Row(Tag.CANCEL, ("ยกเลิก", "ขอยกเลิก", "งดจัด", "ของด"), "กรมจึงขอยกเลิกการฝึกอบรมดังกล่าว", "ไม่ยกเลิก"),
    Row(
        Tag.CHANGE,
        (
            "ขอเลื่อน", "เลื่อน", "ขอแก้ไข", "แก้ไข", "ขอขยาย", "ขอขยายเวลา", "ขอขยายระยะเวลา", "ขยายระยะเวลา", "ขยายเวลา",
            "แทนหนังสือ", "ขอเปลี่ยนแปลง", "คลาดเคลื่อน", "ให้ใช้แทน",
        ),
        "จึงขอเลื่อนการประชุมเป็นวันอังคาร",
        "แก้ไขปัญหายาเสพติด",
    ),
    Row(Tag.REMIND, ("ยังไม่ได้รับ", "ยังไม่รายงาน", "ขอเตือน", "ทวงถาม", "ล่วงเลย", "ล่วงเลยกำหนด", "พ้นกำหนด", "เร่งรัดติดตาม"), "บัดนี้ล่วงเลยกำหนดแล้ว", "ติดตามผล"),
    Row(Tag.KNOW, ("ทราบ", "เพื่อทราบ", "โปรดทราบ"), "จึงเรียนมาเพื่อโปรดทราบ", "ทราบผล"),
    Row(
        Tag.NOT,
        ("ไม่ต้อง", "ยังไม่ต้อง", "มิต้อง", "ไม่จำเป็นต้อง", "ไม่ได้ขอให้", "โดยไม่", "ห้าม"),
        "จึงยังไม่ต้องถ่ายทอดตัวชี้วัดลงสู่ระดับอำเภอ",
        "ไม่ทราบ",
    ),
    Row(Tag.OF, ("ของ", "ใน", "จาก", "ณ", "กับ", "ระหว่าง", "ประจำ", "ระดับ", "เขต", "พื้นที่", "ตาม", "ที่ตั้ง", "ด้าน", "ผ่าน", "โดย"), "ข้อมูลของอำเภอ", "ของแข็ง"),
    Row(Tag.AIM, ("เพื่อให้", "มาเพื่อให้"), "ซักซ้อมมาเพื่อให้เทศบาลถือปฏิบัติ", "เพื่อทราบ"),
    Row(Tag.TO, ("ไปยัง", "แก่", "ให้แก่", "ให้กับ", "ถึง", "ต่อ"), "แจ้งแนวทางไปยังอำเภอ", "ต่อไป"),
    Row(Tag.AND, ("และ", "แล้ว", "พร้อมทั้ง", "รวมทั้ง", "ตลอดจน", "หรือ", "พร้อม", "โดยให้"), "สำรวจและรายงาน", "เรียบร้อยแล้ว"),
    Row(Tag.EVERY, ("ทุก", "ทุกแห่ง", "ทุกหมู่บ้าน", "ทุกตำบล"), "อำเภอทุกแห่งเชิญชวน", "ทุกข์"),
    Row(Tag.LIST, ("ดังนี้", "ดังต่อไปนี้"), "ขอให้ดำเนินการ ดังนี้", "ดังนั้น"),
    Row(Tag.THAT, ("นั้น",), "ความละเอียดแจ้งแล้ว นั้น", "เท่านั้น"),
    Row(Tag.DONE, ("ได้", "พิจารณาแล้ว", "แล้วเสร็จ", "เรียบร้อยแล้ว"), "อำเภอได้ดำเนินการแล้วเสร็จ", "รายได้"),
)  # fmt: skip
"""The rows, office names apart."""

_US: dict[Level, tuple[str, ...]] = {
    Level.MINISTRY: ("กระทรวง", "ปลัดกระทรวง", "รัฐมนตรีว่าการกระทรวง"),
    Level.DEPARTMENT: ("กรม", "อธิบดี", "ส่วนราชการระดับกรม"),
    Level.PROVINCE: (
        "จังหวัด", "ผู้ว่าราชการจังหวัด", "สำนักงานจังหวัด", "ที่ทำการปกครองจังหวัด", "ปลัดจังหวัด", "ศาลากลางจังหวัด", "รองผู้ว่าราชการจังหวัด",
        "ผู้อำนวยการจังหวัด",
    ),
    Level.DISTRICT: ("อำเภอ", "นายอำเภอ", "ที่ว่าการอำเภอ", "ที่ทำการปกครองอำเภอ", "ปลัดอำเภอ", "ผู้อำนวยการอำเภอ", "สำนักทะเบียนอำเภอ"),
    Level.LOCAL: ("องค์กรปกครองส่วนท้องถิ่น", "เทศบาล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด"),
}  # fmt: skip
"""What letters call an office of a level and its head."""
_OTHERS_OF_DISTRICT = (
    "นายทะเบียนอำเภอ", "พัฒนาการอำเภอ", "สาธารณสุขอำเภอ", "ท้องถิ่นอำเภอ", "เกษตรอำเภอ", "สำนักทะเบียนอำเภอ", "หัวหน้าส่วนราชการประจำอำเภอ",
    "ศูนย์ปฏิบัติการอำเภอ", "สัสดีอำเภอ", "ปลัดอำเภอ", "ปศุสัตว์อำเภอ", "คณะกรรมการระดับอำเภอ", "ศูนย์ดำรงธรรมอำเภอ", "สำนักงานเกษตรอำเภอ",
    "สำนักงานพัฒนาชุมชนอำเภอ", "สำนักงานสาธารณสุขอำเภอ", "กองอำนวยการป้องกันและบรรเทาสาธารณภัยอำเภอ", "กองร้อยอาสารักษาดินแดนอำเภอ",
    "ศูนย์อำนวยการอำเภอ", "ศูนย์บัญชาการเหตุการณ์อำเภอ", "กิ่งกาชาดอำเภอ", "ศูนย์ปฏิบัติการป้องกันและปราบปรามยาเสพติดอำเภอ",
)  # fmt: skip
_LOCAL = (
    "องค์กรปกครองส่วนท้องถิ่น", "องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนตำบล", "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "เทศบาล", "นายกเทศมนตรี",
    "นายกเทศมนตรีตำบล", "นายกองค์การบริหารส่วนตำบล", "อปท.", "อบต.", "อบจ.", "เจ้าพนักงานท้องถิ่น", "นายกองค์การบริหารส่วนจังหวัด", "ราชการส่วนท้องถิ่น",
    "นายกเทศมนตรีเมือง", "นายกเทศมนตรีนคร",
)  # fmt: skip
_VILLAGE = (
    "กำนัน", "ผู้ใหญ่บ้าน", "แพทย์ประจำตำบล", "สารวัตรกำนัน", "ผู้ช่วยผู้ใหญ่บ้าน", "คณะกรรมการหมู่บ้าน", "กำนันผู้ใหญ่บ้าน", "กำนันตำบล",
)  # fmt: skip
_STAFF = (
    "หน่วยงานในสังกัด", "หน่วยงานในกำกับ", "หน่วยงานในพื้นที่", "หน่วยงานที่เกี่ยวข้อง", "ส่วนราชการในสังกัด", "ส่วนราชการที่เกี่ยวข้อง", "บุคลากรในสังกัด",
    "เจ้าหน้าที่ในสังกัด", "เจ้าหน้าที่ที่เกี่ยวข้อง", "ผู้เกี่ยวข้อง", "ผู้ที่เกี่ยวข้อง", "ข้าราชการในสังกัด", "หน่วยงานภายในสังกัด", "หน่วยงานในเขตพื้นที่",
)  # fmt: skip
_PEOPLE = ("ประชาชน", "ราษฎร", "เกษตรกร", "ประชาชนทั่วไป", "ชาวบ้าน")


@cache
def _rows() -> dict[str, Tag]:
    tags = {word: row.tag for row in ROWS for word in row.words}
    plain = ("ให้ความรู้", "ให้ความเห็นชอบ", "ให้ความสำคัญ", "ให้บริการ", "ได้แก่", "ได้รับ", "ทั้งนี้", "เท่านั้น", "เป็นต้นไป", "ต่อไป", "รับแจ้ง",
             "ได้ดำเนินการ", "เกี่ยวกับ", "พร้อมด้วย", "ในสังกัด", "แจ้งความ", "รายได้", "โปรดเกล้า", "โปรดกระหม่อม", "แก้ไขปัญหา", "ไม่ทราบ", "สำเนารายงาน",
             "รายงานการประชุม", "สภาผู้แทนราษฎร", "ส่งเสริมสุขภาพ", "ข้อเสนอแนะ", "พระคุณเจ้า", "สิ่งที่ส่งมาด้วย", "ส่งมาด้วย", "ให้ทราบ", "ต่อเนื่อง",
             "กรมการปกครอง", "ตามที่", "ตามข้อ", "ผู้ขอแจ้งการเกิด", "จึงรุ่งเรือง", "แก้ไขเพิ่มเติม", "บัญชีรายชื่อ", "รายชื่อ", "ให้เกียรติ",
             "ความเป็นมา", "สำหรับ", "ในส่วนของ", "ได้รับอนุญาต", "ติดตามผล", "ของแข็ง", "เสนอราคา", "ไม่ยกเลิก", "การแก้ไข", "รับโปรดเกล้า", "ช่วยเหลือ")  # fmt: skip
    return dict.fromkeys(plain, Tag.PLAIN) | tags


_THIN = "่้๊๋็์"
"""Marks that a worn scan loses first."""
_WORN_LENGTH = 9
"""Letters of a name that is still sure without one of its marks."""


def worn(word: str) -> tuple[str, ...]:
    """A long name as a scan shows it that lost one of its thin marks, or all; no other word of the dictionary.

    >>> worn("เจ้าพนักงานท้องถิ่น")[-1], worn("กำนัน"), worn("อำเภอ")
    ('เจาพนักงานทองถิน', (), ())
    """
    marks = [at for at, letter in enumerate(word) if letter in _THIN]
    if not marks or len(word) < _WORN_LENGTH:
        return ()
    one_lost = [word[:at] + word[at + 1 :] for at in marks]
    all_lost = "".join(letter for letter in word if letter not in _THIN)
    return tuple(dict.fromkeys(form for form in (*one_lost, all_lost) if form not in thai_words()))


@cache
def _trie() -> Trie:
    names = {word for level in Level for word in office_words(level)}
    agencies = {name for name in department_names() if len(name) > 5}
    return Trie(set(thai_words()) | set(_rows()) | names | agencies)


@lru_cache(maxsize=8)
def office_words(level: Level) -> dict[str, Tag]:
    """Names of offices as seen from a level: its own, and those below it by class."""
    tags: dict[str, Tag] = dict.fromkeys(_PEOPLE, Tag.PEOPLE) | dict.fromkeys(_STAFF, Tag.STAFF)
    order = list(Level)
    if level is not Level.LOCAL:
        tags |= dict.fromkeys(_VILLAGE, Tag.VILLAGE) | dict.fromkeys(_LOCAL, Tag.LOCAL)
    lower = order[order.index(level) + 1 :]
    for one in reversed(lower):
        if one is not Level.LOCAL:
            tags |= dict.fromkeys((*_US[one], *(f"ทุก{word}" for word in _US[one])), Tag.BELOW)
    if Level.DISTRICT in lower:
        tags |= dict.fromkeys(_OTHERS_OF_DISTRICT, Tag.BELOW)
    tags |= dict.fromkeys((*_inside(level), *_US[level], *(f"ทุก{word}" for word in _US[level]), "ท่าน"), Tag.OURS)
    return {form: tag for word, tag in tags.items() for form in worn(word)} | tags


def _inside(level: Level) -> tuple[str, ...]:
    """Units inside an office of the level."""
    return {Level.PROVINCE: units_of_a_province(), Level.DISTRICT: _OTHERS_OF_DISTRICT}.get(level, ())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its letters, offset, and what it does (None: nothing that a row knows)."""

    text: str
    start: int
    tag: Tag | None

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


def words_of(text: str, level: Level, ours: tuple[str, ...] = ()) -> tuple[Word, ...]:
    """The words of a text as an office of this level reads it; spaces are words too. ``ours`` are its full names.

    >>> [word.text for word in words_of("ขอให้จังหวัดแจ้งอำเภอ", Level.PROVINCE)]
    ['ขอให้', 'จังหวัด', 'แจ้ง', 'อำเภอ']
    """
    tags = _rows() | office_words(level)
    found, at = [], 0
    for piece in _cut(text):
        tag = Tag.OURS if piece in ours else tags.get(piece)
        found.append(Word(piece, at, None if tag is Tag.PLAIN else tag))
        at += len(piece)
    return tuple(found)


@lru_cache(maxsize=2048)
def _cut(text: str) -> tuple[str, ...]:
    return tuple(segment(text, _trie()))
