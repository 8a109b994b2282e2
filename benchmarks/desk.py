"""The desk with years of letters: how long the server takes for each page.

    python -m benchmarks.desk [--letters 100000] [--times 40] [--keep FOLDER]

Letters of two and a half years are written in bulk, without the ledger: received ones with their rows and what became of
them, ours with recipients of whom most have answered, two hundred drafts that wait. Times are of the whole page, from the
request to the last byte, without a network. With ``--keep`` the folder is used again the next time.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

import sqlalchemy as sa
from fastapi.testclient import TestClient
from rich.console import Console
from rich.table import Table

from benchmarks.archive_search import queries_of, text_of
from benchmarks.letters import Made, made_letters
from circulars.archive import Archive
from circulars.archive.search import index
from circulars.archive.search.search_key import search_key, words_of
from circulars.archive.store.ledger import row_digest
from circulars.archive.store.tables import (
    counters,
    decisions,
    drafts,
    issued,
    letters,
    outcomes,
    receipts,
    register,
    scans,
)
from circulars.archive.tracing import answers
from circulars.cascade.asks.deadlines import find_deadlines
from circulars.desk.office import DeskOffice
from circulars.desk.people import PeopleBook
from circulars.desk.web.app import make_app
from circulars.directory import default_profile, find_office
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.letter.record import dump_letter
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.review import Decision, Verdict, dump_decision
from circulars.review.key import ReviewKey, format_review_key
from circulars.thai.dates import BANGKOK, MONTHS, ThaiDate
from circulars.thai.text import folded

OFFICE = find_office("สกลนคร")
NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=BANGKOK)
DAYS = 900
_UNITS = ("กลุ่มงานปกครอง", "กลุ่มงานความมั่นคง", "กลุ่มงานอำนวยการ")
_TITLES = tuple(f"นายอำเภอสมมุติ{place}" for place in range(18))
_SENT_SHARE, _ASKS_SHARE, _SILENT_SHARE, _WAITING = 0.35, 0.4, 0.004, 200
_TEXTS = 2000
BOUND_MS = 150.0

Row = dict[str, object]


def fill(archive: Archive, count: int) -> None:
    """Write `count` letters in batches: the same few thousand texts again and again, each time with another number and day."""
    draw, numbers = random.Random(5), dict.fromkeys(("received", "sent"), 0)
    made = cycle(list(made_letters(min(count, _TEXTS), seed=11)))
    vars(index).update(words_of=lru_cache(100_000)(words_of), search_key=lru_cache(100_000)(search_key))
    vars(answers).update(find_deadlines=lru_cache(100_000)(find_deadlines))
    place = 0
    while batch := list(islice(made, min(1000, count - place))):
        rows: dict[str, list[Row]] = {}
        with archive.engine.begin() as connection:
            for one in batch:
                at = NOW - dt.timedelta(days=DAYS * (1 - (place + 1) / count), minutes=draw.randrange(200))
                letter = _letter(one, draw, place, at)
                _one(rows, draw, numbers, place, at, letter, waits=count - place <= _WAITING)
                index.add(connection, f"{place:016x}", letter, at.isoformat(timespec="seconds"))
                place += 1
            for table in (scans, letters, register, outcomes, drafts, decisions, issued, receipts):
                if found := rows.get(table.name):
                    sealed = [row | {"digest": row_digest(table.name, row)} for row in found]  # type: ignore[arg-type]
                    connection.execute(sa.insert(table), sealed)
    with archive.engine.begin() as connection:
        answers.refill_asked(connection, NOW.date())
        for book, last in numbers.items():
            connection.execute(sa.insert(counters).values(office=OFFICE.code, book=book, year_be=2569, last=last))


def _letter(one: Made, draw: random.Random, place: int, at: dt.datetime) -> Letter:
    number = ReferenceNumber("มท", f"0{300 + place % 600}", str(place + 1), circular=True)
    letter = replace(one.letter, dated=Field(ThaiDate.from_ce(at.date())), reference=Field(number))
    if draw.random() < _ASKS_SHARE:
        day = ThaiDate.from_ce(at.date() + dt.timedelta(days=draw.randint(3, 40)))
        asks = f"ให้รายงานภายในวันที่ {day.day} {MONTHS[day.month - 1]} {day.year_be}"
        letter = replace(letter, body=(*letter.body, Field(asks)))
    return letter


def _one(
    rows: dict[str, list[Row]],
    draw: random.Random,
    numbers: dict[str, int],
    place: int,
    at: dt.datetime,
    letter: Letter,
    *,
    waits: bool,
) -> None:
    letter_id, moment = f"{place:016x}", at.isoformat(timespec="seconds")
    sent = draw.random() < _SENT_SHARE and not waits
    reference = format_reference(letter.reference.value) if letter.reference.value else ""
    book = "sent" if sent else "received"
    numbers[book] += 1
    _put(rows, "scans", id=letter_id, sha256=f"{place:064x}", name=f"scan-{place}.pdf", received_at=moment)
    _put(
        rows, "letters", id=letter_id, scan_id=None if sent else letter_id, place=0, office=OFFICE.code,
        direction=book, reference=reference, reference_key=folded(reference), dated=at.date().isoformat(),
        sender=letter.sender_agency.value, subject=letter.subject.value, urgency=str(letter.urgency.value or ""),
        duplicate_of=None, record=dump_letter(letter).decode(), findings="[]", created_at=moment,
    )  # fmt: skip
    _put(
        rows, "register", office=OFFICE.code, book=book, year_be=at.year + 543, number=numbers[book],
        state="issued" if sent else "received", claim=f"{'issue' if sent else 'received'}:{letter_id}:{OFFICE.code}",
        letter_id=letter_id, reference=reference, dated=at.date().isoformat(), sender=letter.sender_agency.value,
        recipient="นายอำเภอ", subject=letter.subject.value, action="", remark="", at=moment,
    )  # fmt: skip
    if sent:
        _went_out(rows, draw, place, letter_id, reference, at)
    else:
        _was_dealt_with(rows, draw, place, letter_id, at, waits=waits)


def _went_out(
    rows: dict[str, list[Row]], draw: random.Random, place: int, letter_id: str, reference: str, at: dt.datetime
) -> None:
    moment = at.isoformat(timespec="seconds")
    told = [{"title": title, "office": None} for title in _TITLES]
    _put(
        rows, "issued", draft_id=f"d{letter_id}", letter_id=letter_id, source_id=f"{max(0, place - 3):016x}",
        office=OFFICE.code, reference=reference, dated=at.date().isoformat(), docx="0" * 64, pdf=None, record="0" * 64,
        recipients=json.dumps(told, ensure_ascii=False), at=moment,
    )  # fmt: skip
    silent = draw.random() < _SILENT_SHARE * 4 or place % 997 == 0
    for number in range(len(_TITLES)):
        if not (silent and draw.random() < 0.3):
            _put(
                rows,
                "receipts",
                letter_id=letter_id,
                place=number,
                state="answered",
                answer_id=None,
                note="",
                at=moment,
            )


def _was_dealt_with(
    rows: dict[str, list[Row]], draw: random.Random, place: int, letter_id: str, at: dt.datetime, *, waits: bool
) -> None:
    moment, step = at.isoformat(timespec="seconds"), format_review_key(ReviewKey(OFFICE.code, "step"))
    due = (at.date() + dt.timedelta(days=9)).isoformat() if draw.random() < _ASKS_SHARE else ""
    _put(
        rows, "outcomes", letter_id=letter_id, office=OFFICE.code, place=0, state="proposed" if waits else "decided",
        step="assign", unit=draw.choice(_UNITS), due=due, minute="", action="มอบหมาย", because="", by="นายสมมุติ", at=moment,
    )  # fmt: skip
    _put(
        rows, "drafts", id=f"r{letter_id}", letter_id=letter_id, step=step, round=1, office=OFFICE.code, record="{}",
        docx="0" * 64, pdf=None, created_at=moment,
    )  # fmt: skip
    if not waits:
        decision = dump_decision(Decision(Verdict.DROP, "", "นายสมมุติ", "นายสมมุติ", moment)).decode()
        _put(
            rows, "decisions", draft_id=f"r{letter_id}", round=1, record=decision, signer="นายสมมุติ",
            approved_sha256="0" * 64, created_at=moment,
        )  # fmt: skip
        if draw.random() > _SILENT_SHARE:
            _put(rows, "receipts", letter_id=letter_id, place=0, state="done", answer_id=None, note="", at=moment)


def _put(rows: dict[str, list[Row]], table: str, **values: object) -> None:
    rows.setdefault(table, []).append(values)


def desk_of(home: Path, archive: Archive) -> TestClient:
    """A demonstration's desk over this archive."""
    for name in ("inbox", "work", "quarantine"):
        (home / name).mkdir(exist_ok=True)
    office = DeskOffice(
        home=home,
        archive=archive,
        people=PeopleBook.of(home),
        profiles={OFFICE.code: default_profile(OFFICE)},
        url="http://desk.test",
        review_url="http://desk.test",
        clock=lambda: NOW,
        reviewers=lambda: (),
        lacks=lambda: (),
        answer_review=lambda *_: "",
        demo=True,
    )
    return TestClient(make_app(office), base_url="http://desk.test")


