"""The watch over the inbox cannot die, and its silence is told."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from test_intake_taking import strange_names

from circulars.intake.claims import open_claims
from circulars.intake.looks import boot_clock, boot_id
from circulars.intake.names import name_bytes
from circulars.intake.taking import take_whole_files
from circulars.thai.clock import now
from flows.office.watching.inbox import PULSE, STUCK_SECONDS, InboxWatch, WatchPulse, watch_problem
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Settings]:
    write_first_office_toml(tmp_path, demo=True)
    settings = load_settings(tmp_path)
    make_folders(settings)
    yield settings


def until(true: Callable[[], bool], seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.05)
    return true()


def begun_again(watch: InboxWatch) -> bool:
    """What the supervisor does every second."""
    watch.keep()
    return True


def test_no_name_of_three_hundred_ends_the_watch(house: Settings) -> None:
    taken: list[str] = []
    inbox, stopping = house.folder("inbox"), threading.Event()

    def sweep(_: Settings) -> None:
        taken.extend(claim.name for claim in take_whole_files(inbox, house.folder("work"), 0.05, moment=now)[0])

    watch = InboxWatch(house, stopping, sweep)
    watch.keep()
    try:
        assert until(lambda: (house.folder("run") / PULSE).exists())
        time.sleep(0.3)  # the events are listened to now
        Path(os.fsdecode(os.fsencode(inbox) + b"/" + "หนังสือด่วน.txt".encode("cp874"))).write_text("x")
        assert until(lambda: "หนังสือด่วน.txt" in taken)
        names = strange_names()
        for (
            raw
        ) in names:  # while it watches: names that are no UTF-8, with line ends, marks of direction, 255 bytes long
            Path(os.fsdecode(os.fsencode(inbox) + b"/" + raw)).write_bytes(raw)
        (inbox / "ต่อมา.txt").write_text("x")
        assert until(lambda: "ต่อมา.txt" in taken and len(taken) == len(names) + 2, 60.0)
        work = house.folder("work")
        kept = {(work / one.key / one.file).read_bytes(): name_bytes(one.kept_name) for one in open_claims(work)}
        assert all(kept[raw] == raw for raw in names)
        assert watch_problem(house.home) is None
    finally:
        stopping.set()
    assert not list(inbox.iterdir())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the sweep ends its thread
def test_whatever_a_sweep_raises_the_next_one_comes_and_the_fault_is_told(house: Settings) -> None:
    calls: list[int] = []
    stopping = threading.Event()

    def sweep(_: Settings) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise UnicodeEncodeError("utf-8", "\udce7", 0, 1, "surrogates not allowed")
        if len(calls) == 2:
            raise SystemExit  # ends the thread

    watch = InboxWatch(house, stopping, sweep)
    watch.keep()
    try:
        assert until(lambda: "กวาด inbox ไม่สำเร็จ" in (watch_problem(house.home) or ""))
        assert until(lambda: not (house.folder("inbox") / f"{time.time_ns()}.txt").write_text("x") or len(calls) >= 2)
        assert until(lambda: begun_again(watch) and len(calls) >= 3)
        assert until(lambda: watch_problem(house.home) is None)
    finally:
        stopping.set()


def test_a_watch_that_is_silent_is_told(house: Settings) -> None:
    assert watch_problem(house.home) is None
    silent = WatchPulse(boot_id(), boot_clock() - STUCK_SECONDS - 1, boot_clock() - STUCK_SECONDS - 1)
    for pulse in (silent, WatchPulse("another start", boot_clock(), boot_clock())):
        (house.folder("run") / PULSE).write_text(json.dumps(asdict(pulse)))
        assert "การเฝ้า inbox ไม่ทำงาน" in (watch_problem(house.home) or "")
    (house.folder("run") / PULSE).write_text("")
    assert "กรุณา" in (watch_problem(house.home) or "")
