"""A row of a register as a value, for whoever shows, prints or counts it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from circulars.archive.store.shelf import Row


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One number of a register and what it was given for, in the official columns.

    ``state`` is reserved, issued, received or cancelled. ``dated`` is the letter's date (ISO, Common Era; empty where it
    could not be read); ``at`` when the row was entered.
    """

    office: str
    book: str
    year_be: int
    number: int
    state: str
    letter_id: str | None
    reference: str
    dated: str
    sender: str
    recipient: str
    subject: str
    action: str
    remark: str
    at: dt.datetime

    def value(self, field: str) -> str:
        """One of the columns that may be corrected, by its name."""
        columns = {"reference": self.reference, "dated": self.dated, "sender": self.sender}
        return (columns | {"recipient": self.recipient, "subject": self.subject})[field]


def register_row(row: Row) -> RegisterRow:
    """A row of the table, as the archive wrote it."""
    told: dict[str, Any] = {name: value for name, value in row.items() if name not in ("claim", "digest")}
    return RegisterRow(**told | {"at": dt.datetime.fromisoformat(told["at"])})
