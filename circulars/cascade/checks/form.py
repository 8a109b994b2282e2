"""A draft's form: elements of its kind, number and date left blank, urgency, watermark, telephone, time since receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from circulars.cascade.asks.deadlines import is_working_day
from circulars.cascade.checks.case import Case, Check, blocks, notes, plain, warns
from circulars.cascade.text.forms import DECREED
from circulars.letter.finding import Finding
from circulars.letter.letter import LetterKind, Urgency
from circulars.lexicon.writing.plan import ASKS_STILL, POWER_USED
from circulars.thai.dates import ThaiDate
from circulars.thai.digits import to_thai

_REQUIRED: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.EXTERNAL: (
        "number", "letterhead", "subject", "salutation", "addressee", "paragraphs", "purpose", "closing",
        "signatory_name", "position", "contact",
    ),
    LetterKind.INTERNAL: (
        "number", "letterhead", "subject", "salutation", "addressee", "paragraphs", "purpose", "signatory_name", "position",
    ),
    LetterKind.STAMPED: ("number", "letterhead", "salutation", "addressee", "paragraphs", "contact"),
    LetterKind.ORDER: ("letterhead", "subject", "paragraphs", "signatory_name", "position"),
    LetterKind.ANNOUNCEMENT: ("letterhead", "subject", "paragraphs", "signatory_name", "position"),
}  # fmt: skip


_FORBIDDEN: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.INTERNAL: ("closing", "references", "enclosures"),
    LetterKind.STAMPED: ("closing", "subject", "references", "signatory_name"),
    LetterKind.ORDER: ("closing", "addressee", "copies_to"),
    LetterKind.ANNOUNCEMENT: ("closing", "addressee", "copies_to"),
}


_LABELS = {
    "number": "ที่",
    "letterhead": "ส่วนราชการเจ้าของหนังสือ",
    "subject": "เรื่อง",
    "salutation": "คำขึ้นต้น",
    "addressee": "ผู้รับ",
    "paragraphs": "ข้อความ",
    "purpose": "บรรทัดจึงเรียนมา",
    "closing": "คำลงท้าย",
    "signatory_name": "ชื่อผู้ลงนาม",
    "position": "ตำแหน่งผู้ลงนาม",
    "contact": "ส่วนราชการเจ้าของเรื่อง",
    "references": "อ้างถึง",
    "enclosures": "สิ่งที่ส่งมาด้วย",
    "copies_to": "สำเนาส่ง",
}


def _elements(case: Case) -> Iterator[Finding]:
    """The kind's elements are there, and none that it does not have (ข้อ ๑๑, ๑๒, ๑๔, ๑๖)."""
    kind = case.content.kind
    if kind not in _REQUIRED:
        yield blocks("elements", "kind", "ยังไม่ได้เลือกชนิดหนังสือที่ระบบร่างได้", str(kind))
        return
    for name in _REQUIRED[kind]:
        if name == "number" and not case.step.office.code:
            yield warns("draft-number", "draft.number", "ยังไม่ทราบรหัสหน้าเลขที่หนังสือของหน่วยงานนี้ กรุณาเพิ่มใน office.toml")
        elif not getattr(case.content, name):
            yield blocks("elements", f"draft.{name}", f"ร่างยังไม่มี{_LABELS[name]}")
    for name in _FORBIDDEN.get(kind, ()):
        if getattr(case.content, name):
            yield blocks("elements", f"draft.{name}", f"หนังสือชนิดนี้ไม่มี{_LABELS[name]}")


def _number(case: Case) -> Iterator[Finding]:
    """The number's letters and owner are the office's; ว exactly when it goes to more than one."""
    if case.content.kind in DECREED:
        return
    prefix, _, tail = case.content.number.partition("/")
    if prefix != case.step.office.code:
        yield blocks("draft-number", "draft.number", "รหัสหน้าเลขที่หนังสือไม่ใช่ของหน่วยงานเรา", prefix, case.step.office.code)
    many = case.recipients > 1 or "ทุก" in case.content.addressee
    if many and not tail.startswith("ว"):
        yield blocks("draft-number", "draft.number", "ส่งถึงผู้รับหลายแห่ง แต่เลขที่หนังสือไม่มี ว", case.content.number)
    if not many and tail.startswith("ว"):
        yield blocks("draft-number", "draft.number", "ส่งถึงผู้รับแห่งเดียว แต่เลขที่หนังสือมี ว", case.content.number)


