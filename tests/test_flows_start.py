"""An office that is started again comes up: whatever it left undone, however busy the machine is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psutil
import pytest
from prefect.client.schemas.objects import StateType

import flows.receiving.inbox as box
from circulars.errors import EngineFailed, SettingsWrong
from circulars.intake.claims import Claim, fill_claim, hold_claim, new_claim, open_claims
from circulars.thai.clock import now
from flows.office import supervisor, upkeep
from flows.office.watching.runs import CatchingUp
from flows.settings import Settings, load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    write_first_office_toml(tmp_path, demo=True)
    settings = load_settings(tmp_path)
    make_folders(settings)
    return settings


def test_what_is_left_undone_keeps_no_office_from_being_ready() -> None:
    done, go = threading.Event(), threading.Event()

    def breaks() -> None:
        go.wait(10)
        raise OSError("the server went away")

    left = CatchingUp((breaks, done.set))
    began = time.monotonic()
    for _ in range(3):  # the supervisor calls it every second
        left.keep()
    assert time.monotonic() - began < 1 and not done.is_set()
    go.set()
    assert done.wait(10)


class Server:
    """What Prefect's server would say of the runs of claims; `asked` counts how often it is asked for one of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, living: set[str], final: set[str]) -> None:
        self.asked: list[str] = []

        @contextmanager
        def client(**_: object) -> Iterator[Any]:
            yield SimpleNamespace(read_flow_run=lambda key: SimpleNamespace(state=self._state(key, final)))

        def submit(claim: Claim, again: int = 0) -> Any:
            self.asked.append(f"intake-{claim.key}-{again}")
            return SimpleNamespace(id=self.asked[-1])

        monkeypatch.setattr(box, "get_client", client)
        monkeypatch.setattr(box, "submit", submit)
        monkeypatch.setattr(box, "runs_of", lambda *_: [SimpleNamespace(idempotency_key=key) for key in living])

    @staticmethod
    def _state(key: str, final: set[str]) -> Any:
        kind = StateType.FAILED if key in final else StateType.SCHEDULED
        return SimpleNamespace(type=kind, is_final=lambda: key in final)


@pytest.mark.parametrize("held", [False, True])
def test_of_hundreds_of_claims_only_those_without_a_living_run_are_asked_for(
    house: Settings, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    work = house.folder("work")
    for number in range(60):
        fill_claim(work, new_claim(f"{number}.txt", now()), b"letter")
    failed, lost, *others = open_claims(work)
    if held:
        hold_claim(work, failed, "the disk is full")
    living, final = {f"intake-{one.key}-0" for one in others}, {f"intake-{failed.key}-0"}
    server = Server(monkeypatch, living, final)
    box.see_to_open_claims(house)
    wanted = [f"intake-{failed.key}-0", f"intake-{failed.key}-1", f"intake-{lost.key}-0"]
    assert sorted(server.asked) == sorted(wanted)
    again = Server(monkeypatch, {*living, f"intake-{failed.key}-1", f"intake-{lost.key}-0"}, final)
    box.see_to_open_claims(house)
    assert again.asked == []


@pytest.mark.parametrize(
    ("faults", "raised"),
    [
        ([httpx.ReadTimeout("busy")] * 2, None),
        ([subprocess.TimeoutExpired("prefect deploy", 180)], None),
        ([httpx.ConnectError("gone")] * 3, EngineFailed),
        ([SettingsWrong("ตั้งค่าผิด")], SettingsWrong),
        ([ValueError("our own fault")], ValueError),
    ],
)
def test_a_server_that_answers_late_is_asked_again_and_told_in_the_end(
    faults: list[Exception], raised: type[Exception] | None
) -> None:
    left, calls = [*faults], []

    def step() -> None:
        calls.append(1)
        if left:
            raise left.pop(0)

    if raised is None:
        upkeep._patiently(step)
        assert len(calls) == len(faults) + 1
    else:
        with pytest.raises(raised) as told:
            upkeep._patiently(step)
        assert len(calls) == len(faults)
        if raised is EngineFailed:
            assert "circulars up" in told.value.args[0]


def forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def deaf_to_requests() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


def recorded(monkeypatch: pytest.MonkeyPatch, *children: tuple[int, float]) -> None:
    monkeypatch.setattr(supervisor, "read_record", lambda _: {"children": children})


def test_processes_left_by_a_killed_supervisor_end_even_where_nobody_asks_after_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = forked(lambda: None)
    deaf = forked(deaf_to_requests)
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        while psutil.Process(ended).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.01)
        told = [(pid, psutil.Process(pid).create_time()) for pid in (ended, deaf)]
        gone, reused = (2**22 - 1, 0.0), (stranger.pid, psutil.Process(stranger.pid).create_time() - 100)
        recorded(monkeypatch, gone, *told, reused)
        monkeypatch.setattr(supervisor, "LEFTOVER_SECONDS", 20.0)
        began = time.monotonic()
        supervisor._end_leftovers(tmp_path)
        assert time.monotonic() - began < 10
        assert psutil.Process(deaf).status() == psutil.STATUS_ZOMBIE  # killed; its parent is this test
        assert stranger.poll() is None, "a number that another program has by now is left alone"
    finally:
        stranger.kill()
        stranger.wait()
        for pid in (ended, deaf):
            os.waitpid(pid, 0)


def test_one_that_does_not_end_is_told_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = forked(lambda: time.sleep(60))
    try:
        recorded(monkeypatch, (child, psutil.Process(child).create_time()))
        monkeypatch.setattr(psutil.Process, "kill", lambda self: None)  # as where it waits for a disk that hangs
        monkeypatch.setattr(supervisor, "LEFTOVER_SECONDS", 0.2)
        with pytest.raises(EngineFailed, match="circulars up"):
            supervisor._end_leftovers(tmp_path)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_sweep_hands_over_the_most_urgent_first_and_ends_in_time(
    house: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = house.folder("work")
    for name in ("ก.txt", "ข.txt", "ด่วนที่สุด ค.txt", "ด่วน ง.txt"):
        fill_claim(work, new_claim(name, now()), b"letter")
    names = {one.key: one.name for one in open_claims(work)}
    server = Server(monkeypatch, set(), set())

    def handed() -> list[str]:
        return [names[key.split("-", 1)[1].rsplit("-", 1)[0]] for key in server.asked]

    monkeypatch.setattr(box, "HAND_OVER_SECONDS", -1.0)  # each claim takes the server longer than a sweep may last
    box.hand_over(work)
    assert handed() == []
    clock = iter(range(0, 1000, 40))
    monkeypatch.setattr(box, "HAND_OVER_SECONDS", 60.0)
    monkeypatch.setattr("flows.receiving.inbox.time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    box.hand_over(work)
    assert handed() == ["ด่วนที่สุด ค.txt"]
    monkeypatch.setattr("flows.receiving.inbox.time", SimpleNamespace(monotonic=lambda: 0.0))
    box.hand_over(work)
    assert sorted(handed()) == sorted(names.values()) and len(handed()) == 4  # the rest, and nobody twice
