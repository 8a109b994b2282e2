"""A letter that stays with the office: the vote between taking note, acting, assigning, answering and submitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circulars.directory.offices import Level, Office
from circulars.letter.letter import Letter, LetterKind
from circulars.lexicon.reading.triage.staying import (
    CONDOLES,
    DONE_ALREADY,
    DONE_BEFORE,
    LAID_BEFORE,
    ONLY_IF,
    PUBLICITY,
    REQUESTED,
    SALE,
    SENT_TO_ACT,
    SENT_UP,
    SLIP,
    TO_PROCEED,
    TO_SENDER,
)
from circulars.lexicon.reading.triage.whom import EVERY
from circulars.lexicon.rows import literally
from circulars.triage.deciding.unsaid import (
    does_something,
    first_plain,
    mentions,
    perhaps_laid,
    spreads,
    to_nobody_named,
)
from circulars.triage.deciding.witnesses import OFFERED, Part, Voice, Vote, count, voices_of
from circulars.triage.origin.direction import Direction
from circulars.triage.reading.addressed import addresses, through
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.whom import Whom
from circulars.triage.reading.words import Tag
from circulars.triage.step import Step


@dataclass(frozen=True, slots=True)
class Found:
    """A step with the clause that decides it; ``rivals`` are steps as likely, each with the text that speaks for it."""

    step: Step
    because: Clause | None
    also: tuple[Step, ...] = ()
    whom: Whom | None = None
    doubtful: tuple[str, ...] = ()
    rivals: tuple[tuple[Step, str], ...] = ()


_HIGHER = {
    Level.DISTRICT: "ผู้ว่าราชการจังหวัด|จังหวัด|กรม|กระทรวง|อธิบดี",
    Level.PROVINCE: "กรม|กระทรวง|อธิบดี|รัฐมนตรี|ปลัดกระทรวง|คณะรัฐมนตรี",
    Level.DEPARTMENT: "รัฐมนตรี|ปลัดกระทรวง|คณะรัฐมนตรี|กระทรวง",
    Level.MINISTRY: "คณะรัฐมนตรี|นายกรัฐมนตรี",
    Level.LOCAL: "นายอำเภอ|อำเภอ|ผู้ว่าราชการจังหวัด|จังหวัด",
}
"""Who stands above an office of the level, as alternatives of a pattern."""
_SLIP = 8
"""The weight of an answer slip, as of one that the text speaks of."""
_OWED = 3
"""The weight of a voice by which something is to come back to the sender, whoever is given the letter."""


def kept(
    letter: Letter, office: Office, clauses: Sequence[Clause], direction: Direction, down: Sequence[Clause]
) -> Found:
    """A letter that stays with us: the witnesses decide; where two steps are as good as even, a person does."""
    asked = [said for one in clauses if one.asks and (said := one.before_refusal()).asks]
    purpose = [one for one in clauses if one.purpose]
    asks = [one for one in asked if one.words[0].tag is not Tag.TELL or SENT_TO_ACT.search(one.text)]
    voices = [
        *_standing(letter, office, clauses, direction),
        *_laid(asked, purpose, office, direction),
        *_asking(asks, purpose, letter),
        *_slip(letter, asks),
        *_quiet(asks, purpose, direction),
        *voices_of(_texts(letter, asks, purpose, clauses)),
    ]
    vote = count(voices)
    rival = vote.rival
    doubt = (
        ("step",) if rival is not None or (vote.step is Step.NOTE and _open(asks, purpose, clauses, direction)) else ()
    )
    if doubt and rival is None and vote.step is Step.NOTE and _ours_alone(letter, direction):
        last = purpose[-1]
        return Found(Step.ACT, last, _also(vote, asks))
    if (vote.step is Step.ACT and (down or mentions(asks))) or does_something(asks):
        doubt = ("step",)
    rivals = ((rival, vote.because(rival)),) if rival is not None else ()
    spread = to_nobody_named(asks, office, direction)
    if spread is not None and vote.step is not Step.NOTE:
        alone = vote.ranked[0] == (Step.ACT, 1) and not PUBLICITY.match(first_plain(spread))
        rivals = () if alone else ((vote.step, vote.because(vote.step)),)
        doubt = () if alone else ("step",)  # กำชับ is said to somebody; only to whom is asked
        return Found(Step.FORWARD_ALL, spread, (), Whom((), every=True, doubtful=True), doubt, rivals)
    if not doubt and vote.step in (Step.ACT, Step.ANSWER) and direction is not Direction.BELOW and spreads(asks):
        doubt, rivals = ("step",), ((Step.FORWARD_ALL, ""),)  # to nobody named: by our own channels, or by those below
    laid = perhaps_laid(clauses, office, direction)
    if laid is not None and (direction, vote.step) != (Direction.OUTSIDE, Step.NOTE):
        return _or_down(vote, laid, asks, clauses)
    if doubt and not rivals:
        rivals = ((Step.ACT if vote.step is Step.NOTE else Step.FORWARD_SOME, ""),)
    return Found(vote.step, _clause(vote.because(vote.step), clauses), _also(vote, asks), None, doubt, rivals)


def _or_down(vote: Vote, laid: Clause, asks: Sequence[Clause], clauses: Sequence[Clause]) -> Found:
    """Those below do something in what is only told: with nothing else asked it is likely theirs; a person is asked in any case."""
    if asks:
        rival = (Step.FORWARD_ALL, laid.text)
        return Found(vote.step, _clause(vote.because(vote.step), clauses), _also(vote, asks), None, ("step",), (rival,))
    return Found(Step.FORWARD_ALL, laid, (), Whom((), every=True, doubtful=True), ("step",), ((vote.step, ""),))


def _texts(
    letter: Letter, asks: Sequence[Clause], purpose: Sequence[Clause], clauses: Sequence[Clause]
) -> dict[Part, list[str]]:
    requests = [_asked_in(one) for one in asks]
    told = [one.text for one in clauses if not one.purpose and (not one.asks or one.words[0].tag is Tag.TELL)]
    return {
        Part.SUBJECT: [" ".join((letter.subject.value or "").split())],
        Part.ASKED: [*requests, *(one.text for one in purpose if requested(one))],
        Part.PURPOSE: [one.text for one in purpose],
        Part.TOLD: told,
        Part.TEXT: [*requests, *(DONE_BEFORE.sub("", one) for one in told), *(one.text for one in purpose)],
    }


def _asked_in(clause: Clause) -> str:
    """What a clause asks in any case: without what it asks only if, and what the sender has done already."""
    return DONE_ALREADY.sub("", ONLY_IF.sub("", clause.text))


def requested(purpose: Clause) -> bool:
    """The จึงเรียนมา line asks more than to know or to proceed: ``และแจ้งผลให้สำนักงานทราบ``."""
    return bool(REQUESTED.search(purpose.text))


def _standing(letter: Letter, office: Office, clauses: Sequence[Clause], direction: Direction) -> list[Voice]:
    """What the sender and the kind of the letter say for themselves."""
    text = " ".join(one.text for one in clauses)
    voices = []
    if _through_us(letter, office):
        voices.append(Voice(Step.SUBMIT, 20, ""))
    if direction is Direction.PERSON and not CONDOLES.search(text):
        voices.append(Voice(Step.ASSIGN, 12, _last_text(clauses), Step.ANSWER))
    if direction is Direction.OUTSIDE and SALE.search(f"{letter.subject.value or ''} {text}"):
        voices.append(Voice(Step.NOTE, 15, _last_text(clauses)))
    if letter.kind.value in (LetterKind.ORDER, LetterKind.ANNOUNCEMENT):
        named = next(
            (one.text for one in clauses if any(name in one.text for name in (office.head_title, office.name))), ""
        )
        if named:
            voices.append(Voice(Step.ACT, 6, named))
    return voices


def _laid(asked: Sequence[Clause], purpose: Sequence[Clause], office: Office, direction: Direction) -> list[Voice]:
    """It is laid before who stands above us; who is below us may ask so with a verb of sending too."""
    up = SENT_UP(higher=_HIGHER[office.level]) if direction is Direction.BELOW else None
    hit = next(
        (one for one in (*asked, *purpose) if _laid_before(one, office) or (up is not None and up.search(one.text))),
        None,
    )
    return [Voice(Step.SUBMIT, 12, hit.text)] if hit else []


def _asking(asks: Sequence[Clause], purpose: Sequence[Clause], letter: Letter) -> list[Voice]:
    """Any request is something to do; one that brings something back to the sender is an answer."""
    texts = [_asked_in(one) for one in asks] + [one.text for one in purpose if requested(one)]
    voices = [Voice(Step.ACT, 1, texts[0])] if texts else []
    back = next((text for text in texts if _to_sender(text, letter)), None)
    if back is not None:
        voices.append(Voice(Step.ANSWER, 5, back))
    told = next((one.text for one in asks if _reports(one)), None)
    if told is not None:
        voices.append(Voice(Step.ANSWER, 4, told))
    return voices


def _slip(letter: Letter, asks: Sequence[Clause]) -> list[Voice]:
    """An invitation that encloses a slip for the answer wants it back, though the text may not say so."""
    invited = next((one.text for one in asks if one.has(Tag.INVITE)), None)
    enclosed = any(SLIP.search(one.value.title) for one in letter.enclosures if one.value)
    return [Voice(Step.ANSWER, _SLIP, invited)] if invited is not None and enclosed else []


def _reports(clause: Clause) -> bool:
    """``ขอให้อำเภอรายงานผล``: the verb of what is asked is one of bringing back."""
    said = [word for word in clause.words if not word.text.isspace()]
    while said and said[0].tag in (Tag.ASK, Tag.CAUSE, Tag.OURS, Tag.EVERY):
        said.pop(0)
    return bool(said) and said[0].tag is Tag.REPORT


def _to_sender(text: str, letter: Letter) -> bool:
    """``ส่งให้กรมที่ดิน``, ``แจ้งให้สำนักงานฯ ทราบ``: a verb of bringing back with the sender's name behind it."""
    sender = " ".join((letter.sender_agency.value or "").split())[:7]
    if not sender:
        return False
    return TO_SENDER(sender=literally(sender)).search(text) is not None


