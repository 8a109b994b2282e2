"""An issued letter is signed: here by the office's certificate, or elsewhere, and comes back as a file or a scan of paper.

What comes back as our very bytes with good signatures of whom the office trusts is bound without a word. A scan that was
found to be a copy of ours (`circulars.archive.known.returned`) may be one of an unsigned print: that it is signed a
person says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from circulars.archive import Archive
from circulars.archive.registers.move import Move
from circulars.dispatch.keeping.copies import bind_returned
from circulars.dispatch.keeping.signed import may_sign, sign_letter
from circulars.errors import Refused
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter
from circulars.review.reviewers import sign
from flows.reviewing.deciding import DEMO_SIGNER
from flows.reviewing.known_before import came_back
from flows.settings import Settings
from flows.settings.trust import judge_of


def sign_here(settings: Settings, archive: Archive, letter_id: str, by: str, code: str, now: dt.datetime) -> Move:
    """Sign a letter by the office's certificate, once. Raises CircularsError (no certificate, no code, not issued)."""
    may_sign(archive, settings.seal, letter_id)
    signer = signer_of(settings, letter_id, archive.letter_row(letter_id).office, by, code, now)
    return sign_letter(archive, settings.seal, settings.folder("outbox"), letter_id, signer)


def file_letters(
    settings: Settings,
    archive: Archive,
    content: bytes,
    scan_id: str,
    read: Sequence[Letter],
    findings: Sequence[Sequence[Finding]],
) -> tuple[str, ...]:
    """The letters of a file in the archive; those that are our own come back, signed, are bound."""
    back = came_back(settings, content, read)
    ids = archive.save_letters(scan_id, settings.profile.office.code, read, findings, back)
    bind_returned(archive, judge_of(settings), ids, content)
    return ids


def signer_of(settings: Settings, letter_id: str, office: str, by: str, code: str, now: dt.datetime) -> str:
    """Who signs, by the code of a reviewer of the office. Raises Refused."""
    if settings.demo:
        return by or DEMO_SIGNER
    told = sign(settings.home, settings.reviewers, by, code, office=office, now=now, answer=f"sign-{letter_id}")
    if told.reviewer is None:
        raise Refused(told.proof.message or "รหัสยืนยันใช้ไม่ได้ กรุณาใส่รหัสใหม่จากแอป", code="not-signed")
    return told.reviewer.name
