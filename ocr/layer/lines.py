"""Characters of a page's own text put together to lines: letters in their order, marks on their letters, spaces as seen.

A line is what stands on one baseline without a wide gap, as in `ocr.page.lines`. Within a run the producer's own order
stays (a vowel or tone follows its letter); marks that were drawn apart from their letters are put back on them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from circulars.letter.page import Box, CellPlace, TextLine
from circulars.thai.text import repair
from ocr.layer.glyphs import Glyph

ENGINE = "text-layer"
_SAME_BASE = 0.3  # em: baselines nearer than this are one line
_BACK = 0.35  # em by which a letter may begin before the last one ended
_RUN_GAP = 1.1  # em: a wider gap ends a line, so that a line never spans from ที่ to the agency
_REAL_SPACE = 0.06  # em: a narrower space character of the producer's is not to be seen
_TAB = 0.2  # em: a gap that is a space even where the producer sets space characters
_WORD = 0.15  # em: a gap that may be a space where the producer sets none
_AFTER_SHARED = 0.9  # em: after characters whose end is not known
_SETS_SPACES = 0.004  # of the characters of a page: above it the producer sets its spaces itself
_BESIDE = 0.03  # em: a mark that begins no sooner than its letter ends takes room of its own
_NEAR_LETTERS = (
    12  # a mark may be given some letters after its own, beyond a word's end: LibreOffice does; the nearest counts
)
_ON = 0.6  # em
_TWICE = 0.12  # em: the same character so near to itself was printed twice, to look bold
_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\uf701-\uf70e\uf710-\uf71a]")


@dataclass(slots=True)
class _Run:
    """Characters of one baseline, each with the marks that stand on it and whether a space of the producer's precedes."""

    glyphs: list[Glyph] = field(default_factory=list)
    marks: list[list[Glyph]] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def start(self) -> float:
        return self.glyphs[0].start

    @property
    def end(self) -> float:
        return max(self.ends[-2:])

    @property
    def ends(self) -> list[float]:
        """Where each letter ends, with marks that a producer counts as standing beside it."""
        both = zip(self.glyphs, self.marks, strict=True)
        return [max([g.end, *(m.end for m in marks if m.start > g.end - _BESIDE * g.size)]) for g, marks in both]

    def add(self, glyph: Glyph, *, spaced: bool) -> None:
        self.glyphs.append(glyph)
        self.marks.append([])
        self.spaced.append(spaced)

    def append(self, other: _Run) -> None:
        self.glyphs += other.glyphs
        self.marks += other.marks
        self.spaced += other.spaced


