"""Housekeeping: runs that a crash left behind start again, and Prefect's own database stays small.

A flow run writes a pulse (``run/pulses/<id>``: machine, process, its birth) when it begins. A run that Prefect holds
for running, whose process on this machine is gone, is a zombie: it is scheduled again. That is safe because every
step asks the archive first.
"""

from __future__ import annotations

import datetime as dt
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
from prefect import flow, get_run_logger
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.states import Scheduled
from prefect.types import DateTime
from prefect.workers.process import ProcessWorker

from flows.engine import POOL
from flows.settings import Settings, load_settings

PENDING_PATIENCE = dt.timedelta(minutes=3)
"""A run handed to a worker begins within seconds; after this long the worker is taken to be gone."""
PAGE = 200


def ensure_pool() -> None:
    """The work pool of the office; an existing one is left as it is."""
    with get_client(sync_client=True) as client:
        try:
            client.create_work_pool(
                WorkPoolCreate(
                    name=POOL, type="process", base_job_template=ProcessWorker.get_default_base_job_template()
                )
            )
        except ObjectAlreadyExists:
            return


@contextmanager
def pulse(settings: Settings, run_id: str | None) -> Iterator[None]:
    """While this block runs, the run has a process that `restart_interrupted` can look for."""
    if run_id is None:
        yield
        return
    file = _pulses(settings) / run_id
    me = psutil.Process()
    file.write_text(json.dumps({"host": socket.gethostname(), "pid": me.pid, "created": me.create_time()}))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def restart_interrupted(settings: Settings, *, at_start: bool = True) -> list[str]:
    """Schedule again every run whose process is gone. Returns their names.

    `at_start` is for the moment before the only worker of this machine starts: then no run without a living pulse
    can be real. Later, a run without a pulse gets a few minutes to begin.
    """
    started = []
    with get_client(sync_client=True) as client:
        for run in _runs(client, [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]):
            if _gone(settings, run, at_start):
                state: State[Any] = Scheduled(name="AwaitingRetry", message="งานก่อนหยุดกลางคัน ระบบเริ่มต่อให้เอง")
                client.set_flow_run_state(run.id, state, force=True)
                (_pulses(settings) / str(run.id)).unlink(missing_ok=True)
                started.append(run.name or str(run.id))
    return started


def _gone(settings: Settings, run: FlowRun, at_start: bool) -> bool:
    try:
        mark: dict[str, Any] = json.loads((_pulses(settings) / str(run.id)).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        since = run.state.timestamp if run.state else None
        old = since is None or dt.datetime.now(dt.UTC) - since > PENDING_PATIENCE
        return at_start or old
    if mark["host"] != socket.gethostname():
        return False  # another machine's upkeep looks after it
    try:
        return abs(psutil.Process(int(mark["pid"])).create_time() - float(mark["created"])) > 1
    except psutil.NoSuchProcess:
        return True


def _runs(client: SyncPrefectClient, types: list[StateType]) -> list[FlowRun]:
    found: list[FlowRun] = []
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types)))
    while True:
        page = client.read_flow_runs(flow_run_filter=wanted, limit=PAGE, offset=len(found))
        found += page
        if len(page) < PAGE:
            return found


def _pulses(settings: Settings) -> Path:
    folder = settings.folder("run") / "pulses"
    folder.mkdir(exist_ok=True)
    return folder


def remove_old_runs(keep: dt.timedelta, routine: dt.timedelta = dt.timedelta(hours=6)) -> int:
    """Remove finished runs from Prefect's database: routine sweeps after hours, all others after `keep`."""
    now = dt.datetime.now(dt.UTC)
    removed = 0
    finished = [StateType.COMPLETED, StateType.CANCELLED]
    with get_client(sync_client=True) as client:
        wanted = FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=finished)),
            end_time=FlowRunFilterEndTime(before_=DateTime.instance(now - min(keep, routine))),
        )
        for run in client.read_flow_runs(flow_run_filter=wanted, limit=PAGE):
            if "งานประจำ" in run.tags or (run.end_time is not None and run.end_time < now - keep):
                _delete(client, run.id)
                removed += 1
    return removed


def _delete(client: SyncPrefectClient, run_id: UUID) -> None:
    try:
        client.delete_flow_run(run_id)
    except ObjectNotFound:
        return  # another upkeep was faster


@flow(name="upkeep", flow_run_name="ดูแลระบบ")
def upkeep() -> dict[str, int]:
    """Start interrupted runs again, take up claims nobody works on, remove old runs."""
    settings = load_settings()
    log = get_run_logger()
    restarted = restart_interrupted(settings, at_start=False)
    for name in restarted:
        log.warning("เริ่มงานที่หยุดกลางคันต่อ: %s", name)
    from flows.inbox import see_to_open_claims  # which needs this module's pulse

    see_to_open_claims(settings)
    removed = remove_old_runs(dt.timedelta(days=settings.keep_days))
    return {"restarted": len(restarted), "removed": removed}
