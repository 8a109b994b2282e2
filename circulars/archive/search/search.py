"""Search that works in Thai: any part of a word, either digit script, tone marks and sara am folded; newest first.

Three rounds, each only as far as a page has room: letters that hold what was asked as words (แพร่ the province); letters
that hold it inside other words (เผยแพร่); where neither finds any, letters that hold a form of it that a recogniser may have
misread.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.search.index import COLUMN, DAY, unpacked
from circulars.archive.search.search_key import BEFORE_PLACES, PLACES, misread, search_key, words_of
from circulars.archive.store.tables import citations, corrections, decisions, drafts, issued, letters, register
from circulars.errors import CircularsError
from circulars.thai.text import folded

WORD, PART, NEAR = "word", "part", "near"
_NEWEST = 1000
"""Letters of PostgreSQL that are looked through before its index is asked."""


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
    """A statement in the making: clauses on the index and on the letters, their values, and what SQLite's finds must hold.

    `held` is a list of (field or "" for any, forms of which one must stand in it).
    """

    sqlite: bool
    clauses: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    words: str = ""
    held: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

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


def find(connection: Connection, wanted: Wanted, limit: int) -> list[Hit]:
    """Letters that fit, at most `limit`: as words first, then as parts, then misread; each newest first."""
    asked = search_key(wanted.text).split()
    if wanted == Wanted(exact=wanted.exact, words=wanted.words):
        return []
    found: dict[str, str] = {}
    rounds = (WORD, PART, NEAR) if asked else (PART,)
    for match in rounds:
        if len(found) >= limit or (wanted.words and match != WORD) or (match == NEAR and (wanted.exact or found)):
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
            if not _part(connection, query, "", forms):
                return None
    for name in COLUMN:
        if name != "number":
            for part in search_key(getattr(wanted, name)).split():
                if not _part(connection, query, name, (part,)):
                    return None
    _filters(query, wanted)
    return query


def _words(query: _Query, text: str) -> bool:
    """The words of each part, side by side; False when there are none. เลย alone asks for the province (see PLACES)."""
    phrases = [words for words in (words_of(part) for part in text.split()) if words]
    if not phrases:
        return False
    if query.sqlite:
        forms = [
            [(before, *words) for before in BEFORE_PLACES] if len(words) == 1 and words[0] in PLACES else [words]
            for words in phrases
        ]
        alternatives = (" OR ".join(f'"{" ".join(words)}"' for words in one) for one in forms)
        query.words = " AND ".join(f"({one})" for one in alternatives)
        return True
    lexemes = dict.fromkeys(word for words in phrases for word in words)
    query.clauses.append(
        f"r.words @@ CAST({query.value(' & '.join(f'{chr(39)}{word}{chr(39)}' for word in lexemes))} AS tsquery)"
    )
    for words in phrases:
        if len(words) == 1 and words[0] in PLACES:
            near = (_like(query, "r.content", search_key(before + words[0])) for before in ("จังหวัด", "จ."))
            query.clauses.append(f"({' OR '.join(near)})")
        elif len(words) > 1:  # side by side, as SQLite's phrases are
            query.clauses.append(_like(query, "r.content", search_key("".join(words))))
    return True


def _part(connection: Connection, query: _Query, name: str, forms: tuple[str, ...]) -> bool:
    """A part of a word in a field or anywhere; False when no letter can hold it."""
    if not query.sqlite:
        column = f"r.{COLUMN[name]}" if name else "r.content"
        query.clauses.append("(" + " OR ".join(_like(query, column, form) for form in forms) + ")")
        return True
    query.held.append((name, forms))
    if len(forms[0]) == 1:
        return True  # one letter: nearly every text has it, so the newest are looked through
    chosen = [one for one in (_trigrams(connection, form) for form in forms) if one]
    query.parts.append("(" + " OR ".join(f"({one})" for one in chosen) + ")")
    return bool(chosen)


def _trigrams(connection: Connection, form: str) -> str:
    """Every trigram of a part; of a part of two characters, every trigram that begins with it."""
    if len(form) >= 3:
        return " AND ".join(dict.fromkeys(_quoted(form[at : at + 3]) for at in range(len(form) - 2)))
    rows = connection.execute(
        sa.text("SELECT term FROM search_vocabulary WHERE term >= :start AND term < :end"),
        {"start": form, "end": form + "\U0010ffff"},
    )
    return " OR ".join(_quoted(str(row.term)) for row in rows)


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'


def _like(query: _Query, column: str, form: str) -> str:
    pattern = form.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"{column} LIKE {query.value(f'%{pattern}%')} ESCAPE '!'"


def _filters(query: _Query, wanted: Wanted) -> None:
    """Number, days, office, urgency and status, on the letters' own columns."""
    if wanted.number:
        read_as = _like(query, "c.old_key", folded(wanted.number))
        query.clauses.append(
            f"({_like(query, 'l.reference_key', folded(wanted.number))} OR EXISTS (SELECT 1 FROM {corrections.name} c "
            f"WHERE c.letter_id = l.id AND c.field = 'reference' AND {read_as}))"
        )
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
    "cancelled": f"(EXISTS (SELECT 1 FROM {citations.name} c WHERE c.reference_key = l.reference_key "
    "AND c.reference_key <> '' AND c.kind IN ('cancels', 'supersedes') AND (c.dated = '' OR c.dated = l.dated) "
    "AND c.letter_id <> l.id) "
    f"OR EXISTS (SELECT 1 FROM {register.name} r WHERE r.letter_id = l.id AND r.state = 'cancelled'))",
}
STATUSES = tuple(_STATUS)


