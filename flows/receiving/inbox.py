"""The inbox: whole files are taken and each gets an intake run; what is no file goes to quarantine.

The same `sweep` serves the watch of the supervisor (at once) and the scheduled flow (the net under it). Handing a claim
to Prefect is repeated until the claim is closed, with an idempotency key, so that it is never doubled and never lost.
Each file, refusal and claim stands alone: what is wrong with one is told when the others are done.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import run_deployment
from prefect.runtime import flow_run

from circulars.intake.claims import (
    SOURCE,
    BrokenClaim,
    Claim,
    all_claims,
    let_go,
    open_claims,
    runs_of_claim,
    write_runs,
)
from circulars.intake.containers import Container, container_of_file, note_photos
from circulars.intake.quarantine import put_aside
from circulars.intake.taking import take_whole_files
from circulars.mailbox.box import ledger_folder
from circulars.mailbox.ledger import note_outcome
from circulars.thai.clock import now
from circulars.thai.redaction import redact_logs, redacted
from flows.runs.lookup import runs_of
from flows.runs.pulses import pulse
from flows.runs.queues import READING_FIRST, reading_queue
from flows.settings import Settings, load_settings
from flows.settings.sharing import share_aside

INTAKE = "intake/office"
_INTAKES = FlowFilter(name=FlowFilterName(any_=["intake"]))
_LIVING = [StateType.SCHEDULED, StateType.PENDING, StateType.RUNNING, StateType.PAUSED]
TRIES = 3
"""A file that stopped its reader this often goes to quarantine: the next try would only stop it again."""
HAND_OVER_SECONDS = 60.0
"""A sweep that hands over for longer would be told as one that hangs (`flows.office.watching.inbox`)."""
_SERVER_TRIES = 3
"""Claims that may not be handed over in one sweep before the server is taken to be away."""
BROKEN_RECORD = "บันทึกของไฟล์นี้เสีย (เครื่องอาจดับขณะรับไฟล์) จึงไม่ทราบชื่อเดิม ตัวไฟล์ยังอยู่ครบ กรุณาเปิดดูว่าเป็นหนังสือใด"


def sweep(settings: Settings) -> list[Claim]:
    """Take every whole file, give each its intake run, and put aside what is no file. Returns the new claims.

    Raises the first fault of the server when everything else is done.
    """
    inbox, work = settings.folder("inbox"), settings.folder("work")
    complete, _ = take_whole_files(inbox, work, settings.settle_seconds, moment=now, only_complete=True)
    if complete:
        with suppress(Exception):  # told below, where all are handed over
            hand_over(work)
    taken, refusals = take_whole_files(inbox, work, settings.settle_seconds, moment=now)
    for refusal in refusals:
        _aside(settings, refusal.path, refusal.path.name, refusal.reason)
    for broken in all_claims(work)[1]:
        aside_broken(settings, broken)
    taken = note_photos(work, taken, open_claims(work))
    hand_over(work)
    return [*complete, *taken]


def aside_broken(settings: Settings, broken: BrokenClaim) -> None:
    """A claim that cannot be read back: its file goes to quarantine, told, and the others go on."""
    name = f"กู้คืน-{broken.key}{broken.file.suffix}"
    note_outcome(ledger_folder(settings.home), broken.key)
    if _aside(settings, broken.file, name, BROKEN_RECORD):
        (settings.folder("work") / broken.key / "claim.json").unlink(missing_ok=True)  # mend_claims removes the rest


def aside_claim(settings: Settings, claim: Claim, reason: str) -> None:
    """Put a claim's file into quarantine as it came: a Word file or photos themselves, not the PDF that was made of them."""
    file = settings.folder("work") / claim.key / claim.file
    source = file.with_name(SOURCE)
    kept = [(file, claim.name)]
    if source.exists():
        kind = container_of_file(source)
        ending = {Container.ZIP: ".zip", Container.ECMS: ".xml"}.get(kind, "") if kind else ""
        made = kind in (Container.ZIP, Container.DOCUMENT)  # an exchange's message brings files of its own
        kept = [*([] if made else kept), (source, f"{claim.name.removesuffix('.pdf')}{ending}")]
    for path, name in kept:
        share_aside(put_aside(path, settings.folder("quarantine"), name, reason, now()))


