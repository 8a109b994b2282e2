"""Who must be told: from a letter and an office to the letters that the office writes.

One step is one letter with one text and one number for all its recipients (ข้อ ๓๒); classes of recipients that are
addressed differently get a step each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from circulars.cascade.asks.levels import prose_name
from circulars.cascade.asks.obligations import Reading, read_obligations
from circulars.cascade.plan.below import StepPlanned, counted, steps_of
from circulars.cascade.plan.beside import is_beside, steps_beside
from circulars.cascade.plan.recipients import addresses, resolve
from circulars.cascade.plan.steps import CascadePlan, CascadeStep, Recipient
from circulars.cascade.plan.upward import has_nobody_below, laid_before_head
from circulars.directory.offices import Office, find_office, offices_below
from circulars.directory.profile import OfficeProfile, default_profile
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.lexicon.offices import UNIT
from circulars.thai.digits import to_thai

ProfileOf = Callable[[Office], OfficeProfile]


def plan_cascade(
    letter: Letter,
    profile: OfficeProfile,
    *,
    today: dt.date,
    to: Sequence[str] = (),
    groups: Mapping[str, Sequence[str]] | None = None,
    kind: LetterKind = LetterKind.EXTERNAL,
    profile_of: ProfileOf = default_profile,
    beside: Sequence[str] = (),
) -> CascadePlan:
    """The letters that this office, and offices it acts for, write on an incoming letter.

    ``to`` are addressee lines that a person typed in place of what the letter says; ``groups`` the office's own names
    for sets of offices; ``beside`` lines of local authorities, that no district supervises, that the letter is for too.
    A letter of our own is not forwarded by us: then the steps are those of its addressees (of ``profile.acts_for`` where
    that is set). A classified letter has no step.
    """
    secret = _secret(letter)
    if secret is not None:
        return CascadePlan((), (), (secret,))
    ours = is_from(letter, profile.office)
    if not to and (has_nobody_below(profile.office.level) or (ours and _inside(letter, profile.office))):
        return _plan_upward(letter, profile, ours=ours or letter.kind.value is LetterKind.INTERNAL)
    if ours:
        return _plan_own(letter, profile, today=today, groups=groups, kind=kind, profile_of=profile_of)
    findings: list[Finding] = []
    steps: list[CascadeStep] = []
    unresolved: list[str] = []
    for one in _addressed(letter, profile, profile_of, findings):
        reading = read_obligations(letter, one.office)
        findings += _asked(letter, one.office, reading)
        for step, missing, odd in _steps(reading, one, to, groups, kind, beside, findings):
            steps.append(step)
            unresolved += missing
            findings += [*odd, *_have_it(letter, step)]
    return CascadePlan(tuple(steps), tuple(dict.fromkeys(unresolved)), tuple(dict.fromkeys(findings)))


def _steps(
    reading: Reading,
    profile: OfficeProfile,
    to: Sequence[str],
    groups: Mapping[str, Sequence[str]] | None,
    kind: LetterKind,
    told: Sequence[str],
    findings: list[Finding],
) -> list[StepPlanned]:
    """The letters to those below, and the one to local authorities beside them; alone where nobody else is asked."""
    apart, odd = steps_beside(reading, profile, to, told, kind)
    findings += odd
    others = [line for line in to if not is_beside(line)] if apart else to
    if apart and (not others if to else all(task.beside for task in reading.down)):
        return [(step, (), []) for step in apart]
    return [*steps_of(reading, profile, others, groups, kind), *((step, (), []) for step in apart)]


def _have_it(letter: Letter, step: CascadeStep) -> list[Finding]:
    """The letter went to our recipients itself."""
    lines = [field.value for field in letter.addressees if field.value]
    offices = [one.office for one in step.recipients if one.office]
    if not offices or not all(addresses(lines, office) for office in offices):
        return []
    message = "หนังสือต้นเรื่องส่งถึงผู้รับเหล่านี้โดยตรงอยู่แล้ว กรุณาพิจารณาว่ายังต้องแจ้งต่อหรือไม่"
    return [Finding("recipients-have-it", Severity.WARNS, "addressees", message, seen=" / ".join(lines))]


def _inside(letter: Letter, office: Office) -> bool:
    """A memo of our own for somebody of our own: it names none of the offices below."""
    lines = [field.value for field in letter.addressees if field.value]
    return letter.kind.value is LetterKind.INTERNAL and not resolve(lines, offices_below(office)).recipients


def _plan_upward(letter: Letter, profile: OfficeProfile, *, ours: bool) -> CascadePlan:
    step = laid_before_head(letter, profile, ours=ours)
    office = profile.office
    if step is None:
        note = f"หนังสือถึง{office.head_title or 'หัวหน้าหน่วยงาน'}แล้ว ไม่มีหนังสือที่ต้องเสนอต่อ"
        return CascadePlan((), (), (Finding("laid-before-head", Severity.NOTES, "addressees", note),))
    note = f"ร่างเป็นบันทึกข้อความเสนอ{office.head_title} ความเห็นของเจ้าหน้าที่ให้เติมเองในร่าง"
    findings = [Finding("laid-before-head", Severity.NOTES, "addressees", note)]
    if not ours:
        _addressed(letter, profile, default_profile, findings)
    return CascadePlan((step,), (), tuple(findings))


def plan_below(
    issued: Letter,
    recipients: Sequence[Recipient],
    *,
    today: dt.date,
    groups: Mapping[str, Sequence[str]] | None = None,
    kind: LetterKind = LetterKind.EXTERNAL,
    profile_of: ProfileOf = default_profile,
) -> tuple[CascadePlan, ...]:
    """The plans of the offices that received an issued letter, in the order of the recipients.

    Recipients that are no office of the directory (กำนัน ผู้ใหญ่บ้าน) forward nothing here.
    """
    return tuple(
        plan_cascade(issued, profile_of(one.office), today=today, groups=groups, kind=kind, profile_of=profile_of)
        for one in recipients
        if one.office is not None
    )


def is_from(letter: Letter, office: Office) -> bool:
    """The letter is this office's own, by its printed name or by its number."""
    agency = prose_name(letter.sender_agency.value or "")
    number = letter.reference.value
    if agency == office.name:
        return True
    exact = number is not None and number.letters == office.letters and number.office_number == office.office_number
    return exact and agency in ("", office.place_name)


