"""What only one reader saw, and what goes over print that nobody could read: no value is sure by that alone.

Two readers that see the same are the proof of a value. Where the second was not asked for a line, or made nothing of it, its
reading is one reader's word; where a line between those of a value was lost, the value may lack it. Either is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from circulars.extraction.page.lines import GIVEN_TEXT
from circulars.extraction.page.proposals import is_addressed, is_office
from circulars.letter.doubt import AM_LOST, CUT_AT_EDGE, LINE_LOST, ONE_READER, Doubt, SignatoryPart
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import Letter, Signatory
from circulars.letter.page import Box, Page, TextLine
from circulars.thai.lost_am import restored_am
from circulars.thai.text import folded, repair

_FIELDS = ("urgency", "reference", "dated", "sender_agency", "subject", "signatory", "contact")
_LISTS = ("addressees", "references", "enclosures")
_RUN_ON = ("subject", "addressees", "references", "enclosures")
"""Parts that fill as many lines as they need: a line of theirs may be lost below the last that was read."""
_ALIKE = 0.75  # similarity from which two readings are of the same words
_EDGE = 0.965  # of the page's width: what ends behind it may go on where no paper was
_WORDS = ("sender_agency", "subject", "signatory", "addressees", "enclosures")
_AA = "า"
_LEAST_LOST = 3  # lines of a page with a word that Thai has only with ำ
_LEAST_SEEN = 4  # signs of a line that stand in what was seen of a value


def borne_out(letter: Letter, pages: Mapping[int, Page]) -> Letter:
    """The letter with a doubt on each value that one reader alone told, or that goes over a lost line."""
    changed: dict[str, object] = {}
    for name in _FIELDS:
        changed[name] = _weighed(name, getattr(letter, name), pages)
    for name in _LISTS:
        changed[name] = tuple(_weighed(name, item, pages) for item in getattr(letter, name))
    return replace(letter, **changed)  # type: ignore[arg-type]


def _weighed(name: str, field: Field[Any], pages: Mapping[int, Page]) -> Field[Any]:
    evidence = field.evidence
    if field.value is None or field.doubtful or evidence is None or evidence.box is None:
        return field
    page = pages.get(evidence.page)
    if page is None or not any(line.witness for line in page.lines):
        return field  # one reader is all that there is, or the text was typed
    for doubt in _doubts(name, field, evidence, page):
        field = field.doubt(doubt)
    return field


def _doubts(name: str, field: Field[Any], evidence: Evidence, page: Page) -> tuple[Doubt, ...]:
    assert evidence.box is not None
    used = [line for line in page.lines if _within(line.box, evidence.box) and _is_of(line, evidence.raw)]
    single = [line for line in used if line.engine not in GIVEN_TEXT and not _seen_twice(line)]
    alone = bool(single)
    named = any("(" in line.text for line in single)
    part = (None if named else SignatoryPart.POSITION) if isinstance(field.value, Signatory) else None
    known = isinstance(field.value, str) and (is_office(field.value) or is_addressed(field.value))
    height = max((line.box.height for line in used if line.box), default=0.0)
    below = height if name in _RUN_ON else 0.0
    lost = any(_over(box, evidence.box, below) for box in page.lost)
    cut = any(line.box is not None and line.box.right > _EDGE for line in used)
    return (
        *((ONE_READER(part=part),) if alone and not known else ()),
        *((LINE_LOST(),) if lost else ()),
        *((CUT_AT_EDGE(),) if cut else ()),
        *((AM_LOST(),) if name in _WORDS and not known and _AA in evidence.raw and _loses_am(page) else ()),
    )


def _loses_am(page: Page) -> bool:
    """Worn print lost the ring of ำ in so many words of the page that what it lost in others, which are words too, is not sure."""
    lines = (repair(line.text) for line in page.lines if line.engine not in GIVEN_TEXT)
    return sum(restored_am(text) != text for text in lines) >= _LEAST_LOST


def _seen_twice(line: TextLine) -> bool:
    """The second reader saw this line too; one that made something else of it altogether saw nothing."""
    witness = line.witness
    if witness is None or not witness.text:
        return False
    own, other = (folded(text) for text in (line.text, witness.text))
    return own in other or Levenshtein.normalized_similarity(own, other) >= _ALIKE


def _within(one: Box | None, whole: Box) -> bool:
    if one is None:
        return False
    x, y = one.middle
    return whole.left <= x <= whole.right and whole.top <= y <= whole.bottom


def _is_of(line: TextLine, raw: str) -> bool:
    """The line is one of those from which the value was read."""
    bare = "".join(raw.split())
    own = "".join(line.text.split())
    return bool(own) and (own[-_LEAST_SEEN:] in bare or own[:_LEAST_SEEN] in bare)


def _over(lost: Box, value: Box, below: float) -> bool:
    """Lost print stands among a value's lines, or in the line below."""
    x, y = lost.middle
    return value.left - 0.02 <= x <= value.right + 0.02 and value.top <= y <= value.bottom + below
