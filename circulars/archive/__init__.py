"""The memory: files by sha256, registers, ledger, search."""

from circulars.archive.archive import Archive, Scan, StoredLetter
from circulars.archive.issuing import IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient

__all__ = [
    "Archive",
    "IssueRequest",
    "IssuedFiles",
    "IssuedLetter",
    "IssuedNumber",
    "Recipient",
    "Scan",
    "StoredLetter",
]
