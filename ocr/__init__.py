"""From a file to pages: images, cleaning, recognisers, searchable copies.

>>> "thai" in ENGINES
True
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from circulars.letter.page import Page
from ocr.limits import Limits

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
    from ocr.child import read_in_child

    return read_in_child(path, engine, limits or Limits(), progress, pictures)
