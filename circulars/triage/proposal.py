"""From a letter and the office that received it to one proposal: what becomes of it, and by which sentence.

First from where it comes and whether it is ours at all, then what it does to a letter that is known, then what it asks of
whom, clause by clause. It goes down only where a clause makes somebody below act or be told; on doubt a person is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from circulars.directory.offices import Office
from circulars.directory.profile import OfficeProfile
from circulars.letter.field import Evidence
from circulars.letter.letter import Letter
from circulars.lexicon.reading.triage.days import ONLY_WARNED
from circulars.lexicon.reading.triage.minutes import ATTENDED
from circulars.thai.dates import ThaiDate
from circulars.thai.find_dates import find_dates
from circulars.triage.days.dues import NO_DUE, Due, due_of, limits_of
from circulars.triage.days.series import told_series
from circulars.triage.days.tables import due_in_tables
from circulars.triage.deciding.decide import decide
from circulars.triage.deciding.facts import NOTHING_KNOWN, Before, Facts
from circulars.triage.deciding.kept import Found, requested
from circulars.triage.deciding.unsaid import with_duties
from circulars.triage.minuting.minute import Proposed, action_of, minute_of
from circulars.triage.minuting.units import GRIEVANCE, SECRETS, Assigned, unit_for, units_of
from circulars.triage.origin.direction import Direction, direction_of
from circulars.triage.origin.known_letter import Relation, relation_of
from circulars.triage.reading.clauses import Clause, clauses_of
from circulars.triage.reading.words import Tag
from circulars.triage.step import SAID, Step

__all__ = ["NOTHING_KNOWN", "Before", "Choice", "Facts", "Proposal", "Task", "propose"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A step between which a person chooses, and what speaks for it."""

    step: Step
    because: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is asked: of us, of those below, or of both; by when."""

    who: str
    text: str
    due: ThaiDate | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What becomes of a letter at an office.

    ``also`` must follow the step; ``because`` is the clause it rests on, ``evidence`` where its paragraph stands;
    ``recipients`` addressee lines of a letter that goes on; ``doubtful`` names what a person must choose,
    ``choose`` the steps to choose from, each with its reason; ``unit_because`` says why the unit;
    ``remembered`` what a person decided on the last letter of the sender and matter.
    """

    step: Step
    also: tuple[Step, ...]
    because: str
    evidence: Evidence | None
    recipients: tuple[str, ...]
    tasks: tuple[Task, ...]
    due: ThaiDate | None
    due_rule: str
    minute: str
    register_action: str
    relation: Relation | None
    unit: str | None
    unit_because: str
    doubtful: tuple[str, ...]
    choose: tuple[Choice, ...] = ()
    remembered: str = ""

    @property
    def drafts_down(self) -> bool:
        """A letter to those below is drafted without anybody asking for it."""
        return self.step.forwards and not {"step", "recipients"} & set(self.doubtful)


def propose(
    letter: Letter, profile: OfficeProfile, facts: Facts = NOTHING_KNOWN, today: dt.date | None = None
) -> Proposal:
    """What becomes of a letter at an office. ``today`` judges no letter; it is the day on which it is asked."""
    office = profile.office
    direction = direction_of(letter, office)
    clauses = with_duties(clauses_of(letter, office), office, direction)
    relation = (
        Relation.OUR_OWN
        if facts.our_own or direction is Direction.OURS
        else relation_of(letter, office, clauses, direction)
    )
    found = decide(letter, office, clauses, direction, relation, facts)
    ours, down = _divided(clauses, found)
    due = _due(letter, found, ours, down, received_on(letter, office, facts), office)
    lines = profile.by_name(found.whom.lines) if found.whom else ()
    because = found.because.text if found.because else ""
    assigned = _unit(letter, profile, found, because, facts, direction)
    invited = any(one.has(Tag.INVITE) or ATTENDED.search(one.text) for one in clauses if one.asks)
    unit = assigned.unit if assigned else None
    asked = found.because.text if found.because is not None and (found.because.asks or found.because.purpose) else ""
    proposed = Proposed(found.step, found.also, lines, due.day, unit, invited, told_series(due.rule), asked)
    return Proposal(
        found.step,
        found.also,
        because,
        _evidence(letter, found.because),
        lines,
        _tasks(letter, ours, down),
        due.day,
        due.rule,
        minute_of(letter, office, proposed),
        action_of(proposed),
        relation,
        unit,
        assigned.because if assigned else "",
        _doubtful(found, due, lines),
        _choices(found, because, facts),
        _remembered(facts),
    )


