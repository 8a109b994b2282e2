"""Tables with which a recipient answered a letter of ours and that came beside the mail or on a stick: kept with who brought them."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from circulars.archive.store.shelf import Shelf, seal_file
from circulars.archive.store.tables import ledger

KIND = "answer-table"
"""The ledger's event of a table that was brought; its letter is the subject."""


@dataclass(frozen=True, slots=True)
class BroughtTable:
    """One file: which recipient it is of (from 0), its content by sha256, its name, who brought it and when (ISO)."""

    place: int
    sha256: str
    name: str
    by: str
    at: str


def bring_table(archive: Shelf, letter_id: str, place: int, content: bytes, name: str, by: str) -> BroughtTable:
    """Keep a table as an answer of this recipient; the same file again is the same one."""
    sha256 = archive.store.put(content)
    known = next(
        (one for one in tables_brought(archive, letter_id) if (one.place, one.sha256) == (place, sha256)), None
    )
    if known is not None:
        return known
    with archive.writing() as event:
        seal_file(event, sha256, KIND, len(content))
        event.close(KIND, letter_id, {"place": place, "file": sha256, "name": name, "by": by})
        return BroughtTable(place, sha256, name, by, event.at)


def tables_brought(archive: Shelf, letter_id: str) -> tuple[BroughtTable, ...]:
    """The tables that were brought for a letter, in order."""
    where = (ledger.c.kind == KIND, ledger.c.subject == letter_id)
    rows = archive.all(sa.select(ledger.c.detail, ledger.c.at).where(*where).order_by(ledger.c.number))
    told = [(json.loads(str(row["detail"])), str(row["at"])) for row in rows]
    return tuple(BroughtTable(int(one["place"]), one["file"], one["name"], one["by"], at) for one, at in told)
