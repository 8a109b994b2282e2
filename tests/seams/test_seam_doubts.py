"""Doubts written and read: each row's sentence, and a letter that was filed when doubts were sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from circulars.letter.doubt import (
    FOUND,
    MAY_BE,
    ROWS,
    TOLD_BEFORE,
    UNCLEAR,
    Doubt,
    Row,
    SignatoryPart,
    sentence_of,
    sentences_of,
)
from circulars.letter.field import Field
from circulars.letter.letter import Letter, Signatory
from circulars.letter.record import doubtful_fields, dump_letter, letter_record, load_letter

ROOT = Path(__file__).resolve().parents[2]
EARLIER = (Path(__file__).parent / "records" / "letter-doubts-as-sentences.json").read_text(encoding="utf-8")
"""What the version before codes wrote of a letter of invented content, byte for byte."""


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_each_row_says_its_example_and_is_made_somewhere(row: Row) -> None:
    doubt = row(*row.example)
    assert sentence_of(doubt) and all(part in sentence_of(doubt) for part in row.example)
    assert load_letter(dump_letter(Letter((1,), dated=Field(None, None, (doubt,))))).dated.doubts == (doubt,)
    name = row.code.upper().replace("-", "_")
    made = re.compile(rf"\b{name}\b")
    rooms = [path for room in ("circulars", "flows") for path in (ROOT / room).rglob("*.py") if path.name != "doubt.py"]
    assert row is TOLD_BEFORE or any(made.search(path.read_text(encoding="utf-8")) for path in rooms)


def test_no_two_rows_say_the_same() -> None:
    said = [row.sentence for row in ROWS.values() if row not in (FOUND, TOLD_BEFORE)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("code", "arguments"), [("unclaer", ()), ("unclear", ("๑",)), ("may-be", ("อบด",))])
def test_a_doubt_without_a_row_or_with_another_number_of_things_is_refused(
    code: str, arguments: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=code):
        Doubt(code, arguments)
    damaged = json.loads(dump_letter(Letter((1,))))
    damaged["dated"]["doubts"] = [{"code": code, "arguments": arguments, "part": None}]
    with pytest.raises(ValidationError):
        load_letter(json.dumps(damaged))


def test_a_letter_filed_with_sentences_is_asked_about_as_it_was() -> None:
    letter = load_letter(EARLIER)
    told = {
        name: field["doubts"]
        for name, field in json.loads(EARLIER).items()
        if isinstance(field, dict) and field.get("doubts")
    }
    shown = letter_record(letter)["doubts"]
    assert told and all(list(sentences_of(getattr(letter, name).doubts)) == doubts for name, doubts in told.items())
    assert shown["signatory"] == ["ชื่อ: “วสันด์” อาจเป็น “วสันต์”", "ตำแหน่ง: “อบด” อาจเป็น “อบต”"]
    assert {doubt.code for doubt in letter.signatory.doubts} == {"told-before"}
    assert {"signatory.name", "signatory.position"} <= set(doubtful_fields(letter))
    assert load_letter(dump_letter(letter)) == letter


@pytest.mark.parametrize(
    ("doubts", "named"),
    [
        ((UNCLEAR(part=SignatoryPart.POSITION),), ["signatory.position"]),
        (
            (UNCLEAR(part=SignatoryPart.POSITION), MAY_BE("ก", "ภ", part=SignatoryPart.NAME)),
            ["signatory.name", "signatory.position"],
        ),
        ((UNCLEAR(part=SignatoryPart.NAME), UNCLEAR()), ["signatory"]),
        ((FOUND("ชื่อ: ของหน่วยงานไม่ตรง"),), ["signatory"]),  # a sentence that begins like a part's is none
    ],
)
def test_what_of_a_signatory_is_asked_is_told_by_the_doubt_not_by_its_words(
    doubts: tuple[Doubt, ...], named: list[str]
) -> None:
    letter = Letter((1,), signatory=Field(Signatory("นายสมมุติ ตัวอย่าง", "อธิบดี"), None, doubts))
    assert list(doubtful_fields(letter)) == named
