"""What speaks against a cell of a table, and what speaks for it: two readers, the count of its rows, the sum under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from circulars.directory.places import district_names, province_names
from circulars.extraction.page.lines import GIVEN_TEXT, UNSURE_AGREED, UNSURE_DIGIT, UNSURE_LINE, Line
from circulars.letter.doubt import (
    BY_HAND,
    MAY_BE,
    ORDER_DIFFERS,
    SUM_DIFFERS,
    UNCLEAR,
    UNKNOWN_WORDS,
    UNREAD,
    WITNESSES_DIFFER,
    Doubt,
)
from circulars.letter.letter import Cell, Table
from circulars.lexicon.reading.parts import FIGURE_CELL, GROUPED, ORDINAL_COLUMN, SUM_ROW
from circulars.thai.digits import THAI_DIGITS, digit_runs, to_arabic, to_thai
from circulars.thai.find_dates import find_dates
from circulars.thai.text import repair

_READING = (UNCLEAR(), WITNESSES_DIFFER(), BY_HAND())
_LEAST_COUNTED = 3
_MOSTLY = 0.75


def is_figure(text: str) -> bool:
    """A cell that holds a figure or a day and nothing else.

    >>> is_figure("๑,๒๐๐ บาท"), is_figure("๒๘ มกราคม ๒๕๗๐"), is_figure("อำเภอพังโคน"), is_figure("")
    (True, True, False, False)
    """
    days = find_dates(text)
    return bool(FIGURE_CELL.match(text)) or (len(days) == 1 and len(days[0].text) + 8 >= len(text))


def cell_doubts(text: str, lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """Why a person must look at a cell: digits that two readers do not read alike, letters that are hard to read."""
    if all(line.source.engine in GIVEN_TEXT for line in lines):
        return ()
    doubts: list[Doubt] = []
    for line in lines:
        if line.source.handwritten:
            doubts.append(BY_HAND())
        if any(sign.isdigit() for sign in line.text):
            doubts += _digit_doubts(line)
        elif not _is_place(line.text):
            doubts += _word_doubts(line)
    return tuple(dict.fromkeys(doubts))


def _word_doubts(line: Line) -> list[Doubt]:
    witness = line.source.witness
    if witness is not None and _signs(line.source.text) != _signs(witness.text):
        return [WITNESSES_DIFFER()]
    return [UNCLEAR()] if line.source.confidence < UNSURE_LINE else []


def _is_place(text: str) -> bool:
    """A province or district letter for letter, which no misread name is."""
    plain = "".join(text.split())
    names = (plain, plain.removeprefix("อำเภอ"), plain.removeprefix("จังหวัด"))
    return any(name in district_names() or name in province_names() for name in names)


def _digit_doubts(line: Line) -> list[Doubt]:
    witness = line.source.witness
    if witness is None:
        return [UNCLEAR()]
    if _signs(line.source.text) == _signs(witness.text):
        return [UNCLEAR()] if _least(line) < UNSURE_AGREED else []
    figures = "".join(sign for sign in _signs(line.source.text) if not _is_letter(sign))
    others = "".join(sign for sign in _signs(witness.text) if not _is_letter(sign))
    if figures != others:
        return [WITNESSES_DIFFER()]
    return [UNCLEAR()] if _least(line) < UNSURE_DIGIT else []


def _signs(text: str) -> str:
    """What two readers must share: every sign but spaces, in one script of digits, thousands parted alike."""
    return to_arabic("".join(grouped(repair(text)).split()))


def grouped(text: str) -> str:
    """An amount with commas between its thousands; one that might be a fraction as it is.

    >>> grouped("๔๔.๘๒๖.๐๐"), grouped("๑.๓๖๕.,๕๐๐ บาท"), grouped("๔๑๐.๕๐๐")
    ('๔๔,๘๒๖.๐๐', '๑,๓๖๕,๕๐๐ บาท', '๔๑๐.๕๐๐')
    """
    found = GROUPED.match(text.strip())
    if found is None:
        return text
    groups = digit_runs(found["groups"])
    if len(groups) == 1 and found["cents"] is None and "," not in found["groups"]:
        return text
    return _written(found) + text.strip()[found.end() :]


def _written(found: re.Match[str]) -> str:
    cents = f".{found['cents']}" if found["cents"] else ""
    return ",".join((found["first"], *digit_runs(found["groups"]))) + cents


def _is_letter(sign: str) -> bool:
    return "\u0e01" <= sign <= "\u0e4e"


def _least(line: Line) -> float:
    """The least confidence of the digits and what stands between them; the line's own where none is told."""
    source = line.source
    if len(source.characters) != len(source.text):
        return source.confidence
    both = zip(source.text, source.characters, strict=True)
    return min((sure for sign, sure in both if not _is_letter(sign) and not sign.isspace()), default=source.confidence)


def confirmed(table: Table, *, given: bool) -> Table:
    """The table with what its own arithmetic says: a column that counts, a column under which its sum stands."""
    columns = [list(column) for column in zip(*table.rows, strict=True)]
    if not given:
        columns = [[*column[: table.head], *_in_groups(column[table.head :])] for column in columns]
        filled = [sum(bool(cell.text) for cell in row) * 2 > len(row) and not _is_sum(row) for row in table.rows]
        columns = [[*column[: table.head], *_places(column[table.head :])] for column in columns]
        columns = [[*column[: table.head], *_holes(column[table.head :], filled[table.head :])] for column in columns]
    names = table.names
    sums = next((at for at in range(len(table.rows) - 1, table.head, -1) if _is_sum(table.rows[at])), None)
    for number, column in enumerate(columns):
        last = len(column) if sums is None else sums
        if ORDINAL_COLUMN.match(names[number].strip()) or _counts(column[table.head : last]):
            column[table.head : last] = _counted(column[table.head : last], given=given)
        elif sums is not None:
            column[table.head : sums + 1] = _summed(column[table.head : sums + 1], given=given)
    return replace(table, rows=tuple(zip(*columns, strict=True)))


