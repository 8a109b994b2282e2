"""What a letter says of other letters: which it cites, encloses, cancels, supersedes, reminds of.

อ้างถึง names letters that the recipient has (ระเบียบงานสารบรรณ ข้อ ๑๑.๖); that it cancels or corrects one, or reminds of one,
stands in the subject or in the sentence that names the number. Kept by number, not by letter: the letter that is named
may come later, and is found then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.ledger import Event
from circulars.archive.store.tables import citations, letters
from circulars.letter.letter import Letter
from circulars.letter.reference import ReferenceNumber, find_references, format_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.find_dates import find_dates
from circulars.thai.text import folded

FOUND, OTHER_DATE, MISSING = "found", "other-date", "missing"
_BEFORE, _AFTER = 60, 45
_SAID = (
    ("cancels", re.compile(r"(?<!ไม่)ยกเลิก(?:[^\n]{0,12}หนังสือ|[^\n]{0,24}$)|ขอ(?:ยกเลิก|ถอน)หนังสือ")),
    ("supersedes", re.compile(r"(?:แทน|แก้ไข(?:เพิ่มเติม)?|ปรับปรุง|คลาดเคลื่อน)(?:ความใน)?(?:หนังสือ|ฉบับ)?[^\n]{0,24}$")),
    ("reminds", re.compile(r"(?:ติดตาม|เร่งรัด|เตือน|ทวงถาม)[^\n]{0,40}$")),
)
_SUBJECT = (
    ("cancels", re.compile(r"^(?:แจ้ง|ขอ)?(?:ยกเลิก(?!ใช้บังคับ)|งดการประชุม)")),
    ("supersedes", re.compile(r"^(?:แจ้ง|ขอ)?(?:แก้ไข(?!ปัญหา)|เลื่อน(?!ชั้น|ขั้น|ตำแหน่ง|เงินเดือน|ระดับ)|ขยาย(?:ระยะ)?เวลา)")),
    ("reminds", re.compile(r"^(?:แจ้ง|ขอ)?(?:เตือน|ติดตาม|เร่งรัด|ทวงถาม)")),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A letter that another names: how, under which number and date (None where not printed), and whose."""

    kind: str
    number: ReferenceNumber
    dated: ThaiDate | None
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the archive knows of a named letter: found, other-date (number yes, date no) or missing; ids of what is there."""

    kind: str
    reference: str
    dated: str
    agency: str
    state: str
    letter_ids: tuple[str, ...]


def named_letters(letter: Letter) -> tuple[Named, ...]:
    """Every letter that this one names by a whole number, in order of mention, each once."""
    about = next((kind for kind, said in _SUBJECT if said.search(letter.subject.value or "")), "cites")
    found = [
        Named(about, cited.number, cited.dated, cited.agency or "")
        for cited in (one.value for one in letter.references)
        if cited is not None and cited.number is not None and cited.number.complete
    ]
    for enclosure in (one.value for one in letter.enclosures):
        if enclosure and enclosure.cites and enclosure.cites.number and enclosure.cites.number.complete:
            copied = enclosure.cites
            found.append(Named("encloses", copied.number or enclosure.cites.number, copied.dated, copied.agency or ""))
    for paragraph in letter.body:
        found += _in_text(paragraph.value or "")
    own = letter.reference.value
    once: dict[tuple[str, str], Named] = {}
    for one in found:
        if own is None or folded(format_reference(one.number)) != folded(format_reference(own)):
            once.setdefault((one.kind, folded(format_reference(one.number))), one)
    return tuple(once.values())


def _in_text(text: str) -> Iterator[Named]:
    """Letters that a paragraph says to be cancelled, replaced or waited for; a mere mention is none."""
    for start, end, number in find_references(text):
        before = text[max(0, start - _BEFORE) : start]
        kind = next((kind for kind, said in _SAID if said.search(before)), None)
        if kind is not None and number.complete:
            days = [day.first for day in find_dates(text[end : end + _AFTER]) if day.first and day.first == day.last]
            yield Named(kind, number, days[0] if days else None)


def write_citations(event: Event, letter_id: str, letter: Letter) -> None:
    """Keep what a letter says of others."""
    for place, one in enumerate(named_letters(letter)):
        reference = format_reference(one.number)
        event.insert(
            citations,
            {
                "letter_id": letter_id,
                "place": place,
                "kind": one.kind,
                "reference": reference,
                "reference_key": folded(reference),
                "dated": one.dated.iso_ce if one.dated else "",
                "agency": one.agency,
            },
        )


def resolve(connection: Connection, letter_id: str) -> tuple[Resolved, ...]:
    """Each letter that this one names, looked up in the archive as it is now."""
    rows = connection.execute(
        sa.select(citations).where(citations.c.letter_id == letter_id).order_by(citations.c.place)
    ).mappings()
    resolved = []
    for row in list(rows):
        known = connection.execute(
            sa.select(letters.c.id, letters.c.dated)
            .where(letters.c.reference_key == row["reference_key"], letters.c.id != letter_id)
            .order_by(letters.c.created_at, letters.c.id)
        ).all()
        same = [one for one in known if not row["dated"] or one.dated == row["dated"]]
        state = FOUND if same else OTHER_DATE if known else MISSING
        ids = tuple(str(one.id) for one in same or known)
        resolved.append(Resolved(row["kind"], row["reference"], row["dated"], row["agency"], state, ids))
    return tuple(resolved)


def named_by(connection: Connection, letter_id: str, kinds: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Letters that name this one: (kind, id of the naming letter), oldest first."""
    own = connection.execute(
        sa.select(letters.c.reference_key, letters.c.dated).where(letters.c.id == letter_id)
    ).one_or_none()
    if own is None or not own.reference_key:
        return ()
    where = [
        citations.c.reference_key == own.reference_key,
        sa.or_(citations.c.dated == "", citations.c.dated == own.dated),
        citations.c.letter_id != letter_id,
    ]
    if kinds:
        where.append(citations.c.kind.in_(kinds))
    rows = connection.execute(
        sa.select(citations.c.kind, citations.c.letter_id)
        .join(letters, letters.c.id == citations.c.letter_id)
        .where(*where)
        .order_by(letters.c.created_at, letters.c.id)
    )
    return tuple((str(row.kind), str(row.letter_id)) for row in rows)
