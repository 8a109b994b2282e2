"""The clauses of a letter: who speaks, what the clause does, who is to act, what, by when, to whom, in what case.

A sentence that asks is cut where another one is made to act (`actors`) and where a connective is followed by another verb
(``สำรวจ และรายงานผล``); a sentence that tells stays whole. What the sender does by saying it (ขอเลื่อน, ขอยกเลิก, ขอแจ้ง) is
told. Words are PyThaiNLP's over the rows of the triage; what they do is read from rows alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from circulars.cascade.asks.clauses.actors import actors_of
from circulars.cascade.asks.clauses.days import Day, days_of
from circulars.cascade.asks.levels import prose_name
from circulars.directory.offices import Level, Office
from circulars.letter.letter import Letter
from circulars.lexicon.tokens import Role, tokens
from circulars.lexicon.writing.checks import ITEM_MARK
from circulars.lexicon.writing.clauses import CHANGES, CONDITION, GATHERED_AND_SENT, REPORTED_TO_WHOM, WHO_ASKS_AT_END
from circulars.triage.reading.clauses import Clause as Sentence
from circulars.triage.reading.clauses import clauses_of
from circulars.triage.reading.words import Tag, Word, words_of


class Act(StrEnum):
    """What a clause does."""

    TOLD = "told"
    ASKED = "asked"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    THANKED = "thanked"


class Whose(StrEnum):
    """Who is to act."""

    SENDER = "sender"
    OURS = "ours"
    BELOW = "below"
    BESIDE = "beside"
    """Local authorities that no district supervises."""
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a letter's text.

    ``place`` counts its paragraph; ``actor`` are the words that name who is to act (empty: nobody is named);
    ``changes`` are the old and the new value of a change, where it names both.
    """

    text: str
    place: int
    speaker: str
    act: Act
    whose: Whose
    actor: str
    verb: str
    object: str
    days: tuple[Day, ...] = ()
    reports_to: str = ""
    condition: str = ""
    changes: tuple[str, str] | None = None
    purpose: bool = False


_SKIPPED = frozenset({Tag.AND, Tag.SO, Tag.CAUSE, Tag.ASK, Tag.AIM, Tag.EVERY, Tag.OURS})
_DOWN = frozenset({Tag.BELOW, Tag.LOCAL, Tag.VILLAGE, Tag.STAFF, Tag.PEOPLE})
_PERFORMS = frozenset({Tag.TELL, Tag.CANCEL, Tag.CHANGE})
_VERBS = frozenset({Tag.PASS, Tag.REPORT, Tag.NAMES})


def read_clauses(letter: Letter, office: Office) -> tuple[Clause, ...]:
    """The clauses of a letter's text as this office reads it, in order.

    >>> from circulars.directory.offices import find_office
    >>> [(one.act.value, one.whose.value) for one in _of_text("ขอให้จังหวัดแจ้งอำเภอสำรวจ และให้จังหวัดรวบรวม", Level.PROVINCE)]
    [('asked', 'below'), ('asked', 'ours')]
    """
    speaker = prose_name(letter.sender_agency.value or "")
    found: list[Clause] = []
    for sentence in clauses_of(letter, office):
        found += _clauses(sentence, office.level, speaker)
    return tuple(found)


def _of_text(text: str, level: Level) -> list[Clause]:
    """The clauses of a sentence that asks."""
    return list(_clauses(Sentence(text, 0, words_of(text, level), asks=True), level, ""))


def _clauses(sentence: Sentence, level: Level, speaker: str) -> Iterator[Clause]:
    asks = sentence.asks and not _performed(sentence)
    cuts = _cuts(sentence.text, level) if asks else []
    led = Whose.UNSAID
    for start, end in pairwise((0, *cuts, len(sentence.text))):
        text = WHO_ASKS_AT_END.sub("", ITEM_MARK.sub("", sentence.text[start:end]).strip(" ,")).strip(" ,")
        if text:
            one = _clause(text, sentence, level, speaker, asks=asks, led=led)
            led = one.whose if one.whose in (Whose.BELOW, Whose.OURS, Whose.BESIDE) else led
            yield one


def _performed(sentence: Sentence) -> bool:
    """The sender does it by saying it: ``ขอเลื่อน``, ``จึงขอยกเลิก``, ``ขอแจ้งกำหนดการ``; ``ขอแจ้งอำเภอ`` makes somebody hear."""
    head = [word for word in sentence.words if not word.text.isspace() and word.tag is not Tag.SO][:2]
    return bool(head) and head[0].tag in _PERFORMS and not sentence.goes_down


def _cuts(text: str, level: Level) -> list[int]:
    """Where clauses begin behind the first: at another actor, at a connective before another verb."""
    cuts = {one.start for one in actors_of(text, level) if one.start > 0}
    words = [word for word in words_of(text, level) if not word.text.isspace()]
    for at, word in enumerate(words[1:-1], 1):
        joins = word.tag is Tag.AND or word.text in tokens(Role.CONNECTS)
        if joins and (words[at + 1].tag in _VERBS | {Tag.HANDED} or words[at + 1].text in tokens(Role.ACTS)):
            cuts.add(word.start)
    return sorted(cuts)


def _clause(text: str, sentence: Sentence, level: Level, speaker: str, *, asks: bool, led: Whose) -> Clause:
    words = [word for word in words_of(text, level) if not word.text.isspace()]
    act = _act(words, asks=asks)
    actor, whose = _actor(text, words, level, led) if asks else ("", Whose.SENDER)
    verb = next((word for word in words if word.tag not in _SKIPPED | _DOWN and word.text != actor), None)
    change = CHANGES.search(text)
    to = REPORTED_TO_WHOM.search(text)
    condition = CONDITION.search(text)
    return Clause(
        text=text,
        place=sentence.place,
        speaker=speaker,
        act=act,
        whose=whose,
        actor=actor,
        verb=verb.text if verb else "",
        object=text[verb.end :].strip() if verb else "",
        days=days_of(text),
        reports_to=to["whom"] if to else "",
        condition=condition[0].strip() if condition else "",
        changes=(change["old"].strip(), change["new"].strip()) if change else None,
        purpose=sentence.purpose,
    )


def _act(words: Sequence[Word], *, asks: bool) -> Act:
    head = words[:4]
    if any(word.tag is Tag.HANDED for word in head):
        return Act.THANKED
    if any(word.text in tokens(Role.FORBIDS) for word in words[:6]):
        return Act.FORBIDDEN
    if any(word.text in tokens(Role.ALLOWS) for word in head):
        return Act.ALLOWED
    return Act.ASKED if asks else Act.TOLD


def _actor(text: str, words: Sequence[Word], level: Level, led: Whose) -> tuple[str, Whose]:
    """Who is made to act: the one named first, or below us where we are to pass it on, else who acted in the clause before."""
    found = next(iter(actors_of(text, level)), None)
    below = next((word for word in words if word.tag in _DOWN), None)
    passes = any(word.tag is Tag.PASS for word in words)
    if found is not None and found.ours and below is not None and passes:
        return below.text, Whose.BELOW
    if found is not None and found.ours:
        return text[found.office : found.end], Whose.OURS
    named = text[found.office : found.end] if found is not None else below.text if below is not None and passes else ""
    if not named:  # whoever passes it on gathers the answers
        return "", Whose.OURS if GATHERED_AND_SENT.match(text) else led
    return named, Whose.BESIDE if level is Level.PROVINCE and named in tokens(Role.BESIDE) else Whose.BELOW
