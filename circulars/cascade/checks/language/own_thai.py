"""Whether our own sentences are whole: what a head of saraban would never sign, each as a row that blocks.

A row holds a sentence that it finds and one, alike, that it leaves alone.
"""

from __future__ import annotations

from circulars.cascade.checks.language.asked_of import ASKED_OF
from circulars.cascade.checks.language.fault import Fault, Texts
from circulars.cascade.checks.language.own_actor import beside, own_actor
from circulars.checks.rules.private import find_mobile
from circulars.directory.offices import Level
from circulars.documents.word.content import ParagraphKind
from circulars.lexicon.tokens import Role, tokens
from circulars.lexicon.writing.body import CONSIDERED, HEADS_OF_TABLE, ROW_OF_TABLE, TOTAL_OF_ROWS
from circulars.lexicon.writing.checks import (
    AS_FOLLOWS,
    CODE_AT_FOOT,
    DETAILS,
    ITEM_OR_BULLET,
    JOINS_FIRST,
    MAKES_A_SENTENCE,
    OF_YOURS,
    ON_THIS_OCCASION,
    OPENED_TWICE,
    SIGNED_IN_TEXT,
    SUBORDINATE,
    TOLD_TWICE,
)
from circulars.triage.reading.words import Tag, words_of

_HANGING = tokens(Role.HANGS)
_TABLE_ROW = 60
_SHORTEST = 16


def _cut(texts: Texts, level: Level) -> str:
    for at, one in enumerate(texts):
        if one.kind is not ParagraphKind.SUB and [two.kind for two in texts[at + 1 : at + 2]] == [ParagraphKind.SUB]:
            continue  # its sub-items end the sentence
        words = [
            word.text for word in words_of(DETAILS.sub("", one.text).rstrip(" ,"), level) if not word.text.isspace()
        ]
        if words and words[-1] in _HANGING:
            return one.text[-60:]
    return ""


def _mobile(texts: Texts, level: Level) -> str:
    return next((one.text[:40] for one in texts if find_mobile(one.text)), "")


def _no_items(texts: Texts, level: Level) -> str:
    for at, one in enumerate(texts):
        if not AS_FOLLOWS.search(DETAILS.sub("", one.text)):
            continue
        after = texts[at + 1] if at + 1 < len(texts) else None
        listed = after is not None and (
            after.kind is not ParagraphKind.PARA
            or ITEM_OR_BULLET.match(after.text)
            or HEADS_OF_TABLE.match(after.text)
            or len(after.text) <= _TABLE_ROW
        )
        if not listed or (after is not None and after.text.startswith("ทั้งนี้")):
            return one.text[-60:]
    return ""


def _asked_to_ask(texts: Texts, level: Level) -> str:
    for one in texts:
        words = [word for word in words_of(one.text, level) if not word.text.isspace()]
        for first, second, third in zip(words, words[1:], words[2:], strict=False):
            asked = first.text == "ขอให้" and second.tag in (Tag.BELOW, Tag.LOCAL, Tag.VILLAGE)
            if asked and third.text.startswith("ขอ") and third.text not in ("ขอความร่วมมือ", "ขอความอนุเคราะห์"):
                return one.text[first.start : first.start + 60]
    return ""


def _yours(texts: Texts, level: Level) -> str:
    return next((found[0] for one in texts if (found := OF_YOURS.search(one.text))), "")


def _doubled_items(texts: Texts, level: Level) -> str:
    items = ["".join(one.text.split()) for one in texts if one.kind is not ParagraphKind.PARA]
    return next((item[:60] for at, item in enumerate(items) if item in items[:at]), "")


def _twice(texts: Texts, level: Level) -> str:
    begun = [one.text for one in texts if ON_THIS_OCCASION.search(one.text)]
    count = sum(len(ON_THIS_OCCASION.findall(one)) for one in begun)
    return begun[-1][:60] if count > 1 else ""


def _code_at_foot(texts: Texts, level: Level) -> str:
    return next((found[0] for one in texts if (found := CODE_AT_FOOT.search(one.text))), "")


def _named_twice(texts: Texts, level: Level) -> str:
    for one in texts:
        words = [word for word in words_of(one.text, level) if not word.text.isspace()]
        for first, joins, second in zip(words, words[1:], words[2:], strict=False):
            if joins.text == "และ" and first.text == second.text and first.tag is Tag.BELOW:
                return one.text[first.start : second.end]
    return ""


def _signature(texts: Texts, level: Level) -> str:
    return next((found[0] for one in texts if (found := SIGNED_IN_TEXT.match(one.text))), "")


