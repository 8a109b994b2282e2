"""What came in from one day through another, file by file, and how far each letter of it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.store.tables import decisions, drafts, issued, letters, outcomes, register, scans
from circulars.review import Verdict, load_decision
from circulars.triage.step import Step

_DAY = dt.timedelta(days=1)


class Stage(StrEnum):
    """How far a letter is: filed, waiting for a reviewer, decided (noted, assigned, not passed on), issued, known before."""

    FILED = "filed"
    WAITING = "waiting"
    DECIDED = "decided"
    ISSUED = "issued"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Arrived:
    """One letter of a file, with what a list shows; `number` is its received number, `unit` the one that has it."""

    letter_id: str
    number: int | None
    reference: str
    subject: str
    sender: str
    urgency: str
    stage: Stage
    step: Step | None
    unit: str
    issued_as: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was taken in: its name, when, and the letters that an office has from it."""

    scan_id: str
    name: str
    at: dt.datetime
    letters: tuple[Arrived, ...]


def arrivals(connection: Connection, office: str, since: dt.date, until: dt.date, limit: int) -> tuple[Arrival, ...]:
    """Files taken in from one day through another that brought letters of this office, the newest first.

    A file names no office, and a database may be shared: one without a letter yet stands among the claims at work.
    """
    own = sa.exists().where(letters.c.scan_id == scans.c.id, letters.c.office == office)
    where = (own, scans.c.received_at >= since.isoformat(), scans.c.received_at < (until + _DAY).isoformat())
    order = (scans.c.received_at.desc(), scans.c.id)
    files = connection.execute(sa.select(scans).where(*where).order_by(*order).limit(limit)).all()
    found: dict[str, list[Arrived]] = {str(one.id): [] for one in files}
    for scan_id, letter in _letters(connection, office, tuple(found)):
        found[scan_id].append(letter)
    return tuple(
        Arrival(str(one.id), str(one.name), dt.datetime.fromisoformat(one.received_at), tuple(found[str(one.id)]))
        for one in files
    )


def _letters(connection: Connection, office: str, scan_ids: Sequence[str]) -> list[tuple[str, Arrived]]:
    columns = (letters.c.id, letters.c.scan_id, letters.c.reference, letters.c.subject, letters.c.sender)
    statement = (
        sa.select(*columns, letters.c.urgency, letters.c.duplicate_of)
        .where(letters.c.scan_id.in_(scan_ids), letters.c.office == office)
        .order_by(letters.c.place)
    )
    rows = connection.execute(statement).all()
    ids = [str(row.id) for row in rows]
    said, numbers = _said(connection, office, ids), _numbers(connection, office, ids)
    where = (issued.c.source_id.in_(ids), issued.c.office == office)
    sent = connection.execute(sa.select(issued.c.source_id, issued.c.draft_id, issued.c.reference).where(*where)).all()
    out = {str(one.source_id): str(one.reference) for one in sent}
    waiting, closed = _drafted(connection, office, ids, frozenset(str(one.draft_id) for one in sent))
    found = []
    for row in rows:
        state, step, unit = said.get(str(row.id), ("", None, ""))
        stage = Stage.FILED
        if row.duplicate_of:
            stage = Stage.DUPLICATE
        elif str(row.id) in waiting:
            stage = Stage.WAITING
        elif str(row.id) in out:
            stage = Stage.ISSUED
        elif state == "decided" or str(row.id) in closed:
            stage = Stage.DECIDED
        number = numbers.get(str(row.id))
        told = (row.reference, row.subject, row.sender, row.urgency)
        found.append(
            (str(row.scan_id), Arrived(str(row.id), number, *told, stage, step, unit, out.get(str(row.id), "")))
        )
    return found


def _numbers(connection: Connection, office: str, ids: Sequence[str]) -> dict[str, int]:
    """Received numbers by letter. Asked by the letters alone: an index by office and day would be gone through whole."""
    columns = (register.c.letter_id, register.c.office, register.c.book, register.c.number)
    rows = connection.execute(sa.select(*columns).where(register.c.letter_id.in_(ids)))
    return {str(row.letter_id): int(row.number) for row in rows if row.office == office and row.book == "received"}


def _said(connection: Connection, office: str, ids: Sequence[str]) -> dict[str, tuple[str, Step | None, str]]:
    """What was said last of each letter: proposed or decided, its step, the unit that has it."""
    where = (outcomes.c.letter_id.in_(ids), outcomes.c.office == office)
    rows = connection.execute(sa.select(outcomes).where(*where).order_by(outcomes.c.place))
    return {str(row.letter_id): (str(row.state), Step(str(row.step)), str(row.unit)) for row in rows}


def _drafted(
    connection: Connection, office: str, ids: Sequence[str], sent: frozenset[str]
) -> tuple[set[str], set[str]]:
    """Letters of which the latest round of a review waits for a person; letters of which one was decided for good."""
    latest: dict[tuple[str, str], tuple[int, str]] = {}
    where = (drafts.c.letter_id.in_(ids), drafts.c.office == office)
    for row in connection.execute(
        sa.select(drafts.c.id, drafts.c.letter_id, drafts.c.step, drafts.c.round).where(*where)
    ):
        key = (str(row.letter_id), str(row.step))
        latest[key] = max(latest.get(key, (0, "")), (int(row.round), str(row.id)))
    of_letter = {draft_id: letter_id for (letter_id, _), (_, draft_id) in latest.items()}
    decided: dict[str, bool] = {}
    for row in connection.execute(sa.select(decisions).where(decisions.c.draft_id.in_(list(of_letter)))):
        made = load_decision(str(row.record))
        decided[str(row.draft_id)] = made.final and made.verdict is not Verdict.APPROVE
    waiting = {letter_id for draft_id, letter_id in of_letter.items() if draft_id not in decided.keys() | sent}
    return waiting, {of_letter[draft_id] for draft_id, closed in decided.items() if closed}
