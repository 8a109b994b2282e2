"""A claim as the mailbox makes one, for tests that need no mail."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from circulars.intake.claims import Claim, fill_claim, new_claim


def claim_bytes(work: Path, name: str | bytes, content: bytes, moment: dt.datetime, came_by: str) -> Claim:
    """Take in a file that did not come through the inbox."""
    claim = new_claim(name, moment, came_by)
    fill_claim(work, claim, content)
    return claim