def _told_twice(texts: Texts, level: Level) -> str:
    found = next(
        (found for one in texts if (found := TOLD_TWICE.search(one.text))),
        None,
    )
    return found[0] if found else ""


def _opened_twice(texts: Texts, level: Level) -> str:
    found = OPENED_TWICE.search(texts[0].text) if texts else None
    return texts[0].text[max(0, found.start() - 30) : found.end() + 20] if found else ""


def _rows(texts: Texts) -> set[int]:
    """The places of a table's rows: two or more lines of a name and a number, and the short line of heads above them.

    One alone is a row where ดังนี้ leads to it: the recipient's own.
    """
    rows = {at for at, one in enumerate(texts) if ROW_OF_TABLE.match(one.text) and len(one.text) <= _TABLE_ROW}
    led = {at + by for at, one in enumerate(texts) if AS_FOLLOWS.search(DETAILS.sub("", one.text)) for by in (1, 2)}
    rows = {at for at in rows if {at - 1, at + 1} & rows or at in led}
    heads = {at - 1 for at in rows if at > 0 and at - 1 not in rows and len(texts[at - 1].text) <= _TABLE_ROW}
    return rows | heads


def _joins_first(texts: Texts, level: Level) -> str:
    return next((one.text[:60] for one in texts if JOINS_FIRST.match(one.text)), "")


def _half(texts: Texts, level: Level) -> str:
    rows = _rows(texts)
    for at, one in enumerate(texts):
        if one.kind is not ParagraphKind.PARA or at in rows or (at and TOTAL_OF_ROWS.match(one.text)):
            continue
        whole = MAKES_A_SENTENCE.search(one.text)
        if (
            len(one.text) < _SHORTEST
            or CONSIDERED.match(one.text)
            or (SUBORDINATE.match(one.text) and len(one.text) < 80 and not whole)
        ):
            return one.text
    return ""


