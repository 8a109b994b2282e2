"""Changes of office.toml in the ledger: which settings, and when the office saw it; never their values.

Who may sign, who approves and where data lies decide what an approval is worth: a change of them leaves a mark that
cannot be taken away, like an approval does. The file itself stands in every backup.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from circulars.archive import Archive
from flows.settings.office import Settings, make_folders

_LONGEST = 400


def tell_settings(archive: Archive, settings: Settings) -> tuple[str, ...]:
    """Enter the settings that changed since they were told last into the ledger; returns their names (``server.port``)."""
    content = (settings.home / "office.toml").read_bytes()
    make_folders(settings)
    told = settings.folder("run") / "settings-told.toml"
    before = told.read_bytes() if told.exists() else b""
    if content == before:
        return ()
    old, new = dict(_values(tomllib.loads(before.decode()))), dict(_values(tomllib.loads(content.decode())))
    changed = tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
    names = ", ".join(changed)
    shown = names if len(names) <= _LONGEST else f"{names[:_LONGEST]} …"
    digest = hashlib.sha256(content).hexdigest()
    told_now = {"sha256": digest, "changed": shown if before else "*", "office": settings.profile.office.code}
    archive.record_event("settings", "office.toml", told_now)
    _write(told, content)
    return changed


def _write(place: Path, content: bytes) -> None:
    draft = place.with_name(f".{place.name}.new")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    draft.replace(place)


def _values(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting by its whole name; members of a list by their place from 1."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from _values(inside, f"{name}.{key}" if name else key)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for place, inside in enumerate(value, 1):
            yield from _values(inside, f"{name}.{place}")
    else:
        yield name, value
