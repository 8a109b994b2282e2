"""Prefect's worker: it looks for runs when it is rung for, and a run that is answered before its process has ended waits.

A suspended run that goes on at once is scheduled again while its worker still holds a place for the process that just
suspended it. The worker asks for a second place under the same name, which its limiter refuses with an error that ends
the worker and, with it, every run at work (seen in 3.8.8; an answer within a second of the form is enough).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from prefect.workers.base import BaseWorker

from flows.runs.beginning.bell import hang_bell, quieten


def wait_for_the_end_of_a_run() -> None:
    """Let workers leave a run for their next look while they hold a place for it."""
    worker: Any = BaseWorker
    submit = worker._submit_scheduled_flow_runs
    if getattr(submit, "waits", False):
        return

    async def patient(self: Any, flow_run_response: Sequence[Any]) -> list[Any]:
        held = set(self._limiter.statistics().borrowers) if self._limiter else set()
        free = [one for one in flow_run_response if one.flow_run.id not in held]
        done: list[Any] = await submit(self, flow_run_response=free)
        return done

    patient.waits = True  # type: ignore[attr-defined]
    worker._submit_scheduled_flow_runs = patient


def look_when_rung(home: Path) -> None:
    """Let workers of this office look for runs as soon as somebody rings; they look by themselves as ever."""
    worker: Any = BaseWorker
    setup = worker.setup
    if getattr(setup, "listens", False):
        return

    async def listening(self: Any) -> None:
        await setup(self)
        with suppress(OSError):  # it looks by itself
            bell = hang_bell(home)
            asyncio.get_running_loop().add_reader(bell, _rung(self, bell))

    listening.listens = True  # type: ignore[attr-defined]
    worker.setup = listening


def _rung(worker: Any, bell: socket.socket) -> Callable[[], None]:
    """What is done when the bell rings: a look, and one more where it rang meanwhile."""
    wanted = asyncio.Event()
    looking: set[asyncio.Task[None]] = set()

    async def look() -> None:
        while wanted.is_set():
            wanted.clear()
            with suppress(Exception):  # the server is away: the worker's own look tells, and waits longer each time
                await worker.get_and_submit_flow_runs()

    def rung() -> None:
        quieten(bell)
        wanted.set()
        if not looking:
            task = asyncio.get_running_loop().create_task(look())
            looking.add(task)
            task.add_done_callback(looking.discard)

    return rung
