"""Every value of the letter's vocabulary has its Thai word wherever a table prints it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import pytest
from cascade_cases import incoming

from circulars.archive.export.ecms import _SPEED
from circulars.archive.export.register_sheet import COLUMNS, TITLES
from circulars.archive.tracing.answers import ACKNOWLEDGED, ANSWERED, DONE
from circulars.archive.tracing.retention import NAMES, RetentionClass
from circulars.checks import _WEIGHT
from circulars.letter.field import Field
from circulars.letter.finding import Severity
from circulars.letter.letter import LetterKind, Urgency
from circulars.letter.record import letter_record
from flows.commands.line.tree import parse
from flows.commands.options.letters import Find
from flows.commands.options.registers import Register
from flows.commands.reading.letter_text import KINDS, letter_lines
from flows.reviewing.screen.page import MARKS


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (KINDS, LetterKind),
        (MARKS, Severity),
        (_WEIGHT, Severity),
        (NAMES, RetentionClass),
        ({key: value for key, value in _SPEED.items() if key is not None}, Urgency),
    ],
)
def test_a_table_of_words_knows_every_value(table: dict[StrEnum, object], values: type[StrEnum]) -> None:
    assert set(table) == set(values)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_of_letter_is_shown_by_its_name(kind: LetterKind) -> None:
    record = letter_record(replace(incoming(), kind=Field(kind)))
    assert f"  ชนิด: {KINDS[kind]}" in list(letter_lines(record))


@pytest.mark.parametrize("urgency", Urgency)
def test_every_urgency_is_shown_and_may_be_searched(urgency: Urgency) -> None:
    record = letter_record(incoming(urgency=urgency))
    assert f"  ชั้นความเร็ว: {urgency}" in list(letter_lines(record))
    said = parse(["find", "--urgency", str(urgency)])
    assert said is not None
    assert isinstance(said.options, Find)
    assert said.options.urgency == urgency


def test_every_register_has_its_title_and_columns_and_can_be_asked_for() -> None:
    assert set(COLUMNS) == set(TITLES)
    for book in TITLES:
        said = parse(["register", book])
        assert said is not None
        assert isinstance(said.options, Register)
        assert said.options.book == book
    assert len({ACKNOWLEDGED, ANSWERED, DONE}) == 3
