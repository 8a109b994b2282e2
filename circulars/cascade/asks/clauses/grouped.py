"""Tasks of a list that say at which level they are done, and days that the source itself gives to those below.

``๒. ระดับอำเภอ ให้สั่งการอำเภอดำเนินการ ๒.๑ … ๒.๒ …`` is a heading: its sub-items are the tasks. Where those below send it to
us by a day, and we send it on by a later one, what we send is ours and their day stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from circulars.cascade.asks.clauses.share import Share, at_a_level
from circulars.cascade.asks.deadlines import find_deadlines
from circulars.directory.offices import Level
from circulars.lexicon.offices import UNIT, WORDS, words_below
from circulars.lexicon.rows import either
from circulars.lexicon.writing.actors import HEADS_SUBS, LIMIT_NEXT, OF_A_LEVEL, OWN_REPORT, TOPIC_FIRST

Task = tuple[str, str, tuple[tuple[str, str], ...]]
"""A task's number, its text, its sub-items with their numbers."""


def by_level(tasks: Iterable[Task], level: Level) -> Iterator[Task]:
    """The tasks, the words about the level taken off those below; a heading gives way to its sub-items.

    >>> list(by_level([("๑", "อำเภอ ให้จัดพิธี", ())], Level.PROVINCE))
    [('๑', 'ให้อำเภอจัดพิธี', ())]

    >>> list(by_level([("๒", "ระดับอำเภอ ให้อำเภอจัดพิธี", ())], Level.PROVINCE))
    [('๒', 'ให้อำเภอจัดพิธี', ())]
    >>> list(by_level([("๒", "ระดับอำเภอ", (("๒.๑", "จัดพิธี"),))], Level.PROVINCE))
    [('๒.๑', 'ให้อำเภอจัดพิธี', ())]
    """
    names = either((*WORDS[level], *words_below(level)))
    for number, said, subs in tasks:
        text = TOPIC_FIRST(names=names).sub(r"ให้\g<who>", said)
        found = OF_A_LEVEL.match(text)
        if found is None or at_a_level(text, level) is not Share.DOWN:
            yield number, text, subs
            continue
        rest = text[found.end() :].strip()
        if subs and HEADS_SUBS.match(rest):
            for mark, sub in subs:
                yield mark, sub if sub.startswith("ให้") else f"ให้{found['who']}{sub}", ()
        else:
            yield number, rest if rest.startswith(("ให้", "ขอให้", "ขอความ")) else text, subs


def has_own_day(text: str, level: Level) -> bool:
    """Those below are told to send something to us, or to a unit of ours, by a day.

    >>> has_own_day("ส่งสำนักงานวัฒนธรรมจังหวัด ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙", Level.PROVINCE)
    True
    >>> has_own_day("ส่งกระทรวงวัฒนธรรม ภายในวันที่ ๒๑ ธันวาคม ๒๕๖๙", Level.PROVINCE)
    False
    """
    if level not in (Level.PROVINCE, Level.DISTRICT) or not find_deadlines(text):
        return False
    found = [one for one in OWN_REPORT.finditer(text) if one[0].endswith(UNIT[level])]
    return any(LIMIT_NEXT.match(text[one.end() :]) for one in found)
