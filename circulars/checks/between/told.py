"""What a file tells of its letter beside the pages (facts attached to a PDF, an e-CMS message), held against the pages.

A told value is taken where reading saw the same, or saw nothing and the page prints its words. Anything else is a finding
that a person is asked about: what the page shows is what the addressee was sent.

Where the sender's program vouches for the file (`circulars.documents.signing.manifest`) its facts and its page are of one
hand: what the page prints is taken as it is told, however a reader would have parted it. What the page does not print is
asked as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from circulars.letter.field import Evidence, Field
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import UNNUMBERED, CitedLetter, Contact, Enclosure, Letter, Signatory
from circulars.letter.page import Page
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.letter.schema import label_of, name_of
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.text import folded

ENGINE = "told"
"""The witness of a value that was told beside the pages."""
_ONE = (
    "urgency", "reference", "sender_agency", "sender_address", "dated", "subject", "salutation", "closing", "signatory",
    "contact", "motto",
)  # fmt: skip
_MANY = ("addressees", "references", "enclosures", "body", "copies_to")
_SHOWN = 120


def hold_against(
    letter: Letter, told: Letter, pages: Sequence[Page], *, vouched: bool = False
) -> tuple[Letter, tuple[Finding, ...]]:
    """The letter of these pages with what was told of it, and a finding for each field in which they differ.

    A field of which nothing is told stays as it was read, and so do pages, stamps and codes; a class of secrecy that is
    told counts, whatever the page says. `vouched`: the office whose key is known vouches for facts and pages together.
    """
    printed = folded("".join(page.text for page in pages if page.number in letter.pages))
    changed: dict[str, Any] = {}
    findings: list[Finding] = []
    if told.secrecy.value is not None and letter.secrecy.value is None:
        changed["secrecy"] = told.secrecy
    for part in _ONE:
        meant, read = getattr(told, part), getattr(letter, part)
        if meant.value is None:
            continue
        if read.value is not None and _words(read.value) == _words(meant.value):
            changed[part] = Field(meant.value, read.evidence)
        elif (vouched or read.value is None) and _prints(printed, [meant.value]):
            changed[part] = _told(meant.value, letter)
        elif part == "reference" and read.value is None and told.kind.value in UNNUMBERED:
            changed |= {part: _told(meant.value, letter)} if vouched else {}  # no page could bear it out
        else:
            findings.append(_differs(part, [read.value], [meant.value]))
    for part in _MANY:
        values, read = [one.value for one in getattr(told, part) if one.value is not None], getattr(letter, part)
        taken = _taken(part, read, values, letter, prints=_prints(printed, values), vouched=vouched)
        if taken:
            changed[part] = taken
        elif values:
            findings.append(_differs(part, [one.value for one in read if one.value is not None], values))
    if vouched and told.kind.value is not None:
        changed["kind"] = told.kind
    elif told.kind.value is not None and told.kind.value != letter.kind.value:
        findings.append(_differs("kind", [letter.kind.value], [told.kind.value]))
    return replace(letter, **changed), tuple(findings)


def _taken(
    part: str, read: Sequence[Field[Any]], values: Sequence[Any], letter: Letter, *, prints: bool, vouched: bool
) -> tuple[Field[Any], ...]:
    """The told values of a field that has many, with where they were read; none where they are not what the page shows."""
    kept = [one for one in read if one.value is not None]
    seen = [one.value for one in kept]
    parted = part == "body" and _joined(seen) == _joined(values) and len(seen) != len(values)
    if values and ((prints and not seen) or parted):  # a page turn parts or joins paragraphs
        return tuple(_told(one, letter) for one in values)
    if list(map(_words, seen)) == list(map(_words, values)):
        return tuple(Field(value, one.evidence) for value, one in zip(values, kept, strict=True))
    return tuple(_told(one, letter) for one in values) if vouched and prints else ()


def _told(value: Any, letter: Letter) -> Field[Any]:
    words = " ".join(one for one in _parts(value) if one)
    return Field(value, Evidence(letter.pages[0] if letter.pages else 1, None, words, 1.0, "told.file", ENGINE))


def _prints(printed: str, values: Sequence[Any]) -> bool:
    """The page prints all words of these values, in whatever lines."""
    words = [word for value in values for word in _words(value) if word]
    return bool(words) and all(word in printed for word in words)


def _words(value: Any) -> tuple[str, ...]:
    """What two spellings of one value share."""
    return tuple(folded(one or "") for one in _parts(value))


def _joined(values: Sequence[Any]) -> str:
    return "".join(word for value in values for word in _words(value))


def _parts(value: Any) -> Iterator[str | None]:
    """The printed parts of a value, in a fixed order."""
    if isinstance(value, ReferenceNumber):
        yield format_reference(value)
    elif isinstance(value, ThaiDate):
        yield format_date(value)
    elif isinstance(value, CitedLetter):
        yield from (value.agency, value.urgency, *_parts(value.number), *_parts(value.dated))
    elif isinstance(value, Enclosure):
        yield from (value.title, value.quantity)
    elif isinstance(value, Signatory):
        yield from (value.name, value.position, value.acting_phrase, value.acting_for)
    elif isinstance(value, Contact):
        yield from (value.office, value.phone)
    else:
        yield None if value is None else str(value)


def _differs(part: str, seen: Sequence[Any], told: Sequence[Any]) -> Finding:
    shown, meant = (
        " ".join(text for value in values for text in _parts(value) if text)[:_SHOWN] for values in (seen, told)
    )
    message = (
        f"{label_of(part)}: ข้อมูลที่มากับไฟล์ว่า “{meant}” แต่อ่านจากหน้าหนังสือได้ “{shown or 'ไม่พบ'}” "
        "กรุณาดูหน้าหนังสือ ค่าที่พิมพ์ในหน้าคือค่าที่ใช้"
    )
    return Finding("told-differs", Severity.WARNS, name_of(part), message, seen=shown, against=meant)
