"""What we hold of Prefect that it does not promise to keep: one test a part, so that a new version fails here by name.

That a real server does with them what we want is asked in `test_flows_door` (answers go first) and `test_flows_warm`.
"""

from __future__ import annotations

import ast
import asyncio
import importlib.util
import inspect
import logging
import sqlite3
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from packaging.requirements import Requirement
from prefect import __version__ as prefect_version
from prefect.client import orchestration as client_parts
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, FlowRunPolicy, State, StateDetails, StateType
from prefect.input import RunInput, keyset_from_paused_state
from prefect.server.api import deployments as deployments_api
from prefect.server.api import flow_runs as flow_runs_api
from prefect.server.api.middleware import CsrfMiddleware
from prefect.server.database.configurations import AioSqliteConfiguration
from prefect.server.orchestration.dependencies import ORCHESTRATION_DEPENDENCIES, provide_flow_policy
from prefect.settings import (
    PREFECT_API_TLS_INSECURE_SKIP_VERIFY,
    PREFECT_SERVER_CSRF_PROTECTION_ENABLED,
    temporary_settings,
)
from prefect.states import Suspended
from prefect.workers.base import BaseWorker

from flows.runs.beginning import bell
from flows.runs.beginning.start_run import ENGINE
from flows.runs.seams import client, runs, server, worker

ROOT = Path(__file__).resolve().parent.parent
SEAMS = ROOT / "flows" / "runs" / "seams"


def test_the_versions_for_which_this_is_true_are_bounded_on_both_sides() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = (one for one in map(Requirement, project["dependencies"]) if one.name == "prefect")
    assert {one.operator for one in wanted.specifier} == {">=", "<"}
    assert wanted.specifier.contains(prefect_version)


def _private(name: str) -> bool:
    """A module of Prefect, or a name in one, that is its own affair: underscored, the server's inside, inputs' inside."""
    parts = name.split(".")
    return parts[0] == "prefect" and (
        any(part.startswith("_") for part in parts)
        or parts[1:2] == ["server"]
        or name.startswith("prefect.input.actions")
    )


