"""A small archive with something in every table."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from benchmarks.letters import made_letters
from circulars.archive import Archive, IssuedFiles, IssuedNumber, IssueRequest, Recipient
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.tracing.retention import RetentionClass
from circulars.letter.field import Field
from circulars.letter.letter import CitedLetter, Letter
from circulars.letter.page import Page, PageSource, TextLine
from circulars.letter.reference import ReferenceNumber
from circulars.review import Decision, Verdict
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate

OFFICE = "สน ๐๐๑๘.๑"
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BANGKOK)


def furnished(folder: Path, count: int = 12) -> None:
    """Make it: `a.db` and `files`; letters received, planned, drafted, decided, issued, acknowledged, kept."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = Archive.open(f"sqlite:///{folder}/a.db", str(folder / "files"), clock=lambda: NOON)
    before: Letter | None = None
    for number, made in enumerate(made_letters(count, seed=3)):
        letter = made.letter
        if before is not None:
            cited = CitedLetter(None, None, before.reference.value, before.dated.value, "")
            letter = replace(letter, references=(Field(cited),))
        before = letter
        scan = archive.save_original(f"scan {number}".encode() * 20, f"หนังสือ {number}.pdf")
        archive.save_pages(scan.id, (Page(1, (TextLine(f"บรรทัด {number}", None, 1.0, "text"),), PageSource.TEXT),))
        (letter_id,) = archive.save_letters(scan.id, OFFICE, [letter], [()])
        draft = archive.save_draft(
            letter_id,
            ReviewKey(OFFICE, "step"),
            DraftRecord.without_draft(letter, NOON.date()),
            f"docx {number}".encode(),
            f"pdf {number}".encode(),
        )
        decision = Decision(Verdict.APPROVE, "", "ผู้ตรวจตัวอย่าง", "ผู้ตรวจตัวอย่าง", NOON.isoformat())
        archive.save_decision(draft, 1, decision, "0" * 64)
        if number % 2 == 0:
            recipients = (Recipient("นายอำเภอตัวอย่าง", "สน ๐๑๑๘"), Recipient("นายอำเภอทดลอง"))
            done = archive.issue(IssueRequest(draft, OFFICE, recipients, _finish))
            archive.acknowledge(done.letter_id, "นายอำเภอทดลอง", "ทางโทรศัพท์")
            archive.keep(done.letter_id, RetentionClass.ORDINARY, "เจ้าหน้าที่ตัวอย่าง")
    archive.close()


def _finish(number: IssuedNumber) -> IssuedFiles:
    text = f"{number.running}/{number.year_be}".encode()
    made = Letter(
        (1,),
        reference=Field(ReferenceNumber("สน", "0018.1", str(number.running), circular=True)),
        dated=Field(ThaiDate.from_ce(number.dated)),
        sender_agency=Field("จังหวัดตัวอย่าง"),
        subject=Field("การทดสอบ"),
    )
    return IssuedFiles(made, b"docx " + text, b"pdf " + text, b"record " + text)
