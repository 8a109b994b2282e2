"""Letters that are only noted: several at once, with one name and one code, without opening a form for each.

What is proposed as ทราบ is entered as decided, and the review's round is answered with ไม่ส่งต่อ. The run that waits finds
the answer in the archive: upkeep lets it go on to its end. A letter with a draft, or whose proposal is another step or is
left open, is not noted so: its form asks.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from circulars.archive import Archive
from circulars.cascade.gate import DOUBTFUL
from circulars.desk.clerk.settling.at_once import becomes_of, why_not
from circulars.desk.review.becoming import decided_outcome
from circulars.errors import Refused
from circulars.review import Decision, Verdict
from circulars.review.reviewers import sign
from flows.reviewing.deciding import DEMO_SIGNER, keep
from flows.reviewing.rounds import NO_STEP, Case, open_case
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Noted:
    """Letters that were noted, and those that were not, each with the reason."""

    ids: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def note_letters(
    settings: Settings, archive: Archive, ids: Sequence[str], by: str, code: str, now: dt.datetime
) -> Noted:
    """Note these letters, signed once. Raises Refused where nobody signed: then nothing is noted."""
    cases, left = [], []
    for letter_id in dict.fromkeys(ids):
        case, reason = _to_note(settings, archive, letter_id, now.date())
        if case is None:
            left.append((letter_id, reason))
        else:
            cases.append(case)
    if not cases:
        return Noted((), tuple(left))
    signer = _signer(settings, cases, by, code, now)
    for case in cases:
        _note(archive, case, signer, now)
    return Noted(tuple(case.stored.id for case in cases), tuple(left))


def _to_note(settings: Settings, archive: Archive, letter_id: str, today: dt.date) -> tuple[Case | None, str]:
    """The review of a letter that may be noted, or why it may not."""
    office = archive.load_letter(letter_id).office
    known = archive.outcome_of(letter_id, office)
    if office not in settings.profiles:
        return None, "ไม่ใช่หนังสือของสำนักงานนี้"
    reason = why_not(known, None, drafted=False, doubtful=False)
    if reason:
        return None, reason
    case = open_case(settings, archive, letter_id, office, NO_STEP, today)
    doubtful = any(one.check == DOUBTFUL for one in case.record.findings)
    reason = why_not(known, None, drafted=case.record.content is not None, doubtful=doubtful)
    return (None, reason) if reason else (case, "")


def _signer(settings: Settings, cases: Sequence[Case], by: str, code: str, now: dt.datetime) -> str:
    """Who signs for all of them, by one code. Raises Refused."""
    if settings.demo:
        return by or DEMO_SIGNER
    offices = {case.profile.office.code for case in cases}
    if len(offices) > 1:
        raise Refused("หนังสือที่สั่งเป็นของหลายสำนักงาน กรุณาสั่งทีละสำนักงาน", code="several-offices")
    name = hashlib.sha256("|".join(case.draft_id for case in cases).encode()).hexdigest()[:24]
    signature = sign(settings.home, settings.reviewers, by, code, office=offices.pop(), now=now, answer=name)
    if signature.reviewer is None:
        raise Refused(signature.proof.message or "รหัสยืนยันใช้ไม่ได้ กรุณาใส่รหัสใหม่จากแอป", code="not-signed")
    return signature.reviewer.name


def _note(archive: Archive, case: Case, signer: str, now: dt.datetime) -> None:
    becomes = becomes_of(case.outcome, case.record.letter, case.profile, None)
    at = now.isoformat(timespec="seconds")
    keep(archive, case, Decision(Verdict.DROP, case.mark, signer, signer, at, becomes=becomes))
    outcome = decided_outcome(case.outcome, becomes)
    archive.decide_outcome(case.stored.id, case.profile.office.code, outcome, signer)
