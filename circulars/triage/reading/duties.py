"""What is laid on those below in words that no row of requests knows: by who does what in the sentence, not by its verb.

A letter asks in more verbs than any list holds (``เห็นควรให้อำเภอ…``, ``นายอำเภอต้อง…``, ``โดยกำนันเคาะประตู``). What does not change
is how the one who acts stands to the words around: behind ให้ and before something that is done, before ต้อง, behind โดย, in the
column of a table that tells who is responsible. Whether it is asked, and not told, is read from จึง, from มาเพื่อ and from what
makes us act; what somebody has done, will do himself or asks about is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from circulars.lexicon.reading.triage.duties import (
    AIMED,
    APART,
    CAUSES,
    DISPLAYED,
    DUTY,
    HALLS,
    LIMITED,
    MUST,
    NO_DOING,
    OF_WHOM,
    PAST,
    RESULT,
    SAME_CELL,
    WHETHER,
    WILL,
)
from circulars.lexicon.reading.triage.staying import ITEM
from circulars.lexicon.reading.triage.whom import VERB
from circulars.triage.reading.acting import goes_there
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.words import Tag, Word

_NAMED = frozenset({Tag.BELOW, Tag.LOCAL, Tag.VILLAGE})
_WISHING = (Tag.ASK, Tag.CAUSE, Tag.SO)
_BEHIND, _AHEAD, _NOUN = 14, 16, 5
"""Words before a name that tell whether it is past, behind it in which its verb stands, and of a noun that ends in ทุกอำเภอ."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A clause by which those below act, and its place; ``sure`` where it is asked, ``must`` where it is told that they must."""

    at: int
    clause: Clause
    sure: bool
    must: bool


def duties_in(clauses: Sequence[Clause]) -> tuple[Duty, ...]:
    """What is laid on those below, clause by clause; the names that act stand in the clause's ``laid``."""
    found = []
    for place, clause in enumerate(clauses):
        words = tuple(word for word in clause.words if not word.text.isspace())
        leads = place + 1 < len(clauses) and ITEM.match(clauses[place + 1].text) is not None
        laid = [
            at
            for at in range(len(words))
            if words[at].tag in _NAMED and _acts(words, at, leads=leads) and not passed(words, at)
        ]
        if laid and not _known(words):
            sure = any(clause.asks or clause.purpose or _asked(words, at) for at in laid)
            must = any(_obliged(words, _list_ends(words, at)) for at in laid)
            named = tuple(words[at] for at in laid)
            found.append(Duty(place, replace(clause, asks=not clause.purpose, laid=named), sure, must))
    return tuple(found)


def _acts(words: Sequence[Word], at: int, *, leads: bool) -> bool:
    """The name at a place is of somebody who does something, or is told to; ``leads``: a list of what he does follows."""
    begin, end = _noun_begins(words, at), _list_ends(words, at)
    before = words[begin - 1] if begin else None
    if before is not None and (before.tag is Tag.CAUSE or CAUSES.match(before.text)):
        return _does(words, end) or (leads and end == len(words))
    if _obliged(words, end) or _in_own_cell(words, begin, end):
        return True
    if before is None:
        return False
    if before.text == "โดย":
        return _does(words, end)
    if before.text == "ของ" and begin > 1 and DUTY.match(words[begin - 2].text):  # ถือเป็นหน้าที่ของนายอำเภอที่จะต้อง…
        return begin > 2 and words[begin - 3].text.endswith("เป็น")
    if before.text == "ตาม":  # ให้จังหวัดตามอำเภอที่ยังเงียบอยู่
        return begin > 1 and words[begin - 2].tag in (Tag.OURS, Tag.ASK, Tag.PASS) and _is_told(words, end)
    if before.text == "ณ" or (words[at].text.startswith(HALLS) and _every(words, at, end)):
        return _every(words, at, end) and any(DISPLAYED.match(word.text) for word in words[:begin])
    if before.tag is Tag.TO and goes_there(words[:begin]):
        return False
    if before.tag is Tag.PASS or (before.tag is Tag.TO and any(word.tag is Tag.PASS for word in words[:begin])):
        return True
    return before.tag is not Tag.OURS and not OF_WHOM.match(before.text) and _is_told(words, end)


def _noun_begins(words: Sequence[Word], at: int) -> int:
    """Where the list of a name begins, and the noun that it ends: ``ให้ | ผู้ปกครองท้องที่ทุกอำเภอ``; the name where no ให้ leads to it."""
    while at > 1 and (words[at - 1].tag in _NAMED or (words[at - 1].tag is Tag.AND and words[at - 2].tag in _NAMED)):
        at -= 1
    if not words[at].text.startswith("ทุก"):
        return at
    near = range(at - 1, max(-1, at - _NOUN - 1), -1)
    led = next((one for one in near if words[one].tag is Tag.CAUSE or CAUSES.match(words[one].text)), None)
    return led + 1 if led is not None else at


def _list_ends(words: Sequence[Word], at: int) -> int:
    """Behind the name and those named with it: ``กำนัน ผู้ใหญ่บ้าน ทุกตำบล | เคาะ``."""
    end = at + 1
    while end < len(words) and (
        words[end].tag in (*_NAMED, Tag.EVERY, Tag.COUNT)
        or (words[end].tag is Tag.AND and end + 1 < len(words) and words[end + 1].tag in _NAMED)
    ):
        end += 1
    return end


