"""Search at scale: recall, precision, times, size of the index and cost of intake, beside LIKE, FTS5 alone, pg_trgm."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from benchmarks.letters import Made, made_letters
from benchmarks.postgres import new_database, postgres
from circulars.archive import Archive
from circulars.archive.search.filters import Wanted
from circulars.archive.search.index import FIELDS, add, indexed
from circulars.archive.search.search import find
from circulars.archive.search.search_key import search_key
from circulars.archive.store.ledger import row_digest
from circulars.archive.store.tables import letters
from circulars.letter.record import dump_letter
from circulars.letter.reference import format_reference
from circulars.thai.text import folded

PAGE = 50
WORDS = ("แพร่", "ตาก", "เลย")
AT = "2026-11-23T12:00:00+07:00"


@dataclass(slots=True)
class Measured:
    """One row of the comparison: times of a page in ms, recall and precision over all letters, bytes and ms a letter."""

    name: str
    size: int
    times: list[float]
    recall: float
    words: str
    bytes_each: float
    intake_ms: float

    def row(self) -> list[str]:
        """The row as printed."""
        times = sorted(self.times)
        middle, late = statistics.median(times), times[int(len(times) * 0.95)]
        return [
            self.name,
            f"{self.size:,}",
            f"{self.recall:.4f}",
            f"{middle:.1f}",
            f"{late:.1f}",
            f"{times[-1]:.1f}",
            self.words,
            f"{self.bytes_each:,.0f}",
            f"{self.intake_ms:.2f}",
        ]


def text_of(made: Made) -> str:
    """The letter's text as printed, one field a line: what substrings are taken from."""
    letter = made.letter
    number = letter.reference.value
    signer = letter.signatory.value
    parts = [
        format_reference(number) if number else "",
        letter.sender_agency.value or "",
        letter.subject.value or "",
        *(one.value or "" for one in letter.addressees),
        (signer.name or "") if signer else "",
        *(one.value or "" for one in letter.body),
    ]
    return "\n".join(parts)


def queries_of(texts: Sequence[str], count: int, seed: int = 7) -> list[str]:
    """Substrings of 3 to 24 characters from anywhere in the letters, as a person may type them."""
    draw = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        line = draw.choice(draw.choice(texts).split("\n"))
        length = draw.randint(3, 24)
        if len(line) > length:
            start = draw.randrange(len(line) - length)
            query = line[start : start + length].strip()
            if len(query) >= 3:
                found.append(query)
    return found


def _fill(archive: Archive, made: Sequence[Made]) -> float:
    """Write the letters and index them; milliseconds a letter that the index takes."""
    spent = 0.0
    for start in range(0, len(made), 1000):
        with archive.engine.begin() as connection:
            rows = []
            for place, one in enumerate(made[start : start + 1000], start):
                rows.append(_row(place, one))
                began = time.perf_counter()
                add(connection, str(rows[-1]["id"]), one.letter, AT)
                spent += time.perf_counter() - began
            connection.execute(sa.insert(letters), rows)
    return spent / len(made) * 1000


def _row(place: int, one: Made) -> dict[str, str | int | None]:
    letter, number = one.letter, one.letter.reference.value
    reference = format_reference(number) if number else ""
    values: dict[str, str | int | None] = {
        "id": f"{place:016x}",
        "scan_id": None,
        "place": 0,
        "office": "สน ๐๐๑๘.๑",
        "direction": "received",
        "reference": reference,
        "reference_key": folded(reference),
        "dated": letter.dated.value.iso_ce if letter.dated.value else "",
        "sender": letter.sender_agency.value or "",
        "subject": letter.subject.value or "",
        "urgency": str(letter.urgency.value or ""),
        "duplicate_of": None,
        "record": dump_letter(letter).decode(),
        "findings": "[]",
        "created_at": AT,
    }
    return {**values, "digest": row_digest("letters", values)}


def _times(ask: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    times = []
    for query in queries:
        began = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - began) * 1000)
    return times


def _recall(ask: Callable[[str], set[str]], queries: Sequence[str], keys: Sequence[str]) -> float:
    """Found of what a plain scan of the folded text finds, over all queries."""
    there = got = 0
    for query in queries:
        key = search_key(query)
        truth = {f"{place:016x}" for place, text in enumerate(keys) if key in text}
        there += len(truth)
        got += len(truth & ask(query))
    return got / there


def _precision(ask: Callable[[str], set[str]], made: Sequence[Made]) -> str:
    told = []
    for word in WORDS:
        truth = {f"{place:016x}" for place, one in enumerate(made) if word in one.provinces}
        hits = ask(word)
        share = len(hits & truth) / len(hits) if hits else 0.0
        told.append(f"{word} {share:.3f}/{len(hits & truth) / max(1, len(truth)):.3f}")
    return " ".join(told)


