"""What an office's own earlier letters chose: how they open, how long they tell, how they close, what stands at the foot.

Nothing is written from it: it counts, and names the lines of office.toml that would make drafts choose alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from circulars.directory.profile import CLOSING_WISH
from circulars.directory.profile import OPENINGS as CHOICES
from circulars.letter.letter import Letter
from circulars.lexicon.writing.habits import CHOSEN, CLOSES, OPENINGS, TELLS_ON
from circulars.lexicon.writing.text import WISH_OF_PURPOSE

_ENOUGH = 3
"""Letters that must agree before anything is proposed."""
_ONE_PARAGRAPH = 1
USUAL = (CHOICES[0], CLOSING_WISH)
"""What drafts say where an office chose nothing."""


@dataclass(slots=True)
class Habits:
    """Counts over letters; ``told`` are letters and paragraphs before the request, one pair a letter."""

    letters: int = 0
    openings: Counter[str] = field(default_factory=Counter)
    told: list[tuple[int, int]] = field(default_factory=list)
    own_letter_first: int = 0
    closings: Counter[str] = field(default_factory=Counter)
    feet: Counter[str] = field(default_factory=Counter)
    mottos: Counter[str] = field(default_factory=Counter)
    enclosures: Counter[int] = field(default_factory=Counter)

    def proposed(self) -> tuple[str, ...]:
        """Lines of office.toml that most of the letters speak for; none where too few agree."""
        lines = []
        if self._agree(sum(paragraphs <= _ONE_PARAGRAPH for _, paragraphs in self.told)):
            lines.append("told_shortly = true")
        for key, counts, able in (("opening", self.openings, CHOSEN), ("closing", self.closings, WISH_OF_PURPOSE)):
            value, count = next(iter(counts.most_common(1)), ("", 0))
            plain = value.removeprefix("โปรด")
            if able.match(plain) and plain not in USUAL and self._agree(count):
                lines.append(f'{key} = "{plain}"')
        for key, counts in (("contact_office", self.feet), ("motto", self.mottos)):
            value, count = next(iter(counts.most_common(1)), ("", 0))
            if value and self._agree(count):
                quoted = '", "'.join(value.split("\\n")) if key == "contact_office" else value
                lines.append(f'{key} = ["{quoted}"]' if key == "contact_office" else f'{key} = "{quoted}"')
        return tuple(lines)

    def _agree(self, count: int) -> bool:
        return count >= _ENOUGH and count * 2 > self.letters

    @property
    def told_length(self) -> int:
        """The median of the letters told before the request; 0 where no letter was counted."""
        return int(median(length for length, _ in self.told)) if self.told else 0


def habits_of(letters: Iterable[Letter]) -> Habits:
    """The choices of letters, counted."""
    found = Habits()
    for letter in letters:
        body = [one.value for one in letter.body if one.value]
        if not body:
            continue
        found.letters += 1
        found.openings[_opening(body[0])] += 1
        told = _told(body)
        found.told.append((sum(map(len, told)), len(told)))
        found.own_letter_first += bool(letter.references) and _opening(body[0]) == OPENINGS[0].said
        closing = next((CLOSES.match(text) for text in reversed(body) if CLOSES.match(text)), None)
        found.closings[closing["wish"].strip() if closing else "-"] += 1
        contact = letter.contact.value
        found.feet[contact.office if contact and contact.office else ""] += 1
        found.mottos[letter.motto.value or ""] += 1
        found.enclosures[len(letter.enclosures)] += 1
    return found


def _opening(text: str) -> str:
    return next((one.said for one in OPENINGS if one.pattern.match(text)), "อื่น")


def _told(body: Sequence[str]) -> list[str]:
    """The paragraphs before the one that asks; all but the last where none does."""
    at = next((at for at, text in enumerate(body) if TELLS_ON.search(text)), max(len(body) - 1, 1))
    return list(body[: max(at, 1)])
