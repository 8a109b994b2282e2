"""Kills while a letter is issued; those of the intake are in `test_flows_review`.

``python -m benchmarks.faults`` (`make soundness`) tries many more, and a full disk, and prints the figures.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.drill
@pytest.mark.server
@pytest.mark.timeout(400)
def test_after_kills_everything_is_there_once() -> None:
    command = [sys.executable, "-m", "benchmarks.faults", "--points", "1", "--only", "kill-issue"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=390, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kill-issue" in done.stdout
