"""Corrections of a letter: each field as a form shows it, and what was typed read back.

A form gives plain text. Here it is parsed with the same parsers as the letter itself; what cannot be parsed is given
back with a Thai reason and nothing of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from circulars.errors import CircularsError
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Letter
from circulars.letter.schema import FORMS, Form
from circulars.letter.schema.written import NO_URGENCY, plain, read_cited, write_cited
from circulars.review.decision import Correction

__all__ = [
    "FORMS",
    "NO_URGENCY",
    "Corrected",
    "Refusal",
    "apply_corrections",
    "changed_fields",
    "read_cited",
    "same_text",
    "write_cited",
    "write_field",
]

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


def write_field(letter: Letter, name: str) -> str:
    """A field of a letter as the form shows it; empty when it was not read.

    >>> from circulars.thai.dates import ThaiDate
    >>> write_field(Letter(pages=(1,), dated=Field(ThaiDate(2567, 1, 19))), "date_be")
    '๑๙ มกราคม ๒๕๖๗'
    """
    form = FORMS[name]
    value = getattr(letter, form.part)
    fields: tuple[Field[Any], ...] = value if form.many else (value,)
    return form.parted.join(form.write(field.value) for field in fields if field.value is not None)


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
    if plain(shown) in blank and plain(typed) in blank:
        return True
    return _pieces(name, shown) == _pieces(name, typed)


def _pieces(name: str, text: str) -> list[str]:
    """A text as its members, by the field's own parting: paragraphs of a body, lines of a list."""
    field = name.removeprefix("draft.")
    form = FORMS.get(field)
    if form is not None and form.many:
        return [told for part in _parted(form, text) if (told := plain(part))]
    parts = text.splitlines() if field == "copies" else [text]  # whom a draft sends copies to
    return [told for part in parts if (told := plain(part))]


def _parted(form: Form, text: str) -> list[str]:
    """A typed text as its members: paragraphs, or lines."""
    return re.split(r"\n\s*\n", text) if form.parted == "\n\n" else text.splitlines()


def _one(letter: Letter, form: Form, correction: Correction) -> Field[Any]:
    text = plain(correction.text)
    absent = text in NONE_WORDS or (form.part == "urgency" and text == NO_URGENCY)
    old: Field[Any] = getattr(letter, form.part)
    return _typed(letter, old, correction.text, None if absent else form.read(correction.text))


def _many(letter: Letter, form: Form, correction: Correction) -> tuple[Field[Any], ...]:
    old: tuple[Field[Any], ...] = getattr(letter, form.part)
    lines = [line for line in _parted(form, correction.text) if plain(line) not in NONE_WORDS]
    kept = {form.write(field.value): field for field in old if field.value is not None}
    return tuple(
        _typed(letter, kept.get(plain(line), old[i] if i < len(old) else Field()), line, form.read(line))
        for i, line in enumerate(lines)
    )


def _typed(letter: Letter, old: Field[Any], text: str, value: object) -> Field[Any]:
    seen = old.evidence
    page, box = (seen.page, seen.box) if seen else (letter.pages[0] if letter.pages else 1, None)
    return Field(value, Evidence(page, box, text.strip(), 1.0, "review", "person", seen.raw if seen else None))
