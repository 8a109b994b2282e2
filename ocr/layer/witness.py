"""The drawn page as a witness against its own text layer: the layer is what a person sees, or it is not believed.

Lines without ink (white on white, under a picture) are left out. Then two questions: is there text where the layer has none (a number typed over
the page, a stamp, a picture of a sentence, outlined letters); and does the recogniser read the same on a sample of lines, the
ones with numbers and dates first. Where the answer is no the page is read as a picture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from circulars.letter.page import Box, Reading, TextLine
from circulars.thai.digits import to_arabic
from circulars.thai.text import folded
from ocr.engines.engine import LineEngine
from ocr.page.clean import coloured_ink
from ocr.page.lines import Strip, find_strips

Image = NDArray[np.uint8]
SAMPLE = 4
"""Groups of lines that the recogniser reads on a page whose own text is to be believed."""
LEAST_SAME = 0.93  # mean likeness over the sample: print drawn by a program is read at 0.98 and more
LEAST_SAME_LINE = 0.80
_COVERED = 0.5  # share of a strip that lies under the layer's lines
_LEAST_INK = 40  # gray levels between paper and print
_LEGIBLE, _SURE = 0.80, 0.93
_SHORT = 5
_STANDS_FOR_EMBLEM = ("ตราครุฑ",)  # what a letterhead without its emblem shows there: it tells nothing
_DATED = re.compile(r"[0-9๐-๙]")
_TEXT = re.compile(r"[ก-ฮA-Za-z0-9๐-๙]")


@dataclass(slots=True)
class _Group:
    """What stands in one place: strips of the picture and lines of the layer that lie over each other."""

    strips: list[Strip] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(line.text for line in sorted(self.lines, key=lambda line: line.box.left if line.box else 0.0))


def seen_lines(layer: Sequence[TextLine], picture: Image) -> tuple[TextLine, ...]:
    """The lines of a layer that have ink on the drawn page."""
    gray = _gray(picture)
    return tuple(line for line in layer if not _without_ink(line, gray))


def unlike_picture(
    lines: Sequence[TextLine],
    picture: Image,
    dpi: float,
    first: LineEngine,
    second: LineEngine | None,
    covers: Sequence[Box] = (),
) -> str:
    """Why the seen lines of a layer are not what the drawn page shows; "" where they are. Raises EngineFailed.

    Of the places where something was drawn over the text (`covers`) every line is looked at, of the others a sample.
    """
    gray = _gray(picture)
    strips = find_strips(gray, dpi)
    ink = coloured_ink(picture)
    beside = [strip for strip in strips if not _covered(strip, lines, gray.shape)]
    if ink is not None:
        beside += [strip for strip in find_strips(ink, dpi) if not _covered(strip, lines, gray.shape)]
    if beside and _holds_text(beside, dpi, first, second):
        return "text beside the layer"
    groups = _groups(strips, lines, gray.shape)
    under = [group for group in groups if any(_under(line, covers) for line in group.lines)]
    return _unlike_sample(_sample(groups, under), under, dpi, first, second)


def drawn_over(lines: Sequence[TextLine], covers: Sequence[Box]) -> bool:
    """Something was drawn over one of these lines."""
    return any(_under(line, covers) for line in lines)


def _gray(picture: Image) -> Image:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8) if picture.ndim == 3 else picture


def _without_ink(line: TextLine, gray: Image) -> bool:
    if line.box is None or len(line.text) < 2:
        return False
    left, top, right, bottom = _pixels(line.box, gray.shape)
    cut = gray[top:bottom, left:right]
    return cut.size > 0 and int(cut.max()) - int(cut.min()) < _LEAST_INK


def _pixels(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    height, width = shape[:2]
    return int(box.left * width), int(box.top * height), round(box.right * width), round(box.bottom * height)


def _shared(strip: Strip, box: Box, shape: tuple[int, ...]) -> float:
    """Area in pixels that a strip's letters share with a line of the layer."""
    left, top, right, bottom = _pixels(box, shape)
    over = strip.top + strip.band[0], strip.top + strip.band[1]
    across = min(strip.right, right) - max(strip.left, left)
    down = min(over[1], bottom) - max(over[0], top)
    return max(0.0, across) * max(0.0, down)


def _area(strip: Strip) -> float:
    return max(1.0, (strip.right - strip.left) * (strip.band[1] - strip.band[0]))


