"""Letters that need no draft, several at once with one name and one code: noted as proposed, or assigned to one unit or person.

Each is answered with ไม่ส่งต่อ in its own round, as its form would. A letter with a draft, one that is left open to a person
or was decided, is not settled so, and says why; nothing is kept where nobody signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from circulars.archive.shelves.outcomes import DECIDED, KnownOutcome
from circulars.desk.office import DeskOffice
from circulars.desk.review.becoming import decided_outcome, shown_in_form
from circulars.desk.review.seen import Review, Standing
from circulars.directory import OfficeProfile
from circulars.errors import Refused
from circulars.letter.letter import Letter
from circulars.review import Becomes, Decision, Verdict, read_day
from circulars.review.reviewers import sign
from circulars.thai.dates import ThaiDate
from circulars.triage.minuting.minute import Proposed, minute_of
from circulars.triage.step import SAID, Step

DEMO_SIGNER = "(สำนักงานสาธิต ไม่มีรหัสยืนยัน)"


@dataclass(frozen=True, slots=True)
class Assigned:
    """To whom several letters are given: a unit or a person, and by which day as it was typed."""

    unit: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """Letters that were settled, and those that were not, each with the reason."""

    ids: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def why_not(known: KnownOutcome | None, assigned: Assigned | None, *, drafted: bool, doubtful: bool) -> str:
    """Why a letter is not settled among others; empty where it may be."""
    if known is None:
        return "ยังไม่มีข้อเสนอ กรุณารอให้ขึ้นรอตรวจแล้วสั่งอีกครั้ง"
    if known.state == DECIDED:
        return f"ตัดสินใจแล้ว: {SAID[known.outcome.step]}"
    if known.outcome.step.forwards or (assigned is None and known.outcome.step is not Step.NOTE):
        return f"ระบบเสนอให้ “{SAID[known.outcome.step]}” กรุณาตัดสินใจในแบบตรวจ"
    if drafted:
        return "มีร่างรอตรวจ กรุณาตัดสินใจในแบบตรวจ"
    return "หนังสือบอกไม่ชัดว่าต้องทำอย่างไร กรุณาเลือกในแบบตรวจ" if doubtful else ""


def becomes_of(
    known: KnownOutcome | None, letter: Letter, profile: OfficeProfile, assigned: Assigned | None
) -> Becomes:
    """What is kept of one of them: the proposal as it stands, or the assignment with its own minute."""
    if assigned is None:
        return shown_in_form(known, open_choice=False) or Becomes(SAID[Step.NOTE])
    day = read_day(assigned.due)
    proposed = Proposed(Step.ASSIGN, due=ThaiDate.from_ce(day) if day else None, unit=assigned.unit)
    return Becomes(SAID[Step.ASSIGN], assigned.unit, assigned.due, minute_of(letter, profile.office, proposed))


def settle(
    office: DeskOffice, reviews: Sequence[Review], by: str, code: str, assigned: Assigned | None = None
) -> Settled:
    """Settle these reviews of one office. Raises Refused where nobody signed, CircularsError for a day that is none."""
    if assigned is not None:
        if not assigned.unit.strip():
            raise Refused("ยังไม่ได้เลือกหรือพิมพ์ว่ามอบให้ใคร", code="no-unit")
        read_day(assigned.due)
    able, left = [], []
    for review in reviews:
        reason = _why_not(review, assigned)
        if reason:
            left.append((review.stored.id, reason))
        else:
            able.append(review)
    if not able:
        return Settled((), tuple(left))
    signer = _signer(office, able, by, code)
    for review in able:
        _keep(office, review, signer, becomes_of(review.outcome, review.letter, review.profile, assigned))
    return Settled(tuple(one.stored.id for one in able), tuple(left))


def _why_not(review: Review, assigned: Assigned | None) -> str:
    if review.standing is not Standing.WAITS or review.record is None:
        return "ไม่ได้รอคำตอบแล้ว"
    drafted = review.record.content is not None
    return why_not(review.outcome, assigned, drafted=drafted, doubtful=review.left_open)


def _signer(office: DeskOffice, reviews: Sequence[Review], by: str, code: str) -> str:
    """Who signs for all of them, by one code. Raises Refused."""
    if office.demo:
        return by.strip() or DEMO_SIGNER
    offices = {review.key.office for review in reviews}
    if len(offices) > 1:
        raise Refused("หนังสือที่เลือกเป็นของหลายสำนักงาน กรุณาทำทีละสำนักงาน", code="several-offices")
    named = "|".join(review.draft.id for review in reviews if review.draft)
    name = hashlib.sha256(named.encode()).hexdigest()[:24]
    signature = sign(office.home, office.reviewers(), by, code, office=offices.pop(), now=office.clock(), answer=name)
    if signature.reviewer is None:
        raise Refused(signature.proof.message or "รหัสยืนยันใช้ไม่ได้ กรุณาใส่รหัสใหม่จากแอป", code="not-signed")
    return signature.reviewer.name


def _keep(office: DeskOffice, review: Review, signer: str, becomes: Becomes) -> None:
    """The answer of the round, and what becomes of the letter; an answer that came first stands."""
    if review.draft is None:
        return
    at = office.clock().isoformat(timespec="seconds")
    given = Decision(Verdict.DROP, review.mark, signer, signer, at, becomes=becomes)
    kept = office.archive.save_decision(review.draft.id, review.draft.round, given, review.draft.docx)
    if kept == given:
        outcome = decided_outcome(review.outcome, becomes)
        office.archive.decide_outcome(review.stored.id, review.key.office, outcome, signer)
