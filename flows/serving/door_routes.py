"""What of Prefect's API the pages of the review need: one row a route, each with why; everything else is refused.

The rows were taken from the requests of Prefect's two UIs while a reviewer lists, opens and answers runs
(`tests/test_flows_door.py` asks for every other route of the server). A row that takes a body says what it may hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_ID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_NAME = r"[^/]+"


def _any(_told: object) -> bool:
    return True


def _form(told: object) -> bool:
    """The form of a question, not the answers to it, which hold what reviewers typed."""
    return (
        isinstance(told, dict)
        and isinstance(told.get("prefix"), str)
        and told["prefix"].startswith("suspended-")
        and told["prefix"].endswith(("-schema", "-description"))
    )


def _answer(told: object) -> bool:
    """An answer to a form: plain values. Prefect would evaluate a value with a ``__prefect_kind`` (templates, variables).

    A page whose form went away under it (another tab answered) sends no values: the server says that nothing waits.
    """
    if told is None:
        return True
    values = told.get("run_input") if isinstance(told, dict) else ()
    return isinstance(told, dict) and set(told) <= {"run_input"} and isinstance(values, dict | None) and _is_plain(told)


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(not str(key).startswith("__") and _is_plain(inside) for key, inside in value.items())
    return all(map(_is_plain, value)) if isinstance(value, list) else True


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that a browser may ask for: the method, the path below ``/api``, why, and what its body may hold."""

    method: str
    path: str
    why: str
    body: Callable[[object], bool] = _any

    def takes(self, body: bytes) -> bool:
        """The body may go to the server."""
        try:
            return self.body(json.loads(body) if body else None)
        except (ValueError, RecursionError):
            return False


ROUTES: tuple[Route, ...] = (
    Route("GET", "/csrf-token", "the token without which the server takes no request that changes something"),
    Route("GET", "/admin/version", "both UIs ask for it before they show anything"),
    # The lists and pages of runs, by which a draft that waits is found.
    Route("POST", "/flow_runs/filter", "runs that wait, of a name, of a tag"),
    Route("POST", "/flow_runs/paginate", "the list of runs, page by page"),
    Route("POST", "/flow_runs/count", "how many there are in a list"),
    Route("POST", "/flow_runs/lateness", "the figures above the list"),
    Route("POST", "/ui/flow_runs/history", "the bars above the list"),
    Route("POST", "/ui/flow_runs/count-task-runs", "the column of steps in the list"),
    Route("GET", "/flow_runs/{id}", "the page of one run"),
    Route("GET", "/flow_runs/{id}/graph-v2", "its timeline, with the pages of the draft"),
    Route("POST", "/task_runs/filter", "steps of a run"),
    Route("POST", "/task_runs/paginate", "steps of a run, page by page"),
    Route("POST", "/task_runs/count", "how many steps a run has"),
    Route("POST", "/task_runs/history", "figures of the first page"),
    Route("POST", "/logs/filter", "what a run said, its first line of a fault"),
    # What is seen and answered.
    Route("POST", "/artifacts/filter", "the draft and the letter beside the run"),
    Route("POST", "/artifacts/latest/filter", "the day's report and what waits too long"),
    Route("POST", "/artifacts/latest/count", "how many there are"),
    Route("GET", "/artifacts/{id}", "one of them"),
    Route("GET", "/artifacts/{name}/latest", "one of them, by its key"),
    Route("GET", "/flow_runs/{id}/input/suspended-[0-9a-z-]+-(?:schema|description)", "the form and the page above it"),
    Route("POST", "/flow_runs/{id}/input/filter", "the same, as the older UI asks for it", _form),
    Route("POST", "/ui/schemas/validate", "the form looks at what is typed before it is sent", _is_plain),
    Route("POST", "/flow_runs/{id}/resume", "the answer of a reviewer: the only thing that a browser changes", _answer),
    # Names that stand beside a run.
    Route("GET", "/flows/{id}", "what kind of run it is"),
    Route("POST", "/flows/filter", "kinds of runs, to choose from in the list"),
    Route("POST", "/flows/paginate", "the page of kinds"),
    Route("POST", "/flows/count", "how many there are"),
    Route("POST", "/ui/flows/count-deployments", "a column of that page"),
    Route("POST", "/ui/flows/next-runs", "a column of that page"),
    Route("GET", "/deployments/{id}", "where a run came from"),
    Route("POST", "/deployments/filter", "the same, to choose from in the list"),
    Route("POST", "/deployments/paginate", "the page of them"),
    Route("POST", "/deployments/count", "how many there are"),
    Route("POST", "/work_pools/filter", "the first page shows nothing at all without it"),
    Route("GET", "/work_pools/{name}", "the older UI's name of the queue in the list of runs"),
    Route("GET", "/work_pools/{name}/queues/{name}", "the queue in the list of runs"),
    Route("POST", "/work_pools/{name}/queues/filter", "a box of the first page"),
    Route("POST", "/work_pools/{name}/workers/filter", "a box of the first page"),
)
SOCKETS: dict[str, str] = {}
_PATTERNS = [(one, re.compile(one.path.replace("{id}", _ID).replace("{name}", _NAME))) for one in ROUTES]


def route_of(method: str, path: str) -> Route | None:
    """The row of a request, or None where there is none."""
    return next((one for one, pattern in _PATTERNS if one.method == method and pattern.fullmatch(path)), None)
