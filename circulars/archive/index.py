"""The search index, on either database: any three characters of the folded text, and the words of the text.

It is made from the letters and may be made anew from them at any time, so nothing of it is sealed. On SQLite it is two
FTS5 tables without content – which trigrams a letter has, and its words in order – beside the folded text, packed, by
which finds are proved; on PostgreSQL one table with a GIN index on trigrams of the text (where the extension pg_trgm may
be created, else a plain scan) and one on its words. Without positions of trigrams the index is a third as large.

A row's number begins with the letter's day, so that the index itself runs in the order in which letters are shown,
newest first, and a search stops as soon as a page is full.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.search_key import search_key, words_of
from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.dates import format_date
from circulars.thai.text import folded

FIELDS = ("number", "sender", "addressee", "subject", "person", "body")
"""The fields of a letter that are searched, alone or all together."""
DAY = 1 << 20
"""Rows of one day; the row number is the day's ordinal times this, and the letter's turn in that day."""
COLUMN = {"number": "reference", "sender": "sender", "addressee": "addressee", "subject": "subject", "person": "person"}
"""What the fields are called in PostgreSQL's table, where the row's own number is `number`."""
_END = "\x01\x01"  # ends a field: its last two characters begin a trigram too, and none reaches into the next field


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is indexed of a letter: each field folded, and its words."""

    fields: dict[str, str]
    words: tuple[str, ...]


def indexed(letter: Letter) -> Indexed:
    """The text of a letter by field."""
    number, dated, signer, contact = (
        letter.reference.value,
        letter.dated.value,
        letter.signatory.value,
        letter.contact.value,
    )
    reference = format_reference(number) if number else ""
    texts = {
        "number": [reference, folded(reference)],  # with and without spaces
        "sender": [letter.sender_agency.value or "", (contact.office or "") if contact else ""],
        "addressee": [one.value or "" for one in letter.addressees],
        "subject": [letter.subject.value or ""],
        "person": [(signer.name or "") if signer else "", (signer.position or "") if signer else ""],
        "body": [
            format_date(dated) if dated else "",
            str(letter.urgency.value or ""),
            *(one.value.title for one in letter.enclosures if one.value),
            *(one.value.raw for one in letter.references if one.value),
            *(one.value or "" for one in letter.body),
        ],
    }
    whole = "\n".join(part for name in FIELDS for part in texts[name] if part)
    return Indexed(
        {name: search_key("\n".join(part for part in texts[name] if part)) for name in FIELDS}, words_of(whole)
    )


def create(connection: Connection) -> None:
    """The tables of the index."""
    if connection.dialect.name == "sqlite":
        for statement in (
            "CREATE TABLE search_rows (number INTEGER PRIMARY KEY, letter_id VARCHAR(32) NOT NULL UNIQUE, "
            "content BLOB NOT NULL)",
            "CREATE VIRTUAL TABLE search_parts USING fts5(content, content='', detail=none, columnsize=0, "
            "tokenize='trigram')",
            "CREATE VIRTUAL TABLE search_words USING fts5(words, content='', columnsize=0, "
            "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Pc'\")",
            "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_parts, row)",
        ):
            connection.exec_driver_sql(statement)
        return
    fields = ", ".join(f"{name} text NOT NULL" for name in COLUMN.values())
    connection.exec_driver_sql(
        f"CREATE TABLE search_rows (number bigint PRIMARY KEY, letter_id varchar(32) NOT NULL UNIQUE, {fields}, "
        "content text NOT NULL, words tsvector NOT NULL)"
    )
    # as it stands in the row: unpacking each text that is looked at would cost more than looking
    connection.exec_driver_sql("ALTER TABLE search_rows ALTER content SET STORAGE EXTERNAL")
    connection.exec_driver_sql("ALTER TABLE search_rows SET (toast_tuple_target = 8160)")
    connection.exec_driver_sql("CREATE INDEX search_words ON search_rows USING gin (words)")
    allowed = connection.execute(sa.text("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")).first()
    may_create = connection.execute(sa.text("SELECT has_database_privilege(current_database(), 'CREATE')")).scalar()
    if allowed and may_create:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.exec_driver_sql("CREATE INDEX search_parts ON search_rows USING gin (content gin_trgm_ops)")


def drop(connection: Connection) -> None:
    """Take the index away, to be made anew."""
    names = ("search_vocabulary", "search_words", "search_parts", "search_rows")
    for name in names if connection.dialect.name == "sqlite" else names[-1:]:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def add(connection: Connection, letter_id: str, letter: Letter, at: str) -> None:
    """Index a letter under its own day, or the day it came (`at`, ISO) where it has none."""
    dated = letter.dated.value
    number = _next_row(connection, dated.ce if dated else dt.date.fromisoformat(at[:10]))
    found = indexed(letter)
    if connection.dialect.name == "sqlite":
        texts = [found.fields[name] for name in FIELDS]
        connection.execute(
            sa.text("INSERT INTO search_rows (number, letter_id, content) VALUES (:row, :id, :content)"),
            {"row": number, "id": letter_id, "content": packed(texts)},
        )
        connection.execute(
            sa.text("INSERT INTO search_parts (rowid, content) VALUES (:row, :content)"),
            {"row": number, "content": _END.join((*texts, ""))},
        )
        connection.execute(
            sa.text("INSERT INTO search_words (rowid, words) VALUES (:row, :words)"),
            {"row": number, "words": " ".join(found.words)},
        )
        return
    connection.execute(
        sa.text(
            f"INSERT INTO search_rows (number, letter_id, {', '.join(COLUMN.values())}, "
            f"content, words) VALUES (:row, :id, {', '.join(f':{n}' for n in COLUMN)}, :content, "
            "array_to_tsvector(CAST(:words AS text[])))"
        ),
        {
            "row": number,
            "id": letter_id,
            **{name: found.fields[name] for name in COLUMN},
            "content": "\n".join(found.fields[name] for name in FIELDS),
            "words": [word[:2000] for word in dict.fromkeys(found.words)],
        },
    )


def packed(texts: Sequence[str]) -> bytes:
    """The folded fields in their order, small: what a search proves its finds by."""
    return zlib.compress(_END.join(texts).encode(), 6)


def unpacked(content: bytes) -> dict[str, str]:
    """The folded fields by name."""
    return dict(zip(FIELDS, zlib.decompress(content).decode().split(_END), strict=True))


def _next_row(connection: Connection, day: dt.date) -> int:
    first = day.toordinal() * DAY
    last = connection.execute(
        sa.text("SELECT max(number) FROM search_rows WHERE number >= :first AND number < :end"),
        {"first": first, "end": first + DAY},
    ).scalar()
    return first if last is None else int(last) + 1
