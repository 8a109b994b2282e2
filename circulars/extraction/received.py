"""Every page that came belongs to a letter: what goes on is what was received, not what could be read of it.

A page of pictures, a page that was not read in time and a page without a word of ours is enclosed with the letter it
follows (pages before the first letter with the first), and a letter that another one encloses goes on with that one.
Only pages of which reading said that nothing is on them stay behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from circulars.letter.letter import Letter
from circulars.letter.page import Page, PageSource


def with_all_pages(letters: Sequence[Letter], pages: Sequence[Page]) -> list[Letter]:
    """The letters, each with all pages of the file that go on with it as its enclosures."""
    if not letters:
        return []
    covered = {number for letter in letters for number in (*letter.pages, *letter.enclosure_pages)}
    loose = [p.number for p in pages if p.number not in covered and not p.blank and p.source is not PageSource.TEXT]
    added: list[set[int]] = [set() for _ in letters]
    for number in loose:
        added[owner_of(number, letters)].add(number)
    for index, letter in enumerate(letters):
        outer = _outermost(index, letters)
        if outer != index:
            added[outer] |= {*letter.pages, *letter.enclosure_pages, *added[index]} - set(letters[outer].pages)
    return [
        replace(letter, enclosure_pages=tuple(sorted({*letter.enclosure_pages, *more}))) if more else letter
        for letter, more in zip(letters, added, strict=True)
    ]


def owner_of(page: int, letters: Sequence[Letter]) -> int:
    """Index of the letter that a page without a letter of its own goes with: the last one that begins before it."""
    before = [i for i, letter in enumerate(letters) if letter.pages and min(letter.pages) <= page]
    return before[-1] if before else 0


def _outermost(index: int, letters: Sequence[Letter]) -> int:
    seen = {index}
    while (outer := letters[index].copy_in) is not None and outer not in seen and 0 <= outer < len(letters):
        seen.add(outer)
        index = outer
    return index
