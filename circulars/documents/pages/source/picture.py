"""A page of a stranger's file as a picture to be looked at, upright. Only for a process with limits (`ocr.shelter.children`)."""

from __future__ import annotations

import io

from circulars.documents.pages.source.source_pages import SourcePage, source_pictures

_DPI = 200
_MOST_PIXELS = 40_000_000
_FAST = 1  # zlib's level: a page is looked at once, and half a second is longer than a pipe is narrow


def page_picture(content: bytes, page: int, *, width: int, turn: int = 0, most_pixels: int = _MOST_PIXELS) -> bytes:
    """One page of a PDF or picture as PNG, upright, at most `width` pixels wide. Raises UnreadableFile."""
    (found,) = source_pictures(content, (page,), dpi=_DPI, most_pixels=most_pixels)
    picture = turned(found, turn).picture
    picture.thumbnail((width, width * 4))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG", compress_level=_FAST)
    return out.getvalue()


def turned(page: SourcePage, degrees: int) -> SourcePage:
    """The page turned counter-clockwise, its paper with it."""
    if degrees % 360 == 0:
        return page
    return SourcePage(page.number, page.picture.rotate(degrees, expand=True), page.dpi)
