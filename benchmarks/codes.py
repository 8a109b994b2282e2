"""One-time codes attacked: replayed, shifted, raced by threads and processes, guessed, and the words of signing windows.

    python -m benchmarks.codes [--codes 10000]

Every answer goes the way that a reviewer's answer goes: weighed, signed, told in the ledger (`flows.reviewing.deciding`);
the draft is a real one, on SQLite, on the clock that each attack asks for. Between the attacks right codes are given, which
must be taken, so that a program that takes nothing shows. Counted are answers signed that should not have been, answers
refused that should have been signed, and refusals that the ledger does not tell.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyotp
import sqlalchemy as sa
from PIL import Image
from rich.console import Console
from rich.table import Table

from benchmarks.faults import LETTER
from circulars.archive import Archive
from circulars.cascade.plan.step_key import format_step_key
from circulars.extraction.reading import read_letters
from circulars.letter.page import text_page
from circulars.review import ReviewAnswer, Verdict
from circulars.review.codes import (
    FIRST_LOCK,
    LONGEST_LOCK,
    MOST_WRONG,
    STEP_SECONDS,
    WRONG_CODES,
    close_window,
    enrol,
    open_window,
)
from circulars.review.reviewers import add
from circulars.thai.dates import BANGKOK
from flows.reviewing.deciding import decide
from flows.reviewing.outcome.becoming import plan_for
from flows.reviewing.rounds import Case, open_case
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

NOON = dt.datetime(2026, 11, 23, 12, 0, 5, tzinfo=BANGKOK)
NAMES = tuple(f"นายสมมุติ ผู้ตรวจ {which}" for which in ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก"))
SIGNATORY = '\n[[office.signatories]]\nname = "นายสมมุติ ลงนาม"\nposition = "ผู้ว่าราชการจังหวัดสกลนคร"\n'
RACERS = 10
_FORK = multiprocessing.get_context("fork")


@dataclass(slots=True)
class Tally:
    """One row of the table: attacks given, what was taken of them; right codes given in between, and those refused."""

    given: int = 0
    taken: int = 0
    right: int = 0
    right_refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


class House:
    """A real office with a draft that waits, six reviewers, and a clock that the attacks turn."""

    def __init__(self, folder: Path) -> None:
        """The office is made in `folder`."""
        self.folder, self.now = folder, NOON
        file = write_first_office_toml(folder, demo=False)
        text = file.read_text(encoding="utf-8").replace("# emblem = ", "emblem = ")
        Image.new("RGB", (300, 330), "black").save(folder / "emblem.png")
        file.write_text(text + SIGNATORY, encoding="utf-8")
        self.secrets = {name: add(folder, name).secret for name in NAMES}
        self.settings: Settings = load_settings(folder)
        make_folders(self.settings)
        self.archive = self.opened()
        self.case = self._case()
        self.answers = 0

    def opened(self) -> Archive:
        """The office's archive, for one process."""
        return Archive.open(self.settings.database_url, self.settings.files_url, clock=lambda: self.now)

    def _case(self) -> Case:
        office, pages = self.settings.profile.office.code, (text_page(LETTER),)
        letters = read_letters(pages)
        scan = self.archive.save_original(LETTER.encode(), "หนังสือ.txt")
        self.archive.save_pages(scan.id, pages)
        (letter_id,) = self.archive.save_letters(scan.id, office, letters, [()] * len(letters))
        plan = plan_for(self.settings, letters[0], office, self.now.date())
        return open_case(
            self.settings, self.archive, letter_id, office, format_step_key(plan.steps[0].key), self.now.date()
        )

    def fresh(self, name: str) -> None:
        """The name enrolled anew: nothing spent, nothing locked."""
        self.secrets[name] = enrol(self.folder, name)

    def code(self, name: str, at: dt.datetime | None = None) -> str:
        """What the telephone of `name` shows."""
        return pyotp.TOTP(self.secrets[name]).at(at or self.now)

    def answer(
        self,
        name: str,
        code: str,
        *,
        at: dt.datetime | None = None,
        remark: str = "",
        verdict: Verdict | None = None,
        case: Case | None = None,
        archive: Archive | None = None,
    ) -> str:
        """Who signed, empty where nobody did. Without a verdict every tenth answer approves: its files are rehearsed."""
        seen, self.answers = case or self.case, self.answers + 1
        verdict = verdict or (Verdict.APPROVE if self.answers % 10 == 0 else Verdict.RETURN)
        typed = ReviewAnswer(str(verdict), seen.mark, name, code, remark)
        return decide(self.settings, archive or self.archive, seen, typed, self.now, pressed=at).signer

    def refusals(self) -> int:
        """Refused answers that the ledger tells of."""
        kinds = "('approval-refused', 'return-refused')"
        with self.archive.engine.connect() as connection:
            return int(connection.execute(sa.text(f"select count(*) from ledger where kind in {kinds}")).scalar() or 0)

    def reasons(self, latest: int = 100_000) -> Counter[str]:
        """Why the latest answers that were refused were, by the ledger."""
        told = self.archive.events(("approval-refused", "return-refused"), limit=latest)
        return Counter(str(json.loads(one.detail)["reason"]) for one in told)


