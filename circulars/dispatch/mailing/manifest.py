"""The manifest that goes with a letter: what of it this office's program vouches for (`circulars.documents.signing.manifest`).

Vouched for as ours is the PDF that the program drew, and a copy of it that was signed here or whose signatures were proved
when it was brought. What a person said to be the signed copy goes as a picture does: its bytes are what was sent.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from circulars.archive import Archive
from circulars.archive.export.outbox import file_stem
from circulars.archive.registers.move import Way
from circulars.archive.store.files import sha256_of
from circulars.dispatch.gate import Leaving
from circulars.documents.signing.manifest.written import ENDING, Leaves, ListedFile, Manifest, listed, write_manifest
from circulars.documents.signing.qr.keys import OWN, own_key

_PROVED = (Way.CERTIFICATE, Way.SIGNED_FILE)


def vouching_key(home: Path) -> Ed25519PrivateKey | None:
    """The key of this office's program; None where it has none, and its letters go without. Raises SettingsWrong."""
    secrets = home / "secrets"
    return own_key(secrets) if (secrets / OWN).exists() else None


def letter_manifest(archive: Archive, letter: Leaving, key: Ed25519PrivateKey) -> tuple[str, bytes]:
    """Name and content of the manifest of a letter as it leaves now. Raises ArchiveFault, ValueError for one not issued here."""
    row = archive.issued_as(letter.letter_id)
    if row is None or row.pdf is None:
        raise ValueError(f"{letter.letter_id} has no PDF")
    facts = archive.load_file(row.record)
    files = tuple(_listed(archive, letter.letter_id, row.pdf, sha256) for _, sha256 in letter.files)
    made = Manifest(
        row.office, letter.reference, dt.date.fromisoformat(letter.dated), sha256_of(facts), _own_pages(facts), files
    )
    return f"{file_stem(letter.reference, letter.subject)}{ENDING}", write_manifest(made, key)


def _listed(archive: Archive, letter_id: str, pdf: str, sha256: str) -> ListedFile:
    content = archive.load_file(sha256)
    if sha256 == pdf:
        return listed(content, Leaves.ISSUED)
    signed = archive.signed_copy(letter_id)
    proved = signed is not None and signed.file == sha256 and signed.way in _PROVED
    digital = proved and content.startswith(archive.load_file(pdf))
    return listed(content, Leaves.SIGNED if digital else Leaves.SCAN)


def _own_pages(facts: bytes) -> int:
    """How many pages of the PDF are the letter's own; 0 of a letter that was issued before that was kept."""
    told = json.loads(facts)
    pages = told.get("pages") if isinstance(told, dict) else None
    return pages if isinstance(pages, int) and pages > 0 else 0
