"""Who acts in each clause of a task: what our own level is asked inside a sentence for those below is taken out of it.

``สำรวจข้อมูล และให้จังหวัดรวบรวมส่งกรม`` asks the districts to survey and the province to gather. A clause begins at a
connective with an office as its actor and runs to the next such clause. Words are met as words (`triage.words`), so a
name in ``ของจังหวัด`` or ``ให้จังหวัดทราบ`` is no actor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from circulars.cascade.asks.deadlines import find_deadlines
from circulars.directory.offices import Level
from circulars.lexicon.offices import ORDER, below_pattern, own_pattern
from circulars.lexicon.reading.triage.names import inside
from circulars.lexicon.rows import literally
from circulars.lexicon.tokens import Role, tokens
from circulars.lexicon.writing.actors import (
    AT_ONCE,
    CAUSES,
    COLLECTS_A_THING,
    GATHERS,
    JOIN,
    LIMIT_AT_END,
    MAKES_PUBLIC,
    ORDERS_BELOW,
    OVERSEES,
    REPORTS,
    SENT_ON_BY_US,
    TELLS_BELOW,
    TOPIC_ACTS,
    UPWARD,
)
from circulars.lexicon.writing.body import ROUNDS
from circulars.triage.reading.acting import DOWN
from circulars.triage.reading.words import Tag, Word, words_of

_NEAR = 60
"""Letters behind a report within which its day would stand."""
CONNECTS = tokens(Role.CONNECTS)
"""Words besides those of `Tag.AND` and `Tag.SO` after which a clause may have another actor."""
_CHARGES, _ACTS = tokens(Role.CHARGES), tokens(Role.ACTS)
_TOPICS, _CONDITIONS, _AIMS = tokens(Role.TOPIC), tokens(Role.CONDITION), tokens(Role.AIMS)


@dataclass(frozen=True, slots=True)
class Split:
    """A task without what our own level is to do in it; ``settled`` tells that we have a later day of our own for that."""

    kept: str
    ours: tuple[str, ...]
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """A place in a sentence where a clause with an actor of its own begins: the offsets of its connective, of its office, and behind it."""

    start: int
    office: int
    end: int
    ours: bool


def split_actors(text: str, level: Level, sender: str = "") -> Split:
    """A task taken apart by who acts; where we were to gather and send on, those below report to ``sender``, who becomes us.

    >>> split_actors("ขอให้แจ้งอำเภอสำรวจบ่อน้ำ และให้จังหวัดตรวจสอบความถูกต้อง", Level.PROVINCE)
    Split(kept='ขอให้แจ้งอำเภอสำรวจบ่อน้ำ', ours=('ให้จังหวัดตรวจสอบความถูกต้อง',), settled=False)
    >>> split_actors("แจ้งอำเภอสำรวจ โดยให้จังหวัดส่งกรม ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙", Level.PROVINCE, "กรม").kept
    'แจ้งอำเภอสำรวจ และรายงานผลให้กรมทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙'
    """
    onward = SENT_ON_BY_US(own=own_pattern(level), sender=literally(sender)).search(text) if sender else None
    if onward and (onward["named"] or onward["named_alone"] or find_deadlines(text[: onward.start()])):
        return _without_onward(text, onward.start(), level, sender)
    found = list(actors_of(text, level))
    actors = [one for one in found if one.start > 0]
    begun = text[: actors[0].start].rstrip(" ,") if actors else text
    first = found[0] if found and found[0].start == 0 else None
    alone = first is not None and first.ours and not _tells_below(begun, level)
    if not any(one.ours for one in actors) and not (alone and actors):
        return Split(text, ())
    kept, ours = ([], [begun]) if alone and not all(one.ours for one in actors) else ([begun], [])
    for at, one in enumerate(actors):
        clause = text[one.start : actors[at + 1].start if at + 1 < len(actors) else len(text)].strip(" ,")
        passed = _passed_down(text[one.end : one.start + len(clause)], level) if one.ours else ""
        topic = TOPIC_ACTS.match(clause)
        if not one.ours:
            kept.append(f"ให้{topic['who']}{topic['act']}" if topic else clause)
        elif passed:
            kept.append(f"และ{passed}")
        else:
            ours.append(JOIN.sub("", clause))
    whole = " ".join(kept)
    whole = whole if whole.startswith(begun) else JOIN.sub("", whole)
    own_day = any(find_deadlines(one) for one in ours)
    day = bool(find_deadlines(whole))
    report = _report(ours, whole, level, sender)
    return Split(whole + report, tuple(ours), settled=own_day and day)


def _without_onward(text: str, at: int, level: Level, sender: str) -> Split:
    """What stands before the clause in which we send on what comes to us; that clause is ours, with its day."""
    first, ours = split_actors(text[:at].rstrip(" ,"), level, sender), text[at:].strip(" ,")
    settled = first.settled or bool(find_deadlines(first.kept))  # the day that stands there is theirs
    return Split(first.kept + _report((ours,), first.kept, level, sender), (*first.ours, ours), settled)


def _tells_below(clause: str, level: Level) -> bool:
    """Our level is to tell somebody below: that clause is passed down, and no task of ours alone."""
    return TELLS_BELOW(below=below_pattern(level)).search(clause) is not None


def _report(ours: Sequence[str], kept: str, level: Level, sender: str) -> str:
    """What those below report so that we can gather it, by the day that we were given where they have none."""
    sent = next((one for one in ours if UPWARD.search(one)), "")
    reports = list(REPORTS.finditer(kept))
    if not sent or not sender or (reports and len(kept) - reports[-1].end() > _NEAR):
        return ""
    days = () if find_deadlines(kept) else find_deadlines(sent)
    limit = LIMIT_AT_END.search(sent[: days[0].start].rstrip()) if days else None
    by = f" {sent[limit.start() : days[0].end]}" if limit else ""
    if reports:  # what they send us to be sent on has our day, given earlier
        return "" if ROUNDS.search(kept) or AT_ONCE.search(kept) else by
    thing = COLLECTS_A_THING.search(sent)
    return f" และส่ง{thing['what']}ให้{sender}{by}" if thing else f" และรายงานผลให้{sender}ทราบ{by}"


def gathered_report(ours: Sequence[str], down: Sequence[str], level: Level, sender: str) -> str:
    """What those below report so that we can gather it, where a task of ours alone gathers and none of theirs reports.

    >>> gathered_report(["รวบรวมผลการสำรวจส่งกรม ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙"], ["ให้อำเภอสำรวจบ่อน้ำ"], Level.PROVINCE, "กรม")
    'รายงานผลให้กรมทราบ ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙'
    """
    kept = " ".join(down)
    if not kept or REPORTS.search(kept):
        return ""
    return JOIN.sub("", _report([one for one in ours if GATHERS.search(one)], kept, level, sender).strip())


def _passed_down(act: str, level: Level) -> str:
    """``สั่งการให้อำเภอสำรวจ`` of ours as what those below do: ``ให้อำเภอสำรวจ``; empty where nobody below acts."""
    below = below_pattern(level)
    told = ORDERS_BELOW(below=below).match(act)
    if told:
        rest = CAUSES.sub("", told["rest"])
        return f"ให้{told['who']}{rest}"
    public = MAKES_PUBLIC.match(act)
    return act.strip() if public else ""


def ours_alone(text: str, level: Level) -> bool:
    """A clause begins with our own level as its actor, and makes nobody below act.

    >>> ours_alone("ให้จังหวัดกำกับดูแลในภาพรวม", Level.PROVINCE), ours_alone("ให้จังหวัดสั่งการอำเภอตรวจ", Level.PROVINCE)
    (True, False)
    """
    first = next(actors_of(text, level), None)
    return first is not None and first.start == 0 and first.ours and not _passed_down(text[first.end :], level)


def oversees(text: str, level: Level) -> bool:
    """Watching over those below, or over the whole of our own area, is ours though no actor is named.

    >>> oversees("กำกับ ติดตาม การประเมินของอำเภอในสังกัด", Level.PROVINCE), oversees("ติดตามผลการซ่อมถนนของอำเภอ", Level.PROVINCE)
    (True, False)
    """
    found = OVERSEES.match(text)
    if found is None:
        return False
    if found["unit"]:
        return any(word.tag in (Tag.BELOW, Tag.LOCAL) for word in words_of(found["unit"], level))
    return bool(found["own"]) and any(word.tag is Tag.OURS for word in words_of(found["own"], level))


def actors_of(text: str, level: Level) -> Iterator[Actor]:
    """Where clauses with an office as their actor begin, in order."""
    words = [word for word in words_of(text, level) if not word.text.isspace()]
    for at, word in enumerate(words):
        if (
            (word.tag is not Tag.OURS and word.tag not in DOWN)
            or word.tag is Tag.PEOPLE
            or (_named_only(words, at, text) and _as_topic(words, at) is None and not _limited(words, at))
        ):
            continue
        begin = _begin(words, at)
        if begin is not None:
            yield Actor(words[begin].start, word.start, word.end, word.tag is Tag.OURS)


def _begin(words: Sequence[Word], at: int) -> int | None:
    """The word at which the clause begins whose actor stands at this place; None where the name is no actor."""
    topic = _as_topic(words, at)
    if topic is not None:
        return topic
    passed = _passed_to(words, at)
    if passed is not None:
        return passed
    before = at - 1
    caused = False
    while before >= 0 and (words[before].text in ("ให้", "ขอให้", "ขอ") or words[before].text in _CHARGES):
        caused = True
        before -= 1
    joined = before >= 0 and (words[before].tag in (Tag.AND, Tag.SO) or words[before].text in CONNECTS)
    if joined and words[before].text == "หรือ":
        return None
    aimed = words[at].tag is Tag.OURS and before > 0 and words[before].text in _AIMS
    if aimed and (words[before].text.endswith("ให้") or _acts(words, at, before)):
        return before  # ``ส่งให้จังหวัด เพื่อจังหวัดรวบรวมส่งกรม``: what we do with it
    if not caused and not (joined and words[before].text.endswith("ให้")) and not _acts(words, at, before):
        return None
    if before < 0:
        return 0
    return before if joined else _condition(words, before + 1) if caused else None


def _passed_to(words: Sequence[Word], at: int) -> int | None:
    """``และแจ้งอำเภอดำเนินการ``: we are to pass it on to whom a verb of passing on names, behind a connective."""
    before = at - 1
    while before > 0 and (words[before].tag in (Tag.CAUSE, Tag.TO, Tag.EVERY)):
        before -= 1
    joined = before > 0 and words[before].tag is Tag.PASS and words[before - 1].tag is Tag.AND
    return before - 1 if joined and words[at].tag in DOWN and words[before - 1].text != "หรือ" else None


def _limited(words: Sequence[Word], at: int) -> bool:
    """``และแจ้งอำเภอที่มีพื้นที่ติดชายแดนจัดเตรียม``: some of those below, by a condition, and they act."""
    told = at + 1 < len(words) and words[at + 1].text in ("ที่", "ซึ่ง")
    return told and words[at].tag in DOWN and _passed_to(words, at) is not None


def _as_topic(words: Sequence[Word], at: int) -> int | None:
    """``ในส่วนของจังหวัด ให้กำกับ``: named first and then made to act."""
    if at == 0 or words[at - 1].text not in _TOPICS:
        return None
    among = (word for word in words[at + 1 :] if word.tag not in DOWN and word.tag not in (Tag.AND, Tag.EVERY))
    after = next(among, None)
    return at - 1 if after is not None and after.tag in (Tag.CAUSE, Tag.ASK) else None


def _condition(words: Sequence[Word], at: int) -> int | None:
    """``เมื่อแล้วเสร็จให้จังหวัดรายงาน``: the clause begins with its condition, behind the last space or connective."""
    begin = at
    while begin > 0 and words[begin - 1].end == words[begin].start and words[begin - 1].tag is not Tag.AND:
        begin -= 1
    return begin if begin < at and words[begin].text in _CONDITIONS else None


def _acts(words: Sequence[Word], at: int, before: int) -> bool:
    """A bare name acts before a verb; after ``อำเภอและ`` it goes on a list of names."""
    if at + 1 >= len(words):
        return False
    listed = before > 0 and (words[before - 1].tag is Tag.OURS or words[before - 1].tag in DOWN)
    after = words[at + 1]
    unit = before < 0 and words[at].tag is Tag.OURS and any(words[at].text in inside(level) for level in ORDER)
    if unit and after.start == words[at].end:  # a unit of ours that stands first does what follows
        return after.tag is not Tag.AND and after.text not in tokens(Role.GOES_ON)
    return not listed and (after.tag in (Tag.PASS, Tag.REPORT) or after.text in _ACTS)


def _named_only(words: Sequence[Word], at: int, text: str) -> bool:
    """``ให้จังหวัดทราบ`` and a name at the end: somebody is told, nobody acts."""
    if at + 1 >= len(words):
        return True
    after = words[at + 1]
    return after.tag is Tag.KNOW or after.tag in (Tag.AND, Tag.AIM) or after.text in tokens(Role.GOES_ON)
