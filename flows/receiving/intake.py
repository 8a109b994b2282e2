"""One file: read, checked, archived; then one review for each letter of it that has to go on.

The claim's folder stays until everything below is in the archive and the reviews are submitted, so that a crash at any
line is followed by the same run again. A classified letter stops before anything is kept (ระเบียบว่าด้วยการรักษาความลับ
ของทางราชการ พ.ศ. ๒๕๔๔).
"""

from __future__ import annotations

import hashlib
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
from prefect import flow, get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run
from prefect.states import Completed
from sqlalchemy.exc import SQLAlchemyError

from circulars.archive import Archive
from circulars.archive.tracing.facts import archive_facts
from circulars.checks import check_letters, with_doubts
from circulars.documents.signing.findings import signature_findings
from circulars.documents.signing.manifest.known import read_keys
from circulars.errors import ArchiveFault, CircularsError, ReaderDied, UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import SECRET_CODE, Refusal, refusal
from circulars.intake.claims import (
    SOURCE,
    BrokenClaim,
    Claim,
    close_claim,
    count_attempt,
    hold_claim,
    read_claim,
    write_whole,
)
from circulars.intake.containers import claim_members, container_of_file, mail_text, note_photos, told_lost
from circulars.intake.kinds import HEAD, Kind, kind_of
from circulars.intake.looks import TOLD, Reason
from circulars.letter.page import Page, text_page
from circulars.mailbox.box import ledger_folder
from circulars.mailbox.ledger import note_outcome
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from circulars.thai.redaction import redacted
from flows.receiving.inbox import BROKEN_RECORD, TRIES, aside_broken, aside_claim, go_on, submit
from flows.receiving.mailboxes.forms import answer_in_form
from flows.receiving.reader_check import reader_fault, told_fault, too_much_for_the_reader
from flows.receiving.told import beginning_of, beside_pages, told_of_refused, unfinished, with_told
from flows.reviewing.known_before import told_before
from flows.reviewing.outcome.signing import file_letters
from flows.reviewing.review import review, submit_reviews
from flows.reviewing.screen.fields import show_fields
from flows.runs.beginning.here import go_on_here
from flows.runs.failures import on_timeline, told_in_thai, with_patience
from flows.runs.pulses import pulse
from flows.runs.queues import give_way
from flows.serving.environment import environment_ready
from flows.settings import Settings, load_settings
from flows.settings.trust import trusted_certificates
from ocr import read_all_pages
from ocr.shelter.limits import Limits
from ocr.shelter.sheltered import files_in_pdf, signatures_in_pdf

