"""Whether a letter goes down at all: the plan of an office, held against the proposal of what becomes of the letter.

A letter that asks nothing of those below gets no draft by itself; a person who sees it can ask for one by naming the
recipients. On doubt nothing is drafted: the proposal is shown and a person decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from circulars.cascade.plan.beside import BESIDE, is_beside
from circulars.cascade.plan.plan import ProfileOf, plan_cascade
from circulars.cascade.plan.step_key import VILLAGES, Audience
from circulars.cascade.plan.steps import CascadePlan, CascadeStep
from circulars.cascade.plan.upward import goes_up
from circulars.directory.offices import Level
from circulars.directory.profile import OfficeProfile, default_profile
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.lexicon.offices import UNIT
from circulars.triage.origin.known_letter import Relation
from circulars.triage.proposal import NOTHING_KNOWN, Facts, Proposal, propose
from circulars.triage.step import SAID, Step

_OF_DRAFTS = ("not-to-forward", "whose-task", BESIDE)
"""Findings that tell something of a draft alone."""
KEPT, DOUBTFUL, OWN_NUMBER = "triage-kept", "triage-doubtful", "own-number"


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of a letter at an office, and the letters that it writes by itself."""

    proposal: Proposal
    plan: CascadePlan


def planned(
    letter: Letter,
    profile: OfficeProfile,
    *,
    today: dt.date,
    to: Sequence[str] = (),
    facts: Facts = NOTHING_KNOWN,
    groups: Mapping[str, Sequence[str]] | None = None,
    kind: LetterKind | None = None,
    profile_of: ProfileOf = default_profile,
) -> Planned:
    """The proposal for a letter and the plan that follows from it; ``to`` are lines that a person typed, ``kind`` a chosen form."""
    proposal = propose(letter, profile, facts, today)

    def plan(lines: Sequence[str]) -> CascadePlan:
        return plan_cascade(
            letter,
            profile,
            today=today,
            to=lines,
            groups=groups,
            kind=kind or _kind_of(letter, profile),
            profile_of=profile_of,
            beside=proposal.recipients,
        )

    if to:
        return Planned(proposal, plan(to))
    whole = plan(_named(proposal, profile))
    kept = tuple(step for step in whole.steps if _goes(step, letter, profile, proposal, facts, today))
    if proposal.relation is Relation.OUR_OWN:  # nobody drafts for an office that he does not act for
        kept = tuple(step for step in kept if goes_up(step) or step.office.code in profile.acts_for)
    told = () if len(kept) == len(whole.steps) or whole.refused else (_finding(proposal, profile),)
    if asks_recipients(proposal) and kept:
        kept, told = tuple(_as_written(step, proposal) for step in kept), (*told, _whom(proposal))
    others = tuple(one for one in whole.findings if kept or one.check not in _OF_DRAFTS)
    unresolved = whole.unresolved if kept else ()
    unknown = _unknown(unresolved) if any(step.recipients for step in kept) else ()
    findings = (*told, *unknown, *others)
    return Planned(proposal, replace(whole, steps=kept, unresolved=unresolved, findings=findings))


def _kind_of(letter: Letter, profile: OfficeProfile) -> LetterKind:
    """As the office's own rule says for its subject; a letter without subject, known to be sealed, goes on sealed (ข้อ ๑๓).

    Any other goes on as หนังสือภายนอก.
    """
    subject = "".join((letter.subject.value or "").split())
    ruled = next((kind for words, kind in profile.kinds if words and "".join(words.split()) in subject), None)
    if ruled is not None:
        return ruled
    sealed = letter.kind.value is LetterKind.STAMPED and not letter.kind.doubtful and not letter.subject.value
    return LetterKind.STAMPED if sealed else LetterKind.EXTERNAL


def asks_recipients(proposal: Proposal) -> bool:
    """It goes down to some, and a person must say to whom: the draft is made, and waits for that.

    A district's letter names its local authorities and villages itself, so only letters to offices are meant.
    """
    return proposal.step is Step.FORWARD_SOME and "step" not in proposal.doubtful and "recipients" in proposal.doubtful


def _as_written(step: CascadeStep, proposal: Proposal) -> CascadeStep:
    """The step with the recipients as the letter names them, where it names them at all."""
    audience = step.key.audience
    theirs = [
        line
        for line in proposal.recipients
        if audience not in (Audience.DISTRICTS, Audience.BESIDE) or is_beside(line) is (audience is Audience.BESIDE)
    ]
    if audience is Audience.DISTRICTS:  # those through whom local authorities are told stay the recipients
        theirs = [line for line in theirs if not line.startswith("นายก")]
    return replace(step, addressee_line=" ".join(theirs)) if theirs and not goes_up(step) else step