def _touched(text: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{one.name}" for one in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
            found.append(node.value)
    return [name for name in found if _private(name)]


def test_nothing_but_the_seams_touches_prefects_inside() -> None:
    assert _touched("from prefect._internal import metrics") == ["prefect._internal.metrics"]
    assert _touched("import prefect.server.models") == ["prefect.server.models"]
    assert _touched("from prefect import flow\nfrom prefect.input import RunInput") == []
    modules = [path for path in (ROOT / "flows").rglob("*.py") if SEAMS not in path.parents]
    touching = {path.relative_to(ROOT).as_posix(): _touched(path.read_text(encoding="utf-8")) for path in modules}
    assert {name: found for name, found in touching.items() if found} == {}


def test_transactions_on_sqlite_begin_as_writers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another writer has to wait as soon as ours has begun, though it has written nothing yet."""
    file = tmp_path / "prefect.db"

    async def another_may_write() -> bool:
        configuration = AioSqliteConfiguration(f"sqlite+aiosqlite:///{file}")
        engine = await configuration.engine()
        session = await configuration.session(engine)
        other = sqlite3.connect(file, timeout=0)
        try:
            async with configuration.begin_transaction(session):
                await session.connection()
                other.execute("begin immediate")
        except sqlite3.OperationalError:
            return False
        finally:
            other.close()
            await session.close()
            await engine.dispose()
        return True

    assert asyncio.run(another_may_write()), "Prefect's own way changed: the seam may be needless now"
    monkeypatch.setattr(AioSqliteConfiguration, "begin_transaction", AioSqliteConfiguration.begin_transaction)
    server.begin_as_writers()
    assert not asyncio.run(another_may_write())


def test_only_the_office_at_its_own_address_needs_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same application: whoever comes in by the other address is asked for one, and can't claim to be the office."""
    monkeypatch.setattr(CsrfMiddleware, "dispatch", CsrfMiddleware.dispatch)
    monkeypatch.setenv("PREFECT_SERVER_CSRF_PROTECTION_ENABLED", "true")
    server.trust_the_office()
    app = FastAPI()
    app.add_middleware(CsrfMiddleware)
    app.post("/change")(lambda: "changed")
    claims = {server._OF_THE_OFFICE: "true", "circulars-of-the-office": "1"}
    with temporary_settings({PREFECT_SERVER_CSRF_PROTECTION_ENABLED: True}):
        assert TestClient(app).post("/change", headers=claims).status_code == 403
        assert TestClient(server.for_the_office(app)).post("/change").status_code == 200


def test_clients_share_their_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    parts: Any = client_parts
    assert "ssl.create_default_context(cafile=cert_file)" in inspect.getsource(client_parts), "the seam is needless now"
    monkeypatch.setattr(parts, "ssl", parts.ssl)
    client.read_certificates_once()
    shared = parts.ssl
    one, other = (PrefectClient("http://127.0.0.1:1/api") for _ in range(2))
    assert _context_of(one) is _context_of(other)
    with temporary_settings({PREFECT_API_TLS_INSECURE_SKIP_VERIFY: True}):
        assert shared.create_default_context() is not shared.create_default_context()
    client.read_certificates_once()
    assert parts.ssl is shared


def test_a_run_whose_place_is_still_held_waits_and_the_worker_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    held, free = (SimpleNamespace(flow_run=SimpleNamespace(id=number)) for number in (1, 2))

    async def taken(worker_type: Any) -> list[int]:
        limiter = anyio.CapacityLimiter(5)
        limiter.acquire_on_behalf_of_nowait(held.flow_run.id)
        taken: list[int] = []
        group = SimpleNamespace(start_soon=lambda _, run: taken.append(run.id))
        office = SimpleNamespace(
            _submitting_flow_run_ids=set(), _limiter=limiter, name="office", backend_id=None, _cancelling_observer=None,
            get_flow_run_logger=lambda _: logging.getLogger("run"), _runs_task_group=group, _submit_run=None,
        )  # fmt: skip
        await worker_type._submit_scheduled_flow_runs(office, flow_run_response=[held, free])
        return taken

    with pytest.raises(RuntimeError, match="already holding"):
        asyncio.run(taken(BaseWorker))  # else Prefect mended it, and the seam is needless
    monkeypatch.setattr(BaseWorker, "_submit_scheduled_flow_runs", BaseWorker._submit_scheduled_flow_runs)
    worker.wait_for_the_end_of_a_run()
    assert asyncio.run(taken(BaseWorker)) == [2]


def test_a_worker_looks_when_it_is_rung_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    looks: list[int] = []
    home = tmp_path / ("ลึก" * 15) / ("ลึก" * 15)  # an address of a socket has room for a hundred bytes
    (home / "run").mkdir(parents=True)

    async def bare(_: Any) -> None:
        return

    async def rung_for() -> None:
        async def look() -> None:
            looks.append(1)
            if len(looks) == 1:
                bell.ring(home)  # while it looks
                await asyncio.sleep(0.05)
                raise OSError("the server is away")

        office: Any = SimpleNamespace(get_and_submit_flow_runs=look)
        await BaseWorker.setup(office)
        await asyncio.sleep(0.05)
        assert looks == []
        for _ in range(3):
            bell.ring(home)
        await asyncio.sleep(0.3)

    monkeypatch.setattr(BaseWorker, "setup", bare)
    worker.look_when_rung(home)
    asyncio.run(rung_for())
    assert len(looks) == 2  # rung three times at once, and once more while it looked
    bell.ring(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("path", "status", "rings"),
    [
        ("/api/deployments/1/create_flow_run", 201, True),
        ("/api/flow_runs/1/resume", 200, True),
        ("/api/flow_runs/1/resume", 409, False),
        ("/api/flow_runs/1/set_state", 201, False),
    ],
)
def test_whoever_makes_a_run_or_lets_one_go_on_rings(tmp_path: Path, path: str, status: int, rings: bool) -> None:
    (tmp_path / "run").mkdir()
    app = FastAPI()
    app.add_api_route(path, lambda: None, methods=["GET", "POST"], status_code=status)
    assert status > 400 or any(route.path.endswith(path.rpartition("/")[2]) for route in _routes())
    with bell.hang_bell(tmp_path) as hung, TestClient(server.ringing(app, tmp_path)) as asked:
        asked.get(path)
        with pytest.raises(BlockingIOError):
            hung.recv(1)
        assert asked.post(path).status_code == status
        if rings:
            assert hung.recv(9) == b"."
        bell.quieten(hung)
        with pytest.raises(BlockingIOError):
            hung.recv(1)


def _routes() -> list[Any]:
    """The routes of Prefect's runs and deployments."""
    return [*flow_runs_api.router.routes, *deployments_api.router.routes]


def _context_of(made: PrefectClient) -> object:
    return made._client._transport._pool._ssl_context  # type: ignore[attr-defined]


def test_the_server_judges_states_by_our_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        ORCHESTRATION_DEPENDENCIES, "flow_policy_provider", ORCHESTRATION_DEPENDENCIES["flow_policy_provider"]
    )
    server.put_answers_first()
    policy = asyncio.run(provide_flow_policy())
    assert policy is server.OfficePolicy
    assert server.AnswersFirst in policy.compile_transition_rules(StateType.PAUSED, StateType.SCHEDULED)  # type: ignore[arg-type]


def test_resume_makes_a_state_of_the_name_that_our_rule_looks_for() -> None:
    assert f'name="{runs.RESUMING}"' in inspect.getsource(flow_runs_api.resume_flow_run)


def test_a_form_carries_its_page_as_prefect_saves_it() -> None:
    class Form(RunInput):
        verdict: str = ""

    by_prefect = Form.with_initial_data(description="หน้า")
    assert runs.with_page(Form, "หน้า")._description == by_prefect._description == "หน้า"


def test_forms_and_answers_are_kept_under_the_keys_that_we_ask_for() -> None:
    keys = keyset_from_paused_state(Suspended(pause_key="round-1"))
    assert keys["response"] == f"{runs._OF_A_SUSPENSION}round-1{runs._ANSWER}"
    assert "pause_keys" in FlowRunPolicy.model_fields and "empirical_policy" in FlowRun.model_fields
    assert "run_input_keyset" in StateDetails.model_fields and "state_details" in State.model_fields


@pytest.mark.parametrize("name", runs.ENGINE_PARTS)
def test_every_part_of_the_engine_that_is_loaded_ahead_is_there(name: str) -> None:
    assert importlib.util.find_spec(name) is not None


def test_the_engine_takes_its_run_from_the_environment_and_is_a_program() -> None:
    spec = importlib.util.find_spec(ENGINE)
    assert spec is not None and spec.origin is not None
    source = Path(spec.origin).read_text(encoding="utf-8")
    assert 'os.environ.get("PREFECT__FLOW_RUN_ID")' in source and 'if __name__ == "__main__":' in source
