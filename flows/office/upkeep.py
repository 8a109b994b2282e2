"""Housekeeping: runs that a crash left behind start again, and Prefect's own database stays small.

A flow run writes a pulse (``run/pulses/<id>``: machine, process, its birth) when it begins. A run that Prefect holds
for running, whose process on this machine is gone, is a zombie: it is scheduled again. That is safe because every
step asks the archive first.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
from prefect import flow, get_run_logger
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowFilter,
    FlowFilterId,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.states import Scheduled
from prefect.types import DateTime
from yaml import safe_load

from circulars.intake.claims import open_claims
from circulars.thai.clock import now
from flows.office.lifecycle import FOLLOWED
from flows.runs.queues import QUEUES
from flows.serving.environment import POOL
from flows.settings import Settings, load_settings

PENDING_PATIENCE = dt.timedelta(minutes=3)
"""A run handed to a worker begins within seconds; after this long the worker is taken to be gone."""
BEAT_SECONDS, BEATS_MISSED = 60.0, 10
"""A run on another machine is taken to be gone when its pulse has not moved for ten beats."""
PAGE = 200
ROUTINE = "งานประจำ"
"""Tag of the runs that come again by themselves."""
_ENDED = [StateType.COMPLETED, StateType.CANCELLED, StateType.FAILED, StateType.CRASHED]


JOB = {
    "job_configuration": {"command": "python -m flows.runs.start_run", "stream_output": True},
    "variables": {"type": "object", "properties": {}, "additionalProperties": False},
}
"""What the worker starts for every run. Nothing of it can be set by a run or a deployment: no command, no environment,
no folder. flows.runs.start_run forks the run from the warm process; without one it is python -m prefect.engine."""


def ensure_pool(workers: int) -> None:
    """The work pool of the office with its queues, as they must be now; what an older release left is set right."""
    with get_client(sync_client=True) as client:
        try:
            client.create_work_pool(WorkPoolCreate(name=POOL, type="process", base_job_template=JOB))
        except ObjectAlreadyExists:
            client.update_work_pool(POOL, WorkPoolUpdate(base_job_template=JOB))
        known = {queue.name: queue.id for queue in client.read_work_queues(work_pool_name=POOL)}
        for queue in QUEUES:
            slots = queue.slots(workers)
            if queue.name in known:
                client.update_work_queue(known[queue.name], priority=queue.priority, concurrency_limit=slots)
            else:
                client.create_work_queue(
                    queue.name, work_pool_name=POOL, priority=queue.priority, concurrency_limit=slots
                )


def deployments_known(yaml: bytes) -> bool:
    """The server has every deployment of prefect.yaml; it has none when its database was lost."""
    wanted = {str(one["entrypoint"]) for one in safe_load(yaml)["deployments"]}
    with get_client(sync_client=True) as client:
        return wanted <= {str(one.entrypoint) for one in client.read_deployments(limit=PAGE)}


@contextmanager
def pulse(settings: Settings, run_id: str | None) -> Iterator[None]:
    """While this block runs, the run has a process that `restart_interrupted` can look for."""
    if run_id is None:
        yield
        return
    file = _pulses(settings) / run_id
    me = psutil.Process()
    file.write_text(json.dumps({"host": socket.gethostname(), "pid": me.pid, "created": me.create_time()}))
    over = threading.Event()
    threading.Thread(target=_beat, args=(file, over), name="pulse", daemon=True).start()
    try:
        yield
    finally:
        over.set()
        file.unlink(missing_ok=True)


def _beat(file: Path, over: threading.Event) -> None:
    """Keep the pulse young, for the upkeep of another machine that shares the folder."""
    while not over.wait(BEAT_SECONDS):
        with suppress(OSError):  # a network folder that is away for a moment; the pulse may be late, not gone
            os.utime(file)


def restart_interrupted(settings: Settings, *, at_start: bool = True) -> list[str]:
    """Schedule again every run whose process is gone. Returns their names.

    `at_start` is for the moment before the only worker of this machine starts: then no run without a living pulse
    can be real. Later, a run without a pulse gets a few minutes to begin.
    """
    started = []
    with get_client(sync_client=True) as client:
        for run in runs_of(client, [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]):
            if _gone(settings, run, at_start):
                state: State[Any] = Scheduled(name="AwaitingRetry", message="งานก่อนหยุดกลางคัน ระบบเริ่มต่อให้เอง")
                client.set_flow_run_state(run.id, state, force=True)
                forget_pulse(settings, run)
                started.append(run.name or str(run.id))
    return started


def _gone(settings: Settings, run: FlowRun, at_start: bool) -> bool:
    if (_pulses(settings) / str(run.id)).exists():
        return process_gone(settings, run)
    since = run.state.timestamp if run.state else None
    old = since is None or dt.datetime.now(dt.UTC) - since > PENDING_PATIENCE
    return at_start or old


def process_gone(settings: Settings, run: FlowRun) -> bool:
    """The run left its pulse, but its process does not live; without a pulse nothing is said."""
    file = _pulses(settings) / str(run.id)
    try:
        seen = file.stat().st_mtime
        mark: dict[str, Any] = json.loads(file.read_text())
    except FileNotFoundError:
        return False
    except json.JSONDecodeError:
        return True  # killed while it wrote its pulse
    if mark["host"] != socket.gethostname():
        return time.time() - seen > BEATS_MISSED * BEAT_SECONDS
    try:
        return abs(psutil.Process(int(mark["pid"])).create_time() - float(mark["created"])) > 1
    except psutil.NoSuchProcess:
        return True


def forget_pulse(settings: Settings, run: FlowRun) -> None:
    """The run's process is known to be gone."""
    (_pulses(settings) / str(run.id)).unlink(missing_ok=True)


