"""Pictures of pages for the desk: scans drawn by a sheltered child, drafts from their PDF, kept while the office runs.

The folder is the office's own scratch folder, emptied at each start; a picture that is not there is drawn again.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from circulars.archive import Archive
from circulars.documents.pages.pdf import page_count, page_preview
from circulars.errors import ArchiveFault
from circulars.letter.page import Box, Page, PageSource
from ocr.shelter.sheltered import page_png

SCAN_WIDTH = 1400
DRAFT_DPI = 140
MOST_PAGES = 40
_MOST_KEPT, _DROPPED = 3000, 500
_QUALITY = 72
_AT_ONCE = 2
"""Children that draw at the same time: each may need hundreds of megabytes."""


class Pictures:
    """The pictures of one office's desk."""

    def __init__(self, folder: Path, archive: Archive) -> None:
        """Nothing is drawn yet."""
        self._folder, self._archive = folder, archive
        self._drawing = threading.Semaphore(_AT_ONCE)

    def scan_page(self, scan_id: str, number: int) -> bytes:
        """A page of a received file as JPEG, upright as it was read. Raises ArchiveFault, UnreadableFile."""
        page = self._page(scan_id, number)
        name = f"scan|{scan_id}|{number}|{page.turn}|{SCAN_WIDTH}"

        def draw() -> bytes:
            original = self._archive.load_original(scan_id)
            return _jpeg(Image.open(io.BytesIO(page_png(original, number, SCAN_WIDTH, page.turn))))

        return self._kept(name, draw)

    def crop(self, scan_id: str, number: int, box: Box) -> bytes:
        """The place where something was seen, with some paper round it, as JPEG."""
        picture = Image.open(io.BytesIO(self.scan_page(scan_id, number)))
        width, height = picture.size
        around = (
            max(0, round((box.left - 0.012) * width)),
            max(0, round((box.top - 0.006) * height)),
            min(width, round((box.right + 0.012) * width) + 1),
            min(height, round((box.bottom + 0.006) * height) + 1),
        )
        return _jpeg(picture.crop(around))

    def printed_pages(self, pdf_sha256: str) -> int:
        """How many pages a draft, or a letter that was issued, has to show."""
        return min(page_count(self._archive.load_file(pdf_sha256)), MOST_PAGES)

    def printed_page(self, pdf_sha256: str, number: int) -> bytes:
        """A page (from 1) of a draft, or of a letter that was issued, as PNG. Raises ArchiveFault for a page that is not there."""

        def draw() -> bytes:
            page = page_preview(self._archive.load_file(pdf_sha256), number, DRAFT_DPI)
            if page is None:
                raise ArchiveFault("ไม่มีหน้านี้ กรุณาเปิดหน้านี้ใหม่", code="unknown")
            return page

        return self._kept(f"printed|{pdf_sha256}|{number}|{DRAFT_DPI}", draw)

    def _page(self, scan_id: str, number: int) -> Page:
        pages = self._archive.load_pages(scan_id) or ()
        page = next((one for one in pages if one.number == number), None)
        if page is None or page.source is PageSource.TEXT:
            raise ArchiveFault("ไฟล์นี้ไม่มีภาพของหน้านี้", code="unknown")
        return page

    def _kept(self, name: str, draw: Callable[[], bytes]) -> bytes:
        file = self._folder / hashlib.sha256(name.encode()).hexdigest()
        try:
            return file.read_bytes()
        except OSError:
            pass  # not drawn yet, or the folder was emptied
        with self._drawing:
            made = draw()
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            scratch = file.with_suffix(f".{threading.get_ident()}")
            scratch.write_bytes(made)
            scratch.replace(file)
            self._make_room()
        except OSError:
            pass  # a full disk: drawn again next time
        return made

    def _make_room(self) -> None:
        kept = list(self._folder.iterdir())
        if len(kept) > _MOST_KEPT:
            for one in sorted(kept, key=lambda file: file.stat().st_mtime)[:_DROPPED]:
                one.unlink(missing_ok=True)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
