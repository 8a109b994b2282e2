"""Lines of a letter in reading order, whatever they came from, and how sure each piece of them is.

A `Line` is a TextLine with its page; `Seen` is a stretch of one or more lines from which a field is read. Evidence and
the doubts that come from the two witnesses are made here, for every rule alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from circulars.extraction.page.labels import filled_apart, opens_part, pieces
from circulars.letter.doubt import BY_HAND, UNCLEAR, WITNESSES_DIFFER, Doubt
from circulars.letter.field import Evidence, Field
from circulars.letter.page import GAP, Box, Page, Reading, TextLine
from circulars.lexicon.reading.page import LABEL_ALONE, NUMBER, NUMBER_DIGITS
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import find_dates
from circulars.thai.text import folded, repair

UNSURE_CHARACTER = 0.85
"""A character of a name below this confidence makes its field doubtful."""
UNSURE_DIGIT = 0.98
"""A character of a number or date below this confidence does: printed ones stand above it, handwriting below (measured)."""
UNSURE_AGREED = 0.60
"""A letter of a month that is spelt right does only below this, where both witnesses read the same."""
UNSURE_SEEN_TWICE = 0.75
"""A digit of a day does only below this, where both witnesses read the same day."""
UNSURE_LINE = 0.90
"""A line of running text below this mean confidence makes its field doubtful."""
_TITLE_REACH = 4  # lines of a page among which a title stands
GIVEN_TEXT = ("text", "text-layer")
"""Engines of pages that nobody recognised: their letters are what their writer typed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, repaired, with its page number and its recogniser's line; `after_blank` in .txt files."""

    text: str
    page: int
    source: TextLine
    after_blank: bool = False

    @property
    def box(self) -> Box | None:
        """Where it stands; None for .txt."""
        return self.source.box

    @property
    def left(self) -> float | None:
        """Left edge as a fraction of the page's width; None for .txt."""
        return self.source.box.left if self.source.box else None


def page_lines(page: Page) -> tuple[Line, ...]:
    """The non-empty lines of a page, repaired."""
    lines: list[Line] = []
    blank = False
    for source in _rows_joined(page.lines):
        columns = _columns(source)
        for text in columns:
            for piece in pieces(text, lines[-1].text if lines else "", top=len(lines) < _TITLE_REACH):
                if lines and source.box is None and filled_apart(lines[-1].text, piece):
                    lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {piece}")
                else:
                    lines.append(Line(piece, page.number, source, after_blank=blank and source.box is None))
                blank = False
        blank = not any(columns)
    return tuple(lines)


def _columns(source: TextLine) -> tuple[str, ...]:
    """A line as it stands; in plain text, where a number and what stands wide right of it (ข้อ ๑๑) share it, as both.

    So do two labelled parts that a gap parts.
    """
    whole = repair(source.text).strip()
    if source.box is not None or GAP not in source.text:
        return (whole,)
    first, *right = (repair(piece).strip() for piece in source.text.strip().split(GAP))
    if NUMBER.match(whole):
        return (first, " ".join(right)) if NUMBER_DIGITS.search(first) else (whole,)
    labelled = next((i for i, piece in enumerate(right) if opens_part(piece)), None)
    if labelled is None or not opens_part(first):
        return (whole,)
    return " ".join((first, *right[:labelled])), " ".join(right[labelled:])


_NEAR = 0.06  # of the page's width: pieces of a row nearer than this are one line that justification tore


