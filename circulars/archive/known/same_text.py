"""Whether two letters are the same text: the only ground on which one is taken for a copy of the other.

Number, date and sender are read, and one misread digit makes two letters alike in all three. The same letter scanned
twice differs by a few misread characters; another letter differs in what it is about, or in a figure. So the texts must
agree in nearly every character, and every figure told in one must be told in the other. In doubt they are not the same:
then a person looks, which costs a minute; the other way a letter would be lost.
"""

from __future__ import annotations

import re
from collections import Counter

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from circulars.letter.letter import Letter
from circulars.thai.text import folded

LEAST_ALIKE = 90.0
"""Per cent of characters in common, in order. Of 98 read letters (4,753 pairs) five pairs pass here and agree in their
figures, four of them with the same number; four more pairs reach 96 per cent and fail by their figures: a person looks."""
LONGEST_MISREADING = 6
"""Letters in one place; two invitations of one wording differ by the whole name of the guest."""
ONE_PLACE = 2
"""Letters alike between two differences that still are one: any two names share a letter here and there."""
_FIGURE = re.compile(r"\d+")


def same_text(one: Letter, other: Letter) -> bool:
    """The two letters say the same: subject and body agree, and all their figures.

    A letter of which no body was read agrees with nothing: there is no text to agree.
    """
    texts = [(_text(letter.subject.value), _text(*(part.value for part in letter.body))) for letter in (one, other)]
    (subject, body), (other_subject, other_body) = texts
    if not body or not other_body:
        return False
    alike = fuzz.ratio(subject, other_subject) >= LEAST_ALIKE and fuzz.ratio(body, other_body) >= LEAST_ALIKE
    if not alike or _figures(subject + body) != _figures(other_subject + other_body):
        return False
    return max(_longest_run(subject, other_subject), _longest_run(body, other_body)) <= LONGEST_MISREADING


def _longest_run(one: str, other: str) -> int:
    """Letters in the longest place that differs: another name, another place."""
    longest = length = 0
    for step in Levenshtein.opcodes(one, other):
        alike = step.src_end - step.src_start
        if step.tag != "equal":
            length += max(alike, step.dest_end - step.dest_start)
            longest = max(longest, length)
        elif alike <= ONE_PLACE and length:
            length += alike
        else:
            length = 0
    return longest


def _text(*parts: str | None) -> str:
    return "".join(folded(part) for part in parts if part)


def _figures(text: str) -> Counter[str]:
    """Every number told, with how often: days, amounts, telephone numbers."""
    return Counter(_FIGURE.findall(text))
