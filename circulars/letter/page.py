"""A page as the recognisers saw it: lines of text with boxes, confidences and both witnesses' readings.

Boxes are fractions of the upright page, origin top left, so that they hold at every resolution.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from circulars.thai.text import repair


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: left, top, right, bottom as fractions 0–1 of the page's width and height."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width as a fraction of the page's width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height as a fraction of the page's height."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Centre of the box: (x, y)."""
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def union(self, other: Box) -> Box:
        """Smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class PageSource(StrEnum):
    """Where the text of a page comes from."""

    SCAN = "scan"  # recognised from a picture
    TEXT_LAYER = "text-layer"  # a PDF's own text, proved sound
    TEXT = "text"  # a .txt file: no boxes


@dataclass(frozen=True, slots=True)
class Reading:
    """One recogniser's reading of one line.

    ``characters`` holds one confidence 0–1 per character of ``text``, or is empty where the engine gives none.
    """

    text: str
    confidence: float
    engine: str
    characters: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in a table a line stands: the table's number on its page, the cell's first row and column, all from 0.

    ``rows`` and ``columns``: over how many of them the cell reaches.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text on a page, top to bottom order, never spanning the gap between ที่ and the agency.

    ``box`` is None only for a .txt file. ``witness`` is a second, independent recogniser's reading of the same
    strip, where one was asked. ``ink`` tells black print from coloured stamps and pens; ``handwritten`` is the line
    finder's judgement, and a value from such a line is always doubtful. ``hand``: the digits that the reader of handwriting
    saw where a clerk fills in beside this print: behind a number's stroke, before a month, behind a stamp's label.
    ``cell``: the cell of a table that holds the line.
    """

    text: str
    box: Box | None
    confidence: float
    engine: str
    characters: tuple[float, ...] = ()
    witness: Reading | None = None
    coloured_ink: bool = False
    handwritten: bool = False
    hand: Reading | None = None
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or barcode found on a page, decoded."""

    text: str
    symbology: str
    box: Box


@dataclass(frozen=True, slots=True)
class FramedStamp:
    """A frame of a rubber stamp on a page, and what was read in it, level and upright: print of the stamp, a dater, a pen.

    The same ink may stand in several lines: as print of a line and, where it is taller, as print by itself. ``coloured``:
    drawn in coloured ink, as no table is.
    """

    box: Box
    lines: tuple[TextLine, ...]
    coloured: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number in the file (from 1), its lines top to bottom, its codes.

    ``ink_lines`` are lines read from the coloured-ink layer alone (stamps, pens); ``width``/``height`` are pixels
    of the upright page image, 0 for text; ``red_marks`` are texts printed in red (urgency, secrecy).
    ``note`` tells a person what was odd about the page (turned, layer not trusted); it is never parsed. ``turn``:
    degrees counter-clockwise by which the scan was turned upright; ``skew``: degrees of slope that were taken out.
    ``unread``: the file had used up its time before this page; nothing of it is known. ``illegible``: something is
    printed on the page, and no line of it could be read. ``blank``: it was read, and there is nothing on it, as on the
    back of a sheet that was fed through both sides. ``aslant``: a photo of a sheet that could not surely be drawn square.
    ``stamps``: what stands in frames at its top. ``lost``: where print as long as a word or more was and nobody could read
    it: a value that goes over such a place may lack it.
    """

    number: int
    lines: tuple[TextLine, ...]
    source: PageSource
    width: int = 0
    height: int = 0
    ink_lines: tuple[TextLine, ...] = ()
    codes: tuple[Code, ...] = ()
    note: str = ""
    turn: int = 0
    skew: float = 0.0
    unread: bool = False
    illegible: bool = False
    blank: bool = False
    aslant: bool = False
    stamps: tuple[FramedStamp, ...] = ()
    lost: tuple[Box, ...] = ()

    @property
    def text(self) -> str:
        """The lines joined by newlines, for people and searches."""
        return "\n".join(line.text for line in self.lines)


_WIDE = re.compile("[ \t\u00a0]{4,}")
_EMPHASIS = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)|(?<!\*)\*\*(?!\*)")
GAP = "    "
"""Between the pieces of a row of plain text that stand wide apart, as number and agency do: such a text has no boxes."""


def text_page(text: str, number: int = 1) -> Page:
    r"""A page of plain text: surely read, without boxes.

    >>> text_page("ที่ มท ๐๑/๑               กรมสมมุติ").lines[0].text
    'ที่ มท ๐๑/๑    กรมสมมุติ'

    The marks by which mails and web pages set headings and bold type are no part of it:

    >>> [line.text for line in text_page("# บันทึกข้อความ\n**เรื่อง** การประชุม\n********").lines]
    ['บันทึกข้อความ', 'เรื่อง การประชุม', '********']
    """
    typed = (_EMPHASIS.sub("", line).strip() for line in text.splitlines())
    lines = (GAP.join(repair(piece) for piece in _WIDE.split(line)).strip() for line in typed)
    return Page(number, tuple(TextLine(line, None, 1.0, "text") for line in lines), PageSource.TEXT)
