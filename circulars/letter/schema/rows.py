"""The fields of a letter, one row each: its names, how it is written, read back, searched and shown.

Whoever shows, corrects, records or searches a letter goes over these rows, so a field that is added here is in the form of
the review, in ``circulars read --json`` and ``circulars show``, in the pictures of ``--debug-dir`` and in the search index.
How a field is read from a page is `circulars.extraction`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference, parse_reference
from circulars.letter.schema.written import (
    Record,
    cited_record,
    date_record,
    plain,
    read_cited,
    read_enclosure,
    read_table,
    read_urgency,
    reference_record,
    signatory_record,
    stamp_record,
    table_record,
    table_words,
    write_cited,
    write_enclosure,
    write_table,
)
from circulars.thai.dates import format_date
from circulars.thai.find_dates import parse_date
from circulars.thai.text import folded


@dataclass(frozen=True, slots=True)
class Form:
    """How a person corrects a field: its label, how a value is written, and how typed text is read back.

    ``many`` fields have one value a line, or a paragraph where ``parted`` is an empty line. ``read`` raises CircularsError
    with a Thai reason for what it cannot read.
    """

    part: str
    label: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    many: bool = False
    parted: str = "\n"


@dataclass(frozen=True, slots=True)
class Searched:
    """Under which field of the search a letter's words are found; ``turn`` keeps their order among the others of it."""

    under: str
    words: Callable[[Letter], tuple[str, ...]]
    turn: int = 0


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field: ``part`` names it in `Letter`, ``name`` in the contract's JSON and in findings, ``label`` in lists in Thai.

    ``record`` gives the members of the JSON object that it makes; without it the field is not in the JSON.
    """

    part: str
    name: str
    label: str
    record: Callable[[Letter], Record] | None = None
    form: Form | None = None
    searched: Searched | None = None
    shown: bool = False


def _plainly(name: str) -> Callable[[Letter], Record]:
    """The value of a field that is a word, or null."""

    def record(letter: Letter) -> Record:
        value = getattr(letter, name).value
        return {name: None if value is None else str(value)}

    return record


def _members(part: str, write: Callable[[Any], object]) -> Callable[[Letter], Record]:
    """A list of the members that were read."""
    return lambda letter: {part: [write(one.value) for one in getattr(letter, part) if one.value]}


def _words(*of: Callable[[Letter], str | None]) -> Callable[[Letter], tuple[str, ...]]:
    return lambda letter: tuple(one(letter) or "" for one in of)


def _all(part: str, write: Callable[[Any], str] = str) -> Callable[[Letter], tuple[str, ...]]:
    return lambda letter: tuple(write(one.value) for one in getattr(letter, part) if one.value)


def _number(letter: Letter) -> str:
    return format_reference(letter.reference.value) if letter.reference.value else ""


_ROWS = (
    FieldRow("kind", "kind", "ชนิด", lambda letter: {"kind": str(letter.kind.value or "other")}, shown=True),
    FieldRow("secrecy", "secrecy", "ชั้นความลับ", _plainly("secrecy"), shown=True),
    FieldRow(
        "reference",
        "reference_number",
        "ที่",
        reference_record,
        Form("reference", "ที่ (เลขหนังสือที่รับ)", format_reference, lambda text: parse_reference(plain(text))),
        Searched("number", _words(_number, lambda letter: folded(_number(letter)))),  # with and without spaces
        shown=True,
    ),
    FieldRow(
        "dated",
        "date_be",
        "ลงวันที่",
        date_record,
        Form("dated", "ลงวันที่", format_date, lambda text: parse_date(plain(text))),
        Searched("body", _words(lambda letter: format_date(letter.dated.value) if letter.dated.value else "")),
        shown=True,
    ),
    FieldRow(
        "sender_agency",
        "sender_agency",
        "จาก",
        _plainly("sender_agency"),
        Form("sender_agency", "ส่วนราชการเจ้าของหนังสือ", str, plain),
        Searched("sender", _words(lambda letter: letter.sender_agency.value)),
        shown=True,
    ),
    FieldRow("sender_address", "sender_address", "ที่อยู่"),
    FieldRow(
        "urgency",
        "urgency",
        "ชั้นความเร็ว",
        _plainly("urgency"),
        Form("urgency", "ชั้นความเร็ว", str, read_urgency),
        Searched("body", _words(lambda letter: str(letter.urgency.value or ""))),
        shown=True,
    ),
    FieldRow(
        "subject",
        "subject",
        "เรื่อง",
        _plainly("subject"),
        Form("subject", "เรื่อง", str, plain),
        Searched("subject", _words(lambda letter: letter.subject.value)),
        shown=True,
    ),
    FieldRow("salutation", "salutation", "คำขึ้นต้น"),
    FieldRow(
        "addressees",
        "addressees",
        "เรียน",
        _members("addressees", str),
        Form("addressees", "เรียน (บรรทัดละหนึ่งราย)", str, plain, many=True),
        Searched("addressee", _all("addressees")),
        shown=True,
    ),
    FieldRow(
        "references",
        "references",
        "อ้างถึง",
        _members("references", cited_record),
        Form("references", "อ้างถึง (บรรทัดละหนึ่งฉบับ)", write_cited, read_cited, many=True),
        Searched("body", _all("references", lambda cited: str(cited.raw)), turn=2),
        shown=True,
    ),
    FieldRow(
        "enclosures",
        "enclosures",
        "สิ่งที่ส่งมาด้วย",
        _members("enclosures", lambda one: {"title": one.title, "quantity": one.quantity}),
        Form("enclosures", "สิ่งที่ส่งมาด้วย (บรรทัดละหนึ่งรายการ)", write_enclosure, read_enclosure, many=True),
        Searched("body", _all("enclosures", lambda one: str(one.title)), turn=1),
        shown=True,
    ),
    FieldRow(
        "body",
        "body",
        "ข้อความ",
        _members("body", str),
        Form("body", "เนื้อความ (เว้นบรรทัดระหว่างย่อหน้า)", str, plain, many=True, parted="\n\n"),
        Searched("body", _all("body"), turn=3),
    ),
    FieldRow(
        "tables",
        "tables",
        "ตาราง",
        lambda letter: {"tables": [table_record(one) for one in letter.tables if one.value and one.evidence]},
        Form(
            "tables",
            "ตาราง (แถวละบรรทัด คั่นช่องด้วย | เว้นบรรทัดระหว่างตาราง)",
            write_table,
            read_table,
            many=True,
            parted="\n\n",
        ),
        searched=Searched("body", _all("tables", table_words), turn=4),
    ),
    FieldRow("closing", "closing", "คำลงท้าย", _plainly("closing"), shown=True),
    FieldRow(
        "signatory",
        "signatory",
        "ลงชื่อ",
        signatory_record,
        searched=Searched(
            "person",
            _words(
                lambda letter: letter.signatory.value.name if letter.signatory.value else "",
                lambda letter: letter.signatory.value.position if letter.signatory.value else "",
            ),
        ),
        shown=True,
    ),
    FieldRow(
        "contact",
        "contact",
        "เจ้าของเรื่อง",
        lambda letter: {
            "contact": {
                "office": letter.contact.value.office if letter.contact.value else None,
                "phone": letter.contact.value.phone if letter.contact.value else None,
            }
        },
        searched=Searched("sender", _words(lambda letter: letter.contact.value.office if letter.contact.value else "")),
        shown=True,
    ),
    FieldRow("copies_to", "copies_to", "สำเนาส่ง", _members("copies_to", str), shown=True),
    FieldRow("motto", "motto", "คำขวัญ"),
    FieldRow("receipt_stamps", "receipt_stamps", "ตรารับ", _members("receipt_stamps", stamp_record), shown=True),
    FieldRow("links", "links", "ลิงก์", lambda letter: {"links": list(letter.links)}, shown=True),
)
ROWS: dict[str, FieldRow] = {row.name: row for row in _ROWS}
"""All rows by the contract's name, in the order in which forms and lists show them."""


