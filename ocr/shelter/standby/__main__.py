"""``python -m ocr.shelter.standby FOLDER ENGINE``: the process from which an office's readers are forked.

A reader that is started for one file spends half a second of CPU on loading what every reader loads; one that is forked
here begins at once. This process opens no file of anybody, and has none of the office's environment; each child shuts
itself in before it opens its file, as it does when it is started.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import sys
from pathlib import Path

from circulars.errors import CircularsError, EngineFailed
from circulars.forking.serving import ForkServer
from ocr.shelter.standby.starting import SOCKET

_LOADED = (
    *(
        "ocr.document",
        "ocr.page.page_reading",
        "ocr.page.marking",
        "ocr.shelter.children.side_by_side",
        "ocr.shelter.child",
    ),
    *(f"ocr.shelter.children.{one}" for one in ("pictures", "copies", "inside", "signed")),
)


def serve(folder: Path, engine: str) -> None:
    """Load what readers need, then fork them until told to stop. Raises CircularsError, ImportError where that can't be loaded."""
    for name in _LOADED:
        importlib.import_module(name)
    importlib.import_module("ocr.engines.registry").engines(engine)
    if (
        len(list(Path("/proc/self/task").iterdir())) > 1
    ):  # a lock that another thread holds would stay locked in the child
        raise EngineFailed("ตัวอ่านที่เตรียมไว้มีมากกว่าหนึ่ง thread จึงไม่ใช้", cause="threads in the process that forks")
    os.chdir(folder)
    Path(SOCKET).unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(SOCKET)
    Path(SOCKET).chmod(0o600)
    listener.listen(16)
    forks = ForkServer(listener)
    gc.freeze()  # what is shared with the children stays shared
    while True:
        forks.wait()


def main() -> None:
    """Serve; where this machine can't, say so once and wait to be stopped: each reader, started alone, tells the clerk."""
    try:
        serve(Path(sys.argv[1]), sys.argv[2])
    except (CircularsError, ImportError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stderr.flush()
        signal.pause()


if __name__ == "__main__":
    main()
