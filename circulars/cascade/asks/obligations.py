"""Tasks of an incoming letter: ours, to pass down, both; with their deadlines.

Who must act is read from the grammar of the task: a verb of passing on (แจ้ง, ส่ง, กำชับ …) with somebody below as its
object, somebody below as its subject, or the own office. A name after ของ is no actor (``การประเมิน ITA ของอำเภอ``).
Losing a task is worse than passing on one too many, so a task without an actor goes down when none is said to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from circulars.cascade.asks.beside import names_local, split_beside, spoken_to
from circulars.cascade.asks.body import BodyParts, sort_body
from circulars.cascade.asks.clauses.actors import actors_of, gathered_report, ours_alone, oversees, split_actors
from circulars.cascade.asks.clauses.grouped import Task, by_level, has_own_day
from circulars.cascade.asks.clauses.purpose import passed_on
from circulars.cascade.asks.clauses.share import Share, at_a_level, at_our_hall, for_us_alone, goes_down, share_of
from circulars.cascade.asks.deadlines import Deadline, find_deadlines
from circulars.cascade.asks.levels import prose_name
from circulars.directory.offices import Level, Office
from circulars.letter.letter import Letter, Table
from circulars.lexicon.offices import WORDS, own_pattern
from circulars.lexicon.rows import either
from circulars.lexicon.writing.actors import (
    COLLECTED,
    COLLECTS_A_THING,
    FOR_EVERYBODY,
    NEXT_WISH,
    REPORTED_UP,
    SPOKEN_TO,
    WISH_TO_US,
)
from circulars.lexicon.writing.checks import SAME_AS_OTHERS

_VILLAGE_POSTS = ("กำนัน", "ผู้ใหญ่บ้าน")


@dataclass(frozen=True, slots=True)
class Obligation:
    """One task: its number as printed (empty: unnumbered), its words, whose it is, whether the text says so itself.

    ``subs`` are its sub-items, word for word; ``deadlines`` those in its text and its sub-items; ``after`` tells that
    it stands in a sentence of its own after the numbered tasks (``ทั้งนี้ ให้รายงานผล …``); ``settled`` that the source
    gave us a later day than those below, so theirs is no day to move; ``beside`` that it is for local authorities alone
    which no district supervises.
    """

    number: str
    text: str
    share: Share
    certain: bool
    deadlines: tuple[Deadline, ...] = ()
    subs: tuple[tuple[str, str], ...] = ()
    after: bool = False
    settled: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter as its addressee reads it: the sorted text, the tasks in it, and the tables of letter and annexes."""

    parts: BodyParts
    obligations: tuple[Obligation, ...]
    tables: tuple[Table, ...] = ()

    @property
    def lead(self) -> str:
        """The clause that introduces numbered tasks and may say who is to do them all; empty without a list."""
        return self.parts.wish if self.parts.items else ""

    @property
    def down(self) -> tuple[Obligation, ...]:
        """What must be passed on."""
        return tuple(one for one in self.obligations if one.share is not Share.OURS)

    @property
    def ours(self) -> tuple[Obligation, ...]:
        """What only our own office must do."""
        return tuple(one for one in self.obligations if one.share is Share.OURS)


def reading_for(reading: Reading, unit: str, *, split: bool, beside: bool = False) -> Reading:
    """The reading without tasks that another class of our recipients gets, where we write to both (``split``).

    A task that names only the local authorities does not go to กำนัน and ผู้ใหญ่บ้าน, nor the other way round; one for
    those alone that no district supervises (``beside``) never goes to districts, and one for districts alone not to them.
    """
    if not (split or beside):
        return replace(reading, obligations=tuple(one for one in reading.obligations if not one.beside))
    local = WORDS[Level.LOCAL]
    mine, others = (_VILLAGE_POSTS, local) if unit.startswith("กำนัน") else (local, _VILLAGE_POSTS)
    others = WORDS[Level.DISTRICT] if beside else others

    def concerns(text: str) -> bool | None:
        first = next(actors_of(text, Level.PROVINCE), None) if beside else None
        if first is not None and text[first.office :].startswith(others) and not names_local(text, Level.PROVINCE):
            return False  # what districts do for local authorities
        if any(word in text for word in mine):
            return True
        return False if any(word in text for word in others) else None

    all_of_them = concerns(reading.lead)
    kept = tuple(
        one
        for one in reading.obligations
        if one.share is Share.OURS
        or (beside and one.beside)
        or (said := concerns(one.text))
        or (said is None and (all_of_them is not False or not one.number))
    )
    if beside:
        own = [one for one in kept if one.share is not Share.OURS and not SAME_AS_OTHERS.search(one.text)]
        kept = tuple(one for one in kept if not (own and SAME_AS_OTHERS.search(one.text)))
        kept = tuple(replace(one, text=spoken_to(one.text, unit, Level.PROVINCE)) for one in kept)
        wish = spoken_to(reading.parts.wish, unit, Level.PROVINCE)
        return replace(reading, obligations=kept, parts=replace(reading.parts, wish=wish))
    return replace(reading, obligations=kept)