def name_of(part: str) -> str:
    """What a part of `Letter` is called outside; its own name where no row tells another.

    >>> name_of("dated"), name_of("codes")
    ('date_be', 'codes')
    """
    return next((row.name for row in ROWS.values() if row.part == part), part)


def label_of(part: str) -> str:
    """What a part of `Letter` is called in lists in Thai; its own name where no row tells.

    >>> label_of("dated")
    'ลงวันที่'
    """
    return next((row.label for row in ROWS.values() if row.part == part), part)


def part_of(name: str) -> str | None:
    """The part of `Letter` that a name of the contract means; None for no field's."""
    return ROWS[name].part if name in ROWS else None


class _Correctable(Mapping[str, Form]):
    """The forms of the rows that have one, as the rows are now."""

    def __getitem__(self, name: str) -> Form:
        form = ROWS[name].form
        if form is None:
            raise KeyError(name)
        return form

    def __iter__(self) -> Iterator[str]:
        return (name for name, row in ROWS.items() if row.form is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


FORMS: Mapping[str, Form] = _Correctable()
"""The fields of an incoming letter that a reviewer may correct, in the order they stand on the page."""


def searched_words(letter: Letter, under: str) -> list[str]:
    """The words of a letter by which one field of the search finds it."""
    rows = [row.searched for row in ROWS.values() if row.searched is not None and row.searched.under == under]
    return [word for one in sorted(rows, key=lambda row: row.turn) for word in one.words(letter)]
