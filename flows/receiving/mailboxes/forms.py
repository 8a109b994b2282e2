"""A filled form that came without a letter: the answer of its sender where that is sure, else set aside with what it seems to be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from circulars.archive import Archive
from circulars.desk.clerk.following.forms import keep_form, told_of, whose_by_mail, whose_by_pages
from circulars.documents.signing.qr.keys import known_keys
from circulars.extraction.refusal import NO_HEAD, Refusal
from circulars.intake.claims import Claim
from circulars.letter.page import Page
from circulars.mailbox.box import ledger_folder
from circulars.mailbox.ledger import record_of_claim
from flows.settings import Settings

_BY = "ระบบ"


def answer_in_form(
    settings: Settings, archive: Archive, claim: Claim, file: Path, pages: Sequence[Page], refused: Refusal
) -> tuple[str, bool]:
    """What a file without a letter is of our letters, in Thai, and whether it was kept as an answer; an empty text: nothing.

    Only pages that were read: what is blank, too faint, another language or classified answers nothing.
    """
    if refused.code != NO_HEAD.code:
        return "", False
    record = record_of_claim(ledger_folder(settings.home), claim.key)
    keys = known_keys(settings.home, settings.profile.office.name)
    whose = whose_by_mail(archive, record) or whose_by_pages(archive, pages, settings.profiles.keys(), keys)
    if whose is None:
        return "", False
    if not whose.sure:
        return told_of(archive, whose), False
    by = f"อีเมลของ {record.sender}" if record is not None else _BY
    one = keep_form(archive, whose, file.read_bytes(), pages, claim.name, by)
    return f"แบบตอบหนังสือ ที่ {archive.letter_row(whose.letter_id).reference} ของ {one.title} เก็บเป็นคำตอบแล้ว", True
