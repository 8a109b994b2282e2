"""From a case to what the reviewer sees: the page above the form, and the form itself."""

from __future__ import annotations

import os

from circulars.archive import Archive
from circulars.archive.shelves.outcomes import PROPOSED
from circulars.desk.review.becoming import KEPT, shown_in_form, unit_names
from circulars.desk.review.draft_text import write_draft
from circulars.desk.review.history import problems_of, unread_before
from circulars.desk.review.sheet import DRAFT_LABELS, Sheet, doubts_of, shown_texts
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.letter.page import Box
from circulars.letter.reference import format_reference
from circulars.review import FORMS, blocks_of, write_field
from circulars.thai.clock import today
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai
from circulars.thai.redaction import redacted
from circulars.triage.step import SAID
from flows.reviewing.known_before import told_before
from flows.reviewing.rounds import Case
from flows.reviewing.screen.naming import short_name
from flows.reviewing.screen.page import Deadline, Doubt, ReviewPage
from flows.reviewing.screen.pictures import crop, draft_pages, page_pictures, with_boxes
from flows.settings import Settings
from flows.settings.readiness import office_lacks

CROPS_SHOWN = 8
PAGES_SHOWN = 4
"""Pages of the letter in the form; the form says how many more there are and leads to the desk, which shows all."""


def sheet_of(settings: Settings, case: Case) -> Sheet:
    """The values of the form for this round."""
    record = case.record
    draft = write_draft(record.content, case.profile) if record.content else None
    return Sheet(
        letter=record.letter,
        draft=draft,
        mark=case.mark,
        reviewers=tuple(one.name for one in settings.reviewers if one.may_approve(case.profile.office.code, today())),
        needs_code=not settings.demo,
        recipients=len(record.recipients),
        shown=dict(record.shown) or shown_texts(record.letter, draft),
        unread=unread_before(record.letter, case.decisions),
        blocks=blocks_of(record.findings),
        becomes=shown_in_form(case.outcome, open_choice=case.left_open),
        steps=tuple(SAID[step] for step in KEPT),
        units=unit_names(case.profile),
        noted=case.noted,
    )


def page_of(settings: Settings, archive: Archive, case: Case) -> ReviewPage:
    """Everything above the form, with pictures from the archive."""
    record = case.record
    scan, more, doubts = _scan(archive, case)
    drafted = draft_pages(archive.load_file(case.pdf_sha256)) if case.pdf_sha256 else ()
    return ReviewPage(
        title=title_of(case),
        round=case.round,
        demo=settings.demo,
        problems=problems_of(record, case.decisions),
        facts=_facts(archive, case),
        doubts=doubts,
        findings=record.findings,
        scan=scan,
        more_pages=more,
        draft=drafted,
        recipients=tuple(one.title or one.name for one in record.recipients),
        addressee=record.content.addressee if record.content else "",
        deadlines=tuple(Deadline(*row) for row in record.deadlines),
        unresolved=record.unresolved,
        unready=tuple(str(one) for one in office_lacks(settings, case.profile, today()) if one.blocks),
        proposed=_proposed(case),
        changed=_changed(case),
        desk=_at_the_desk(case),
    )


def _proposed(case: Case) -> str:
    """What becomes of the letter, in a line; where it is left open, that a person chooses."""
    if case.outcome is None:
        return ""
    known, addressee = case.outcome.outcome, case.record.content.addressee if case.record.content else ""
    if case.left_open:
        return "ให้เลือกว่าเรื่องนี้ทำอย่างไร (หนังสือบอกไม่ชัด)"
    day = format_date(ThaiDate.from_ce(known.due)) if known.due else ""
    told = (SAID[known.step], addressee if known.step.forwards else known.unit, day and f"กำหนด {day}")
    return f"{'เสนอ' if case.outcome.state == PROPOSED else 'เลือกแล้ว'}: {' · '.join(part for part in told if part)}"


def _changed(case: Case) -> tuple[str, ...]:
    """The answer of the last round: what it was, whose, and what it changed."""
    if not case.decisions:
        return ()
    last = case.decisions[-1]
    labels = {name: form.label for name, form in FORMS.items()}
    labels |= {f"draft.{name}": label for name, label in DRAFT_LABELS.items()}
    fields = ", ".join(dict.fromkeys(labels.get(one.field, one.field).partition(" (")[0] for one in last.corrections))
    who = last.signer or last.reviewer
    told = (
        f"{last.verdict}{f' โดย {who}' if who else ''}",
        f"แก้ {fields}" if fields else "",
        f"ตัดผู้รับออก {', '.join(last.left_out)}" if last.left_out else "",
    )
    return tuple(part for part in told if part)


