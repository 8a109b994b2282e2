"""A letter of our own without an incoming one, an answer to a sender, a reminder to the silent: typed text to Word.

What is offered for an answer or a reminder are facts of the archive alone (number, day, subject, who is silent); a clerk
reads and changes it. Nothing is numbered here: the number desk gives the number, and a person signs the paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from circulars.archive import LetterRow
from circulars.archive.registers.deliveries import Delivery
from circulars.archive.tracing.answers import due_day
from circulars.cascade.asks.obligations import read_obligations
from circulars.cascade.text.compose import CLOSING, contact_of
from circulars.cascade.text.typed import KINDS, NAMES, read_typed
from circulars.desk.review.draft_text import signed_by
from circulars.directory import OfficeProfile
from circulars.documents.tables.collected import Collected
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.content import LetterContent
from circulars.documents.word.emblem import emblem_picture
from circulars.errors import CircularsError
from circulars.letter.letter import Letter, LetterKind
from circulars.letter.reference import format_reference
from circulars.review import Correction
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai

PARTS = (
    "kind",
    "urgency",
    "subject",
    "addressee",
    "references",
    "enclosures",
    "body",
    "purpose",
    "copies",
    "signatory",
)
"""The fields of the form, named as the parts of a draft."""
LABELS = {name: NAMES[f"draft.{name}"] for name in PARTS}
BLANK = "[กรอก]"
"""Stands where a person must fill in a fact; a letter that holds one gets no number."""
_NEEDED = ("subject", "addressee", "body")


def content_of(typed: Mapping[str, str], profile: OfficeProfile, day: dt.date) -> LetterContent:
    """The letter as it was typed, on the office's paper. Raises CircularsError that names the field."""
    missing = next((name for name in _NEEDED if not typed.get(name, "").strip()), "")
    if missing:
        raise CircularsError(f"กรุณาพิมพ์ {LABELS[missing].partition(' (')[0]}", code="field", cause=missing)
    given = [Correction(f"draft.{name}", typed[name]) for name in PARTS if name != "signatory" and typed.get(name, "")]
    read = read_typed(given)
    if read.findings:
        raise CircularsError(read.findings[0].message, code="field", cause=read.findings[0].field)
    blank = LetterContent(
        kind=LetterKind.EXTERNAL,
        number=f"{profile.office.code}/",
        letterhead=profile.letterhead_lines,
        subject="",
        addressee="",
        paragraphs=(),
        purpose="",
        contact=contact_of(profile),
        motto=profile.motto,
        watermark="ร่าง",
        emblem=profile.emblem_file,
    )
    content = read.applied(blank)
    content = replace(content, closing=CLOSING if content.kind is LetterKind.EXTERNAL else "")
    signer = typed.get("signatory", "").strip() or next((p.name for p in profile.signatories if p.may_sign(day)), "")
    able = {one.name for one in profile.signatories if one.may_sign(day)}
    if signer and signer not in able:
        raise CircularsError(f"{signer} ไม่มีอำนาจลงนามในวันนี้ กรุณาเลือกผู้ลงนามอื่น", code="field", cause="signatory")
    return signed_by(content, signer, profile)


def as_word(content: LetterContent, profile: OfficeProfile, templates: str) -> bytes:
    """The letter in Word, from the office's template for its kind. Raises BrokenTemplate."""
    emblem = emblem_picture(profile.emblem_file) if profile.emblem_file else None
    catalog = load_catalog(Path(templates) if templates else None)
    return catalog.compiled(str(profile.office.level), content.kind, emblem=emblem).render(content)


def numbered(content: LetterContent, reference: str, day: dt.date) -> LetterContent:
    """The letter with the number that the register gave, and its day."""
    printed = format_date(ThaiDate.from_ce(day))
    return replace(content, number=to_thai(reference), date=printed, watermark="")


def refuse_blanks(typed: Mapping[str, str]) -> None:
    """A letter with a blank that nobody filled in gets no number. Raises CircularsError."""
    left = sum(text.count(BLANK) for text in typed.values())
    if left:
        raise CircularsError(
            f"ยังมีช่อง {BLANK} ที่ต้องกรอก {to_thai(left)} แห่ง กรอกหรือลบแล้วจึงออกเลขได้", code="field", cause="body"
        )


