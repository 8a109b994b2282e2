"""Faults from outside, a few of each kind; ``python -m benchmarks.faults`` tries many more and prints the figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.server
@pytest.mark.timeout(400)
def test_after_kills_and_disk_faults_everything_is_there_once() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "--points", "1", "--only", "kill-intake,kill-issue,disk"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=390, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kill-issue" in done.stdout
