"""The clock, read once at the door: Asia/Bangkok."""

from __future__ import annotations

import datetime as dt

from circulars.thai.dates import BANGKOK


def now() -> dt.datetime:
    """The present moment in Bangkok."""
    return dt.datetime.now(BANGKOK)


def today() -> dt.date:
    """Today in Bangkok."""
    return now().date()
