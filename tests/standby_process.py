"""What stands by in a folder, as the supervisor starts it: a LibreOffice, readers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from circulars.documents.pages.setting.libreoffice import ROOT
from circulars.documents.pages.setting.standby import asking
from circulars.forking.asking import STANDBY
from flows.office.supervisor import LIBREOFFICE, READERS
from ocr.shelter.standby import starting


@contextmanager
def standing_by(folder: Path) -> Iterator[psutil.Process]:
    """A LibreOffice."""
    with _started([LIBREOFFICE, str(folder)], folder, asking.SOCKET, dict(os.environ)) as process:
        yield process


@contextmanager
def readers_standing_by(folder: Path) -> Iterator[psutil.Process]:
    """Readers, with the environment that the office gives them."""
    with _started([READERS, str(folder), "thai"], folder, starting.SOCKET, starting.reader_environment()) as process:
        yield process


@contextmanager
def _started(words: list[str], folder: Path, socket: str, env: dict[str, str]) -> Iterator[psutil.Process]:
    """Start it, wait until it listens, end it with its children."""
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen([sys.executable, "-m", *words], cwd=ROOT, env=env)
    end = time.monotonic() + 60
    while not (folder / socket).exists():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)
    before = os.environ.get(STANDBY)
    os.environ[STANDBY] = str(folder)
    try:
        yield psutil.Process(process.pid)
    finally:
        os.environ.pop(STANDBY)
        if before is not None:
            os.environ[STANDBY] = before
        process.kill()
        process.wait()
