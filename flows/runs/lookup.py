"""Runs by their state, as Prefect's server knows them."""

from __future__ import annotations

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType

PAGE = 200
"""The server's longest page."""


def runs_of(client: SyncPrefectClient, types: list[StateType], flow: FlowFilter | None = None) -> list[FlowRun]:
    """Every flow run in one of these states, of one flow where it is given."""
    found: list[FlowRun] = []
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types)))
    while True:
        page = client.read_flow_runs(flow_filter=flow, flow_run_filter=wanted, limit=PAGE, offset=len(found))
        found += page
        if len(page) < PAGE:
            return found
