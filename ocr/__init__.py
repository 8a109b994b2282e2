"""From a file to pages: images, cleaning, recognisers, searchable copies.

>>> "thai" in ENGINES
True
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from circulars.letter.page import Page
from ocr.shelter.limits import Limits

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
"""onnxruntime reports its use to its maker, with a number of the machine, from whoever imports it without this."""

ENGINES = ("thai", "thai-lines", "tesseract-thai", "tha")


def read_pages(
    path: Path,
    *,
    engine: str = "thai",
    limits: Limits | None = None,
    progress: Callable[[int], None] | None = None,
    pictures: Path | None = None,
) -> tuple[Page, ...]:
    """Read every page of a scan, PDF, picture or .txt file, in a child process within limits.

    `progress` is called with the number of pages read so far; `pictures` is a folder that gets the upright page pictures
    (``page-001.jpg``), to which the boxes of the lines belong. Raises UnreadableFile (encrypted, unreadable, empty,
    too-large, too-many-pages, unsupported, too-slow), EngineMissing or EngineFailed.
    """
    from ocr.shelter.reading import read_in_child

    return read_in_child(path, engine, limits or Limits(), progress, pictures)


def read_all_pages(
    path: Path,
    *,
    engine: str = "thai",
    known: tuple[Page, ...] = (),
    limits: Limits | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[Page, ...]:
    """Read a file to its last page, in as many readings as its time for one reading asks for.

    ``known`` are its pages as far as they were read before. Raises what `read_pages` raises.
    """
    bounds = limits or Limits()
    pages = {page.number: page for page in known}
    tell = None if progress is None else _rising(progress)
    while not pages or (left := tuple(page.number for page in pages.values() if page.unread)):
        only = left if pages else ()
        read = read_pages(path, engine=engine, limits=replace(bounds, only=only), progress=tell)
        fresh = [page for page in read if not page.unread]
        pages |= {page.number: page for page in (fresh if pages else read)}
        if not fresh:
            break
    return tuple(pages[number] for number in sorted(pages))


def _rising(progress: Callable[[int], None]) -> Callable[[int], None]:
    """The same, never told less than before: a later reading passes over the pages that are known."""
    most = 0

    def tell(pages: int) -> None:
        nonlocal most
        most = max(most, pages)
        progress(most)

    return tell
