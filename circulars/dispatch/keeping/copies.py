"""A copy of a letter of ours that a person brings as the signed one: judged first, then kept; nothing else counts as signed.

Our very bytes and good signatures of whom the office trusts prove themselves and are entered in the journal at once. A
scan or another print is read: where its number, date and text are the letter's it is bound as a copy that came back, and a
person says whether it is the signed one (`circulars.dispatch.keeping.signed.confirm_copy`). Whatever else is refused with the
reason, and the refusal is told in the ledger.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from circulars.archive import Archive, IssuedRow
from circulars.archive.export.proof import begins_as_issued, issued_as
from circulars.archive.known.returned import RETURNED, CameBack, own_letter_back, returned_as
from circulars.archive.registers.move import Move, MoveState, Way
from circulars.archive.shelves.entered.attached import Attached, attached_to
from circulars.archive.store.files import sha256_of
from circulars.dispatch.course import moment, told_of
from circulars.dispatch.keeping.signed import lay_signed
from circulars.documents.signing.record import Integrity
from circulars.errors import ArchiveFault, CircularsError, UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import SECRET_CODE, refusal
from circulars.letter.letter import Letter
from circulars.letter.page import Page
from circulars.letter.reference import format_reference
from circulars.thai.dates import format_date
from ocr import read_pages
from ocr.shelter.limits import Limits
from ocr.shelter.sheltered import only_signed_since, signatures_in_pdf

SIGNATURES = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n": ".png", b"II*\x00": ".tif", b"MM\x00*": ".tif"}
"""What a copy may be, by how its file begins."""
MOST_BYTES = 50_000_000
_READ = (1, 2, 3, 4)
"""Pages that are read: a letter's own; what is enclosed follows."""
CHANGED = "ไฟล์นี้ขึ้นต้นเป็นไบต์ของฉบับที่ออก แต่มีสิ่งอื่นนอกจากลายมือชื่อดิจิทัลเขียนต่อท้าย จึงไม่รับ กรุณาลงนามจากฉบับใน outbox ใหม่"
STRANGER = (
    "ไฟล์นี้เป็นฉบับที่ออกและลงนามดิจิทัลแล้ว แต่ผู้ลงนามไม่ใช่ผู้ที่สำนักงานเชื่อถือ หรือใบรับรองหมดอายุ จึงไม่รับ "
    "ถ้าผู้ลงนามถูกต้อง กรุณาให้ผู้ดูแลระบบวางใบรับรองของผู้ออกไว้ในโฟลเดอร์ trust แล้วแนบใหม่"
)
UNSIGNED_FILE = "ไฟล์นี้คือ PDF ที่ออก ยังไม่มีลายมือชื่อ จึงไม่ใช่ฉบับลงนาม"


