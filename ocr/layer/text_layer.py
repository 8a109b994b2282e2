"""Tell whether a PDF page's own text is what the page shows, or the page must be read from its picture.

A layer is believed only when it passes every test below: it is seen (no scanner's invisible guess, no text under or
over pictures), it is sound Thai, it holds the characters that PDFium's own extraction gives, and `ocr.layer.witness`
finds the same on the drawn page. Thresholds sit far from both sides of what was measured.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2 as pdfium

from circulars.directory.places import all_districts, provinces
from circulars.letter.page import Box, TextLine
from circulars.thai.dates import MONTHS
from circulars.thai.lost_am import lost_am
from ocr.layer.covers import places_drawn_over
from ocr.layer.glyphs import Glyph, boxes_of_pictures, read_glyphs
from ocr.layer.lines import CellOf, characters, lines_of, seen_glyphs

_MARK = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ABOVE = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"
_BELOW = "\u0e38-\u0e3a"
_TONE = "\u0e48-\u0e4b"
_COMMON = [
    "การ",
    "ความ",
    "และ",
    "ของ",
    "ที่",
    "ใน",
    "เป็น",
    "ให้",
    "ได้",
    "ตาม",
    "โดย",
    "จาก",
    "เพื่อ",
    "วัน",
    "มี",
    "เรื่อง",
    "เรียน",
    "ขอ",
    "ณ",
]
_HEADS = ("ลำดับ", "อำเภอ", "จังหวัด", "ตำบล", "หมู่บ้าน", "เทศบาล", "จำนวน", "รวม", "หมายเหตุ", "บาท", "แห่ง", "บัญชี", "กำหนด")
_LEAST_LISTED = 0.3
"""Of the Thai letters of a page without sentences; glyph codes that look like Thai hold next to none."""
LEAST_CHARACTERS = 80
NO_TEXT = "too little text"
_MOST_HIDDEN = 0.05  # of the characters: a hidden share above it is a scanner's guess, and the page is a picture
_MOST_ON_PICTURES = 0.3  # of the seen characters; letterheads with a watermark lie below, scans in strips at 1
_MOST_TURNED = 0.05
_INKED_SPACE = 0.1  # em: a space has no ink; one that has is a mark whose meaning the producer lost
_MOST_INKED_SPACES = 1


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's own text as lines, and why it must not be believed ("" when the drawn page may be asked about it).

    ``covers``: where something was drawn over the page's text.
    """

    lines: tuple[TextLine, ...]
    why: str = ""
    covers: tuple[Box, ...] = ()


def read_layer(
    page: pdfium.PdfPage, cells: Callable[[], CellOf] | None = None, *, least: int = LEAST_CHARACTERS
) -> Layer:
    """The text that a PDF page states itself, tested in all that can be told without drawing the page.

    ``cells`` looks for the cells of its tables; it is asked only where the page has text that may be believed. With fewer
    than ``least`` characters a page has no text of its own; fewer than LEAST_CHARACTERS are too few to be tested as Thai.
    """
    width, height = page.get_size()
    own = read_glyphs(page)
    glyphs = own.glyphs
    count = sum(not glyph.space for glyph in glyphs)
    if count < least:
        return Layer((), NO_TEXT)
    seen = seen_glyphs(glyphs, width, height)
    why = _not_on_the_page(glyphs, seen, boxes_of_pictures(page))
    if why:
        return Layer((), why)
    lines = lines_of(seen, width, height, cells()) if cells is not None else lines_of(seen, width, height)
    text = "\n".join(line.text for line in lines)
    same = not own.repeated and len(seen) == len(glyphs)
    tested = unsound(text) if count >= LEAST_CHARACTERS else ""
    why = tested or _against_pdfium(text, own.whole, same=same)
    return Layer(lines, why, () if why else places_drawn_over(page))


def _not_on_the_page(
    glyphs: Sequence[Glyph], seen: Sequence[Glyph], pictures: Sequence[tuple[float, float, float, float]]
) -> str:
    solid = [glyph for glyph in seen if not glyph.space]
    if sum(glyph.hidden for glyph in glyphs) > _MOST_HIDDEN * len(glyphs):
        return "hidden text of a scanner"
    if sum(not glyph.upright for glyph in solid) > _MOST_TURNED * len(solid):
        return "turned text"
    if sum(_on_a_picture(glyph, pictures) for glyph in solid) > _MOST_ON_PICTURES * len(solid):
        return "text on a picture"
    inked = sum(glyph.bottom - glyph.top > _INKED_SPACE * glyph.size for glyph in seen if glyph.space)
    if inked > _MOST_INKED_SPACES:
        return "drawn marks given as spaces"
    return ""


def _on_a_picture(glyph: Glyph, pictures: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in pictures)


def _against_pdfium(text: str, whole: str, *, same: bool) -> str:
    """Lines put together here must hold PDFium's characters: all of them where all are seen, and never one more."""
    ours, theirs = Counter(characters(text)), Counter(characters(whole))
    if ours - theirs or (same and theirs - ours):
        return "differs from the file's own text"
    return ""


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Places, months and heads of columns: what a page that is only a table consists of."""
    places = [*(one.name for one in provinces()), *(one.name.removeprefix("อำเภอ") for one in all_districts())]
    words = sorted({*places, *MONTHS, *_HEADS}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _listed(text: str) -> int:
    """Thai letters of a text that are names of places, months or heads of columns.

    >>> _listed("ลำดับ อำเภอ ๑ พังโคน ๕ ธันวาคม"), _listed("กดฟห ดสวง ๑ ผปแอท ๕ ฎฑธณฯ")
    (23, 0)
    """
    return sum(len(found[0]) for found in _names().finditer(text))


def unsound(text: str) -> str | None:
    """Why a repaired text layer cannot be believed, or None when it can."""
    solid = re.sub(r"\s", "", text)
    thai = sum("\u0e01" <= c <= "\u0e5b" for c in solid)
    if len(solid) < LEAST_CHARACTERS:
        return NO_TEXT
    junk = sum(unicodedata.category(c) in ("Co", "Cn", "Cc") or c == "\ufffd" for c in solid)
    if junk > 0.005 * len(solid):
        return "control, private-use or replacement characters"
    if thai < 0.30 * len(solid):
        return "not Thai: glyph codes or mojibake"
    orphans = (
        len(re.findall(f"(?<![\u0e01-\u0e2e{_ABOVE}{_BELOW}{_TONE}])[{_MARK}]", text))
        + len(re.findall(f"[{_ABOVE}{_BELOW}][{_ABOVE}{_BELOW}]|[{_TONE}\u0e4c][{_TONE}\u0e4c]", text))
        + len(re.findall("[\u0e40-\u0e44](?![\u0e01-\u0e2e])", text))
    )
    if orphans > 0.02 * thai:
        return "broken Thai clusters"
    if sum(text.count(word) * len(word) for word in _COMMON) < 0.04 * thai and _listed(text) < _LEAST_LISTED * thai:
        return "Thai letters but no Thai words"
    if lost_am(text):
        return "sara am lost"
    return None
