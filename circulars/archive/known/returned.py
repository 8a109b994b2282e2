"""Our own letter that comes back: a signed scan, a signed PDF, the PDF that we sent, a photograph of any of them.

The very file is known by its bytes. Any other copy is known by number and date, or by one of them where the other was
not read alike, and always by its text; the facts attached to a PDF of ours (PDF/A-3) are a claim, which names the letter
to compare with and proves nothing. A copy is bound to the letter that was issued; what bears our number, or claims to be
ours, over another text is no copy and goes before a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from rapidfuzz import fuzz
from sqlalchemy.engine import Connection

from circulars.archive.store.tables import issued, letters, relations, scans
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.record import load_letter
from circulars.letter.reference import format_reference
from circulars.thai.text import folded

RETURNED = "returned"
"""The relation of a copy to the letter that was issued."""
COPY_RETURNED = "copy-returned"
"""The ledger's event of a copy that was bound."""
_ALIKE, _ALIKE_WITHOUT_NUMBER = 80.0, 92.0
"""Percent of the text's letters that agree: with number and date the same, and with one of the two alone."""
_LOOKED_AT = 40
_SHORTEST = 40


@dataclass(frozen=True, slots=True)
class Claimed:
    """The letter that a file's attached facts say it is: number as printed and date (ISO, Common Era)."""

    reference: str
    dated: str


@dataclass(frozen=True, slots=True)
class CameBack:
    """What may tell that a file is a letter of ours: the offices we issue for, its sha256, and what it claims to be.

    An office that only shares the database is not among ``ours``: what it issued is to be received.
    """

    ours: tuple[str, ...]
    sha256: str = ""
    claimed: Claimed | None = None


def may_be_ours(read: Sequence[Letter], numbers: Sequence[tuple[str, str]]) -> bool:
    """A file whose attached facts are worth a look: a number of ours (letters, office number), or one not surely read."""
    return any(
        letter.reference.doubtful or number is None or (number.letters, number.office_number) in numbers
        for letter in read
        for number in (letter.reference.value,)
    )


def own_letter_back(connection: Connection, letter: Letter, back: CameBack) -> str | None:
    """The id of the letter that we issued and of which this is a copy; None where it is none."""
    text = _text(letter)
    if len(text) < _SHORTEST:
        return None
    for letter_id, record, both in _candidates(connection, letter, back):
        known = load_letter(record)
        if not known.body:  # entered by hand: its number, day and subject are all that is known of it
            if both and fuzz.ratio(_subject(letter), _subject(known)) >= _ALIKE_WITHOUT_NUMBER:
                return letter_id
            continue
        wanted = _ALIKE if both else _ALIKE_WITHOUT_NUMBER
        if (both or _misread(letter, known)) and fuzz.ratio(text, _text(known)) >= wanted:
            return letter_id
    return None


def returned_as(connection: Connection, sha256: str) -> str | None:
    """The id of the letter of ours of which this very file came back as a copy; None where it is none."""
    statement = (
        sa.select(relations.c.to_id)
        .join(letters, letters.c.id == relations.c.from_id)
        .join(scans, scans.c.id == letters.c.scan_id)
        .where(relations.c.kind == RETURNED, scans.c.sha256 == sha256)
    )
    found = connection.execute(statement.limit(1)).scalar()
    return None if found is None else str(found)


def _misread(letter: Letter, known: Letter) -> bool:
    """Number and day of the letter may be the known one's, read wrong: another office's number or another year is not.

    Offices that forward the same letter on the same day write almost the same; and every year has a number ๑.
    """
    number, own, day, on = letter.reference, known.reference.value, letter.dated, known.dated.value
    same_office = number.value is None or (
        own is not None and (number.value.letters, number.value.office_number) == (own.letters, own.office_number)
    )
    same_year = day.value is None or (on is not None and day.value.year_be == on.year_be)
    return (same_office or number.doubtful) and (same_year or day.doubtful)


