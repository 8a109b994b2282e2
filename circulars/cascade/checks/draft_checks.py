"""What a clerk checks before a draft goes to the signer: elements, number, people, letters it names.

Each check's name begins with its number in the list of forty that the office's practice gives (``draft-number``); the
texts of the letter are checked in `text_checks`, facts in `factlock`, the page's layout in `documents`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from circulars.cascade.asks.deadlines import is_working_day
from circulars.cascade.asks.obligations import Reading
from circulars.cascade.checks import text_checks
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.plan.thread import PriorLetter, copy_title
from circulars.cascade.plan.upward import goes_up
from circulars.cascade.text.people import closing_for, for_a_person
from circulars.documents.word.content import LetterContent
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import CONTRACT_NAMES, Letter, LetterKind, Urgency
from circulars.letter.reference import format_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.digits import to_thai


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks look at."""

    content: LetterContent
    recipients: int
    letter: Letter
    step: CascadeStep
    today: dt.date
    prior: PriorLetter | None
    reading: Reading | None
    confirm: tuple[str, ...]
    deadlines: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    own_words: bool = False


Check = Callable[[Case], Iterator[Finding]]


def _block(check: str, field: str, message: str, seen: str = "", against: str = "") -> Finding:
    return Finding(check, Severity.BLOCKS, field, message, seen=seen, against=against)


def _warn(check: str, field: str, message: str, seen: str = "", against: str = "") -> Finding:
    return Finding(check, Severity.WARNS, field, message, seen=seen, against=against)


def _secrecy(case: Case) -> Iterator[Finding]:
    """No draft from a classified letter."""
    if case.letter.secrecy.value is not None:
        yield _block("secrecy", "secrecy", "หนังสือต้นเรื่องมีชั้นความลับ ห้ามส่งต่อผ่านระบบนี้", str(case.letter.secrecy.value))
    elif case.letter.secrecy.doubtful:
        yield _block("secrecy", "secrecy", "อาจมีชั้นความลับ กรุณายืนยันก่อนว่าไม่มี", " ".join(case.letter.secrecy.doubts))


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
}  # fmt: skip
_FORBIDDEN: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.INTERNAL: ("closing", "references", "enclosures"),
    LetterKind.STAMPED: ("closing", "subject", "references", "signatory_name"),
    LetterKind.ORDER: ("closing", "addressee"),
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
}


def _elements(case: Case) -> Iterator[Finding]:
    """The kind's elements are there, and none that it does not have (ข้อ ๑๑, ๑๒, ๑๔, ๑๖)."""
    kind = case.content.kind
    if kind not in _REQUIRED:
        yield _block("elements", "kind", "ยังไม่ได้เลือกชนิดหนังสือที่ระบบร่างได้", str(kind))
        return
    for name in _REQUIRED[kind]:
        if name == "number" and not case.step.office.code:
            yield _warn("draft-number", "draft.number", "ยังไม่ทราบรหัสหน้าเลขที่หนังสือของหน่วยงานนี้ กรุณาเพิ่มใน office.toml")
        elif not getattr(case.content, name):
            yield _block("elements", f"draft.{name}", f"ร่างยังไม่มี{_LABELS[name]}")
    for name in _FORBIDDEN.get(kind, ()):
        if getattr(case.content, name):
            yield _block("elements", f"draft.{name}", f"หนังสือชนิดนี้ไม่มี{_LABELS[name]}")


def _number(case: Case) -> Iterator[Finding]:
    """The number's letters and owner are the office's; ว exactly when it goes to more than one."""
    if case.content.kind is LetterKind.ORDER:
        return
    prefix, _, tail = case.content.number.partition("/")
    if prefix != case.step.office.code:
        yield _block("draft-number", "draft.number", "รหัสหน้าเลขที่หนังสือไม่ใช่ของหน่วยงานเรา", prefix, case.step.office.code)
    many = case.recipients > 1 or "ทุก" in case.content.addressee
    if many and not tail.startswith("ว"):
        yield _block("draft-number", "draft.number", "ส่งถึงผู้รับหลายแห่ง แต่เลขที่หนังสือไม่มี ว", case.content.number)
    if not many and tail.startswith("ว"):
        yield _block("draft-number", "draft.number", "ส่งถึงผู้รับแห่งเดียว แต่เลขที่หนังสือมี ว", case.content.number)


