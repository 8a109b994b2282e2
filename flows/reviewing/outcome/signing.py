"""An issued letter is signed: here by the office's certificate, or elsewhere, and comes back as a file or a scan of paper.

What comes back as our very bytes with good signatures of whom the office trusts is bound without a word. A scan that was
found to be a copy of ours (`circulars.archive.known.returned`) may be one of an unsigned print: that it is signed a
person says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from circulars.archive import Archive
from circulars.archive.export.proof import begins_as_issued
from circulars.archive.known.returned import RETURNED
from circulars.archive.registers.move import Move, Way
from circulars.dispatch.signed import issued_row_of, lay_signed, may_sign, sign_letter
from circulars.documents.signing.record import Integrity
from circulars.errors import Refused, UnreadableFile
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter
from circulars.review.reviewers import sign
from flows.reviewing.deciding import DEMO_SIGNER
from flows.reviewing.known_before import came_back
from flows.settings import Settings
from flows.settings.trust import trusted_certificates
from ocr.shelter.sheltered import only_signed_since, signatures_in_pdf

NOT_OURS_SIGNED = "ไฟล์นี้ไม่ใช่ PDF ที่ออกแล้วลงนามดิจิทัลเพิ่มโดยผู้ที่สำนักงานเชื่อถือ จึงไม่ผูก หากเป็นสแกนของกระดาษที่ลงนาม กรุณาวางใน inbox แล้วยืนยันจากหน้าหนังสือ"
SIGNED_NAME = " (ลงนาม).pdf"


def sign_here(settings: Settings, archive: Archive, letter_id: str, by: str, code: str, now: dt.datetime) -> Move:
    """Sign a letter by the office's certificate, once. Raises CircularsError (no certificate, no code, not issued)."""
    may_sign(archive, settings.seal, letter_id)
    signer = signer_of(settings, letter_id, archive.letter_row(letter_id).office, by, code, now)
    return sign_letter(archive, settings.seal, settings.folder("outbox"), letter_id, signer)


def bind_signed_file(settings: Settings, archive: Archive, letter_id: str, content: bytes) -> Move | None:
    """A file that is our issued PDF and good signatures of it, kept as the signed copy; None for any other file."""
    row = issued_row_of(archive, letter_id)
    if row.pdf is None or not begins_as_issued(archive, row, content):
        return None
    try:
        if not only_signed_since(content, len(archive.load_file(row.pdf))):
            return None
        found = signatures_in_pdf(content, trusted_certificates(settings))
    except UnreadableFile:
        return None
    good = [one for one in found if one.integrity is Integrity.WHOLE and one.trusted and one.in_force is not False]
    if not found or len(good) != len(found):
        return None
    made = archive.keep_signed(letter_id, content, Way.SIGNED_FILE, ", ".join(one.signer for one in found))
    lay_signed(settings.folder("outbox"), archive, row, content)
    return made


def bind_returned(settings: Settings, archive: Archive, ids: Sequence[str], content: bytes) -> None:
    """Letters that were just filed: those that are our own, signed by file, are bound as signed copies."""
    for letter_id in ids:
        ours = [
            one.to_id for one in archive.relations_of(letter_id) if (one.kind, one.from_id) == (RETURNED, letter_id)
        ]
        for one in ours:
            bind_signed_file(settings, archive, one, content)


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
    bind_returned(settings, archive, ids, content)
    return ids


def signer_of(settings: Settings, letter_id: str, office: str, by: str, code: str, now: dt.datetime) -> str:
    """Who signs, by the code of a reviewer of the office. Raises Refused."""
    if settings.demo:
        return by or DEMO_SIGNER
    told = sign(settings.home, settings.reviewers, by, code, office=office, now=now, answer=f"sign-{letter_id}")
    if told.reviewer is None:
        raise Refused(told.proof.message or "รหัสยืนยันใช้ไม่ได้ กรุณาใส่รหัสใหม่จากแอป", code="not-signed")
    return told.reviewer.name
