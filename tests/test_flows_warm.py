"""The warm process: what it forks lives and dies with the process that stands for it, and ends with the same status."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from circulars.extraction.reading import read_letters
from circulars.letter.page import text_page
from circulars.letter.reference import format_reference
from circulars.thai.clock import today
from flows.receiving.rehearsal import as_text, rehearse
from flows.receiving.sample.letter import CONTENT
from flows.runs.beginning.start_run import SOCKET, prefect_program
from flows.serving.environment import ROOT, environment
from flows.settings import load_settings, make_folders
from flows.settings.toml.file import write_first_office_toml

RUN = "0b9f6b5e-0000-4000-8000-000000000000"


class Place:
    """A warm process, and a server that takes connections and never answers, so that every run hangs in its first line."""

    def __init__(self, home: Path) -> None:
        (home / "run" / "tmp").mkdir(parents=True)
        (home / "prefect").mkdir()
        self.silent = socket.create_server(("127.0.0.1", 0))
        self.env = environment(home, self.silent.getsockname()[1]) | {"PREFECT_CLIENT_MAX_RETRIES": "0"}
        self.warm = subprocess.Popen([sys.executable, "-m", "flows.runs.beginning.warm"], env=self.env, cwd=ROOT)
        until(lambda: (home / "run" / SOCKET).exists())

    def start(self, run: str = RUN) -> subprocess.Popen[bytes]:
        """What the worker starts."""
        env = self.env | {"PREFECT__FLOW_RUN_ID": run}
        return subprocess.Popen(
            [sys.executable, "-m", "flows.runs.beginning.start_run"], env=env, stderr=subprocess.DEVNULL
        )

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What the office starts of Prefect's own command line."""
        return subprocess.run(prefect_program(*words), env=self.env, capture_output=True, text=True, check=False)

    def running(self) -> list[psutil.Process]:
        """What the warm process forked and has not ended."""
        return [one for one in psutil.Process(self.warm.pid).children() if one.status() != psutil.STATUS_ZOMBIE]


def until(what: Callable[[], Any], seconds: float = 90) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(0.05)
    raise AssertionError(f"nothing came of it in {seconds} s")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    # a long name: an address of a Unix socket has room for a hundred bytes only
    place = Place(tmp_path_factory.mktemp("warm") / ("สำนักงาน" * 8))
    yield place
    place.warm.kill()
    place.warm.wait()
    place.silent.close()


def test_a_run_ends_with_its_own_status(place: Place) -> None:
    started = time.monotonic()
    assert place.start("no run id").wait(30) == 1
    assert place.running() == []
    assert time.monotonic() - started < 10


def test_a_killed_run_is_seen_as_killed(place: Place) -> None:
    client = place.start()
    until(place.running)[0].kill()
    assert client.wait(30) == -signal.SIGKILL


def test_a_run_does_not_outlive_the_process_that_stands_for_it(place: Place) -> None:
    client = place.start()
    until(place.running)
    client.kill()
    client.wait()
    until(lambda: not place.running())


def test_a_request_to_end_goes_on_to_the_run(place: Place) -> None:
    client = place.start()
    run = until(place.running)[0]
    time.sleep(0.5)
    client.terminate()
    assert client.wait(30) != 0
    assert not run.is_running()


def test_another_program_of_prefect_is_forked_too_and_says_what_it_says(place: Place) -> None:
    done = place.ask("config", "view", "--show-sources")
    assert done.returncode == 0
    assert place.env["PREFECT_API_URL"] in done.stdout
    assert place.ask("no-such-command").returncode != 0


def test_two_runs_at_once_know_nothing_of_each_other(place: Place) -> None:
    clients = [place.start(), place.start()]
    until(lambda: len(place.running()) == 2)
    clients[0].kill()
    until(lambda: len(place.running()) == 1)
    assert clients[1].poll() is None
    clients[1].kill()
    until(lambda: not place.running())
    for client in clients:
        client.wait()


def test_a_warm_process_that_hangs_stops_no_run_and_forks_none_twice(place: Place, tmp_path: Path) -> None:
    impatient = "import sys, flows.runs.beginning.start_run as s; s.FORK_SECONDS = 0.5; sys.exit(s.main())"
    env = place.env | {"PREFECT__FLOW_RUN_ID": "no run id"}
    place.warm.send_signal(signal.SIGSTOP)
    try:
        with (tmp_path / "said").open("wb") as said:  # no pipe: the order in the socket's queue holds its other end
            command = [sys.executable, "-c", impatient]
            client = subprocess.run(command, env=env, stderr=said, cwd=ROOT, check=False, timeout=200)
    finally:
        place.warm.send_signal(signal.SIGCONT)
    assert client.returncode == 1
    assert "prefect/engine" in (tmp_path / "said").read_text()  # Prefect's own program, in the process that asked
    assert place.ask("config", "view").returncode == 0  # by then the order that nobody waits for has been taken
    assert place.running() == []


def test_without_its_warm_process_a_run_ends_too_and_the_next_one_starts_by_itself(place: Place) -> None:
    client = place.start()
    run = until(place.running)[0]
    place.warm.kill()
    place.warm.wait()
    assert client.wait(30) == -signal.SIGKILL
    until(lambda: not run.is_running() or run.status() == psutil.STATUS_ZOMBIE, 10)
    assert place.start("no run id").wait(120) == 1  # python -m prefect.engine itself


def test_the_rehearsal_reads_and_drafts_the_sample_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Were it to read no letter, each run would again make for itself what is made on first use."""
    write_first_office_toml(tmp_path, demo=True)
    settings = load_settings(tmp_path)
    make_folders(settings)
    before, threads = sorted(tmp_path.rglob("*")), threading.active_count()
    (letter,) = read_letters((text_page(as_text(CONTENT)),))
    assert letter.reference.value is not None
    assert format_reference(letter.reference.value) == CONTENT.number
    assert letter.subject.value == CONTENT.subject
    assert rehearse(settings, today()) == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert threading.active_count() == threads
