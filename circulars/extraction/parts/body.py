"""The body's paragraphs up to the closing, without tables and what a page only carries over."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from circulars.extraction.foot.signature import is_closing, is_motto
from circulars.extraction.page.lines import Line, plain_doubts, seen
from circulars.extraction.parts.sections import FULL_LINE, joined, same_row
from circulars.extraction.parts.tables.reading import tables_of
from circulars.letter.doubt import TABLE_FOLLOWS
from circulars.letter.field import Field
from circulars.lexicon.phrases import OPENING, PURPOSE
from circulars.lexicon.reading.parts import (
    DOTS_AT_END,
    DRAWN,
    ITEM,
    NUMBER_WITHOUT_STOP,
    PAGE_NUMBER,
    RUNS_OVER,
    STOP_BEHIND,
)
from circulars.lexicon.rows import literally
from circulars.thai.digits import to_arabic

_TABLE_GAP = 4  # lines between two rows of cells that still are one table


def paragraphs(lines: Sequence[Line]) -> tuple[Field[str], ...]:
    """The body's paragraphs up to the closing: a new one at a first-line indent, an item, or an opening word."""
    groups: list[list[Line]] = []
    followed_by_table: set[int] = set()
    margin = min((line.left for line in lines if line.left is not None), default=None)
    kept = tables_of(lines)
    tables = _table_lines(lines)
    for index, line in enumerate(lines):
        if is_closing(line.text):
            break
        if line.source.cell is not None and (line.page, line.source.cell.table) in kept:
            continue
        if index in tables:
            followed_by_table.add(len(groups) - 1)
            continue
        if _page_furniture(line) or is_motto(line) or DRAWN.match(line.text):
            continue
        if not groups or _new_paragraph(line, groups[-1], margin):
            groups.append([line])
        else:
            groups[-1].append(line)
    fields = []
    for number, group in enumerate(groups):
        text = joined([_numbered(group[0]), *(line.text for line in group[1:])], prose=True)
        doubts = plain_doubts(group)
        if number in followed_by_table:
            doubts = (*doubts, TABLE_FOLLOWS())
        fields.append(Field(text, seen(group, text, "body.paragraph"), doubts))
    return tuple(field for field in fields if field.value)


def _table_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of a table's lines: rows of two or more cells, and what stands between two of them.

    Running text fills its row in one piece; a row in pieces below the head is a row of cells.
    """
    celled = [
        index
        for index in range(1, len(lines))
        if same_row(lines[index], lines[index - 1]) or (index > 1 and same_row(lines[index], lines[index - 2]))
    ]
    found: set[int] = set()
    for first, last in itertools.pairwise(celled):
        if last - first <= _TABLE_GAP and lines[first].page == lines[last].page:
            found.update(range(first - 1, last + 1))
    for index in sorted(found, reverse=True)[:1]:
        after = index + 1
        while after < len(lines) and _inside_cell(lines[after], lines[index]):
            found.add(after)
            after += 1
    return frozenset(found)


def _inside_cell(line: Line, above: Line) -> bool:
    """A short line right below a table that starts in one of its cells, not at the margin or the indent."""
    if line.box is None or above.box is None or line.page != above.page:
        return False
    return (
        line.box.right < FULL_LINE
        and line.box.left > 0.2
        and line.box.top - above.box.bottom < 0.025
        and line.box.width < 0.5
    )


def _numbered(line: Line) -> str:
    """The first line of a paragraph; the stop after an item's number is taken from the witness who saw it."""
    witness = line.source.witness
    match = NUMBER_WITHOUT_STOP.match(line.text)
    if match and witness is not None and STOP_BEHIND(number=literally(match[1])).match(witness.text.strip()):
        return f"{match[1]}. {line.text[match.end() :]}"
    return line.text


def _page_furniture(line: Line) -> bool:
    """A page number, or the word that runs over to the next page."""
    if PAGE_NUMBER.fullmatch(line.text):
        return line.box is None or line.box.top < 0.12
    if RUNS_OVER.match(line.text) or (DOTS_AT_END.search(line.text) and len(line.text) < 40):
        return True
    at_foot = line.box is not None and line.box.top > 0.85 and line.box.left > 0.5
    return at_foot and line.text.endswith(".") and len(line.text) < 40


def _new_paragraph(line: Line, group: Sequence[Line], margin: float | None) -> bool:
    if same_row(line, group[-1]):
        return False
    if PURPOSE.match(line.text):
        return True
    if line.left is None or margin is None:
        return line.after_blank or (bool(OPENING.match(line.text) or ITEM.match(line.text)) and _ends(group[-1].text))
    return line.left - margin > 0.06


def _ends(text: str) -> bool:
    """A line of plain text that may end a paragraph: shorter than lines that run on usually are."""
    return len(to_arabic(text)) < 75 or text.endswith(("นั้น", "ดังนี้", "ด้วย"))
