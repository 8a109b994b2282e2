"""The tables of the archive, the same on SQLite and PostgreSQL (SQLAlchemy Core).

A letter is stored whole as JSON, with columns only for what people search and join by. Every row that must never
change unseen carries `digest`, the sha256 of its content, and the ledger tells which digest it must have.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, metadata, *columns, sa.Column("digest", sa.String(64), nullable=False))


files = _table(
    "files",
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),  # original, pages, docx, pdf, record, picture …
    sa.Column("size", sa.BigInteger, nullable=False),
)
scans = _table(
    "scans",
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("received_at", sa.String(40), nullable=False, index=True),  # ISO 8601 with the offset of Bangkok
)
pages = _table(
    "pages",
    sa.Column("scan_id", sa.String(32), primary_key=True),
    sa.Column("record", sa.String(64), nullable=False),  # sha256 of the pages' JSON
)
copies = _table(
    "copies",
    sa.Column("scan_id", sa.String(32), primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False),  # of the searchable PDF; empty where none is needed or possible
)
IN_RESERVE = "state = 'reserved'"
"""Rows of the register that hold a number in reserve, written out as their index has it: a parameter would not find it."""
CANCELLED, ENDING, TWICE, OF_A_UNIT = (
    "state = 'cancelled'",
    "kind IN ('cancels', 'supersedes')",
    "duplicate_of IS NOT NULL",
    "unit <> ''",
)
"""The same of cancelled numbers, of letters that end others, of second copies, of letters that a unit has."""


def _index(name: str, which: str, *columns: str) -> sa.Index:
    """An index of the few rows that `which` says."""
    return sa.Index(name, *columns, sqlite_where=sa.text(which), postgresql_where=sa.text(which))


letters = _table(
    "letters",
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("scan_id", sa.String(32), nullable=True, index=True),
    sa.Column("place", sa.Integer, nullable=False),  # which letter of the file, from 0
    sa.Column("office", sa.String(60), nullable=False, index=True),
    sa.Column("direction", sa.String(8), nullable=False),  # received, sent
    sa.Column("reference", sa.Text, nullable=False),  # normal form, or empty
    sa.Column("reference_key", sa.Text, nullable=False, index=True),  # folded for comparing
    sa.Column("dated", sa.String(10), nullable=False, index=True),  # ISO, Common Era, or empty
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("urgency", sa.String(20), nullable=False),
    sa.Column("duplicate_of", sa.String(32), nullable=True),
    sa.Column("record", sa.Text, nullable=False),  # the whole letter
    sa.Column("findings", sa.Text, nullable=False),
    sa.Column("created_at", sa.String(40), nullable=False),
    _index("ix_letters_duplicate", TWICE, "id"),
    sa.Index("ix_letters_brief", "id", "urgency", "created_at"),  # for counting: a letter's own row is long
)
drafts = _table(
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
decisions = _table(
    "decisions",
    sa.Column("draft_id", sa.String(32), primary_key=True),
    sa.Column("round", sa.Integer, primary_key=True),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("signer", sa.Text, nullable=False),
    sa.Column("approved_sha256", sa.String(64), nullable=False),
    sa.Column("created_at", sa.String(40), nullable=False),
)
taken_back = _table(  # a final decision that could not be carried out, and why: its draft comes back as a new round
    "taken_back",
    sa.Column("draft_id", sa.String(32), primary_key=True),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
register = _table(
    "register",
    sa.Column("office", sa.String(60), primary_key=True),
    sa.Column("book", sa.String(30), primary_key=True),  # received, sent, circular, order
    sa.Column("year_be", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("state", sa.String(12), nullable=False),  # reserved, issued, received, cancelled
    sa.Column("claim", sa.String(80), nullable=False, unique=True),  # what the number is for: asked twice, given once
    sa.Column("letter_id", sa.String(32), nullable=True, index=True),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("dated", sa.String(10), nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("remark", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Index("ix_register_day", "office", "book", "at", "state", "letter_id"),
    _index("ix_register_reserved", IN_RESERVE, "office"),
    _index("ix_register_cancelled", CANCELLED, "letter_id"),
)
counters = sa.Table(  # a convenience of the register: its loss costs nothing, so it carries no digest
    "counters",
    metadata,
    sa.Column("office", sa.String(60), primary_key=True),
    sa.Column("book", sa.String(30), primary_key=True),
    sa.Column("year_be", sa.Integer, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)
asked = sa.Table(  # open matters with a day, made from the letters: so that lists of days need not read every letter
    "asked",
    metadata,
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("day", sa.String(10), nullable=False, index=True),  # the earliest that is meant, ISO, Common Era
    sa.Column("moves", sa.Integer, nullable=False),  # 1 where the day counts from that of the letter's arrival
)
issued = _table(
    "issued",
    sa.Column("draft_id", sa.String(32), primary_key=True),
    sa.Column("letter_id", sa.String(32), nullable=False, unique=True),  # the issued letter as a letter
    sa.Column("source_id", sa.String(32), nullable=False, index=True),  # the letter it forwards
    sa.Column("office", sa.String(60), nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("dated", sa.String(10), nullable=False),
    sa.Column("docx", sa.String(64), nullable=False),
    sa.Column("pdf", sa.String(64), nullable=True),
    sa.Column("record", sa.String(64), nullable=False),
    sa.Column("recipients", sa.Text, nullable=False),  # JSON list of {office, title}
    sa.Column("at", sa.String(40), nullable=False),
    sa.Index("ix_issued_day", "office", "dated", "letter_id", "reference"),
    sa.Index("ix_issued_at", "office", "at", "source_id"),
)
relations = _table(
    "relations",
    sa.Column("kind", sa.String(20), primary_key=True),  # forwards, cites, replies, cancels, reminds, encloses
    sa.Column("from_id", sa.String(32), primary_key=True, index=True),
    sa.Column("to_id", sa.String(32), primary_key=True, index=True),
)
citations = _table(  # what a letter says of other letters, by number: resolved against the archive whenever asked
    "citations",
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),  # order of mention, from 0
    sa.Column("kind", sa.String(20), nullable=False),  # cites, encloses, cancels, supersedes, reminds
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("reference_key", sa.Text, nullable=False, index=True),
    sa.Column("dated", sa.String(10), nullable=False),  # ISO, Common Era, or empty
    sa.Column("agency", sa.Text, nullable=False),
    _index("ix_citations_ending", ENDING, "reference_key"),
)
receipts = _table(  # what became of an issued letter at each of its recipients
    "receipts",
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),  # which recipient, from 0
    sa.Column("state", sa.String(12), primary_key=True),  # acknowledged, answered
    sa.Column("answer_id", sa.String(32), nullable=True),  # the letter that answers
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
moves = _table(  # the journal of a letter after its number: signed, queued, handed over, sent, sent back
    "moves",
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # which entry of the letter, from 0
    sa.Column("place", sa.Integer, nullable=False),  # which recipient, from 0; -1: the letter itself
    sa.Column("state", sa.String(12), nullable=False),  # circulars.archive.registers.moves
    sa.Column("way", sa.String(16), nullable=False),  # certificate, signed-file, signed-paper, mail, paper, hand, ecms
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("message_id", sa.Text, nullable=False, index=True),
    sa.Column("file", sa.String(64), nullable=False),  # sha256 of what was signed or sent; empty where none is
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
NOT_SENT = "state <> 'sent'"
standing = (
    sa.Table(  # the last move of each recipient, made from the moves: what waits or came back is found among years
        "standing",
        metadata,
        sa.Column("letter_id", sa.String(32), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),  # which entry of the letter's moves it is
        sa.Column("state", sa.String(12), nullable=False),
        _index("ix_standing_open", NOT_SENT, "letter_id", "place"),
    )
)
retention = _table(
    "retention",
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("class", sa.String(20), nullable=False),
    sa.Column("closed_be", sa.Integer, nullable=False),  # the year in which the matter was finished
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
corrections = _table(  # of a register's row: what a person confirmed or put right
    "corrections",
    sa.Column("office", sa.String(60), primary_key=True),
    sa.Column("book", sa.String(30), primary_key=True),
    sa.Column("year_be", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),  # which correction of the row, from 0
    sa.Column("letter_id", sa.String(32), nullable=False, index=True),
    sa.Column("field", sa.String(20), nullable=False),  # a column of the register
    sa.Column("old", sa.Text, nullable=False),
    sa.Column("new", sa.Text, nullable=False),
    sa.Column("old_key", sa.Text, nullable=False),  # folded, so that the misread number is found too
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
outcomes = _table(  # what becomes of a letter at an office: proposed first, then decided
    "outcomes",
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("office", sa.String(60), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),  # which time it was said, from 0
    sa.Column("state", sa.String(12), nullable=False),  # proposed, decided
    sa.Column("step", sa.String(20), nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("due", sa.String(10), nullable=False),  # ISO, Common Era, or empty
    sa.Column("minute", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("because", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
    _index("ix_outcomes_unit", OF_A_UNIT, "unit", "letter_id"),
    sa.Index("ix_outcomes_due", "due", "letter_id"),
    sa.Index("ix_outcomes_said", "letter_id", "office", "place", "unit"),
)
attached = _table(  # copies of a letter of ours as it was signed by hand
    "attached",
    sa.Column("letter_id", sa.String(32), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),  # which copy of the letter, from 0
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.String(40), nullable=False),
)
ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),  # JSON; "rows" tells table, key and digest of each row written
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Index("ix_ledger_kind", "kind", "number"),
)

SEALED = {
    table.name: table
    for table in (
        *(files, scans, pages, letters, drafts, decisions, register, issued, relations),
        *(citations, receipts, moves, retention, copies, corrections, taken_back, outcomes, attached),
    )
}
"""Tables whose every row the ledger vouches for."""
DROPPED = frozenset({"plans"})
"""Tables of earlier releases that are gone: what the ledger says of their rows is history."""