FAULTS: tuple[Fault, ...] = (
    Fault(
        "language-cut",
        "ประโยคขาดท้าย กรุณาแก้เนื้อความ",
        _cut,
        ("ทั้งนี้ กรมได้มอบหมายให้นางถอถุง เป็น รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย",),
        ("ขอให้อำเภอสำรวจพื้นที่ รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย",),
    ),
    Fault(
        "language-mobile",
        "ข้อความส่งต่อหมายเลขโทรศัพท์เคลื่อนที่ของบุคคล กรุณาตัดออก",
        _mobile,
        ("ติดต่อนางถอถุง หมายเลข ๐๘ ๐๐๐๐ ๐๐๑๔ ได้ทุกวัน",),
        ("ติดต่อที่ทำการปกครอง โทร. ๐ ๔๒๗๑ ๑๐๐๐ ได้ทุกวัน",),
    ),
    Fault(
        "language-signature",
        "ชื่อผู้ลงนามของต้นเรื่องอยู่ในเนื้อความ กรุณาตัดออกและเทียบเนื้อความกับต้นเรื่อง",
        _signature,
        ("(นายกอไก่ ตัวอย่างดี) อธิบดีกรมตัวอย่าง ผู้ส่ง เจ้าหน้าที่เวร",),
        ("ขอเชิญวิทยากร (นายกอไก่ ตัวอย่างดี) บรรยาย",),
    ),
    Fault(
        "language-no-items",
        "ข้อความลงท้ายว่า ดังนี้ แต่ไม่มีข้อย่อย กรุณาเติมหรือแก้",
        _no_items,
        ("ในการนี้ จังหวัดจึงขอให้อำเภอดำเนินการ ดังนี้",),
        ("ในการนี้ จังหวัดจึงขอให้อำเภอดำเนินการ ดังนี้", "๑. สำรวจข้อมูล"),
    ),
    Fault(
        "language-own-actor",
        "ข้อความสั่งให้หน่วยงานเราเองทำ แต่เป็นหนังสือถึงผู้อื่น กรุณาแก้",
        own_actor,
        ("ในการนี้ จึงขอให้อำเภอสำรวจ และให้จังหวัดรวบรวมสรุปผล",),
        ("ในการนี้ จึงขอให้อำเภอสำรวจ และรายงานให้จังหวัดทราบ",),
    ),
    Fault(
        "language-beside",
        "ข้อความสั่งองค์การบริหารส่วนจังหวัด เทศบาลนคร หรือเทศบาลเมือง ซึ่งอำเภอไม่ได้กำกับดูแล กรุณาตัดออกและทำหนังสือถึงหน่วยงานนั้นอีกฉบับ",
        beside,
        ("ในการนี้ จึงขอให้อำเภอสำรวจ และให้องค์การบริหารส่วนจังหวัดสนับสนุนงบประมาณ",),
        ("ในการนี้ จึงขอให้อำเภอสำรวจถนนขององค์การบริหารส่วนจังหวัดสกลนคร",),
    ),
    Fault(
        "language-asked-to-ask",
        "คำที่ผู้ส่งขอเองกลายเป็นงานของผู้รับ กรุณาแก้",
        _asked_to_ask,
        ("จึงขอให้อำเภอขอยกเลิกการประชุม",),
        ("จึงขอให้อำเภอขอความร่วมมือประชาชน",),
    ),
    Fault(
        "language-yours",
        "ยังมีคำว่า ของท่าน ซึ่งหมายถึงหน่วยงานเรา กรุณาแก้",
        _yours,
        ("จังหวัดของท่านยังไม่รายงาน",),
        ("แจ้งท่านทราบ",),
    ),
    Fault(
        "language-doubled",
        "มีข้อซ้ำกัน กรุณาตัดออก",
        _doubled_items,
        ("๑. สำรวจข้อมูล", "๒. สำรวจข้อมูล"),
        ("๑. สำรวจข้อมูล", "๒. รายงานผล"),
    ),
    Fault(
        "language-named-twice",
        "ผู้รับถูกเรียกสองครั้งติดกัน กรุณาแก้",
        _named_twice,
        ("จึงขอให้อำเภอและอำเภองดจัดงาน",),
        ("จึงขอให้อำเภอและตำบลงดจัดงาน",),
    ),
    Fault(
        "language-twice",
        "มี ในการนี้ สองแห่ง กรุณาแก้",
        _twice,
        ("ในการนี้ สมาคมขอความอนุเคราะห์", "ในการนี้ จังหวัดจึงขอแจ้ง"),
        ("ด้วยการนี้ไม่มีผล", "ในการนี้ จังหวัดจึงขอแจ้ง"),
    ),
    Fault(
        "language-code",
        "ข้อความกล่าวถึง QR Code ท้ายหนังสือนี้ แต่หนังสือของเราไม่มี กรุณาแก้",
        _code_at_foot,
        ("ตอบแบบตาม QR Code ท้ายหนังสือนี้",),
        ("ตอบแบบตาม QR Code ในสิ่งที่ส่งมาด้วย",),
    ),
    Fault(
        "language-told-twice",
        "ชื่อผู้แจ้งซ้ำสองครั้ง กรุณาแก้",
        _told_twice,
        ("ได้รับแจ้งจากมหาวิทยาลัยตัวอย่างว่า มหาวิทยาลัยตัวอย่าง เปิดรับ",),
        ("ได้รับแจ้งจากมหาวิทยาลัยตัวอย่างว่า เปิดรับสมัคร",),
    ),
    Fault(
        "language-opened-twice",
        "คำขึ้นต้นซ้อนกัน กรุณาแก้",
        _opened_twice,
        ("ด้วยจังหวัดได้รับแจ้งว่า ด้วยกรมจัดประชุม",),
        ("ด้วยจังหวัดได้รับแจ้งว่า กรมจัดประชุม",),
    ),
    Fault(
        "language-half",
        "ย่อหน้านี้ไม่เป็นประโยค กรุณาแก้หรือตัดออก",
        _half,
        ("เนื่องจากมีเหตุจำเป็น",),
        ("เนื่องจากมีเหตุจำเป็น กรมจึงขอเลื่อนการประชุม",),
    ),
    Fault(
        "language-joins-first",
        "ข้อความขึ้นต้นด้วยคำเชื่อม ส่วนที่อยู่ข้างหน้าหายไป กรุณาแก้เนื้อความ",
        _joins_first,
        ("ในการนี้ จังหวัดจึงขอให้อำเภอดำเนินการ ดังนี้", "และองค์กรปกครองส่วนท้องถิ่นตรวจสอบป้าย"),
        ("ในการนี้ จังหวัดจึงขอให้อำเภอดำเนินการ ดังนี้", "ร่วมกับองค์กรปกครองส่วนท้องถิ่นตรวจสอบป้าย"),
    ),
    *ASKED_OF,
)
"""The rows."""


def faults_of(texts: Texts, level: Level) -> list[tuple[Fault, str]]:
    """Faults of language in paragraphs, each with the words seen."""
    return [(fault, seen) for fault in FAULTS if (seen := fault.find(texts, level))]