def issued_file(connection: Connection, back: CameBack) -> str | None:
    """The id of the letter that we issued as this very file, byte for byte."""
    if not back.sha256:
        return None
    same = sa.or_(issued.c.pdf == back.sha256, issued.c.docx == back.sha256)
    found = connection.execute(sa.select(issued.c.letter_id).where(same, issued.c.office.in_(back.ours))).scalar()
    return None if found is None else str(found)


def enclosed_source(connection: Connection, letter: Letter, issued_id: str) -> str | None:
    """The id of the letter that an issued one forwards, where this is the copy enclosed with it."""
    row = connection.execute(
        sa.select(letters.c.id, letters.c.reference_key, letters.c.dated, letters.c.record)
        .join(issued, issued.c.source_id == letters.c.id)
        .where(issued.c.letter_id == issued_id)
    ).first()
    if row is None:
        return None
    key, day = _key(letter), _day(letter)
    same = (bool(key) and row.reference_key == key) or (bool(day) and row.dated == day)
    alike = fuzz.ratio(_text(letter), _text(load_letter(str(row.record)))) >= _ALIKE
    return str(row.id) if same and alike else None


def not_ours(connection: Connection, letter: Letter, back: CameBack) -> Finding | None:
    """What brings a letter before a person that bears a number of ours, or claims to be ours, over another text."""
    for letter_id, record, both in _candidates(connection, letter, back):
        known = load_letter(record)
        number = known.reference.value
        printed = format_reference(number) if number is not None else ""
        if both:
            message = (
                f"เลขที่และวันที่เป็นของหนังสือที่เราออกเอง (รหัส {letter_id} เรื่อง{known.subject.value or '-'}) แต่เนื้อความเป็นอย่างอื่น "
                "กรุณาเทียบกับฉบับที่ออกก่อนดำเนินการใด ๆ"
            )
            return Finding(
                "own-number-other-text", Severity.BLOCKS, "reference_number", message, printed, f"รหัส {letter_id}"
            )
        if back.claimed is not None and folded(printed) == folded(back.claimed.reference):
            message = (
                f"ข้อมูลที่ฝังในไฟล์อ้างว่าเป็นหนังสือที่เราออก ที่ {printed} (รหัส {letter_id}) แต่หน้าหนังสือไม่ใช่ฉบับนั้น ไฟล์อาจถูกแก้ไข "
                "กรุณาตรวจกับผู้ส่ง"
            )
            return Finding("attached-claim", Severity.BLOCKS, "reference_number", message, _key(letter), printed)
    return None


def _candidates(connection: Connection, letter: Letter, back: CameBack) -> Iterator[tuple[str, str, bool]]:
    """Issued letters with this number, this day, or the claimed number: id, record, and whether number and day agree."""
    key, day = _key(letter), _day(letter)
    claimed = folded(back.claimed.reference) if back.claimed is not None else ""
    keys = [one for one in (key, claimed) if one]
    if not (keys or day):
        return
    statement = (
        sa.select(letters.c.id, letters.c.reference_key, letters.c.dated, letters.c.record)
        .where(
            letters.c.direction == "sent",
            letters.c.office.in_(back.ours),
            sa.or_(letters.c.reference_key.in_(keys or ["-"]), letters.c.dated == (day or "-")),
        )
        .order_by(sa.case((letters.c.reference_key.in_(keys or ["-"]), 0), else_=1), letters.c.created_at.desc())
        .limit(_LOOKED_AT)
    )
    for row in connection.execute(statement):
        yield str(row.id), str(row.record), row.reference_key == key and row.dated == day


def _key(letter: Letter) -> str:
    number = letter.reference.value
    return folded(format_reference(number)) if number is not None and number.complete else ""


def _day(letter: Letter) -> str:
    return letter.dated.value.iso_ce if letter.dated.value is not None else ""


def _subject(letter: Letter) -> str:
    return folded(letter.subject.value or "")


def _text(letter: Letter) -> str:
    return folded(" ".join((letter.subject.value or "", *(one.value or "" for one in letter.body))))
