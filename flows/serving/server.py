"""The Prefect server of an office: ``python -m flows.serving.server``, one application at two addresses.

The office's own processes reach it whole, on this machine only and with the office's key; browsers reach it through
`flows.serving.door`. Before it serves, three of Prefect's ways are changed (`flows.runs.seams.server`): on SQLite its
writers wait for their turn, what a reviewer answered goes on in the queue of decisions, and the office's own processes
need no token against forged requests.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from flows.runs.seams.server import (
    application,
    begin_as_writers,
    for_the_office,
    put_answers_first,
    ringing,
    trust_the_office,
)
from flows.serving.door import Door
from flows.serving.server_api import api_key


class _Server(uvicorn.Server):
    """A listener that leaves signals to the process's first one."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve(home: Path, login: str | None) -> None:
    """Serve until told to stop (SIGTERM): the whole API for the office, what lies behind the door for browsers."""
    app = ringing(application(), home)
    own_port, host, port = (
        os.environ[f"{name}"] for name in ("PREFECT_SERVER_API_PORT", "CIRCULARS_DOOR_HOST", "CIRCULARS_DOOR_PORT")
    )
    office = uvicorn.Server(uvicorn.Config(for_the_office(app), "127.0.0.1", int(own_port), timeout_keep_alive=5))
    door = Door(app, login=login, key=api_key(home))
    browsers = _Server(uvicorn.Config(door, host, int(port), timeout_keep_alive=5, lifespan="off"))

    async def behind_the_door() -> None:
        while not office.started:  # its tables are being made
            if office.should_exit or inside.done():
                return
            await asyncio.sleep(0.1)
        opened = asyncio.create_task(browsers.serve())
        while not (office.should_exit or inside.done() or opened.done()):
            await asyncio.sleep(0.2)
        browsers.should_exit = office.should_exit = True
        await opened

    inside = asyncio.create_task(office.serve())
    await behind_the_door()
    await inside


if __name__ == "__main__":
    begin_as_writers()
    put_answers_first()
    trust_the_office()
    asyncio.run(serve(Path(os.environ["CIRCULARS_HOME"]), os.environ.pop("CIRCULARS_LOGIN", None)))
