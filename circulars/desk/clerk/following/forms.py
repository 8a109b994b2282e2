"""A filled form of ours that comes back without a letter: whose answer it is, and its tables as they were read.

A form is bound by itself only where nothing is left to guess: it came in reply to our own mail from the address that mail went
to; or it carries our signed code, or number and day of a letter of ours, and names one of that letter's recipients and no
other. Whatever less is known is proposed, and a person says it by one click.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from circulars.archive import Archive
from circulars.archive.export.proof import issued_under
from circulars.archive.registers.deliveries import Delivery
from circulars.archive.search.filters import Wanted
from circulars.archive.shelves.entered.answer_tables import bring_table
from circulars.archive.tracing.answers import bare_title
from circulars.dispatch.keeping.copies import SIGNATURES, pages_of
from circulars.dispatch.paper import BOOK_HEAD, SLIP_HEAD
from circulars.documents.signing.qr.code import PREFIX, Standing, read_code
from circulars.errors import UnreadableFile
from circulars.extraction.reading import read_letters
from circulars.extraction.refusal import SECRET_CODE, refusal
from circulars.letter.page import Page
from circulars.letter.reference import find_references, format_reference
from circulars.mailbox.ledger import Record
from circulars.thai.find_dates import find_dates
from circulars.thai.text import folded

MARK = "แบบตอบหนังสือของเรา"
_MARKED = re.compile(rf"{MARK} ที่ .{{1,80}}? \(รหัส ([0-9a-f]{{16}})\)(?: จาก “([^”]{{1,200}})”)?")


@dataclass(frozen=True, slots=True)
class Whose:
    """Which letter of ours a form answers, which of its recipients filled it in (None: not known), and whether that is sure."""

    letter_id: str
    place: int | None = None
    sure: bool = False


def whose_by_mail(archive: Archive, record: Record | None) -> Whose | None:
    """Of what came in reply to our mail, from the very address it went to; None for any other message."""
    writer = email.utils.parseaddr(record.sender)[1] if record is not None else ""
    for move in (archive.move_named(one) for one in record.about) if record is not None and writer else ():
        if move is not None and move.address.casefold() == writer.casefold():
            return Whose(move.letter_id, move.place, sure=True)
    return None


def whose_by_pages(
    archive: Archive, pages: Sequence[Page], offices: Collection[str], keys: Mapping[str, Ed25519PublicKey]
) -> Whose | None:
    """What stands on the pages: our code, or a number of ours with its day; and which recipients they name.

    A number without its day, two letters, two names, a slip or a book of ours (they go to be signed, not answered), a letter
    that asked for nothing and a second answer are proposed only.
    """
    text = "\n".join(page.text for page in pages)
    found, sure = _letter_of(archive, pages, text, offices, keys)
    if found is None:
        return None
    deliveries = archive.deliveries(found)
    named = named_in(text, deliveries)
    place = named[0].place if len(named) == 1 else None
    plain = not any(folded(head) in folded(text) for head in (BOOK_HEAD, SLIP_HEAD))
    wanted = len(named) == 1 and named[0].due is not None and not named[0].answered
    return Whose(found, place, sure=sure and plain and wanted)


def named_in(text: str, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """The recipients whom a text names; of a name within a longer one (บ้านหนอง, บ้านหนองแวง) the longer."""
    plain = folded(text)
    spans = [
        (match.start(), match.end(), one.place)
        for one in deliveries
        for name in {folded(one.title), bare_title(one.title)}
        for match in re.finditer(re.escape(name), plain)
    ]
    whole = {
        place
        for start, end, place in spans
        if not any(s <= start and end <= e and e - s > end - start and other != place for s, e, other in spans)
    }
    return [one for one in deliveries if one.place in whole]


def told_of(archive: Archive, whose: Whose) -> str:
    """A line of the quarantine's note from which `proposed` reads the same again."""
    row = archive.letter_row(whose.letter_id)
    titles = [one.title for one in archive.deliveries(whose.letter_id) if one.place == whose.place]
    by = f" จาก “{titles[0]}”" if titles else ""
    return (
        f"ดูเหมือนเป็น{MARK} ที่ {row.reference} (รหัส {whose.letter_id}){by} กรุณาดูภาพ แล้วกด “นับเป็นคำตอบ” ที่หน้า รับเข้า "
        "ถ้าเป็นใบรับที่ลงชื่อกลับมา กด “เป็นใบรับ”"
    )


