"""Is this file a letter that we issued? Asked when somebody brings a PDF."""

from __future__ import annotations

import sqlalchemy as sa

from circulars.archive.archive import Archive
from circulars.archive.shelves.rows import IssuedRow, issued_row
from circulars.archive.store.files import sha256_of
from circulars.archive.store.tables import issued


def issued_as(archive: Archive, content: bytes) -> IssuedRow | None:
    """The issued letter whose PDF or docx this is, byte for byte, or None."""
    sha256 = sha256_of(content)
    return _row(archive, sa.or_(issued.c.pdf == sha256, issued.c.docx == sha256))


def issued_under(archive: Archive, reference: str, dated: str) -> IssuedRow | None:
    """The letter issued with this number and date (ISO, Common Era), or None."""
    return _row(archive, sa.and_(issued.c.reference == reference, issued.c.dated == dated))


def begins_as_issued(archive: Archive, row: IssuedRow, content: bytes) -> bool:
    """The file is the issued PDF with something written behind it, as a digital signature is. Raises ArchiveFault."""
    return row.pdf is not None and content.startswith(archive.load_file(row.pdf))


def _row(archive: Archive, wanted: sa.ColumnElement[bool]) -> IssuedRow | None:
    with archive.reading.connect() as connection:
        row = connection.execute(sa.select(issued).where(wanted)).mappings().first()
    return None if row is None else issued_row({str(name): value for name, value in row.items()})
