"""An issued letter is signed: here by the office's certificate, or elsewhere, and comes back as a file or a scan of paper.

What comes back as our very bytes with good signatures of whom the office trusts is bound without a word. A scan that was
found to be a copy of ours (`circulars.archive.known.returned`) may be one of an unsigned print: that it is signed a
person says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from circulars.archive import Archive, IssuedRow
from circulars.archive.export.outbox import file_names, names_of
from circulars.archive.export.proof import begins_as_issued
from circulars.archive.known.returned import RETURNED
from circulars.archive.registers.move import Move, Way
from circulars.archive.shelves.issuing import already
from circulars.dispatch.switch import Seal
from circulars.documents.signing.making import Certificate, sign_pdf
from circulars.documents.signing.record import Integrity
from circulars.errors import CircularsError, Refused, SettingsWrong, UnreadableFile
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
    row = _issued(archive, letter_id)
    known = archive.signed_copy(letter_id)
    if known is not None and known.way is Way.CERTIFICATE:
        return known
    if settings.seal is None or row.pdf is None:
        raise CircularsError(
            "สำนักงานยังไม่มีใบรับรองสำหรับลงนาม ผู้ดูแลระบบตั้งได้ที่ [signing] ใน office.toml", code="no-certificate"
        )
    if not archive.number_stands(letter_id):
        raise CircularsError("เลขของหนังสือนี้ยกเลิกแล้ว จึงลงนามไม่ได้", code="cancelled")
    certificate, picture = _opened(settings.seal)
    signer = signer_of(settings, letter_id, row.office, by, code, now)
    signatory = archive.load_letter(letter_id).letter.signatory.value
    signed = sign_pdf(
        archive.load_file(row.pdf), certificate, reason=f"ลงนามหนังสือ ที่ {row.reference} โดย {signer}",
        timestamp_url=settings.seal.timestamp_url, picture=picture, above=(signatory.name or "") if signatory else "",
    )  # fmt: skip
    made = archive.keep_signed(letter_id, signed, Way.CERTIFICATE, signer)
    lay_signed(settings.folder("outbox"), archive, row, archive.load_file(made.file))
    return made


def bind_signed_file(settings: Settings, archive: Archive, letter_id: str, content: bytes) -> Move | None:
    """A file that is our issued PDF and good signatures of it, kept as the signed copy; None for any other file."""
    row = _issued(archive, letter_id)
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


def confirm_copy(archive: Archive, letter_id: str, copy_id: str, by: str) -> Move:
    """A person says that a copy of ours that came back is the signed one. Raises CircularsError for what is no such copy."""
    back = {one.from_id for one in archive.relations_of(letter_id) if (one.kind, one.to_id) == (RETURNED, letter_id)}
    scan = archive.load_letter(copy_id).scan_id if copy_id in back else None
    if scan is None:
        raise CircularsError("สำเนานี้ไม่ได้ผูกกับหนังสือฉบับนี้ กรุณาตรวจรหัส", code="no-copy", cause=copy_id)
    content = archive.load_original(scan)
    row = _issued(archive, letter_id)
    if row.pdf is not None and content == archive.load_file(row.pdf):
        raise CircularsError("ไฟล์นี้คือ PDF ที่ออก ยังไม่มีลายมือชื่อ จึงไม่ใช่ฉบับลงนาม", code="unsigned")
    return archive.keep_signed(letter_id, content, Way.SIGNED_PAPER, by, f"สำเนารหัส {copy_id}")


def signer_of(settings: Settings, letter_id: str, office: str, by: str, code: str, now: dt.datetime) -> str:
    """Who signs, by the code of a reviewer of the office. Raises Refused."""
    if settings.demo:
        return by or DEMO_SIGNER
    told = sign(settings.home, settings.reviewers, by, code, office=office, now=now, answer=f"sign-{letter_id}")
    if told.reviewer is None:
        raise Refused(told.proof.message or "รหัสยืนยันใช้ไม่ได้ กรุณาใส่รหัสใหม่จากแอป", code="not-signed")
    return told.reviewer.name


def lay_signed(outbox: Path, archive: Archive, row: IssuedRow, content: bytes) -> None:
    """The signed copy beside the issued files in the outbox; where the clerk moved the folder away, the archive has it."""
    issued = already(archive, row.draft_id)
    for name in names_of(issued) if issued is not None else ():
        if issued is not None and (outbox / name).is_dir():
            stem = file_names(issued)[1].removesuffix(".pdf")
            draft = outbox / name / f".{row.letter_id}.part"
            with suppress(OSError):  # a disk that is full or a share that is away: it lies in the archive
                draft.write_bytes(content)
                draft.replace(outbox / name / f"{stem}{SIGNED_NAME}")
            return


def _issued(archive: Archive, letter_id: str) -> IssuedRow:
    row = archive.issued_as(letter_id)
    if row is None:
        raise CircularsError("หนังสือนี้ยังไม่ออกเลข จึงลงนามไม่ได้", code="not-issued", cause=letter_id)
    return row


def _opened(seal: Seal) -> tuple[Certificate, bytes]:
    """The certificate with its password, and the picture of the visible signature. Raises SettingsWrong."""
    try:
        password = seal.password.read_text(encoding="utf-8").strip("\r\n") if seal.password.exists() else ""
        picture = seal.picture.read_bytes() if seal.picture is not None else b""
        return Certificate(seal.certificate.read_bytes(), password), picture
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsWrong(
            f"เปิดไฟล์ของ [signing] ไม่ได้ กรุณาตรวจ {seal.certificate.name} และรหัสใน secrets/signing", cause=str(error)
        ) from error
