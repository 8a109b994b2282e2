"""The first schema."""

from __future__ import annotations

from alembic import op

from circulars.archive.database import create_all

revision = "001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    create_all(op.get_bind())
