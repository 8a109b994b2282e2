"""Letters that wait at the desk with everything that their page shows: two pages of a scan, a draft, its printed page."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.cascade import circular
from circulars.archive import Archive
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.cascade.draft import draft_letter
from circulars.cascade.plan.plan import plan_cascade
from circulars.cascade.plan.step_key import format_step_key
from circulars.desk.review.draft_text import write_draft
from circulars.desk.review.sheet import shown_texts
from circulars.directory import Office, default_profile
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.catalog import load_catalog
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Letter
from circulars.letter.page import Box, Page, PageSource, Reading, TextLine
from circulars.letter.reference import ReferenceNumber
from circulars.review.key import ReviewKey
from circulars.thai.dates import ThaiDate

_LINES, _PAGES = 40, 2


def waiting_reviews(archive: Archive, office: Office, count: int) -> list[str]:
    """File letters and their drafts as the intake and the flow do; the addresses of their reviews' pages."""
    found, printed, profile = [], b"", default_profile(office)
    today = archive.now().date()
    for number in range(1, count + 1):
        letter = _letter(number, ThaiDate.from_ce(today))
        scan = archive.save_original(f"scan of review {number}".encode(), f"scan-{number}.pdf")
        pages = tuple(_page(letter, place) for place in range(1, _PAGES + 1))
        archive.save_pages(scan.id, pages)
        (letter_id,) = archive.save_letters(scan.id, office.code, [letter], [()])
        step = plan_cascade(letter, profile, today=today).steps[0]
        made = draft_letter(letter, step, pages=pages, today=today)
        docx = (
            load_catalog().compiled(str(office.level), made.content.kind).render(replace(made.content, watermark="ร่าง"))
        )
        printed = printed or to_pdf([docx])[0]
        shown = tuple(shown_texts(letter, write_draft(made.content, profile)).items())
        record = DraftRecord(
            letter, made.findings, step, made.content, step.recipients, (), (), (), made, today, shown=shown
        )
        key = ReviewKey(office.code, format_step_key(step.key))
        archive.save_draft(letter_id, key, record, docx, printed)
        found.append(f"/letters/{letter_id}?of={key.office}&step={key.step}")
    return found


def _letter(number: int, today: ThaiDate) -> Letter:
    made = circular()
    seen = Evidence(1, Box(0.1, 0.1, 0.4, 0.13), "มท", 0.9, "benchmark", "benchmark")
    return replace(
        made,
        reference=Field(ReferenceNumber("มท", "0399", str(number), circular=True), seen),
        dated=Field(today, seen),
        subject=replace(made.subject, evidence=seen),
        body=tuple(replace(one, evidence=seen) for one in made.body),
    )


def _page(letter: Letter, number: int) -> Page:
    words = [one.value or "" for one in letter.body]
    texts = [words[place % len(words)] for place in range(_LINES)]
    lines = (
        TextLine(
            text,
            Box(0.1, place / _LINES, 0.9, (place + 0.8) / _LINES),
            0.98,
            "benchmark",
            (0.98,) * len(text),
            Reading(text, 0.95, "second", (0.95,) * len(text)),
        )
        for place, text in enumerate(texts)
    )
    return Page(number, tuple(lines), PageSource.SCAN, 1240, 1754)
