"""Housekeeping: runs that a crash left behind start again, and Prefect's own database stays small."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import NamedTuple
from uuid import UUID

import httpx
from prefect import flow, get_run_logger
from prefect.client.orchestration import SyncPrefectClient, get_client
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
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound, PrefectException
from prefect.types import DateTime

from circulars.archive import Archive
from circulars.errors import EngineFailed
from circulars.intake.claims import open_claims
from circulars.thai.clock import now
from flows.office.lifecycle import FOLLOWED
from flows.office.telling.notices import tell_news
from flows.office.waiting import see_to_reviews
from flows.office.watching.inbox import InboxWatch, say
from flows.office.watching.runs import CatchingUp, RunWatch, restart_interrupted
from flows.receiving.copies import file_copies
from flows.receiving.inbox import see_to_open_claims, sweep
from flows.receiving.mailboxes.watch import MailWatch
from flows.runs.lookup import PAGE, runs_of
from flows.runs.pool import deploy, ensure_pool
from flows.serving.environment import ROOT
from flows.settings import Settings, load_settings
from flows.settings.told import tell_settings

ROUTINE = "งานประจำ"
"""Tag of the runs that come again by themselves."""
START_TRIES = 3
SLOW = (httpx.HTTPError, PrefectException, subprocess.TimeoutExpired)
"""How a server that answers too late shows itself to whoever asks."""
_ENDED = [StateType.COMPLETED, StateType.CANCELLED, StateType.FAILED, StateType.CRASHED]


def prepare(settings: Settings, env: Mapping[str, str]) -> None:
    """What an office needs before its worker starts: the pool, the deployments, the runs that a crash left behind.

    Raises EngineFailed when Prefect does not take the deployments, or does not answer.
    """
    steps: tuple[Callable[[], object], ...] = (
        lambda: ensure_pool(settings.workers),
        lambda: deploy(ROOT, settings.folder("run") / "deployed.yaml", settings.folder("logs") / "deploy.log", env),
        drop_missed,
        lambda: restart_interrupted(settings),
    )
    for step in steps:
        _patiently(step)


def _patiently(step: Callable[[], object]) -> None:
    """A step of the start, tried again where a busy machine's server was too slow to answer. Raises EngineFailed."""
    for left in range(START_TRIES - 1, -1, -1):
        try:
            step()
            return
        except SLOW as error:
            say(f"prepare: {type(error).__name__}: {error}")
            if not left:
                told = "เซิร์ฟเวอร์ของสำนักงานเริ่มแล้วแต่ตอบช้าเกินไป เครื่องอาจมีงานอื่นมาก กรุณารอสักครู่แล้วสั่ง circulars up อีกครั้ง"
                raise EngineFailed(told, cause=f"{type(error).__name__}: {error}") from error


class Watches(NamedTuple):
    """What must look as long as the office lives."""

    inbox: InboxWatch
    mail: MailWatch
    runs: RunWatch
    left: CatchingUp


def watches(settings: Settings, stopping: threading.Event) -> Watches:
    """The watches over the inbox, the mailboxes and the runs, not yet started."""
    inbox, mail = InboxWatch(settings, stopping, sweep), MailWatch(settings, stopping, say)
    left = CatchingUp((lambda: see_to_open_claims(settings), lambda: see_to_reviews(settings, now())))
    return Watches(inbox, mail, RunWatch(settings, stopping), left)


def drop_missed() -> int:
    """Remove routine runs whose time passed while the office stood still, but the last one of each kind; how many.

    Prefect plans them an hour and more ahead. After a night without power a dozen sweeps and reports would all begin at
    once, before the first letter, and say the same.
    """
    with get_client(sync_client=True) as client:
        missed: dict[UUID | None, list[FlowRun]] = defaultdict(list)
        for run in runs_of(client, [StateType.SCHEDULED]):
            due = run.next_scheduled_start_time
            if ROUTINE in run.tags and due is not None and due < dt.datetime.now(dt.UTC):
                missed[run.deployment_id].append(run)
        needless = [run for runs in missed.values() for run in sorted(runs, key=_due)[:-1]]
        for run in needless:
            _delete(client, run.id)
    return len(needless)


def _due(run: FlowRun) -> dt.datetime:
    return run.next_scheduled_start_time or dt.datetime.min.replace(tzinfo=dt.UTC)


def remove_old_runs(keep: dt.timedelta, routine: dt.timedelta = dt.timedelta(hours=6), seconds: float = 60.0) -> int:
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
                if time.monotonic() > end:  # after a long rest a page alone takes minutes; the next upkeep goes on
                    return removed
                _delete(client, run.id)
                removed += 1
            kept += len(page) - len(old)
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
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        tell_settings(archive, settings)
        tell_news(settings, archive, os.environ.get("CIRCULARS_DESK_ADDRESS", ""))
    see_to_open_claims(settings)
    begun = see_to_reviews(settings, now())
    for letter in begun:
        log.warning("เริ่มการตรวจที่หายไปหรือไม่สำเร็จให้ใหม่: หนังสือ %s", letter)
    mended = mark_mended(settings)
    removed = remove_old_runs(dt.timedelta(days=settings.keep_days))
    copies = file_copies(settings)
    return {"restarted": len(restarted), "begun": len(begun), "removed": removed, "copies": copies, "mended": mended}
