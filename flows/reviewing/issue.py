"""Issuing an approved draft: number and date, final files, outbox, registers, and the level below begins.

Every step may be repeated: the archive numbers a draft once, the outbox folder is written beside and renamed, and a
review below is submitted with the letter's own id as its key.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from circulars.archive import Archive, IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient
from circulars.archive.export.outbox import METADATA, changed_files, file_names, names_of
from circulars.cascade.issued import issued_as_letter
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.text.forms import DECREED, printed_day
from circulars.documents.edit.edited import fill_edited
from circulars.documents.measure.continued import continued, shows_words, without_words
from circulars.documents.measure.same_page import PrintedFields, page_differences
from circulars.documents.pages.enclose import QrMark, code_marks
from circulars.documents.pages.finish import finish_pdf
from circulars.documents.pages.inside import WHOLE
from circulars.documents.pages.pdf import page_count, to_pdf
from circulars.documents.signing.qr.keys import own_key
from circulars.documents.signing.qr.laid import letter_mark
from circulars.documents.word.content import LetterContent
from circulars.documents.word.emblem import is_placeholder
from circulars.errors import EngineFailed, Refused
from circulars.letter.letter import UNNUMBERED, Letter, LetterKind
from circulars.letter.page import Code, PageSource
from circulars.letter.record import dump_letter, letter_record
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.review import Decision, read_day, read_number
from circulars.thai.dates import BANGKOK, ThaiDate, year_be
from flows.reviewing.outcome.leaving import queue_by_itself
from flows.reviewing.rounds import Case, render
from flows.runs.failures import LETTERS_FAULTS, letters_fault, on_timeline
from flows.settings import Settings
from flows.settings.sharing import hand_over
from ocr.shelter.sheltered import enclosed_copy

NO_EMBLEM = "ยังไม่มีตราครุฑของสำนักงาน ออกหนังสือจริงไม่ได้ กรุณาใส่ไฟล์ตราใน office.toml (emblem = …) แล้วอนุมัติอีกครั้ง"


def issue_approved(settings: Settings, archive: Archive, case: Case, decision: Decision) -> IssuedLetter:
    """Issue the draft of this case as it was approved.

    Raises ArchiveFault (number taken, decision taken back), CircularsError (a typed number or day that is none),
    EngineFailed.
    """
    record = case.record
    step, content = record.step, record.content
    if step is None or content is None:
        raise EngineFailed("ฉบับนี้ไม่มีร่างที่จะออก กรุณาแจ้งผู้ดูแลระบบ", cause=case.draft_id)
    ours = set(settings.profiles)
    recipients = tuple(
        Recipient(one.title or one.name, one.office.code if one.office and one.office.code in ours else None)
        for one in record.recipients
    )

    enclosed = _enclosed(archive, case)

    def finish(number: IssuedNumber) -> IssuedFiles:
        return _finish(settings, archive, case, decision, step, content, number, enclosed)

    request = IssueRequest(
        case.draft_id,
        step.office.code,
        recipients,
        finish,
        book=book_of(settings, step, content.kind),
        typed=read_number(decision.number),
        dated=read_day(decision.dated),
    )
    issued = on_timeline("ออกเลขและไฟล์", lambda: archive.issue(request), retries=2, final=letters_fault)
    on_timeline("วางใน outbox", lambda: write_outbox(settings.folder("outbox"), archive, issued), retries=2)
    queue_by_itself(settings, archive, issued)
    return issued


def book_of(settings: Settings, step: CascadeStep, kind: LetterKind) -> str:
    """The register that a letter of this step and kind is numbered in: orders and announcements have their own."""
    if kind in DECREED:
        return str(kind)
    return "circular" if step.circular and step.office.code in settings.own_series else "sent"


def rehearsed(settings: Settings, archive: Archive, case: Case, day: dt.date) -> list[str]:
    """Why the files could not be made, tried with a number and a day and thrown away: the Word file, the enclosed copy.

    Only faults that are the letter's or the office's, told in Thai; a machine that is at fault raises.
    """
    step, content = case.record.step, case.record.content
    if step is None or content is None:
        return []
    _, trial = _numbered(step, content, IssuedNumber(1, year_be(day), day))
    try:
        if is_placeholder(_written(settings, archive, case, step, trial)) and not settings.demo:
            return [NO_EMBLEM]
        _enclosed(archive, case)
        if settings.qr:
            own_key(settings.folder("secrets"))
    except LETTERS_FAULTS as error:
        return [f"ออกหนังสือนี้ไม่ได้: {error.message}"]
    return []


def _finish(
    settings: Settings,
    archive: Archive,
    case: Case,
    decision: Decision,
    step: CascadeStep,
    content: LetterContent,
    number: IssuedNumber,
    enclosed: _Enclosed | None,
) -> IssuedFiles:
    """The final files with their number and date; equal input gives equal files."""
    day = ThaiDate.from_ce(number.dated)
    reference, final = _numbered(step, content, number)
    docx = _written(settings, archive, case, step, final)
    if is_placeholder(docx) and not settings.demo:
        raise Refused(NO_EMBLEM, code="placeholder-emblem")
    docx, drawn = _drawn(docx, archive.load_file(case.pdf_sha256) if case.pdf_sha256 else b"")
    _refuse_another_page(archive, case, content, final, drawn)
    letter = issued_as_letter(final, reference, day)
    own = page_count(drawn)
    facts = _facts(case, decision, step, letter, pages=own, demo=settings.demo)
    when = dt.datetime.combine(number.dated, dt.time(12), BANGKOK)
    attached = [("metadata.json", "application/json", facts)]
    joined = [enclosed.pdf] if enclosed else []
    codes = enclosed.marks(after=own) if enclosed else []
    codes += [letter_mark(drawn, letter, own_key(settings.folder("secrets")))] if settings.qr else []
    title = final.subject or case.record.letter.subject.value or final.number  # a stamped letter prints no subject
    pdf = finish_pdf(drawn, title=title, when=when, attachments=attached, joined=joined, codes=codes)
    return IssuedFiles(letter, docx, pdf, facts)


def _drawn(docx: bytes, approved: bytes) -> tuple[bytes, bytes]:
    """The docx and its PDF, with the words at the feet of its pages where the approved pages have them."""
    if approved and shows_words(approved):
        return continued([docx])[0]
    plain = without_words(docx)
    return plain, to_pdf([plain])[0]


def _numbered(step: CascadeStep, content: LetterContent, number: IssuedNumber) -> tuple[ReferenceNumber, LetterContent]:
    """What the register calls the letter, and the letter with number and day as its kind prints them.

    An order bears the number of its own year; an announcement bears none, its number stands in the register alone (ข้อ ๑๖, ๒๐).
    """
    office, running = step.office, str(number.running)
    reference = ReferenceNumber(office.letters, office.office_number, running, circular=step.circular)
    if content.kind in DECREED:
        called = "" if content.kind is LetterKind.ORDER else "ประกาศ "
        reference = ReferenceNumber("", "", verbatim=f"{called}{running}/{number.year_be}")
    printed = "" if content.kind in UNNUMBERED else format_reference(reference)
    day = printed_day(content.kind, ThaiDate.from_ce(number.dated))
    return reference, replace(content, number=printed, date=day, watermark="")


def _facts(case: Case, decision: Decision, step: CascadeStep, letter: Letter, *, pages: int, demo: bool) -> bytes:
    """What travels inside the PDF and lies beside it: the letter in the contract's form and whole, and who approved it.

    `pages` of the PDF are the letter's own; what follows is enclosed.
    """
    told = {
        "letter": letter_record(letter, ()),
        WHOLE: json.loads(dump_letter(letter)),
        "office": step.office.code,
        "pages": pages,
        "recipients": [one.title or one.name for one in case.record.recipients],
        "source": {"letter_id": case.stored.id, "scan_id": case.stored.scan_id},
        "approved": {
            "by": decision.signer,
            "at": decision.at,
            "draft_sha256": case.docx_sha256,
            "remark": decision.remark,
            "overridden": [asdict(one) for one in decision.overridden],
            "number_reason": decision.number_reason,
            "dated_reason": decision.dated_reason,
            "demo": demo,
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


NOT_AS_APPROVED = (
    "หน้าที่จะออกไม่เหมือนร่างที่อนุมัติ จึงยังไม่ออกหนังสือ: {told} กรุณาให้ผู้ดูแลระบบตรวจแม่แบบ แบบอักษร และไฟล์ร่าง แล้วส่งเรื่องนี้ให้ผู้ตรวจดูใหม่"
)


def _refuse_another_page(
    archive: Archive, case: Case, content: LetterContent, final: LetterContent, drawn: bytes
) -> None:
    """The page that was approved is the page that goes out, but for its number and date. Raises Refused."""
    if case.pdf_sha256 is None:
        return
    fields = PrintedFields((content.number, content.date), (final.number, final.date))
    told = page_differences(archive.load_file(case.pdf_sha256), drawn, fields)
    if told:
        raise Refused(NOT_AS_APPROVED.format(told="; ".join(told[:3])), code="not-as-approved", cause="; ".join(told))


def _written(settings: Settings, archive: Archive, case: Case, step: CascadeStep, final: LetterContent) -> bytes:
    """The docx with its number and date: the very file that was edited in Word where one was, else from the template."""
    if case.record.edited:
        number = None if final.kind in UNNUMBERED else final.number
        return fill_edited(archive.load_file(case.docx_sha256), number=number, date=final.date)
    return render(settings, step, final)


@dataclass(frozen=True, slots=True)
class _Enclosed:
    """The copy of the source letter that goes with ours: its pages as a PDF, and the codes of each, in order."""

    pdf: bytes
    codes: tuple[tuple[Code, ...], ...]

    def marks(self, after: int) -> list[QrMark]:
        """QR codes to draw anew where they stand, `after` the letter's own pages, so that they scan from paper."""
        return [mark for place, codes in enumerate(self.codes, after + 1) for mark in code_marks(codes, page=place)]


