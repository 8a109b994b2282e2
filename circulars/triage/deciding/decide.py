"""Which step: first whether the letter is ours to see to, then what it does to a letter that is known, then what it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from circulars.directory.offices import Level, Office, offices
from circulars.letter.letter import Letter, LetterKind
from circulars.lexicon.reading.triage.minutes import CONDITION_BEFORE, CONTACT
from circulars.lexicon.reading.triage.staying import DONE_BEFORE, QUESTION, SALE
from circulars.lexicon.reading.triage.whom import EVERY, EXCEPT
from circulars.triage.deciding.facts import Facts
from circulars.triage.deciding.kept import Found, answers, kept, last_asked
from circulars.triage.deciding.unsaid import only_to_know
from circulars.triage.origin.direction import Direction, direction_of
from circulars.triage.origin.known_letter import Relation
from circulars.triage.reading.addressed import addresses, bare_name
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.whom import Whom, named_below, whom_of
from circulars.triage.reading.words import Tag
from circulars.triage.step import Step


def decide(
    letter: Letter,
    office: Office,
    clauses: Sequence[Clause],
    direction: Direction,
    relation: Relation | None,
    facts: Facts,
) -> Found:
    """The step of a letter, with the clause that decides and whatever a person must choose."""
    if letter.secrecy.value is not None or letter.secrecy.doubtful:
        doubt = () if letter.secrecy.value is not None else ("step",)
        return Found(Step.ASSIGN, None, doubtful=doubt)
    if relation is Relation.OUR_OWN:
        return Found(Step.NOTE, None, doubtful=() if facts.our_own else ("step",))
    ours = _is_to_us(letter, office)
    if ours is None and not letter.addressees and letter.kind.value in (LetterKind.ORDER, LetterKind.ANNOUNCEMENT):
        ours = True if direction is Direction.ABOVE else None  # orders and announcements have no เรียน (ข้อ ๑๖, ๒๐)
    if ours is not True and _is_copied(letter, office):
        return Found(Step.NOTE, last_asked(clauses))
    if ours is False:
        return Found(Step.RETURN, last_asked(clauses))
    if not clauses:
        return _unread(letter, office)
    asked_for = _origin_of_question(letter, office, clauses, relation)
    if asked_for is not None:
        return asked_for
    about = _about_letter(letter, office, clauses, relation, facts)
    if about is not None:
        return about
    down = [one for one in clauses if one.goes_down and not one.refused and not _told_how(one, direction)]
    if down and direction is not Direction.ABOVE and only_to_know(clauses) and not any(one.by_us for one in down):
        found = _reported(letter, office, clauses, direction, down)
    elif down and direction not in (Direction.BELOW, Direction.PERSON):
        found = _forwarded(letter, office, clauses, down, direction)
    else:
        found = kept(letter, office, clauses, direction, down)
    if ours is None and found.step.forwards and not _surely_received(letter, office, clauses, direction):
        elsewhere = (Step.RETURN, " ".join(one.value for one in letter.addressees if one.value))
        return replace(found, doubtful=(*found.doubtful, "step"), rivals=(*found.rivals, elsewhere))
    return found


def _unread(letter: Letter, office: Office) -> Found:
    """No body was read, so that nothing says what is wanted: a person says; what is sent to every office is mostly sent on."""
    every = any(EVERY.search(one.value) for one in letter.addressees if one.value)
    if every and office.level is not Level.LOCAL:
        whom = Whom((), every=True, doubtful=True)
        return Found(Step.FORWARD_ALL, None, (), whom, ("step",), ((Step.NOTE, ""), (Step.ACT, "")))
    return Found(Step.NOTE, None, doubtful=("step",), rivals=((Step.FORWARD_ALL, ""), (Step.ACT, "")))


def _surely_received(letter: Letter, office: Office, clauses: Sequence[Clause], direction: Direction) -> bool:
    """Nothing of the addressee was read, but it comes from above and names no other office like ours: it came to whom it was sent."""
    if direction is not Direction.ABOVE or any(one.value for one in letter.addressees):
        return False
    text = " ".join((letter.subject.value or "", *(one.text for one in clauses)))
    peers = (one for one in offices() if one.level is office.level and one.code != office.code)
    return not any(one.name in text for one in peers if bare_name(one.name) not in office.name)


def _is_to_us(letter: Letter, office: Office) -> bool | None:
    lines = [one.value for one in letter.addressees if one.value]
    heads = [line for line in lines if len(line) <= 160]
    return addresses(heads, office)


def _is_copied(letter: Letter, office: Office) -> bool:
    """Another is addressed and we get a copy."""
    return bool(addresses([one.value for one in letter.copies_to if one.value], office)) or _copied(letter, office)


def _copied(letter: Letter, office: Office) -> bool:
    """``สำเนาส่ง`` at the foot names us, though the reader of the page took it for something else."""
    return any("สำเนาส่ง" in (one.value or "") and office.head_title in (one.value or "") for one in letter.body)


def _about_letter(
    letter: Letter, office: Office, clauses: Sequence[Clause], relation: Relation | None, facts: Facts
) -> Found | None:
    """A cancellation, correction or replacement goes to whom the letter before it went; a reminder where we sent that on."""
    reminded = relation is Relation.REMINDS and bool(facts.sent_on_to)
    if relation not in (Relation.CANCELS, Relation.CORRECTS, Relation.SUPERSEDES) and not reminded:
        return None
    down = [one for one in clauses if one.goes_down and not one.refused]
    if down and not (facts.sent_on_to and all(_says_no_whom(one, office) for one in down)):
        return None
    told = [one for one in clauses if not one.asks and not one.purpose]
    head = next((one for one in clauses if one.has(Tag.CANCEL, Tag.CHANGE) and one.asks), last_asked(clauses))
    if facts.sent_on_to:
        every = bool(EVERY.search(facts.sent_on_to)) and not EXCEPT.search(facts.sent_on_to)
        lines = tuple(facts.sent_on_to.splitlines())
        return Found(Step.FORWARD_ALL if every else Step.FORWARD_SOME, head, whom=Whom(lines, every=every))
    before = [now for one in told if _made(now := _present(one))]
    if before and offices_may(office):
        whom = whom_of([Clause(one.text, one.place, one.words, asks=True) for one in before], clauses, letter, office)
        step = Step.FORWARD_ALL if whom.every else Step.FORWARD_SOME
        return Found(step, head, whom=whom)
    return None


def _says_no_whom(clause: Clause, office: Office) -> bool:
    """``แจ้งอำเภอทราบ``: neither every one of them nor some by name."""
    return not clause.has(Tag.EVERY) and "ทุก" not in clause.text and not named_below(clause.text, office)


def _origin_of_question(
    letter: Letter, office: Office, clauses: Sequence[Clause], relation: Relation | None
) -> Found | None:
    """The answer to a question of ours goes to the offices below whose case it names, and to nobody else."""
    if relation is not Relation.ANSWERS or direction_of(letter, office) is not Direction.ABOVE:
        return None
    told = [one for one in clauses if not one.asks and not one.purpose]
    if not any(QUESTION.search(one.text) for one in told):
        return None
    named = named_below(" ".join(one.text for one in told), office)
    if not named or len(named) > 3:
        return None
    return Found(Step.FORWARD_SOME, told[-1], whom=Whom(tuple(one.head_title for one in named), every=False))


def offices_may(office: Office) -> bool:
    """The office has somebody below to whom it writes."""
    return office.level is not Level.LOCAL


def _present(clause: Clause) -> Clause:
    """What was told before, as if it were told now: ``ได้ส่งหลักเกณฑ์ให้จังหวัดแจ้งอำเภอ``."""
    return replace(clause, words=tuple(word for word in clause.words if word.text != "ได้"))


def _made(clause: Clause) -> bool:
    return Clause(clause.text, clause.place, clause.words, asks=True).goes_down


def _forwarded(
    letter: Letter, office: Office, clauses: Sequence[Clause], down: Sequence[Clause], direction: Direction
) -> Found:
    if office.level is Level.LOCAL:
        return kept(letter, office, clauses, direction, down)
    said = " ".join((letter.subject.value or "", *(one.text for one in clauses)))
    if direction is Direction.OUTSIDE and (SALE.search(said) or not _named_below(down, office)):
        return kept(letter, office, clauses, direction, [])
    whom = whom_of(down, clauses, letter, office)
    only_if = {
        id(two) for one, two in pairwise(clauses) if one.place == two.place and CONDITION_BEFORE.search(one.text)
    }
    ours = [
        one
        for one in clauses
        if one.asks
        and not (one.goes_down or one.theirs or one.refused or id(one) in only_if or CONTACT.match(one.text))
    ]
    also = tuple(
        step
        for step, owed in ((Step.ACT, any(_acts(one) for one in ours)), (Step.ANSWER, answers([*ours, *down], letter)))
        if owed
    )
    step = Step.FORWARD_ALL if whom.every else Step.FORWARD_SOME
    doubt = (
        ("step",) if direction is Direction.OUTSIDE else ()
    )  # who has no power over us asks: the head says yes or no
    return Found(step, down[0], also, whom, doubt)


def _reported(
    letter: Letter, office: Office, clauses: Sequence[Clause], direction: Direction, down: Sequence[Clause]
) -> Found:
    """``ขอให้ทุกอำเภอ… จึงเรียนมาเพื่อโปรดทราบ`` of who is not above us: those below are spoken to, and we have to know."""
    places = {one.place for one in down}
    told = tuple(replace(one, asks=False) if one.place in places else one for one in clauses)
    found = kept(letter, office, told, direction, [])
    if found.step.forwards:
        found = Found(Step.NOTE, last_asked(clauses))
    if any(DONE_BEFORE.search(one.text) and _made(_present(one)) for one in told):
        return found  # ได้สั่งการให้ทุกอำเภอ…แล้ว
    return replace(found, doubtful=("step",), rivals=((Step.FORWARD_ALL, down[0].text),))


def _told_how(clause: Clause, direction: Direction) -> bool:
    """``ได้จัดงาน โดยให้กำนันดูแลความเรียบร้อย``: who is not above us tells how it was done, and asks nothing."""
    return direction is not Direction.ABOVE and clause.words[0].text == "โดยให้"


def _named_below(down: Sequence[Clause], office: Office) -> bool:
    """A sender from outside asks a level by its name, and not only whoever belongs to us."""
    return any(word.tag in (Tag.BELOW, Tag.LOCAL, Tag.VILLAGE) for one in down for word in one.made_to_act)


def _acts(clause: Clause) -> bool:
    """A task that we do ourselves: no mere lead of a list, no report."""
    return not clause.has(Tag.LIST) and not clause.has(Tag.REPORT) and clause.words[0].tag is not Tag.TELL
