"""Prefect's server: how its transactions begin on SQLite, and its rules of a run's states.

On SQLite its writers wait for their turn. Prefect begins most of its transactions as readers (BEGIN DEFERRED) and writes
later in them. SQLite refuses that at once when anybody wrote in between, however long its timeout
(https://sqlite.org/isolation.html, SQLITE_BUSY_SNAPSHOT), and the reviewer who pressed Resume sees 503. Transactions that
begin as writers wait for each other instead. PostgreSQL is left as it is.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import FastAPI
from prefect.server import models
from prefect.server.api.server import create_app
from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.orchestration.core_policy import CoreFlowPolicy
from prefect.server.orchestration.dependencies import ORCHESTRATION_DEPENDENCIES
from prefect.server.orchestration.policies import FlowRunOrchestrationPolicy
from prefect.server.orchestration.rules import FlowRunUniversalTransform

from flows.runs.queues import DECIDING, POOL
from flows.runs.seams.runs import RESUMING


def application() -> FastAPI:
    """The server's whole application, with its pages and its services."""
    return create_app(final=True)


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
        if self.nullified_transition() or context.proposed_state is None or context.proposed_state.name != RESUMING:
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
