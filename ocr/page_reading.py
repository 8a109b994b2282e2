"""One page picture → Page: cleaned, upright, lines read by the first witness, the telling ones by the second too."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import zxingcpp

from circulars.letter.page import Box, Code, Page, PageSource, Reading, TextLine
from circulars.thai.text import repair
from ocr.clean import CleanPage, Image, clean, upside_down
from ocr.document import PageImage
from ocr.engine import LineEngine
from ocr.lines import Strip, find_strips, marks_balance

READING_DPI = 220  # finer pictures are read at this resolution: more dots gave no better reading, only more time
SURE_LINE = 0.97  # below it a second witness is asked even for plain text
LEGIBLE = 0.80  # below it, and without a witness who reads the same, a line is debris
SURE_ALONE = (
    0.93  # a long line read this surely stays, whatever the second witness makes of it: debris is never that clear
)
SECOND_ALONE = 0.85  # what the second witness reads this surely is text even where the first sees none
_LONG = 8  # characters
_TELLING = re.compile(r"[0-9๐-๙()]|^\s*(?:ที่|เรียน|ถึง|เรื่อง|อ้างถึง|สิ่งที่ส่ง|ด่วน|ลับ|ส่วนราชการ|วันที่)")


def read_page(image: PageImage, first: LineEngine, second: LineEngine | None) -> tuple[Page, Image]:
    """Read one page; the page and its upright, straightened picture. Raises EngineFailed or EngineMissing."""
    cv2.setNumThreads(1)
    codes = _codes(image.picture)
    picture, dpi = _at_reading_size(image)
    page = clean(picture, dpi)
    strips = find_strips(page.gray, dpi)
    above, below = marks_balance(strips)
    if below > 1.5 * above and above + below > 6:
        page = upside_down(page)
        strips = find_strips(page.gray, dpi)
    height, width = page.gray.shape
    lines = _read(strips, first, second, dpi, width, height, coloured=False)
    ink_lines: tuple[TextLine, ...] = ()
    if page.ink is not None:
        ink_lines = _read(find_strips(page.ink, dpi), first, second, dpi, width, height, coloured=True)
    read = Page(
        image.number,
        lines,
        PageSource.SCAN,
        width,
        height,
        ink_lines,
        codes,
        _note(image, page),
        page.turn,
        round(page.skew, 2),
    )
    return read, page.color


def _at_reading_size(image: PageImage) -> tuple[Image, float]:
    if image.dpi <= READING_DPI * 1.1:
        return image.picture, image.dpi
    factor = READING_DPI / image.dpi
    smaller = cv2.resize(image.picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return smaller.astype("uint8"), READING_DPI


def _read(
    strips: Sequence[Strip],
    first: LineEngine,
    second: LineEngine | None,
    dpi: float,
    width: int,
    height: int,
    *,
    coloured: bool,
) -> tuple[TextLine, ...]:
    readings = first.read(strips, dpi)
    asked = [
        i
        for i, reading in enumerate(readings)
        if second is not None
        and reading.text
        and (reading.confidence < SURE_LINE or len(reading.text) < 5 or _TELLING.search(reading.text))
    ]
    witnesses: dict[int, Reading] = {}
    if second is not None and asked:
        witnesses = dict(zip(asked, second.read([strips[i] for i in asked], dpi), strict=True))
    lines = []
    for i, (strip, reading) in enumerate(zip(strips, readings, strict=True)):
        witness = witnesses.get(i)
        faint = reading.confidence < LEGIBLE
        if faint and witness is not None and witness.confidence >= SECOND_ALONE and len(witness.text) >= _LONG:
            reading, witness = witness, reading  # worn print that only the second can read: kept, and always in doubt
        elif not _legible(reading, witness):
            continue
        box = Box(strip.left / width, strip.top / height, strip.right / width, strip.bottom / height)
        lines.append(
            TextLine(
                reading.text,
                box,
                reading.confidence,
                reading.engine,
                reading.characters,
                witness,
                coloured_ink=coloured,
                handwritten=faint,
            )
        )
    return tuple(lines)


def _legible(reading: Reading, witness: Reading | None) -> bool:
    """A line is text when the first witness is sure, or the second reads mostly the same."""
    if not reading.text:
        return False
    if len(reading.text) >= _LONG and reading.confidence >= SURE_ALONE:
        return True
    if witness is None:
        return reading.confidence >= LEGIBLE
    seen, other = _plain(reading.text), _plain(witness.text)
    same = sum(c in other for c in seen) / max(1, len(seen))
    if len(seen) < 5:
        return seen == other or (reading.confidence > 0.9 and witness.confidence > 0.6)
    return reading.confidence >= LEGIBLE and (witness.confidence > 0.3 or same > 0.5)


def _plain(text: str) -> str:
    return "".join(repair(text).split())


def _codes(picture: Image) -> tuple[Code, ...]:
    """QR codes and barcodes, tried at 1, 2 and 3 times the size until some are found."""
    height, width = picture.shape[:2]
    for factor in (1, 2, 3):
        if factor > 1 and height * width * factor * factor > 60_000_000:
            break
        tried = (
            picture if factor == 1 else cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        )
        found = [code for code in zxingcpp.read_barcodes(tried) if code.valid and code.text]
        if found:
            return tuple(
                Code(code.text, code.format.name, _code_box(code, width * factor, height * factor)) for code in found
            )
        if not _may_hold_code(picture):
            break
    return ()


def _may_hold_code(picture: Image) -> bool:
    """Cheap sign of a QR code: a square patch dense with black and white changes."""
    gray = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(gray, (620, 877), interpolation=cv2.INTER_AREA)
    edges = cv2.absdiff(small, cv2.medianBlur(small, 5))
    dense = cv2.boxFilter((edges > 40).astype("float32"), -1, (45, 45))
    return bool(dense.max() > 0.28)


def _code_box(code: zxingcpp.Barcode, width: int, height: int) -> Box:
    corners = (code.position.top_left, code.position.top_right, code.position.bottom_left, code.position.bottom_right)
    xs, ys = [p.x for p in corners], [p.y for p in corners]
    return Box(min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height)


def _note(image: PageImage, page: CleanPage) -> str:
    notes = []
    if page.turn:
        notes.append(f"หมุนภาพ {page.turn} องศา")
    if image.note and image.note != "picture of a page":
        notes.append(f"ไม่ใช้ชั้นข้อความของ PDF: {image.note}")
    return " · ".join(notes)
