"""`circulars prove FILE…`: tell whether a file that somebody brings is a letter that this office issued, unaltered."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from circulars.archive import Archive
from circulars.archive.export.proof import begins_as_issued, issued_as, issued_under
from circulars.archive.shelves.rows import IssuedRow
from circulars.documents.signing.findings import signature_findings
from circulars.errors import UnreadableFile
from circulars.thai.dates import ThaiDate, format_date
from flows.commands.opened import opened
from flows.commands.options.letters import Prove
from flows.settings import Settings
from flows.settings.trust import trusted_certificates
from ocr.shelter.sheltered import named_in_pdf, only_signed_since, signatures_in_pdf


def prove(arguments: Prove) -> int:
    """`circulars prove FILE…`: exit 1 when any is not what was issued: the very bytes, or those and signatures of them."""
    proved = True
    with opened(arguments.home) as (archive, settings):
        for file in arguments.files:
            told, good = _told(archive, settings, file)
            proved &= good
            if arguments.json:
                print(json.dumps({"file": file.name, "issued": good, "message": told}, ensure_ascii=False))
            else:
                print(f"{file.name}: {told}", file=sys.stdout if good else sys.stderr)
    return 0 if proved else 1


def _told(archive: Archive, settings: Settings, file: Path) -> tuple[str, bool]:
    try:
        content = file.read_bytes()
    except OSError as error:
        return f"เปิดไฟล์ไม่ได้ กรุณาตรวจว่ามีไฟล์และมีสิทธิ์อ่าน ({error.strerror})", False
    row = issued_as(archive, content)
    if row is not None:
        return f"ตรงทุกไบต์กับหนังสือที่ออก {_named(row)}", True
    try:
        reference, dated = named_in_pdf(content)
        row = issued_under(archive, reference, dated) if reference else None
        if row is not None and begins_as_issued(archive, row, content):
            return _signed(settings, archive, row, content)
    except UnreadableFile as error:
        return error.message, False
    if not reference:
        return "ไม่ใช่ไฟล์ที่ระบบนี้ออก (ไม่มีข้อมูลกำกับของระบบอยู่ในไฟล์)", False
    if row is None:
        return f"ไฟล์อ้างว่าเป็นหนังสือ ที่ {reference} แต่ในทะเบียนไม่มีหนังสือเลขที่และวันที่นี้ กรุณาตรวจสอบกับผู้ส่ง", False
    return _CHANGED.format(reference=reference, id=row.letter_id), False


_CHANGED = "ไม่ตรงกับฉบับที่ออก ที่ {reference} ไฟล์ถูกแก้ไขหลังออกเลข กรุณาใช้ฉบับใน outbox หรือสั่ง circulars show {id}"


def _signed(settings: Settings, archive: Archive, row: IssuedRow, content: bytes) -> tuple[str, bool]:
    """A file that begins with the very bytes of the issued PDF: signed since, or written over behind them."""
    signatures = signatures_in_pdf(content, trusted_certificates(settings))
    if not only_signed_since(content, len(archive.load_file(str(row.pdf)))):
        return _CHANGED.format(reference=row.reference, id=row.letter_id), False
    told = list(signature_findings(signatures))
    since = " / ".join(one.message for one in told) or "ลายมือชื่อดิจิทัลในไฟล์ตรวจไม่ได้"
    if told and all(one.check == "signature-good" for one in told):
        return f"เป็นหนังสือที่ออก {_named(row)} ไม่ถูกแก้ไข และ{since}", True
    return f"{since} หน้าหนังสือที่ออก {_named(row)} ไม่ถูกแก้ แต่ผู้ลงนามวางภาพทับหน้าได้ กรุณาเทียบกับฉบับใน outbox", False


def _named(row: IssuedRow) -> str:
    return f"ที่ {row.reference} ลงวันที่ {format_date(ThaiDate.from_ce(row.dated))}"
