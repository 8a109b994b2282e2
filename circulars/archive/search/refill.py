"""Fill from the letters what is made from them: the index, and what they say of each other."""

from __future__ import annotations

import json

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from circulars.archive.search import index
from circulars.archive.store.ledger import Event
from circulars.archive.store.tables import ledger, letters
from circulars.archive.tracing.citations import write_citations
from circulars.letter.record import load_letter

_BATCH = 500


def refill(connection: Connection, at: str, *, cite: bool) -> int:
    """Index every letter into an empty index; with `cite` keep what each says of others too, as one event. How many."""
    event = Event(connection, at)
    ids = _in_order(connection)
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        rows = {row.id: row for row in connection.execute(sa.select(letters).where(letters.c.id.in_(batch)))}
        for letter_id in batch:
            row = rows[letter_id]
            letter = load_letter(row.record)
            index.add(connection, letter_id, letter, row.created_at, index.also(connection, letter_id))
            if cite:
                write_citations(event, letter_id, letter)
    if event.rows:
        event.close("citations-read", "archive", {"letters": len(ids)})
    return len(ids)


def _in_order(connection: Connection) -> list[str]:
    """Every letter in the order in which the ledger saw them come, so that the index is the same again."""
    known = {str(row.id) for row in connection.execute(sa.select(letters.c.id).order_by(letters.c.id))}
    order: dict[str, None] = {}
    for row in connection.execute(sa.select(ledger.c.detail).order_by(ledger.c.number)):
        for table, key, _ in json.loads(row.detail).get("rows", []):
            if table == letters.name:
                order.update(dict.fromkeys(one for one in json.loads(key) if one in known))
    return [*order, *sorted(known - order.keys())]
