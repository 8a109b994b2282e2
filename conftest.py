"""What every test stands on: nothing is noted in the home of whoever runs the tests; the long ones begin first.

Readers and a LibreOffice stand by for the whole run, as they do in an office: half of what a test that reads a page or
draws a PDF would cost is the start of a program. Tests of what is started without them take the variable away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from circulars.forking.asking import STANDBY
from flows.office.supervisor import LIBREOFFICE, READERS
from ocr.shelter.standby.starting import reader_environment

_RUN = pytest.StashKey[tuple[Path, list[subprocess.Popen[bytes]]]]()


@pytest.fixture(scope="session", autouse=True)
def _state_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Offices that tests start are not listed among those of the person who runs them."""
    place = tmp_path_factory.mktemp("state")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(place))
        yield place


def pytest_configure(config: pytest.Config) -> None:
    """Started once, by the process that the others are started from."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = Path(tempfile.mkdtemp(prefix="circulars-standby-"))
    words = ([READERS, str(folder), "thai"], reader_environment()), ([LIBREOFFICE, str(folder)], dict(os.environ))
    root = Path(__file__).parent
    started = [
        subprocess.Popen([sys.executable, "-m", *program], cwd=root, env=env, stderr=subprocess.DEVNULL)
        for program, env in words
    ]
    os.environ[STANDBY] = str(folder)
    config.stash[_RUN] = folder, started


def pytest_unconfigure(config: pytest.Config) -> None:
    """What was started for the run ends with it."""
    folder, started = config.stash.get(_RUN, (None, []))
    for one in started:
        one.kill()
        one.wait()
    if folder is not None:
        os.environ.pop(STANDBY, None)
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a server first: a file runs on one core, and one that begins last is waited for alone."""
    items.sort(key=lambda item: item.get_closest_marker("server") is None)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: half of a server's test is waiting."""
    return (os.cpu_count() or 1) + 1