def _blank(case: Case) -> Iterator[Finding]:
    """A draft has neither running number nor date; both come with the register."""
    tail = case.content.number.partition("/")[2].removeprefix("ว").strip(" .")
    if tail:
        yield _block("blank-number", "draft.number", "ร่างต้องเว้นเลขที่ไว้ ระบบจะให้เลขจากทะเบียนส่งเมื่อออกหนังสือ", tail)
    if case.content.date:
        yield _block("blank-date", "draft.date", "ร่างต้องเว้นวันที่ไว้ ระบบจะลงวันที่เมื่อออกเลข", case.content.date)


def _order_of_dates(case: Case) -> Iterator[Finding]:
    """The source is not later than our receipt stamp and than today."""
    dated = case.letter.dated.value
    if dated is None:
        return
    if dated.ce > case.today:
        yield _block("date-order", "date_be", "หนังสือต้นเรื่องลงวันที่หลังวันนี้ กรุณาตรวจวันที่", dated.iso_be)
    for stamp in case.letter.receipt_stamps:
        if stamp.value and stamp.value.dated and stamp.value.dated < dated:
            yield _warn("date-order", "date_be", "วันที่ในตรารับอยู่ก่อนวันที่ของหนังสือ", stamp.value.dated.iso_be, dated.iso_be)
    if case.prior is not None and case.prior.dated.ce > case.today:
        yield _block("date-order", "draft.references", "หนังสือที่อ้างถึงลงวันที่หลังวันนี้", case.prior.dated.iso_be)


def _subject(case: Case) -> Iterator[Finding]:
    """The subject is the incoming one; a person may change it on purpose, and is told so."""
    source = case.letter.subject.value or ""
    ours = case.content.subject
    if ours and source and text_checks.plain(ours) != text_checks.plain(source):
        yield _warn("subject-kept", "draft.subject", "เรื่องไม่ตรงกับหนังสือต้นเรื่อง", ours, source)


def _recipients(case: Case) -> Iterator[Finding]:
    """Recipients are known offices of the next level, each once, and there is at least one."""
    codes = [one.office.code for one in case.step.recipients if one.office]
    if not case.step.recipients:
        yield _block("recipients", "addressees", "ยังไม่มีผู้รับ กรุณาเลือกหรือพิมพ์รายชื่อผู้รับ")
    if len(codes) != len(set(codes)):
        yield _block("recipients", "addressees", "มีผู้รับซ้ำกัน กรุณาตรวจรายชื่อผู้รับ")
    typed, planned = case.content.addressee, case.step.addressee_line
    if typed and planned and text_checks.plain(typed) != text_checks.plain(planned):
        yield _block("addressee-kept", "draft.addressee", "ผู้รับที่พิมพ์ในร่างไม่ตรงกับรายชื่อที่จะส่ง", typed, planned)
    if case.step.office.code in codes:
        yield _block("recipients", "addressees", "ผู้รับเป็นหน่วยงานเราเอง", case.step.office.name)


def _respect(case: Case) -> Iterator[Finding]:
    """Salutation and closing are a pair for the addressee; royal and monk addressees are a person's matter."""
    content = case.content
    if for_a_person(content.addressee):
        yield _block("royal-or-monk", "draft.addressee", "ผู้รับเป็นพระราชวงศ์หรือพระภิกษุ กรุณาให้เจ้าหน้าที่ร่างคำขึ้นต้นและคำลงท้ายเอง")
        return
    if content.kind is not LetterKind.EXTERNAL:
        return
    salutation, closing = closing_for(content.addressee)
    if (content.salutation, content.closing) != (salutation, closing):
        yield _block(
            "closing",
            "draft.closing",
            f"ผู้รับนี้ใช้คำขึ้นต้น “{salutation}” คู่กับคำลงท้าย “{closing}”",
            f"{content.salutation} / {content.closing}",
            "กราบเรียนใช้เฉพาะผู้ดำรงตำแหน่งสำคัญ" if content.salutation == "กราบเรียน" else "",
        )


