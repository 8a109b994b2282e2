"""Prefect's server: how its transactions begin on SQLite, its rules of a run's states, and whom it asks for a token.

On SQLite its writers wait for their turn. Prefect begins most of its transactions as readers (BEGIN DEFERRED) and writes
later in them. SQLite refuses that at once when anybody wrote in between, however long its timeout
(https://sqlite.org/isolation.html, SQLITE_BUSY_SNAPSHOT), and the reviewer who pressed Resume sees 503. Transactions that
begin as writers wait for each other instead. PostgreSQL is left as it is.
"""

from __future__ import annotations

import re
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from prefect.server import models
from prefect.server.api.middleware import CsrfMiddleware
from prefect.server.api.server import create_app
from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.orchestration.core_policy import CoreFlowPolicy
from prefect.server.orchestration.dependencies import ORCHESTRATION_DEPENDENCIES
from prefect.server.orchestration.policies import FlowRunOrchestrationPolicy
from prefect.server.orchestration.rules import FlowRunUniversalTransform
from starlette.middleware.base import RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp as App
from starlette.types import Message, Receive, Scope, Send

from flows.runs.beginning.bell import ring
from flows.runs.queues import DECIDING, POOL
from flows.runs.seams.runs import RESUMING

_OF_THE_OFFICE = "circulars.of_the_office"
_MAKES_A_RUN = re.compile(r"/(?:create_flow_run|resume)/?$")


def application() -> FastAPI:
    """The server's whole application, with its pages and its services."""
    return create_app(final=True)


def ringing(app: App, home: Path) -> App:
    """The application, which rings for the office's worker when it has made a run or let one go on."""

    async def heard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not _MAKES_A_RUN.search(str(scope["path"])):
            await app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 300:  # it is in the database by now
                ring(home)
            await send(message)

        await app(scope, receive, sent)

    return heard


def for_the_office(app: App) -> App:
    """The application at the address that only the office's own processes reach, with their key (`trust_the_office`)."""

    async def marked(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, _OF_THE_OFFICE: True}, receive, send)

    return marked


def trust_the_office() -> None:
    """Ask the office's own processes for no token against forged requests (CSRF), and look for none in the database.

    Such a token protects a browser whose login another site's page could use. The office's processes are no browsers: each
    of their requests carries the office's key, which no page knows. Every fifth request was for such a token.
    """
    dispatch = CsrfMiddleware.dispatch

    async def guarded(self: CsrfMiddleware, request: Request, call_next: RequestResponseEndpoint) -> Response:
        if request.scope.get(_OF_THE_OFFICE):
            return await call_next(request)
        return await dispatch(self, request, call_next)

    CsrfMiddleware.dispatch = guarded  # type: ignore[method-assign]


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
