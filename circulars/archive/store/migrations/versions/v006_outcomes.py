"""What became of letters: the step proposed and decided, with unit, day, minute and การปฏิบัติ."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"


def upgrade() -> None:
    """Create the table of outcomes."""
    op.create_table(
        "outcomes",
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("office", sa.String(60), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("due", sa.String(10), nullable=False),
        sa.Column("minute", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("because", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_index("ix_outcomes_due", "outcomes", ["due"])