@dataclass(frozen=True, slots=True)
class Judge:
    """What judging a copy needs of the office.

    ``ours``: codes of the offices it issues for; ``trusted``: certificates (PEM or DER) of authorities; ``engine``: the
    recogniser; ``outbox``: where issued letters lie.
    """

    ours: tuple[str, ...]
    trusted: tuple[bytes, ...]
    engine: str
    outbox: Path


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a copy: the entry in the journal, or the copy that waits for a person's word; told in Thai."""

    told: str
    move: Move | None = None
    copy_id: str = ""


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A file kept as a signed copy; ``counts`` is false for one attached before copies were judged."""

    sha256: str
    told: str
    counts: bool


def take_copy(archive: Archive, judge: Judge, letter_id: str, content: bytes, name: str, by: str) -> Taken:
    """Judge and keep a file that somebody brings as the signed copy of this letter; the same file again is the same copy.

    Raises ArchiveFault (field, not-ours, unsigned, changed, stranger, other, secret), CircularsError for what can't be read.
    """
    if archive.letter_row(letter_id).direction != "sent":
        raise ArchiveFault("แนบสำเนาที่ลงนามได้เฉพาะหนังสือที่สำนักงานนี้ออก", code="not-ours", cause=letter_id)
    try:
        return _judged(archive, judge, letter_id, content, name, by)
    except CircularsError as error:
        told = {"by": by, "name": name, "why": error.message, "sha256": sha256_of(content)}
        archive.record_event("copy-refused", letter_id, told)
        raise


def _judged(archive: Archive, judge: Judge, letter_id: str, content: bytes, name: str, by: str) -> Taken:
    if len(content) > MOST_BYTES or not any(content.startswith(begin) for begin in SIGNATURES):
        raise ArchiveFault("ไฟล์สำเนาต้องเป็น PDF หรือภาพสแกน (JPEG PNG TIFF) และไม่เกิน ๕๐ MB", code="field", cause=name)
    digest = sha256_of(content)
    known = next((one for one in _signed(archive, letter_id) if one.file == digest), None)
    if known is not None:
        return Taken(f"แนบไว้แล้ว: {told_of(known)}", known)
    row, other = archive.issued_as(letter_id), issued_as(archive, content)
    if other is not None:
        raise (
            ArchiveFault(UNSIGNED_FILE, code="unsigned")
            if other.letter_id == letter_id
            else _another(f"ที่ {other.reference}", other.letter_id)
        )
    if row is not None and begins_as_issued(archive, row, content):
        move = bind_signed_file(archive, judge, row, content, note=f"ไฟล์ {name} แนบโดย {by}")
        return Taken(told_of(move), move)
    return _bound(archive, judge, letter_id, content, name, by)


def bind_signed_file(archive: Archive, judge: Judge, row: IssuedRow, content: bytes, note: str = "") -> Move:
    """Enter a file that is our issued PDF and good signatures of it as the signed copy. Raises ArchiveFault for any other."""
    if not only_signed_since(content, len(archive.load_file(str(row.pdf)))):
        raise ArchiveFault(CHANGED, code="changed", cause=row.letter_id)
    found = signatures_in_pdf(content, judge.trusted)
    good = [one for one in found if one.integrity is Integrity.WHOLE and one.trusted and one.in_force is not False]
    if not found or len(good) != len(found):
        raise ArchiveFault(STRANGER, code="stranger", cause=", ".join(one.signer for one in found))
    signers = ", ".join(one.signer for one in found)
    made = archive.keep_signed(row.letter_id, content, Way.SIGNED_FILE, signers, note)
    lay_signed(judge.outbox, archive, row, content)
    return made


def _bound(archive: Archive, judge: Judge, letter_id: str, content: bytes, name: str, by: str) -> Taken:
    """A scan, or another print: bound as a copy where it reads as this letter; then a person is asked."""
    pages = pages_of(content, judge.engine, _READ)
    read = read_letters(pages)
    refused = refusal(pages, read)
    if refused is not None:
        raise ArchiveFault(refused.message, code="secret" if refused.code == SECRET_CODE else "other", cause=name)
    back = CameBack(judge.ours, sha256_of(content))
    letter = read[0]
    with archive.reading.connect() as connection:
        ours = own_letter_back(connection, letter, back)
    if ours != letter_id:
        raise _another(_shown(letter), ours or "")
    scan = archive.save_original(content, name)
    archive.save_pages(scan.id, pages)
    office = archive.letter_row(letter_id).office
    ids = archive.save_letters(scan.id, office, [letter], [()], back)
    copy = next((one for one in ids if archive.load_letter(one).duplicate_of == letter_id), None)
    if copy is None:
        raise ArchiveFault(f"ไฟล์นี้ลงรับไว้ก่อนแล้วเป็นหนังสืออื่น (รหัส {ids[0]}) กรุณาตรวจฉบับนั้นก่อน", code="other", cause=ids[0])
    archive.record_event("copy-brought", letter_id, {"by": by, "name": name, "copy": copy})
    told = "อ่านแล้วเป็นสำเนาของหนังสือฉบับนี้ (เลขที่ วันที่ และข้อความตรงกัน) รอผู้ตรวจยืนยันว่าเป็นฉบับที่ลงนาม ที่หน้า ลงนามและส่ง"
    return Taken(told, copy_id=copy)


def pages_of(content: bytes, engine: str, only: tuple[int, ...] = ()) -> tuple[Page, ...]:
    """The pages (`only` these, none: all), read in a process of their own. Raises UnreadableFile, EngineMissing, EngineFailed."""
    ending = next(end for begin, end in SIGNATURES.items() if content.startswith(begin))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"copy{ending}"
        file.write_bytes(content)
        return read_pages(file, engine=engine, limits=Limits(only=only))


def _another(shown: str, letter_id: str) -> ArchiveFault:
    told = f" (รหัส {letter_id})" if letter_id else ""
    return ArchiveFault(
        f"ไฟล์นี้ไม่ใช่สำเนาของหนังสือฉบับนี้ อ่านได้เป็นหนังสือ {shown}{told} จึงไม่แนบ กรุณาตรวจไฟล์ หรือสแกนใหม่ให้ชัดแล้วแนบอีกครั้ง",
        code="other",
        cause=letter_id or None,
    )


def _shown(letter: Letter) -> str:
    number, day = letter.reference.value, letter.dated.value
    printed = format_reference(number) if number is not None else "(อ่านเลขไม่ได้)"
    return f"ที่ {printed} ลงวันที่ {format_date(day) if day is not None else '(อ่านวันที่ไม่ได้)'}"


def _signed(archive: Archive, letter_id: str) -> list[Move]:
    return [one for one in archive.moves_of(letter_id) if one.state is MoveState.SIGNED]


def copies_waiting(archive: Archive, letter_id: str) -> tuple[str, ...]:
    """Ids of copies that came back and may be the signed one: each waits for a person's word."""
    row = archive.issued_as(letter_id)
    known = {one.file for one in _signed(archive, letter_id)} | {row.pdf if row is not None else None}
    back = [one.from_id for one in archive.relations_of(letter_id) if (one.kind, one.to_id) == (RETURNED, letter_id)]
    scans = {one: archive.load_letter(one).scan_id for one in back}
    return tuple(one for one, scan in scans.items() if scan and archive.load_scan(scan).sha256 not in known)


