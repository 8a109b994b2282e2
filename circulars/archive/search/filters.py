"""What is looked for, and the parts of a statement that letters' own columns and what became of them answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from circulars.archive.search.index import DAY, unpacked
from circulars.archive.store.tables import (
    CANCELLED,
    ENDING,
    OF_A_UNIT,
    TWICE,
    asked,
    citations,
    corrections,
    decisions,
    drafts,
    issued,
    letters,
    moves,
    outcomes,
    receipts,
    register,
    standing,
)
from circulars.errors import CircularsError
from circulars.thai.text import folded


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words anywhere, or in one field; between two days (inclusive); of one office, urgency, status.

    `offices` are all that may be told to whoever asks (none named: everything), since a database may be shared.
    `status`: received, sent, waiting (drafts without a decision), issued (passed on), duplicate, cancelled (by a later
    letter that names it), and of ours unsigned, unsent, unacknowledged, unanswered
    (`_unfinished`). `step` what becomes of it (note, act, …), `unit` part of the name of the unit that has it, `due` the
    day up to which something is owed; each as it was said last. `exact` leaves out misread forms; `words` leaves out parts of other words too.
    """

    text: str = ""
    number: str = ""
    sender: str = ""
    addressee: str = ""
    subject: str = ""
    person: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    office: str = ""
    offices: tuple[str, ...] = ()
    urgency: str = ""
    status: str = ""
    exact: bool = False
    words: bool = False
    step: str = ""
    unit: str = ""
    due: dt.date | None = None


@dataclass(slots=True)
class Query:
    """A statement in the making: clauses on the index and on the letters, their values, and what SQLite's finds must hold.

    `held` is a list of (field or "" for any, forms of which one must stand in it). `few` are statements that give the ids of
    all letters that can fit, quickly, where they may be few: these are then looked at instead of the newest.
    """

    sqlite: bool
    clauses: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    words: str = ""
    held: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    few: list[str] = field(default_factory=list)

    def value(self, value: object) -> str:
        """A value's name in the statement."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def proves(self, content: bytes) -> bool:
        """Whether a letter's folded text holds every part: its trigrams alone do not prove it."""
        fields = unpacked(content)
        whole = "\n".join(fields.values())
        return all(any(form in (fields[name] if name else whole) for form in forms) for name, forms in self.held)


def like(query: Query, column: str, form: str) -> str:
    """A column holds this form somewhere."""
    pattern = form.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"{column} LIKE {query.value(f'%{pattern}%')} ESCAPE '!'"


def filters(query: Query, wanted: Wanted) -> None:
    """Number, days, office, urgency and status, on the letters' own columns."""
    if wanted.number:
        read_as = like(query, "c.old_key", folded(wanted.number))
        query.clauses.append(
            f"({like(query, 'l.reference_key', folded(wanted.number))} OR EXISTS (SELECT 1 FROM {corrections.name} c "
            f"WHERE c.letter_id = l.id AND c.field = 'reference' AND {read_as}))"
        )
    if wanted.since:
        query.clauses.append(f"r.number >= {query.value(wanted.since.toordinal() * DAY)}")
    if wanted.until:
        query.clauses.append(f"r.number < {query.value((wanted.until.toordinal() + 1) * DAY)}")
    for column in ("office", "urgency"):
        if getattr(wanted, column):
            query.clauses.append(f"l.{column} = {query.value(getattr(wanted, column))}")
    if wanted.offices:
        query.clauses.append(f"l.office IN ({', '.join(map(query.value, wanted.offices))})")
    if wanted.status:
        query.clauses.append(_status(wanted.status, sqlite=query.sqlite))
        query.few += [_FEW[wanted.status]] if wanted.status in _FEW else []
    if wanted.step or wanted.unit or wanted.due:
        query.clauses.append(_became(query, wanted))


def _became(query: Query, wanted: Wanted) -> str:
    """The last outcome of the letter has this step, unit and day."""
    parts = [
        "o.letter_id = l.id",
        f"o.place = (SELECT MAX(p.place) FROM {outcomes.name} p WHERE p.letter_id = o.letter_id AND p.office = o.office)",
    ]
    if wanted.step:
        parts.append(f"o.step = {query.value(wanted.step)}")
    if wanted.unit:
        named = like(query, "o.unit", wanted.unit)
        parts.append(named)
        query.few.append(f"SELECT o.letter_id FROM {outcomes.name} o WHERE o.{OF_A_UNIT} AND {named}")
    if wanted.due:
        parts.append(f"o.due <> '' AND o.due <= {query.value(wanted.due.isoformat())}")
    return f"EXISTS (SELECT 1 FROM {outcomes.name} o WHERE {' AND '.join(parts)})"


