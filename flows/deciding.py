"""From what was typed to a decision: who signed, what still stands in the way, what is corrected.

An approval counts only for the draft that was seen, without a change in the same answer, by a reviewer who proved
themselves, with nothing in it that blocks. Otherwise the answer is kept with its problems and the form comes again.
"""

from __future__ import annotations

import datetime as dt

from circulars.archive import Archive
from circulars.errors import CircularsError, Refused
from circulars.letter.finding import Severity
from circulars.review import Correction, Decision, Verdict, apply_corrections
from circulars.thai.digits import to_arabic
from circulars.thai.find_dates import parse_date
from flows.review_forms import NO_VERDICT, Typed
from flows.reviewers import sign
from flows.rounds import Case, blocks_on, edited_since
from flows.settings import Settings

LONGEST_QUEUE = dt.timedelta(minutes=10)
"""How long an answer may wait for a busy machine before its one-time code must be given again."""
DEMO_SIGNER = "(สำนักงานสาธิต ไม่มีรหัสยืนยัน)"


def decide(
    settings: Settings,
    archive: Archive,
    case: Case,
    typed: Typed,
    now: dt.datetime,
    *,
    pressed: dt.datetime | None = None,
) -> Decision:
    """The decision that an answer amounts to; `pressed` is when it was given, if not `now`.

    An approval that is refused, for whatever reason, goes into the ledger.
    """
    problems: list[str] = []
    verdict = _verdict(typed, problems)
    refused = apply_corrections(case.record.letter, typed.corrections).refused
    problems += [refusal.reason for refusal in refused]
    left_out = tuple(name for name in typed.left_out if name)
    if verdict is Verdict.APPROVE:
        problems += _in_the_way(settings, archive, case, typed, now, changed=bool(typed.corrections or left_out))
    if verdict in (Verdict.APPROVE, Verdict.DROP) and typed.mark != case.mark:
        problems.insert(0, "ร่างเปลี่ยนไปแล้วหลังจากที่ท่านเปิดแบบฟอร์ม กรุณาดูร่างนี้แล้วตัดสินใจอีกครั้ง")
    if verdict is Verdict.RETURN:
        problems.append(f"ส่งคืนเจ้าหน้าที่: {typed.remark or 'กรุณาแก้ไข'}")
    signer = ""
    if verdict in (Verdict.APPROVE, Verdict.DROP):
        reason = "not-as-seen" if problems else ""
        if not problems:
            signer, reason = _sign(settings, case, typed, _given_at(now, pressed), problems)
        if reason:
            told = {"reviewer": typed.reviewer, "reason": reason, "verdict": typed.verdict, "draft": case.docx_sha256}
            archive.record_event("approval-refused", case.draft_id, told | {"message": problems[0]})
    return Decision(
        verdict,
        typed.mark,
        typed.reviewer,
        signer,
        now.isoformat(timespec="seconds"),
        typed.remark,
        typed.corrections,
        typed.number,
        typed.dated,
        left_out,
        tuple(dict.fromkeys(problems)),
    )


def _verdict(typed: Typed, problems: list[str]) -> Verdict:
    try:
        return Verdict(typed.verdict)
    except ValueError:
        told = "ยังไม่ได้เลือกผลการตรวจ" if typed.verdict == NO_VERDICT else f"ไม่มีผลการตรวจชื่อ “{typed.verdict}”"
        problems.append(f"{told} กรุณาเลือก อนุมัติ แก้ไขแล้วตรวจใหม่ ส่งคืนเจ้าหน้าที่ หรือไม่ส่งต่อ")
        return Verdict.CORRECT


def _in_the_way(
    settings: Settings, archive: Archive, case: Case, typed: Typed, now: dt.datetime, *, changed: bool
) -> list[str]:
    """Why this draft cannot be issued as it was seen."""
    problems = []
    content = case.record.content
    if content is None:
        return ["ฉบับนี้ไม่มีร่างที่จะอนุมัติ กรุณาแก้ช่อง เรียน หรือเลือก ไม่ส่งต่อ"]
    if changed:
        problems.append("มีการแก้ไขพร้อมกับอนุมัติ ระบบร่างใหม่ให้แล้ว กรุณาดูร่างนี้และอนุมัติอีกครั้ง")
    if not content.signatory_name:
        problems.append("ยังไม่มีผู้ลงนาม กรุณาเพิ่ม [[office.signatories]] ใน office.toml แล้วเริ่มระบบใหม่")
    if case.profile.emblem_file is None and not settings.demo:
        problems.append("ยังใช้ตราตัวอย่าง กรุณาใส่ไฟล์ตราครุฑของสำนักงานที่บรรทัด emblem ใน office.toml ก่อนอนุมัติ")
    if not settings.demo and not settings.reviewers:
        problems.append("ยังไม่มีผู้ตรวจที่ขึ้นทะเบียน กรุณาสั่ง circulars reviewers add ก่อนอนุมัติ")
    if typed.number and not to_arabic(typed.number).isdigit():
        problems.append(f"เลขทะเบียนส่ง “{typed.number}” ต้องเป็นตัวเลขล้วน หรือเว้นว่างเพื่อใช้เลขถัดไป")
    day = now.date()
    if typed.dated:
        try:
            day = parse_date(typed.dated).ce
        except CircularsError as error:
            problems.append(f"วันที่ที่พิมพ์ในหนังสือ: {error.message}")
    problems += [problem for problem in (edited_since(case),) if problem]
    blocking = [finding.message for finding in case.record.findings if finding.severity is Severity.BLOCKS]
    blocking += blocks_on(archive, case, day)
    if blocking and not typed.remark:
        problems += [*blocking, "หากตรวจต้นฉบับแล้วยืนยันว่าถูกต้อง ให้เขียนเหตุผลในช่องหมายเหตุแล้วอนุมัติอีกครั้ง"]
    known = [person for person in case.profile.signatories if person.name == content.signatory_name]
    if known and not any(person.may_sign(day) for person in known):
        problems.append(
            f"{content.signatory_name} ไม่มีอำนาจลงนามในวันนั้น กรุณาเลือกผู้ลงนามใหม่ หรือแก้คำสั่งมอบอำนาจใน office.toml"
        )
    return problems


def _given_at(now: dt.datetime, pressed: dt.datetime | None) -> dt.datetime:
    """When the code was given; an answer that lay longer than `LONGEST_QUEUE` is judged by the clock."""
    if pressed is None or not now - LONGEST_QUEUE <= pressed <= now:
        return now
    return pressed.astimezone(now.tzinfo)


def _sign(settings: Settings, case: Case, typed: Typed, now: dt.datetime, problems: list[str]) -> tuple[str, str]:
    """Who signed; or nobody, and the code of the refusal."""
    if settings.demo:
        return typed.reviewer or DEMO_SIGNER, ""
    try:
        office = case.profile.office.code
        return sign(settings.home, settings.reviewers, typed.reviewer, typed.code, office=office, now=now).name, ""
    except Refused as refused:
        problems.append(refused.message)
        return "", refused.code


def typed_number(decision: Decision) -> int | None:
    """The number that the reviewer typed for the register, or None for the next one."""
    return int(to_arabic(decision.number)) if decision.number else None


def date_to_print(decision: Decision) -> dt.date | None:
    """The date that the reviewer typed, or None for the day of numbering."""
    return parse_date(decision.dated).ce if decision.dated else None


def corrections_told(corrections: tuple[Correction, ...]) -> str:
    """The corrected fields, for a log line."""
    return ", ".join(one.field for one in corrections) or "-"
