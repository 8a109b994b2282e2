"""One page picture → Page: cleaned, upright, lines read by the first witness, the telling ones by the second too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2

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
from ocr.page.beside.codes import codes_of
from ocr.page.beside.legibility import has_print, is_negative
from ocr.page.beside.stamps import StampReaders, read_stamps
from ocr.page.clean import CleanPage, Image, clean, upside_down
from ocr.page.large_type import with_half_size, with_large_type, without_frames
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
_LONG = 8  # characters
_INK = 128  # gray level of the cleaned page
_LEAST_INK = 1e-4  # share of a page's middle: a few written words are more, dust and faint show-through less
_TELLING = re.compile(r"[0-9๐-๙()]|^\s*(?:ที่|เรียน|ถึง|เรื่อง|อ้างถึง|สิ่งที่ส่ง|ด่วน|ลับ|ส่วนราชการ|วันที่)")


def read_page(image: PageImage, first: LineEngine, second: LineEngine | None) -> tuple[Page, Image]:
    """Read one page; the page and its upright, straightened picture. Raises EngineFailed or EngineMissing."""
    cv2.setNumThreads(1)
    if is_negative(image.picture):
        image = replace(image, picture=255 - image.picture, note=NEGATIVE)
    codes = codes_of(image)
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
    lost = _lost(strips, lines, page.gray)
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
        lost=lost,
    )
    if by.second is None:
        return read, page.color
    hand = hand_digits()
    stamps = read_stamps(page, StampReaders(by.first, by.second, hand))
    return with_hand(replace(read, stamps=stamps), page.color, hand), page.color


def _upright(picture: Image, dpi: float) -> tuple[CleanPage, tuple[Strip, ...]]:
    """The page cleaned, and its lines; turned over where more marks stand below the letters than above."""
    page = clean(picture, dpi)
    strips = find_strips(page.gray, dpi)
    above, below = marks_balance(strips)
    if below > 1.5 * above and above + below > 6:
        page = upside_down(page)
        strips = find_strips(page.gray, dpi)
    return page, strips


def _lost(strips: Sequence[Strip], lines: Sequence[TextLine], picture: Image) -> tuple[Box, ...]:
    """Where a strip of many parts stands of which no line was made."""
    height, width = picture.shape[:2]
    kept = [line.box for line in lines if line.box is not None]
    boxes = (_box(strip, width, height) for strip in strips if strip.parts >= _LONG)
    return tuple(box for box in boxes if not any(_holds(line, box.middle) for line in kept))


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom


def _box(strip: Strip, width: int, height: int) -> Box:
    return Box(strip.left / width, strip.top / height, strip.right / width, strip.bottom / height)


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
            faint = reading.confidence < LEGIBLE and not _alike(reading, witness)
            if faint and witness is not None and witness.confidence >= SECOND_ALONE and len(witness.text) >= _LONG:
                reading, witness = witness, reading  # worn print that only the second can read: kept, always in doubt
            elif not _legible(reading, witness):
                if not _in_table(strip) or not reading.text:
                    continue
                faint = True  # a cell that is hard to read is asked, not empty
            lines.append(
                TextLine(
                    reading.text,
                    _box(strip, width, height),
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
    if len(reading.text) >= _LONG and (reading.confidence >= SURE_ALONE or _alike(reading, witness)):
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


def _alike(reading: Reading, witness: Reading | None) -> bool:
    """Both witnesses saw the same line letter for letter, however grey it is: no debris and no hand is read so."""
    return witness is not None and len(witness.text) >= _LONG and _plain(reading.text) == _plain(witness.text)


def _plain(text: str) -> str:
    return "".join(repair(text).split())


def _note(image: PageImage, page: CleanPage) -> str:
    notes = []
    if image.slant is not Slant.NONE:
        notes.append("ภาพถ่ายเอียง" if image.slant is Slant.LEFT else "ภาพถ่าย ดัดหน้าให้ตรงแล้ว")
    if page.turn:
        notes.append(f"หมุนภาพ {page.turn} องศา")
    if image.note:
        notes.append(image.note if image.note == NEGATIVE else f"ไม่ใช้ชั้นข้อความของ PDF: {image.note}")
    return " · ".join(notes)
