"""A LibreOffice that stands by makes what one started for the letter makes, and is missed by nobody when it fails."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import pypdfium2 as pdfium
import pytest
from standby_process import standing_by

from circulars.documents.measure.same_page import PrintedFields, page_differences
from circulars.documents.pages.pdf import for_libreoffice, to_pdf
from circulars.documents.pages.setting.standby import asking
from circulars.documents.pages.setting.standby.asking import made_on_standby
from circulars.documents.pages.setting.standby.kit import Kit
from circulars.documents.shipped.samples import SAMPLES
from circulars.documents.word.catalog import load_catalog
from circulars.errors import EngineMissing
from circulars.forking.asking import STANDBY

LETTERS = [load_catalog().compiled("province", one.kind).render(one) for one in SAMPLES.values()]
FILES = [for_libreoffice(one, ours=True) for one in LETTERS]
SECONDS = 30.0


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / ("สำนัก งาน" * 5)


@pytest.fixture(scope="module")
def process(run_folder: Path) -> Iterator[psutil.Process]:
    with standing_by(run_folder) as started:
        yield started


def first_child(process: psutil.Process, but: int = 0) -> psutil.Process:
    """The child that waits for the next job."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for one in process.children():
            if one.pid != but and one.status() != psutil.STATUS_ZOMBIE:
                return one
        time.sleep(0.05)
    raise AssertionError("nobody waits for a job")


def test_it_makes_the_pages_that_a_libreoffice_of_ones_own_makes(
    process: psutil.Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_on_standby(FILES, SECONDS)
    monkeypatch.delenv(STANDBY)
    alone = to_pdf(LETTERS)
    assert made is not None and len(made) == len(alone)
    for one, other in zip(made, alone, strict=True):
        assert page_differences(other, one, PrintedFields((), ())) == ()
        pictures = [pdfium.PdfDocument(each)[0].render(scale=1).to_pil().tobytes() for each in (one, other)]
        assert pictures[0] == pictures[1]


def test_each_job_has_a_child_of_its_own_and_leaves_nothing(process: psutil.Process, run_folder: Path) -> None:
    first = first_child(process)
    assert made_on_standby(FILES[:1], SECONDS) is not None
    assert not list(run_folder.rglob("GraphicsRenderTests.log"))  # else it does not heed the settings it was given
    second = first_child(process, but=first.pid)
    assert not first.is_running()
    left = {one.name for one in (run_folder / "tmp" / "libreoffice").iterdir()}
    assert len(left - {"profile"}) == 1, left
    assert list(run_folder.rglob("*.docx")) == []
    assert second.is_running()


def test_what_it_cannot_do_is_done_by_a_libreoffice_started_for_it(process: psutil.Process) -> None:
    first_child(process).kill()
    assert made_on_standby(FILES[:1], SECONDS) is None  # its child died
    assert len(to_pdf(LETTERS[:1])) == 1
    assert made_on_standby(FILES[:1], SECONDS) is not None  # and it goes on


def test_nobody_waits_long_for_one_that_is_busy(
    process: psutil.Process, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(asking, "_TURN_SECONDS", 0.1)
    with socket.socket(socket.AF_UNIX) as deaf:
        monkeypatch.chdir(tmp_path)
        deaf.bind(asking.SOCKET)
        deaf.listen()
        monkeypatch.setenv(STANDBY, str(tmp_path))
        assert made_on_standby(FILES[:1], SECONDS) is None
    assert made_on_standby(FILES[:1], SECONDS) is None  # nobody there
    monkeypatch.setenv(STANDBY, str(tmp_path / "nowhere"))
    assert made_on_standby(FILES[:1], SECONDS) is None


@pytest.mark.parametrize("after", [b"", asking.TAKEN])
def test_one_that_hangs_is_done_without_however_many_ask_and_however_large_the_letter(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: bytes
) -> None:
    """It takes no turn, or takes one and reads no further."""
    monkeypatch.setattr(asking, "_TURN_SECONDS", 0.1)
    monkeypatch.setattr(asking, "_MADE_READY_SECONDS", 1.0)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(STANDBY, str(tmp_path))
    taken: list[Connection] = []

    def take(hung: socket.socket) -> None:
        with suppress(OSError):
            while True:
                taken.append(Connection(hung.accept()[0].detach()))
                taken[-1].send_bytes(after)

    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(asking.SOCKET)
        hung.listen(2)
        if after:
            threading.Thread(target=take, args=[hung], daemon=True).start()
        for _ in range(1 if after else 9):
            assert made_on_standby([b"x" * 3_000_000], 0.5) is None
        hung.shutdown(socket.SHUT_RDWR)


def test_a_stopped_asker_does_not_hold_up_the_others(
    process: psutil.Process, run_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One who takes a turn and says no more is left after ten seconds."""
    monkeypatch.setattr(asking, "_TURN_SECONDS", 40.0)
    with asking._connected(run_folder):
        started = time.monotonic()
        assert made_on_standby(FILES[:1], SECONDS) is not None
        assert time.monotonic() - started > 5


def test_a_libreoffice_without_the_library_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing):
        Kit(tmp_path)
