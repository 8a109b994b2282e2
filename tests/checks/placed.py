"""Places the examples of the registry in correct letters: one that came in, and one that we write from another.

The keys are those of `circulars.checks.registry.row.Example`; ``-`` means absent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cascade_cases import PURPOSE, incoming, office_profile
from cascade_cases import TODAY as DRAFT_DAY

from circulars.cascade.checks.facts.factlock import lock
from circulars.cascade.draft import check_draft, draft_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.text.typed import read_typed
from circulars.checks import ArchiveFacts, KnownLetter, check_letters
from circulars.documents.word.content import LetterContent, Paragraph, ParagraphKind
from circulars.letter.doubt import BY_HAND
from circulars.letter.field import Evidence, Field
from circulars.letter.finding import Finding
from circulars.letter.letter import (
    CitedLetter,
    Contact,
    Enclosure,
    Letter,
    LetterKind,
    ReceiptStamp,
    Secrecy,
    Signatory,
    Urgency,
)
from circulars.letter.page import Page, PageSource, TextLine
from circulars.letter.reference import parse_reference
from circulars.review import Correction
from circulars.review.corrections import FORMS, apply_corrections, read_cited
from circulars.thai.dates import ThaiDate
from circulars.thai.find_dates import parse_date

TODAY = dt.date(2025, 6, 30)
ABSENT = "-"


def hall() -> Letter:
    """A correct circular of a made-up hall to its districts."""
    copy = CitedLetter("กรมการปกครอง", None, parse_reference("มท 0309/ว 2500"), ThaiDate(2567, 3, 1), "")
    return Letter(
        (1,),
        kind=Field(LetterKind.EXTERNAL),
        urgency=Field(Urgency.URGENT),
        reference=Field(parse_reference("รน 0018.1/ว 1234")),
        sender_agency=Field("จังหวัดระนอง"),
        sender_address=Field("ถนนสมมุติ รน ๘๕๐๐๐"),
        dated=Field(ThaiDate(2567, 3, 4)),
        subject=Field("การซักซ้อมแผนสมมุติ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        salutation=Field("เรียน"),
        addressees=(Field("นายอำเภอ ทุกอำเภอ"),),
        references=(Field(read_cited("จังหวัดระนอง ที่ รน ๐๐๑๘.๑/ว ๙๘๗ ลงวันที่ ๑๕ กุมภาพันธ์ ๒๕๖๗")),),
        enclosures=(Field(Enclosure("สำเนาหนังสือกรมการปกครอง ที่ มท ๐๓๐๙/ว ๒๕๐๐ ลงวันที่ ๑ มีนาคม ๒๕๖๗", "๑ ฉบับ", copy)),),
        body=(
            Field("ตามหนังสือที่อ้างถึง จังหวัดระนองขอให้อำเภอจัดเตรียมการซักซ้อมแผน นั้น"),
            Field(
                "กำหนดจัดประชุมในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ ณ โรงแรมสมมุติพาเลซ อำเภอเมือง จึงขอให้อำเภอรายงานผลภายในวันที่ ๒๐ มีนาคม ๒๕๖๗"
            ),
            Field("จึงเรียนมาเพื่อพิจารณาดำเนินการต่อไป"),
        ),
        closing=Field("ขอแสดงความนับถือ"),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "ปลัดจังหวัดระนอง", "ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดระนอง")),
        contact=Field(Contact("กลุ่มงานปกครอง", "๐ ๗๗๑๑ ๑๒๓๔")),
    )


def department() -> Letter:
    """A correct circular of a department to every province, that the hall's letter encloses."""
    return Letter(
        (2,),
        kind=Field(LetterKind.EXTERNAL),
        reference=Field(parse_reference("มท 0309/ว 2500")),
        sender_agency=Field("กรมการปกครอง"),
        sender_address=Field("ถนนอัษฎางค์ กทม. ๑๐๒๐๐"),
        dated=Field(ThaiDate(2567, 3, 1)),
        subject=Field("การซักซ้อมแผนสมมุติ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        salutation=Field("เรียน"),
        addressees=(Field("ผู้ว่าราชการจังหวัด ทุกจังหวัด"),),
        body=(Field("ด้วยกรมการปกครองจะจัดประชุมในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗"), Field("จึงเรียนมาเพื่อโปรดพิจารณา")),
        closing=Field("ขอแสดงความนับถือ"),
        signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "อธิบดีกรมการปกครอง")),
        contact=Field(Contact("กองสมมุติ", "๐ ๒๑๒๓ ๔๕๖๗")),
    )


def changed(letter: Letter, name: str, text: str) -> Letter:
    """A letter with one field as an example has it."""
    absent = text == ABSENT
    whole, _, part = name.partition(".")
    if name == "body":
        return replace(letter, body=(*letter.body[:-1], Field(text), *letter.body[-1:]))
    if name == "body.first":
        return replace(letter, body=(Field(text), *letter.body[1:]))
    if name == "reference_number.printed":
        seen = Evidence(1, None, text, 1.0, "example", "example")
        return replace(letter, reference=replace(letter.reference, evidence=seen))
    if name == "pages":
        return replace(letter, pages=(int(text),))
    if name == "doubt":
        return letter if absent else replace(letter, dated=letter.dated.doubt(BY_HAND()))
    if name == "secrecy":
        return replace(letter, secrecy=Field(None if absent else Secrecy(text)))
    if name == "receipt_stamps":
        return replace(letter, receipt_stamps=(Field(ReceiptStamp("จังหวัดสกลนคร", dated=parse_date(text))),))
    if name == "enclosures.cites":
        held = Enclosure("สำเนาหนังสือ", None, read_cited(text))
        return replace(letter, enclosures=(Field(held),))
    if part:
        old: Any = getattr(letter, whole).value
        value = Field(replace(old, **{part: None if absent else text}))
        return replace(letter, **{whole: value})  # type: ignore[arg-type]
    if name in FORMS:
        corrected = apply_corrections(letter, [Correction(name, text)])
        assert not corrected.refused, corrected.refused
        return corrected.letter
    return replace(letter, **{name: Field(None if absent else text)})  # type: ignore[arg-type]