_STATUS = {
    "received": "l.direction = 'received'",
    "sent": "l.direction = 'sent'",
    "duplicate": "l.duplicate_of IS NOT NULL",
    "issued": f"EXISTS (SELECT 1 FROM {issued.name} i WHERE i.source_id = l.id)",
    "waiting": f"EXISTS (SELECT 1 FROM {drafts.name} d WHERE d.letter_id = l.id AND NOT EXISTS "
    f"(SELECT 1 FROM {decisions.name} e JOIN {drafts.name} f ON f.id = e.draft_id "
    "WHERE f.letter_id = d.letter_id AND f.step = d.step AND f.round = d.round))",
    "cancelled": f"(EXISTS (SELECT 1 FROM {citations.name} c WHERE c.reference_key = l.reference_key "
    "AND c.reference_key <> '' AND c.kind IN ('cancels', 'supersedes') AND (c.dated = '' OR c.dated = l.dated) "
    "AND c.letter_id <> l.id) "
    f"OR EXISTS (SELECT 1 FROM {register.name} r WHERE r.letter_id = l.id AND r.state = 'cancelled'))",
}
_FEW = {
    "duplicate": f"SELECT l.id FROM {letters.name} l WHERE l.{TWICE}",
    "cancelled": f"SELECT l.id FROM {citations.name} c JOIN {letters.name} l ON l.reference_key = c.reference_key "
    f"WHERE c.{ENDING} AND c.reference_key <> '' "
    f"UNION SELECT r.letter_id FROM {register.name} r WHERE r.{CANCELLED} AND r.letter_id IS NOT NULL",
    "unanswered": f"SELECT a.letter_id FROM {asked.name} a",
}
"""The letters that can be in a state which few are in, by the indexes of these."""
UNFINISHED = ("unsigned", "unsent", "unacknowledged", "unanswered")
_STANDS = f"NOT EXISTS (SELECT 1 FROM {register.name} c WHERE c.letter_id = l.id AND c.state = 'cancelled')"
_RECEIVED = f"EXISTS (SELECT 1 FROM {register.name} g WHERE g.letter_id = l.id AND g.book = 'received' AND g.office = {{office}})"
_CAME_BACK = f"EXISTS (SELECT 1 FROM {receipts.name} t WHERE t.letter_id = l.id AND t.place = {{place}} AND t.state IN ({{states}}))"
_SENT = (
    f"EXISTS (SELECT 1 FROM {standing.name} m WHERE m.letter_id = l.id AND m.place = {{place}} AND m.state = 'sent')"
)
_EACH = {
    True: ("json_each(i.recipients) e", "e.key", "json_extract(e.value, '$.office')"),
    False: (
        "json_array_elements(CAST(i.recipients AS json)) WITH ORDINALITY AS e(value, key)",
        "e.key - 1",
        "e.value->>'office'",
    ),
}
"""The recipients of a letter as rows on SQLite (True) and PostgreSQL: from what, the place of one, its office."""
STATUSES = (*_STATUS, *UNFINISHED)


def _status(status: str, *, sqlite: bool) -> str:
    if status not in STATUSES:
        raise CircularsError(f"ไม่มีสถานะ {status!r} ใช้ได้แต่ {', '.join(STATUSES)}", code="status")
    return _unfinished(status, sqlite=sqlite) if status in UNFINISHED else _STATUS[status]


def _unfinished(status: str, *, sqlite: bool) -> str:
    """The clause on a letter `l`; `status` is one of `UNFINISHED`.

    Letters of ours whose course is not at its end: not signed, not sent to all, not acknowledged or answered by all. What
    came back proves what must have gone before: who answered has the letter. A recipient that is an office of this house
    has it once it is entered in that office's register. A letter whose number is cancelled waits for nothing.
    Unanswered is what asks for an answer by a day (a letter for information waits for none).
    """
    if status == "unsigned":
        signed = f"EXISTS (SELECT 1 FROM {moves.name} m WHERE m.letter_id = l.id AND m.state = 'signed')"
        return f"({_issued('NOT ' + signed)} AND {_STANDS})"
    source, place, office = _EACH[sqlite]
    back = "'answered'" if status == "unanswered" else "'answered', 'acknowledged'"
    reached = [_CAME_BACK.format(place=place, states=back)]
    if status != "unanswered":
        reached.append(_RECEIVED.format(office=office))
    if status == "unsent":
        reached.append(_SENT.format(place=place))
    lacking = f"EXISTS (SELECT 1 FROM {source} WHERE NOT ({' OR '.join(reached)}))"
    asks = f" AND EXISTS (SELECT 1 FROM {asked.name} a WHERE a.letter_id = l.id)" if status == "unanswered" else ""
    return f"({_issued(lacking)} AND {_STANDS}{asks})"


def _issued(clause: str) -> str:
    return f"EXISTS (SELECT 1 FROM {issued.name} i WHERE i.letter_id = l.id AND {clause})"
