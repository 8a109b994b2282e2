"""A letter as JSON: the contract's shape for the outside, and a whole one that can be read back.

`letter_record` writes the outside shape of ``circulars read --json``; `dump_letter`/`load_letter` keep every field
with its evidence for the archive. Conversions are done by pydantic, so a damaged record is refused, not half read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter

from circulars.letter.doubt import (
    BY_HAND,
    NO_HEAD,
    TEXT_IS_NOISE,
    UNCLEAR,
    WITNESSES_DIFFER,
    SignatoryPart,
    sentences_of,
)
from circulars.letter.field import Evidence, Field
from circulars.letter.finding import Finding
from circulars.letter.letter import Letter, LetterKind, Signatory
from circulars.letter.page import Page
from circulars.letter.schema import ROWS, name_of
from circulars.letter.schema.written import Record

__all__ = [
    "Record",
    "doubtful_fields",
    "dump_findings",
    "dump_letter",
    "dump_pages",
    "letter_record",
    "load_findings",
    "load_letter",
    "load_pages",
]
_LETTER = TypeAdapter(Letter)
_PAGES = TypeAdapter(tuple[Page, ...])
_FINDINGS = TypeAdapter(tuple[Finding, ...])


def dump_letter(letter: Letter) -> bytes:
    """The whole letter as JSON bytes, evidence and doubts included."""
    return _LETTER.dump_json(letter)


def load_letter(record: bytes | str) -> Letter:
    """Read back what `dump_letter` wrote. Raises pydantic.ValidationError on a damaged record."""
    return _LETTER.validate_json(record)


def dump_pages(pages: Sequence[Page]) -> bytes:
    """Pages as JSON bytes."""
    return _PAGES.dump_json(tuple(pages))


def load_pages(record: bytes | str) -> tuple[Page, ...]:
    """Read back what `dump_pages` wrote. Raises pydantic.ValidationError on a damaged record."""
    return _PAGES.validate_json(record)


def dump_findings(findings: Sequence[Finding]) -> bytes:
    """Findings as JSON bytes."""
    return _FINDINGS.dump_json(tuple(findings))


def load_findings(record: bytes | str) -> tuple[Finding, ...]:
    """Read back what `dump_findings` wrote. Raises pydantic.ValidationError on a damaged record."""
    return _FINDINGS.validate_json(record)


def doubtful_fields(letter: Letter) -> tuple[str, ...]:
    """Contract names of the fields that a person must confirm, in page order."""
    names = []
    for part in fields(letter):
        value = getattr(letter, part.name)
        members: Iterable[object] = value if isinstance(value, tuple) else (value,)
        if any(isinstance(member, Field) and member.doubtful for member in members):
            names += _signatory_parts(value) if part.name == "signatory" else [name_of(part.name)]
        if part.name == "reference" and _mark_unsure(letter):
            names.append("is_circular")
    return tuple(names)


def _signatory_parts(signatory: Field[Signatory]) -> list[str]:
    """Name, position, or both when nothing tells them apart."""
    parts = {doubt.part for doubt in signatory.doubts}
    return ["signatory"] if None in parts else [f"signatory.{part}" for part in SignatoryPart if part in parts]


_LETTERS = re.compile(r"[ก-ฮ]{2,}")  # of an office, ว among them
_TO_MANY = ("ทุก", "ทั้ง")


def _mark_unsure(letter: Letter) -> bool:
    """Whether ว is printed cannot be told: the number was not read, or only one of two witnesses saw ว.

    To whom the letter goes tells it too (ข้อ ๓๒): ว that was seen on a letter to many, and none on a letter to one, are sure.
    An order's number never has ว.
    """
    number, evidence = letter.reference.value, letter.reference.evidence
    if not letter.reference.doubtful:
        return False
    if evidence is None:
        return True
    if number is not None and number.verbatim and not number.letters and letter.kind.value is LetterKind.ORDER:
        return False
    many = [any(word in (one.value or "") for word in _TO_MANY) for one in letter.addressees if one.value]
    given, doubts = evidence.engine in ("text", "text-layer"), {*letter.reference.doubts}
    if given and number is None and "ว" not in _LETTERS.sub("", evidence.raw):
        return many != [False]  # typed so far without ว: only the running number is still to be filled in
    if number is None:
        return True
    if letter.is_circular and any(many):
        return False
    if BY_HAND() in doubts and not letter.is_circular:  # the pen may have written ว too
        return True
    clear = not {UNCLEAR(), WITNESSES_DIFFER()} & doubts  # else ว may have been read as a digit
    if given and not letter.is_circular and many == [False] and not {TEXT_IS_NOISE(), NO_HEAD()} & doubts:
        return False  # typed: the stroke stands there without ว, whatever the pen has still to fill in
    if not given and clear and number.running and not letter.is_circular and many == [False]:
        return False
    if evidence.other is None:  # both witnesses agree; given text has none
        return given
    return ("ว" in _LETTERS.sub("", evidence.other)) != letter.is_circular


def letter_record(letter: Letter, findings: Sequence[Finding] = ()) -> Record:
    """The contract's LETTER object: plain values of every row of the schema, `doubtful`, `evidence` and `findings`."""
    record: Record = {"pages": list(letter.pages)}
    for row in ROWS.values():
        record |= row.record(letter) if row.record is not None else {}
    return record | {
        "enclosure_pages": list(letter.enclosure_pages),
        "doubtful": list(doubtful_fields(letter)),
        "doubts": _doubts(letter),
        "evidence": _evidence(letter),
        "findings": [_finding(one) for one in findings],
    }


def _finding(finding: Finding) -> Record:
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "field": finding.field,
        "message": finding.message,
        "seen": finding.seen,
        "against": finding.against,
        "proposal": finding.proposal,
    }


def _members(letter: Letter) -> Iterable[tuple[str, Field[Any]]]:
    """Every field with its contract name; members of a list are numbered from 0."""
    for part in fields(letter):
        name, value = name_of(part.name), getattr(letter, part.name)
        if isinstance(value, Field):
            yield name, value
        elif isinstance(value, tuple):
            yield from ((f"{name}.{i}", m) for i, m in enumerate(value) if isinstance(m, Field))


def _doubts(letter: Letter) -> Record:
    return {name: list(sentences_of(field.doubts)) for name, field in _members(letter) if field.doubts}


def _evidence(letter: Letter) -> Record:
    return {name: _seen(field.evidence) for name, field in _members(letter) if field.evidence}


def _seen(evidence: Evidence) -> Record:
    box = evidence.box
    return {
        "page": evidence.page,
        "box": [round(side, 4) for side in (box.left, box.top, box.right, box.bottom)] if box else None,
        "raw": evidence.raw,
        "confidence": round(evidence.confidence, 4),
        "rule": evidence.rule,
        "engine": evidence.engine,
        "other": evidence.other,
    }