def _ours(
    name: str, url: str, folder: Path, made: Sequence[Made], keys: Sequence[str], queries: Sequence[str]
) -> list[Measured]:
    archive = Archive.open(url, str(folder / "files"))
    intake = _fill(archive, made)
    with archive.reading.connect() as connection:
        if url.startswith("sqlite"):
            size = connection.execute(sa.text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search%'")).scalar_one()
        else:
            connection.exec_driver_sql("ANALYZE")
            size = connection.execute(sa.text("SELECT pg_indexes_size('search_rows')")).scalar_one()

        def page(query: str) -> object:
            return find(connection, Wanted(query, exact=True), PAGE)

        def near(query: str) -> object:
            return find(connection, Wanted(query), PAGE)

        def everything(query: str) -> set[str]:
            return {hit.letter_id for hit in find(connection, Wanted(query, exact=True), len(made))}

        def as_words(query: str) -> set[str]:
            return {hit.letter_id for hit in find(connection, Wanted(query, words=True), len(made))}

        times, near_times = _times(page, queries), _times(near, queries)
        recall = _recall(everything, queries[:60], keys) if keys else float("nan")
        words = _precision(as_words, made)
    archive.close()
    each = float(size) / len(made)
    return [
        Measured(name, len(made), times, recall, words, each, intake),
        Measured(f"{name}, misread forms too", len(made), near_times, recall, words, each, intake),
    ]


def _plain(
    made: Sequence[Made], keys: Sequence[str], queries: Sequence[str], folder: Path, kind: str, url: str
) -> Measured:
    """What a user would pick instead: the raw text in one table, and LIKE, FTS5 trigram by rank, or pg_trgm."""
    engine = sa.create_engine(url)
    fts = kind == "FTS5 trigram alone"
    with engine.begin() as connection:
        if fts:
            connection.exec_driver_sql("CREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, body, tokenize='trigram')")
        else:
            connection.exec_driver_sql("CREATE TABLE t (id varchar(16), body text)")
            if url.startswith("postgresql"):
                connection.exec_driver_sql("CREATE EXTENSION pg_trgm")
                connection.exec_driver_sql("CREATE INDEX t_trgm ON t USING gin (body gin_trgm_ops)")
    began = time.perf_counter()
    with engine.begin() as connection:
        for start in range(0, len(made), 1000):
            rows = [
                {"id": f"{n:016x}", "body": text_of(one)} for n, one in enumerate(made[start : start + 1000], start)
            ]
            connection.execute(sa.text("INSERT INTO t (id, body) VALUES (:id, :body)"), rows)
    intake = (time.perf_counter() - began) / len(made) * 1000
    with engine.connect() as connection:
        if url.startswith("sqlite"):
            like = "'t_data', 't_idx', 't_docsize', 't_config'"
            size = connection.execute(
                sa.text(f"SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name IN ({like})")
            ).scalar_one()
        else:
            connection.exec_driver_sql("ANALYZE")
            size = connection.execute(sa.text("SELECT pg_indexes_size('t')")).scalar_one()

        def ask(query: str, limit: int) -> set[str]:
            if fts:
                text = sa.text("SELECT id FROM t WHERE t MATCH :q ORDER BY rank LIMIT :n")
                values: dict[str, object] = {"q": '"' + query.replace('"', '""') + '"', "n": limit}
            else:
                text = sa.text("SELECT id FROM t WHERE body LIKE :q ORDER BY id DESC LIMIT :n")
                values = {"q": f"%{query}%", "n": limit}
            return {str(row.id) for row in connection.execute(text, values)}

        times = _times(lambda query: ask(query, PAGE), queries)
        recall = _recall(lambda query: ask(query, len(made)), queries[:60], keys) if keys else float("nan")
        words = _precision(lambda query: ask(query, len(made)), made)
    engine.dispose()
    return Measured(kind, len(made), times, recall, words, float(size) / len(made), intake)


def search(console: Console, sizes: Sequence[int], postgres_size: int, count: int) -> bool:
    """The table over sizes, ours on both databases and the others at the largest size that each is asked for."""
    head = (
        "engine",
        "letters",
        "recall",
        "p50 ms",
        "p95 ms",
        "max ms",
        "word precision/recall",
        "index B/letter",
        "intake ms/letter",
    )
    table = Table(*head)
    good = True
    with tempfile.TemporaryDirectory() as scratch, postgres() as server:
        for size in sizes:
            made = list(made_letters(size))
            texts = [text_of(one) for one in made]
            queries = queries_of(texts, count)
            keys = ["\x00".join(indexed_text(one)) for one in made] if size <= 100_000 else []
            folder = Path(scratch) / str(size)
            folder.mkdir()
            rows = _ours("ours, SQLite", f"sqlite:///{folder}/ours.db", folder, made, keys, queries)
            good &= rows[0].recall == 1.0 if keys else True
            rows.append(_plain(made, keys, queries[:60], folder, "SQLite LIKE", f"sqlite:///{folder}/like.db"))
            rows.append(_plain(made, keys, queries, folder, "FTS5 trigram alone", f"sqlite:///{folder}/fts.db"))
            if server and size <= postgres_size:
                rows += _ours("ours, PostgreSQL", new_database(server), folder, made, keys, queries)
                rows.append(_plain(made, keys, queries, folder, "PostgreSQL pg_trgm", new_database(server)))
            for row in rows:
                table.add_row(*row.row())
                console.print(" · ".join(row.row()))
    console.print(table)
    return good


def indexed_text(one: Made) -> list[str]:
    """The folded fields that a plain scan looks through."""
    fields = indexed(one.letter).fields
    return [fields[name] for name in FIELDS]