def _covered(strip: Strip, lines: Sequence[TextLine], shape: tuple[int, ...]) -> bool:
    shared = sum(_shared(strip, line.box, shape) for line in lines if line.box is not None)
    return shared >= _COVERED * _area(strip)


def _holds_text(strips: Sequence[Strip], dpi: float, first: LineEngine, second: LineEngine | None) -> bool:
    """Something legible stands there: read surely, or alike by both; emblems and signatures are not."""
    readings = first.read(strips, dpi)
    texts = [(i, one) for i, one in enumerate(readings) if _plain(one.text) not in _STANDS_FOR_EMBLEM]
    likely = [i for i, one in texts if one.confidence >= _LEGIBLE and _TEXT.search(one.text)]
    if any(len(_plain(readings[i].text)) >= 8 and readings[i].confidence >= _SURE for i in likely):
        return True
    if not likely or second is None:
        return bool(likely)
    others = second.read([strips[i] for i in likely], dpi)
    return any(_both_read(readings[i], other) for i, other in zip(likely, others, strict=True))


def _both_read(one: Reading, other: Reading) -> bool:
    seen, too = _plain(one.text), _plain(other.text)
    if len(seen) < _SHORT:
        return seen == too
    return Levenshtein.normalized_similarity(seen, too) > 0.5


def _plain(text: str) -> str:
    return "".join(c for c in folded(text) if c.isalnum() or "\u0e01" <= c <= "\u0e4e")


def _groups(strips: Sequence[Strip], lines: Sequence[TextLine], shape: tuple[int, ...]) -> list[_Group]:
    """Strips and lines that share a place: a strip may hold several lines, a line be cut into several strips."""
    groups: list[_Group] = []
    for line in lines:
        if line.box is None:
            continue
        over = [s for s in strips if _shared(s, line.box, shape) > 0.2 * min(_area(s), _line_area(line.box, shape))]
        if not over:
            continue
        same = [group for group in groups if any(strip in group.strips for strip in over)]
        whole = _Group(over, [line])
        for group in same:
            whole.strips += [strip for strip in group.strips if strip not in whole.strips]
            whole.lines += group.lines
            groups.remove(group)
        groups.append(whole)
    return groups


def _line_area(box: Box, shape: tuple[int, ...]) -> float:
    left, top, right, bottom = _pixels(box, shape)
    return max(1.0, (right - left) * (bottom - top))


def _under(line: TextLine, covers: Sequence[Box]) -> bool:
    box = line.box
    return box is not None and any(
        min(box.right, over.right) > max(box.left, over.left) and min(box.bottom, over.bottom) > max(box.top, over.top)
        for over in covers
    )


def _unlike_sample(
    sample: Sequence[_Group], under: Sequence[_Group], dpi: float, first: LineEngine, second: LineEngine | None
) -> str:
    if not sample:
        return "no line of the layer is found on the page"
    likeness = []
    for group in sample:
        strips = sorted(group.strips, key=lambda strip: strip.left)
        seen = "".join(reading.text for reading in first.read(strips, dpi))
        like = Levenshtein.normalized_similarity(_plain(group.text), _plain(seen))
        likeness.append(like)
        if like < (LEAST_SAME if group in under else LEAST_SAME_LINE):
            return f"the page shows another line: {seen[:60]}"
        if _digits(group.text) == _digits(seen):
            continue
        if group in under:  # one look is enough where the page itself gives cause to doubt
            return f"the page shows other digits: {seen[:60]}"
        if second is not None:
            other = "".join(reading.text for reading in second.read(strips, dpi))
            if _digits(other) == _digits(seen):
                return f"the page shows other digits: {seen[:60]}"
    if sum(likeness) / len(likeness) < LEAST_SAME:
        return "the page reads otherwise"
    return ""


def _digits(text: str) -> str:
    return "".join(c for c in to_arabic(text) if c in "0123456789")


def _sample(groups: Sequence[_Group], under: Sequence[_Group]) -> list[_Group]:
    """Those that something was drawn over; lines with digits from the top of the page, where number and date stand, then the longest ones."""
    long = [group for group in groups if len(_plain(group.text)) >= 8]
    dated = sorted((group for group in long if _DATED.search(group.text)), key=lambda group: group.strips[0].top)
    chosen = dated[: SAMPLE // 2]
    rest = sorted((group for group in long if group not in chosen), key=lambda group: -len(group.text))
    chosen += rest[: SAMPLE - len(chosen)]
    return chosen + [group for group in under if group not in chosen]
