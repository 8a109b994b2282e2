"""One page picture → Page: cleaned, upright, lines read by the first witness, the telling ones by the second too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import zxingcpp

from circulars.documents.pages.source.flat_photo import Slant
from circulars.extraction.page.labels import lines_of_fields
from circulars.extraction.page.marks import marked_line
from circulars.letter.page import Box, Code, Page, PageSource, Reading, TextLine
from circulars.thai.text import repair
from ocr.document import PageImage
from ocr.engines.engine import LineEngine
from ocr.hand.places import with_hand
from ocr.hand.reader import hand_digits
from ocr.layer.witness import drawn_over, seen_lines, unlike_picture
from ocr.page.clean import CleanPage, Image, clean, upside_down
from ocr.page.large_type import with_half_size, with_large_type, without_frames
from ocr.page.legibility import has_print, is_negative
from ocr.page.lines import LEAST_OF_A_MARK, Strip, find_strips, marks_balance
from ocr.page.tables.cells import strips_of_tables
from ocr.page.tables.rows import with_tables
from ocr.page.tables.ruled import find_grids

NEGATIVE = "ภาพกลับสี"
VOUCHED = "ข้อความของไฟล์ ยืนยันด้วยกุญแจของผู้ออก ไม่ได้รู้จำจากภาพ"
"""The note of a page of which nothing was recognised."""
READING_DPI = 220  # finer pictures are read at this resolution: more dots gave no better reading, only more time
SURE_LINE = 0.97  # below it a second witness is asked even for plain text
LEGIBLE = 0.80  # below it, and without a witness who reads the same, a line is debris
SURE_ALONE = (
    0.93  # a long line read this surely stays, whatever the second witness makes of it: debris is never that clear
)
SECOND_ALONE = 0.85  # what the second witness reads this surely is text even where the first sees none
_MARK_LEGIBLE = 0.5
_CODE_DPI = 150  # QR codes of letters are read at this resolution in milliseconds
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])
_Found = tuple[zxingcpp.Barcode, int, int, float]
"""A code, and where the picture it was found in stands on the page: left, top in pixels, and its magnification."""
_MOST_PATCHES = 12
_PATCH_MARGIN = 40  # of 620 a page's width
_LARGEST_PATCH = 4_000_000  # pixels
_LONG = 8  # characters
_INK = 128  # gray level of the cleaned page
_LEAST_INK = 1e-4  # share of a page's middle: a few written words are more, dust and faint show-through less
_TELLING = re.compile(r"[0-9๐-๙()]|^\s*(?:ที่|เรียน|ถึง|เรื่อง|อ้างถึง|สิ่งที่ส่ง|ด่วน|ลับ|ส่วนราชการ|วันที่)")


def read_page(image: PageImage, first: LineEngine, second: LineEngine | None) -> tuple[Page, Image]:
    """Read one page; the page and its upright, straightened picture. Raises EngineFailed or EngineMissing."""
    cv2.setNumThreads(1)
    if is_negative(image.picture):
        image = replace(image, picture=255 - image.picture, note=NEGATIVE)
    codes = _codes(image)
    picture, dpi = _at_reading_size(image)
    if image.layer:
        seen = seen_lines(image.layer, picture)
        taken = image.vouched and not drawn_over(seen, image.covers)
        why = "" if taken else unlike_picture(seen, picture, dpi, first, second, image.covers)
        if not why:
            height, width = picture.shape[:2]
            note = VOUCHED if taken else ""
            return Page(
                image.number, with_tables(seen), PageSource.TEXT_LAYER, width, height, codes=codes, note=note
            ), picture
        image = replace(image, note=why)
    return _scanned(image, codes, picture, _Witnesses(first, second, dpi))


def _scanned(image: PageImage, codes: tuple[Code, ...], picture: Image, by: _Witnesses) -> tuple[Page, Image]:
    """The page as its picture shows it."""
    page, strips = _upright(picture, by.dpi)
    ruled = find_grids(page.gray, by.dpi)
    if ruled.grids:
        strips = strips_of_tables(page.gray, by.dpi, ruled)
    lines = with_large_type(by.lines(strips, page.gray), page.gray, by.dpi, by.lines)
    ink_lines: tuple[TextLine, ...] = ()
    if page.ink is not None:
        ink = without_frames(page.ink, by.dpi)
        found = by.coloured(find_strips(ink, by.dpi, LEAST_OF_A_MARK), ink)
        ink_lines = with_half_size(found, ink, by.dpi, by.coloured)
    if not lines:  # a cover with a word or two
        found = by.lines(find_strips(page.gray, by.dpi, LEAST_OF_A_MARK), page.gray)
        lines = with_half_size(found, page.gray, by.dpi, by.lines)
    height, width = page.gray.shape
    read = Page(
        image.number,
        with_tables(lines),
        PageSource.SCAN,
        width,
        height,
        ink_lines,
        codes,
        _note(image, page),
        page.turn,
        round(page.skew, 2),
        illegible=not lines and not ink_lines and has_print(image.picture, image.dpi),
        blank=not (lines or ink_lines or codes) and not _has_ink(page),
        aslant=image.slant is Slant.LEFT,
    )
    return (read if by.second is None else with_hand(read, page.color, hand_digits())), page.color


def _upright(picture: Image, dpi: float) -> tuple[CleanPage, tuple[Strip, ...]]:
    """The page cleaned, and its lines; turned over where more marks stand below the letters than above."""
    page = clean(picture, dpi)
    strips = find_strips(page.gray, dpi)
    above, below = marks_balance(strips)
    if below > 1.5 * above and above + below > 6:
        page = upside_down(page)
        strips = find_strips(page.gray, dpi)
    return page, strips


def _has_ink(page: CleanPage) -> bool:
    """Something is printed, drawn or written in the middle of the page; punch holes and dirty edges are nothing."""
    height, width = page.gray.shape
    dark = page.gray < _INK if page.ink is None else (page.gray < _INK) | (page.ink < _INK)
    middle = dark[round(0.05 * height) : round(0.95 * height), round(0.08 * width) : round(0.92 * width)]
    return float(middle.mean()) > _LEAST_INK


def _at_reading_size(image: PageImage) -> tuple[Image, float]:
    if image.dpi <= READING_DPI * 1.1:
        return image.picture, image.dpi
    factor = READING_DPI / image.dpi
    smaller = cv2.resize(image.picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return smaller.astype("uint8"), READING_DPI


@dataclass(frozen=True, slots=True)
class _Witnesses:
    """Who reads the lines of a page: the first of all of them, the second of those that tell something; dots per inch."""

    first: LineEngine
    second: LineEngine | None
    dpi: float

    def lines(self, strips: Sequence[Strip], picture: Image) -> tuple[TextLine, ...]:
        """The lines cut out of a picture of the page."""
        return self._read(strips, picture, coloured=False)

    def coloured(self, strips: Sequence[Strip], picture: Image) -> tuple[TextLine, ...]:
        """The same of the layer of coloured ink."""
        return self._read(strips, picture, coloured=True)

    def _read(self, strips: Sequence[Strip], picture: Image, *, coloured: bool) -> tuple[TextLine, ...]:
        height, width = picture.shape[:2]
        readings = self.first.read(strips, self.dpi)
        witnesses = self._asked(strips, readings)
        lines = []
        for i, (strip, reading) in enumerate(zip(strips, readings, strict=True)):
            witness = witnesses.get(i)
            faint = reading.confidence < LEGIBLE
            if faint and witness is not None and witness.confidence >= SECOND_ALONE and len(witness.text) >= _LONG:
                reading, witness = witness, reading  # worn print that only the second can read: kept, always in doubt
            elif not _legible(reading, witness):
                if not _in_table(strip) or not reading.text:
                    continue
                faint = True  # a cell that is hard to read is asked, not empty
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
                    cell=strip.cell,
                )
            )
        return tuple(lines)

    def _asked(self, strips: Sequence[Strip], readings: Sequence[Reading]) -> dict[int, Reading]:
        """What the second witness reads, of the lines that it is asked for."""
        if self.second is None:
            return {}
        fields = lines_of_fields([repair(reading.text).strip() for reading in readings])
        asked = [
            i
            for i, reading in enumerate(readings)
            if reading.text
            and (
                i in fields
                or _in_table(strips[i])
                or reading.confidence < SURE_LINE
                or len(reading.text) < 5
                or _TELLING.search(reading.text)
            )
        ]
        if not asked:
            return {}
        return dict(zip(asked, self.second.read([strips[i] for i in asked], self.dpi), strict=True))


def _in_table(strip: Strip) -> bool:
    """A cell of a table, whose words no sentence bears out."""
    return strip.cell is not None or strip.columned


def _legible(reading: Reading, witness: Reading | None) -> bool:
    """A line is text when the first witness is sure, or the second reads mostly the same."""
    if not reading.text:
        return False
    if len(reading.text) >= _LONG and reading.confidence >= SURE_ALONE:
        return True
    if witness is None:
        return reading.confidence >= LEGIBLE
    if marked_line(reading.text) or marked_line(witness.text):
        return reading.confidence >= _MARK_LEGIBLE  # one reader alone sees a mark of secrecy: a person must look
    seen, other = _plain(reading.text), _plain(witness.text)
    same = sum(c in other for c in seen) / max(1, len(seen))
    if len(seen) < 5:
        return seen == other or (reading.confidence > 0.9 and witness.confidence > 0.6)
    return reading.confidence >= LEGIBLE and (witness.confidence > 0.3 or same > 0.5)


def _plain(text: str) -> str:
    return "".join(repair(text).split())


def _codes(image: PageImage) -> tuple[Code, ...]:
    """QR codes and barcodes: QR codes on the page at two sizes, then enlarged where one may stand, then all kinds."""
    gray = image.picture if image.picture.ndim == 2 else cv2.cvtColor(image.picture, cv2.COLOR_RGB2GRAY)
    shrink = min(1.0, _CODE_DPI / image.dpi)
    small = cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else gray
    height, width = gray.shape
    for found in _looks(gray, small, shrink):
        codes = tuple(
            Code(code.text, code.format.name, _code_box(code, left, top, factor, width, height))
            for code, left, top, factor in found
            if code.valid and code.text
        )
        if codes:
            return codes
    return ()


def _looks(gray: Image, small: Image, shrink: float) -> Iterator[list[_Found]]:
    """What each way of looking finds, the cheap ones first."""
    yield [(code, 0, 0, shrink) for code in zxingcpp.read_barcodes(small, formats=_QR)]
    yield [(code, 0, 0, 1.0) for code in zxingcpp.read_barcodes(gray, formats=_QR)]
    yield _enlarged(gray)
    yield [(code, 0, 0, shrink) for code in zxingcpp.read_barcodes(small)]


def _enlarged(gray: Image) -> list[_Found]:
    """QR codes in the patches that may hold one, at two and three times the size, with where the patch stands."""
    for factor in (2, 3):
        found: list[_Found] = []
        for left, top, right, bottom in _dense_patches(gray):
            patch = cv2.resize(gray[top:bottom, left:right], None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
            found += [(code, left, top, float(factor)) for code in zxingcpp.read_barcodes(patch, formats=_QR)]
        if found:
            return found
    return []


def _dense_patches(gray: Image) -> list[tuple[int, int, int, int]]:
    """Square patches dense with black and white changes, with some paper around: (left, top, right, bottom) pixels."""
    height, width = gray.shape
    small = cv2.resize(gray, (620, 877), interpolation=cv2.INTER_AREA)
    edges = cv2.absdiff(small, cv2.medianBlur(small, 5))
    dense = cv2.boxFilter((edges > 40).astype("float32"), -1, (45, 45))
    _, _, stats, _ = cv2.connectedComponentsWithStats((dense > 0.28).astype("uint8"))
    patches = []
    for x, y, w, h, _area in stats[1 : 1 + _MOST_PATCHES].tolist():
        left, right = (x - _PATCH_MARGIN) * width / 620, (x + w + _PATCH_MARGIN) * width / 620
        top, bottom = (y - _PATCH_MARGIN) * height / 877, (y + h + _PATCH_MARGIN) * height / 877
        patches.append((max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom))))
    return [patch for patch in patches if (patch[2] - patch[0]) * (patch[3] - patch[1]) < _LARGEST_PATCH]


def _code_box(code: zxingcpp.Barcode, left: int, top: int, factor: float, width: int, height: int) -> Box:
    corners = (code.position.top_left, code.position.top_right, code.position.bottom_left, code.position.bottom_right)
    xs, ys = [left + p.x / factor for p in corners], [top + p.y / factor for p in corners]
    return Box(min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height)


def _note(image: PageImage, page: CleanPage) -> str:
    notes = []
    if image.slant is not Slant.NONE:
        notes.append("ภาพถ่ายเอียง" if image.slant is Slant.LEFT else "ภาพถ่าย ดัดหน้าให้ตรงแล้ว")
    if page.turn:
        notes.append(f"หมุนภาพ {page.turn} องศา")
    if image.note:
        notes.append(image.note if image.note == NEGATIVE else f"ไม่ใช้ชั้นข้อความของ PDF: {image.note}")
    return " · ".join(notes)
