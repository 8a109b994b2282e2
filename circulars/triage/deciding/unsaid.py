"""What is asked so that those below may be meant, though no verb that we know makes them act: a person is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from circulars.directory.offices import Level, Office
from circulars.lexicon.reading.triage.staying import ONLY_TO_KNOW, PUBLICITY, SPREADING
from circulars.lexicon.reading.triage.whom import VERB
from circulars.triage.origin.direction import Direction
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.duties import Duty, duties_in, passed
from circulars.triage.reading.words import Tag, Word

_NAMED = (Tag.BELOW, Tag.LOCAL, Tag.VILLAGE)
_EACH = "ราย"
"""``จำแนกรายอำเภอ``: by each of them, and nobody is named."""
_SOON = 7
"""Words from a name to the ให้ that makes its bearer act."""
_NEAR = 3
"""Words behind กำชับ in which stands whose they are that it is said to: ``กำชับเจ้าหน้าที่ของจังหวัด``."""


def with_duties(clauses: Sequence[Clause], office: Office, direction: Direction) -> tuple[Clause, ...]:
    """The clauses, those by which somebody below surely acts marked as such; as they are where one goes down already."""
    if any(one.goes_down and not one.refused for one in clauses):
        return tuple(clauses)
    sure = {duty.at: duty.clause for duty in _duties(clauses, office, direction) if duty.sure}
    return tuple(sure.get(at, one) for at, one in enumerate(clauses))


def perhaps_laid(clauses: Sequence[Clause], office: Office, direction: Direction) -> Clause | None:
    """A clause by which somebody below acts, though it is only told, or told by who is not above us: a person is asked."""
    return next((duty.clause for duty in _duties(clauses, office, direction) if not duty.sure), None)


def _duties(clauses: Sequence[Clause], office: Office, direction: Direction) -> Iterator[Duty]:
    """What is laid on those below, as far as this sender may; of a letter that asks nothing else, what it tells is asked."""
    if office.level is Level.LOCAL or direction not in (Direction.ABOVE, Direction.SIDE, Direction.OUTSIDE):
        return
    above, told = direction is Direction.ABOVE, only_to_know(clauses)
    alone = above and not told and not any(one.asks for one in clauses)
    for duty in duties_in(clauses):
        asked = duty.sure or (duty.must and not told) if above else duty.sure and clauses[duty.at].asks
        yield replace(duty, sure=direction is not Direction.OUTSIDE and (asked or alone))


def only_to_know(clauses: Sequence[Clause]) -> bool:
    """The จึงเรียนมา line asks nothing but to know; false where there is none."""
    purpose = [one for one in clauses if one.purpose]
    return bool(purpose) and all(ONLY_TO_KNOW.search(one.text) for one in purpose)


def mentions(asks: Sequence[Clause]) -> bool:
    """Those below are named in what is asked though nothing is asked of them."""
    return any(
        one.has(Tag.PASS)
        and not one.has(Tag.OF)
        and any(name.tag in (Tag.BELOW, Tag.VILLAGE) and of.text != _EACH for of, name in pairwise(one.words))
        for one in asks
    )


def does_something(asks: Sequence[Clause]) -> bool:
    """Those below do something in what is asked, and the verb that makes them is none that we know: a person is asked."""
    for clause in asks:
        acting = {word.start for word in clause.made_to_act}
        words = [word for word in clause.words if not word.text.isspace()]
        for before, name, after in zip(words, words[1:], words[2:], strict=False):
            led = before.tag in (None, Tag.CAUSE, Tag.TO) and name.tag in _NAMED and name.start not in acting
            led = led and before.text != _EACH and after.tag not in (Tag.AND, Tag.OF)
            led = led and not passed(words, words.index(name))
            if led and not clause.has(Tag.VIEW) and _acts_behind(words, name):
                return True
    return False


def _acts_behind(words: Sequence[Word], name: Word) -> bool:
    at = words.index(name)
    return VERB.match(words[at + 1].text) is not None or any(
        word.tag is Tag.CAUSE for word in words[at + 1 : at + _SOON]
    )


def to_nobody_named(asks: Sequence[Clause], office: Office, direction: Direction) -> Clause | None:
    """``ขอความร่วมมือกำชับการปฏิบัติตาม…`` from above: it is passed on, and nobody says to whom. A person does."""
    if direction is not Direction.ABOVE or office.level is Level.LOCAL:
        return None
    for one in asks:
        plain = [word for word in one.words[1:] if not word.text.isspace() and word.tag not in (Tag.OURS, Tag.EVERY)]
        near = plain[1 : 1 + _NEAR]
        belongs = any(word.tag is Tag.OF and word.text != "ตาม" for word in near)  # กำชับการปฏิบัติตามกฎหมาย
        if (
            plain
            and SPREADING.match(plain[0].text)
            and not (belongs or _by_our_own(one))
            and one.words[0].tag is Tag.ASK
        ):
            return one
    return None


def first_plain(clause: Clause) -> str:
    """The verb of what is asked: ``ขอความร่วมมือ | กำชับ``."""
    said = (word for word in clause.words[1:] if not word.text.isspace() and word.tag not in (Tag.OURS, Tag.EVERY))
    return next(said).text


def _by_our_own(clause: Clause) -> bool:
    """``เผยแพร่ทางเว็บไซต์ของจังหวัด``: what is ours carries it."""
    return any(of.text == "ของ" and word.tag is Tag.OURS for of, word in pairwise(clause.words))


def spreads(asks: Sequence[Clause]) -> bool:
    """``ขอความร่วมมือประชาสัมพันธ์เชิญชวนผู้สนใจ``: something is to be made known, and nobody says by whom."""
    return any(
        one.words[0].tag is Tag.ASK and not one.has(Tag.OURS) and any(PUBLICITY.match(word.text) for word in one.words)
        for one in asks
    )
