"""The signed copy of an issued letter: made by the office's certificate, or said by a person to be one that came back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from circulars.archive import Archive, IssuedRow
from circulars.archive.export.outbox import file_names, names_of
from circulars.archive.known.returned import RETURNED
from circulars.archive.registers.move import Move, Way
from circulars.archive.shelves.issuing import already
from circulars.dispatch.switch import Seal
from circulars.documents.signing.making import Certificate, sign_pdf
from circulars.documents.signing.qr.keys import ENDING
from circulars.documents.signing.token.key import TokenKey
from circulars.errors import CircularsError, SettingsWrong

SIGNED_NAME = " (ลงนาม).pdf"


def may_sign(archive: Archive, seal: Seal | None, letter_id: str) -> IssuedRow:
    """The letter as it was issued, which may be signed here. Raises CircularsError."""
    row = issued_row_of(archive, letter_id)
    if seal is None or row.pdf is None:
        raise CircularsError(
            "สำนักงานยังไม่มีใบรับรองสำหรับลงนาม ผู้ดูแลระบบตั้งได้ที่ [signing] ใน office.toml", code="no-certificate"
        )
    if not archive.number_stands(letter_id):
        raise CircularsError("เลขของหนังสือนี้ยกเลิกแล้ว จึงลงนามไม่ได้", code="cancelled")
    return row


def sign_letter(archive: Archive, seal: Seal | None, outbox: Path, letter_id: str, signer: str) -> Move:
    """Sign a letter, once, in the name of somebody who proved to be that person. Raises CircularsError."""
    row = may_sign(archive, seal, letter_id)
    known = archive.signed_copy(letter_id)
    if known is not None and known.way is Way.CERTIFICATE:
        return known
    assert seal is not None and row.pdf is not None
    certificate, picture = _opened(seal)
    signatory = archive.load_letter(letter_id).letter.signatory.value
    signed = sign_pdf(
        archive.load_file(row.pdf), certificate, reason=f"ลงนามหนังสือ ที่ {row.reference} โดย {signer}",
        timestamp_url=seal.timestamp_url, picture=picture, above=(signatory.name or "") if signatory else "",
        long_term=_authorities(seal),
    )  # fmt: skip
    made = archive.keep_signed(letter_id, signed, Way.CERTIFICATE, signer)
    lay_signed(outbox, archive, row, archive.load_file(made.file))
    return made


def confirm_copy(archive: Archive, letter_id: str, copy_id: str, by: str) -> Move:
    """A person says that a copy of ours that came back is the signed one. Raises CircularsError for what is no such copy."""
    back = {one.from_id for one in archive.relations_of(letter_id) if (one.kind, one.to_id) == (RETURNED, letter_id)}
    scan = archive.load_letter(copy_id).scan_id if copy_id in back else None
    if scan is None:
        raise CircularsError("สำเนานี้ไม่ได้ผูกกับหนังสือฉบับนี้ กรุณาตรวจรหัส", code="no-copy", cause=copy_id)
    content = archive.load_original(scan)
    row = archive.issued_as(letter_id)  # none of a letter written elsewhere and entered by hand
    if row is not None and row.pdf is not None and content == archive.load_file(row.pdf):
        raise CircularsError("ไฟล์นี้คือ PDF ที่ออก ยังไม่มีลายมือชื่อ จึงไม่ใช่ฉบับลงนาม", code="unsigned")
    return archive.keep_signed(letter_id, content, Way.SIGNED_PAPER, by, f"สำเนารหัส {copy_id}")


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


def issued_row_of(archive: Archive, letter_id: str) -> IssuedRow:
    """The letter as it was issued. Raises CircularsError."""
    row = archive.issued_as(letter_id)
    if row is None:
        raise CircularsError("หนังสือนี้ยังไม่ออกเลข จึงลงนามไม่ได้", code="not-issued", cause=letter_id)
    return row


def _authorities(seal: Seal) -> list[bytes]:
    """The certificates by which the signature is proved later. Raises SettingsWrong where that is wanted and none is there."""
    if seal.authorities is None:
        return []
    files = sorted(seal.authorities.iterdir()) if seal.authorities.is_dir() else []
    found = [file.read_bytes() for file in files if file.is_file() and not file.name.endswith(ENDING)]
    if not found:
        raise SettingsWrong("[signing] long_term ต้องมีใบรับรองของผู้ออกใบรับรองและผู้ประทับเวลาใน trust/ กรุณาวางก่อน")
    return found


def _opened(seal: Seal) -> tuple[Certificate | TokenKey, bytes]:
    """The certificate with its password, and the picture of the visible signature. Raises SettingsWrong."""
    try:
        password = seal.password.read_text(encoding="utf-8").strip("\r\n") if seal.password.exists() else ""
        picture = seal.picture.read_bytes() if seal.picture is not None else b""
        if seal.token:
            return TokenKey(seal.certificate, seal.token, seal.key, password), picture
        return Certificate(seal.certificate.read_bytes(), password), picture
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsWrong(
            f"เปิดไฟล์ของ [signing] ไม่ได้ กรุณาตรวจ {seal.certificate.name} และรหัสใน secrets/signing", cause=str(error)
        ) from error
