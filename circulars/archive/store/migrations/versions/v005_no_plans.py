"""The table of plans goes: nothing ever read one, and what is planned is planned from the letter."""

from __future__ import annotations

from alembic import op

revision = "005"
down_revision = "004"


def upgrade() -> None:
    """Drop the table."""
    op.drop_table("plans")
