"""What the archive knows that reading and drafting need: known letters of a sender, and our own earlier letters."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.shelves.rows import IssuedRow
from circulars.archive.store.shelf import Row
from circulars.archive.store.tables import letters
from circulars.archive.tracing.earlier import earlier_priors
from circulars.cascade.plan.thread import PriorLetter
from circulars.checks.facts import ArchiveFacts, KnownLetter
from circulars.errors import CircularsError
from circulars.letter.letter import Letter, Urgency
from circulars.letter.reference import InvalidReference, ReferenceNumber, format_reference, parse_reference
from circulars.thai.dates import ThaiDate
from circulars.thai.text import folded
from circulars.triage.proposal import Facts

_RATE_LETTERS = 40


def archive_facts(archive: Archive, letter: Letter, *, but: tuple[str, ...] = ()) -> ArchiveFacts:
    """Other dated letters of the same sender's register, and the letters that this one cites; `but` ids are left out."""
    number = letter.reference.value
    known: list[KnownLetter] = []
    if number is not None and number.letters:
        start = folded(f"{number.letters} {number.office_number}/")
        statement = (
            sa.select(letters)
            .where(letters.c.reference_key.like(start.replace("%", "") + "%"), letters.c.id.not_in(but))
            .order_by(letters.c.dated.desc())
            .limit(_RATE_LETTERS)
        )
        with archive.reading.connect() as connection:
            known += _known([dict(row) for row in connection.execute(statement).mappings()])
    missing = []
    for cited in (one.value.number for one in letter.references if one.value and one.value.number):
        found = _known(_with_number(archive, cited, but))
        known += found
        if not found and cited.complete:
            missing.append(cited)
    return ArchiveFacts(tuple(dict.fromkeys(known)), tuple(missing))


def _with_number(archive: Archive, number: ReferenceNumber, but: tuple[str, ...] = ()) -> list[Row]:
    statement = sa.select(letters).where(
        letters.c.reference_key == folded(format_reference(number)), letters.c.id.not_in(but)
    )
    with archive.reading.connect() as connection:
        return [{str(k): v for k, v in row.items()} for row in connection.execute(statement).mappings()]


def _known(rows: list[Row]) -> list[KnownLetter]:
    found = []
    for row in rows:
        try:
            number = parse_reference(str(row["reference"]))
            dated = ThaiDate.from_ce(dt.date.fromisoformat(str(row["dated"])))
        except (InvalidReference, ValueError):
            continue  # a letter without a readable number or date tells nothing about others
        where = f"แฟ้ม {row['id']}"
        found.append(KnownLetter(number, dated, str(row["sender"]) or None, str(row["subject"]) or None, where))
    return found


def priors_for(archive: Archive, letter: Letter, office: str) -> tuple[PriorLetter, ...]:
    """Letters that `office` issued earlier on this thread: those that forwarded what this letter cites."""
    priors: list[PriorLetter] = []
    for cited in (one.value.number for one in letter.references if one.value and one.value.number):
        sources = _with_number(archive, cited)
        priors += earlier_priors(archive, cited, sources, office)
        for source in sources:
            for row in archive.issued_from(str(source["id"])):
                if row.office == office:
                    priors.append(_prior(archive, row, format_reference(cited)))
    return tuple(dict.fromkeys(priors))


def triage_facts(archive: Archive, letter: Letter, office: str, letter_id: str = "") -> Facts:
    """What decides and only the archive knows.

    To whom `office` sent on what this letter names, a line each as its letters were addressed (empty where it did not);
    the day on which the letter of this id was taken in; what a person decided on the last one of the same sender and matter.
    """
    lines = []
    for cited in (one.value.number for one in letter.references if one.value and one.value.number):
        for source in _with_number(archive, cited):
            for row in archive.issued_from(str(source["id"])):
                if row.office == office:
                    sent = archive.load_letter(row.letter_id).letter
                    lines += [one.value for one in sent.addressees if one.value]
    received = archive.letter_row(letter_id).created_at.date() if letter_id else None
    before = archive.decided_before(letter_id, letter.sender_agency.value or "", letter.subject.value or "", office)
    return Facts(sent_on_to="\n".join(dict.fromkeys(lines)), received=received, before=before)


def _prior(archive: Archive, row: IssuedRow, forwarded: str) -> PriorLetter:
    stored = archive.load_letter(row.letter_id).letter
    record = archive.draft_record(row.draft_id)
    urgency = str(stored.urgency.value) if stored.urgency.value else None
    recipients = tuple(one.office.code for one in record.recipients if one.office)
    number, dated = stored.reference.value, stored.dated.value
    if number is None or dated is None:
        raise CircularsError("หนังสือที่ออกแล้วไม่มีเลขหรือวันที่ กรุณาสั่ง circulars verify", code="archive", cause=row.letter_id)
    agency = stored.sender_agency.value or ""
    subject = stored.subject.value or ""
    return PriorLetter(
        agency, number, dated, subject, Urgency(urgency) if urgency else None, record.gist, recipients, (forwarded,)
    )
