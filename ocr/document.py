"""A file as pages: pictures to read, or a text layer proved sound. Kinds are told by content, never by name.

Runs inside the child process of `ocr.shelter.child`, so that a hostile file can hurt nobody.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from circulars.documents.pages.source.flat_photo import Slant, flat_photo
from circulars.documents.pages.source.source_pages import (
    SourceKind,
    draw_page,
    kind_of_file,
    open_pdf,
    picture_pages,
    usable_dpi,
)
from circulars.errors import UnreadableFile
from circulars.letter.page import Box, Page, PageSource, TextLine, text_page
from ocr.layer.cells import cells_of_page
from ocr.layer.lines import CellOf
from ocr.layer.text_layer import LEAST_CHARACTERS, NO_TEXT, read_layer
from ocr.shelter.limits import Limits, refused

RENDER_DPI = 300


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page to be read: number from 1, RGB or gray uint8 picture, dots per inch, why its own text was not used, its slant.

    ``layer``: the lines of its own text, where they may be believed if the picture shows the same; ``covers``: where
    something was drawn over them; ``vouched``: they are what the page shows, but where something was drawn over them.
    """

    number: int
    picture: NDArray[np.uint8]
    dpi: float
    note: str = ""
    layer: tuple[TextLine, ...] = ()
    covers: tuple[Box, ...] = ()
    slant: Slant = Slant.NONE
    vouched: bool = False


class Budget:
    """The processor time that one reading of a file may take; the clock on the wall tells only how busy the machine is.

    The first page of a reading is always read, so that a file is finished after as many readings as it has pages.
    """

    def __init__(self, seconds: float, only: frozenset[int]) -> None:
        self._end = _processor_seconds() + seconds
        self._only = only
        self._begun = False

    def skips(self, number: int) -> bool:
        """The page with this number is not asked for, or the time is over."""
        if self._only and number not in self._only:
            return True
        if self._begun and _processor_seconds() > self._end:
            return True
        self._begun = True
        return False


def _processor_seconds() -> float:
    """Processor time of this process and of the recognisers that it started."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def open_document(path: Path, limits: Limits) -> Iterator[PageImage | Page]:
    """The pages of a file in order; those not asked for, and those left when the time for reading is over, come unread.

    Raises UnreadableFile (encrypted, unreadable, empty, too-large, …).
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise refused("unreadable", str(error)) from error
    if size == 0:
        raise refused("empty")
    if size > limits.file_bytes:
        raise refused("too-large", f"{size} bytes")
    budget = Budget(limits.reading_seconds, frozenset(limits.only))
    kind = kind_of_file(path)
    if kind is SourceKind.PDF:
        yield from _pdf(path, limits, budget)
    elif kind is SourceKind.PICTURE:
        yield from _pictures(path, limits, budget)
    elif path.suffix.lower() in (".txt", ".text"):
        yield from _text(path.read_bytes())
    else:
        raise refused("unsupported", repr(head))


def _text(content: bytes) -> Iterator[Page]:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise refused("unreadable", "neither UTF-8 nor CP874")
    if "\x00" in text:
        raise refused("unsupported", "NUL bytes in a text file")
    for number, page in enumerate(text.split("\f"), 1):
        yield text_page(page, number)


def _unread(number: int) -> Page:
    return Page(number, (), PageSource.SCAN, note="ไม่ได้อ่าน เกินเวลาของไฟล์นี้", unread=True)


def _pictures(path: Path, limits: Limits, budget: Budget) -> Iterator[PageImage | Page]:
    try:
        for page in picture_pages(path, most_pixels=limits.pixels, most_pages=limits.pages):
            if budget.skips(page.number):
                yield _unread(page.number)
            else:
                yield PageImage(page.number, np.asarray(page.picture, np.uint8), page.dpi, slant=page.slant)
    except UnreadableFile as error:
        raise refused(error.code, error.cause or "") from error


def _pdf(path: Path, limits: Limits, budget: Budget) -> Iterator[PageImage | Page]:
    try:
        document = open_pdf(path.read_bytes())
    except pdfium.PdfiumError as error:
        code = "encrypted" if "password" in str(error).lower() else "unreadable"
        raise refused(code, str(error)) from error
    count = len(document)
    if count == 0:
        raise refused("empty", "no pages")
    if count > limits.pages:
        raise refused("too-many-pages", f"{count} pages")
    for index in range(count):
        if budget.skips(index + 1):
            yield _unread(index + 1)
            continue
        try:
            page = document[index]
            yield _pdf_page(page, index + 1, limits)
            page.close()
        except pdfium.PdfiumError as error:
            raise refused("unreadable", f"page {index + 1}: {error}") from error


def _pdf_page(page: pdfium.PdfPage, number: int, limits: Limits) -> PageImage:
    width, height = page.get_size()
    if not (1 < width < 20_000 and 1 < height < 20_000):
        raise refused("too-large", f"page of {width} x {height} points")
    drawn = draw_page(page, dpi=RENDER_DPI, most_pixels=limits.pixels)
    vouched = number in limits.vouched

    def cells() -> CellOf:
        return cells_of_page(np.asarray(drawn.convert("L"), np.uint8), width, height)

    layer = read_layer(page, cells, least=1 if vouched else LEAST_CHARACTERS)
    picture = np.ascontiguousarray(np.asarray(drawn), np.uint8)
    note = "" if layer.why in ("", NO_TEXT) else layer.why
    lines = () if layer.why else layer.lines
    aslant = layer.why == NO_TEXT and flat_photo(drawn).slant is not Slant.NONE
    slant = Slant.LEFT if aslant else Slant.NONE  # the page of a PDF is read as every viewer shows it
    return PageImage(number, picture, usable_dpi(*drawn.size), note, lines, layer.covers, slant, vouched)