def _quiet(asks: Sequence[Clause], purpose: Sequence[Clause], direction: Direction) -> list[Voice]:
    """Nothing is asked: it is for information, a report from below above all."""
    if asks or any(requested(one) for one in purpose):
        return []
    weight = 5 if direction is Direction.BELOW else 3
    return [Voice(Step.NOTE, weight, purpose[-1].text if purpose else "")]


def _also(vote: Vote, asks: Sequence[Clause]) -> tuple[Step, ...]:
    """What follows the step: an answer after the assignment, the attendance after the slip."""
    extra: list[Step] = []
    if vote.step is Step.ANSWER and any(one.has(Tag.INVITE) for one in asks):
        extra.append(Step.ACT)
    if vote.step is Step.ASSIGN and any(one.step is Step.ANSWER and one.weight >= _OWED for one in vote.voices):
        extra.append(Step.ANSWER)
    return tuple(dict.fromkeys((*vote.also(), *extra)))


def _clause(text: str, clauses: Sequence[Clause]) -> Clause | None:
    """The clause that a text comes from, else the last one that asks."""
    hit = next((one for one in clauses if text and (one.text == text or one.text.startswith(text))), None)
    return hit or last_asked(clauses)


def _laid_before(clause: Clause, office: Office) -> bool:
    at = next((word.end for word in clause.words if word.tag is Tag.LAY_BEFORE), None)
    if at is None:
        return False
    rest = clause.text[at - clause.words[0].start :]
    return LAID_BEFORE(higher=_HIGHER[office.level]).match(rest) is not None