def read_obligations(letter: Letter, office: Level | Office) -> Reading:
    """The tasks of a letter for an addressee: an office, or any office of a level.

    With the office its full name counts as the actor where the letter speaks to it so (``ขอให้กรมการปกครองแจ้ง…``).
    """
    if isinstance(office, Level):
        return _read(letter, office, ())
    text = " ".join(field.value for field in letter.body if field.value)
    return _read(letter, office.level, tuple(name for name in own_names(office) if name in text))


def own_names(office: Office) -> tuple[str, ...]:
    """The full names by which a letter speaks to this very office, longest first.

    >>> from circulars.directory.offices import find_office
    >>> own_names(find_office("น่าน"))[:2]
    ('ที่ทำการปกครองจังหวัดน่าน', 'ผู้ว่าราชการจังหวัดน่าน')
    """
    words = WORDS[office.level]
    bare = office.name.removeprefix(words[-1])
    names = {office.name, office.head_title}
    if bare != office.name and office.level in (Level.PROVINCE, Level.DISTRICT):
        names |= {f"{word}{bare}" for word in words}
    return tuple(sorted(names - {""}, key=len, reverse=True))


def _spoken_to(text: str, names: tuple[str, ...], level: Level) -> str:
    """A text that speaks to us by our full name, as it would speak to any office of our level.

    >>> _spoken_to("ขอให้กรมการปกครองแจ้งจังหวัดในเขตกรมการปกครอง", ("กรมการปกครอง",), Level.DEPARTMENT)
    'ขอให้กรมแจ้งจังหวัดในเขตกรมการปกครอง'
    """
    if not names:
        return text
    return SPOKEN_TO(names=either(names)).sub(rf"\g<asks>{WORDS[level][-1]}", text)


@lru_cache(maxsize=256)
def _read(letter: Letter, level: Level, names: tuple[str, ...]) -> Reading:
    sender = prose_name(letter.sender_agency.value or "")
    parts = sort_body([field.value for field in letter.body if field.value], level, sender)
    parts = replace(
        parts,
        wish=_spoken_to(parts.wish, names, level),
        items=tuple(replace(one, text=_spoken_to(one.text, names, level)) for one in parts.items),
        after=tuple(_spoken_to(text, names, level) for text in parts.after),
    )
    apart = [_apart(task, level, sender) for task in _tasks(parts, level)]
    listed = _listed(parts, apart, level)
    mine = [text for _, ours, _ in apart for text in ours]
    listed += [Obligation("", text, Share.OURS, True, find_deadlines(text)) for text in mine]
    report = _gathered(listed, level, sender)
    listed += [Obligation("", report, Share.BOTH, True, find_deadlines(report))] if report else []
    listed = [part for one in listed for part in _with_beside(one, parts, level)]
    some_down = any(one.share is not Share.OURS for one in listed)
    after = (_stands_after(text, level, names, some_down=some_down) for text in parts.after)
    return Reading(parts, (*listed, *after), tuple(one.value for one in letter.tables if one.value))


def _listed(parts: BodyParts, apart: Sequence[_Apart], level: Level) -> list[Obligation]:
    """The tasks themselves, each with whose it is: as it says, as the wish before the list says, or as its place tells."""
    tasks = [task for task, _, _ in apart]
    shares = [share_of(text, level) for _, text, _ in tasks]
    if _wish_for_all(parts, level) and shares[:1] == [None]:  # the purpose line says to whom the wish goes on
        shares[0] = Share.BOTH
    repeats = bool(passed_on(parts.purpose, level))  # the last task is the purpose line's
    told = any(
        map(goes_down, shares[:-1] if parts.items and repeats else shares)
    )  # the list itself says what goes down
    if repeats and len(tasks) > 1 and any(map(goes_down, shares[:-1])):
        apart, shares = apart[:-1], shares[:-1]  # the purpose line repeats what the tasks say
    wish = share_of(parts.wish, level) if parts.items and parts.wish else None
    for_all = wish if goes_down(wish) else None
    executes = level is Level.DISTRICT  # below it are no offices: what names nobody is its own to do
    found: list[Obligation] = []
    for ((number, text, subs), _, later), said in zip(apart, shares, strict=True):
        share = said
        if (share is None or (for_all and at_a_level(text, level) is None)) and FOR_EVERYBODY.match(text):
            share = Share.BOTH
        if share is None and told and COLLECTED.match(text) and REPORTED_UP.search(text):
            share = Share.OURS if any(has_own_day(one.text, level) for one in found) else Share.BOTH
        if share is None and at_our_hall(text, level):
            share = Share.OURS
        if share is None and any(not one.ours and one.start for one in actors_of(text, level)):
            share = Share.BOTH  # ``จัดเตรียมเครื่องกันหนาว โดยให้อำเภอสำรวจ``
        share = share or for_all or (Share.OURS if told or executes else Share.BOTH)
        certain = said is not None or (bool(number) and for_all is not None)
        whole = " ".join((text, *(sub for _, sub in subs)))
        found.append(Obligation(number, text, share, certain, find_deadlines(whole), subs, settled=later))
    return found


