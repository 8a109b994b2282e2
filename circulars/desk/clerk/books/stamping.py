"""The receipt stamp of a received row: on a copy of its scan, or alone on a sheet."""

from __future__ import annotations

from circulars.archive import Archive, RegisterRow
from circulars.documents.receipt.laying import overprint
from circulars.documents.receipt.stamp import Receipt
from circulars.errors import UnreadableFile
from ocr.shelter.sheltered import stamped_pdf


def stamped(archive: Archive, row: RegisterRow, office: str) -> bytes:
    """A copy of the scan with the stamp, drawn by a child process. Raises UnreadableFile (no-scan, no-room …)."""
    scan_id = archive.load_letter(row.letter_id).scan_id if row.letter_id else None
    if scan_id is None:
        raise UnreadableFile("รายการนี้ไม่มีไฟล์สแกน กรุณาใช้แผ่นพิมพ์ทับ", code="no-scan")
    turns = {page.number: page.turn for page in archive.load_pages(scan_id) or () if page.turn}
    return stamped_pdf(archive.load_original(scan_id), _receipt(row, office), turns)


def overprinted(row: RegisterRow, office: str) -> bytes:
    """The stamp alone on A4."""
    return overprint(_receipt(row, office))


def _receipt(row: RegisterRow, office: str) -> Receipt:
    return Receipt(office, row.number, row.at)