def _aside(settings: Settings, path: Path, name: str, reason: str) -> bool:
    """Put one thing aside; where that fails it stays and keeps its reason among what lies in the inbox."""
    try:
        share_aside(put_aside(path, settings.folder("quarantine"), name, reason, now()))
    except OSError as error:
        print(f"quarantine: {name!a}: {error}", file=sys.stderr, flush=True)  # noqa: T201
        return False
    return True


def hand_over(work: Path) -> None:
    """Claims that have no run yet get their first one: those just taken, and those of a sweep that was cut off.

    The most urgent first, and no longer than a sweep may last: what is left is handed over by the next one, which first
    takes what came meanwhile.
    """
    faults: list[Exception] = []
    end = time.monotonic() + HAND_OVER_SECONDS
    waiting = [claim for claim in open_claims(work) if runs_of_claim(work, claim.key) is None]
    for claim in sorted(waiting, key=lambda one: reading_queue(one.name) != READING_FIRST):
        if len(faults) >= _SERVER_TRIES or time.monotonic() > end:
            break
        try:
            submit(claim)
            write_runs(work, claim.key, 0)
        except FileNotFoundError:
            continue  # done already
        except Exception as error:  # noqa: BLE001 - each claim stands alone; the first fault is raised below
            faults.append(error)
    if faults:
        raise faults[0]


def submit(claim: Claim, again: int = 0) -> FlowRun:
    """Give the claim an intake run; asked twice it is still one run."""
    run = run_deployment(
        INTAKE,
        parameters={"claim": claim.key},
        flow_run_name=redacted(f"รับเข้า · {claim.name}")[:150],
        idempotency_key=_run_key(claim, again),
        timeout=0,
        as_subflow=False,
        work_queue_name=reading_queue(claim.name),
    )
    assert isinstance(run, FlowRun)  # a coroutine only inside an event loop, which no flow of ours runs in
    return run


def _run_key(claim: Claim, again: int) -> str:
    """The key under which a run of this claim is begun once; `again` counts its successors."""
    return f"intake-{claim.key}-{again}"


def see_to_open_claims(settings: Settings) -> None:
    """Every open claim must have a run that lives; a run that ended badly is followed by another.

    Of the claims that the machine holds up only the one that waited longest is tried: when it goes through, it lets the
    others go (`go_on`).
    """
    work = settings.folder("work")
    claims = open_claims(work)
    tries = {claim.key: runs_of_claim(work, claim.key) or 0 for claim in claims}
    held = sorted((claim for claim in claims if claim.fault), key=lambda claim: (tries[claim.key], claim.key))
    with get_client(sync_client=True) as client:
        # Asked for by the page: one by one, the claims of a bad morning would take the server minutes.
        living = {run.idempotency_key for run in runs_of(client, _LIVING, _INTAKES)}
        for claim in [*(claim for claim in claims if not claim.fault), *held[:1]]:
            if _run_key(claim, tries[claim.key]) in living:
                continue
            for again in range(tries[claim.key], tries[claim.key] + 1000):
                state = client.read_flow_run(submit(claim, again).id).state
                if state is None or not state.is_final() or state.type is StateType.COMPLETED:
                    _note_runs(work, claim, again)
                    break


def go_on(settings: Settings) -> None:
    """A file went through: what held the machine up is mended, so every claim that waits for it gets a run now."""
    work = settings.folder("work")
    for claim in open_claims(work):
        if claim.fault:
            again = (runs_of_claim(work, claim.key) or 0) + 1
            submit(let_go(work, claim), again)
            _note_runs(work, claim, again)


def _note_runs(work: Path, claim: Claim, again: int) -> None:
    with suppress(FileNotFoundError):  # done meanwhile
        write_runs(work, claim.key, again)


@flow(name="inbox", flow_run_name="กวาด inbox")
def inbox() -> list[str]:
    """Take in what lies in the inbox. Returns the claims' keys."""
    redact_logs()
    settings = load_settings()
    with pulse(settings, flow_run.id):
        taken = sweep(settings)
    for claim in taken:
        get_run_logger().info("รับไฟล์ %s", claim.name)
    return [claim.key for claim in taken]
