"""The clock, read once at the door: Asia/Bangkok."""

from __future__ import annotations

import datetime as dt

from circulars.thai.dates import BANGKOK


def now() -> dt.datetime:
    """This moment in Bangkok."""
    return dt.datetime.now(BANGKOK)


def today() -> dt.date:
    """This day in Bangkok."""
    return now().date()
