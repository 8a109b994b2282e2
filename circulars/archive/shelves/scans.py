"""Files taken in, and what was recognised on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from circulars.archive.store.shelf import Shelf, new_id, seal_file, unknown
from circulars.archive.store.tables import copies, ledger, pages, scans
from circulars.letter.page import Page
from circulars.letter.record import dump_pages, load_pages


@dataclass(frozen=True, slots=True)
class Scan:
    """A file taken in: its id, content hash and name; `known_before` when the same content had come earlier."""

    id: str
    sha256: str
    name: str
    known_before: bool


class ScanShelf(Shelf):
    """Files byte for byte by sha256, scans, pages, searchable copies."""

    def save_file(self, content: bytes, kind: str) -> str:
        """Keep a content; its sha256."""
        sha256 = self.store.put(content)
        with self.writing() as event:
            if seal_file(event, sha256, kind, len(content)):
                event.close("file-kept", sha256, {"kind": kind})
        return sha256

    def load_file(self, sha256: str) -> bytes:
        """A kept content. Raises ArchiveFault (missing, altered)."""
        return self.store.get(sha256)

    def save_original(self, source: Path | bytes, name: str) -> Scan:
        """Take a file in byte for byte; the same content a second time is the same scan."""
        content = source if isinstance(source, bytes) else source.read_bytes()
        sha256 = self.store.put(content)
        with self.writing() as event:
            known = event.connection.execute(sa.select(scans).where(scans.c.sha256 == sha256)).mappings().first()
            if known is not None:
                return Scan(str(known["id"]), sha256, str(known["name"]), known_before=True)
            scan_id = new_id()
            seal_file(event, sha256, "original", len(content))
            event.insert(scans, {"id": scan_id, "sha256": sha256, "name": name, "received_at": event.at})
            event.close("file-received", scan_id, {"name": name, "sha256": sha256})
        return Scan(scan_id, sha256, name, known_before=False)

    def find_scan(self, sha256: str) -> Scan | None:
        """The scan with this content, if it was taken in."""
        row = self.one(sa.select(scans).where(scans.c.sha256 == sha256))
        return Scan(str(row["id"]), sha256, str(row["name"]), known_before=True) if row else None

    def load_scan(self, scan_id: str) -> Scan:
        """A scan by its id. Raises ArchiveFault."""
        row = self.one(sa.select(scans).where(scans.c.id == scan_id))
        if row is None:
            raise unknown("ไฟล์สแกน", scan_id)
        return Scan(scan_id, str(row["sha256"]), str(row["name"]), known_before=True)

    def save_source(self, scan_id: str, content: bytes) -> None:
        """Keep the file that a scan was made from, as the Word file of a PDF; asked again it is the same."""
        if self.source_of(scan_id) is None:
            sha256 = self.save_file(content, "source")
            with self.writing() as event:
                event.close("made-from", scan_id, {"file": sha256})

    def source_of(self, scan_id: str) -> bytes | None:
        """The file that a scan was made from; None where it came as it is."""
        where = (ledger.c.kind == "made-from", ledger.c.subject == scan_id)
        row = self.one(sa.select(ledger.c.detail).where(*where).order_by(ledger.c.number).limit(1))
        return None if row is None else self.store.get(str(json.loads(str(row["detail"]))["file"]))

    def load_original(self, scan_id: str) -> bytes:
        """The bytes of a scan's original."""
        return self.store.get(self.load_scan(scan_id).sha256)

    def save_pages(self, scan_id: str, read: Sequence[Page]) -> tuple[Page, ...]:
        """Keep what was recognised; a second time returns the first reading, unless that had left pages unread."""
        known = self.load_pages(scan_id)
        if known is not None:
            return self._read_further(scan_id, known, read)
        content = dump_pages(read)
        sha256 = self.store.put(content)
        with self.writing() as event:
            if event.connection.execute(sa.select(pages.c.scan_id).where(pages.c.scan_id == scan_id)).first() is None:
                seal_file(event, sha256, "pages", len(content))
                event.insert(pages, {"scan_id": scan_id, "record": sha256})
                event.close("pages-read", scan_id, {"pages": len(read)})
        return tuple(read)

    def _read_further(self, scan_id: str, known: tuple[Page, ...], read: Sequence[Page]) -> tuple[Page, ...]:
        """Pages that were left unread, from a later reading; what was read before stays as it was."""
        fresh = {page.number: page for page in read if not page.unread}
        whole = tuple(fresh.get(page.number, page) if page.unread else page for page in known)
        if whole == known:
            return known
        content = dump_pages(whole)
        sha256 = self.store.put(content)
        with self.writing() as event:
            seal_file(event, sha256, "pages", len(content))
            row = event.connection.execute(sa.select(pages).where(pages.c.scan_id == scan_id)).mappings().one()
            event.update(pages, dict(row), {"record": sha256})
            event.close("pages-read", scan_id, {"pages": len(whole)})
        return whole

    def load_pages(self, scan_id: str) -> tuple[Page, ...] | None:
        """What was recognised on a scan, or None when it was not read yet."""
        row = self.one(sa.select(pages).where(pages.c.scan_id == scan_id))
        return None if row is None else load_pages(self.store.get(str(row["record"])))

    def scans_without_copy(self, limit: int) -> tuple[str, ...]:
        """Ids of scans that were read and have no searchable copy yet, the oldest first."""
        wanted = (
            sa.select(scans.c.id)
            .join(pages, pages.c.scan_id == scans.c.id)
            .outerjoin(copies, copies.c.scan_id == scans.c.id)
            .where(copies.c.scan_id.is_(None))
            .order_by(scans.c.received_at, scans.c.id)
            .limit(limit)
        )
        return tuple(str(row["id"]) for row in self.all(wanted))

    def save_copy(self, scan_id: str, content: bytes | None, reason: str = "") -> None:
        """File a scan's searchable PDF; None with the reason where none is needed or can be made. The first one stays."""
        sha256 = self.store.put(content) if content is not None else ""
        with self.writing() as event:
            if event.connection.execute(sa.select(copies.c.scan_id).where(copies.c.scan_id == scan_id)).first() is None:
                if content is not None:
                    seal_file(event, sha256, "copy", len(content))
                event.insert(copies, {"scan_id": scan_id, "sha256": sha256})
                event.close("copy-filed" if content is not None else "no-copy", scan_id, {"reason": reason})

    def load_copy(self, scan_id: str) -> bytes | None:
        """A scan's searchable PDF, or None where none was filed."""
        row = self.one(sa.select(copies).where(copies.c.scan_id == scan_id))
        return self.store.get(str(row["sha256"])) if row is not None and row["sha256"] else None