def _at_the_desk(case: Case) -> str:
    """The address of the letter at the office's desk; empty where none is served."""
    desk = os.environ.get("CIRCULARS_DESK_ADDRESS", "")
    return f"{desk}/letters/{case.stored.id}" if desk else ""


def title_of(case: Case) -> str:
    """What the letter is called in lists: office, urgency, subject."""
    letter = case.record.letter
    return " · ".join(
        part
        for part in (
            short_name(case.profile.office),
            str(letter.urgency.value or ""),
            redacted(letter.subject.value or "(อ่านเรื่องไม่ได้)"),
        )
        if part
    )


def _facts(archive: Archive, case: Case) -> tuple[tuple[str, str], ...]:
    letter, number = case.record.letter, case.stored.received_number
    rows = [
        ("จาก", letter.sender_agency.value or "(อ่านไม่ได้)"),
        ("ที่", format_reference(letter.reference.value) if letter.reference.value else "(อ่านไม่ได้)"),
        ("ลงวันที่", format_date(letter.dated.value) if letter.dated.value else "(อ่านไม่ได้)"),
        ("สำนักงานที่ออกหนังสือ", case.profile.office.name),
    ]
    if case.outcome is not None and case.record.content is not None:  # else the form itself has it
        rows.insert(0, ("เกษียน", case.outcome.outcome.minute.replace("\n", " / ")))
    if number is not None:
        rows.append(("เลขทะเบียนรับ", to_thai(number)))
    if case.file is not None:
        told = " (แก้แล้วบันทึกทับ จากนั้นเลือก แก้ไขแล้วตรวจใหม่)" if case.file.exists() else " (ย้ายออกไปแล้ว)"
        rows.append(("ไฟล์ร่าง แก้ใน Word ได้", f"drafts/{case.file.name}{told}"))
    rows += [("ข้อควรทราบ", sentence) for sentence in told_before(archive, case.stored.id)]
    return tuple(rows)


def _scan(archive: Archive, case: Case) -> tuple[tuple[bytes, ...], int, tuple[Doubt, ...]]:
    """The letter's first pages with boxes, how many more it has, and its doubts with a picture of each."""
    letter, scan_id = case.record.letter, case.stored.scan_id
    original = archive.load_original(scan_id) if scan_id else None
    pages = {page.number: page for page in archive.load_pages(scan_id) or ()} if scan_id else {}
    own = [number for number in letter.pages or (1,) if number in pages]
    doubted = [(name, reasons) for name in FORMS if (reasons := doubts_of(letter, name))]
    places = {name: place for name, _ in doubted[:CROPS_SHOWN] if (place := _doubted_place(letter, name))}
    wanted = dict.fromkeys([*own[:PAGES_SHOWN], *(number for number, _ in places.values())])
    drawn = [pages[one] for one in wanted if one in pages]
    pictures = page_pictures(original, drawn, cut=bool(places)) if original else {}
    doubts = []
    for name, reasons in doubted:
        number, box = places.get(name, (0, None))
        cut = crop(pictures[number], box) if box and number in pictures else None
        doubts.append(Doubt(FORMS[name].label, write_field(letter, name), reasons, cut))
    shown = [number for number in own[:PAGES_SHOWN] if number in pictures]
    more = len(own) - len(shown) if shown else 0
    return tuple(with_boxes(pictures[one], *_boxes(letter, one)) for one in shown), more, tuple(doubts)


def _members(letter: Letter, name: str) -> tuple[Field[object], ...]:
    value = getattr(letter, FORMS[name].part)
    return value if FORMS[name].many else (value,)


def _doubted_place(letter: Letter, name: str) -> tuple[int, Box] | None:
    for member in _members(letter, name):
        if member.doubtful and member.evidence and member.evidence.box:
            return member.evidence.page, member.evidence.box
    return None


def _boxes(letter: Letter, page: int) -> tuple[list[Box], list[Box]]:
    read: list[Box] = []
    doubted: list[Box] = []
    for name in FORMS:
        for member in _members(letter, name):
            if member.evidence and member.evidence.box and member.evidence.page == page:
                (doubted if member.doubtful else read).append(member.evidence.box)
    return read, doubted