MACHINE_FAULTS = (CircularsError, OSError, SQLAlchemyError, PrefectException, httpx.HTTPError)
"""Database, disk, server, a missing program, a broken template: whatever file comes next would meet the same."""
PORTFOLIO = ".portfolio.zip"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: a word for the list of runs, a Thai sentence, and the review that this process goes on with."""

    name: str
    message: str
    here: FlowRun | None = None


@flow(name="intake")
@told_in_thai
def intake(claim: str) -> State[Any]:
    """Take one claimed file into the archive and begin the reviews of its letters."""
    environment_ready()
    give_way()
    settings = load_settings()
    with pulse(settings, flow_run.id):
        outcome = with_patience(lambda: take_in(settings, claim))
        if outcome.here is not None:  # it keeps this file's place among those that are read: so many at once, no more
            go_on_here(settings, review, outcome.here)
    get_run_logger().info(outcome.message)
    return Completed(name=outcome.name, message=redacted(outcome.message))


def take_in(settings: Settings, key: str) -> Outcome:
    """The work of `intake`. Raises CircularsError when the machine, not the file, is at fault."""
    work = settings.folder("work")
    claim = read_claim(work, key)
    if claim is None:
        return Outcome("เสร็จแล้ว", "ไฟล์นี้ดำเนินการเสร็จแล้วก่อนหน้านี้")
    if isinstance(claim, BrokenClaim):
        aside_broken(settings, claim)
        return Outcome("กักไว้", f"{key}: {BROKEN_RECORD}")
    if claim.attempts >= TRIES:
        return _aside(settings, claim, "ระบบหยุดกลางคันทุกครั้งที่อ่านไฟล์นี้ กรุณาสแกนใหม่เป็น PDF หรือภาพ แล้วแจ้งผู้ดูแลระบบ")
    claim = count_attempt(work, claim)
    try:
        outcome = _taken(settings, claim)
    except UnreadableFile as error:
        return _aside(settings, claim, error.message)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person must learn whose fault it is
        return _whose_fault(settings, claim, error)
    except BaseException:  # told to stop, by the clerk or the system: nobody's fault
        with suppress(OSError):
            count_attempt(work, claim, -1)
        raise
    go_on(settings)
    return outcome


def _taken(settings: Settings, claim: Claim) -> Outcome:
    """A container taken apart, or a file read and archived."""
    file = settings.folder("work") / claim.key / claim.file
    try:
        holds_files = container_of_file(file) is not None
    except PermissionError as error:
        raise UnreadableFile(TOLD[Reason.UNREADABLE], cause=str(error)) from error
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        return (_members if holds_files else _letters)(settings, archive, claim, file)


def _whose_fault(settings: Settings, claim: Claim, error: Exception) -> Outcome:
    """The machine's, unless it is sound and this file alone cannot be read: then the file is told so after a few tries.

    A machine's fault is written on the claim, for `circulars status`; the try does not count, and the file waits.
    """
    fault: Exception | None = error
    if not isinstance(error, MACHINE_FAULTS) or isinstance(error, ReaderDied):
        fault = reader_fault(settings)
    if fault is None:
        if claim.attempts >= TRIES or (isinstance(error, ReaderDied) and error.certain):
            return _aside(settings, claim, too_much_for_the_reader(error, claim.attempts))
        raise error
    with suppress(OSError):  # a full disk; the count stays, the file too
        hold_claim(settings.folder("work"), claim, redacted(told_fault(fault)))
    raise fault


def _members(settings: Settings, archive: Archive, claim: Claim, file: Path) -> Outcome:
    """A zip, mail, Word file or portfolio: each sound file of it gets a claim of its own, the others are told by name.

    The container itself is not archived: one of its files may be classified. What it lost is kept in quarantine with it.
    """
    work = settings.folder("work")
    said = mail_text(file)
    if said and (secret := refusal([text_page(said)], ())) is not None and secret.code == SECRET_CODE:
        return _aside(settings, claim, secret.message)
    unpacked = claim_members(work, claim, file)
    if said:
        archive.save_file(said.encode(), "mail-text")
    still = [one for one in unpacked.claims if isinstance(read_claim(work, one.key), Claim)]
    for one in note_photos(work, still, still):
        submit(one)
    told = f"{claim.name}: {len(unpacked.claims)} ไฟล์" + (f" • อีเมลเขียนว่า: {beginning_of(said)}" if said else "")
    if unpacked.lost:
        reason = f"รับไฟล์ในไฟล์นี้แล้ว {to_thai(len(unpacked.claims))} ไฟล์ {told_lost(unpacked.lost)}"
        _aside(settings, claim, reason)
        return Outcome("แตกไฟล์แล้ว", f"{told} • {reason}")
    _close(settings, claim)
    return Outcome("แตกไฟล์แล้ว", told)


def _portfolio(settings: Settings, archive: Archive, claim: Claim, file: Path) -> Outcome | None:
    """The files attached to a PDF that shows no letter itself (a cover to be opened in Acrobat); None where there are none."""
    content = file.read_bytes()
    try:
        packed = files_in_pdf(content) if kind_of(content[:HEAD]) is Kind.PDF else b""
    except UnreadableFile as error:
        if error.code == "too-large":
            raise
        packed = b""  # its pages could be read, and what they are is why it is refused
    if not packed:
        return None
    write_whole(holder := file.with_name(PORTFOLIO), packed)
    return _members(settings, archive, claim, holder)


def _letters(settings: Settings, archive: Archive, claim: Claim, file: Path) -> Outcome:
    office = settings.profile.office.code
    known = archive.find_scan(hashlib.sha256(file.read_bytes()).hexdigest())
    beside = beside_pages(file, claim.beside, read_keys(settings.home))
    pages = _known_pages(archive, known.id, office) if known else None
    if pages is None or any(page.unread for page in pages):
        known_pages = pages or ()
        # No retry: each try of a file is counted on its claim, which tells a file's fault from the machine's.
        pages = on_timeline("อ่านหน้า", lambda: _read(settings, file, known_pages, beside.vouched))
    letters, differing = with_told(read_letters(pages), beside, pages)
    refused = refusal(pages, letters)
    if refused is not None:
        taken = None if refused.code == SECRET_CODE else _portfolio(settings, archive, claim, file)
        return taken or _no_letter(settings, archive, claim, file, pages, refused)
    scan = archive.save_original(file, claim.name)
    if (source := file.with_name(SOURCE)).exists():
        archive.save_source(scan.id, source.read_bytes())
    archive.save_pages(scan.id, pages)
    facts = [archive_facts(archive, letter) for letter in letters]
    signed = signature_findings(signatures_in_pdf(file.read_bytes(), trusted_certificates(settings)))
    of_file = (*signed, *beside.findings, *unfinished(letters, claim.with_it))
    of_all = {"of_the_file": of_file, "of_the_first": differing}
    check = partial(check_letters, letters, today=today(), archive_facts=facts, pages=pages, **of_all)
    findings = on_timeline("ตรวจหนังสือ", check)
    doubted = [with_doubts(*both) for both in zip(letters, findings, strict=True)]
    known_before = bool(archive.letters_of(scan.id, office))  # by this office: another one may have had the same file
    ids = file_letters(settings, archive, file.read_bytes(), scan.id, doubted, findings)
    waiting: list[FlowRun] = []
    told = [sentence for letter_id in ids for sentence in told_before(archive, letter_id)]
    for letter_id in ids:
        stored = archive.load_letter(letter_id)
        show_fields(letter_id, stored.letter, pages)
        if stored.letter.copy_in is None and stored.duplicate_of is None:
            submit = partial(submit_reviews, settings, archive, letter_id, office, here=not waiting)
            waiting += on_timeline("ส่งเข้าตรวจ", submit, retries=2)
    _close(settings, claim, *ids)
    if known_before:
        return Outcome("เคยรับแล้ว", f"{claim.name} เป็นไฟล์เดียวกับ {scan.name} ที่รับไว้แล้ว ไม่ลงทะเบียนซ้ำ")
    seen = " ".join(("", *(f"• {sentence}" for sentence in told)))
    return Outcome("รับแล้ว", f"{claim.name}: {len(ids)} ฉบับ รอตรวจ {len(waiting)} ร่าง{seen}", next(iter(waiting), None))


def _no_letter(
    settings: Settings, archive: Archive, claim: Claim, file: Path, pages: tuple[Page, ...], refused: Refusal
) -> Outcome:
    """A filled form of ours is its sender's answer; anything else is set aside."""
    told, kept = answer_in_form(settings, archive, claim, file, pages, refused)
    if not kept:
        return _aside(settings, claim, " ".join(filter(None, (told, told_of_refused(claim, refused)))))
    _close(settings, claim)
    return Outcome("คำตอบ", f"{claim.name}: {told}")


