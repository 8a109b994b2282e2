"""Runs whose process is gone begin again, even where no slot is free for whoever looks for them.

A run that Prefect holds for running, whose process on this machine is gone (`flows.runs.pulses`), is a zombie: it is
scheduled again. That is safe because every step asks the archive first. A zombie holds its queue's slot: two of them in
the queue of the routine runs, and upkeep, which is one, never came. So the supervisor looks too, in a thread of its own.

What was left undone besides, claims and reviews without a run, is begun once when the office starts, beside its work:
hundreds of them take minutes, and an office that only then were ready would be told to have failed.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import Scheduled

from flows.office.watching.inbox import say
from flows.runs.lookup import runs_of
from flows.runs.pulses import forget_pulse, has_pulse, process_gone
from flows.settings import Settings

PENDING_PATIENCE = dt.timedelta(minutes=3)
"""A run handed to a worker begins within seconds; after this long the worker is taken to be gone."""
LOOK_SECONDS = 60.0


def restart_interrupted(settings: Settings, *, at_start: bool = True) -> list[str]:
    """Schedule again every run whose process is gone. Returns their names.

    `at_start` is for the moment before the only worker of this machine starts: then no run without a living pulse
    can be real. Later, a run without a pulse gets a few minutes to begin.
    """
    started = []
    with get_client(sync_client=True) as client:
        for run in runs_of(client, [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]):
            if not _gone(settings, run, at_start):
                continue
            with suppress(ObjectNotFound):
                if client.read_flow_run(run.id).state_id != run.state_id:
                    continue  # it went on, or somebody else was faster
                state: State[Any] = Scheduled(name="AwaitingRetry", message="งานก่อนหยุดกลางคัน ระบบเริ่มต่อให้เอง")
                client.set_flow_run_state(run.id, state, force=True)
                forget_pulse(settings, run.id)
                started.append(run.name or str(run.id))
    return started


def _gone(settings: Settings, run: FlowRun, at_start: bool) -> bool:
    if has_pulse(settings, run.id):
        return process_gone(settings, run.id)
    since = run.state.timestamp if run.state else None
    old = since is None or dt.datetime.now(dt.UTC) - since > PENDING_PATIENCE
    return at_start or old


class CatchingUp:
    """What an earlier stop left undone, begun once in a thread of its own. `keep` may be called again and again."""

    def __init__(self, steps: Sequence[Callable[[], object]]) -> None:
        """Nothing is begun yet; a step may raise anything, the next ones are done all the same."""
        self._steps = steps
        self._thread: threading.Thread | None = None

    def keep(self) -> None:
        """Begin, the first time."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="catching-up", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        for step in self._steps:
            try:
                step()
            except Exception as error:  # noqa: BLE001 - upkeep tries again in five minutes, and tells
                say(f"catching up: {type(error).__name__}: {error}")


class RunWatch:
    """The look for interrupted runs every minute. `keep` is called again and again and starts what does not run."""

    def __init__(self, settings: Settings, stopping: threading.Event) -> None:
        """Nothing is started yet."""
        self._settings, self._stopping = settings, stopping
        self._thread: threading.Thread | None = None

    def keep(self) -> None:
        """Start the thread if it does not live."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._looking, name="runs", daemon=True)
            self._thread.start()

    def worker_is_gone(self) -> None:
        """The worker ended, and its runs with it: they begin again as soon as there is another."""
        self._look(at_start=True)

    def _looking(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            self._look(at_start=False)

    def _look(self, *, at_start: bool) -> None:
        try:
            for name in restart_interrupted(self._settings, at_start=at_start):
                say(f"runs: begun again: {name}")
        except Exception as error:  # noqa: BLE001 - a server that is away; the next look tries again
            say(f"runs: {type(error).__name__}: {error}")
