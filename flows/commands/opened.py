"""The archive of the office that a command means, opened for the time of the command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from circulars.archive import Archive
from flows.settings import Settings, load_settings


@contextmanager
def opened(home: Path | None) -> Iterator[tuple[Archive, Settings]]:
    """The archive and the settings of an office; the archive is closed afterwards."""
    settings = load_settings(home)
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        yield archive, settings
