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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.search.search_key import search_key, words_of
from circulars.archive.store.tables import corrections, letters
from circulars.letter.letter import Letter
from circulars.letter.record import load_letter
from circulars.letter.schema import searched_words
from circulars.thai.dates import ThaiDate, format_date
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


_SEARCHED = {"reference": "number", "sender": "sender", "recipient": "addressee", "subject": "subject"}
"""Columns of a register by the field under which they are searched."""
Also = Sequence[tuple[str, str]]
"""Corrected values of a letter's register row: column and value."""


def also(connection: Connection, letter_id: str) -> tuple[tuple[str, str], ...]:
    """What a letter's row was corrected to; nothing before the schema knew corrections."""
    if not sa.inspect(connection).has_table(corrections.name):
        return ()
    where = (corrections.c.letter_id == letter_id, corrections.c.new != corrections.c.old)
    order = (corrections.c.office, corrections.c.year_be, corrections.c.number, corrections.c.place)
    rows = connection.execute(sa.select(corrections.c.field, corrections.c.new).where(*where).order_by(*order))
    return tuple((str(row.field), str(row.new)) for row in rows)


def indexed(letter: Letter, corrected: Also = ()) -> Indexed:
    """The text of a letter by field, as it was read and as it was corrected."""
    texts = {name: searched_words(letter, name) for name in FIELDS}
    for column, value in corrected:
        if column in _SEARCHED:
            texts[_SEARCHED[column]] += [value, folded(value)] if column == "reference" else [value]
        elif value:
            texts["body"].append(format_date(ThaiDate.from_ce(dt.date.fromisoformat(value))))
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


def faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Letters that a search would miss or find by other words, each with a Thai sentence."""
    content = sa.text("SELECT number, letter_id, content FROM search_rows")
    rows = {str(row.letter_id): (int(row.number), row.content) for row in connection.execute(content)}
    sqlite = connection.dialect.name == "sqlite"
    for letter_id, letter in _letters(connection):
        number, kept = rows.pop(letter_id, (0, None))
        try:
            found = indexed(letter, also(connection, letter_id))
        except ValueError:
            yield letter_id, f"ค่าที่แก้ไว้ในทะเบียนของหนังสือ {letter_id} อ่านไม่ได้ จึงเทียบดัชนีค้นหาไม่ได้"
            continue
        fields = found.fields
        if kept is None:
            yield letter_id, f"หนังสือ {letter_id} ไม่อยู่ในดัชนีค้นหา"
        elif (unpacked(kept) if sqlite else kept) != (fields if sqlite else "\n".join(fields[n] for n in FIELDS)):
            yield letter_id, f"ดัชนีค้นหาของหนังสือ {letter_id} ไม่ตรงกับหนังสือ"
        elif sqlite and not _leads_to(connection, number, found):
            yield letter_id, f"หนังสือ {letter_id} ค้นด้วยคำไม่พบ ดัชนีค้นหาขาด"
    for letter_id in rows:
        yield letter_id, f"ดัชนีค้นหามีหนังสือที่ไม่อยู่ในแฟ้ม: {letter_id}"


def _leads_to(connection: Connection, number: int, found: Indexed) -> bool:
    """Three characters of the letter, and a word of it, lead to its row."""
    longest = max(found.fields.values(), key=len)
    probes = [("search_parts", longest[:3])] if len(longest) >= 3 else []
    probes += [("search_words", found.words[len(found.words) // 2])] if found.words else []
    return all(
        connection.execute(
            sa.text(f"SELECT 1 FROM {table} WHERE {table} MATCH :probe AND rowid = :row"),
            {"probe": '"' + probe.replace('"', '""') + '"', "row": number},
        ).first()
        for table, probe in probes
    )


def _letters(connection: Connection) -> Iterator[tuple[str, Letter]]:
    for row in connection.execute(sa.select(letters.c.id, letters.c.record).order_by(letters.c.id)):
        try:
            yield str(row.id), load_letter(str(row.record))
        except ValueError:
            continue  # a damaged row is named as such; there is nothing to compare


def drop(connection: Connection) -> None:
    """Take the index away, to be made anew."""
    names = ("search_vocabulary", "search_words", "search_parts", "search_rows")
    for name in names if connection.dialect.name == "sqlite" else names[-1:]:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def remove(connection: Connection, letter_id: str, letter: Letter, corrected: Also = ()) -> None:
    """Take a letter out; `corrected` is what it was indexed with."""
    row = connection.execute(
        sa.text("SELECT number, content FROM search_rows WHERE letter_id = :id"), {"id": letter_id}
    ).first()
    if row is None:
        return
    if connection.dialect.name == "sqlite":  # tables without content want to be told what is taken out
        texts = unpacked(row.content)
        gone = {
            "search_parts": ("content", _END.join((*(texts[name] for name in FIELDS), ""))),
            "search_words": ("words", " ".join(indexed(letter, corrected).words)),
        }
        for table, (column, text) in gone.items():
            connection.execute(
                sa.text(f"INSERT INTO {table} ({table}, rowid, {column}) VALUES ('delete', :row, :text)"),
                {"row": row.number, "text": text},
            )
    connection.execute(sa.text("DELETE FROM search_rows WHERE letter_id = :id"), {"id": letter_id})


def add(connection: Connection, letter_id: str, letter: Letter, at: str, corrected: Also = ()) -> None:
    """Index a letter under its own day, as read or as corrected, or the day it came (`at`, ISO) where it has none."""
    dated = letter.dated.value
    day = dated.ce if dated else dt.date.fromisoformat(at[:10])
    day = next((dt.date.fromisoformat(value) for name, value in reversed(corrected) if name == "dated" and value), day)
    number = _next_row(connection, day)
    found = indexed(letter, corrected)
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