def copies_kept(archive: Archive, letter_id: str) -> tuple[KeptCopy, ...]:
    """The signed copies of a letter: those of the journal, then those attached before copies were judged."""
    signed = [KeptCopy(one.file, told_of(one), counts=True) for one in _signed(archive, letter_id)]
    known = {one.sha256 for one in signed}
    return (*signed, *(_unjudged(one) for one in attached_to(archive, letter_id) if one.sha256 not in known))


def _unjudged(one: Attached) -> KeptCopy:
    told = f"{one.name} แนบโดย {one.by} {moment(one.at)} ก่อนมีการตรวจ จึงไม่นับเป็นฉบับลงนาม กรุณาแนบอีกครั้ง"
    return KeptCopy(one.sha256, told, counts=False)


def told_of_copy(archive: Archive, content: bytes) -> tuple[str, bool] | None:
    """What the archive knows of this very file as a copy of a letter of ours, and whether it is kept as the signed one."""
    digest = sha256_of(content)
    move = archive.signed_as(digest)
    if move is not None:
        row = archive.letter_row(move.letter_id)
        return f"ตรงทุกไบต์กับสำเนาที่เก็บไว้ของหนังสือ ที่ {row.reference}: {told_of(move)}", True
    with archive.reading.connect() as connection:
        ours = returned_as(connection, digest)
    if ours is None:
        return None
    told = f"เป็นสำเนาของหนังสือ ที่ {archive.letter_row(ours).reference} ที่กลับมา ยังไม่มีผู้ยืนยันว่าเป็นฉบับลงนาม"
    return told, False


def bind_returned(archive: Archive, judge: Judge, ids: Sequence[str], content: bytes) -> None:
    """Letters that were just filed: those that are our own, signed by file, are bound as signed copies; all others stay."""
    for letter_id in ids:
        back = [one for one in archive.relations_of(letter_id) if (one.kind, one.from_id) == (RETURNED, letter_id)]
        for row in (archive.issued_as(one.to_id) for one in back):
            if row is None or not begins_as_issued(archive, row, content):
                continue
            with suppress(ArchiveFault, UnreadableFile):
                bind_signed_file(archive, judge, row, content)
