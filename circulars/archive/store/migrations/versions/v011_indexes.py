"""Events of a rare kind and numbers held in reserve are found without reading all the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "011"
down_revision = "010"


def upgrade() -> None:
    """Create the indexes."""
    op.create_index("ix_ledger_kind", "ledger", ["kind", "number"])
    reserved = sa.text(
        "state = 'reserved'"
    )  # a full index would be taken for the year's rows too, which have one state
    op.create_index("ix_register_reserved", "register", ["office"], sqlite_where=reserved, postgresql_where=reserved)