def seen_glyphs(glyphs: Iterable[Glyph], width: float, height: float) -> tuple[Glyph, ...]:
    """Those that a person sees on a page of that size in points: not hidden, not outside, not printed a second time."""
    kept: list[Glyph] = []
    placed: defaultdict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        middle = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if glyph.hidden or not (0 <= middle[0] <= width and 0 <= middle[1] <= height):
            continue
        if not glyph.space and not _ligature(kept, glyph):
            near = _TWICE * glyph.size
            column, row = int(glyph.left // 4), int(glyph.base // 4)
            around = [placed[glyph.text, column + i, row + j] for i in (-1, 0, 1) for j in (-1, 0, 1)]
            if any(_over(glyph, other, near) for cell in around for other in cell):
                continue
            placed[glyph.text, column, row].append(glyph)
        kept.append(glyph)
    return tuple(kept)


def _over(glyph: Glyph, other: Glyph, near: float) -> bool:
    return abs(glyph.left - other.left) <= near and abs(glyph.base - other.base) <= near


def _ligature(before: Sequence[Glyph], glyph: Glyph) -> bool:
    """One drawn shape that stands for several characters (ffi): they share one box and are not Thai."""
    last = before[-1] if before else None
    return last is not None and (last.left, last.right) == (glyph.left, glyph.right) and glyph.text.isascii()


CellOf = Callable[[Glyph], CellPlace | None]
"""The cell of a ruled table that holds a character."""


def _no_cell(_: Glyph) -> None:
    return None


def lines_of(glyphs: Sequence[Glyph], width: float, height: float, cell_of: CellOf = _no_cell) -> tuple[TextLine, ...]:
    """The lines of a page of that size in points, top to bottom, left to right; boxes as fractions of it.

    No line runs from one cell of a table into another.
    """
    solid = [glyph for glyph in glyphs if not glyph.space]
    if not solid:
        return ()
    sets_spaces = (len(glyphs) - len(solid)) > _SETS_SPACES * len(glyphs)
    runs = _rows(_runs(glyphs, cell_of), cell_of)
    lines = (replace(_line(run, width, height, sets_spaces=sets_spaces), cell=cell_of(run.glyphs[0])) for run in runs)
    return tuple(line for line in lines if line.text)


def _runs(glyphs: Sequence[Glyph], cell_of: CellOf) -> list[_Run]:
    runs: list[_Run] = []
    stray: list[Glyph] = []
    space: Glyph | None = None
    for glyph in glyphs:
        run = runs[-1] if runs else None
        if glyph.space:
            space = glyph
            continue
        if _MARKS.fullmatch(glyph.text):
            if run is None or not _put_on(glyph, [run], last=_NEAR_LETTERS):
                stray.append(glyph)
            continue
        if run is None or not _follows(glyph, run) or cell_of(glyph) != cell_of(run.glyphs[-1]):
            run = _Run()
            runs.append(run)
        run.add(glyph, spaced=space is not None and _is_before(space, glyph))
        space = None
    for mark in stray:
        _put_on(mark, runs)
    return runs


def _is_before(space: Glyph, glyph: Glyph) -> bool:
    return abs(space.base - glyph.base) < _SAME_BASE * glyph.size and space.start < glyph.start + 0.1 * glyph.size


def _follows(glyph: Glyph, run: _Run) -> bool:
    size = max(glyph.size, run.glyphs[-1].size)
    gap = glyph.start - run.end
    return abs(glyph.base - run.glyphs[-1].base) < _SAME_BASE * size and -_BACK * size <= gap <= _RUN_GAP * size


def _put_on(mark: Glyph, runs: Sequence[_Run], last: int = 0) -> bool:
    """The mark on the letter (of the `last` ones of each run) that it stands over or under, if there is one."""
    middle = (mark.left + mark.right) / 2
    best: tuple[float, _Run, int] | None = None
    for run in runs:
        if abs(mark.base - run.base) >= 0.8 * run.size:
            continue
        for i in range(max(0, len(run.glyphs) - last) if last else 0, len(run.glyphs)):
            letter = run.glyphs[i]
            away = abs(middle - (0.3 * letter.start + 0.7 * letter.end)) + abs(mark.base - letter.base)
            if away < _ON * letter.size and (best is None or away < best[0]):
                best = away, run, i
    if best is None:
        return False
    best[1].marks[best[2]].append(mark)
    return True


def _rows(runs: list[_Run], cell_of: CellOf) -> list[_Run]:
    """Runs that stand close beside each other on one baseline joined, in reading order."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (run.base, run.start)):
        for row in reversed(rows[-3:]):
            if abs(run.base - row[0].base) < _SAME_BASE * min(run.size, row[0].size):
                row.append(run)
                break
        else:
            rows.append([run])
    joined: list[_Run] = []
    for row in rows:
        row.sort(key=lambda run: run.start)
        line = row[0]
        for run in row[1:]:
            gap, size = run.start - line.end, max(run.size, line.size)
            same = cell_of(run.glyphs[0]) == cell_of(line.glyphs[-1])
            if same and -_BACK * size <= gap <= _RUN_GAP * size:
                line.append(run)
            else:
                joined.append(line)
                line = run
        joined.append(line)
    return joined


def _line(run: _Run, width: float, height: float, *, sets_spaces: bool) -> TextLine:
    gaps = [after.start - end for end, after in zip(run.ends, run.glyphs[1:], strict=False)]
    usual = max(0.0, median(gaps)) if gaps else 0.0  # letters set wide apart (SARA Thai justification) are no words
    text = run.glyphs[0].text + _marks(run.marks[0])
    following = zip(gaps, run.glyphs, run.glyphs[1:], run.marks[1:], run.spaced[1:], strict=False)
    for gap, before, glyph, marks, spaced in following:
        size = glyph.size
        unset = _AFTER_SHARED if before.shared else 2 * usual / size + (_TAB if sets_spaces else _WORD)
        least = (_REAL_SPACE if spaced else unset) * size
        text += (" " if gap >= least else "") + glyph.text + _marks(marks)
    every = [*run.glyphs, *(mark for marks in run.marks for mark in marks)]
    box = Box(
        _share(min(g.left for g in every), width),
        _share(min(g.top for g in every), height),
        _share(max(g.right for g in every), width),
        _share(max(g.bottom for g in every), height),
    )
    return TextLine(repair(text).strip(), box, 1.0, ENGINE)


def _marks(marks: Sequence[Glyph]) -> str:
    """Vowels before tones, as Thai is written; the order in which they were drawn does not matter."""
    return "".join(sorted((mark.text for mark in marks), key=lambda c: "\u0e48" <= c <= "\u0e4c"))


def _share(value: float, whole: float) -> float:
    return min(1.0, max(0.0, value / whole))


def characters(text: str) -> str:
    """What two readings of one text must share: its characters without spaces and what nobody sees, ำ as its two parts."""
    plain = {character: repair(character) for character in set(text)}
    kept = (plain[c] for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cn"))
    return unicodedata.normalize("NFC", "".join(kept)).replace("\u0e33", "\u0e4d\u0e32").replace("แ", "เเ")
