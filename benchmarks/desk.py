"""The desk with years of letters: how long the server takes for each page.

    python -m benchmarks.desk [--letters 100000] [--times 40] [--keep FOLDER] [--postgres]

Letters of two and a half years are written in bulk: received ones with their rows and what became of them, ours with
recipients of whom most have answered, five events of the ledger for each letter, two hundred drafts that wait, sixty of
them whole (pages, draft, printed page). Times are of the whole page, from the request to the last byte, without a
network. With ``--keep`` the folder is used again the next time; ``--postgres`` has a PostgreSQL of its own instead of SQLite.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

import pikepdf
import sqlalchemy as sa
from fastapi.testclient import TestClient
from rich.console import Console

from benchmarks.archive_search import queries_of, text_of
from benchmarks.desk_reviews import waiting_reviews
from benchmarks.letters import Made, made_letters
from benchmarks.postgres import new_database, postgres
from circulars.archive import Archive
from circulars.archive.registers.deliveries import refill_standing
from circulars.archive.search import index
from circulars.archive.search.filters import STATUSES
from circulars.archive.search.search_key import search_key, words_of
from circulars.archive.shelves.draft_record import DraftRecord, dump_record
from circulars.archive.store.database import refresh_statistics
from circulars.archive.store.ledger import row_digest
from circulars.archive.store.tables import (
    counters,
    decisions,
    drafts,
    issued,
    ledger,
    letters,
    moves,
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
_SENT_SHARE, _ASKS_SHARE, _SILENT_SHARE, _WAITING, _WHOLE = 0.35, 0.4, 0.004, 200, 60
_EVENTS = ("file-received", "letters-read", "outcome-proposed", "drafted", "decided")
_TEXTS = 2000
_MAILED_FROM, _BOUNCED_SHARE = 80_000, 0.002
"""Letters from this one on went by mail: half a year of a hundred thousand, as an office that has just begun to."""
BOUND_MS = 150.0


Row = dict[str, object]


def fill(archive: Archive, count: int) -> None:
    """Write `count` letters in batches: the same few thousand texts again and again, each time with another number and day."""
    draw, numbers = random.Random(5), dict.fromkeys(("received", "sent"), 0)
    made = cycle(list(made_letters(min(count, _TEXTS), seed=11)))
    vars(index).update(words_of=_line_words, search_key=_line_key)
    vars(answers).update(find_deadlines=lru_cache(100_000)(find_deadlines))
    place, paper = 0, archive.store.put(_paper())
    while batch := list(islice(made, min(1000, count - place))):
        rows: dict[str, list[Row]] = {}
        with archive.engine.begin() as connection:
            for one in batch:
                at = NOW - dt.timedelta(days=DAYS * (1 - (place + 1) / count), minutes=draw.randrange(200))
                letter = _letter(one, draw, place, at)
                _one(rows, draw, numbers, place, at, letter, paper, waits=count - place <= _WAITING)
                index.add(connection, f"{place:016x}", letter, at.isoformat(timespec="seconds"))
                place += 1
            for table in (scans, letters, register, outcomes, drafts, decisions, issued, receipts, moves):
                if found := rows.get(table.name):
                    sealed = [row | {"digest": row_digest(table.name, row)} for row in found]  # type: ignore[arg-type]
                    connection.execute(sa.insert(table), sealed)
            connection.execute(sa.insert(ledger), rows["ledger"])
    with archive.engine.begin() as connection:
        answers.refill_asked(connection, NOW.date())
        refill_standing(connection)
        for book, last in numbers.items():
            connection.execute(sa.insert(counters).values(office=OFFICE.code, book=book, year_be=2569, last=last))
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("ANALYZE"))


def _paper() -> bytes:
    """A PDF of one page, which stands for the papers of every letter that was issued."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out)
    return out.getvalue()


@lru_cache(200_000)
def _words(line: str) -> tuple[str, ...]:
    return words_of(line)


@lru_cache(200_000)
def _key(line: str) -> str:
    return search_key(line)


def _line_words(text: str) -> tuple[str, ...]:
    """`words_of` line by line: each line of the few thousand texts is cut into words once."""
    return tuple(word for line in text.split("\n") for word in _words(line))


def _line_key(text: str) -> str:
    return " ".join(filter(None, map(_key, text.split("\n"))))


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
    paper: str,
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
    for turn, kind in enumerate(_EVENTS):
        _put(
            rows, "ledger", number=place * len(_EVENTS) + turn + 1, at=moment, kind=kind, subject=letter_id,
            detail=json.dumps({"by": "นายสมมุติ", "rows": [["letters", letter_id, "0" * 64]] * 3}), previous="0" * 64, hash="0" * 64,
        )  # fmt: skip
    if sent:
        _went_out(rows, draw, place, reference, at, paper)
    else:
        _was_dealt_with(rows, draw, place, letter, at, waits=waits)


