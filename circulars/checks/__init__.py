"""Judging a letter: one function a check, letter → findings with a Thai message for the clerk.

`check_letter` judges one letter by itself; `check_letters` all letters of one file, and between them. `with_doubts`
lets a person be asked about every field that a finding warns about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from circulars.checks.between.bundle import compare_letters
from circulars.checks.between.received import check_received
from circulars.checks.doubts import with_doubts
from circulars.checks.facts import ArchiveFacts, KnownLetter
from circulars.checks.incoming.contact import check_phone
from circulars.checks.incoming.dates import (
    check_date_order,
    check_fiscal_year,
    check_letter_date,
    check_text_dates,
    check_year,
)
from circulars.checks.incoming.names import check_local_name, check_names_exist, check_sender_name, check_signer_office
from circulars.checks.incoming.numbers import check_circular_mark, check_code_owner, check_running_number, check_strokes
from circulars.checks.incoming.places import check_address, check_sender_place
from circulars.checks.incoming.references import (
    check_archive,
    check_cited_in_text,
    check_cites_itself,
    check_listed,
    check_own_number,
)
from circulars.checks.incoming.secrecy import check_audience, check_secrecy
from circulars.checks.incoming.wording import check_digits, check_opening, check_salutation, check_signatory
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource
from circulars.thai.digits import to_thai

__all__ = ["ArchiveFacts", "KnownLetter", "check_letter", "check_letters", "with_doubts"]

_WEIGHT = {Severity.BLOCKS: 0, Severity.WARNS: 1, Severity.NOTES: 2}


def check_letter(letter: Letter, *, today: dt.date, archive_facts: ArchiveFacts | None = None) -> tuple[Finding, ...]:
    """Findings of every check on one letter, the gravest first. Never raises on a bad letter.

    ``today`` is the day in Asia/Bangkok; ``archive_facts`` what the archive knows of the sender and of cited letters.
    """
    found = _all_checks(letter, today, archive_facts or ArchiveFacts())
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: _WEIGHT[finding.severity]))


def check_letters(
    letters: Sequence[Letter],
    *,
    today: dt.date,
    archive_facts: Sequence[ArchiveFacts] = (),
    pages: Sequence[Page] = (),
    of_the_file: Sequence[Finding] = (),
    of_the_first: Sequence[Finding] = (),
) -> tuple[tuple[Finding, ...], ...]:
    """Findings of the letters of one file, one tuple a letter in their order, contradictions between them included.

    ``archive_facts`` holds one for each letter, or nothing; ``pages`` are the file's, to tell which were not read;
    ``of_the_file`` is what was found of the file itself: each letter in it is told; ``of_the_first`` what concerns its
    first letter alone.
    """
    facts = archive_facts or [ArchiveFacts()] * len(letters)
    each = [
        list(check_letter(letter, today=today, archive_facts=known))
        for letter, known in zip(letters, facts, strict=True)
    ]
    for index, finding in compare_letters(letters):
        each[index].append(finding)
    for index, finding in check_received(letters, pages):
        each[index].append(finding)
    for found in each[:1]:
        found += of_the_first
    scanned = {page.number for page in pages if page.source is not PageSource.TEXT}
    for letter, found in zip(letters, each, strict=True):
        found += [*_shared_sheet(letter, letters, scanned), *of_the_file]
    return tuple(tuple(sorted(dict.fromkeys(found), key=lambda finding: _WEIGHT[finding.severity])) for found in each)


def _shared_sheet(letter: Letter, letters: Sequence[Letter], scanned: Collection[int]) -> list[Finding]:
    """Two letters on one sheet: whoever is sent a copy of one sheet gets the other letter too."""
    others = [other for other in letters if other is not letter and {*other.pages} & {*letter.pages} & {*scanned}]
    if not others:
        return []
    shared = sorted({*letter.pages} & {page for other in others for page in other.pages})
    message = (
        f"แผ่นที่ {to_thai(', '.join(map(str, shared)))} มีหนังสือ {to_thai(len(others) + 1)} ฉบับวางข้างกัน สำเนาที่ส่งต่อจะมีทุกฉบับในแผ่นนั้น "
        "กรุณาสแกนแยกแผ่นถ้าผู้รับไม่ควรเห็นอีกฉบับ"
    )
    return [Finding("shared-sheet", Severity.WARNS, "pages", message, seen=to_thai(len(others) + 1))]


def _all_checks(letter: Letter, today: dt.date, facts: ArchiveFacts) -> Iterator[Finding]:
    yield from check_secrecy(letter)
    yield from check_sender_place(letter)
    yield from check_address(letter)
    yield from check_names_exist(letter)
    yield from check_sender_name(letter)
    yield from check_local_name(letter)
    yield from check_signer_office(letter)
    yield from check_letter_date(letter, today)
    yield from check_year(letter, today)
    yield from check_fiscal_year(letter)
    yield from check_date_order(letter, today)
    yield from check_text_dates(letter)
    yield from check_circular_mark(letter)
    yield from check_running_number(letter, facts)
    yield from check_strokes(letter)
    yield from check_code_owner(letter)
    yield from check_cites_itself(letter)
    yield from check_cited_in_text(letter)
    yield from check_listed(letter)
    yield from check_archive(letter, facts)
    yield from check_own_number(letter, facts)
    yield from check_opening(letter)
    yield from check_salutation(letter)
    yield from check_signatory(letter)
    yield from check_phone(letter)
    yield from check_digits(letter)
    yield from check_audience(letter)
