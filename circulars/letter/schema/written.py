"""How the parts of a letter are written for people and for the contract's JSON, and what people type read back."""

from __future__ import annotations

import re
from typing import Any

from circulars.errors import CircularsError
from circulars.letter.field import Field
from circulars.letter.letter import Cell, CitedLetter, Enclosure, Letter, ReceiptStamp, Table, Urgency
from circulars.letter.reference import format_reference, parse_reference
from circulars.thai.dates import format_date
from circulars.thai.find_dates import parse_date

Record = dict[str, Any]
NO_URGENCY = "ปกติ"


def plain(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


def read_urgency(text: str) -> Urgency:
    """A class of urgency of ข้อ ๒๘. Raises CircularsError for another word."""
    try:
        return Urgency(plain(text))
    except ValueError as error:
        known = ", ".join(Urgency)
        raise CircularsError(f"ชั้นความเร็ว “{plain(text)}” ไม่มีในระเบียบ ใช้ {known} หรือ {NO_URGENCY}") from error


def write_cited(cited: CitedLetter) -> str:
    """A line of อ้างถึง as a form shows it: owner, urgency, ``ที่`` number, ``ลงวันที่`` date."""
    if cited.number is None and cited.dated is None:
        return plain(cited.raw)
    parts = (
        cited.agency,
        cited.urgency and str(cited.urgency),
        f"ที่ {format_reference(cited.number)}" if cited.number else None,
        f"ลงวันที่ {format_date(cited.dated)}" if cited.dated else None,
    )
    return " ".join(part for part in parts if part)


def read_cited(text: str) -> CitedLetter:
    """Read a line of อ้างถึง. Raises InvalidReference or InvalidDate for a number or date that is none."""
    line = plain(text)
    rest, _, date_text = line.partition("ลงวันที่")
    owner, has_number, number_text = rest.partition("ที่ ") if " ที่ " in f" {rest}" else (rest, "", "")
    owner = owner.removeprefix("หนังสือ").strip()
    urgency = next((level for level in reversed(Urgency) if owner.endswith(level)), None)
    agency = owner.removesuffix(urgency).strip() if urgency else owner
    return CitedLetter(
        agency or None,
        urgency,
        parse_reference(number_text.strip()) if has_number else None,
        parse_date(date_text.strip()) if date_text.strip() else None,
        line,
    )


def write_enclosure(enclosure: Enclosure) -> str:
    """A line of สิ่งที่ส่งมาด้วย as a form shows it: ``title จำนวน quantity``."""
    return f"{enclosure.title} จำนวน {enclosure.quantity}" if enclosure.quantity else enclosure.title


def read_enclosure(text: str) -> Enclosure:
    """Read a line of สิ่งที่ส่งมาด้วย."""
    title, _, quantity = plain(text).rpartition(" จำนวน ")
    return Enclosure(title, quantity) if title else Enclosure(plain(text))


def reference_record(letter: Letter) -> Record:
    """The number in normal form, and whether it bears ว."""
    number = letter.reference.value
    return {"reference_number": format_reference(number) if number else None, "is_circular": letter.is_circular}


def date_record(letter: Letter) -> Record:
    """The letter's day in both eras."""
    dated = letter.dated.value
    return {"date_be": dated.iso_be if dated else None, "date_ce": dated.iso_ce if dated else None}


def cited_record(cited: CitedLetter) -> Record:
    """A cited letter as the contract has it."""
    return {
        "agency": cited.agency,
        "urgency": cited.urgency and str(cited.urgency),
        "number": format_reference(cited.number) if cited.number else None,
        "date_be": cited.dated.iso_be if cited.dated else None,
    }


def signatory_record(letter: Letter) -> Record:
    """Who signed and in what capacity; null where nobody was read."""
    signed = letter.signatory.value
    if signed is None:
        return {"signatory": None}
    parts = ("name", "position", "acting_phrase", "acting_for")
    return {"signatory": {part: getattr(signed, part) for part in parts}}


def stamp_record(stamp: ReceiptStamp) -> Record:
    """A receiving stamp as the contract has it."""
    day = stamp.dated.iso_be if stamp.dated else None
    return {"office": stamp.office, "number": stamp.number, "date_be": day, "time": stamp.time}


def table_record(table: Field[Table]) -> Record:
    """A table as the contract has it, with the cells that a person must confirm by row and column from 0."""
    value, seen = table.value, table.evidence
    if value is None or seen is None:
        return {}
    box = seen.box
    asked = [
        [row, column]
        for row, cells in enumerate(value.rows)
        for column, cell in enumerate(cells)
        if cell.doubts and not cell.again
    ]
    return {
        "page": seen.page,
        "box": [round(side, 4) for side in (box.left, box.top, box.right, box.bottom)] if box else None,
        "rows": [[cell.text for cell in row] for row in value.rows],
        "head": value.head,
        "asked": asked,
    }


def table_words(table: Table) -> str:
    """The words of a table, row by row."""
    return "\n".join(" ".join(cell.text for cell in row if cell.text and not cell.again) for row in table.rows)


_BETWEEN, _UNDER_HEAD = " | ", "---"


def write_table(table: Table) -> str:
    """A table as a form shows it: a row a line, ``|`` between cells, ``---`` under the head.

    >>> print(write_table(Table(((Cell("อำเภอ"), Cell("จำนวน")), (Cell("พังโคน"), Cell("๕"))))))
    อำเภอ | จำนวน
    ---
    พังโคน | ๕
    """
    lines = [_BETWEEN.join(plain(cell.text).replace("|", "/") for cell in row) for row in table.rows]
    return "\n".join((*lines[: table.head], _UNDER_HEAD, *lines[table.head :]))


def read_table(text: str) -> Table:
    """Read a table as it is written in a form. Raises CircularsError where rows are not of one length."""
    lines = [line.strip() for line in text.strip().splitlines()]
    head = lines.index(_UNDER_HEAD) if _UNDER_HEAD in lines else 0
    rows = [tuple(Cell(plain(cell)) for cell in re.split(r"[|]", line)) for line in lines if line != _UNDER_HEAD]
    if len({len(row) for row in rows}) != 1:
        raise CircularsError("ทุกแถวของตารางต้องมีจำนวนช่องเท่ากัน กรุณาคั่นช่องด้วย | ให้ครบทุกแถว ช่องว่างเว้นว่างไว้ระหว่าง | ได้")
    return Table(tuple(rows), head)
