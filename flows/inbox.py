"""The inbox: whole files are taken and each gets an intake run; what is no file goes to quarantine.

The same `sweep` serves the watch of the supervisor (at once) and the scheduled flow (the net under it). Handing a claim
to Prefect is repeated until the claim is closed, with an idempotency key, so that it is never doubled and never lost.
"""

from __future__ import annotations

from prefect import flow, get_run_logger
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import run_deployment
from prefect.runtime import flow_run

from flows.clock import now
from flows.quarantine import put_aside
from flows.redaction import redact_logs, redacted
from flows.settings import Settings, load_settings
from flows.taking import Claim, open_claims, take_whole_files
from flows.upkeep import pulse

INTAKE = "intake/office"
TRIES = 3
"""A file that stopped its reader this often goes to quarantine: the next try would only stop it again."""


def sweep(settings: Settings) -> list[Claim]:
    """Take every whole file, give each its intake run, and put aside what is no file. Returns the new claims."""
    taken, refusals = take_whole_files(settings.folder("inbox"), settings.folder("work"), settings.settle_seconds)
    for refusal in refusals:
        put_aside(refusal.path, settings.folder("quarantine"), refusal.path.name, refusal.reason, now())
    for claim in taken:
        submit(claim)
    return taken


def submit(claim: Claim, again: int = 0) -> FlowRun:
    """Give the claim an intake run; asked twice it is still one run."""
    run = run_deployment(
        INTAKE,
        parameters={"claim": claim.key},
        flow_run_name=redacted(f"รับเข้า · {claim.name}")[:150],
        idempotency_key=f"intake-{claim.key}-{again}",
        timeout=0,
        as_subflow=False,
    )
    assert isinstance(run, FlowRun)  # a coroutine only inside an event loop, which no flow of ours runs in
    return run


def see_to_open_claims(settings: Settings) -> None:
    """Every open claim must have a run that lives; a run that ended badly is followed by another."""
    with get_client(sync_client=True) as client:
        for claim in open_claims(settings.folder("work")):
            for again in range(1000):
                state = client.read_flow_run(submit(claim, again).id).state
                if state is None or not state.is_final() or state.type is StateType.COMPLETED:
                    break


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
