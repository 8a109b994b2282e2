"""Whose digital signatures prove something to this office."""

from __future__ import annotations

from circulars.dispatch.keeping.copies import Judge
from flows.settings.office import Settings


def trusted_certificates(settings: Settings) -> list[bytes]:
    """The certificates (PEM or DER) of the authorities in ``trust/`` of the office's folder; none where there is none."""
    folder = settings.home / "trust"
    return [file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()] if folder.is_dir() else []


def judge_of(settings: Settings) -> Judge:
    """What judging a copy needs of this office."""
    trusted = tuple(trusted_certificates(settings))
    return Judge(tuple(settings.profiles), trusted, settings.engine, settings.folder("outbox"))
