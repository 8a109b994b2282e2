"""From what was typed to a decision: weighed by the rule, held against archive and office, signed, told in the ledger.

The rule itself is `circulars.review.rule`. Here it is given what only a running office knows: what the register says,
who may sign on the day, whether the very files could be made and enclosed. What cannot be carried out is refused before
it is final; a code is spent by whatever answer it came with.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from circulars.archive import Archive, IssuedLetter
from circulars.errors import CircularsError
from circulars.review import (
    SIGNED,
    Correction,
    Decision,
    DraftSeen,
    RegisterState,
    ReviewAnswer,
    Verdict,
    Weighed,
    blocks_of,
    needs_no_signature,
    weigh,
)
from circulars.review.codes import Proof, spend
from circulars.review.reviewers import sign
from flows.reviewing.issue import book_of, issue_approved, rehearsed
from flows.reviewing.rounds import Case, blocks_on, edited_since
from flows.runs.failures import letters_fault
from flows.settings import Settings

DEMO_SIGNER = "(สำนักงานสาธิต ไม่มีรหัสยืนยัน)"


def decide(
    settings: Settings,
    archive: Archive,
    case: Case,
    answer: ReviewAnswer,
    now: dt.datetime,
    *,
    pressed: dt.datetime | None = None,
) -> Decision:
    """The decision that an answer amounts to; `pressed` is when it was given by the server's clock, if not `now`.

    A code is judged by the moment at which it was given, however long the machine was busy since, and it is spent. An
    answer that is refused, for whatever reason, goes into the ledger.
    """
    given = pressed.astimezone(now.tzinfo) if pressed is not None and pressed <= now else now
    drafted = case.record.content is not None
    blocks = blocks_of(case.record.findings)
    seen = DraftSeen(case.mark, case.round, case.record.letter, blocks, drafted, case.noted)
    weighed = weigh(
        seen,
        answer,
        today=now.date(),
        register=lambda year, number: _register(settings, archive, case, year, number),
        obstacles=lambda day: in_the_way(settings, archive, case, day),
        rehearse=lambda day: rehearsed(settings, archive, case, day),
    )
    noted = needs_no_signature(seen, answer)
    signer, proof = ("", Proof()) if noted else _signed(settings, case, answer, weighed, given, now)
    problems = list(weighed.problems)
    if weighed.verdict in SIGNED and proof.message and not weighed.problems:
        problems.append(proof.message)
    _told(archive, case, answer, weighed, problems, proof)
    return _decision(answer, weighed, signer, given, problems)


def _decision(
    answer: ReviewAnswer, weighed: Weighed, signer: str, given: dt.datetime, problems: Sequence[str]
) -> Decision:
    """The record of an answer: unsigned where a problem stands, blocks overridden only by what is final."""
    decision = Decision(
        weighed.verdict,
        answer.mark,
        answer.reviewer,
        "" if problems else signer,
        given.isoformat(timespec="seconds"),
        answer.remark,
        weighed.corrections,
        answer.number,
        answer.dated,
        weighed.left_out,
        tuple(problems),
        number_reason=answer.number_reason,
        dated_reason=answer.dated_reason,
    )
    return replace(decision, overridden=weighed.overridden if decision.final else (), becomes=answer.becomes)


def keep(archive: Archive, case: Case, decision: Decision) -> Decision:
    """The decision of this round as the archive keeps it: the first one stands, whatever comes later."""
    return archive.save_decision(case.draft_id, case.round, decision, case.docx_sha256)


def in_the_way(settings: Settings, archive: Archive, case: Case, day: dt.date) -> list[str]:
    """Why this draft cannot be issued on a day as it was seen, whatever is typed."""
    problems = []
    content = case.record.content
    if content is None:
        return []
    if not content.signatory_name:
        problems.append("ยังไม่มีผู้ลงนาม กรุณาเพิ่ม [[office.signatories]] ใน office.toml แล้วเริ่มระบบใหม่")
    if case.profile.emblem_file is None and not settings.demo:
        problems.append("ยังใช้ตราตัวอย่าง กรุณาใส่ไฟล์ตราครุฑของสำนักงานที่บรรทัด emblem ใน office.toml ก่อนอนุมัติ")
    if not settings.demo and not settings.reviewers:
        problems.append("ยังไม่มีผู้ตรวจที่ขึ้นทะเบียน กรุณาสั่ง circulars reviewers add ก่อนอนุมัติ")
    problems += [problem for problem in (edited_since(case),) if problem]
    problems += blocks_on(archive, case, day)
    known = [person for person in case.profile.signatories if person.name == content.signatory_name]
    if known and not any(person.may_sign(day) for person in known):
        problems.append(
            f"{content.signatory_name} ไม่มีอำนาจลงนามในวันนั้น กรุณาเลือกผู้ลงนามใหม่ หรือแก้คำสั่งมอบอำนาจใน office.toml"
        )
    return problems


def cannot_be_carried_out(
    settings: Settings, archive: Archive, case: Case, decision: Decision, today: dt.date
) -> tuple[str, ...]:
    """Why an approval that was right when it was given cannot be carried out today: nothing typed counts against it."""
    answer = ReviewAnswer(
        str(decision.verdict),
        case.mark,
        decision.reviewer,
        number=decision.number,
        number_reason=decision.number_reason,
        dated=decision.dated,
        dated_reason=decision.dated_reason,
    )
    seen = DraftSeen(case.mark, case.round, case.record.letter, (), case.record.content is not None)
    return weigh(
        seen,
        answer,
        today=today,
        register=lambda year, number: _register(settings, archive, case, year, number),
        obstacles=lambda day: in_the_way(settings, archive, replace(case, file=None), day),
    ).problems


def issued_or_taken_back(
    settings: Settings, archive: Archive, case: Case, decision: Decision, today: dt.date
) -> IssuedLetter | None:
    """Issue what was approved; None where it can never be and the decision was taken back, with the reason.

    A machine that is at fault raises and is tried again; what is the same at every try (the number was given to another
    letter since, a file that cannot be enclosed, an authority that ended) comes back to the reviewer as a new round.
    """
    problems: tuple[str, ...] = ()
    if archive.issued_of(case.draft_id) is None and not archive.has_number(case.draft_id):
        problems = cannot_be_carried_out(settings, archive, case, decision, today)
    try:
        if not problems:
            return issue_approved(settings, archive, case, decision)
    except CircularsError as error:
        if not letters_fault(error):
            raise
        problems = (error.message,)
    if archive.take_back(case.draft_id, case.round, " · ".join(problems)):
        return None
    return issue_approved(settings, archive, case, decision)  # another process issued it meanwhile


def _register(settings: Settings, archive: Archive, case: Case, year_be: int, number: int) -> RegisterState:
    step, content = case.record.step, case.record.content
    if step is None or content is None:
        return RegisterState(year_be, 0)
    office, book = step.office.code, book_of(settings, step, content.kind)
    return archive.register_state(office, book, year_be, number)


def _signed(
    settings: Settings, case: Case, answer: ReviewAnswer, weighed: Weighed, given: dt.datetime, clock: dt.datetime
) -> tuple[str, Proof]:
    """Who signed; or nobody, and why. A code that came with the answer is spent in any case."""
    if settings.demo:
        return answer.reviewer.strip() or DEMO_SIGNER, Proof()
    this = _name_of(case, answer)
    names = tuple(one.name for one in settings.reviewers)
    if weighed.verdict not in SIGNED or not (answer.code or not weighed.problems):
        spent = spend(settings.home, names, answer.code, given=given, answer=this)
        return "", Proof("code-spent") if spent else Proof()
    signature = sign(
        settings.home,
        settings.reviewers,
        answer.reviewer,
        answer.code,
        office=case.profile.office.code,
        now=given,
        clock=clock,
        answer=this,
    )
    return signature.reviewer.name if signature.reviewer else "", signature.proof


def _name_of(case: Case, answer: ReviewAnswer) -> str:
    """Names this answer to this round of this draft, so that a code is tied to it."""
    told = f"{case.draft_id}|{case.round}|{answer!r}"
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:24]


def _told(
    archive: Archive, case: Case, answer: ReviewAnswer, weighed: Weighed, problems: list[str], proof: Proof
) -> None:
    """What the ledger is told of an answer that was refused, of a code that was spent, of a name that was locked."""
    told = {
        "reviewer": answer.reviewer[:200],
        "verdict": answer.verdict[:60],
        "draft": case.docx_sha256,
        "round": str(case.round),
    }
    if problems and weighed.verdict in SIGNED:
        kind = "approval-refused" if weighed.verdict in (Verdict.APPROVE, Verdict.DROP) else "return-refused"
        reason = "not-as-seen" if weighed.problems else proof.reason
        code = {"code": proof.reason} if weighed.problems and proof.reason else {}
        archive.record_event(kind, case.draft_id, told | {"reason": reason, "message": problems[0]} | code)
    elif proof.reason == "code-spent":
        archive.record_event("code-spent", case.draft_id, told)
    if proof.locked_until is not None:
        locked = {"reason": proof.reason, "wrong": str(proof.wrong), "until": proof.locked_until.isoformat()}
        archive.record_event("reviewer-locked", case.draft_id, told | locked)


def corrections_told(corrections: tuple[Correction, ...]) -> str:
    """The corrected fields, for a log line."""
    return ", ".join(one.field for one in corrections) or "-"
