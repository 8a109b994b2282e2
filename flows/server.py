"""The Prefect server of an office: ``python -m flows.server``. On SQLite its writers wait for their turn.

Prefect begins most of its transactions as readers (BEGIN DEFERRED) and writes later in them. SQLite refuses that at once
when anybody wrote in between, however long its timeout (https://sqlite.org/isolation.html, SQLITE_BUSY_SNAPSHOT), and
the reviewer who pressed Resume sees 503. Transactions that begin as writers wait for each other instead. PostgreSQL is
left as it is.
"""

from __future__ import annotations

import runpy
import sys
from contextlib import AbstractAsyncContextManager
from typing import Any

from prefect.server.database.configurations import AioSqliteConfiguration


def begin_as_writers() -> None:
    """Let every explicit transaction on SQLite take the write lock when it begins."""
    begin = AioSqliteConfiguration.begin_transaction

    def begin_transaction(
        self: AioSqliteConfiguration, session: Any, with_for_update: bool = False
    ) -> AbstractAsyncContextManager[Any]:
        return begin(self, session, with_for_update=True)

    AioSqliteConfiguration.begin_transaction = begin_transaction  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    begin_as_writers()
    sys.argv = ["prefect", "server", "start"]
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)
