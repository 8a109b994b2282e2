"""Prefect's flow runs: what an engine's process loads, how a form and its answer are kept, the name of a state."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import State, StateType
from prefect.exceptions import ObjectNotFound
from prefect.input import RunInput, keyset_from_base_key
from prefect.input.actions import read_flow_run_input

ENGINE_PARTS = ("prefect.engine", "prefect.flow_engine", "prefect.task_engine", "prefect._internal.metrics")
"""What ``python -m prefect.engine`` loads for every run: loaded once in the warm process, shared by its forks."""
COMMAND_PARTS = ("prefect.cli", "prefect.cli.worker", "prefect.cli.deploy", "prefect.workers.process")
"""What the office's worker and ``prefect deploy`` load."""
RESUMING = "Resuming"
"""The name of the state that Resume makes of a suspended run."""
_OF_A_SUSPENSION, _ANSWER = "suspended-", "-response"


def with_page(form: type[RunInput], page: str) -> type[RunInput]:
    """The form with the page that the UI shows above it: Markdown."""
    form._description = page
    return form


def keys_used(client: SyncPrefectClient, run_id: UUID) -> set[str]:
    """Keys under which a run was suspended; Prefect takes each of them once."""
    policy = client.read_flow_run(run_id).empirical_policy
    return set((policy.pause_keys if policy else None) or ())


def is_answered(key: str) -> bool:
    """Resume was pressed on the form that this run asked under `key`."""
    try:
        return bool(read_flow_run_input(keyset_from_base_key(f"{_OF_A_SUSPENSION}{key}")["response"]))
    except ObjectNotFound:
        return False


def has_form(client: SyncPrefectClient, run_id: UUID, state: State[object]) -> bool:
    """The form of a suspended run was saved: Resume shows it."""
    keys = state.state_details.run_input_keyset
    return bool(keys and client.filter_flow_run_input(run_id, keys["schema"], 1, set()))


def answers_of(client: SyncPrefectClient, run_id: UUID) -> list[str]:
    """The keys under which Prefect keeps what was typed into the forms of a run."""
    kept = client.filter_flow_run_input(run_id, _OF_A_SUSPENSION, 1000, set())
    return [one.key for one in kept if one.key.endswith(_ANSWER)]


def pressed_at(client: SyncPrefectClient, run_id: UUID) -> dt.datetime | None:
    """When Resume was pressed on the form that waits, by the server's clock; it stamps every state itself.

    None where it was not pressed since the run was last suspended.
    """
    in_order = sorted(client.read_flow_run_states(run_id), key=lambda one: one.timestamp)
    waited = max((one.timestamp for one in in_order if one.type is StateType.PAUSED), default=None)
    pressed = [one.timestamp for one in in_order if one.name == RESUMING]
    return next((moment for moment in pressed if waited is not None and moment >= waited), None)