def _status(status: str) -> str:
    if status not in _STATUS:
        raise CircularsError(f"ไม่มีสถานะ {status!r} ใช้ได้แต่ {', '.join(_STATUS)}", code="status")
    return _STATUS[status]


def _run(connection: Connection, query: _Query, limit: int) -> Iterator[str]:
    """Ids in the index's own order, backwards, which is newest first."""
    if not query.sqlite:
        yield from _run_postgres(connection, query, limit)
        return
    table, order = "search_rows r", "r.number"
    parts = " AND ".join(query.parts)
    if query.words:
        table, order = "search_words w CROSS JOIN search_rows r ON r.number = w.rowid", "w.rowid"
        query.clauses.append(f"w.search_words MATCH {query.value(query.words)}")
        if parts:
            query.clauses.append(
                f"w.rowid IN (SELECT rowid FROM search_parts WHERE search_parts MATCH {query.value(parts)})"
            )
    elif parts:
        table, order = "search_parts p CROSS JOIN search_rows r ON r.number = p.rowid", "p.rowid"
        query.clauses.append(f"p.search_parts MATCH {query.value(parts)}")
    statement = (
        f"SELECT r.letter_id, r.content FROM {_joined(table, query)} WHERE {_where(query)} ORDER BY {order} DESC"
    )
    count = 0
    with connection.execution_options(yield_per=limit + 14).execute(sa.text(statement), query.values) as rows:
        for row in rows:
            if query.proves(row.content):
                yield str(row.letter_id)
                count += 1
                if count >= limit:
                    return


def _run_postgres(connection: Connection, query: _Query, limit: int) -> Iterator[str]:
    """The newest letters are looked through first: what is common is among them; only what is rare asks the index."""
    inner = f"SELECT r.number, r.letter_id FROM {_joined('search_rows r', query)} WHERE {_where(query)}"
    newest = f"(SELECT * FROM search_rows ORDER BY number DESC LIMIT {_NEWEST}) r"
    recent = (
        f"SELECT r.letter_id FROM {_joined(newest, query)} WHERE {_where(query)} ORDER BY r.number DESC LIMIT {limit}"
    )
    found = [str(row.letter_id) for row in connection.execute(sa.text(recent), query.values)]
    if len(found) < limit:
        every = f"WITH m AS MATERIALIZED ({inner}) SELECT letter_id FROM m ORDER BY number DESC LIMIT {limit}"
        found = [str(row.letter_id) for row in connection.execute(sa.text(every), query.values)]
    yield from found


def _joined(table: str, query: _Query) -> str:
    return f"{table} JOIN letters l ON l.id = r.letter_id" if any("l." in one for one in query.clauses) else table


def _where(query: _Query) -> str:
    return " AND ".join(query.clauses) or "1 = 1"


def _hits(connection: Connection, found: dict[str, str]) -> list[Hit]:
    rows = {row.id: row for row in connection.execute(sa.select(letters).where(letters.c.id.in_(list(found))))}
    return [
        Hit(letter_id, one.reference, one.dated, one.sender, one.subject, one.office, one.direction, one.urgency, match)
        for letter_id, match in found.items()
        if (one := rows.get(letter_id)) is not None
    ]
