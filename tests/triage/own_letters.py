"""Letters of our own writing with the step that a clerk would take: topics, senders and wordings that no rule was made for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from circulars.directory import find_office
from circulars.directory.profile import default_profile
from circulars.extraction.reading import read_letters
from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource, TextLine
from circulars.triage.proposal import Proposal, propose
from circulars.triage.step import Step

FOOT = "ขอแสดงความนับถือ\n(นายกอไก่ ตัวอย่างดี)\n"
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter, the office that gets it, the right step, steps that a careful clerk could choose as well, day and recipients."""

    number: str
    office: str
    step: Step
    accept: tuple[Step, ...]
    due: str
    recipients: tuple[str, ...]
    text: str

    def letters(self) -> tuple[Letter, ...]:
        """What is read of it."""
        lines = tuple(TextLine(one, None, 1.0, "text") for one in self.text.splitlines())
        return read_letters([Page(1, lines, PageSource.TEXT)])

    def proposal(self) -> Proposal | None:
        """What is proposed for it; None where no letter is read."""
        letters = self.letters()
        return propose(letters[0], default_profile(find_office(self.office))) if letters else None

    @property
    def right(self) -> tuple[Step, ...]:
        """Every step that counts as right."""
        return (self.step, *self.accept)


def own_letters(name: str = "letters_own.txt") -> Iterator[OwnLetter]:
    """The letters of a file: ``### number | office | step | other steps | day or rule | recipients``, then the text."""
    for block in (FOLDER / name).read_text(encoding="utf-8").split("### ")[1:]:
        head, _, text = block.partition("\n")
        number, office, step, accept, due, recipients = (one.strip() for one in head.split("|"))
        steps = tuple(Step(one.strip()) for one in accept.split(",") if one.strip())
        names = tuple(one.strip() for one in recipients.split(",") if one.strip())
        yield OwnLetter(number, office, Step(step), steps, due, names, text.replace("@", FOOT))