def _cites(case: Case) -> Iterator[Finding]:
    """อ้างถึง is our own letter that they have, one alone, and never the letter that we forward."""
    source = case.letter.reference.value
    number = format_reference(source) if source else ""
    for line in case.content.references:
        if number and number in line:
            yield _block("references-known", "draft.references", "หนังสือที่ส่งต่อต้องอยู่ในสิ่งที่ส่งมาด้วย ไม่ใช่อ้างถึง", line)
        elif case.prior is None or line != case.prior.cited():
            yield _block("references-known", "draft.references", "ไม่พบในคลังว่าผู้รับมีหนังสือฉบับที่อ้างถึงนี้แล้ว", line)
    if len(case.content.references) > 1:
        yield _warn(
            "one-reference", "draft.references", "อ้างถึงควรมีฉบับสุดท้ายฉบับเดียว", to_thai(len(case.content.references))
        )


def _forwarded(case: Case) -> Iterator[Finding]:
    """The forwarded letter is named with owner, number and date; enclosures are counted."""
    if case.content.kind is not LetterKind.EXTERNAL:
        return
    title = copy_title(case.letter)
    if not any(name == title or name.startswith("สำเนา") for name, _ in case.content.enclosures):
        yield _block("copy-enclosed", "draft.enclosures", "ไม่มีสำเนาหนังสือต้นเรื่องในสิ่งที่ส่งมาด้วย", against=title)
    if case.letter.reference.value is None and case.letter.kind.value in (
        None,
        LetterKind.EXTERNAL,
        LetterKind.STAMPED,
    ):
        yield _block("source-named", "reference_number", "ยังไม่ทราบเลขที่ของหนังสือต้นเรื่อง กรุณากรอกก่อน")
    if case.letter.dated.value is None:
        yield _block("source-named", "date_be", "ยังไม่ทราบวันที่ของหนังสือต้นเรื่อง กรุณากรอกก่อน")
    if not case.letter.sender_agency.value:
        yield _block("source-named", "sender_agency", "ยังไม่ทราบเจ้าของหนังสือต้นเรื่อง กรุณากรอกก่อน")
    for name, quantity in case.content.enclosures:
        if not quantity:
            yield _warn("copy-enclosed", "draft.enclosures", "สิ่งที่ส่งมาด้วยไม่ระบุจำนวน กรุณากรอก", name)


def _urgency(case: Case) -> Iterator[Finding]:
    """At least as urgent as the source."""
    ladder = ("", *(str(one) for one in Urgency))
    ours, theirs = case.content.urgency, str(case.letter.urgency.value or "")
    if ours not in ladder:
        yield _block("urgency-kept", "draft.urgency", "ชั้นความเร็วไม่มีในระเบียบ", ours)
    elif ladder.index(ours) < ladder.index(theirs):
        yield _block("urgency-kept", "draft.urgency", "ชั้นความเร็วต่ำกว่าหนังสือต้นเรื่องไม่ได้", ours or "ปกติ", theirs)


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
        yield Finding("in-time", Severity.NOTES, "", f"รับหนังสือมาแล้ว {to_thai(days)} วันทำการ", seen=received.iso_be)


