"""The steps of a run, how they are tried again, and what a run that fails says in its first line: in Thai, what to do.

A long step is a task of Prefect, so that a run's timeline tells what happened and how long it took. Its retries are
Prefect's. A whole flow is tried again by ourselves (`with_patience`): Prefect's retries of a flow need an exception,
whose first line would not be ours, and a Failed state that is returned for them ends as Crashed at once.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Failed

from circulars.errors import BrokenTemplate, CircularsError, Refused, SettingsWrong, UnreadableFile
from circulars.machine_faults import told_of_a_run
from circulars.review.numbering import MISTYPED
from circulars.thai.redaction import redacted

TRIES, PAUSE_SECONDS = 3, 20.0
FINAL = (Refused, SettingsWrong, UnreadableFile)
"""Faults that are the same at the next try."""
LETTERS_FAULTS = (Refused, UnreadableFile, BrokenTemplate)
"""Faults that are the same at the next try: of this letter, its template or its file."""
_SAME_CODES = frozenset({"number-taken", "taken-back", MISTYPED})
TRIED_OUT = "ลองครบแล้ว"
"""Note on a fault whose step was tried as often as it is worth."""
P = ParamSpec("P")
R = TypeVar("R")


class StepFailed(Exception):
    """What Prefect is told of a step's fault, its personal numbers hidden; the flow gets the fault itself."""


def never_again(fault: Exception) -> bool:
    """The fault is the same at the next try."""
    return isinstance(fault, FINAL)


def letters_fault(fault: Exception) -> bool:
    """The letter's own fault, not the machine's: the same at every try."""
    return isinstance(fault, LETTERS_FAULTS) or (isinstance(fault, CircularsError) and fault.code in _SAME_CODES)


def on_timeline(
    name: str, work: Callable[[], R], *, retries: int = 0, final: Callable[[Exception], bool] = never_again
) -> R:
    """One long step of a run, on its timeline under a Thai name that says nothing of the letter; outside a run, just work.

    Prefect is given neither parameters nor the result: what a step makes goes into the archive, and nowhere else. `work`
    may be called again, by Prefect's retries (`final` tells after which fault not) and by a run that begins anew. Raises
    what it raises.
    """
    if flow_run.id is None:
        return work()
    faults: list[Exception] = []

    @task(
        name=name,
        task_run_name=name,
        retries=retries,
        retry_delay_seconds=PAUSE_SECONDS,
        retry_condition_fn=lambda *_: not final(faults[-1]),
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    def attempt() -> R:
        try:
            return work()
        except Exception as fault:
            faults.append(fault)
            raise StepFailed(redacted(f"{type(fault).__name__}: {fault}"[:500])) from fault

    try:
        return attempt()
    except StepFailed:
        if retries:
            faults[-1].add_note(TRIED_OUT)
        raise faults[-1] from None


def told_in_thai(work: Callable[P, R]) -> Callable[P, R | State[Any]]:
    """Turn a fault into a failed state whose message is our Thai sentence; the log keeps the technical cause."""

    @functools.wraps(work)
    def told(*args: P.args, **kwargs: P.kwargs) -> R | State[Any]:
        try:
            return work(*args, **kwargs)
        except CircularsError as error:
            get_run_logger().exception("%s [%s] %s", error.message, error.code, error.cause or "")
            return Failed(message=redacted(error.message))
        except Exception as error:  # noqa: BLE001 - the last catch: a person must read what to do, in Thai
            get_run_logger().exception("fault")
            return Failed(message=told_of_a_run(error, redacted(str(error)[:200])))

    return told


def with_patience(work: Callable[[], R]) -> R:
    """The work, tried again after a pause when the machine was at fault; the last fault is raised."""
    for again in range(1, TRIES):
        try:
            return work()
        except FINAL:
            raise
        except Exception as error:  # a database, a disk or a server that is away for a moment
            if TRIED_OUT in getattr(error, "__notes__", ()):
                raise
            get_run_logger().warning("ครั้งที่ %s ไม่สำเร็จ จะลองใหม่: %s", again, redacted(str(error)[:500]), exc_info=True)
            time.sleep(PAUSE_SECONDS)
    return work()