def _whom(proposal: Proposal) -> Finding:
    message = "ต้นเรื่องให้แจ้งเฉพาะบางแห่ง แต่ไม่ทราบว่าแห่งใด กรุณาระบุผู้รับเองก่อนอนุมัติ"
    seen = " / ".join(proposal.recipients) or proposal.because[:160]
    return Finding("recipients", Severity.BLOCKS, "addressees", message, seen=seen)


def _unknown(unresolved: Sequence[str]) -> tuple[Finding, ...]:
    """Names and exceptions of the letter that nobody could resolve: the draft would go to the wrong ones."""
    if not unresolved:
        return ()
    message = "ชื่อผู้รับหรือข้อยกเว้นนี้หาในทะเบียนไม่พบ ผู้รับจึงอาจผิด กรุณาระบุผู้รับเอง"
    return (Finding("recipients", Severity.BLOCKS, "addressees", message, seen=" / ".join(unresolved)),)


def _named(proposal: Proposal, profile: OfficeProfile) -> tuple[str, ...]:
    """The recipients that the letter limits itself to, where the office writes to offices."""
    some = proposal.step is Step.FORWARD_SOME and "recipients" not in proposal.doubtful
    if profile.office.level is Level.DISTRICT:
        named = all(line.startswith("นายก") and "ทุก" not in line for line in proposal.recipients)
        return proposal.recipients if some and named else ()
    writes_to_offices = profile.office.level in (Level.PROVINCE, Level.DEPARTMENT, Level.MINISTRY)
    return proposal.recipients if some and writes_to_offices else ()


def _goes(
    step: CascadeStep,
    letter: Letter,
    profile: OfficeProfile,
    proposal: Proposal,
    facts: Facts,
    today: dt.date,
) -> bool:
    """A step that is drafted by itself: memos to the head, and letters that the letter asks for."""
    if goes_up(step):
        return True
    mine = step.office.code == profile.office.code
    own = proposal if mine else propose(letter, step.profile, today=today)
    if step.key.audience in VILLAGES and step.profile.always_to_village:
        return True
    if not (own.drafts_down or (mine and asks_recipients(own))):
        return False
    if step.office.level is not Level.DISTRICT:
        return True
    local = step.key.audience is Audience.LOCAL
    return any(line.startswith("นายก") == local for line in own.recipients)


def _finding(proposal: Proposal, profile: OfficeProfile) -> Finding:
    """Why nothing is drafted, for the person who decides."""
    remedy = "หากต้องการให้ร่าง กรุณาระบุผู้รับ"
    before = f" ({proposal.remembered})" if proposal.remembered else ""
    if proposal.relation is Relation.OUR_OWN:
        message = "หนังสือนี้ใช้เลขหรือชื่อของหน่วยงานเราเอง แต่ไม่ตรงกับฉบับที่ออกไว้ จึงไม่รับเป็นสำเนาและไม่ร่าง กรุณาตรวจว่าเป็นหนังสือใด"
        return Finding(OWN_NUMBER, Severity.BLOCKS, "reference_number", message)
    if "step" in proposal.doubtful or proposal.step.forwards:
        message = f"ไม่แน่ใจว่าเรื่องนี้ต้องแจ้ง{_those_below(profile)}หรือไม่ จึงยังไม่ร่าง กรุณาพิจารณา {remedy}{before}"
        return Finding(DOUBTFUL, Severity.WARNS, "body", message, seen=proposal.because[:200])
    message = (
        f"เสนอให้ “{SAID[proposal.step]}” หนังสือไม่ได้ขอสิ่งใดจาก{_those_below(profile)} จึงไม่ร่างหนังสือแจ้งต่อ {remedy}{before}"
    )
    return Finding(KEPT, Severity.NOTES, "body", message, seen=proposal.because[:200])


def _those_below(profile: OfficeProfile) -> str:
    levels = list(UNIT)
    at = levels.index(profile.office.level) + 1
    if profile.office.level is Level.DISTRICT:
        return "กำนัน ผู้ใหญ่บ้าน และองค์กรปกครองส่วนท้องถิ่น"
    return UNIT[levels[at]] if at < len(levels) else "หน่วยงานอื่น"