def attacked(tally: Tally, signer: str) -> None:
    """Count an answer that nobody may have signed."""
    tally.given += 1
    tally.taken += bool(signer)


def right(tally: Tally, house: House, name: str) -> None:
    """A right code, half a minute later than anything before: it must be taken."""
    house.now += dt.timedelta(seconds=2 * STEP_SECONDS)
    tally.right += 1
    tally.right_refused += not house.answer(name, house.code(name))


def replayed(house: House, wanted: int, chance: random.Random) -> Tally:
    """A code that signed once, again: with another answer, verdict, round or name, early, late, by a machine that was busy."""
    tally = Tally()
    while tally.given < wanted:
        for one in NAMES:
            house.fresh(one)
        name = chance.choice(NAMES)
        right(tally, house, name)
        code, signed = house.code(name), house.now
        for again in range(9):
            later = signed + dt.timedelta(seconds=chance.choice((0, 1, 7, 24, 29)))
            other = replace(house.case, round=2, draft_id=f"{house.case.draft_id[:-1]}x") if again % 3 == 1 else None
            verdict = chance.choice((None, Verdict.RETURN, Verdict.DROP))
            who = chance.choice(NAMES) if again % 3 == 2 else name
            house.now = later + dt.timedelta(seconds=chance.choice((0, 0, 600)))  # a machine that was busy meanwhile
            attacked(tally, house.answer(who, code, at=later, remark=f"ครั้งที่ {again}", verdict=verdict, case=other))
        house.now = signed + dt.timedelta(minutes=15)
    return tally


def shifted(house: House, wanted: int, chance: random.Random) -> Tally:
    """Codes of other moments, from a minute to a year away; and spent ones with the machine's clock moved to where they were."""
    tally = Tally()
    while tally.given < wanted:
        name = chance.choice(NAMES)
        house.fresh(name)
        right(tally, house, name)
        signed, code = house.now, house.code(name)
        for _ in range(4):  # a fifth would lock the name, and no code is looked at then
            away = dt.timedelta(seconds=chance.choice((61, 90, 120, 3600, 86_400, 31_536_000)) + chance.randrange(30))
            attacked(tally, house.answer(name, house.code(name, house.now + chance.choice((-1, 1)) * away)))
        for back in (dt.timedelta(0), dt.timedelta(seconds=29), dt.timedelta(hours=1), dt.timedelta(days=40)):
            house.now = signed - back  # the clock goes back: the spent code is not revived
            attacked(tally, house.answer(name, code, remark="นาฬิกาถอย"))
        house.now = signed + dt.timedelta(minutes=20)
        right(tally, house, name)
    return tally


def _in_threads(house: House, name: str, code: str) -> list[str]:
    with ThreadPoolExecutor(RACERS) as many:
        return list(many.map(lambda which: house.answer(name, code, remark=f"คนที่ {which}"), range(RACERS)))


def _racer(house: House, name: str, code: str, which: int, start: Any, told: Any) -> None:
    house.archive.engine.dispose(close=False)
    with closing(house.opened()) as archive:
        start.wait()
        told.put(house.answer(name, code, remark=f"คนที่ {which}", archive=archive))


def _in_processes(house: House, name: str, code: str) -> list[str]:
    start, told = _FORK.Barrier(RACERS), _FORK.Queue()
    racers = [_FORK.Process(target=_racer, args=(house, name, code, which, start, told)) for which in range(RACERS)]
    for one in racers:
        one.start()
    signers = [str(told.get(timeout=120)) for _ in racers]
    for one in racers:
        one.join()
    return signers


def raced(
    by: Callable[[House, str, str], list[str]],
) -> Callable[[House, int, random.Random], Tally]:
    """One right code with ten different answers at the same time: one of them is signed."""

    def race(house: House, wanted: int, chance: random.Random) -> Tally:
        tally = Tally()
        while tally.given < wanted:
            name = chance.choice(NAMES)
            house.now += dt.timedelta(seconds=2 * STEP_SECONDS)
            signed = sum(map(bool, by(house, name, house.code(name))))
            tally.right += 1
            tally.right_refused += signed == 0
            tally.given += RACERS - 1
            tally.taken += max(0, signed - 1)
        return tally

    return race