def proposed(archive: Archive, reason: str) -> Whose | None:
    """What a note says of whose form a file is; None where it says nothing, or of a letter that is not here."""
    match = _MARKED.search(reason)
    deliveries = archive.deliveries(match[1]) if match else ()
    if match is None or not deliveries:
        return None
    return Whose(match[1], next((one.place for one in deliveries if one.title == match[2]), None))


def read_form(content: bytes, engine: str) -> tuple[Page, ...]:
    """The pages of a scan that somebody brings as an answer. Raises UnreadableFile for a classified one and for a letter."""
    if not any(content.startswith(begin) for begin in SIGNATURES):
        raise UnreadableFile("แบบตอบที่สแกนต้องเป็น PDF หรือภาพ (JPEG PNG TIFF)", code="unsupported")
    pages = pages_of(content, engine)
    letters = read_letters(pages)
    refused = refusal(pages, letters)
    if refused is not None and refused.code == SECRET_CODE:
        raise UnreadableFile(refused.message, code=refused.code)
    if letters:
        raise UnreadableFile("ไฟล์นี้มีหนังสือนำ กรุณาส่งที่หน้า รับเข้า ระบบจะลงรับและนับเป็นคำตอบเอง", code="letter")
    return pages


def keep_form(archive: Archive, whose: Whose, content: bytes, pages: Sequence[Page], name: str, by: str) -> Delivery:
    """Keep a form with its pages as read, as the answer of its sender. Raises UnreadableFile where no sender is known."""
    one = _recipient(archive, whose)
    scan = archive.save_original(content, name)
    archive.save_pages(scan.id, pages)
    bring_table(archive, whose.letter_id, one.place, content, name, by)
    if not one.answered:
        archive.acknowledge(whose.letter_id, one.title, f"แบบตอบ {name} ({by})", answered=True)
    return one


def keep_slip(archive: Archive, whose: Whose, content: bytes, pages: Sequence[Page], name: str, by: str) -> Delivery:
    """Keep a slip that a recipient signed: they have the letter; it answers nothing. Raises UnreadableFile."""
    one = _recipient(archive, whose)
    scan = archive.save_original(content, name)
    archive.save_pages(scan.id, pages)
    archive.acknowledge(whose.letter_id, one.title, f"ใบรับ {name} ({by})")
    return one


def _recipient(archive: Archive, whose: Whose) -> Delivery:
    one = next((found for found in archive.deliveries(whose.letter_id) if found.place == whose.place), None)
    if one is None:
        raise UnreadableFile("ยังไม่ทราบว่าเป็นของผู้รับรายใด กรุณาเลือกผู้รับ", code="no-recipient")
    return one


def _letter_of(
    archive: Archive,
    pages: Sequence[Page],
    text: str,
    offices: Collection[str],
    keys: Mapping[str, Ed25519PublicKey],
) -> tuple[str | None, bool]:
    """The letter of ours that the pages name, and whether by more than its number."""
    coded = {one for one in (_by_code(archive, code.text, keys) for page in pages for code in page.codes) if one}
    days = {date.iso_ce for hit in find_dates(text) for date in (hit.first, hit.last) if date is not None}
    dated, bare = set[str](), set[str]()
    own = tuple(map(folded, offices))
    for printed in dict.fromkeys(format_reference(number) for _, _, number in find_references(text)):
        for hit in (
            archive.find(Wanted(number=printed, status="sent"), limit=20) if folded(printed).startswith(own) else ()
        ):
            if hit.office in offices and folded(hit.reference) == folded(printed):
                (dated if hit.dated in days else bare).add(hit.letter_id)
    for ids, sure in ((coded, True), (dated, True), (bare, False)):
        ours = [one for one in ids if archive.letter_row(one).office in offices and archive.issued_as(one) is not None]
        if ours:
            return (ours[0], sure) if len(ours) == 1 else (None, False)
    return None, False


def _by_code(archive: Archive, text: str, keys: Mapping[str, Ed25519PublicKey]) -> str:
    read = read_code(text, keys) if text.startswith(PREFIX) else None
    if read is None or read.standing is not Standing.GOOD or read.code is None:
        return ""
    row = issued_under(archive, read.code.reference, read.code.dated.isoformat())
    return row.letter_id if row is not None else ""