def _signer(case: Case) -> Iterator[Finding]:
    """The signer is in the office's list with an authority that holds on the day."""
    if case.content.kind is LetterKind.STAMPED:
        return
    name = case.content.signatory_name
    known = [one for one in case.step.profile.signatories if one.name == name]
    if not name:
        yield _block("signer", "draft.signatory", "ไม่มีผู้มีอำนาจลงนามในวันนี้ กรุณาเพิ่มผู้ลงนามหรือคำสั่งมอบอำนาจใน office.toml")
    elif not any(one.may_sign(case.today) for one in known):
        yield _block("signer", "draft.signatory", "อำนาจลงนามของผู้นี้ไม่มีผลในวันที่ลงนาม", name)
    elif known[0].acting_phrase and len(case.content.position) != 2:
        yield _block("signer", "draft.signatory", "ตำแหน่งผู้ลงนามแทนต้องพิมพ์สองบรรทัด", " / ".join(case.content.position))
    if goes_up(case.step):
        return
    head = case.step.office.head_title
    last = case.content.position[-1] if case.content.position else ""
    if name and head and last != head:
        yield _warn("signer", "draft.signatory", "ผู้ลงนามไม่ได้ลงนามในตำแหน่งหัวหน้าส่วนราชการเจ้าของหนังสือ", last, head)


_RANK = re.compile(r"^(?:ว่าที่\s?)?(?:ร้อย|พัน|พล|สิบ|จ่า|นาวา|เรือ|ดาบ)(?:ตำรวจ|อากาศ|สิบ)?(?:ตรี|โท|เอก)")


def _name_form(case: Case) -> Iterator[Finding]:
    """A rank stands on its own line above the brackets, and no title is doubled."""
    name, rank = case.content.signatory_name, case.content.rank
    if _RANK.match(name) or (rank and re.match(r"(?:นาย|นางสาว|นาง)(?!พล)", name)):
        yield _block(
            "signer-name", "draft.signatory", "ยศต้องอยู่บรรทัดบน นอกวงเล็บ และไม่ใช้คู่กับคำนำหน้านาม", f"{rank} ({name})"
        )


def _mark(case: Case) -> Iterator[Finding]:
    """A draft bears its watermark."""
    if not case.content.watermark:
        yield _block("watermark", "", "ร่างต้องมีลายน้ำคำว่า ร่าง")


def _owner(case: Case) -> Iterator[Finding]:
    """The owner of the matter and its telephone are there."""
    if case.content.kind is LetterKind.EXTERNAL and not any(line.startswith("โทร") for line in case.content.contact):
        yield _warn("owner-phone", "draft.contact", "ท้ายหนังสือยังไม่มีหมายเลขโทรศัพท์ กรุณาเพิ่มใน office.toml")


def _confirm(case: Case) -> Iterator[Finding]:
    """Doubtful fields of the source that the draft prints are listed for confirmation."""
    parts = {contract: part for part, contract in CONTRACT_NAMES.items()}
    for name in case.confirm:
        value = getattr(case.letter, parts.get(name, name))
        fields = value if isinstance(value, tuple) else (value,)
        reasons = " / ".join(dict.fromkeys(reason for field in fields for reason in field.doubts))
        message = "ค่าที่อ่านได้ยังไม่แน่ใจและใช้อยู่ในร่าง กรุณายืนยันก่อนอนุมัติ"
        yield _warn("confirm", name, message, reasons[:300])


def _certified(case: Case) -> Iterator[Finding]:
    """An enclosed copy is certified by an officer; the engine only reminds."""
    if any(title.startswith("สำเนา") for title, _ in case.content.enclosures):
        yield Finding(
            "certified-copy", Severity.NOTES, "draft.enclosures", "มีสำเนาหนังสือแนบ หากหน่วยงานกำหนด ให้รับรองสำเนาถูกต้อง"
        )


CHECKS: tuple[Check, ...] = (
    _secrecy, _elements, _number, _blank, _order_of_dates, _subject, _recipients, _respect, _cites, _forwarded, _urgency,
    _in_time, _signer, _name_form, _mark, _owner, _confirm, _certified,
)  # fmt: skip
"""The checks of this module."""


def run(case: Case) -> tuple[Finding, ...]:
    """Every finding of every check on a draft, without doubles."""
    text = text_checks.Text(
        case.content, case.letter, case.step, case.reading, case.deadlines, case.dropped, case.own_words
    )
    found = [finding for check in CHECKS for finding in check(case)]
    found += [finding for other in text_checks.CHECKS for finding in other(text)]
    return tuple(dict.fromkeys(found))
