"""Search that works in Thai: any part of a word, either digit script, tone marks and sara am folded; newest first.

Three rounds, each only as far as a page has room: letters that hold what was asked as words (แพร่ the province); letters
that hold it inside other words (เผยแพร่); where neither finds any, letters that hold a form of it that a recogniser may have
misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.search.filters import Query, Wanted, filters, like
from circulars.archive.search.index import COLUMN
from circulars.archive.search.search_key import BEFORE_PLACES, PLACES, misread, search_key, words_of
from circulars.archive.store.tables import (
    letters,
)

WORD, PART, NEAR = "word", "part", "near"
_FEW = 2000
"""So many letters are looked at one by one rather than passing over all the newer ones."""
_NEWEST = 1000
"""Letters of PostgreSQL that are looked through before its index is asked."""


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


def _query(connection: Connection, wanted: Wanted, asked: list[str], match: str) -> Query | None:
    """The statement of one round, or None where the round can find nothing."""
    query = Query(connection.dialect.name == "sqlite")
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
    filters(query, wanted)
    return query


def _words(query: Query, text: str) -> bool:
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
            near = (like(query, "r.content", search_key(before + words[0])) for before in ("จังหวัด", "จ."))
            query.clauses.append(f"({' OR '.join(near)})")
        elif len(words) > 1:  # side by side, as SQLite's phrases are
            query.clauses.append(like(query, "r.content", search_key("".join(words))))
    return True


def _part(connection: Connection, query: Query, name: str, forms: tuple[str, ...]) -> bool:
    """A part of a word in a field or anywhere; False when no letter can hold it."""
    if not query.sqlite:
        column = f"r.{COLUMN[name]}" if name else "r.content"
        query.clauses.append("(" + " OR ".join(like(query, column, form) for form in forms) + ")")
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


def _run(connection: Connection, query: Query, limit: int) -> Iterator[str]:
    """Ids in the index's own order, backwards, which is newest first."""
    if not query.sqlite:
        yield from _run_postgres(connection, query, limit)
        return
    table, order = "search_rows r", "r.number"
    if (few := _few(connection, query)) is not None:
        query.clauses.append(f"r.letter_id IN ({', '.join(map(query.value, few))})")
        order = "+r.number"  # the sign keeps SQLite from walking through all letters in their order
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


def _few(connection: Connection, query: Query) -> list[str] | None:
    """Ids of all letters that can fit, where a statement tells that they are few; None where it is not known."""
    for statement in query.few:
        wanted = {name: query.values[name] for name in re.findall(r":(v\d+)", statement)}
        rows = connection.execute(sa.text(f"{statement} LIMIT {_FEW + 1}"), wanted).scalars()
        found = [str(one) for one in rows]
        if len(found) <= _FEW:
            return list(dict.fromkeys(found))
    return None


def _run_postgres(connection: Connection, query: Query, limit: int) -> Iterator[str]:
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


def _joined(table: str, query: Query) -> str:
    """The index with its letters; SQLite keeps that order of looking and so gives the newest first without sorting all."""
    join = "CROSS JOIN" if query.sqlite else "JOIN"
    return f"{table} {join} letters l ON l.id = r.letter_id" if any("l." in one for one in query.clauses) else table


def _where(query: Query) -> str:
    return " AND ".join(query.clauses) or "1 = 1"


def _hits(connection: Connection, found: dict[str, str]) -> list[Hit]:
    rows = {row.id: row for row in connection.execute(sa.select(letters).where(letters.c.id.in_(list(found))))}
    return [
        Hit(letter_id, one.reference, one.dated, one.sender, one.subject, one.office, one.direction, one.urgency, match)
        for letter_id, match in found.items()
        if (one := rows.get(letter_id)) is not None
    ]
