"""The work pool of an office: what starts its runs, its queues, its deployments."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.exceptions import ObjectAlreadyExists
from yaml import safe_load

from circulars.errors import EngineFailed
from flows.runs.beginning.start_run import prefect_program
from flows.runs.queues import POOL, QUEUES

_MOST_DEPLOYMENTS = 200
JOB = {
    "job_configuration": {"command": "python -m flows.runs.beginning.start_run", "stream_output": True},
    "variables": {"type": "object", "properties": {}, "additionalProperties": False},
}
"""What the worker starts for every run. Nothing of it can be set by a run or a deployment: no command, no environment,
no folder. flows.runs.beginning.start_run forks the run from the warm process; without one it is python -m prefect.engine."""


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
        return wanted <= {str(one.entrypoint) for one in client.read_deployments(limit=_MOST_DEPLOYMENTS)}


def deploy(root: Path, mark: Path, log: Path, env: Mapping[str, str]) -> None:
    """Give the server the deployments of ``prefect.yaml`` in `root` where they changed since `mark` was written.

    Raises EngineFailed when Prefect refuses them; `log` tells why.
    """
    yaml = (root / "prefect.yaml").read_bytes()
    if mark.exists() and mark.read_bytes() == yaml and deployments_known(yaml):
        return
    command = prefect_program("--no-prompt", "deploy", "--all")
    with log.open("wb") as out:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env, cwd=root, timeout=180, check=False
        )
    if done.returncode != 0:
        raise EngineFailed(f"ติดตั้งงานลงเซิร์ฟเวอร์ไม่สำเร็จ กรุณาดู {log}", cause=f"exit {done.returncode}")
    mark.write_bytes(yaml)
