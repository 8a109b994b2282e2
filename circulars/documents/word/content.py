"""What a letter's docx is filled with: plain values, no markup. A template may use these names and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from circulars.letter.letter import LetterKind


class ParagraphKind(StrEnum):
    """A paragraph of running text, a numbered item, or a sub-item."""

    PARA = "para"
    ITEM = "item"
    SUB = "sub"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body; ``number`` (``๑.``, ``๑.๑``) for items, typed as text as offices do."""

    text: str
    kind: ParagraphKind = ParagraphKind.PARA
    number: str = ""


@dataclass(frozen=True, slots=True)
class LetterContent:
    """Everything that is printed on one letter, in page order, Thai digits already.

    ``number`` is ``สน ๐๐๑๘.๑/ว`` with the running number, or with a gap for it on a draft; ``date`` is empty on a draft;
    ``enclosures`` are (title, quantity ``๑ ฉบับ``); ``purpose`` is the จึงเรียนมา… line; ``rank`` stands above the name's
    brackets; ``position`` one or two lines; ``watermark`` marks a draft; ``emblem`` None means the drawn placeholder.
    """

    kind: LetterKind
    number: str
    letterhead: tuple[str, ...]
    subject: str
    addressee: str
    paragraphs: tuple[Paragraph, ...]
    purpose: str
    urgency: str = ""
    salutation: str = "เรียน"
    date: str = ""
    references: tuple[str, ...] = ()
    enclosures: tuple[tuple[str, str], ...] = ()
    closing: str = ""
    rank: str = ""
    signatory_name: str = ""
    position: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    motto: str = ""
    copies_to: tuple[str, ...] = ()
    watermark: str = ""
    emblem: Path | None = None
    metadata: tuple[tuple[str, str], ...] = field(default=())


PLACEHOLDERS = {
    "urgency": "ชั้นความเร็ว",
    "number": "เลขที่หนังสือ",
    "agency": "ส่วนราชการเจ้าของหนังสือและที่อยู่",
    "date": "วันที่ (เว้นว่างในร่าง)",
    "subject": "เรื่อง",
    "salutation": "คำขึ้นต้น",
    "addressee": "ผู้รับ",
    "refs": "รายการอ้างถึง",
    "encls": "รายการสิ่งที่ส่งมาด้วย แต่ละรายการมี name และ qty",
    "body": "ย่อหน้าของข้อความ แต่ละย่อหน้ามี kind no text",
    "purpose": "บรรทัดจึงเรียนมา",
    "closing": "คำลงท้าย",
    "sign": "ผู้ลงนาม: rank name position",
    "contact": "ส่วนราชการเจ้าของเรื่องและโทรศัพท์",
    "motto": "คำขวัญท้ายหน้า",
    "copies": "สำเนาส่ง",
    "watermark": "คำว่า ร่าง ในร่างหนังสือ",
    "gap_contact": "จำนวนบรรทัดว่างก่อนส่วนราชการเจ้าของเรื่อง",
}
"""The names a template may use, with what each holds, in Thai for the clerk who edits it."""

Context = dict[str, object]
_UNNAMED = "." * 44  # a signatory not yet known: room for the name, as on a form


def _counted(quantity: str) -> str:
    """A quantity as printed: ``จำนวน ๑ ฉบับ``."""
    return f"จำนวน {quantity}" if quantity and not quantity.startswith("จำนวน") else quantity


def context_of(content: LetterContent) -> Context:
    """The template's values by placeholder name."""
    return {
        "urgency": content.urgency,
        "number": content.number,
        "agency": "\n".join(content.letterhead),
        "date": content.date,
        "subject": content.subject,
        "salutation": content.salutation,
        "addressee": content.addressee,
        "refs": list(content.references),
        "encls": [{"name": title, "qty": _counted(quantity)} for title, quantity in content.enclosures],
        "body": [{"kind": str(p.kind), "no": p.number, "text": p.text} for p in content.paragraphs],
        "purpose": content.purpose,
        "closing": content.closing,
        "sign": {"rank": content.rank, "name": content.signatory_name or _UNNAMED, "position": list(content.position)},
        "contact": list(content.contact),
        "motto": content.motto,
        "copies": list(content.copies_to),
        "watermark": content.watermark,
        "gap_contact": 2,
    }
