"""What a reviewer typed for the draft itself: names ``draft.…`` of corrections, read and put in place.

What is typed is the reviewer's own word: the fact lock takes it as a source. What cannot be read is a finding, and the
draft keeps what it had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from circulars.documents.word.content import LetterContent, Paragraph, ParagraphKind
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import LetterKind, Urgency
from circulars.lexicon.writing.text import BLANK_LINE, NUMBERED
from circulars.review import Correction

NAMES = {
    "draft.subject": "เรื่อง",
    "draft.addressee": "เรียน",
    "draft.references": "อ้างถึง (บรรทัดละหนึ่งฉบับ)",
    "draft.enclosures": "สิ่งที่ส่งมาด้วย (บรรทัดละหนึ่งรายการ … จำนวน …)",
    "draft.body": "ข้อความ (เว้นบรรทัดระหว่างย่อหน้า)",
    "draft.purpose": "จึงเรียนมา…",
    "draft.closing": "คำลงท้าย",
    "draft.urgency": "ชั้นความเร็ว",
    "draft.signatory": "ผู้ลงนาม (ชื่อตามทะเบียนผู้ลงนาม)",
    "draft.copies": "สำเนาส่ง (บรรทัดละหนึ่งราย)",
    "draft.kind": "ชนิดหนังสือ (หนังสือภายนอก หนังสือประทับตรา บันทึกข้อความ คำสั่ง ประกาศ)",
}
"""Names that a correction may have, with their labels."""
KINDS = {
    "หนังสือภายนอก": LetterKind.EXTERNAL,
    "หนังสือประทับตรา": LetterKind.STAMPED,
    "บันทึกข้อความ": LetterKind.INTERNAL,
    "คำสั่ง": LetterKind.ORDER,
    "ประกาศ": LetterKind.ANNOUNCEMENT,
}
"""Kinds that a draft may be given, by what a clerk calls them (ข้อ ๑๑, ๑๒, ๑๓, ๑๖, ๒๐)."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, by name, and findings about what could not be used."""

    texts: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def source(self) -> str:
        """All typed text: a source of facts."""
        return "\n".join(text for _, text in self.texts)

    def get(self, name: str) -> str | None:
        """The last text typed under a name."""
        return dict(self.texts).get(name)

    def applied(self, content: LetterContent) -> LetterContent:
        """The content with what was typed in place."""
        for name, text in self.texts:
            lines = tuple(line.strip() for line in text.splitlines() if line.strip())
            if name == "draft.subject":
                content = replace(content, subject=" ".join(text.split()))
            elif name == "draft.addressee":
                content = replace(content, addressee=" ".join(text.split()))
            elif name == "draft.references":
                content = replace(content, references=lines)
            elif name == "draft.enclosures":
                content = replace(content, enclosures=tuple(_enclosure(line) for line in lines))
            elif name == "draft.body":
                content = replace(
                    content, paragraphs=tuple(_paragraph(part) for part in BLANK_LINE.split(text) if part.strip())
                )
            elif name == "draft.purpose":
                content = replace(content, purpose=" ".join(text.split()))
            elif name == "draft.closing":
                content = replace(content, closing=" ".join(text.split()))
            elif name == "draft.urgency":
                content = replace(content, urgency="" if text.strip() in ("ปกติ", "-") else text.strip())
            elif name == "draft.copies":
                content = replace(content, copies_to=lines)
            elif name == "draft.kind":
                content = replace(content, kind=KINDS["".join(text.split())])
        return content


def read_typed(corrections: Sequence[Correction]) -> Typed:
    """The corrections that concern the draft; others belong to the letter and are left alone."""
    texts, findings = [], []
    for one in corrections:
        if not one.field.startswith("draft."):
            continue
        reason = _refusal(one)
        if reason:
            findings.append(Finding("typed", Severity.BLOCKS, one.field, reason, seen=one.text[:80]))
        else:
            texts.append((one.field, one.text))
    return Typed(tuple(texts), tuple(findings))


def _refusal(one: Correction) -> str:
    if one.field not in NAMES:
        return f"ไม่มีช่องชื่อ {one.field}"
    if not one.text.strip() and one.field in ("draft.subject", "draft.addressee", "draft.body"):
        return f"{NAMES[one.field]} เว้นว่างไม่ได้"
    if one.field == "draft.kind" and "".join(one.text.split()) not in KINDS:
        return f"ชนิดหนังสือ “{one.text.strip()}” ไม่มี เลือกจาก {' '.join(KINDS)}"
    if one.field == "draft.urgency" and one.text.strip() not in (*(str(u) for u in Urgency), "ปกติ", "-", ""):
        return f"ชั้นความเร็ว “{one.text.strip()}” ไม่มีในระเบียบ"
    return ""


def _enclosure(line: str) -> tuple[str, str]:
    title, has, quantity = line.rpartition(" จำนวน ")
    return (title, quantity.strip()) if has else (line, "")


def _paragraph(text: str) -> Paragraph:
    plain = " ".join(text.split())
    found = NUMBERED.match(plain)
    if not found:
        return Paragraph(plain)
    kind = ParagraphKind.SUB if "." in found["number"] else ParagraphKind.ITEM
    return Paragraph(found["text"], kind, found["number"] + found["dot"])
