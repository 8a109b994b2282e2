"""A LibreOffice that stands by in a folder, as the supervisor starts it."""

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
from flows.office.supervisor import STANDING_BY


@contextmanager
def standing_by(folder: Path) -> Iterator[psutil.Process]:
    """Start it, wait until it listens, end it with its children."""
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen([sys.executable, "-m", STANDING_BY, str(folder)], cwd=ROOT)
    end = time.monotonic() + 60
    while not (folder / asking.SOCKET).exists():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)
    before = os.environ.get(asking.STANDBY)
    os.environ[asking.STANDBY] = str(folder)
    try:
        yield psutil.Process(process.pid)
    finally:
        os.environ.pop(asking.STANDBY)
        if before is not None:
            os.environ[asking.STANDBY] = before
        process.kill()
        process.wait()