def _gathered(listed: Sequence[Obligation], level: Level, sender: str) -> str:
    """The report without which we could not gather, where the list asks for none."""
    ours = [one.text for one in listed if one.share is Share.OURS and one.number]
    return gathered_report(
        ours,
        [text for one in listed if goes_down(one.share) for text in (one.text, *(sub for _, sub in one.subs))],
        level,
        sender,
    )


def _with_beside(task: Obligation, parts: BodyParts, level: Level) -> tuple[Obligation, ...]:
    """A task and, apart from it, what it asks of local authorities that no district supervises."""
    kept, beside = split_beside(task.text, level)
    if task.share is Share.OURS or level is not Level.PROVINCE:
        return (task,)
    led = parts.items and parts.wish and split_beside(parts.wish, level)[0] == ""
    if (beside and not kept) or (led and not task.certain):
        return (replace(task, beside=True),)
    if not beside:
        return (task,)
    whole = " ".join((kept, *(sub for _, sub in task.subs)))
    theirs = Obligation("", beside, Share.DOWN, True, find_deadlines(beside), beside=True)
    return replace(task, text=kept, deadlines=find_deadlines(whole)), theirs


def _stands_after(text: str, level: Level, names: tuple[str, ...], *, some_down: bool) -> Obligation:
    """A sentence of its own after the tasks: a report is asked of those below where anything is."""
    said, report = share_of(text, level), bool(REPORTED_UP.search(text))
    ours = for_us_alone(text, level, names) or (not some_down if report else said is Share.OURS)
    share = Share.OURS if ours else Share.BOTH
    return Obligation("", text, share, said is not None or report, find_deadlines(text), after=True)


_Apart = tuple[Task, tuple[str, ...], bool]


def _apart(task: Task, level: Level, sender: str) -> _Apart:
    """A task without the clauses and sub-items that only we are to do; those; whether we have a later day for them."""
    number, text, subs = task
    split = split_actors(text, level, sender)
    kept, ours = [], list(split.ours)
    for mark, sub in subs:
        parts = split_actors(sub, level, sender)
        ours += parts.ours
        if oversees(sub, level) or ours_alone(parts.kept, level):
            ours.append(parts.kept)
        else:
            kept.append((mark, parts.kept))
    return (number, split.kept, tuple(kept)), tuple(ours), split.settled or has_own_day(text, level)


def _wish_for_all(parts: BodyParts, level: Level) -> bool:
    """A wish that names nobody, and a purpose line that has it told to those below; who speaks to us by name means us."""
    to_us = WISH_TO_US(own=own_pattern(level)).match(parts.wish)
    return bool(parts.wish and not parts.items and passed_on(parts.purpose, level) and not to_us)


def _tasks(parts: BodyParts, level: Level) -> list[Task]:
    """The items with their sub-items, or the wish itself; and a purpose line that asks to pass on."""
    tasks: list[Task] = []
    for item in parts.items:
        if item.sub and tasks:
            number, text, subs = tasks[-1]
            tasks[-1] = (number, text, (*subs, (item.number, item.text)))
        else:
            tasks.append((item.number, item.text, ()))
    tasks = list(by_level(tasks, level))
    if not tasks and parts.wish:
        tasks += [("", wish, ()) for wish in _wishes(parts.wish, level)]
    told = passed_on(parts.purpose, level)
    if told:
        tasks.append(("", told, ()))
    return tasks


def _wishes(text: str, level: Level) -> list[str]:
    """A wish that goes on with another one (``และขอให้อำเภอรายงาน``), each apart; what we alone are asked stays with the one before."""
    apart: list[str] = []
    for wish in filter(None, NEXT_WISH.split(text)):
        if apart and ours_alone(wish, level) and not COLLECTS_A_THING.search(wish):
            apart[-1] = f"{apart[-1]} และ{wish}"
        else:
            apart.append(wish)
    return apart
