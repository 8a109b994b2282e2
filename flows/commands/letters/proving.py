"""`circulars prove FILE…`: tell whether a file that somebody brings is a letter that this office issued, unaltered."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from circulars.archive import Archive
from circulars.archive.export.proof import begins_as_issued, issued_as, issued_under
from circulars.archive.export.verify import contradicted
from circulars.archive.shelves.rows import IssuedRow
from circulars.archive.store.heads import Head, heads_in
from circulars.dispatch.keeping.copies import told_of_copy
from circulars.documents.signing.findings import signature_findings
from circulars.documents.signing.qr.code import PREFIX, read_code
from circulars.documents.signing.qr.judged import judged
from circulars.documents.signing.qr.keys import known_keys
from circulars.errors import UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.intake.kinds import HEAD
from circulars.letter.page import Page
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.letters import Prove
from flows.office.telling.heads import stamp_damage, stamp_of, told_stamp
from flows.settings import Settings
from flows.settings.trust import trusted_certificates
from ocr import read_pages
from ocr.shelter.limits import Limits
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
    if not content.startswith(_PDF) and (
        heads := heads_in(content.decode("utf-8", "replace"), file.name, required=False)
    ):
        return _told_heads(archive, settings, file, heads)
    row = issued_as(archive, content)
    if row is not None:
        return f"ตรงทุกไบต์กับหนังสือที่ออก {_named(row)}", True
    try:
        reference, dated = named_in_pdf(content)
    except UnreadableFile as error:  # a picture, or damaged
        told = error.message if content[:HEAD].lstrip().startswith(b"%PDF") else _NO_PDF
        return _as_seen(archive, settings, content, file) or (told, False)
    row = issued_under(archive, reference, dated) if reference else None
    if row is not None and begins_as_issued(archive, row, content):
        return _signed(settings, archive, row, content)
    seen = told_of_copy(archive, content) if row is not None else _as_seen(archive, settings, content, file)
    if seen is not None:
        return seen
    if not reference:
        return "ไม่ใช่ไฟล์ที่ระบบนี้ออก (ไม่มีข้อมูลกำกับของระบบอยู่ในไฟล์)", False
    if row is None:
        return f"ไฟล์อ้างว่าเป็นหนังสือ ที่ {reference} แต่ในทะเบียนไม่มีหนังสือเลขที่และวันที่นี้ กรุณาตรวจสอบกับผู้ส่ง", False
    return _CHANGED.format(reference=reference, id=row.letter_id), False


def _as_seen(archive: Archive, settings: Settings, content: bytes, file: Path) -> tuple[str, bool] | None:
    """A copy that the archive keeps, else what the code on the page proves; None where neither says anything.

    Not asked of a PDF that claims to be ours and is not what was issued: a code proves the letter's own text alone.
    """
    return told_of_copy(archive, content) or _by_code(archive, settings, file)


def _by_code(archive: Archive, settings: Settings, file: Path) -> tuple[str, bool] | None:
    """What the QR code on a page of a PDF, scan or photo proves; None where none is found, or the file cannot be read."""
    keys = known_keys(settings.home, settings.profile.office.name)
    if not keys:
        return None
    try:
        pages = read_pages(file, engine=settings.engine, limits=Limits(only=(1, 2, 3, 4)))
    except UnreadableFile:
        return None
    return told_by_code(archive, keys, pages)


def told_by_code(
    archive: Archive, keys: Mapping[str, Ed25519PublicKey], pages: Sequence[Page]
) -> tuple[str, bool] | None:
    """What the QR code on these pages proves of them by the keys that are known; None where there is none, or no letter."""
    texts = [code.text for page in pages for code in page.codes if code.text.startswith(PREFIX)]
    letters = read_letters(pages)
    if not texts or not letters:
        return None
    read = read_code(texts[0], keys)
    row = issued_under(archive, read.code.reference, read.code.dated.isoformat()) if read.code else None
    issued = archive.load_letter(row.letter_id).letter if row is not None else None
    told, good = judged(read, letters[0], issued)
    return told, good and len(set(texts)) == 1


def _told_heads(archive: Archive, settings: Settings, file: Path, heads: list[Head]) -> tuple[str, bool]:
    """An evening report or a head kept elsewhere: it stands in the ledger, and is what its time stamp names."""
    stamp = stamp_of(settings, file)
    damages = [*contradicted(archive, *heads), *stamp_damage({file: stamp} if stamp else {})]
    if damages:
        return f"{' / '.join(one.message for one in damages)} กรุณาหยุดออกหนังสือ แล้วแจ้งผู้ดูแลระบบ", False
    since = f" {told_stamp(stamp)}" if stamp else ""
    return f"ลายนิ้วมือ {to_thai(len(heads))} รายการในไฟล์นี้อยู่ในสมุดบันทึกเหตุการณ์ สมุดไม่ถูกเขียนใหม่ตั้งแต่นั้น{since}", True


_PDF = b"%PDF"
_NO_PDF = "ไม่ใช่สำเนาที่อยู่ในแฟ้ม และไม่มี QR ของหน่วยงานที่สำนักงานรู้จักกุญแจ จึงพิสูจน์ไม่ได้ กรุณาขอ PDF ที่ออก"
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
