"""Search that works in Thai: any part of a word, either digit script, tone marks and sara am folded; newest first.

Three rounds, each only as far as a page has room: letters that hold what was asked as words (แพร่ the province); letters
that hold it inside other words (เผยแพร่); letters that hold a form of it that a recogniser may have misread.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.index import COLUMN, DAY
from circulars.archive.search_key import misread, search_key, words_of
from circulars.archive.tables import citations, decisions, drafts, issued, letters
from circulars.errors import CircularsError
from circulars.thai.text import folded

WORD, PART, NEAR = "word", "part", "near"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words anywhere, or in one field; between two days (inclusive); of one office, urgency, status.

    `status`: received, sent, waiting (drafts without a decision), issued (passed on), duplicate, cancelled (by a later
    letter that names it). `exact` leaves out misread forms; `words` leaves out parts of other words too.
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
    urgency: str = ""
    status: str = ""
    exact: bool = False
    words: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter found, with what a list shows of it; `match` tells how: word, part (of a word) or near (misread)."""

    letter_id: str
    reference: str
    dated: str
    sender: str
    subject: str
    office: str
    direction: str
    urgency: str = ""
    match: str = WORD


@dataclass(slots=True)
class _Query:
    """A statement in the making: clauses on the index and on the letters, and their values."""

    sqlite: bool
    clauses: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def value(self, value: object) -> str:
        """A value's name in the statement."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"


def find(connection: Connection, wanted: Wanted, limit: int) -> list[Hit]:
    """Letters that fit, at most `limit`: as words first, then as parts, then misread; each newest first."""
    asked = search_key(wanted.text).split()
    if wanted == Wanted(exact=wanted.exact, words=wanted.words):
        return []
    found: dict[str, str] = {}
    rounds = (WORD, PART, NEAR) if asked else (PART,)
    for match in rounds:
        if len(found) >= limit or (wanted.words and match != WORD) or (wanted.exact and match == NEAR):
            break
        query = _query(connection, wanted, asked, match)
        if query is not None:
            for letter_id in _run(connection, query, limit):
                if len(found) < limit:
                    found.setdefault(letter_id, match)
    return _hits(connection, found)


def _query(connection: Connection, wanted: Wanted, asked: list[str], match: str) -> _Query | None:
    """The statement of one round, or None where the round can find nothing."""
    query = _Query(connection.dialect.name == "sqlite")
    if match == WORD:
        if not _words(query, wanted.text):
            return None
    elif match == NEAR and not any(misread(part) for part in asked):
        return None
    else:
        for part in asked:
            forms = (part, *misread(part)) if match == NEAR else (part,)
            if not _part(connection, query, "", forms, alone=len(asked) == 1):
                return None
    for name in COLUMN:
        if name != "number":
            for part in search_key(getattr(wanted, name)).split():
                if not _part(connection, query, name, (part,), alone=True):
                    return None
    _filters(query, wanted)
    return query


def _words(query: _Query, text: str) -> bool:
    """The words of each part, side by side in SQLite's index; False when there are none."""
    phrases = [words for words in (words_of(part) for part in text.split()) if words]
    if not phrases:
        return False
    if query.sqlite:
        value = query.value(" AND ".join('"' + " ".join(words) + '"' for words in phrases))
        query.clauses.append(f"r.number IN (SELECT rowid FROM search_words WHERE search_words MATCH {value})")
    else:
        lexemes = dict.fromkeys(word for words in phrases for word in words)
        value = query.value(" & ".join(f"'{word}'" for word in lexemes))
        query.clauses.append(f"r.words @@ CAST({value} AS tsquery)")
        for words in phrases:
            if len(words) > 1:  # side by side, as SQLite's phrases are
                query.clauses.append(_like(query, "r.content", search_key("".join(words))))
    return True


def _part(connection: Connection, query: _Query, name: str, forms: tuple[str, ...], *, alone: bool) -> bool:
    """A part of a word in a field or anywhere; False when no letter can hold it."""
    if not query.sqlite:
        column = f"r.{COLUMN[name]}" if name else "r.content"
        query.clauses.append("(" + " OR ".join(_like(query, column, form) for form in forms) + ")")
        return True
    terms = [term for form in forms for term in _terms(connection, form)]
    if not terms:
        return False
    if len(forms[0]) == 1 and not forms[0].isdigit() and not alone:
        return True  # one letter beside longer parts narrows nothing
    chosen = " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)
    query.parts.append(f"{{{name}}} : ({chosen})" if name else f"({chosen})")
    return True