def of_incoming(example: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings of a letter that came in with the example placed in it."""
    letter, copy, known, missing = hall(), department(), [], []
    pages: dict[int, Page] = {}
    for name, text in example.items():
        if name == "of":
            letter = replace(department(), pages=(1,))
        elif name == "archive":
            number, _, day = text.partition(" ลงวันที่ ")
            known.append(KnownLetter(parse_reference(number), parse_date(day)))
        elif name == "archive.missing":
            missing.append(parse_reference(text))
        elif name.startswith("page."):
            pages[int(name[5:])] = _page(int(name[5:]), text)
        elif name.startswith("copy."):
            copy = changed(copy, name[5:], text)
        else:
            letter = changed(letter, name, text)
    letters = [letter]
    if any(name.startswith("copy.") for name in example):
        letters.append(replace(copy, copy_in=0))
    facts = [ArchiveFacts(tuple(known), tuple(missing))] * len(letters)
    told = check_letters(letters, today=TODAY, archive_facts=facts, pages=list(pages.values()))
    return tuple(finding for found in told for finding in found)


def _page(number: int, text: str) -> Page:
    lines = (TextLine("ข้อความ", None, 1.0, "text"),) if text == "มีข้อความ" else ()
    page = Page(number, lines, PageSource.SCAN)
    return replace(page, unread=True) if text == "ไม่ได้อ่าน" else replace(page, blank=text == "ว่าง")


def of_draft(example: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings of the plan and of the draft that a province makes of a letter, with the example placed in them."""
    letter = incoming()
    profile = office_profile(
        example.get("office", "สกลนคร"),
        **dict.fromkeys((name[8:] for name in example if name.startswith("profile.")), True),
    )
    source = {name[7:]: text for name, text in example.items() if name.startswith("source.")}
    pages = [Page(1, (TextLine("หนังสือ", None, 1.0, "text"),), PageSource.TEXT)]
    sound_step = plan_cascade(letter, profile, today=DRAFT_DAY).steps[0]
    for name, text in source.items():
        if name.startswith("page."):
            letter = replace(letter, enclosure_pages=(*letter.enclosure_pages, int(name[5:])))
            pages.append(Page(int(name[5:]), (TextLine(text, None, 1.0, "text"),), PageSource.TEXT))
        elif name == "body":
            letter = replace(letter, body=tuple(map(Field, ("ด้วยจะมีการสำรวจ", *text.split("\n"), PURPOSE))))
        else:
            letter = changed(letter, name, text)
    to = [example["plan.to"]] if "plan.to" in example else []
    plan = plan_cascade(letter, profile, today=DRAFT_DAY, to=to)
    step = _step(plan.steps[0] if plan.steps else sound_step, example.get("draft.recipients", ""))
    typed = [Correction(name[6:], text) for name, text in example.items() if name.startswith("typed.")]
    draft = draft_letter(letter, step, corrections=typed, pages=pages, today=DRAFT_DAY)
    content = draft.content
    for name, text in example.items():
        if name.startswith("draft.") and name != "draft.recipients":
            content = _with(content, name[6:], text)
    found = [*plan.findings, *draft.findings]
    if content != draft.content:
        _, invented = lock(content, letter, step, prior=None, deadlines=draft.deadlines, typed=read_typed(typed))
        again = check_draft(replace(draft, content=content), letter, step, today=DRAFT_DAY)
        found = [*plan.findings, *invented, *again]
    return tuple(found)


def _step(step: CascadeStep, recipients: str) -> CascadeStep:
    if recipients == ABSENT:
        return replace(step, recipients=())
    return replace(step, recipients=(*step.recipients, step.recipients[0])) if recipients == "ซ้ำ" else step


def _with(content: LetterContent, name: str, text: str) -> LetterContent:
    lines = () if text == ABSENT else tuple(text.split("\n"))
    before = content.paragraphs
    if name == "body":
        return replace(content, paragraphs=(*before, Paragraph(text)))
    if name == "body.first":
        return replace(content, paragraphs=(Paragraph(text), *before[1:]))
    if name == "body.only":
        return replace(content, paragraphs=(Paragraph(text),))
    if name == "items":
        items = [Paragraph(line.split()[1], ParagraphKind.ITEM, line.split()[0]) for line in lines]
        return replace(content, paragraphs=(*(one for one in before if one.kind is ParagraphKind.PARA), *items))
    if name == "kind":
        return replace(content, kind=LetterKind(text))
    if name == "enclosures":
        pairs = tuple((line.partition(" จำนวน ")[0], line.partition(" จำนวน ")[2]) for line in lines)
        return replace(content, enclosures=pairs)
    if name in ("references", "contact", "letterhead", "position"):
        return replace(content, **{name: lines})  # type: ignore[arg-type]
    return replace(content, **{name: "" if text == ABSENT else text})  # type: ignore[arg-type]
