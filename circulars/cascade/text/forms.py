"""What the kind of a letter changes: its signature lines and the elements that it does not have (ข้อ ๑๑, ๑๒, ๑๔, ๑๖)."""

from __future__ import annotations

from dataclasses import replace

from circulars.cascade.asks.levels import prose_name
from circulars.directory.profile import SignatoryProfile
from circulars.documents.word.content import LetterContent, Paragraph
from circulars.letter.letter import LetterKind
from circulars.lexicon.phrases import SENT_AWAY


def signed_by(content: LetterContent, signer: SignatoryProfile | None) -> LetterContent:
    """The content with a signatory's lines: rank apart, own post with the acting form, the post acted for (แบบ ข้อ ๘)."""
    if signer is None:
        return replace(content, rank="", signatory_name="", position=())
    position: tuple[str, ...] = (signer.position,)
    if signer.acting_phrase and signer.acting_for:
        position = (f"{signer.position} {signer.acting_phrase}", signer.acting_for)
    return replace(content, rank=signer.rank, signatory_name=signer.name, position=position)


def in_form(content: LetterContent) -> LetterContent:
    """Elements that the kind does not have leave it (ข้อ ๑๒, ๑๔, ๑๖)."""
    if content.kind is LetterKind.EXTERNAL:
        return content
    paragraphs = (*_pointing_inside(content), *_attached(content))
    if content.kind is LetterKind.INTERNAL:
        owner = " ".join(content.contact) or " ".join(content.letterhead[:1])
        return replace(
            content,
            letterhead=(owner,) if owner else (),  # ส่วนราชการ: the owner of the matter with its telephone (ข้อ ๑๒.๑)
            paragraphs=paragraphs,
            references=(),
            enclosures=(),
            closing="",
            contact=(),
            motto="",
        )
    if content.kind is LetterKind.STAMPED:
        return replace(
            content,
            letterhead=tuple(prose_name(line) for line in content.letterhead[:1]),  # the sender's name alone (ข้อ ๑๔.๔)
            salutation="ถึง",
            subject="",
            paragraphs=paragraphs,
            purpose=content.purpose.replace("จึงเรียนมา", "จึงแจ้งมา"),
            references=(),
            enclosures=(),
            closing="",
            rank="",
            signatory_name="",
            position=(),
        )
    return replace(content, salutation="", addressee="", references=(), enclosures=(), closing="", purpose="")


def _pointing_inside(content: LetterContent) -> tuple[Paragraph, ...]:
    """The paragraphs of a kind without อ้างถึง and สิ่งที่ส่งมาด้วย: what they point at is named, or attached."""
    pairs = [("ตามหนังสือที่อ้างถึง", f"ตาม{content.references[0]}")] if content.references else []
    paragraphs = content.paragraphs
    for pointer, named in (*pairs, (SENT_AWAY, "เอกสารที่แนบ")):
        paragraphs = tuple(replace(one, text=one.text.replace(pointer, named)) for one in paragraphs)
    return paragraphs


def _attached(content: LetterContent) -> tuple[Paragraph, ...]:
    """The sentence that names the enclosures of a kind without a list of them."""
    named = [f"{title}{f' จำนวน {quantity}' if quantity else ''}" for title, quantity in content.enclosures]
    return (Paragraph(f"พร้อมนี้ได้แนบ{' และ'.join(named)}"),) if named else ()