def _in_groups(cells: Sequence[Cell]) -> list[Cell]:
    """Amounts with commas between thousands; one stop is taken for a comma where the column has some, and asked."""
    mended = [replace(cell, text=grouped(cell.text)) for cell in map(_with_noughts, cells)]
    if not any("," in cell.text for cell in mended):
        return mended
    return [_with_comma(cell) for cell in mended]


def _places(cells: Sequence[Cell]) -> list[Cell]:
    """A name that is no place is asked in a column of places."""
    named = [cell.text for cell in cells if cell.text and not cell.again]
    if len(named) < _LEAST_COUNTED or sum(map(_is_place, named)) * 2 < len(named):
        return list(cells)
    strange = (bool(cell.text) and not _is_place(cell.text) and not SUM_ROW.match(cell.text) for cell in cells)
    return [_asked(cell, UNKNOWN_WORDS(cell.text)) if odd else cell for cell, odd in zip(cells, strange, strict=True)]


def _holes(cells: Sequence[Cell], filled: Sequence[bool]) -> list[Cell]:
    """An empty cell of a filled row is asked where nearly all the others of its column are figures."""
    figures = sum(is_figure(cell.text) for cell in cells)
    if len(cells) < _LEAST_COUNTED or figures < _MOSTLY * len(cells):
        return list(cells)
    both = zip(cells, filled, strict=True)
    return [_asked(cell, UNREAD()) if row and not cell.text else cell for cell, row in both]


def _with_noughts(cell: Cell) -> Cell:
    """A round Latin letter among digits is a nought, and asked."""
    text = "".join("0" if sign in "oO" else sign for sign in cell.text)
    if text == cell.text or not FIGURE_CELL.match(text):
        return cell
    mended = to_thai(text) if any(sign in THAI_DIGITS for sign in cell.text) else text
    return _asked(replace(cell, text=mended), MAY_BE(cell.text, mended))


def _with_comma(cell: Cell) -> Cell:
    found = GROUPED.match(cell.text)
    if found is None or "," in cell.text:
        return cell
    text = _written(found) + cell.text[found.end() :]
    return _asked(replace(cell, text=text), MAY_BE(cell.text, text))


def _is_sum(row: Sequence[Cell]) -> bool:
    return any(SUM_ROW.match(cell.text.strip()) for cell in row)


def _counts(cells: Sequence[Cell]) -> bool:
    numbers = [_number(cell.text) for cell in cells]
    following = sum(number == at for at, number in enumerate(numbers, 1))
    return len(cells) >= _LEAST_COUNTED and following >= _MOSTLY * len(cells)


def _counted(cells: Sequence[Cell], *, given: bool) -> list[Cell]:
    """Cells that count the rows: one that follows is sure, one that does not is asked."""
    own = [at for at, cell in enumerate(cells) if not cell.again]
    numbers = {at: _number(cells[at].text) for at in own}
    start = next((number - place for place, at in enumerate(own) if (number := numbers[at]) is not None), None)
    if start is None or not own:
        return list(cells)
    offsets = [number - place for place, at in enumerate(own) if (number := numbers[at]) is not None]
    usual = max(set(offsets), key=offsets.count)
    if offsets.count(usual) * 2 < len(own):
        return list(cells)
    changed = list(cells)
    for place, at in enumerate(own):
        if numbers[at] == usual + place:
            changed[at] = _sure(cells[at])
        elif not given:
            changed[at] = _asked(cells[at], ORDER_DIFFERS())
    return changed


def _summed(cells: Sequence[Cell], *, given: bool) -> list[Cell]:
    """Cells over their sum, which are sure where it is theirs, and asked where it is not."""
    *parts, total = cells
    figures = [_amount(cell.text) for cell in parts if cell.text and not cell.again]
    whole = _amount(total.text)
    known = [figure for figure in figures if figure is not None]
    if whole is None or len(known) < 2:
        return list(cells)
    if len(known) == len(figures) and sum(known) == whole:
        return [_sure(cell) for cell in cells]
    return list(cells) if given else [_asked(cell, SUM_DIFFERS()) if cell.text else cell for cell in cells]


def _sure(cell: Cell) -> Cell:
    return replace(cell, doubts=tuple(one for one in cell.doubts if one not in _READING))


def _asked(cell: Cell, doubt: Doubt) -> Cell:
    return cell if doubt in cell.doubts else replace(cell, doubts=(*cell.doubts, doubt))


def _number(text: str) -> int | None:
    plain = to_arabic(text).strip(" .)(")
    return int(plain) if plain.isdecimal() else None


def _amount(text: str) -> Decimal | None:
    """The figure of a cell without its unit; a dash is nothing."""
    plain = to_arabic(text).replace(",", "").strip()
    plain = plain.rstrip("".join(sign for sign in plain if _is_letter(sign)) + " .") if plain[:1].isdigit() else plain
    if plain in ("-", "–"):
        return Decimal(0)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