def _known_pages(archive: Archive, scan_id: str, office: str) -> tuple[Page, ...] | None:
    """The reading of a file that was taken in before. Raises ArchiveFault."""
    try:
        return archive.load_pages(scan_id)
    except ArchiveFault as fault:
        if fault.code != "missing" or archive.letters_of(scan_id, office):
            raise
        raise ArchiveFault(
            "ฐานข้อมูลนี้ใช้ร่วมกับสำนักงานอื่นที่เก็บแฟ้มไว้คนละที่ กรุณาให้ผู้ดูแลระบบตั้ง CIRCULARS_FILES_URL ของทุกสำนักงานให้เป็นที่เดียวกัน",
            code="files-elsewhere",
            cause=fault.cause,
        ) from fault


def _read(settings: Settings, file: Path, known: tuple[Page, ...], vouched: tuple[int, ...]) -> tuple[Page, ...]:
    """Recognise every page that is not known yet, nor `vouched` for by its sender, with the progress in the UI."""
    progress = cast(UUID, create_progress_artifact(0.0, description="อ่านหน้า")) if flow_run.id else None

    def tell(pages: int) -> None:
        if progress is not None:
            update_progress_artifact(progress, min(95.0, 100.0 * pages / (pages + 1)))

    limits = Limits(vouched=vouched)
    pages = read_all_pages(file, engine=settings.engine, known=known, limits=limits, progress=tell)
    if progress is not None:
        update_progress_artifact(progress, 100.0)
    return pages


def _aside(settings: Settings, claim: Claim, reason: str) -> Outcome:
    note_outcome(ledger_folder(settings.home), claim.key)  # first: without its file a claim that was cut off is done
    aside_claim(settings, claim, reason)
    _close(settings, claim)
    return Outcome("กักไว้", f"{claim.name}: {reason}")


def _close(settings: Settings, claim: Claim, *letters: str) -> None:
    """The claim is done; of one that came by e-mail it is noted first what became of it."""
    note_outcome(ledger_folder(settings.home), claim.key, letters)
    close_claim(settings.folder("work"), claim)
