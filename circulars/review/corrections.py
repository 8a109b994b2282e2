"""Corrections of a letter: each field as a form shows it, and what was typed read back.

A form gives plain text. Here it is parsed with the same parsers as the letter itself; what cannot be parsed is given
back with a Thai reason and nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from circulars.errors import CircularsError
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import CitedLetter, Enclosure, Letter, Urgency
from circulars.letter.reference import ReferenceNumber, format_reference, parse_reference
from circulars.review.decision import Correction
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.find_dates import parse_date

NO_URGENCY = "ปกติ"
NONE_WORDS = ("", "-", "–", "ไม่มี")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed value that could not be read: the field, what was typed, and a Thai reason."""

    field: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A letter after corrections: what could be read is in it, what could not is listed."""

    letter: Letter
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """How one field of a letter is written for a person and read back; ``many`` fields have one value a line."""

    part: str
    label: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    many: bool = False


def _plain(text: str) -> str:
    return " ".join(text.split())


def _urgency(text: str) -> Urgency:
    try:
        return Urgency(_plain(text))
    except ValueError as error:
        known = ", ".join(Urgency)
        raise CircularsError(f"ชั้นความเร็ว “{_plain(text)}” ไม่มีในระเบียบ ใช้ {known} หรือ {NO_URGENCY}") from error


def _reference(text: str) -> ReferenceNumber:
    return parse_reference(_plain(text))


def _date(text: str) -> ThaiDate:
    return parse_date(_plain(text))


def write_cited(cited: CitedLetter) -> str:
    """A line of อ้างถึง as a form shows it: owner, urgency, ``ที่`` number, ``ลงวันที่`` date."""
    if cited.number is None and cited.dated is None:
        return _plain(cited.raw)
    parts = (
        cited.agency,
        cited.urgency and str(cited.urgency),
        f"ที่ {format_reference(cited.number)}" if cited.number else None,
        f"ลงวันที่ {format_date(cited.dated)}" if cited.dated else None,
    )
    return " ".join(part for part in parts if part)


def read_cited(text: str) -> CitedLetter:
    """Read a line of อ้างถึง. Raises InvalidReference or InvalidDate for a number or date that is none."""
    line = _plain(text)
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


def _write_enclosure(enclosure: Enclosure) -> str:
    return f"{enclosure.title} จำนวน {enclosure.quantity}" if enclosure.quantity else enclosure.title


def _read_enclosure(text: str) -> Enclosure:
    title, _, quantity = _plain(text).rpartition(" จำนวน ")
    return Enclosure(title, quantity) if title else Enclosure(_plain(text))


FORMS: dict[str, _Form] = {
    "reference_number": _Form("reference", "ที่ (เลขหนังสือที่รับ)", format_reference, _reference),
    "date_be": _Form("dated", "ลงวันที่", format_date, _date),
    "sender_agency": _Form("sender_agency", "ส่วนราชการเจ้าของหนังสือ", str, _plain),
    "urgency": _Form("urgency", "ชั้นความเร็ว", str, _urgency),
    "subject": _Form("subject", "เรื่อง", str, _plain),
    "addressees": _Form("addressees", "เรียน (บรรทัดละหนึ่งราย)", str, _plain, many=True),
    "references": _Form("references", "อ้างถึง (บรรทัดละหนึ่งฉบับ)", write_cited, read_cited, many=True),
    "enclosures": _Form("enclosures", "สิ่งที่ส่งมาด้วย (บรรทัดละหนึ่งรายการ)", _write_enclosure, _read_enclosure, many=True),
    "body": _Form("body", "เนื้อความ (เว้นบรรทัดระหว่างย่อหน้า)", str, _plain, many=True),
}
"""The fields of an incoming letter that a reviewer may correct, in the order they stand on the page."""
_BY_LINE = frozenset({"addressees", "references", "enclosures", "copies"})
"""Fields with one member a line; the draft's parts of the same names too."""