def runs_of(client: SyncPrefectClient, types: list[StateType], flow: FlowFilter | None = None) -> list[FlowRun]:
    """Every flow run in one of these states, of one flow where it is given."""
    found: list[FlowRun] = []
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types)))
    while True:
        page = client.read_flow_runs(flow_filter=flow, flow_run_filter=wanted, limit=PAGE, offset=len(found))
        found += page
        if len(page) < PAGE:
            return found


def _pulses(settings: Settings) -> Path:
    folder = settings.folder("run") / "pulses"
    folder.mkdir(exist_ok=True)
    return folder


def remove_old_runs(keep: dt.timedelta, routine: dt.timedelta = dt.timedelta(hours=6), seconds: float = 120.0) -> int:
    """Remove finished runs from Prefect's database: routine sweeps after hours, all others after `keep`.

    Every page is looked at, for about `seconds` at a time; with a run go its artifacts (pages, fields, texts of letters).
    """
    moment, end = dt.datetime.now(dt.UTC), time.monotonic() + seconds
    removed = kept = 0
    with get_client(sync_client=True) as client:
        wanted = FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_ENDED)),
            end_time=FlowRunFilterEndTime(before_=DateTime.instance(moment - min(keep, routine))),
        )
        while time.monotonic() < end:
            page = client.read_flow_runs(flow_run_filter=wanted, sort=FlowRunSort.ID_DESC, limit=PAGE, offset=kept)
            old = [run for run in page if _may_go(run, moment - keep)]
            for run in old:
                _delete(client, run.id)
            removed, kept = removed + len(old), kept + len(page) - len(old)
            if len(page) < PAGE:
                break
    return removed


def _may_go(run: FlowRun, before: dt.datetime) -> bool:
    """A routine run goes soon, another after its time; a failure that nobody mended stays to be seen."""
    failed = run.state is not None and run.state.type in (StateType.FAILED, StateType.CRASHED)
    if failed and FOLLOWED not in run.tags:
        return False
    return ROUTINE in run.tags or (run.end_time is not None and run.end_time < before)


def mark_mended(settings: Settings) -> int:
    """Tag failed runs whose work is done by now, so that nobody is told of them any more; how many.

    An intake is mended when its claim is closed, a routine run when a later one of its flow went well. Reviews are seen
    to by `flows.office.waiting`, which asks the archive.
    """
    marked = 0
    with get_client(sync_client=True) as client:
        failed = [run for run in runs_of(client, [StateType.FAILED, StateType.CRASHED]) if FOLLOWED not in run.tags]
        good: dict[UUID, dt.datetime] = {}
        at_work = {claim.key for claim in open_claims(settings.folder("work"))} if failed else set()
        for run in failed:
            claim = run.parameters.get("claim")
            if claim is not None:
                mended = str(claim) not in at_work
            elif ROUTINE in run.tags:
                if run.flow_id not in good:
                    good[run.flow_id] = _last_good(client, run.flow_id)
                mended = run.end_time is not None and good[run.flow_id] > run.end_time
            else:
                continue
            if mended:
                client.update_flow_run(run.id, tags=[*run.tags, FOLLOWED])
                marked += 1
    return marked


def _last_good(client: SyncPrefectClient, flow_id: UUID) -> dt.datetime:
    """When a flow last ended well; long ago where it never did."""
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.COMPLETED])))
    one_flow = FlowFilter(id=FlowFilterId(any_=[flow_id]))
    (*found,) = client.read_flow_runs(
        flow_filter=one_flow, flow_run_filter=wanted, sort=FlowRunSort.END_TIME_DESC, limit=1
    )
    return next((run.end_time for run in found if run.end_time is not None), dt.datetime.min.replace(tzinfo=dt.UTC))


def _delete(client: SyncPrefectClient, run_id: UUID) -> None:
    mine = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]))
    try:
        while found := client.read_artifacts(artifact_filter=mine, limit=10):  # each may hold pictures of pages
            for artifact in found:
                client.delete_artifact(artifact.id)
        client.delete_flow_run(run_id)
    except ObjectNotFound:
        return  # another upkeep was faster


@flow(name="upkeep", flow_run_name="ดูแลระบบ")
def upkeep() -> dict[str, int]:
    """Start interrupted runs again, take up claims nobody works on, remove old runs, file searchable copies."""
    settings = load_settings()
    log = get_run_logger()
    restarted = restart_interrupted(settings, at_start=False)
    for name in restarted:
        log.warning("เริ่มงานที่หยุดกลางคันต่อ: %s", name)
    from flows.office.waiting import see_to_reviews
    from flows.receiving.copies import file_copies
    from flows.receiving.inbox import see_to_open_claims  # these need this module's pulse

    see_to_open_claims(settings)
    begun = see_to_reviews(settings, now())
    for letter in begun:
        log.warning("เริ่มการตรวจที่หายไปหรือไม่สำเร็จให้ใหม่: หนังสือ %s", letter)
    mended = mark_mended(settings)
    removed = remove_old_runs(dt.timedelta(days=settings.keep_days))
    copies = file_copies(settings)
    return {"restarted": len(restarted), "begun": len(begun), "removed": removed, "copies": copies, "mended": mended}
