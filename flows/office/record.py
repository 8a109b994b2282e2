"""The record of a running office: ``run/office.json``, written by its supervisor, read by every command."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import psutil

from flows.settings import Settings


def write_record(settings: Settings, url: str, children: Iterable[int], *, ready: bool) -> None:
    """Tell where the office is reached and which processes are its own; `children` are their numbers."""
    file = settings.folder("run") / "office.json"
    record = {
        "pid": os.getpid(),
        "created": psutil.Process().create_time(),
        "url": url,
        "address": settings.public_url or url,
        "desk": os.environ["CIRCULARS_DESK_ADDRESS"],
        "api": os.environ["PREFECT_API_URL"].removesuffix("/api"),
        "ready": ready,
        "children": [[pid, psutil.Process(pid).create_time()] for pid in children],
    }
    draft = file.with_suffix(".new")
    draft.write_text(json.dumps(record), encoding="utf-8")
    draft.replace(file)


def read_record(home: Path) -> dict[str, Any] | None:
    """The supervisor's record, whether or not it still runs."""
    try:
        record: dict[str, Any] = json.loads((home / "run" / "office.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return record


def living_record(home: Path) -> dict[str, Any] | None:
    """The record of a supervisor that is alive: the process has the same number and the same birth."""
    record = read_record(home)
    if record is None:
        return None
    try:
        process = psutil.Process(int(record["pid"]))
        alive = abs(process.create_time() - float(record["created"])) < 1 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return None
    return record if alive else None
