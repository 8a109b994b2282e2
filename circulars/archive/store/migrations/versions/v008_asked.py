"""Open matters by their day, so that what is due is told at once in an archive of years; relations by either end."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from alembic import op

from circulars.archive.tracing.answers import refill_asked
from circulars.thai.dates import BANGKOK

revision = "008"
down_revision = "007"


def upgrade() -> None:
    """Create the table and the indexes, and fill the table from the letters of the last year."""
    op.create_table(
        "asked",
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("moves", sa.Integer, nullable=False),
    )
    op.create_index("ix_asked_day", "asked", ["day"])
    op.create_index("ix_relations_from_id", "relations", ["from_id"])
    op.create_index("ix_relations_to_id", "relations", ["to_id"])
    refill_asked(op.get_bind(), dt.datetime.now(BANGKOK).date())
