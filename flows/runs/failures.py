"""A run that fails says in its first line, in Thai, what to do; before that it is tried again a few times.

The tries are ours, not Prefect's `retries`: those need an exception, whose first line would not be ours, and a Failed
state that is returned for them ends as Crashed at once.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Failed

from circulars.errors import CircularsError, Refused, SettingsWrong, UnreadableFile
from circulars.thai.redaction import redacted

TRIES, PAUSE_SECONDS = 3, 20.0
FINAL = (Refused, SettingsWrong, UnreadableFile)
"""Faults that are the same at the next try."""
P = ParamSpec("P")
R = TypeVar("R")


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
            kind = type(error).__name__
            return Failed(
                message=f"ระบบขัดข้อง จะลองใหม่เอง หากเกินหนึ่งชั่วโมงกรุณาแจ้งผู้ดูแลระบบ ({kind}: {redacted(str(error)[:200])})"
            )

    return told


def with_patience(work: Callable[[], R]) -> R:
    """The work, tried again after a pause when the machine was at fault; the last fault is raised."""
    for again in range(1, TRIES):
        try:
            return work()
        except FINAL:
            raise
        except Exception as error:  # noqa: BLE001 - a database, a disk or a server that is away for a moment
            get_run_logger().warning("ครั้งที่ %s ไม่สำเร็จ จะลองใหม่: %s", again, redacted(str(error)[:500]), exc_info=True)
            time.sleep(PAUSE_SECONDS)
    return work()