def pages(times: int, texts: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each page of the desk with the addresses that are asked."""
    yield "วันนี้ (board)", ["/"] * times
    yield "รับเข้า (list)", ["/intake"] * times
    yield "ทะเบียนรับ one day", ["/registers?since=20/11/2569&until=20/11/2569"] * times
    yield "ทะเบียนรับ one year", ["/registers?since=1/1/2569&until=31/12/2569"] * times
    yield "ทะเบียนส่ง last page", ["/registers?book=sent&since=1/1/2569&until=31/12/2569&offset=12000"] * times
    yield "ค้นหา words", [f"/search?text={query}" for query in queries_of(texts, times)]
    yield "ค้นหา number", [f"/search?number={place * 37 + 5}" for place in range(times)]
    yield (
        "ค้นหา filters",
        ["/search?status=waiting&urgency=ด่วนที่สุด", "/search?step=assign&unit=ปกครอง&since=2569"] * (times // 2),
    )
    yield "ติดตาม", ["/follow"] * times
    yield "สถิติ one month", ["/follow/figures?span=2569-10"] * times
    yield "สถิติ one year", ["/follow/figures?span=2569"] * times
    yield "สายหนังสือ", ["/chains"] * times


def measure(console: Console, client: TestClient, times: int, texts: Sequence[str]) -> bool:
    """Ask each page and print its times; whether all are within the bound."""
    table, good = Table("page", "median ms", "p95 ms", "max ms", "kB"), True
    for name, places in pages(times, texts):
        found, size = [], 0
        client.get(places[0])
        for place in places:
            began = time.perf_counter()
            answer = client.get(place)
            found.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, (place, answer.status_code)
            size = len(answer.content)
        found.sort()
        late = found[max(0, round(len(found) * 0.95) - 1)]
        good &= late <= BOUND_MS
        table.add_row(name, f"{statistics.median(found):.1f}", f"{late:.1f}", f"{found[-1]:.1f}", f"{size / 1000:.0f}")
    console.print(table)
    return good


def main() -> int:
    """Fill and measure; exit 1 where a page is over the bound."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--letters", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=40)
    asked.add_argument("--keep", type=Path)
    given, console = asked.parse_args(), Console()
    with tempfile.TemporaryDirectory() as scratch:
        home = given.keep or Path(scratch)
        home.mkdir(parents=True, exist_ok=True)
        archive = Archive.open(f"sqlite:///{home}/circulars.db", str(home / "archive"), clock=lambda: NOW)
        if not archive.register_rows(OFFICE.code, "sent", 2569)[:1]:
            began = time.perf_counter()
            fill(archive, given.letters)
            console.print(f"{given.letters:,} letters written in {time.perf_counter() - began:.0f} s")
        texts = [text_of(one) for one in made_letters(300, seed=11)]
        good = measure(console, desk_of(home, archive), given.times, texts)
        archive.close()
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
