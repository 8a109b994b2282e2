"""Two pages side by side on one sheet (A3, or two pages to a sheet): read as two pages, told as the one they are on.

A sheet is unfolded where nothing crosses its middle and both halves hold running text of their own; letters are read
from the halves, and their evidence is put back on the sheet, so that a page number is always that of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from circulars.extraction.page.labels import LABELS, Part
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Letter
from circulars.letter.page import Box, Code, Page, TextLine
from circulars.lexicon.people import NAME
from circulars.thai.text import repair

_LANDSCAPE = 1.25  # width over height
_RIGHT = 100_000  # added to the number of a sheet for its right half
_GUTTERS = tuple(0.5 + step / 200 for step in (0, 1, -1, 2, -2, 4, -4, 6, -6, 8, -8, 10, -10))
_WIDE = 0.27  # of the sheet's width: more than half of a half, as only running text is
_LEAST_WIDE = 3
_LEAST_LINES = 5
_HEAD = tuple(label.pattern for label in LABELS if label.part in (Part.NUMBER, Part.SUBJECT, Part.ADDRESSEES))


def unfold(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with each sheet of two as its left and its right half."""
    unfolded: list[Page] = []
    for page in pages:
        gutter = find_gutter(page)
        unfolded += [page] if gutter is None else [_half(page, 0.0, gutter), _half(page, gutter, 1.0)]
    return tuple(unfolded)


def find_gutter(page: Page) -> float | None:
    """Where the two pages of a sheet meet, as a fraction of its width; None where it is one page."""
    if page.height == 0 or page.width < _LANDSCAPE * page.height:
        return None
    boxed = [(line, line.box) for line in page.lines if line.box is not None and line.text.strip()]
    for gutter in _GUTTERS:
        if any(box.left < gutter < box.right for _, box in boxed):
            continue
        left = [line for line, box in boxed if box.right <= gutter]
        right = [line for line, box in boxed if box.left >= gutter]
        return gutter if _is_page(left) and _is_page(right) else None
    return None


def may_be_spread(page: Page) -> bool:
    """A sheet with the heads of two letters side by side that could not be taken apart: something crosses its middle."""
    if page.height == 0 or page.width < _LANDSCAPE * page.height or find_gutter(page) is not None:
        return False
    halves = ([line for line in page.lines if line.box and (line.box.left >= 0.5) is right] for right in (False, True))
    return all(_heads(lines) > 1 for lines in halves)


def _heads(lines: Sequence[TextLine]) -> int:
    texts = [repair(line.text).strip() for line in lines]
    return sum(any(pattern.match(text) for text in texts) for pattern in _HEAD)


def _is_page(lines: Sequence[TextLine]) -> bool:
    """Running text, or a head or foot of a letter: no columns of a table."""
    wide = sum(line.box is not None and line.box.width > _WIDE for line in lines)
    signed = any(NAME.match(repair(line.text).strip()) for line in lines)
    return (len(lines) >= _LEAST_LINES and wide >= _LEAST_WIDE) or _heads(lines) > 1 or (signed and wide > 0)


def _half(page: Page, start: float, end: float) -> Page:
    share = end - start

    def moved(box: Box) -> Box:
        return Box((box.left - start) / share, box.top, (box.right - start) / share, box.bottom)

    def mine(box: Box | None) -> bool:
        return box is not None and start <= box.middle[0] < end

    def lines(all_of_them: Sequence[TextLine]) -> tuple[TextLine, ...]:
        return tuple(replace(line, box=moved(line.box)) for line in all_of_them if line.box and mine(line.box))

    codes = tuple(Code(code.text, code.symbology, moved(code.box)) for code in page.codes if mine(code.box))
    stamps = tuple(replace(s, box=moved(s.box), lines=lines(s.lines)) for s in page.stamps if mine(s.box))
    lost = tuple(moved(box) for box in page.lost if mine(box))
    number = page.number + (_RIGHT if start else 0)
    width = max(1, round(page.width * share))
    own, ink = lines(page.lines), lines(page.ink_lines)
    return replace(page, number=number, lines=own, ink_lines=ink, codes=codes, width=width, stamps=stamps, lost=lost)


def folded_back(letter: Letter, pages: Sequence[Page]) -> Letter:
    """A letter read from unfolded pages, with its pages, evidence and codes told as those of the sheets."""
    gutters = {page.number: gutter for page in pages if (gutter := find_gutter(page)) is not None}
    if not gutters:
        return letter
    back: Letter = _back(letter, gutters)
    own = tuple(dict.fromkeys(number % _RIGHT for number in letter.pages))
    others = (number % _RIGHT for number in letter.enclosure_pages)
    return replace(back, pages=own, enclosure_pages=tuple(n for n in dict.fromkeys(others) if n not in own))


def _back(value: Any, gutters: dict[int, float]) -> Any:
    if isinstance(value, Evidence):
        return _evidence(value, gutters)
    if isinstance(value, tuple):
        return tuple(_back(item, gutters) for item in value)
    if isinstance(value, Field):
        return replace(value, evidence=_back(value.evidence, gutters))
    if isinstance(value, Letter):
        changed = {part.name: _back(getattr(value, part.name), gutters) for part in fields(value)}
        return replace(value, **changed)
    return value


def _evidence(seen: Evidence, gutters: dict[int, float]) -> Evidence:
    sheet = seen.page % _RIGHT
    gutter = gutters.get(sheet)
    if gutter is None:
        return seen
    start, end = (gutter, 1.0) if seen.page > _RIGHT else (0.0, gutter)
    box, share = seen.box, end - start
    whole = box and Box(start + box.left * share, box.top, start + box.right * share, box.bottom)
    return replace(seen, page=sheet, box=whole)
