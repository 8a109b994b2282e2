"""The line of a letter in which a search found something, and where in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from circulars.archive.search.search_key import misread, search_key
from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.text import repair

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of text and the parts of it that were found: offsets, in order, not overlapping."""

    text: str
    marks: tuple[tuple[int, int], ...]

    def marked(self, before: str, after: str) -> str:
        """The text with every found part between two signs."""
        text, end = "", 0
        for start, stop in self.marks:
            text += f"{self.text[end:start]}{before}{self.text[start:stop]}{after}"
            end = stop
        return text + self.text[end:]


def excerpt(letter: Letter, query: str) -> Excerpt | None:
    """The first line that holds the most parts of the query, cut around the first; None when no line shows any."""
    parts = search_key(query).split()
    best: Excerpt | None = None
    held = 0
    for line in _lines(letter):
        marks, count = _marks(line, parts)
        if count > held:
            best, held = _cut(line, marks), count
    return best


def _lines(letter: Letter) -> list[str]:
    number, signer = letter.reference.value, letter.signatory.value
    lines = [
        letter.subject.value or "",
        format_reference(number) if number else "",
        letter.sender_agency.value or "",
        *(one.value or "" for one in letter.addressees),
        *(one.value or "" for one in letter.body),
        *(one.value.title for one in letter.enclosures if one.value),
        (signer.name or "") if signer else "",
    ]
    return [repair(line) for line in lines if line]


def _marks(line: str, parts: list[str]) -> tuple[tuple[tuple[int, int], ...], int]:
    """Where the parts stand in a line, and how many of them do."""
    folded, origin = "", []
    for place, character in enumerate(line):
        key = _key(character) if not character.isspace() else " "
        folded += key
        origin += [place] * len(key)
    origin.append(len(line))
    spans, count = [], 0
    for part in parts:
        form = next((one for one in (part, *misread(part)) if one in folded), None)
        if form is not None:
            count += 1
            at = folded.find(form)
            while at >= 0:
                end = origin[at + len(form) - 1] + 1
                while end < origin[at + len(form)]:  # tone marks of the last letter belong to it
                    end += 1
                spans.append((origin[at], end))
                at = folded.find(form, at + len(form))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged), count


@lru_cache(maxsize=4096)
def _key(character: str) -> str:
    """A letter as the search spells it: asked for each letter of every line that is shown."""
    return search_key(character)


def _cut(line: str, marks: tuple[tuple[int, int], ...]) -> Excerpt:
    start = max(0, marks[0][0] - _AROUND)
    end = min(len(line), marks[0][1] + 2 * _AROUND)
    head, tail = ("…" if start else ""), ("…" if end < len(line) else "")
    shift = len(head) - start
    shown = tuple((a + shift, min(b, end) + shift) for a, b in marks if start <= a < end)
    return Excerpt(f"{head}{line[start:end]}{tail}", shown)
