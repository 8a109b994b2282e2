"""How often the proposed step is right on letters of our own writing, and that none goes down that must not."""

from __future__ import annotations

import pytest
from own_letters import OwnLetter, own_letters

from circulars.triage.proposal import Proposal

LETTERS = list(own_letters())
Proposed = list[tuple[OwnLetter, Proposal | None]]


@pytest.fixture(scope="module", name="proposed")
def proposed_() -> Proposed:
    return [(letter, letter.proposal()) for letter in LETTERS]


def test_the_step_is_right_and_none_goes_down_that_must_not(proposed: Proposed) -> None:
    wrong = [letter.number for letter, made in proposed if made is None or made.step not in letter.right]
    assert len(wrong) <= len(LETTERS) * 0.05, wrong
    down = [x.number for x, made in proposed if made and made.drafts_down and not any(one.forwards for one in x.right)]
    assert not down
    missed = [x.number for x, made in proposed if made and x.step.forwards and not made.step.forwards]
    assert len(missed) <= 1, missed


def test_few_are_asked_that_are_clear(proposed: Proposed) -> None:
    asked = [letter.number for letter, made in proposed if made and "step" in made.doubtful]
    assert len(asked) <= len(LETTERS) * 0.10, asked


def test_recipients_are_exact(proposed: Proposed) -> None:
    forwards = [(x, made) for x, made in proposed if made and x.step.forwards and made.step.forwards]
    said = [(x.number, made.recipients) for x, made in forwards if set(made.recipients) != set(x.recipients)]
    assert len(said) <= len(forwards) * 0.15, said


def test_letters_that_nothing_was_tuned_on() -> None:
    letters = list(own_letters("letters_blind.txt"))
    made = [(letter, letter.proposal()) for letter in letters]
    wrong = [letter.number for letter, one in made if one is None or one.step not in letter.right]
    assert len(wrong) <= len(letters) * 0.10, wrong
    assert not [x.number for x, one in made if one and one.drafts_down and not any(s.forwards for s in x.right)]
