"""Rows of the lexicon: each word and each pattern finds its example and leaves its counter-example alone."""

from __future__ import annotations

import importlib
import pkgutil
import re

import circulars.lexicon
from circulars.lexicon.offices import LEVEL_WORDS, OFFICE_WORDS
from circulars.lexicon.people import ACTING_FORMS, POST_WORDS, TITLE_WORDS
from circulars.lexicon.rows import ROWS
from circulars.lexicon.tokens import TOKENS
from circulars.thai.lookalikes import MENDED, looks_like
from circulars.thai.lookalikes import ROWS as LOOK_ALIKES

for _module in pkgutil.walk_packages(circulars.lexicon.__path__, "circulars.lexicon."):
    importlib.import_module(_module.name)
for _name in ("circulars.triage.deciding.witnesses", "circulars.triage.origin.known_letter"):
    importlib.import_module(_name)  # rows that stand beside the step or relation for which they speak


def test_every_pattern_finds_its_example_and_not_its_counter_example() -> None:
    missed = [row for row in ROWS if not row.pattern.search(row.example)]
    assert not missed
    taken = [row for row in ROWS if row.pattern.search(row.counter)]
    assert not taken
    assert len(ROWS) > 200


def test_no_counter_example_is_an_empty_or_a_foreign_text() -> None:
    assert not [row for row in ROWS if not row.example.strip("\n") or not row.counter.strip("\n")]


def test_every_word_of_an_office_begins_the_name_of_one_and_not_what_is_alike() -> None:
    assert not [row for row in OFFICE_WORDS if not re.match(row.regex, row.example) or re.match(row.regex, row.counter)]
    assert not [row for row in LEVEL_WORDS if row.word not in row.example or row.word in row.counter]


def test_every_word_of_a_person_stands_in_its_example_and_not_in_what_is_alike() -> None:
    assert not [row for row in POST_WORDS if not re.match(row.regex, row.example) or re.match(row.regex, row.counter)]
    assert not [row for row in ACTING_FORMS if row.form not in row.example or row.form in row.counter]
    assert not [row for row in TITLE_WORDS if not row.example.startswith(row.word) or row.counter.startswith(row.word)]


def test_every_token_stands_in_its_example_and_not_in_its_counter_example() -> None:
    assert not [row for row in TOKENS if row.word not in row.example or row.word in row.counter]
    assert len({(row.role, row.word) for row in TOKENS}) == len(TOKENS)


def test_no_word_stands_twice() -> None:
    words = [(row.word, row.whom) for row in LEVEL_WORDS]
    assert len(words) == len(set(words))
    assert len({row.word for row in OFFICE_WORDS}) == len(OFFICE_WORDS)
    assert len({row.word for row in POST_WORDS}) == len(POST_WORDS)


def test_look_alikes_make_a_misread_word_the_printed_one_and_prove_nothing_alone() -> None:
    assert not [row for row in LOOK_ALIKES if row.folds and not looks_like(*row.example)]
    assert not [row for row in LOOK_ALIKES if row.folds and not looks_like(*row.counter)]
    assert not [row for row in LOOK_ALIKES if row.counter[0] == row.counter[1]]
    for row in (row for row in LOOK_ALIKES if row.mended):
        read, printed = row.example
        (place,) = (place for place, sign in enumerate(read) if sign != printed[place])
        assert printed[place] in MENDED[read[place]], row


def test_no_sign_looks_like_two_groups() -> None:
    folding = [sign for row in LOOK_ALIKES for sign in row.folds]
    assert len(folding) == len(set(folding))
    assert not any(sign in printed for sign, printed in MENDED.items())
