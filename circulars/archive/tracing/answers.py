"""What became of an issued letter at each recipient: acknowledged, answered, or nothing yet.

A letter that comes in, cites our number and is written by one of its recipients closes that recipient's row. What comes
by other ways – a signed slip, a telephone call – a clerk enters by hand.
"""

from __future__ import annotations

import datetime as dt
import json
import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.ledger import Event, Value
from circulars.archive.store.tables import asked, issued, letters, receipts, relations
from circulars.cascade.asks.deadlines import find_deadlines, last_day
from circulars.directory import Office, find_office
from circulars.errors import ArchiveFault, SettingsWrong
from circulars.letter.letter import Letter
from circulars.letter.record import load_letter
from circulars.letter.reference import format_reference
from circulars.thai.text import folded

ACKNOWLEDGED, ANSWERED = "acknowledged", "answered"
DONE = "done"
"""A letter that came in and that we answered, or finished, by other ways than a letter of ours."""
KEPT = "kept"
"""The days of a series up to one are kept; ``place`` is that day's ordinal, so that each that was entered has its own row."""
LOOK_BACK = dt.timedelta(days=370)
"""A matter older than a year that nobody closed, nor kept a day of since, is told by the yearly list of retention, not every morning."""
_POST = re.compile(
    r"^(?:ผู้ว่าราชการ(?=จังหวัด)|นาย(?=อำเภอ)|นายก(?=องค์การ|เทศ|เทศมนตรี)|อธิบดี(?=กรม)|ที่ว่าการ(?=อำเภอ)|ศาลากลาง(?=จังหวัด))"
)


def due_day(letter: Letter, start: dt.date) -> dt.date | None:
    """The last day that a letter sets for an answer, or None where it names none; a period runs from `start`.

    For a period that is the day on which the recipient had the letter, as far as it is known, else the letter's own.
    """
    limits = [one for paragraph in letter.body for one in find_deadlines(paragraph.value or "")]
    days = [day for one in limits if (day := last_day(one, start)) is not None]
    return max(days) if days else None


def note_asked(connection: Connection, letter_id: str, letter: Letter, came: dt.date) -> None:
    """Keep by its day that a letter asks something; what is asked of nobody is not kept. `came` is the day it was filed."""
    connection.execute(sa.delete(asked).where(asked.c.letter_id == letter_id))
    start = letter.dated.value.ce if letter.dated.value else came
    day = due_day(letter, min(start, came))
    if day is not None:
        moves = due_day(letter, came + dt.timedelta(days=40)) != day
        connection.execute(sa.insert(asked).values(letter_id=letter_id, day=day.isoformat(), moves=int(moves)))


def still_open(today: dt.date) -> sa.ColumnElement[bool]:
    """Letters of the last year, and older ones of which a day that comes again was kept since: by an entry, or by a letter of ours."""
    since, reply = today - LOOK_BACK, letters.alias("reply")
    entered = sa.select(receipts.c.place).where(
        receipts.c.letter_id == letters.c.id, receipts.c.state == KEPT, receipts.c.place >= since.toordinal()
    )
    replied = (
        sa.select(relations.c.to_id)
        .join(reply, reply.c.id == relations.c.from_id)
        .where(
            relations.c.to_id == letters.c.id, relations.c.kind == "replies", reply.c.created_at >= since.isoformat()
        )
    )
    return sa.or_(letters.c.created_at >= since.isoformat(), sa.exists(entered), sa.exists(replied))


def refill_asked(connection: Connection, today: dt.date) -> int:
    """Make the list of open matters anew from the letters of the last year, and series that go on; how many there are."""
    connection.execute(sa.delete(asked))
    done = sa.exists(sa.select(receipts.c.place).where(receipts.c.letter_id == letters.c.id, receipts.c.state == DONE))
    recent = sa.select(letters.c.id, letters.c.record, letters.c.created_at).where(still_open(today), ~done)
    for row in connection.execute(recent).all():
        try:
            letter = load_letter(str(row.record))
        except ValueError:
            continue  # a damaged row is named by verify
        note_asked(connection, str(row.id), letter, dt.date.fromisoformat(str(row.created_at)[:10]))
        _settle(connection, str(row.id))
    return int(connection.execute(sa.select(sa.func.count()).select_from(asked)).scalar_one())


