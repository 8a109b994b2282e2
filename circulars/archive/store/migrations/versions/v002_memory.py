"""Searchable copies of scans; what letters say of each other, what came back, how long they are kept; an index by field, word and day."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from circulars.archive.search import index
from circulars.archive.search.refill import refill
from circulars.thai.dates import BANGKOK

revision = "002"
down_revision = "001"


def _digest() -> sa.Column[str]:
    return sa.Column("digest", sa.String(64), nullable=False)


def upgrade() -> None:
    """Create the four tables, make the index anew, and fill both from the letters that are there."""
    op.create_table(
        "copies",
        sa.Column("scan_id", sa.String(32), primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        _digest(),
    )
    op.create_table(
        "citations",
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("reference_key", sa.Text, nullable=False, index=True),
        sa.Column("dated", sa.String(10), nullable=False),
        sa.Column("agency", sa.Text, nullable=False),
        _digest(),
    )
    op.create_table(
        "receipts",
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(12), primary_key=True),
        sa.Column("answer_id", sa.String(32), nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        _digest(),
    )
    op.create_table(
        "retention",
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("class", sa.String(20), nullable=False),
        sa.Column("closed_be", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        _digest(),
    )
    op.execute("DROP TABLE search")
    connection = op.get_bind()
    index.create(connection)
    refill(connection, dt.datetime.now(BANGKOK).isoformat(timespec="seconds"), cite=True)
