"""The memory: files by sha256, registers, ledger, search."""

from circulars.archive.archive import Archive
from circulars.archive.registers.rows import RegisterRow
from circulars.archive.shelves.filing import StoredLetter
from circulars.archive.shelves.issuing import IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient
from circulars.archive.shelves.rows import IssuedRow, LetterRow, StoredDraft
from circulars.archive.shelves.scans import Scan

__all__ = [
    "Archive",
    "IssueRequest",
    "IssuedFiles",
    "IssuedLetter",
    "IssuedNumber",
    "IssuedRow",
    "LetterRow",
    "Recipient",
    "RegisterRow",
    "Scan",
    "StoredDraft",
    "StoredLetter",
]
