"""The first schema, as it was released: never changed again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None

_FIRST = sa.MetaData()


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, _FIRST, *columns, sa.Column("digest", sa.String(64), nullable=False))


_table(
    "files",
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
)
_table(
    "scans",
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("received_at", sa.String(40), nullable=False),
)
_table(
    "pages",
    sa.Column("scan_id", sa.String(32), primary_key=True),
    sa.Column("record", sa.String(64), nullable=False),
)
_table(
    "letters",
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("scan_id", sa.String(32), nullable=True, index=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("office", sa.String(60), nullable=False, index=True),
    sa.Column("direction", sa.String(8), nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("reference_key", sa.Text, nullable=False, index=True),
    sa.Column("dated", sa.String(10), nullable=False, index=True),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("urgency", sa.String(20), nullable=False),
    sa.Column("duplicate_of", sa.String(32), nullable=True),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("findings", sa.Text, nullable=False),
    sa.Column("created_at", sa.String(40), nullable=False),
)
_table(
    "plans",
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
)
_table(
    "drafts",
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("letter_id", sa.String(32), nullable=False, index=True),
    sa.Column("step", sa.String(120), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("office", sa.String(60), nullable=False),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("docx", sa.String(64), nullable=False),
    sa.Column("pdf", sa.String(64), nullable=True),
    sa.Column("created_at", sa.String(40), nullable=False),
    sa.UniqueConstraint("letter_id", "step", "round"),
)
_table(
    "decisions",
    sa.Column("draft_id", sa.String(32), primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("signer", sa.Text, nullable=False),
    sa.Column("approved_sha256", sa.String(64), nullable=False),
    sa.Column("created_at", sa.String(40), nullable=False),
)
_table(
    "register",
    sa.Column("office", sa.String(60), primary_key=True),
    sa.Column("book", sa.String(30), primary_key=True),
    sa.Column("year_be", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("claim", sa.String(80), nullable=False, unique=True),
    sa.Column("letter_id", sa.String(32), nullable=True, index=True),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("dated", sa.String(10), nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("remark", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
sa.Table(
    "counters",
    _FIRST,
    sa.Column("office", sa.String(60), primary_key=True),
    sa.Column("book", sa.String(30), primary_key=True),
    sa.Column("year_be", sa.Integer, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)
_table(
    "issued",
    sa.Column("draft_id", sa.String(32), primary_key=True),
    sa.Column("letter_id", sa.String(32), nullable=False, unique=True),
    sa.Column("source_id", sa.String(32), nullable=False, index=True),
    sa.Column("office", sa.String(60), nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("dated", sa.String(10), nullable=False),
    sa.Column("docx", sa.String(64), nullable=False),
    sa.Column("pdf", sa.String(64), nullable=True),
    sa.Column("record", sa.String(64), nullable=False),
    sa.Column("recipients", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
_table(
    "relations",
    sa.Column("kind", sa.String(20), primary_key=True),
    sa.Column("from_id", sa.String(32), primary_key=True),
    sa.Column("to_id", sa.String(32), primary_key=True),
)
sa.Table(
    "ledger",
    _FIRST,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)


def upgrade() -> None:
    """Create every table, and the trigram index of that time."""
    connection = op.get_bind()
    _FIRST.create_all(connection)
    if connection.dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE search USING fts5(letter_id UNINDEXED, content, tokenize='trigram')")
        return
    op.execute("CREATE TABLE search (letter_id varchar(32) PRIMARY KEY, content text NOT NULL)")
