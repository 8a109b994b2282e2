"""A run that goes on in the process that made it: no worker's turn, no new process, and what is loaded is used again.

It is made as one that is handed to a process already, so that no worker takes it. Where this process ends before it
begins, it is taken up as any other that a crash left behind (`flows.office.watching.runs`).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow
from prefect.states import Pending

from flows.runs.pulses import claim_pulse
from flows.settings import Settings


def make_here(
    deployment: str, parameters: Mapping[str, Any], *, name: str, key: str, tags: Sequence[str], queue: str
) -> FlowRun:
    """A run for `go_on_here`, as `run_deployment` would make it; asked twice it is still one run."""
    with get_client(sync_client=True) as client:
        known = client.read_deployment_by_name(deployment)
        return client.create_flow_run_from_deployment(
            known.id,
            parameters=dict(parameters),
            state=Pending(),
            name=name,
            tags=tags,
            idempotency_key=key,
            work_queue_name=queue,
        )


def go_on_here(settings: Settings, flow: Flow[..., Any], run: FlowRun) -> None:
    """Run it in this process until it ends or waits for somebody; nothing where another process has it.

    What becomes of it is told by its own state, in a thread of its own, so that it is no part of the run that made it.
    """
    if run.state is None or not run.state.is_pending() or not claim_pulse(settings, run.id):
        return
    thread = threading.Thread(target=_until_it_waits, args=(flow, run), name=str(run.id), daemon=True)
    thread.start()
    thread.join()


def _until_it_waits(flow: Flow[..., Any], run: FlowRun) -> None:
    with suppress(Pause, Abort, Exception):  # its state and its log have it
        run_flow(flow, flow_run=run)
