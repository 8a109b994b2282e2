"""The memory: files by sha256, registers, ledger, search."""

from circulars.archive.archive import Archive
from circulars.archive.filing import StoredLetter
from circulars.archive.issuing import IssuedFiles, IssuedLetter, IssuedNumber, IssueRequest, Recipient
from circulars.archive.scans import Scan

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
