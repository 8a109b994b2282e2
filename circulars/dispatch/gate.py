"""Whether an issued letter may leave by mail: the approval, the office's switch, the signature, a number that stands."""

from __future__ import annotations

import json
from dataclasses import dataclass

from circulars.archive import Archive
from circulars.archive.registers.deliveries import Delivery
from circulars.dispatch.addresses import AddressBook
from circulars.dispatch.switch import Sending
from circulars.letter.letter import Letter

OFF = "สำนักงานยังไม่เปิดการส่งหนังสือทางอีเมล ผู้ดูแลระบบเปิดได้ที่ [sending] ใน office.toml"
NOT_ISSUED = "หนังสือนี้ยังไม่ออกเลข จึงส่งไม่ได้"
DEMO = "หนังสือนี้ออกในสำนักงานสาธิต จึงไม่ส่งออกนอกเครื่อง"
NOT_APPROVED = "ไม่พบคำอนุมัติของหนังสือนี้ในแฟ้ม จึงไม่ส่ง กรุณาสั่ง circulars verify"
NO_PDF = "หนังสือนี้ไม่มี PDF จึงส่งทางอีเมลไม่ได้"
CANCELLED = "เลขของหนังสือนี้ยกเลิกแล้ว จึงไม่ส่ง"
SECRET = "หนังสือนี้มีชั้นความลับหรืออาจมี จึงไม่ส่งทางอีเมล"
UNSIGNED = "หนังสือนี้ยังไม่ลงนาม ลงนามแล้วจึงส่งได้"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A letter as it may leave: number, day, subject, the file that goes, and those beside it."""

    letter_id: str
    reference: str
    dated: str
    subject: str
    files: tuple[tuple[str, str], ...]
    """(ending of the name, sha256), the first is the letter."""


def hindrance(archive: Archive, sending: Sending | None, letter_id: str) -> str:
    """Why a letter may not be mailed now, in Thai; empty where it may."""
    row = archive.issued_as(letter_id)
    if row is None:
        return NOT_ISSUED
    try:
        approved = dict(json.loads(archive.load_file(row.record))["approved"])
    except (ValueError, KeyError, TypeError):
        return NOT_APPROVED
    letter: Letter = archive.load_letter(letter_id).letter
    reasons = (
        (sending is None, OFF),
        (bool(approved.get("demo")), DEMO),
        (not approved.get("by"), NOT_APPROVED),
        (row.pdf is None, NO_PDF),
        (not archive.number_stands(letter_id), CANCELLED),
        (letter.classified, SECRET),
        (sending is not None and sending.signed_only and archive.signed_copy(letter_id) is None, UNSIGNED),
    )
    return next((told for holds, told in reasons if holds), "")


def leaving(archive: Archive, letter_id: str) -> Leaving:
    """What is mailed of a letter: its signed copy where there is one. Raises ArchiveFault, ValueError without a PDF.

    A paper's scan goes with the PDF that was issued, which carries the facts by which its reader files it.
    """
    row = archive.issued_as(letter_id)
    if row is None or row.pdf is None:
        raise ValueError(f"{letter_id} has no PDF")
    signed = archive.signed_copy(letter_id)
    files = [("", row.pdf)]
    if signed is not None:
        digital = archive.load_file(signed.file).startswith(archive.load_file(row.pdf))
        files = [("", signed.file)] if digital else [(" (ฉบับลงนาม)", signed.file), ("", row.pdf)]
    subject = archive.letter_row(letter_id).subject
    return Leaving(letter_id, row.reference, row.dated.isoformat(), subject, tuple(files))


def to_mail(deliveries: tuple[Delivery, ...], book: AddressBook) -> dict[int, str]:
    """The recipients who have a mailbox in the list and whom the letter has not reached by itself: place, address."""
    return {
        one.place: address
        for one in deliveries
        if one.received is None and (address := book.address_of(one.title, one.office or ""))
    }