def _divided(clauses: Sequence[Clause], found: Found) -> tuple[list[Clause], list[Clause]]:
    """What is asked of us, and of those below where something goes down."""
    asked = [one for one in clauses if (one.asks or one.purpose) and not one.refused]
    sends = found.step.forwards or Step.FORWARD_ALL in found.also
    down = [one for one in asked if one.goes_down or one.theirs] if sends else []
    return [one for one in asked if one not in down], down


def _remembered(facts: Facts) -> str:
    before = facts.before
    if before is None:
        return ""
    return f"ครั้งก่อนเรื่อง “{before.subject}” {SAID[before.step]}" + (f" มอบ{before.unit}" if before.unit else "")


def _doubtful(found: Found, due: Due, lines: Sequence[str]) -> tuple[str, ...]:
    recipients = ("recipients",) if found.whom and (found.whom.doubtful or not lines) else ()
    return tuple(dict.fromkeys((*found.doubtful, *recipients, *(("due",) if due.asked else ()))))


def _choices(found: Found, because: str, facts: Facts) -> tuple[Choice, ...]:
    """The steps that a person chooses from where the letter leaves it open, what was done before among them."""
    if "step" not in found.doubtful:
        return ()
    rows = [Choice(found.step, because), *(Choice(step, text) for step, text in found.rivals)]
    if facts.before is not None:
        rows.append(Choice(facts.before.step, _remembered(facts)))
    return tuple({row.step: row for row in reversed(rows)}.values())[::-1]


def _unit(
    letter: Letter, profile: OfficeProfile, found: Found, because: str, facts: Facts, direction: Direction
) -> Assigned | None:
    """Who gets it: the keeper of secrets, the unit of the last time, for a person the one that hears them, else by words."""
    if letter.secrecy.value is not None or letter.secrecy.doubtful:
        return Assigned(SECRETS, "หนังสือมีชั้นความลับ")
    if found.step in (Step.NOTE, Step.RETURN):
        return None
    units = units_of(profile.units, profile.office.level)
    if facts.before is not None and facts.before.unit in {one.name for one in units}:
        return Assigned(facts.before.unit, f"ครั้งก่อนเรื่องเดียวกันมอบ{facts.before.unit}")
    if direction is Direction.PERSON and found.step is Step.ASSIGN:
        heard = unit_for(GRIEVANCE, "", units)
        if heard is not None:
            return Assigned(heard.unit, "เป็นเรื่องที่ประชาชนร้องขอ")
    return unit_for(" ".join((letter.subject.value or "").split()), because, units)


def _due(
    letter: Letter,
    found: Found,
    ours: Sequence[Clause],
    down: Sequence[Clause],
    received: dt.date | None,
    office: Office,
) -> Due:
    if found.step in (Step.NOTE, Step.RETURN, Step.SUBMIT) or letter.secrecy.value is not None:
        return NO_DUE
    mine = [one for one in ours if one.asks or (one.purpose and requested(one))]
    if found.because is not None and found.because not in (*mine, *down):
        mine.append(found.because)
    only_told = bool(down) and all(ONLY_WARNED.match(one.text) and not any(find_dates(one.text)) for one in down)
    attends = bool({found.step, *found.also} & {Step.ACT, Step.ASSIGN}) or not (mine or only_told)
    due = due_of(mine, down, letter, attends=attends, received=received)
    return due if due != NO_DUE else due_in_tables(letter, office, found.whom.lines if found.whom else ())


def received_on(letter: Letter, office: Office, facts: Facts) -> dt.date | None:
    """The day on which the office got the letter: as the archive has it, else as its own receipt stamp says."""
    if facts.received is not None:
        return facts.received
    for stamp in (one.value for one in letter.receipt_stamps if one.value and not one.doubtful):
        if stamp.dated is not None and stamp.office and office.name in stamp.office:
            return stamp.dated.ce
    return None


def _tasks(letter: Letter, ours: Sequence[Clause], down: Sequence[Clause]) -> tuple[Task, ...]:
    dated = letter.dated.value.ce if letter.dated.value else None
    tasks = []
    for clause in sorted((*ours, *down), key=lambda one: one.place):
        if clause.purpose and clause not in down:
            continue
        if clause.has(Tag.LIST) and not clause.item:
            continue
        day = next(iter(sorted(limits_of(clause.text, dated))), None)
        tasks.append(Task("down" if clause in down else "ours", clause.text, ThaiDate.from_ce(day) if day else None))
    return tuple(tasks)


def _evidence(letter: Letter, because: Clause | None) -> Evidence | None:
    if because is None:
        return letter.secrecy.evidence
    words = because.text[:20]
    return next((one.evidence for one in letter.body if one.value and words in " ".join(one.value.split())), None)