def _through_us(letter: Letter, office: Office) -> bool:
    """``เรียน อธิบดีกรมการปกครอง (ผ่านผู้ว่าราชการจังหวัด…)``: we lay it before another."""
    who = through([one.value for one in letter.addressees if one.value])
    return bool(who) and bool(addresses([who], office))


def answers(asks: Sequence[Clause], letter: Letter) -> bool:
    """Something is to come back to the sender."""
    return any(one.has(Tag.REPORT, Tag.VIEW) or _to_sender(one.text, letter) for one in asks)


def _open(asks: Sequence[Clause], purpose: Sequence[Clause], told: Sequence[Clause], direction: Direction) -> bool:
    """Nothing is asked in words, yet the letter ends in ดำเนินการ or ถือปฏิบัติ: a person says what is meant."""
    if asks or any(requested(one) for one in purpose):
        return False
    said = any(TO_PROCEED.search(one.text) for one in purpose) and not any(OFFERED.search(one.text) for one in told)
    return said and direction is not Direction.BELOW


def _ours_alone(letter: Letter, direction: Direction) -> bool:
    """Who is not above us writes to us and to no others: what is to be done in the end is ours to do."""
    every = any(EVERY.search(one.value) for one in letter.addressees if one.value)
    return direction in (Direction.SIDE, Direction.OUTSIDE) and not every


def _last_text(clauses: Sequence[Clause]) -> str:
    last = last_asked(clauses)
    return last.text if last else ""


def last_asked(clauses: Sequence[Clause]) -> Clause | None:
    """The last clause that asks, else the last one."""
    return next((one for one in reversed(clauses) if one.asks), clauses[-1] if clauses else None)
