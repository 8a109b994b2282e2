"""Prefect's client: each one it makes reads a hundred and forty root certificates anew, for a server without TLS.

A letter costs some ten clients, 18 ms of CPU each. The warm process reads the certificates once, and what it forks
shares them.
"""

from __future__ import annotations

import ssl
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import certifi
from prefect.client import orchestration


def read_certificates_once() -> None:
    """Let clients with the same certificates share one TLS context, and make the usual one now.

    A client that verifies nothing keeps its own: Prefect changes that one after it is made.
    """
    parts: Any = orchestration
    if isinstance(parts.ssl, SimpleNamespace):
        return
    shared = lru_cache(maxsize=4)(lambda cafile: ssl.create_default_context(cafile=cafile))

    def create_default_context(*, cafile: str | None = None) -> ssl.SSLContext:
        return shared(cafile) if cafile else ssl.create_default_context()

    parts.ssl = SimpleNamespace(**{**vars(ssl), "create_default_context": create_default_context})
    shared(certifi.where())