def _enclosed(archive: Archive, case: Case) -> _Enclosed | None:
    """Every page of the source letter and its enclosures, read or not, upright; None of a .txt file.

    Made before a number is given: a file that cannot be copied must not use one up. Raises UnreadableFile.
    """
    letter = case.stored.letter
    if case.stored.scan_id is None:
        return None
    pages = {page.number: page for page in archive.load_pages(case.stored.scan_id) or ()}
    if any(page.source is PageSource.TEXT for page in pages.values()):
        return None
    wanted = tuple(dict.fromkeys((*letter.pages, *letter.enclosure_pages)))
    turns = tuple((number, pages[number].turn) for number in wanted if number in pages and pages[number].turn)
    copy = _copied(archive.load_original(case.stored.scan_id), wanted, turns)
    return _Enclosed(copy, tuple(pages[number].codes if number in pages else () for number in wanted))


@lru_cache(maxsize=1)  # made when an approval is weighed and again when it is carried out, in the same process
def _copied(content: bytes, pages: tuple[int, ...], turns: tuple[tuple[int, int], ...]) -> bytes:
    return enclosed_copy(content, pages, dict(turns))


def write_outbox(outbox: Path, archive: Archive, issued: IssuedLetter) -> Path:
    """The issued letter as a folder of the outbox: docx, PDF, metadata; written beside and renamed, once.

    A stranger's folder under its name is left for `circulars verify` to name; the letter then takes a name of its own.
    """
    name, own = names_of(issued)
    folder = outbox / (own if (outbox / name).exists() and changed_files(outbox / name, issued) else name)
    if folder.exists():
        return folder
    draft = outbox / f".{issued.letter_id}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    word, pdf = file_names(issued)
    (draft / word).write_bytes(archive.load_file(issued.docx))
    (draft / METADATA).write_bytes(archive.load_file(issued.record))
    if issued.pdf:
        (draft / pdf).write_bytes(archive.load_file(issued.pdf))
    hand_over(draft, outbox)
    draft.rename(folder)
    return folder