def _does(words: Sequence[Word], end: int) -> bool:
    """Something is done by the one named: ``ให้อำเภอ | ลอกท่อ``, and not given to him: ``จัดสรรงบประมาณให้อำเภอ | จำนวน…``."""
    if end >= len(words):
        return False
    if NO_DOING.match(words[end].text) is None:
        return True
    rest = words[end : end + _AHEAD]
    limited = LIMITED.match(rest[0].text) is not None
    return limited and any(word.tag in (Tag.CAUSE, Tag.REPORT) or VERB.match(word.text) for word in rest[2:])


def _obliged(words: Sequence[Word], end: int) -> bool:
    """``นายอำเภอต้องลงนาม``, ``อำเภอใดยังมิได้จัดตั้งให้จัดตั้ง``."""
    if end >= len(words):
        return False
    if MUST.match(words[end].text):
        return True
    return words[end].text == "ใด" and any(word.tag is Tag.CAUSE for word in words[end : end + _AHEAD])


def _is_told(words: Sequence[Word], end: int) -> bool:
    """``มีบัญชาไปยังนายอำเภอให้ทำความเข้าใจ``, ``ย้ำกับนายอำเภอว่า…``: what he is to do or to know follows."""
    for at in range(end, min(end + _AHEAD, len(words) - 1)):
        word = words[at]
        if word.tag is Tag.SO or word.text == "เพื่อ":
            return False
        if word.tag is Tag.CAUSE:
            return RESULT.match(words[at + 1].text) is None and words[at + 1].tag is not Tag.OURS
        if word.text == "ว่า":
            return at == end
    return False


def _in_own_cell(words: Sequence[Word], begin: int, end: int) -> bool:
    """A cell of a table that tells nothing but who: ``| อำเภอ ร่วมกับ อปท. |``."""
    if begin == 0 or words[begin - 1].text != "|":
        return False
    while end < len(words) and (words[end].tag in (*_NAMED, Tag.OURS) or SAME_CELL.match(words[end].text)):
        end += 1
    return end < len(words) and words[end].text == "|"


def _every(words: Sequence[Word], at: int, end: int) -> bool:
    return words[at].text.startswith("ทุก") or any(word.tag is Tag.EVERY for word in words[at:end])


def _asked(words: Sequence[Word], at: int) -> bool:
    """จึง, มาเพื่อ or what makes us act stands before it, or it must."""
    before = words[:at]
    if any(word.tag is Tag.SO or AIMED.match(word.text) for word in before):
        return True
    return any(
        word.tag is Tag.OURS and (_after_cause(before, place) or _obliged(words, place + 1))
        for place, word in enumerate(before)
    )


def _after_cause(words: Sequence[Word], at: int) -> bool:
    return at > 0 and (words[at - 1].tag is Tag.CAUSE or CAUSES.match(words[at - 1].text) is not None)


def passed(words: Sequence[Word], at: int) -> bool:
    """Somebody has told them, will tell them himself, need not, or it is asked whether."""
    begin = max((place for place in range(at) if words[place].tag is Tag.SO), default=-1) + 1
    near, behind = range(max(begin, at - _BEHIND), at), "".join(word.text for word in words[at:])
    end = _list_ends(words, at)
    if any(WILL.match(word.text) for word in _predicate(words[end : end + 4])):  # โดยกำนันจะคอยต้อนรับ
        return True
    if any(words[place].tag is Tag.NOT for place in (*near, *range(at, min(at + 4, len(words))))):
        return True
    return WHETHER.search(behind) is not None or APART.search(behind) is not None or _is_past(words, near)


def _is_past(words: Sequence[Word], near: Sequence[int]) -> bool:
    """``ได้มอบอำนาจให้นายอำเภอ``, ``กรมจะแจ้งอำเภอ``; not ``ขอให้จังหวัดได้แจ้ง`` and ``จังหวัดจะได้แจ้ง``."""
    for place in near:
        before = words[place - 1] if place else None
        ours = before is not None and before.tag in (Tag.OURS, *_NAMED)
        wished = before is not None and (before.tag in _WISHING or before.text in ("จะ", "ขอ", "เพื่อ"))
        if WILL.match(words[place].text) and not (ours or wished):
            return True
        if ours and place > 1:  # ขอให้จังหวัดได้แจ้ง; จังหวัดได้แจ้งแล้ว is past
            wished = words[place - 2].tag in _WISHING or words[place - 2].text == "ว่า"
        if PAST.match(words[place].text) and not wished:
            return True
    return False


def _predicate(words: Sequence[Word]) -> Sequence[Word]:
    """What follows a name up to a clause of its own or to what it is made to do."""
    ends = (at for at, word in enumerate(words) if word.tag is Tag.CAUSE or word.text in ("ที่", "ซึ่ง"))
    return words[: next(ends, len(words))]


def _known(words: Sequence[Word]) -> bool:
    """``ตามที่กระทรวงให้จังหวัดแจ้งอำเภอ … นั้น``: what was asked before."""
    return words[0].text.startswith(("ตาม", "อนุสนธิ")) and all(word.tag is not Tag.SO for word in words)
