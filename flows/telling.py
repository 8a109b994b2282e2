"""A run that fails says in its first line, in Thai, what to do."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.exceptions import PrefectException
from prefect.states import Failed

from circulars.errors import CircularsError
from flows.redaction import redacted

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
        except PrefectException:
            raise
        except Exception as error:  # noqa: BLE001 - the last catch: a person must read what to do, in Thai
            get_run_logger().exception("fault")
            kind = type(error).__name__
            return Failed(
                message=f"ระบบขัดข้อง จะลองใหม่เอง หากเกินหนึ่งชั่วโมงกรุณาแจ้งผู้ดูแลระบบ ({kind}: {redacted(str(error)[:200])})"
            )

    return told