def _secret(letter: Letter) -> Finding | None:
    if not letter.classified:
        return None
    mark = letter.secrecy
    word = str(mark.value or (mark.evidence.raw if mark.evidence else ""))
    return Finding(
        "secrecy",
        Severity.BLOCKS,
        "secrecy",
        f"หนังสือมีชั้นความลับ “{word}” ระบบไม่ร่างหนังสือส่งต่อ กรุณาส่งให้นายทะเบียนข้อมูลข่าวสารลับดำเนินการ",
        seen=word,
    )


def _plan_own(
    letter: Letter,
    profile: OfficeProfile,
    *,
    today: dt.date,
    groups: Mapping[str, Sequence[str]] | None,
    kind: LetterKind,
    profile_of: ProfileOf,
) -> CascadePlan:
    lines = [field.value for field in letter.addressees if field.value]
    found = resolve(lines, offices_below(profile.office), groups)
    acting = set(profile.acts_for)
    recipients = tuple(one for one in found.recipients if not acting or (one.office and one.office.code in acting))
    plans = plan_below(letter, recipients, today=today, groups=groups, kind=kind, profile_of=profile_of)
    note = Finding(
        "own-letter",
        Severity.NOTES,
        "addressees",
        f"หนังสือนี้เป็นหนังสือของ{profile.office.name}เอง มีผู้รับ {to_thai(len(found.recipients))} แห่ง "
        f"จึงร่างหนังสือของผู้รับ {to_thai(len(recipients))} แห่ง",
    )
    return CascadePlan(
        tuple(step for plan in plans for step in plan.steps),
        tuple(dict.fromkeys((*found.unresolved, *(name for plan in plans for name in plan.unresolved)))),
        tuple(dict.fromkeys((note, *counted(found), *(finding for plan in plans for finding in plan.findings)))),
    )


def _addressed(
    letter: Letter, profile: OfficeProfile, profile_of: ProfileOf, findings: list[Finding]
) -> list[OfficeProfile]:
    """The offices of this installation that the letter was sent to; ours with a finding where it was sent to none."""
    lines = [field.value for field in letter.addressees if field.value]
    ours = [profile, *(profile_of(find_office(code)) for code in profile.acts_for)]
    sure = list({one.office.code: one for one in ours if addresses(lines, one.office)}.values())
    if sure:
        return sure
    seen = " / ".join(lines) or "ไม่พบผู้รับ"
    open_question = addresses(lines, profile.office) is None
    findings.append(
        Finding(
            "addressed-to-us",
            Severity.WARNS,
            "addressees",
            f"ยังไม่แน่ชัดว่าหนังสือส่งถึง{profile.office.name}หรือไม่ กรุณาตรวจผู้รับก่อนส่งต่อ"
            if open_question
            else f"หนังสือส่งถึงผู้อื่น ไม่ใช่{profile.office.name} กรุณาตรวจว่าได้รับมาถูกแห่ง",
            seen=seen,
            against=profile.office.head_title or profile.office.name,
        )
    )
    return [profile]


def _asked(letter: Letter, office: Office, reading: Reading) -> list[Finding]:
    """Proposes to keep a letter that asks for nothing to be passed on."""
    if any(one.share is not None and one.certain for one in reading.down):
        return []
    if not reading.obligations or not reading.down:
        return [
            Finding(
                "not-to-forward",
                Severity.NOTES,
                "body",
                f"หนังสือไม่ได้ขอให้{UNIT[office.level]}แจ้งต่อ เสนอให้ “ทราบ ไม่ส่งต่อ” หากยังประสงค์แจ้งต่อ ใช้ร่างนี้ได้",
            )
        ]
    return [
        Finding(
            "whose-task",
            Severity.WARNS,
            "body",
            "หนังสือไม่ได้ระบุว่าใครเป็นผู้ปฏิบัติ ร่างจึงส่งต่อทุกข้อ กรุณาตรวจว่าข้อใดเป็นงานของหน่วยเราเอง",
            seen=" / ".join(one.text[:60] for one in reading.down),
        )
    ]
