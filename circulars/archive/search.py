"""Search that works in Thai: any part of a word, either digit script, tone marks and sara am folded.

SQLite keeps an FTS5 trigram index, PostgreSQL a pg_trgm one where the extension may be created (else a plain scan). Both
index the same folded text; parts shorter than three characters are looked for by a scan. Newest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.tables import letters
from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.dates import format_date
from circulars.thai.digits import to_arabic
from circulars.thai.text import repair

_MARKS = re.compile("[\u0e47-\u0e4e]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter found, with what a list shows of it."""

    letter_id: str
    reference: str
    dated: str
    sender: str
    subject: str
    office: str
    direction: str


def search_key(text: str) -> str:
    """One spelling for search: repaired, Arabic digits, no tone marks, sara am as sara aa, lower case, single spaces.

    >>> search_key("ดําเนินการ ๒๕๖๗") == search_key("ดำเนินการ 2567")
    True
    """
    text = _MARKS.sub("", to_arabic(repair(text))).replace("\u0e33", "\u0e32")
    return " ".join(text.casefold().split())


def create(connection: Connection) -> None:
    """The index's tables."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE search USING fts5(letter_id UNINDEXED, content, tokenize='trigram')"
        )
        return
    connection.exec_driver_sql("CREATE TABLE search (letter_id varchar(32) PRIMARY KEY, content text NOT NULL)")
    allowed = connection.execute(sa.text("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")).first()
    may_create = connection.execute(sa.text("SELECT has_database_privilege(current_database(), 'CREATE')")).scalar()
    if allowed and may_create:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.exec_driver_sql("CREATE INDEX search_trgm ON search USING gin (content gin_trgm_ops)")


def add(connection: Connection, letter_id: str, letter: Letter) -> None:
    """Index a letter: number, date, sender, subject, addressees, people, body."""
    number, dated, signer = letter.reference.value, letter.dated.value, letter.signatory.value
    parts = [
        format_reference(number) if number else "",
        format_date(dated) if dated else "",
        letter.sender_agency.value or "",
        letter.subject.value or "",
        *(a.value or "" for a in letter.addressees),
        *(e.value.title for e in letter.enclosures if e.value),
        (signer.name or "") if signer else "",
        str(letter.urgency.value or ""),
        *(p.value or "" for p in letter.body),
    ]
    text = search_key("\n".join(part for part in parts if part))
    connection.execute(
        sa.text("INSERT INTO search (letter_id, content) VALUES (:id, :content)"), {"id": letter_id, "content": text}
    )


def find(connection: Connection, query: str, limit: int) -> list[Hit]:
    """Letters that hold every word of the query, anywhere in a word, newest first."""
    words = search_key(query).split()
    if not words:
        return []
    clauses, values = [], {}
    long = [word for word in words if len(word) >= 3]
    if connection.dialect.name == "sqlite" and long:
        clauses.append("search MATCH :match")
        values["match"] = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        words = [word for word in words if len(word) < 3]
    for number, word in enumerate(words):
        clauses.append(f"content LIKE :w{number} ESCAPE '!'")
        pattern = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        values[f"w{number}"] = f"%{pattern}%"
    chosen = sa.text(f"SELECT letter_id FROM search WHERE {' AND '.join(clauses)}").bindparams(**values)
    found = (
        sa.select(letters)
        .where(letters.c.id.in_(chosen.columns(sa.column("letter_id")).scalar_subquery()))
        .order_by(letters.c.dated.desc(), letters.c.created_at.desc(), letters.c.id)
        .limit(limit)
    )
    return [
        Hit(row["id"], row["reference"], row["dated"], row["sender"], row["subject"], row["office"], row["direction"])
        for row in connection.execute(found).mappings()
    ]
