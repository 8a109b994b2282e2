"""What the kind of a letter changes: its signature lines and the elements that it does not have (ข้อ ๑๑, ๑๒, ๑๔, ๑๖, ๒๐)."""

from __future__ import annotations

from dataclasses import replace

from circulars.cascade.asks.levels import prose_name
from circulars.directory.profile import SignatoryProfile
from circulars.documents.word.content import LetterContent, Paragraph
from circulars.letter.letter import LetterKind
from circulars.lexicon.phrases import SENT_AWAY
from circulars.lexicon.rows import literally
from circulars.lexicon.writing.plan import ASKS_IN_OUR_NAME, COPY_OF_A_LETTER, TOLD_TO_ALL
from circulars.lexicon.writing.text import DETAILS_AT_END
from circulars.thai.dates import ThaiDate, format_date

DECREED = {LetterKind.ORDER: "คำสั่ง", LetterKind.ANNOUNCEMENT: "ประกาศ"}
"""Kinds that are given and not sent: no เรียน, no list of enclosures (ข้อ ๑๖, ๒๐)."""


def signed_by(content: LetterContent, signer: SignatoryProfile | None) -> LetterContent:
    """The content with a signatory's lines: rank apart, own post with the acting form, the post acted for (แบบ ข้อ ๘)."""
    if signer is None:
        return replace(content, rank="", signatory_name="", position=())
    position: tuple[str, ...] = (signer.position,)
    if signer.acting_phrase and signer.acting_for:
        position = (f"{signer.position} {signer.acting_phrase}", signer.acting_for)
    return replace(content, rank=signer.rank, signatory_name=signer.name, position=position)


def in_form(content: LetterContent) -> LetterContent:
    """Elements that the kind does not have leave it (ข้อ ๑๒, ๑๔, ๑๖, ๒๐)."""
    if content.kind is LetterKind.EXTERNAL:
        return content
    if content.kind in DECREED:
        return _as_decree(content)
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
    return content


def _as_decree(content: LetterContent) -> LetterContent:
    """คำสั่ง and ประกาศ: the reason and what is ordered or made known, to nobody by name and with no list (ข้อ ๑๖, ๒๐)."""
    word = DECREED[content.kind]
    own = [title for title, _ in content.enclosures if not COPY_OF_A_LETTER.match(title)]
    name = prose_name(content.letterhead[0]) if content.letterhead else ""
    cited = _pointing_inside(replace(content, enclosures=())) if content.references else content.paragraphs
    pointed = (
        one.text.replace(SENT_AWAY, f"เอกสารแนบท้าย{word}นี้").replace("เอกสารที่แนบ", f"เอกสารแนบท้าย{word}นี้")
        for one in cited
    )
    texts = (text if own else DETAILS_AT_END.sub("", text).strip() for text in pointed)
    told = tuple(replace(one, text=_decreed(text, name, content.kind)) for one, text in zip(cited, texts, strict=True))
    return replace(
        content,
        number="/" if content.kind is LetterKind.ORDER else "",
        letterhead=(name,) if name else (),
        paragraphs=tuple(one for one in told if one.text not in ("", "ทั้งนี้")),
        urgency="",
        salutation="",
        addressee="",
        references=(),
        enclosures=(),
        closing="",
        purpose="",
        contact=(),
        motto="",
    )


def _decreed(text: str, us: str, kind: LetterKind) -> str:
    """``ในการนี้ {เรา}จึงขอให้…`` as an order or an announcement says it; other words stay as they are.

    >>> _decreed("ในการนี้ จังหวัดน่านจึงขอให้อำเภอตั้งจุดตรวจ", "จังหวัดน่าน", LetterKind.ORDER)
    'จังหวัดน่านจึงมีคำสั่งให้อำเภอตั้งจุดตรวจ'
    >>> _decreed("ในการนี้ จังหวัดน่านจึงขอแจ้งให้อำเภอทราบ", "จังหวัดน่าน", LetterKind.ANNOUNCEMENT)
    'จังหวัดน่านจึงประกาศให้ทราบโดยทั่วกัน'
    """
    found = ASKS_IN_OUR_NAME(us=literally(us)).match(text) if us else None
    if found is None or not found["rest"].startswith(("ให้", "แจ้งให้")):
        return text  # it tells something and orders nothing: a person says it
    aim = f"{found['aim'].strip()} " if found["aim"] else ""
    asked = found["rest"].removeprefix("แจ้ง")
    if kind is LetterKind.ANNOUNCEMENT:
        known = TOLD_TO_ALL.match(found["rest"])
        return f"{aim}{us}จึงประกาศ{'ให้ทราบโดยทั่วกัน' if known else asked}"
    return f"{aim}{us}จึงมีคำสั่ง{asked}"


def printed_day(kind: LetterKind, day: ThaiDate) -> str:
    """The day as the kind prints it: behind ``สั่ง ณ วันที่`` and ``ประกาศ ณ วันที่`` with พ.ศ. (แบบที่ ๔, ๗).

    >>> printed_day(LetterKind.ORDER, ThaiDate(2569, 12, 1)), printed_day(LetterKind.EXTERNAL, ThaiDate(2569, 12, 1))
    ('๑ ธันวาคม พ.ศ. ๒๕๖๙', '๑ ธันวาคม ๒๕๖๙')
    """
    written = format_date(day)
    if kind not in DECREED:
        return written
    before, _, year = written.rpartition(" ")
    return f"{before} พ.ศ. {year}"


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