def _settle(connection: Connection, letter_id: str) -> None:
    """A matter that is closed, or a letter that all have answered, is open no more."""
    row = connection.execute(sa.select(issued.c.recipients).where(issued.c.letter_id == letter_id)).one_or_none()
    wanted, state = (len(json.loads(row.recipients)), ANSWERED) if row is not None else (1, DONE)
    where = (receipts.c.letter_id == letter_id, receipts.c.state == state)
    count = connection.execute(sa.select(sa.func.count()).select_from(receipts).where(*where)).scalar_one()
    if int(count) >= wanted:
        connection.execute(sa.delete(asked).where(asked.c.letter_id == letter_id))


def note_answers(event: Event, letter_id: str, letter: Letter) -> None:
    """Close the rows of our letters that this one answers, and keep that it replies to them."""
    sender = _sender(letter)
    for cited in (one.value for one in letter.references):
        if cited is None or cited.number is None or not cited.number.complete:
            continue
        where = [letters.c.reference_key == folded(format_reference(cited.number))]
        if cited.dated is not None:
            where.append(letters.c.dated == cited.dated.iso_ce)
        ours = event.connection.execute(
            sa.select(issued.c.letter_id, issued.c.recipients)
            .join(letters, letters.c.id == issued.c.letter_id)
            .where(*where)
        ).all()
        for row in ours:
            _insert_once(event, relations, {"kind": "replies", "from_id": letter_id, "to_id": row.letter_id})
            for place, recipient in enumerate(json.loads(row.recipients)):
                if _is(recipient["title"], recipient["office"], letter, sender):
                    _receipt(event, str(row.letter_id), place, ANSWERED, letter_id, "")


def answered_by(connection: Connection, letter_id: str) -> dict[str, tuple[int, ...]]:
    """Letters that answer one of ours, with the places of the recipients who wrote them; no place: nobody of them did.

    More than the receipts tell, which keep the first answer of each.
    """
    row = connection.execute(sa.select(issued.c.recipients).where(issued.c.letter_id == letter_id)).one_or_none()
    recipients = json.loads(row.recipients) if row is not None else []
    found = connection.execute(
        sa.select(letters.c.id, letters.c.record)
        .join(relations, relations.c.from_id == letters.c.id)
        .where(relations.c.kind == "replies", relations.c.to_id == letter_id)
        .order_by(letters.c.created_at, letters.c.id)
    ).all()
    read = {str(one.id): load_letter(str(one.record)) for one in found}
    return {
        answer: tuple(
            place
            for place, recipient in enumerate(recipients)
            if _is(recipient["title"], recipient["office"], letter, _sender(letter))
        )
        for answer, letter in read.items()
    }


def acknowledge(event: Event, letter_id: str, recipient: str, note: str, state: str = ACKNOWLEDGED) -> int:
    """Enter by hand that recipients whose title holds this text have it, or have answered; how many. Raises ArchiveFault."""
    row = event.connection.execute(sa.select(issued.c.recipients).where(issued.c.letter_id == letter_id)).one_or_none()
    if row is None:
        raise ArchiveFault(f"หนังสือ {letter_id} ไม่ใช่หนังสือที่สำนักงานนี้ออก กรุณาตรวจรหัสอีกครั้ง", code="unknown", cause=letter_id)
    titles = [str(one["title"]) for one in json.loads(row.recipients)]
    places = [place for place, title in enumerate(titles) if folded(recipient) == folded(title)]
    places = places or [place for place, title in enumerate(titles) if folded(recipient) in folded(title)]
    if not places:
        raise ArchiveFault(
            f"ไม่มีผู้รับชื่อ {recipient!r} ในหนังสือนี้ ผู้รับคือ {', '.join(titles[:8])}", code="unknown", cause=recipient
        )
    for place in places:
        _receipt(event, letter_id, place, state, None, note)
    return len(places)


