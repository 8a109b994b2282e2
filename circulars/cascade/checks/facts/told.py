"""Whether every clause of the source goes somewhere: told, asked of those below, ours, or shown as left out.

The clauses are those of the triage's reader, and what is looked for are their facts (days, amounts, numbers, places,
names of letters): so this holds the draft against the source by another way than the draft was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from circulars.cascade.asks.deadlines import find_deadlines
from circulars.cascade.asks.obligations import Obligation, Reading, read_obligations
from circulars.cascade.checks.facts.factlock import facts_of
from circulars.directory.offices import Office
from circulars.documents.word.content import LetterContent
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.lexicon.rows import literally
from circulars.lexicon.writing.checks import FROM_TO, ITEM_MARK, ITEM_MARK_AT_END, NUMBER_AS_SUCH, TWO_CONSONANTS
from circulars.thai.find_dates import DateKind, find_dates
from circulars.thai.text import folded, repair
from circulars.triage.reading.clauses import Clause, clauses_of, texts_of
from circulars.triage.reading.words import Tag

NOWHERE, CHANGE = "goes-nowhere", "lost-change"
_WEIGHTY = frozenset(("date", "number", "reference", "place", "link"))


@dataclass(frozen=True, slots=True)
class Held:
    """A draft's content and what it is held against; ``deadlines`` are the source's days and those given in their stead."""

    content: LetterContent
    letter: Letter
    office: Office
    reading: Reading
    deadlines: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    """Paragraphs that an office which tells shortly leaves to the enclosed copy."""


def lost_clauses(held: Held) -> Iterator[Finding]:
    """A clause of the source with a day, amount, number or place that goes nowhere blocks."""
    body = body_of(held.content)
    moved = {folded(wanted) for wanted, given in held.deadlines if _stands("date", given, body)}
    elsewhere = " ".join(known_elsewhere(held))
    sender = folded(held.letter.sender_agency.value or "")
    for clause in _operative(held):
        text = ITEM_MARK_AT_END.sub("", ITEM_MARK.sub("", repair(clause.text)))
        missing = [fact for kind, fact in facts_of(text) if kind in _WEIGHTY and not _stands(kind, fact, body)]
        missing = [one for one in missing if folded(one) not in moved and folded(one) not in folded(elsewhere)]
        missing = [one for one in missing if not sender or sender not in folded(one)]  # who sent it is named anew
        lost = [one for one in missing if not any(_is_ours(one, task) for task in held.reading.ours)]
        if lost:
            message = f"ข้อความนี้ของต้นเรื่องไม่อยู่ในร่างและไม่ใช่งานของเรา ขาด “{lost[0]}” กรุณาเติมในร่าง"
            yield Finding(NOWHERE, Severity.BLOCKS, "draft.body", message, seen=text[:160], against=lost[0])


def lost_changes(held: Held) -> Iterator[Finding]:
    """Of a postponement, cancellation, extension or correction both the old and the new are told."""
    body = body_of(held.content)
    for clause in _operative(held):
        if not _changes(clause):
            continue
        text = ITEM_MARK_AT_END.sub("", ITEM_MARK.sub("", repair(clause.text)))
        values = [one for one in facts_of(text) if one[0] != "word"]
        values += [("text", said) for found in FROM_TO.finditer(text) for said in found.groups()]
        lost = next((one for kind, one in values if not _stands(kind, one, body)), "")
        if lost:
            told = f"หนังสือต้นเรื่องเลื่อน ยกเลิก หรือแก้ไข แต่ “{lost}” หายไปจากร่าง กรุณาบอกทั้งของเดิมและของใหม่"
            yield Finding(CHANGE, Severity.BLOCKS, "draft.body", told, seen=clause.text[:160], against=lost)


def _operative(held: Held) -> Iterator[Clause]:
    """The clauses of the text itself: no addressee line that the reader of the page took in, nothing below the purpose line."""
    heads = [folded(one.value) for one in held.letter.addressees if one.value]
    ended = False
    for clause in clauses_of(held.letter, held.office):
        if ended and not clause.purpose:
            return
        ended = clause.purpose
        if TWO_CONSONANTS.search(clause.text) and not any(folded(clause.text) in head for head in heads):
            yield clause


def _changes(clause: Clause) -> bool:
    """The clause performs a change, or tells what was and what is to be."""
    performed = clause.asks and any(word.tag in (Tag.CANCEL, Tag.CHANGE) for word in clause.words[:2])
    return performed or FROM_TO.search(clause.text) is not None


def _stands(kind: str, fact: str, body: str) -> bool:
    """A fact stands in a text; a number as a number, and not as a part of another."""
    if kind != "number":
        return folded(fact) in folded(body)
    return folded(fact) in {folded(one) for other, one in facts_of(body) if other == "number"} or (
        NUMBER_AS_SUCH(fact=literally(folded(fact))).search(folded(body)) is not None
    )


def body_of(content: LetterContent) -> str:
    """All that a draft says: its subject, text, purpose, enclosures and references."""
    named = [f"{title} {quantity}" for title, quantity in content.enclosures]
    return " ".join(
        (content.subject, *(one.text for one in content.paragraphs), content.purpose, *named, *content.references)
    )


def known_elsewhere(held: Held) -> list[str]:
    """What goes to another class of our recipients, or is shown by a check of its own: whom to ask, the sender's purpose."""
    every = read_obligations(held.letter, held.office)
    others = [whole(one) for one in every.obligations if one not in held.reading.obligations]
    known = [text for text in texts_of(held.letter)[:1] if held.content.references]  # our own letter told it already
    return [*others, *held.reading.parts.contact, *known, *held.left]


def whole(task: Obligation) -> str:
    """A task with its sub-items."""
    return " ".join((task.text, *(sub for _, sub in task.subs)))


def _is_ours(fact: str, task: Obligation) -> bool:
    """A fact of a task that is ours; the day of an event is theirs too where nobody is named who acts."""
    text = whole(task)
    if folded(fact) not in folded(text):
        return False
    limits = {folded(one.text) for one in find_deadlines(text)}
    days = {folded(one.text) for one in find_dates(text) if one.kind in (DateKind.DAY, DateKind.RANGE)}
    return task.certain or folded(fact) not in days or folded(fact) in limits
