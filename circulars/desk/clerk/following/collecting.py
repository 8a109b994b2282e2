"""What the recipients of a letter answered, put together: from their letters, in Word or as read, and the tables that were brought."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from hashlib import sha256

from circulars.archive import Archive
from circulars.archive.registers.deliveries import Delivery
from circulars.archive.search.filters import Wanted
from circulars.archive.shelves.entered.answer_tables import bring_table, tables_brought
from circulars.archive.tracing.answers import answered_by
from circulars.desk.clerk.following.forms import Whose, keep_form, read_form
from circulars.desk.clerk.following.recognised import grids_of_form, recognised_grids
from circulars.dispatch.keeping.copies import SIGNATURES
from circulars.dispatch.mailing.reports import REPLIED
from circulars.documents.tables.cells import Grid
from circulars.documents.tables.collected import Answer, Asked, Collected, collect
from circulars.errors import CircularsError, UnreadableFile
from circulars.thai.text import folded
from ocr.shelter.tables import tables_in_file

_ID = re.compile(r"[0-9a-f]{16}")
MOST_BYTES = 20_000_000
NOBODY = "ตอบหนังสือนี้ แต่ไม่ทราบว่าเป็นผู้รับรายใด กรุณาเปิดดู"
WROTE = "เขียนอีเมลตอบมาโดยไม่มีตาราง ยังไม่นับว่าตอบแล้ว กรุณาอ่านอีเมล"


def letter_meant(archive: Archive, told: str, offices: Sequence[str]) -> str:
    """The id of the letter of ours that is meant by its id or its number. Raises CircularsError for none or several."""
    if _ID.fullmatch(told):
        return archive.letter_row(told).id
    hits = [one for one in archive.find(Wanted(number=told, status="sent")) if one.office in offices]
    same = [one for one in hits if folded(one.reference) == folded(told)] or hits
    if len(same) != 1:
        shown = ", ".join(f"{one.reference} ({one.letter_id})" for one in same[:8])
        found = f"มีหลายฉบับ: {shown} กรุณาบอกด้วยรหัส" if same else "ไม่พบ กรุณาตรวจเลขที่ หรือบอกด้วยรหัส"
        raise CircularsError(f"หนังสือที่เราออก ที่ {told}: {found}", code="which-letter")
    return same[0].letter_id


def collected(archive: Archive, letter_id: str, form: bytes = b"") -> Collected:
    """The answers to a letter of ours as one table; `form` is the blank form that was enclosed. Raises UnreadableFile for it."""
    deliveries = archive.deliveries(letter_id)
    if not deliveries:
        raise CircularsError("หนังสือนี้ไม่ใช่หนังสือที่สำนักงานนี้ออกถึงผู้รับ จึงไม่มีคำตอบให้รวบรวม", code="not-issued")
    with archive.reading.connect() as connection:
        replies = answered_by(connection, letter_id)
    answers = [one for delivery in deliveries for one in _of_recipient(archive, letter_id, delivery, replies)]
    known = {one.answer_id for one in deliveries}
    strays = [answer for answer, places in replies.items() if not places and answer not in known]
    found = collect([one.title for one in deliveries], answers, tables_in_file(form) if form else ())
    wrote = [
        Asked(one.title, one.note, "", WROTE)
        for one in deliveries
        if one.title in found.missing and one.note.startswith(REPLIED)
    ]
    return replace(
        found, asked=(*found.asked, *wrote, *(Asked("", _told(archive, one), one, NOBODY) for one in strays))
    )


def bring(archive: Archive, letter_id: str, title: str, content: bytes, name: str, by: str, engine: str = "") -> None:
    """Keep a table as the answer of this recipient, by its whole title; with an `engine` a scan of a form too.

    Raises CircularsError (no-recipient, size, damaged, secret, letter).
    """
    one = next((found for found in archive.deliveries(letter_id) if found.title == " ".join(title.split())), None)
    if one is None:
        raise CircularsError(f"ไม่มีผู้รับชื่อ “{title}” ในหนังสือนี้", code="no-recipient")
    if len(content) > MOST_BYTES:
        raise CircularsError("ไฟล์ตารางใหญ่เกิน ๒๐ MB กรุณาลบภาพหรือแผ่นงานที่ไม่ใช้", code="size")
    if engine and any(content.startswith(begin) for begin in SIGNATURES):
        keep_form(archive, Whose(letter_id, one.place), content, read_form(content, engine), name, by)
        return
    tables_in_file(content)  # what cannot be read is told at once, and not kept
    bring_table(archive, letter_id, one.place, content, name, by)
    if not one.answered:
        archive.acknowledge(letter_id, one.title, f"ตารางคำตอบ {name} ({by})", answered=True)


def _of_recipient(archive: Archive, letter_id: str, one: Delivery, replies: dict[str, tuple[int, ...]]) -> list[Answer]:
    """The answers of one recipient: letters, tables that were brought, a word that was entered by hand.

    A letter that only covers a table that came beside it is no answer of its own; a Word file that is both a letter and a
    table that was brought is one.
    """
    ids = dict.fromkeys(
        (*([one.answer_id] if one.answer_id else []), *(a for a, at in replies.items() if one.place in at))
    )
    tables = [table for table in tables_brought(archive, letter_id) if table.place == one.place]
    letters = [_of_letter(archive, one.title, answer, {table.sha256 for table in tables}) for answer in ids]
    brought = [
        Answer(one.title, f"ไฟล์ {table.name} นำเข้าโดย {table.by}", _of_file(archive, table.sha256)) for table in tables
    ]
    bare = [letter for letter in letters if not letter.grids]
    if len(bare) == 1 and (brought or len(letters) > 1):
        letters.remove(bare[0])
    if not letters and not brought and one.answered:
        return [Answer(one.title, "บันทึกว่าตอบแล้วโดยไม่มีไฟล์")]
    return [*letters, *brought]


def _of_letter(archive: Archive, title: str, answer_id: str, brought: Collection[str]) -> Answer:
    """A letter with its tables: of the Word file that it was made from, else as they were read from its pages.

    Of a Word file that was brought besides none: its tables are there already.
    """
    stored = archive.load_letter(answer_id)
    source = archive.source_of(stored.scan_id) if stored.scan_id else None
    if source is not None and source.startswith(b"PK"):
        grids = () if sha256(source).hexdigest() in brought else _read(source)
    else:
        grids = recognised_grids(stored.letter, (archive.load_pages(stored.scan_id) if stored.scan_id else None) or ())
    return Answer(title, _told(archive, answer_id), grids, answer_id)


def _of_file(archive: Archive, sha256: str) -> tuple[Grid, ...]:
    """The tables of a file that was brought: of a scan as its pages were read when it was taken."""
    scan = archive.find_scan(sha256)
    pages = archive.load_pages(scan.id) if scan is not None else None
    return grids_of_form(pages) if pages is not None else _read(archive.load_file(sha256))


def _read(content: bytes) -> tuple[Grid, ...]:
    try:
        return tables_in_file(content)
    except UnreadableFile:  # then its answer is asked: it has no table
        return ()


def _told(archive: Archive, answer_id: str) -> str:
    row = archive.letter_row(answer_id)
    return f"หนังสือ {row.sender or '(อ่านผู้ส่งไม่ได้)'} ที่ {row.reference or '(อ่านเลขไม่ได้)'}"