def note_receipt(event: Event, letter_id: str, place: int, state: str, note: str) -> bool:
    """Enter what came back of one recipient; whether it is new."""
    count = len(event.rows)
    _receipt(event, letter_id, place, state, None, note)
    return len(event.rows) > count


def note_answer(event: Event, letter_id: str, place: int, answer_id: str) -> bool:
    """A letter that came in a reply answers ours, unless it names another writer than this recipient; whether it is new."""
    row = event.connection.execute(sa.select(issued.c.recipients).where(issued.c.letter_id == letter_id)).one_or_none()
    record = event.connection.execute(sa.select(letters.c.record).where(letters.c.id == answer_id)).scalar()
    recipients = json.loads(row.recipients) if row is not None else []
    if record is None or place >= len(recipients):
        return False
    letter, recipient = load_letter(str(record)), recipients[place]
    if letter.sender_agency.value and not _is(recipient["title"], recipient["office"], letter, _sender(letter)):
        return False
    count = len(event.rows)
    _insert_once(event, relations, {"kind": "replies", "from_id": answer_id, "to_id": letter_id})
    _receipt(event, letter_id, place, ANSWERED, answer_id, "")
    return len(event.rows) > count


def close_matter(event: Event, letter_id: str, note: str) -> bool:
    """Enter that what a letter asks of us is done; whether it was not entered yet. Raises ArchiveFault for one of ours."""
    direction = event.connection.execute(sa.select(letters.c.direction).where(letters.c.id == letter_id)).scalar()
    if direction != "received":
        raise ArchiveFault(
            "หนังสือนี้ไม่ใช่หนังสือที่รับเข้า กรุณาตรวจรหัส ถ้าผู้รับตอบหนังสือของเรามาแล้ว ใช้ circulars acknowledge",
            code="not-received",
            cause=letter_id,
        )
    where = (receipts.c.letter_id == letter_id, receipts.c.state == DONE)
    if event.connection.execute(sa.select(receipts.c.place).where(*where)).first() is not None:
        return False
    _receipt(event, letter_id, 0, DONE, None, note)
    return True


def keep_day(event: Event, letter_id: str, day: dt.date, note: str) -> bool:
    """Enter that what a letter asks again and again was done for a day; whether it was not entered yet."""
    count = len(event.rows)
    _receipt(event, letter_id, day.toordinal(), KEPT, None, note)
    return len(event.rows) > count


def _receipt(event: Event, letter_id: str, place: int, state: str, answer_id: str | None, note: str) -> None:
    values: dict[str, Value] = {"letter_id": letter_id, "place": place, "state": state}
    _insert_once(event, receipts, {**values, "answer_id": answer_id, "note": note, "at": event.at})
    _settle(event.connection, letter_id)


def _insert_once(event: Event, table: sa.Table, values: dict[str, Value]) -> None:
    where = [column == values[column.name] for column in table.primary_key]
    if event.connection.execute(sa.select(sa.literal(1)).select_from(table).where(*where)).first() is None:
        event.insert(table, values)


def _sender(letter: Letter) -> Office | None:
    """The office that the number's prefix or the printed name tells, or None where the directory has no such row."""
    number = letter.reference.value
    prefix = f"{number.letters} {number.office_number}" if number and number.letters else ""
    for name in (prefix, letter.sender_agency.value or ""):
        if name:
            try:
                return find_office(name)
            except SettingsWrong:
                continue  # a body that the directory does not list: its printed name alone tells
    return None


def _is(title: str, office: str | None, letter: Letter, sender: Office | None) -> bool:
    """Whether a recipient is the office that wrote a letter."""
    if sender is not None and (office == sender.code or title in (sender.head_title, sender.name)):
        return True
    names = [letter.sender_agency.value or ""] + ([sender.name] if sender else [])
    return any(name and bare_title(name) == bare_title(title) for name in names)


def bare_title(name: str) -> str:
    """The office of a post, folded: a letter to its head is one to it (``นายอำเภอพังโคน``, ``อำเภอพังโคน``)."""
    return folded(_POST.sub("", " ".join(name.split())))