def _went_out(
    rows: dict[str, list[Row]], draw: random.Random, place: int, reference: str, at: dt.datetime, paper: str
) -> None:
    letter_id, moment = f"{place:016x}", at.isoformat(timespec="seconds")
    told = [{"title": title, "office": None} for title in _TITLES]
    _put(
        rows, "issued", draft_id=f"d{letter_id}", letter_id=letter_id, source_id=f"{max(0, place - 3):016x}",
        office=OFFICE.code, reference=reference, dated=at.date().isoformat(), docx=paper, pdf=paper, record=paper,
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
    if place >= _MAILED_FROM:
        _mailed(rows, draw, letter_id, moment)


def _mailed(rows: dict[str, list[Row]], draw: random.Random, letter_id: str, moment: str) -> None:
    """The journal of a letter that went by mail: to each recipient queued and sent, of whom one in five hundred came back."""
    number = 0
    for place in range(len(_TITLES)):
        last = ("bounced",) if draw.random() < _BOUNCED_SHARE else ()
        for state in ("queued", "handing", "sent", *last):
            _put(
                rows, "moves", letter_id=letter_id, number=number, place=place, state=state, way="mail", by="นายสมมุติ",
                address=f"saraban{place}@example.go.th", message_id=f"<{letter_id}-{place}@example.go.th>", file="", note="",
                at=moment,
            )  # fmt: skip
            number += 1
        if last:  # nothing is answered that did not arrive
            rows["receipts"] = [
                one for one in rows["receipts"] if (one["letter_id"], one["place"]) != (letter_id, place)
            ]


def _was_dealt_with(
    rows: dict[str, list[Row]], draw: random.Random, place: int, letter: Letter, at: dt.datetime, *, waits: bool
) -> None:
    letter_id, step = f"{place:016x}", format_review_key(ReviewKey(OFFICE.code, "none"))
    moment, record = (
        at.isoformat(timespec="seconds"),
        dump_record(DraftRecord.without_draft(letter, at.date())).decode(),
    )
    due = (at.date() + dt.timedelta(days=9)).isoformat() if draw.random() < _ASKS_SHARE else ""
    _put(
        rows, "outcomes", letter_id=letter_id, office=OFFICE.code, place=0, state="proposed" if waits else "decided",
        step="assign", unit=draw.choice(_UNITS), due=due, minute="", action="มอบหมาย", because="", by="นายสมมุติ", at=moment,
    )  # fmt: skip
    _put(
        rows, "drafts", id=f"r{letter_id}", letter_id=letter_id, step=step, round=1, office=OFFICE.code, record=record,
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


def pages(times: int, texts: Sequence[str], archive: Archive) -> Iterator[tuple[str, list[str]]]:
    """Each page of the desk with the addresses that are asked."""
    whole = [
        f"/letters/{one.letter_id}?of={one.key.office}&step={one.key.step}"
        for one in archive.reviews_waiting({OFFICE.code})
        if one.key.step != "none"
    ]
    came, sent = (_ids(archive, book, times) for book in ("received", "sent"))
    asking = [one.letter_id for one in archive.near_days(NOW.date(), [OFFICE.code])[0]] or sent
    year = "since=1/1/2569&until=31/12/2569"
    for name, place in (
        ("วันนี้ (board)", "/"),
        ("วันนี้ live", "/today/live"),
        ("หนังสือ (the next one)", "/letters"),
        ("ทราบหลายเรื่อง", "/at-once"),
        ("รับเข้า (list)", "/intake"),
        ("รับเข้า live", "/intake/live"),
        ("ทะเบียนรับ one day", "/registers?since=20/11/2569&until=20/11/2569"),
        ("ทะเบียนรับ one year", f"/registers?{year}"),
        ("ทะเบียนรับ last page of a year", f"/registers?{year}&offset=25000"),
        ("ทะเบียนส่ง last page", f"/registers?book=sent&{year}&offset=12000"),
        ("ทะเบียนรับ on paper, one day", "/registers/paper?since=20/11/2569&until=20/11/2569"),
        ("สมุดส่ง one day", "/registers/carried?since=20/11/2569&until=20/11/2569"),
        ("ลงทะเบียนด้วยมือ", "/registers/hand?book=received"),
        ("หนังสือของเราเอง", "/registers/own"),
        ("ติดตาม", "/follow"),
        ("สถิติ one month", "/follow/figures?span=2569-10"),
        ("สถิติ one year", "/follow/figures?span=2569"),
        ("สายหนังสือ", "/chains"),
        ("สำนักงาน", "/office"),
        ("เหตุการณ์", "/office/events"),
        ("เหตุการณ์ of a rare kind", "/office/events?kind=restored"),
        ("บัญชี", "/people"),
    ):
        yield name, [place] * times
    yield "หนังสือ that waits, with draft", [whole[turn % len(whole)] for turn in range(times)]
    yield "หนังสือ that was noted", [f"/letters/{one}" for one in came]
    yield "หนังสือ of ours", [f"/letters/{one}" for one in sent]
    yield "การส่ง of ours", [f"/letters/{one}/leaving" for one in sent]
    yield "หนึ่งเลข", [f"/registers/number?book=received&year=2569&number={50_000 + turn * 31}" for turn in range(times)]
    yield "ติดตาม one letter", [f"/follow/letter?id={one}" for one in sent]
    yield "รวมคำตอบ", [f"/follow/collected?id={asking[turn % len(asking)]}" for turn in range(times)]
    yield "สายหนังสือ one letter", [f"/chains?id={one}" for one in sent]
    yield "สายหนังสือ by number", [f"/chains?number={turn * 37 + 5}" for turn in range(times)]
    yield "ค้นหา words", [f"/search?text={query}" for query in queries_of(texts, times)]
    yield "ค้นหา number", [f"/search?number={place * 37 + 5}" for place in range(times)]
    for status in STATUSES:
        yield f"ค้นหา status {status}", [f"/search?status={status}"] * max(4, times // 4)
    for one in (
        "urgency=ด่วนที่สุด",
        "step=assign",
        "unit=ปกครอง",
        "due=2569-11-30",
        "sender=จังหวัดเลย",
        "person=สมมุติ",
        "addressee=นายอำเภอ",
    ):
        yield f"ค้นหา {one}", [f"/search?{one}&since=2569", f"/search?{one}"] * max(2, times // 8)
    yield (
        "ค้นหา what is not there",
        ["/search?text=ไม่มีคำนี้ในเรื่องใดเลย", "/search?unit=ไม่มีหน่วยนี้", "/search?number=ฮฮ"] * max(2, times // 10),
    )


def _ids(archive: Archive, book: str, times: int) -> list[str]:
    """Letters of a book from all over the years, without those that wait."""
    where = (letters.c.direction == book, letters.c.id < f"{99_000:016x}")
    with archive.reading.connect() as connection:
        found = [str(one) for one in connection.execute(sa.select(letters.c.id).where(*where)).scalars()]
    return random.Random(3).sample(found, times)


def measure(console: Console, client: TestClient, times: int, texts: Sequence[str], archive: Archive) -> bool:
    """Ask each page and print its times; whether all are within the bound.

    CPU is that of this process, SQLite's included: on a busy machine it tells more than the clock. PostgreSQL's is not in it.
    """
    good, every = True, []
    console.print(f"{'page':40} {'median':>8} {'p95':>8} {'max':>8} ms {'CPU p95':>8} ms")
    for name, places in pages(times, texts, archive):
        found: list[tuple[float, float]] = []
        client.get(places[0])
        for place in places:
            began = time.perf_counter(), time.process_time()
            answer = client.get(place, follow_redirects=False)
            found.append(((time.perf_counter() - began[0]) * 1000, (time.process_time() - began[1]) * 1000))
            if answer.status_code not in (200, 303):
                console.print(f"{place}: {answer.status_code}")
                good = False
        every += found
        good &= _told(console, name, found)
    _told(console, "all", every)
    return good


def _told(console: Console, name: str, found: Sequence[tuple[float, float]]) -> bool:
    """Print a row; whether it is within the bound."""
    wall, cpu = (sorted(column) for column in zip(*found, strict=True))
    late = max(0, round(len(wall) * 0.95) - 1)
    over = " over" if wall[late] > BOUND_MS else ""
    row = f"{statistics.median(wall):8.1f} {wall[late]:8.1f} {wall[-1]:8.1f}    {cpu[late]:8.1f}{over}"
    console.print(f"{name:40} {row}", highlight=False)
    return not over


def main() -> int:
    """Fill and measure; exit 1 where a page is over the bound."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--letters", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=40)
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--postgres", action="store_true")
    given, console = asked.parse_args(), Console(width=120)
    with ExitStack() as stack:
        home = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        home.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{home}/circulars.db"
        if given.postgres:
            server = stack.enter_context(postgres())
            if server is None:
                console.print("PostgreSQL is not installed")
                return 1
            url = new_database(server)
        archive = Archive.open(url, str(home / "archive"), clock=lambda: NOW)
        stack.callback(archive.close)
        if not archive.register_state(OFFICE.code, "sent", 2569, 1).last:
            began = time.perf_counter()
            fill(archive, given.letters)
            waiting_reviews(archive, OFFICE, _WHOLE)
            refresh_statistics(archive.reading)  # as every evening
            console.print(f"{given.letters:,} letters written in {time.perf_counter() - began:.0f} s")
        texts = [text_of(one) for one in made_letters(300, seed=11)]
        return 0 if measure(console, desk_of(home, archive), given.times, texts, archive) else 1


if __name__ == "__main__":
    raise SystemExit(main())
