"""Rows of a register, files taken in and letters by their day: lists of a day need not read all of a year."""

from __future__ import annotations

from alembic import op

revision = "007"
down_revision = "006"


def upgrade() -> None:
    """Create the indexes."""
    op.create_index("ix_register_day", "register", ["office", "book", "at"])
    op.create_index("ix_scans_received_at", "scans", ["received_at"])
