"""A copy of the test's process that does one thing and ends: what it imported need not be imported anew."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path


def begun(work: Callable[[], object], told: Path) -> int:
    """The process that does the work: 0 when it did it; 1 and why in the file ``told`` when it failed."""
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it must not run on as a second test process
        told.write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(status)


def ended(process: int) -> int:
    """How it ended, once it has: its status, or the signal that killed it as a negative number."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
