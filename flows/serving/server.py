"""The Prefect server of an office: ``python -m flows.serving.server``, one application at two addresses.

The office's own processes reach it whole, on this machine only and with the office's key; browsers reach it through
`flows.serving.door`.

On SQLite its writers wait for their turn. Prefect begins most of its transactions as readers (BEGIN DEFERRED) and writes
later in them. SQLite refuses that at once when anybody wrote in between, however long its timeout
(https://sqlite.org/isolation.html, SQLITE_BUSY_SNAPSHOT), and the reviewer who pressed Resume sees 503. Transactions that
begin as writers wait for each other instead. PostgreSQL is left as it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import uvicorn
from prefect.server import models
from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.orchestration.core_policy import CoreFlowPolicy
from prefect.server.orchestration.dependencies import ORCHESTRATION_DEPENDENCIES
from prefect.server.orchestration.policies import FlowRunOrchestrationPolicy
from prefect.server.orchestration.rules import FlowRunUniversalTransform

from flows.runs.queues import DECIDING
from flows.serving.door import Door
from flows.serving.environment import POOL
from flows.serving.server_api import api_key


def begin_as_writers() -> None:
    """Let every explicit transaction on SQLite take the write lock when it begins."""
    begin = AioSqliteConfiguration.begin_transaction

    def begin_transaction(
        self: AioSqliteConfiguration, session: Any, with_for_update: bool = False
    ) -> AbstractAsyncContextManager[Any]:
        return begin(self, session, with_for_update=True)

    AioSqliteConfiguration.begin_transaction = begin_transaction  # type: ignore[method-assign,assignment]


async def _deciding(session: Any) -> Any:
    """The queue of decisions, None before the office has made it."""
    read: Any = models.workers.read_work_queue_by_name  # its decorator hides from the type checker that it is awaited
    return await read(session, POOL, DECIDING)


class AnswersFirst(FlowRunUniversalTransform):
    """A run that was answered goes on in the queue of decisions, whatever queue its draft was made in."""

    async def before_transition(self, context: Any) -> None:
        """Prefect calls it with the transition, in the transaction that makes it."""
        if self.nullified_transition() or context.proposed_state is None or context.proposed_state.name != "Resuming":
            return
        queue = await _deciding(context.session)
        if queue is not None:
            context.run.work_queue_id, context.run.work_queue_name = queue.id, DECIDING


class OfficePolicy(CoreFlowPolicy):
    """Prefect's rules of a run's states, and ours."""

    @staticmethod
    def priority() -> list[Any]:
        """The rules in their order."""
        return [*CoreFlowPolicy.priority(), AnswersFirst]


def put_answers_first() -> None:
    """Let the server judge every change of a run's state by `OfficePolicy`."""

    async def policy() -> type[FlowRunOrchestrationPolicy]:
        return OfficePolicy

    ORCHESTRATION_DEPENDENCIES["flow_policy_provider"] = policy


class _Server(uvicorn.Server):
    """A listener that leaves signals to the process's first one."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(home: Path, login: str | None) -> None:
    """Serve until told to stop (SIGTERM): the whole API for the office, what lies behind the door for browsers."""
    from prefect.server.api.server import create_app

    app = create_app(final=True)
    own_port, host, port = (
        os.environ[f"{name}"] for name in ("PREFECT_SERVER_API_PORT", "CIRCULARS_DOOR_HOST", "CIRCULARS_DOOR_PORT")
    )
    office = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", int(own_port), timeout_keep_alive=5))
    door = Door(app, login=login, key=api_key(home))
    browsers = _Server(uvicorn.Config(door, host, int(port), timeout_keep_alive=5, lifespan="off"))

    async def behind_the_door() -> None:
        while not office.started:  # its tables are being made
            if office.should_exit or inside.done():
                return
            await asyncio.sleep(0.1)
        opened = asyncio.create_task(browsers.serve())
        while not (office.should_exit or inside.done() or opened.done()):
            await asyncio.sleep(0.2)
        browsers.should_exit = office.should_exit = True
        await opened

    inside = asyncio.create_task(office.serve())
    await behind_the_door()
    await inside


if __name__ == "__main__":
    begin_as_writers()
    put_answers_first()
    asyncio.run(serve(Path(os.environ["CIRCULARS_HOME"]), os.environ.pop("CIRCULARS_LOGIN", None)))
