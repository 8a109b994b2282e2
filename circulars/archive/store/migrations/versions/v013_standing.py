"""What waits to be mailed, or came back, is found among years of moves; what is counted is counted in indexes alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"


def upgrade() -> None:
    """Create the table with the index of what did not arrive, fill it from the moves; the indexes of days and figures."""
    op.create_table(
        "standing",
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
    )
    which = sa.text("state <> 'sent'")
    op.create_index("ix_standing_open", "standing", ["letter_id", "place"], sqlite_where=which, postgresql_where=which)
    op.execute(
        "INSERT INTO standing (letter_id, place, number, state) "
        "SELECT m.letter_id, m.place, m.number, m.state FROM moves m JOIN "
        "(SELECT letter_id, place, max(number) AS number FROM moves WHERE place <> -1 GROUP BY letter_id, place) l "
        "ON l.letter_id = m.letter_id AND l.number = m.number"
    )
    op.drop_index("ix_register_day", "register")
    op.drop_index("ix_outcomes_due", "outcomes")
    for name, table, columns in (
        ("ix_register_day", "register", ["office", "book", "at", "state", "letter_id"]),
        ("ix_letters_brief", "letters", ["id", "urgency", "created_at"]),
        ("ix_issued_day", "issued", ["office", "dated", "letter_id", "reference"]),
        ("ix_issued_at", "issued", ["office", "at", "source_id"]),
        ("ix_outcomes_due", "outcomes", ["due", "letter_id"]),
        ("ix_outcomes_said", "outcomes", ["letter_id", "office", "place", "unit"]),
    ):
        op.create_index(name, table, columns)