def _terms(connection: Connection, form: str) -> list[str]:
    """A part as FTS5 looks for it: itself, or every trigram that begins with a shorter one."""
    if len(form) >= 3:
        return [form]
    rows = connection.execute(
        sa.text("SELECT term FROM search_vocabulary WHERE term >= :start AND term < :end"),
        {"start": form, "end": form + "\U0010ffff"},
    )
    return [str(row.term) for row in rows]


def _like(query: _Query, column: str, form: str) -> str:
    pattern = form.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"{column} LIKE {query.value(f'%{pattern}%')} ESCAPE '!'"


def _filters(query: _Query, wanted: Wanted) -> None:
    """Number, days, office, urgency and status, on the letters' own columns."""
    if wanted.number:
        query.clauses.append(_like(query, "l.reference_key", folded(wanted.number)))
    if wanted.since:
        query.clauses.append(f"r.number >= {query.value(wanted.since.toordinal() * DAY)}")
    if wanted.until:
        query.clauses.append(f"r.number < {query.value((wanted.until.toordinal() + 1) * DAY)}")
    for column in ("office", "urgency"):
        if getattr(wanted, column):
            query.clauses.append(f"l.{column} = {query.value(getattr(wanted, column))}")
    if wanted.status:
        query.clauses.append(_status(wanted.status))


_STATUS = {
    "received": "l.direction = 'received'",
    "sent": "l.direction = 'sent'",
    "duplicate": "l.duplicate_of IS NOT NULL",
    "issued": f"EXISTS (SELECT 1 FROM {issued.name} i WHERE i.source_id = l.id)",
    "waiting": f"EXISTS (SELECT 1 FROM {drafts.name} d WHERE d.letter_id = l.id AND NOT EXISTS "
    f"(SELECT 1 FROM {decisions.name} e JOIN {drafts.name} f ON f.id = e.draft_id "
    "WHERE f.letter_id = d.letter_id AND f.step = d.step AND f.round = d.round))",
    "cancelled": f"EXISTS (SELECT 1 FROM {citations.name} c WHERE c.reference_key = l.reference_key "
    "AND c.reference_key <> '' AND c.kind IN ('cancels', 'supersedes') AND (c.dated = '' OR c.dated = l.dated) "
    "AND c.letter_id <> l.id)",
}
STATUSES = tuple(_STATUS)


def _status(status: str) -> str:
    if status not in _STATUS:
        raise CircularsError(f"ไม่มีสถานะ {status!r} ใช้ได้แต่ {', '.join(_STATUS)}", code="status")
    return _STATUS[status]


def _run(connection: Connection, query: _Query, limit: int) -> list[str]:
    """Ids in the index's own order, backwards, which is newest first."""
    table, order = "search_rows r", "r.number"
    if query.parts:
        value = query.value(" AND ".join(query.parts))
        table, order = "search_parts p CROSS JOIN search_rows r ON r.number = p.rowid", "p.rowid"
        query.clauses.append(f"p.search_parts MATCH {value}")
    if any("l." in clause for clause in query.clauses):
        table += " JOIN letters l ON l.id = r.letter_id"
    where = " AND ".join(query.clauses) or "1 = 1"
    statement = f"SELECT r.letter_id FROM {table} WHERE {where} ORDER BY {order} DESC LIMIT {int(limit)}"
    return [str(row.letter_id) for row in connection.execute(sa.text(statement), query.values)]


def _hits(connection: Connection, found: dict[str, str]) -> list[Hit]:
    rows = {row.id: row for row in connection.execute(sa.select(letters).where(letters.c.id.in_(list(found))))}
    return [
        Hit(letter_id, one.reference, one.dated, one.sender, one.subject, one.office, one.direction, one.urgency, match)
        for letter_id, match in found.items()
        if (one := rows.get(letter_id)) is not None
    ]
