"""Words of a recognised letter that its own other words contradict: ``1TA`` where the letter says ``ITA`` elsewhere.

A recogniser misreads the same word differently in different places, so a rare word one stroke away from a frequent one
is shown to the reviewer with that one as the proposal. Nothing is changed by the engine, and letters that were typed,
not recognised, are not looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from circulars.letter.letter import Letter
from circulars.lexicon.writing.checks import BROKEN_MARKS, LATIN_FIRST, WORD

LONG = 8
"""Least letters of a Thai word to be compared; shorter ones too often are one stroke from another real word."""


def recognised(letter: Letter) -> bool:
    """The letter's text comes from a recogniser that was not sure of all of it."""
    return any(field.doubtful or (field.evidence and field.evidence.confidence < 1) for field in letter.body)


def suspects(texts: Sequence[str], beside: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Suspicious words with the word that they may be (empty: none is near).

    ``beside`` are other texts of the letter, read apart: their words bear witness, and are not suspected here.

    >>> list(suspects(["ระบบ ITA และ ITA ของ 1TA"]))
    [('1TA', 'ITA')]
    >>> list(suspects(["ระบบ lIntegrity"], ["(Integrity and Transparency)"]))
    [('lIntegrity', 'Integrity')]
    >>> list(suspects(["แนวทางการประเมิน แนวทางการประเมิน แนวทางการประเมินผล ปี ๒๕๖๖ ๒๕๖๗ ๒๕๖๗"]))
    []
    """
    counts = Counter(word for text in texts for word in WORD.findall(text))
    witnessed = Counter(word for text in beside for word in WORD.findall(text))
    frequent = [word for word in counts | witnessed if counts[word] + witnessed[word] > 1 or word in witnessed]
    for word, count in counts.items():
        if count + witnessed[word] == 1 and not word.isdigit() and (near := _near(word, frequent)):
            yield word, near
        elif BROKEN_MARKS.search(word):
            yield word, ""


def _near(word: str, frequent: Sequence[str]) -> str:
    """The one frequent word that this may be: one letter off, neither the beginning nor the end of the other in Thai."""
    latin = bool(LATIN_FIRST.match(word))
    if len(word) < (3 if latin else LONG):
        return ""
    found = [
        other
        for other in frequent
        if bool(LATIN_FIRST.match(other)) == latin
        and not other.isdigit()
        and Levenshtein.distance(word, other, score_cutoff=1) == 1
        and (latin or not (word.startswith(other) or other.startswith(word) or word.endswith(other)))
    ]
    return found[0] if len(found) == 1 else ""
