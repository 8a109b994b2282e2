"""Readers that are forked read what started ones read, may die as they do, and are missed by nobody."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image
from standby_process import readers_standing_by

from circulars.errors import EngineMissing, ReaderDied, UnreadableFile
from circulars.forking import asking
from circulars.forking.asking import STANDBY
from ocr import read_pages
from ocr.shelter.limits import Limits
from ocr.shelter.sheltered import page_png
from ocr.shelter.standby import starting

SAMPLE = Path(__file__).resolve().parent.parent / "docs" / "sample-scan.png"


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[psutil.Process]:
    with readers_standing_by(tmp_path_factory.mktemp("run") / ("สำนัก งาน" * 5)) as started:
        yield started


def while_reading(process: psutil.Process, what: object) -> psutil.Process:
    """The child that is at work; `what` is only named when there is none."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if children := [one for one in process.children() if one.status() != psutil.STATUS_ZOMBIE]:
            return children[0]
        time.sleep(0.01)
    raise AssertionError(f"nobody reads {what}")


def test_a_forked_reader_reads_what_a_started_one_reads(
    process: psutil.Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert process.num_threads() == 1  # a process with threads can't be forked safely
    by_fork, drawn = read_pages(SAMPLE), page_png(SAMPLE.read_bytes(), 1, 200)
    assert process.children() == []
    monkeypatch.delenv(STANDBY)
    assert by_fork == read_pages(SAMPLE)
    assert drawn == page_png(SAMPLE.read_bytes(), 1, 200)


def test_faults_of_the_file_and_of_the_machine_are_told_apart(process: psutil.Process, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(UnreadableFile):
        read_pages(tmp_path / "broken.pdf")
    with pytest.raises(EngineMissing, match="thia"):
        read_pages(SAMPLE, engine="thia")
    Image.new("L", (5000, 7000), 255).save(tmp_path / "large.png")
    with pytest.raises((ReaderDied, EngineMissing)):
        read_pages(tmp_path / "large.png", limits=Limits(memory_bytes=60_000_000))
    assert process.is_running()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_reader_that_is_killed_says_nothing_about_the_file(process: psutil.Process, number: int) -> None:
    told: list[BaseException] = []

    def reads() -> None:
        try:
            read_pages(SAMPLE)
        except ReaderDied as error:
            told.append(error)

    reader = threading.Thread(target=reads)
    reader.start()
    os.kill(while_reading(process, SAMPLE).pid, number)
    reader.join(60)
    assert [str(-number) in str(getattr(one, "cause", "")) for one in told] == [True]


def test_one_that_takes_too_long_is_ended_with_all_it_started(process: psutil.Process) -> None:
    with pytest.raises(UnreadableFile, match="นานเกินกำหนด"):
        read_pages(SAMPLE, limits=Limits(file_seconds=0.3))
    end = time.monotonic() + 20
    while process.children(recursive=True) and time.monotonic() < end:
        time.sleep(0.05)
    assert process.children(recursive=True) == []


def test_readers_that_hang_are_done_without_however_many_ask(
    process: psutil.Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who gave up stays in the queue of the socket: the eighteenth waited for ever."""
    picture = SAMPLE.read_bytes()
    monkeypatch.setattr(asking, "_FORK_SECONDS", 0.1)
    process.suspend()
    try:
        with Path(os.devnull).open("r+b") as nothing:
            for _ in range(30):
                assert asking.forked(starting.SOCKET, ["no.module"], {}, SAMPLE.parent, (nothing,) * 3) is None
        assert page_png(picture, 1, 200).startswith(b"\x89PNG")
    finally:
        process.resume()
    monkeypatch.undo()
    assert page_png(picture, 1, 200).startswith(b"\x89PNG")
    end = time.monotonic() + 20
    while process.children() and time.monotonic() < end:
        time.sleep(0.05)
    assert process.is_running() and process.children() == []


def test_readers_are_started_where_none_stand_by(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(STANDBY, str(tmp_path))
    assert page_png(SAMPLE.read_bytes(), 1, 200).startswith(b"\x89PNG")
