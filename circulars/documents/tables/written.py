"""Tables in what a mail says: of HTML by its own rows, of plain text by tabs, strokes or wide gaps.

What is quoted from an earlier mail is nobody's answer and is left out. A row of plain text that has not as many cells as its
head cannot say which one is missing: all its cells are in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree

from circulars.documents.tables.cells import ABOVE, LEFT, Cell, Grid, squared
from circulars.lexicon.reading.page import MAIL_QUOTED
from circulars.lexicon.reading.parts import FIGURE_CELL

STRUCK = "มีข้อความที่ขีดฆ่าไว้"
UNEVEN = "แถวนี้มีจำนวนช่องไม่เท่าหัวตาราง กรุณาดูข้อความเดิม"
MOST_SPAN, MOST_ROWS = 60, 3000
_MARK = "\ue000"
_NO_WIDTH = re.compile("[\u200b-\u200d\ufeff]")
_GAP = re.compile("[ \u00a0]{2,}")
_STROKE = "|"
_RULE = re.compile(r"[-+=|:_ ]{3,}")


def grids_in_text(text: str) -> tuple[Grid, ...]:
    """The tables of a mail's text, HTML or plain, in order."""
    if "<table" in text.lower():
        return tuple(squared(f"ตารางที่ {place}", rows) for place, rows in enumerate(_of_html(text), 1))
    plain = "\n".join(line for line in _own(text).splitlines() if not line.lstrip().startswith(">"))
    return tuple(squared(f"ตารางที่ {place}", rows) for place, rows in enumerate(_of_plain(plain), 1))


def answers_something(grid: Grid) -> bool:
    """A table with named columns and figures under them; a signature that is set as a table is none.

    >>> head, row = (Cell("ตำบล"), Cell("แห่ง")), (Cell("ก"), Cell("๑๒"))
    >>> answers_something(Grid("", (head, row))), answers_something(Grid("", ((Cell("โทร"), Cell("๐ ๔๒๐๐ ๐๐๐๐")), row)))
    (True, False)
    """
    names = [cell.text for cell in grid.rows[0]]
    figures = [cell.text for row in grid.rows[1:] for cell in row if FIGURE_CELL.match(cell.text)]
    named = len(names) > 1 and all(names) and len({*names}) == len(names)
    return named and not any(FIGURE_CELL.match(name) for name in names) and bool(figures)


def _own(text: str) -> str:
    """What stands before an earlier mail is quoted."""
    found = MAIL_QUOTED.search(text)
    return text[: found.start()] if found else text


def _of_html(text: str) -> Iterator[list[list[Cell]]]:
    root = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=False))
    if root is None:
        return
    for quoted in [one for one in root.iter(etree.Comment, "script", "style", "blockquote", "div") if _quotes(one)]:
        if (parent := quoted.getparent()) is not None:
            parent.remove(quoted)
    inner = [one for one in root.iter("table") if len([*one.iter("table")]) == 1]  # others only lay out the mail
    before = _own(_with_marks(root, inner)).count(_MARK)
    for table in inner[:before]:
        if rows := _html_rows(table):
            yield rows


def _quotes(node: etree._Element) -> bool:
    """What is no answer: an earlier mail as programs mark it, and what nobody sees."""
    return node.tag != "div" or "gmail_quote" in str(node.get("class") or "")


def _with_marks(root: etree._Element, tables: Sequence[etree._Element]) -> str:
    """The text in lines, with a mark where each of the tables begins."""
    known = {id(one) for one in tables}
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            parts += [_MARK] if id(node) in known else []
            parts.append(node.text or "")
        else:
            parts.append("\n" if node.tag in ("p", "div", "br", "tr", "li", "table", "hr") else "")
            parts.append(" ".join((node.tail or "").split("\n")))
    return "\n".join(" ".join(line.split()) for line in "".join(parts).splitlines() if line.strip())


def _html_rows(table: etree._Element) -> list[list[Cell]]:
    """Rows of cells; one that reaches over several is told as covering them."""
    rows: list[list[Cell]] = []
    open_: dict[int, tuple[int, str]] = {}  # a column that a cell above reaches into: for how many rows, with what text
    for line in list(table.iter("tr"))[:MOST_ROWS]:
        made: list[Cell] = []
        cells = iter([one for one in line if one.tag in ("td", "th")])
        while len(made) < MOST_SPAN:
            if (below := open_.get(len(made))) is not None and below[0]:
                open_[len(made)] = (below[0] - 1, below[1])
                made.append(Cell(below[1], covered=ABOVE))
            elif (cell := next(cells, None)) is not None:
                wide, high, one = _span(cell, "colspan"), _span(cell, "rowspan"), _html_cell(cell)
                open_ |= {len(made) + at: (high - 1, one.text) for at in range(wide)}
                made += [one, *(Cell(one.text, covered=LEFT) for _ in range(wide - 1))]
            else:
                break
        rows.append(made)
    return rows


def _span(cell: etree._Element, name: str) -> int:
    told = str(cell.get(name) or "1").strip()
    return max(1, min(int(told), MOST_SPAN)) if told.isascii() and told.isdecimal() else 1


def _html_cell(cell: etree._Element) -> Cell:
    text = _clean("".join(str(part) for part in cell.itertext()))
    hidden = any("display:none" in str(one.get("style") or "").replace(" ", "").lower() for one in cell.iter())
    struck = next(cell.iter("s", "del", "strike", "input", "select"), None) is not None
    return Cell(text, STRUCK if hidden or struck else "")


def _clean(text: str) -> str:
    return " ".join(_NO_WIDTH.sub("", text).split())


def _of_plain(text: str) -> Iterator[list[list[Cell]]]:
    """Runs of lines that are parted in one way, of two cells and more."""
    parted = [found for line in text.splitlines() if (found := _parted(line)) is not None]
    for way, run in groupby(parted, key=lambda one: one[0]):
        rows = [cells for _, cells in run]
        if way and len(rows) > 1:
            wide = len(rows[0])
            yield [[Cell(one, "" if len(row) == wide else UNEVEN) for one in row] for row in rows]


def _parted(line: str) -> tuple[str, list[str]] | None:
    """How the cells of a line are parted (empty: it is no row), and the cells; None for a rule between rows."""
    bare = line.strip()
    if not bare:
        return "", []
    if _RULE.fullmatch(bare):
        return None
    if bare.count(_STROKE) > 1:
        inner = bare.removeprefix(_STROKE).removesuffix(_STROKE)
        return _STROKE, [_clean(one) for one in inner.split(_STROKE)]
    if "\t" in line.strip("\r\n "):
        return "tab", [_clean(one) for one in line.strip("\r\n").split("\t")]
    cells = [_clean(one) for one in _GAP.split(bare)]
    return ("gap", cells) if len(cells) > 1 else ("", cells)