def _rows_joined(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Pieces of one row put together again: a label with its value, a justified line with its own words."""
    joined: list[TextLine] = []
    for line in lines:
        if joined and _continues(joined[-1], line):
            joined[-1] = _merged(joined[-1], line)
        else:
            joined.append(line)
    return tuple(joined)


def _continues(before: TextLine, line: TextLine) -> bool:
    if before.box is None or line.box is None or line.box.left < before.box.right - 0.01 or before.cell != line.cell:
        return False
    shared = min(before.box.bottom, line.box.bottom) - max(before.box.top, line.box.top)
    if shared <= 0.5 * min(before.box.height, line.box.height):
        return False
    gap = line.box.left - before.box.right
    label = LABEL_ALONE.match(repair(before.text).strip()) is not None and before.box.left < 0.45
    return gap < _NEAR or (label and gap < 0.2)


def _merged(one: TextLine, two: TextLine) -> TextLine:
    """Two pieces as one line, confidences and the second witness's reading alike."""
    characters: tuple[float, ...] = ()
    if len(one.characters) == len(one.text) and len(two.characters) == len(two.text):
        characters = (*one.characters, 1.0, *two.characters)
    witness = None
    if one.witness or two.witness:
        parts = [(part.witness.text if part.witness else part.text) for part in (one, two)]
        sure = min(part.witness.confidence for part in (one, two) if part.witness)
        engine = next(part.witness.engine for part in (one, two) if part.witness)
        witness = Reading(" ".join(parts), sure, engine)
    total = max(1, len(one.text) + len(two.text))
    confidence = (one.confidence * len(one.text) + two.confidence * len(two.text)) / total
    box = one.box.union(two.box) if one.box and two.box else one.box
    return TextLine(
        f"{one.text} {two.text}",
        box,
        confidence,
        one.engine,
        characters,
        witness,
        one.coloured_ink or two.coloured_ink,
        one.handwritten or two.handwritten,
        one.hand or two.hand,
        one.cell,
    )


def seen(lines: Sequence[Line], raw: str, rule: str) -> Evidence:
    """Evidence for a value that stands in `lines` as `raw`; its confidence is the least of the characters it uses."""
    box: Box | None = None
    for line in lines:
        if line.page == lines[0].page and line.box is not None:
            box = line.box if box is None else box.union(line.box)
    confidence = min((_confidence(line, raw) for line in lines), default=0.0)
    other = next((w.text for line in lines if _differs(line, raw) and (w := line.source.witness)), None)
    return Evidence(lines[0].page, box, raw, confidence, rule, lines[0].source.engine, other and repair(other))


def critical(
    value_field: Field[object], lines: Sequence[Line], raw: str, least: float = UNSURE_CHARACTER
) -> tuple[Doubt, ...]:
    """Why a number, date, name or code read from these lines must be confirmed by a person."""
    doubts = list(value_field.doubts)
    if any(_differs(line, raw) for line in lines):
        doubts.append(WITNESSES_DIFFER())
    if any(_confidence(line, raw) < least for line in lines):
        doubts.append(UNCLEAR())
    if any(line.source.handwritten for line in lines):
        doubts.append(BY_HAND())
    return tuple(dict.fromkeys(doubts))


def day_critical(line: Line, raw: str, least: float) -> tuple[Doubt, ...]:
    """`critical` for a day whose month is spelt right: its letters are sure by that, its digits by their own confidence."""
    doubts = critical(Field(), [line], raw, least)
    source = line.source
    if WITNESSES_DIFFER() in doubts and _same_day(raw, source.witness):
        doubts = tuple(doubt for doubt in doubts if doubt != WITNESSES_DIFFER())
    if UNCLEAR() not in doubts or WITNESSES_DIFFER() in doubts or len(source.characters) != len(source.text):
        return doubts
    start, end = _span(source.text, raw)
    signs = [*zip(source.text[start:end], source.characters[start:end], strict=True)]
    digit = UNSURE_SEEN_TWICE if _same_day(raw, source.witness) and _same_by_hand(raw, source.hand) else least
    sure = all(c >= (min(digit, least) if sign.isdigit() else UNSURE_AGREED) for sign, c in signs if not sign.isspace())
    return tuple(doubt for doubt in doubts if doubt != UNCLEAR()) if sure else doubts


def _same_by_hand(raw: str, hand: Reading | None) -> bool:
    """The reader of handwriting saw no other day."""
    days = [hit.first.day for hit in find_dates(raw) if hit.first]
    return hand is None or not hand.text or [to_arabic(hand.text).lstrip("0")] == [str(day) for day in days]


def _same_day(raw: str, witness: Reading | None) -> bool:
    """The second witness has the same one day in other letters: กรกฏาคม is กรกฎาคม."""
    own = [hit.first for hit in find_dates(raw) if hit.first]
    return (
        witness is not None
        and len(own) == 1
        and own == [hit.first for hit in find_dates(repair(witness.text)) if hit.exact]
    )


def plain_doubts(lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """Why running text from these lines must be confirmed: a line that was hard to read."""
    unclear = any(line.source.confidence < UNSURE_LINE or line.source.handwritten for line in lines)
    return (UNCLEAR(),) if unclear else ()


def _confidence(line: Line, raw: str) -> float:
    """Least confidence among the characters of `raw` that stand in this line; the line's own where they are not told."""
    source = line.source
    if not source.characters or len(source.characters) != len(source.text):
        return source.confidence
    start, end = _span(source.text, raw)
    inside = [c for c, t in zip(source.characters[start:end], source.text[start:end], strict=True) if not t.isspace()]
    return min(inside, default=source.confidence)


def _span(text: str, raw: str) -> tuple[int, int]:
    """Where `raw` (or the part of it that is on this line) stands in the recogniser's text."""
    start = text.find(raw)
    if start >= 0:
        return start, start + len(raw)
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    start = "".join(text.split()).find(bare := "".join(raw.split()))
    return (places[start], places[start + len(bare) - 1] + 1) if start >= 0 and bare else (0, len(text))


def _differs(line: Line, raw: str) -> bool:
    """The second witness reads another value where this one stands: compared sign by sign, without spaces, in one digit script."""
    witness = line.source.witness
    if witness is None or not witness.text:
        return False
    start, end = _span(line.source.text, raw)
    before, own, behind = (_bare(part) for part in _cut(line.source.text, start, end))
    return bool(own) and not _stands_in(before, own, behind, _bare(witness.text))


def _cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[:start], text[start:end], text[end:]


def _stands_in(before: str, own: str, behind: str, other: str) -> bool:
    """Whether `other` has `own` whole: next to its digits no further sign of a number that the first reading has not.

    >>> _stands_in("มท", "ว74", "", "มทว74"), _stands_in("มท", "ว74", "", "มทว74q"), _stands_in("ที่", "12", "", "ที่112")
    (True, False, False)
    """
    place = other.find(own)
    while place >= 0:
        first, last = other[place - 1 : place], other[place + len(own) : place + len(own) + 1]
        more_before = own[0].isdigit() and _of_number(first) and first != before[-1:]
        more_behind = own[-1].isdigit() and _of_number(last) and last != behind[:1]
        if not more_before and not more_behind:
            return True
        place = other.find(own, place + 1)
    return False


def _of_number(sign: str) -> bool:
    """A digit, or a Latin letter: what a recogniser makes of a digit that it cannot read."""
    return sign.isdigit() or (sign.isascii() and sign.isalpha())


_NO_STOPS = str.maketrans("", "", ".-")


def _bare(text: str) -> str:
    return to_arabic(folded(text)).translate(_NO_STOPS)


def all_given(lines: Sequence[Line]) -> bool:
    """The lines hold what somebody typed, not what a recogniser saw: a strange word in them is no misread one."""
    return bool(lines) and all(line.source.engine in GIVEN_TEXT for line in lines)