def answering(letter: Letter, profile: OfficeProfile) -> dict[str, str]:
    """What is known of an answer to a letter: whom, what, which letter is cited, what was asked; the facts are blanks."""
    us, sender = profile.office.name, letter.sender_agency.value or ""
    tasks = [one.text for one in read_obligations(letter, profile.office.level).obligations]
    asked = [f"{task} {BLANK}" for task in tasks] or [BLANK]
    listed = asked if len(asked) == 1 else [f"{to_thai(place)}. {one}" for place, one in enumerate(asked, 1)]
    day = letter.dated.value
    due = due_day(letter, day.ce) if day is not None else None
    by = f" ภายในวันที่ {format_date(ThaiDate.from_ce(due))}" if due is not None else ""
    known = f"ตามหนังสือที่อ้างถึง {sender}แจ้งเรื่อง {letter.subject.value or BLANK}{by} ความละเอียดแจ้งแล้ว นั้น"
    lead = f"{us}ขอเรียนว่า {listed[0]}" if len(listed) == 1 else f"{us}ขอเรียนดังนี้"
    body = (known, lead, *(listed if len(listed) > 1 else ()))
    return {**_to_the_sender(letter), "body": "\n\n".join(body)}


def reporting(letter: Letter, found: Collected, profile: OfficeProfile) -> dict[str, str]:
    """The report to whoever asked, made of what the recipients of our request answered; the figures are in its enclosure.

    What must still be looked at is a blank, so that nothing is sent before.
    """
    us, count = profile.office.name, len(found.answered)
    whole = count + len(found.missing)
    known = (
        f"ตามหนังสือที่อ้างถึง {letter.sender_agency.value or ''}แจ้งเรื่อง {letter.subject.value or BLANK} ความละเอียดแจ้งแล้ว นั้น"
    )
    told = f"{us}ได้รวบรวมคำตอบ {to_thai(count)} แห่ง จาก {to_thai(whole)} แห่งแล้ว รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
    missing = f"ยังไม่ได้รับคำตอบจาก {', '.join(found.missing)}" if found.missing else ""
    open_ = len(found.asked) + found.in_doubt
    left = f"{BLANK} ในตารางยังมีจุดที่ต้องตรวจ {to_thai(open_)} จุด ตรวจแล้วลบบรรทัดนี้" if open_ else ""
    body = "\n\n".join(one for one in (known, told, missing, left) if one)
    return {**_to_the_sender(letter), "enclosures": f"ตารางรวมคำตอบของ {to_thai(count)} แห่ง จำนวน ๑ ชุด", "body": body}


def _to_the_sender(letter: Letter) -> dict[str, str]:
    """Head and foot of a letter back to who wrote: theirs is the subject, theirs the letter that is cited."""
    signed = letter.signatory.value
    return {
        "kind": next(name for name, kind in KINDS.items() if kind is LetterKind.EXTERNAL),
        "urgency": str(letter.urgency.value or ""),
        "subject": letter.subject.value or "",
        "addressee": (signed.position or "") if signed is not None and not letter.signatory.doubtful else "",
        "references": _cited(
            letter.sender_agency.value or "",
            format_reference(letter.reference.value) if letter.reference.value else "",
            letter.dated.value,
        ),
        "purpose": "จึงเรียนมาเพื่อโปรดทราบ",
    }


def reminding(
    row: LetterRow, silent: Sequence[Delivery], profile: OfficeProfile, day: dt.date, urgency: str = ""
) -> dict[str, str]:
    """A reminder to those who have not answered a letter of ours, in the words of its own facts."""
    dues = sorted({one.due for one in silent if one.due is not None})
    due = format_date(ThaiDate.from_ce(dues[0])) if len(dues) == 1 else ""
    us, dated = profile.office.name, ThaiDate.from_ce(dt.date.fromisoformat(row.dated)) if row.dated else None
    known = f"ตามหนังสือที่อ้างถึง {us}แจ้งเรื่อง {row.subject}{f' ภายในวันที่ {due}' if due else ''} ความละเอียดแจ้งแล้ว นั้น"
    late = "บัดนี้ล่วงเลยกำหนดแล้ว " if dues and dues[-1] < day else ""
    asked = f"{late}{us}ยังไม่ได้รับแจ้งผลจากท่าน จึงขอให้ดำเนินการและแจ้งผลให้{us}ทราบโดยด่วน หากแจ้งผลแล้วขออภัยมา ณ ที่นี้"
    return {
        "kind": next(name for name, kind in KINDS.items() if kind is LetterKind.EXTERNAL),
        "urgency": urgency,
        "subject": f"ติดตาม {row.subject}",
        "addressee": " ".join(one.title for one in silent),
        "references": _cited(us, row.reference, dated),
        "body": f"{known}\n\n{asked}",
        "purpose": "จึงเรียนมาเพื่อโปรดดำเนินการ",
    }


def _cited(sender: str, reference: str, dated: ThaiDate | None) -> str:
    """The line of อ้างถึง: only what is known of it."""
    if not reference:
        return ""
    day = f" ลงวันที่ {format_date(dated)}" if dated else ""
    return f"หนังสือ{sender} ที่ {reference}{day}"
