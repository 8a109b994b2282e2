"""Searchable copies of scans, filed in the archive after the letters went on: nobody waits for them."""

from __future__ import annotations

import time
from contextlib import closing

from circulars.archive import Archive
from circulars.errors import UnreadableFile
from circulars.letter.page import PageSource
from flows.settings import Settings
from ocr.shelter.copying import searchable_copy

_AT_ONCE = 50


def file_copies(settings: Settings, seconds: float = 60.0) -> int:
    """Make and file the copies that are missing, the oldest scans first, for about so many seconds; how many were filed.

    A file that came with its text, or of which no copy can be made, is marked so and not tried again. A fault of the
    machine is raised (CircularsError): the copy is made at the next turn.
    """
    end = time.monotonic() + seconds
    filed = 0
    with closing(Archive.open(settings.database_url, settings.files_url)) as archive:
        for scan_id in archive.scans_without_copy(_AT_ONCE):
            if time.monotonic() > end:
                break
            pages = archive.load_pages(scan_id) or ()
            if not any(page.source is PageSource.SCAN for page in pages):
                archive.save_copy(scan_id, None, "has its text")
                continue
            try:
                made = searchable_copy(archive.load_original(scan_id), archive.load_scan(scan_id).name, pages)
            except UnreadableFile as error:
                archive.save_copy(scan_id, None, error.code)
                continue
            archive.save_copy(scan_id, made)
            filed += 1
    return filed
