"""Events of a rare kind and register rows of a rare state are found without reading all the others."""

from __future__ import annotations

from alembic import op

revision = "011"
down_revision = "010"


def upgrade() -> None:
    """Create the indexes."""
    op.create_index("ix_ledger_kind", "ledger", ["kind", "number"])
    op.create_index("ix_register_state", "register", ["office", "state"])