def write_field(letter: Letter, name: str) -> str:
    """A field of a letter as the form shows it; empty when it was not read.

    >>> write_field(Letter(pages=(1,), dated=Field(ThaiDate(2567, 1, 19))), "date_be")
    '๑๙ มกราคม ๒๕๖๗'
    """
    form = FORMS[name]
    value = getattr(letter, form.part)
    fields: tuple[Field[Any], ...] = value if form.many else (value,)
    return _between(name).join(form.write(field.value) for field in fields if field.value is not None)


def apply_corrections(letter: Letter, corrections: Sequence[Correction]) -> Corrected:
    """The letter with what a person typed in place of what was read; ``draft.…`` corrections are left to the draft.

    A corrected field carries its old place on the page, no doubts, and the rule ``review``. Nothing is half applied:
    a field whose text cannot be read stays as it was and is listed with the reason.
    """
    refused: list[Refusal] = []
    for correction in corrections:
        form = FORMS.get(correction.field)
        if form is None:
            if not correction.field.startswith("draft."):
                refused.append(Refusal(correction.field, correction.text, f"ไม่มีช่องชื่อ {correction.field}"))
            continue
        try:
            value = _many(letter, form, correction) if form.many else _one(letter, form, correction)
        except CircularsError as error:
            refused.append(Refusal(correction.field, correction.text, f"{form.label}: {error.message}"))
            continue
        changed: dict[str, Any] = {form.part: value}
        letter = replace(letter, **changed)
    return Corrected(letter, tuple(refused))


def changed_fields(letter: Letter, typed: Sequence[Correction]) -> tuple[Correction, ...]:
    """Only the typed fields that differ from what the letter says; spaces alone are no change."""
    shown = {name: write_field(letter, name) for name in FORMS}
    return tuple(one for one in typed if one.field not in FORMS or not same_text(one.field, shown[one.field], one.text))


def same_text(name: str, shown: str, typed: str) -> bool:
    r"""Whether a field came back as the form showed it: spaces alone are no change, another paragraph or line is.

    >>> same_text("subject", "การ ทดสอบ", "การ  ทดสอบ "), same_text("addressees", "ก ข", "ก\nข")
    (True, False)
    """
    blank = NO_URGENCY, *NONE_WORDS
    if _plain(shown) in blank and _plain(typed) in blank:
        return True
    return _pieces(name, shown) == _pieces(name, typed)


def _pieces(name: str, text: str) -> list[str]:
    """A text as its members, by the field's own parting: paragraphs of a body, lines of a list."""
    field = name.removeprefix("draft.")
    if field == "body":
        parts = re.split(r"\n\s*\n", text)
    elif field in _BY_LINE:
        parts = text.splitlines()
    else:
        parts = [text]
    return [plain for part in parts if (plain := _plain(part))]


def _between(name: str) -> str:
    return "\n\n" if name == "body" else "\n"


def _one(letter: Letter, form: _Form, correction: Correction) -> Field[Any]:
    text = _plain(correction.text)
    absent = text in NONE_WORDS or (form.part == "urgency" and text == NO_URGENCY)
    old: Field[Any] = getattr(letter, form.part)
    return _typed(letter, old, correction.text, None if absent else form.read(correction.text))


def _many(letter: Letter, form: _Form, correction: Correction) -> tuple[Field[Any], ...]:
    old: tuple[Field[Any], ...] = getattr(letter, form.part)
    parted = re.split(r"\n\s*\n", correction.text) if correction.field == "body" else correction.text.splitlines()
    lines = [line for line in parted if _plain(line) not in NONE_WORDS]
    kept = {form.write(field.value): field for field in old if field.value is not None}
    return tuple(
        _typed(letter, kept.get(_plain(line), old[i] if i < len(old) else Field()), line, form.read(line))
        for i, line in enumerate(lines)
    )


def _typed(letter: Letter, old: Field[Any], text: str, value: object) -> Field[Any]:
    seen = old.evidence
    page, box = (seen.page, seen.box) if seen else (letter.pages[0] if letter.pages else 1, None)
    return Field(value, Evidence(page, box, text.strip(), 1.0, "review", "person", seen.raw if seen else None))
