"""Prefect's worker: a run that is answered before its process has ended waits for that, and the worker lives.

A suspended run that goes on at once is scheduled again while its worker still holds a place for the process that just
suspended it. The worker asks for a second place under the same name, which its limiter refuses with an error that ends
the worker and, with it, every run at work (seen in 3.8.8; an answer within a second of the form is enough).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from prefect.workers.base import BaseWorker


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