def guessed(house: House, wanted: int, chance: random.Random) -> Tally:
    """Guesses as fast as they are heard: the clock goes on to the end of each lock, until the name is shut."""
    tally = Tally()
    heard: list[int] = []
    while tally.given < wanted:
        name = chance.choice(NAMES)
        house.fresh(name)
        began, wrong = house.now, 0
        while wrong < MOST_WRONG and tally.given < wanted:
            attacked(tally, house.answer(name, f"{chance.randrange(10**6):06d}"))
            reason = next(iter(house.reasons(1)), "")
            wrong += reason in ("wrong-code", "locked", "shut")
            if reason == "locked":
                attacked(tally, house.answer(name, house.code(name)))  # even the right one, while it is locked
                house.now += min(FIRST_LOCK * 2 ** (wrong // WRONG_CODES - 1), LONGEST_LOCK) + dt.timedelta(seconds=1)
        if wrong >= MOST_WRONG:
            heard.append(wrong)
            days = (house.now - began).total_seconds() / 86_400
            tally.notes.append(f"{days:.0f} days for {wrong} guesses")
            attacked(tally, house.answer(name, house.code(name)))  # shut: not even the right one
            house.fresh(name)
            right(tally, house, name)
    return tally


def windows(house: House, wanted: int, chance: random.Random) -> Tally:
    """Words of signing windows: after their end, closed, of another name, guessed, after the name was enrolled anew."""
    tally = Tally()
    while tally.given < wanted:
        name, other = chance.sample(NAMES, 2)
        house.fresh(name)
        word, until = open_window(house.folder, name, house.now, 10)
        tally.right += 1
        tally.right_refused += not house.answer(name, word)
        attacked(tally, house.answer(other, word))
        attacked(tally, house.answer(name, word[:-1] + ("y" if word.endswith("x") else "x")))  # surely another word
        attacked(tally, house.answer(name, word, at=until - dt.timedelta(minutes=16)))  # before it was opened
        closed, _ = open_window(house.folder, name, house.now, 10)
        close_window(house.folder, name, closed)
        attacked(tally, house.answer(name, closed))
        house.now = until + dt.timedelta(seconds=1)
        attacked(tally, house.answer(name, word))
        word, _ = open_window(house.folder, name, house.now, 10)
        for _ in range(5):
            attacked(tally, house.answer(name, "000000"))
        attacked(tally, house.answer(name, word))  # the name is locked
        word, _ = open_window(house.folder, other, house.now, 10)
        house.fresh(other)
        attacked(tally, house.answer(other, word))
    return tally


ATTACKS: dict[str, tuple[Callable[[House, int, random.Random], Tally], float]] = {
    "replayed": (replayed, 0.25),
    "shifted clocks": (shifted, 0.25),
    "raced by threads": (raced(_in_threads), 0.10),
    "raced by processes": (raced(_in_processes), 0.10),
    "guessed": (guessed, 0.20),
    "signing windows": (windows, 0.10),
}
"""Each attack and its share of the codes."""


def main() -> int:
    """Print the table; exit 1 when a code was taken wrongly, a right one refused, or the ledger does not tell of one."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--codes", type=int, default=10_000)
    words.add_argument("--seed", type=int, default=2569)
    given = words.parse_args()
    chance, wrong = random.Random(given.seed), 0
    table = Table(
        "attack", "given", "taken wrongly", "right ones", "refused", "told in the ledger", "why, by the ledger", "s"
    )
    for name, (attack, share) in ATTACKS.items():
        with tempfile.TemporaryDirectory(prefix="codes-") as folder:
            house, began = House(Path(folder)), time.monotonic()
            tally = attack(house, round(given.codes * share), chance)
            missing = tally.given - tally.taken + tally.right_refused - house.refusals()
            reasons = ", ".join(f"{why} {count}" for why, count in house.reasons().most_common())
            house.archive.close()
        wrong += tally.taken + tally.right_refused + abs(missing)
        told = "all" if missing == 0 else f"{missing} missing"
        print(f"{name}: {tally.given} given, {tally.taken} taken wrongly, {reasons}", file=sys.stderr, flush=True)
        figures = (tally.given, tally.taken, tally.right, tally.right_refused)
        table.add_row(name, *map(str, figures), told, reasons, f"{time.monotonic() - began:.0f}")
        for note in tally.notes[:3]:
            table.add_row("", "", "", "", "", "", note, "")
    Console(width=150).print(table)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
