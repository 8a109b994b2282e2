"""What a purpose line asks to pass on."""

from __future__ import annotations

from circulars.directory.offices import Level
from circulars.lexicon.offices import below_pattern
from circulars.lexicon.writing.actors import FURTHER_AT_END, PASSED_ON
from circulars.lexicon.writing.clauses import SAID_TO_THEM_TOO
from circulars.lexicon.writing.text import COURTESY


def passed_on(purpose: str, level: Level) -> str:
    """What a purpose line of a letter to this level asks to pass on; empty where it asks nothing of the kind.

    >>> passed_on("จึงเรียนมาเพื่อโปรดทราบ และแจ้งให้อำเภอทราบต่อไป", Level.PROVINCE)
    'แจ้งให้อำเภอทราบ'
    """
    found = PASSED_ON.search(purpose)
    task = COURTESY.sub("", found["task"]) if found else ""
    return FURTHER_AT_END.sub("", SAID_TO_THEM_TOO(below=below_pattern(level)).sub(r"\g<first>", task))