def _blank(case: Case) -> Iterator[Finding]:
    """A draft has neither running number nor date; both come with the register."""
    tail = case.content.number.partition("/")[2].removeprefix("ว").strip(" .")
    if tail:
        yield blocks("blank-number", "draft.number", "ร่างต้องเว้นเลขที่ไว้ ระบบจะให้เลขจากทะเบียนส่งเมื่อออกหนังสือ", tail)
    if case.content.date:
        yield blocks("blank-date", "draft.date", "ร่างต้องเว้นวันที่ไว้ ระบบจะลงวันที่เมื่อออกเลข", case.content.date)


def _subject(case: Case) -> Iterator[Finding]:
    """The subject is the incoming one; a person may change it on purpose, and is told so."""
    source = case.letter.subject.value or ""
    ours = case.content.subject
    if ours and source and plain(ours) != plain(source):
        yield warns("subject-kept", "draft.subject", "เรื่องไม่ตรงกับหนังสือต้นเรื่อง", ours, source)


def _urgency(case: Case) -> Iterator[Finding]:
    """At least as urgent as the source; orders and announcements have no urgency (ข้อ ๑๖, ๒๐)."""
    if case.content.kind in DECREED:
        return
    ladder = ("", *(str(one) for one in Urgency))
    ours, theirs = case.content.urgency, str(case.letter.urgency.value or "")
    if ours not in ladder:
        yield blocks("urgency-kept", "draft.urgency", "ชั้นความเร็วไม่มีในระเบียบ", ours)
    elif ladder.index(ours) < ladder.index(theirs):
        yield blocks("urgency-kept", "draft.urgency", "ชั้นความเร็วต่ำกว่าหนังสือต้นเรื่องไม่ได้", ours or "ปกติ", theirs)


_TARGET = {None: 3, Urgency.URGENT: 1, Urgency.VERY_URGENT: 0, Urgency.MOST_URGENT: 0}
"""Working days from receipt to forwarding. The regulation gives no hours; these are the engine's own targets."""


def _in_time(case: Case) -> Iterator[Finding]:
    """Time since receipt, by our stamp, within the target of the urgency."""
    stamps = [one.value.dated for one in case.letter.receipt_stamps if one.value and one.value.dated]
    received: ThaiDate | None = max(stamps, default=None)
    if received is None or received.ce > case.today:
        return
    days = sum(
        is_working_day(received.ce + dt.timedelta(days=n))
        for n in range(1, min((case.today - received.ce).days, 60) + 1)
    )
    if days > _TARGET[case.letter.urgency.value]:
        yield notes("in-time", "", f"รับหนังสือมาแล้ว {to_thai(days)} วันทำการ", seen=received.iso_be)


def _mark(case: Case) -> Iterator[Finding]:
    """A draft bears its watermark."""
    if not case.content.watermark:
        yield blocks("watermark", "", "ร่างต้องมีลายน้ำคำว่า ร่าง")


def _owner(case: Case) -> Iterator[Finding]:
    """The owner of the matter and its telephone are there."""
    if case.content.kind is LetterKind.EXTERNAL and not any(line.startswith("โทร") for line in case.content.contact):
        yield warns("owner-phone", "draft.contact", "ท้ายหนังสือยังไม่มีหมายเลขโทรศัพท์ กรุณาเพิ่มใน office.toml")


def _certified(case: Case) -> Iterator[Finding]:
    """An enclosed copy is certified by an officer; the engine only reminds."""
    if any(title.startswith("สำเนา") for title, _ in case.content.enclosures):
        yield notes("certified-copy", "draft.enclosures", "มีสำเนาหนังสือแนบ หากหน่วยงานกำหนด ให้รับรองสำเนาถูกต้อง")


def _power(case: Case) -> Iterator[Finding]:
    """An order names the power by which it is given (ข้อ ๑๖.๔); the engine knows none and makes none up. Neither kind asks."""
    if case.content.kind in DECREED and ASKS_STILL.search(case.body):
        message = "ข้อความยังเป็นคำขอ ไม่ใช่ข้อความของคำสั่งหรือประกาศ กรุณาแก้เนื้อความ"
        yield blocks("order-power", "draft.body", message, ASKS_STILL.findall(case.body)[0])
    if case.content.kind is LetterKind.ORDER and not POWER_USED.search(case.body):
        message = "คำสั่งยังไม่อ้างอำนาจที่ใช้สั่ง และต้นเรื่องไม่ได้บอกไว้ กรุณาเติม “อาศัยอำนาจตาม…” ในข้อความ หรือเขียนเหตุผลว่าไม่ต้องอ้าง"
        yield blocks("order-power", "draft.body", message)


CHECKS: tuple[Check, ...] = (
    _elements,
    _power,
    _number,
    _blank,
    _subject,
    _urgency,
    _in_time,
    _mark,
    _owner,
    _certified,
)
"""The checks of this module."""
