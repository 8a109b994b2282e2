"""What is rare is found by itself: second copies, letters that cancel others, cancelled numbers, a unit's letters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "012"
down_revision = "011"


def upgrade() -> None:
    """Create the indexes."""
    for name, table, columns, which in (
        ("ix_letters_duplicate", "letters", ["id"], "duplicate_of IS NOT NULL"),
        ("ix_citations_ending", "citations", ["reference_key"], "kind IN ('cancels', 'supersedes')"),
        ("ix_register_cancelled", "register", ["letter_id"], "state = 'cancelled'"),
        ("ix_outcomes_unit", "outcomes", ["unit", "letter_id"], "unit <> ''"),
    ):
        op.create_index(name, table, columns, sqlite_where=sa.text(which), postgresql_where=sa.text(which))
