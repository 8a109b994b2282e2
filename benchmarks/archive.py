"""The archive measured: numbers drawn at once, damages named, search at scale beside what one would take instead.

    python -m benchmarks.archive numbers [--processes 50] [--each 20]
    python -m benchmarks.archive damage [--count 1000] [--seed 1]
    python -m benchmarks.archive search [--sizes 10000,100000] [--postgres 100000] [--queries 200]
    python -m benchmarks.archive all

Everything runs on a scratch folder and a private PostgreSQL server (skipped where it is not installed).
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.letters import made_letters
from benchmarks.postgres import new_database, postgres
from circulars.archive import Archive, IssuedFiles, IssuedNumber, IssueRequest
from circulars.archive.export.verify import verify
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.letter.field import Field
from circulars.letter.letter import Letter
from circulars.letter.reference import ReferenceNumber
from circulars.review.key import ReviewKey
from circulars.thai.dates import BANGKOK, ThaiDate

OFFICE = "สน ๐๐๑๘.๑"
EVE = dt.datetime(2026, 12, 31, 23, 59, 0, tzinfo=BANGKOK)
NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BANGKOK)


def _finish(number: IssuedNumber) -> IssuedFiles:
    text = f"{number.running}/{number.year_be}".encode()
    made = Letter(
        (1,),
        reference=Field(ReferenceNumber("สน", "0018.1", str(number.running), circular=True)),
        dated=Field(ThaiDate.from_ce(number.dated)),
    )
    return IssuedFiles(made, b"docx " + text, None, b"record " + text)


def _worker(database: str, files: str, worker: int, each: int, eve: float | None, begin: float) -> None:
    """Issue `each` letters; the clock stands at noon, or runs so that midnight of New Year falls on `eve` (epoch)."""

    def clock() -> dt.datetime:
        if eve is None:
            return NOON
        return EVE + dt.timedelta(minutes=1, seconds=time.time() - eve)

    archive = Archive.open(database, files, clock=clock)
    drafts = []
    for i, made in enumerate(made_letters(each, seed=worker)):
        scan = archive.save_original(f"{worker}/{i}".encode(), "scan.pdf")
        (letter_id,) = archive.save_letters(scan.id, OFFICE, [made.letter], [()])
        record = DraftRecord.without_draft(made.letter, NOON.date())
        drafts.append(archive.save_draft(letter_id, ReviewKey(OFFICE, "step"), record, f"{worker}/{i}".encode(), None))
    time.sleep(max(0.0, begin - time.time()))
    for draft in drafts:
        archive.issue(IssueRequest(draft, OFFICE, (), _finish))
    archive.close()


def numbers(console: Console, processes: int, each: int) -> bool:
    """Many processes issue at once, at noon and across New Year, on both databases. Whether every number came once."""
    table = Table("database", "when", "processes × each", "years: numbers", "gaps", "repeats", "seconds", "verify")
    good = True
    with postgres(processes * 3 + 20) as server:
        for kind in ("SQLite", "PostgreSQL"):
            for across in (False, True):
                if kind == "PostgreSQL" and server is None:
                    table.add_row(kind, "-", "not installed")
                    continue
                with tempfile.TemporaryDirectory() as scratch:
                    folder = Path(scratch)
                    database = new_database(server) if kind == "PostgreSQL" and server else f"sqlite:///{folder}/a.db"
                    row, fine = _draw(database, folder, processes, each, across)
                    good &= fine
                    table.add_row(kind, "across New Year" if across else "noon", f"{processes} × {each}", *row)
    console.print(table)
    return good


def _draw(database: str, folder: Path, processes: int, each: int, across: bool) -> tuple[list[str], bool]:
    archive = Archive.open(database, str(folder / "files"), clock=lambda: NOON)
    prepared = processes * each * 0.12 + 20  # the drafts are made first, then all begin to issue together
    begin = time.time() + prepared
    eve = begin + processes * each * 0.004 if across else None
    spawn = multiprocessing.get_context("spawn")
    workers = [
        spawn.Process(target=_worker, args=(database, str(folder / "files"), n, each, eve, begin))
        for n in range(1, processes + 1)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seconds = time.time() - begin
    failed = sum(worker.exitcode != 0 for worker in workers)
    years, gaps, repeats, total = [], 0, 0, 0
    for year in (2569, 2570):
        drawn = [int(row.number or 0) for row in archive.register_rows(OFFICE, "sent", year) if row.state == "issued"]
        if drawn:
            years.append(f"{year}: 1…{max(drawn)}")
            gaps += max(drawn) - len(set(drawn))
            repeats += len(drawn) - len(set(drawn))
            total += len(drawn)
    damages = len(verify(archive))
    archive.close()
    fine = not (gaps or repeats or failed or damages) and total == processes * each
    row = [
        ", ".join(years),
        str(gaps),
        str(repeats),
        f"{seconds:.1f}",
        f"{damages} damages, {failed} failed, {total} issued",
    ]
    return row, fine


def main(argv: list[str] | None = None) -> int:
    """Run what was asked and print its table; exit 1 when a measure misses what it must reach."""
    parser = argparse.ArgumentParser(prog="benchmarks.archive")
    parser.add_argument("what", choices=["numbers", "damage", "search", "all"])
    parser.add_argument("--processes", type=int, default=50)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--postgres", type=int, default=0)
    parser.add_argument("--queries", type=int, default=200)
    arguments = parser.parse_args(argv)
    console = Console(width=160)
    good = True
    if arguments.what in ("numbers", "all"):
        good &= numbers(console, arguments.processes, arguments.each)
    if arguments.what in ("damage", "all"):
        from benchmarks.archive_damage import damage

        good &= damage(console, arguments.count, arguments.seed)
    if arguments.what in ("search", "all"):
        from benchmarks.archive_search import search

        sizes = [int(size) for size in arguments.sizes.split(",") if size]
        good &= search(console, sizes, arguments.postgres, arguments.queries)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
