"""Who must be told: from a letter and an office to the letters that the office writes.

One step is one letter with one text and one number for all its recipients (ข้อ ๓๒); classes of recipients that are
addressed differently get a step each.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from circulars.cascade.levels import UNIT, VILLAGE, WORDS
from circulars.cascade.obligations import Reading, read_obligations
from circulars.cascade.recipients import Resolved, addresses, resolve
from circulars.cascade.steps import CascadePlan, CascadeStep, Recipient
from circulars.directory.offices import Level, Office, find_office, offices, offices_below
from circulars.directory.profile import OfficeProfile, default_profile
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.thai.digits import to_thai

ProfileOf = Callable[[Office], OfficeProfile]
POSTS = {Level.PROVINCE: "ผู้ว่าราชการจังหวัด", Level.DISTRICT: "นายอำเภอ"}
_VILLAGE_LINE = "กำนัน ผู้ใหญ่บ้าน ทุกตำบล"
_LOCAL_LINE = "นายกเทศมนตรี และนายกองค์การบริหารส่วนตำบล ทุกแห่ง"


def plan_cascade(
    letter: Letter,
    profile: OfficeProfile,
    *,
    today: dt.date,
    to: Sequence[str] = (),
    groups: Mapping[str, Sequence[str]] | None = None,
    kind: LetterKind = LetterKind.EXTERNAL,
    profile_of: ProfileOf = default_profile,
) -> CascadePlan:
    """The letters that this office, and offices it acts for, write on an incoming letter.

    ``to`` are addressee lines that a person typed in place of what the letter says; ``groups`` the office's own names
    for sets of offices. A letter of our own is not forwarded by us: then the steps are those of its addressees (of
    ``profile.acts_for`` where that is set). A classified letter has no step.
    """
    secret = _secret(letter)
    if secret is not None:
        return CascadePlan((), (), (secret,))
    if is_from(letter, profile.office):
        return _plan_own(letter, profile, today=today, groups=groups, kind=kind, profile_of=profile_of)
    findings: list[Finding] = []
    steps: list[CascadeStep] = []
    unresolved: list[str] = []
    for one in _addressed(letter, profile, profile_of, findings):
        reading = read_obligations(letter, one.office.level)
        findings += _asked(letter, one.office, reading)
        for step, missing, odd in _steps(reading, one, to, groups, kind):
            steps.append(step)
            unresolved += missing
            findings += odd
    return CascadePlan(tuple(steps), tuple(dict.fromkeys(unresolved)), tuple(dict.fromkeys(findings)))


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


def prose_name(agency: str) -> str:
    """What prose calls the office of a letterhead.

    >>> prose_name("ศาลากลางจังหวัดสกลนคร"), prose_name("ที่ว่าการอำเภอพังโคน"), prose_name("กรมการปกครอง")
    ('จังหวัดสกลนคร', 'อำเภอพังโคน', 'กรมการปกครอง')
    """
    return re.sub(r"^(?:ศาลากลาง(?=จังหวัด)|ที่ว่าการ(?=อำเภอ))", "", " ".join(agency.split()))


def _secret(letter: Letter) -> Finding | None:
    mark = letter.secrecy
    if mark.value is None and not mark.doubtful:
        return None
    word = str(mark.value or (mark.evidence.raw if mark.evidence else ""))
    return Finding(
        "1-secrecy",
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
        tuple(dict.fromkeys((note, *_counted(found), *(finding for plan in plans for finding in plan.findings)))),
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
            "11-addressed-to-us",
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
            "23-whose-task",
            Severity.WARNS,
            "body",
            "หนังสือไม่ได้ระบุว่าใครเป็นผู้ปฏิบัติ ร่างจึงส่งต่อทุกข้อ กรุณาตรวจว่าข้อใดเป็นงานของหน่วยเราเอง",
            seen=" / ".join(one.text[:60] for one in reading.down),
        )
    ]


_Step = tuple[CascadeStep, tuple[str, ...], list[Finding]]


def _steps(
    reading: Reading,
    profile: OfficeProfile,
    to: Sequence[str],
    groups: Mapping[str, Sequence[str]] | None,
    kind: LetterKind,
) -> list[_Step]:
    office = profile.office
    if office.level is Level.DISTRICT:
        return [(step, (), []) for step in _district_steps(reading, profile, kind)]
    return [
        _level_step(reading, profile, candidates, to, groups, kind)
        for candidates in _classes_below(office, reading)
        if candidates
    ]


def _classes_below(office: Office, reading: Reading) -> list[tuple[Office, ...]]:
    """The offices below by class: a ministry writes to its departments where the tasks speak of them, else to provinces."""
    if office.level is not Level.MINISTRY:
        return [offices_below(office)]
    text = " ".join(one.text for one in reading.down)
    departments = tuple(one for one in offices() if one.level is Level.DEPARTMENT and one.parent == office.code)
    to_departments = departments if re.search(r"กรม(?!การปกครองจังหวัด)|(?:ส่วนราชการ|หน่วยงาน)ในสังกัด", text) else ()
    return [to_departments, offices_below(office) if "จังหวัด" in text or not to_departments else ()]


def _level_step(
    reading: Reading,
    profile: OfficeProfile,
    candidates: Sequence[Office],
    to: Sequence[str],
    groups: Mapping[str, Sequence[str]] | None,
    kind: LetterKind,
) -> _Step:
    office, below = profile.office, candidates[0].level
    lines = list(to) or _scope(reading, candidates)
    found = resolve(lines, candidates, groups)
    line = addressee_line(found, candidates, below)
    if below is Level.DEPARTMENT and found.every and len(found.recipients) == len(candidates):
        line = f"หัวหน้าส่วนราชการในสังกัด{office.name} ทุกแห่ง"
    step = CascadeStep(
        key=f"{office.code}>{below.value}",
        office=office,
        profile=profile,
        kind=kind,
        recipients=found.recipients,
        addressee_line=line,
        unit=UNIT[below],
        circular=len(found.recipients) != 1,
        commands=office.level is Level.PROVINCE,
        level_below=True,
    )
    odd = _counted(found) + _narrowed(found, candidates, lines, to)
    if below is Level.DEPARTMENT:
        odd.append(
            Finding(
                "11-departments",
                Severity.WARNS,
                "addressees",
                f"รายชื่อส่วนราชการในสังกัดมาจากสารบบของระบบ {to_thai(len(found.recipients))} แห่ง กรุณาตรวจว่าครบ",
            )
        )
    return step, found.unresolved, odd


def _counted(found: Resolved) -> list[Finding]:
    if found.stated is None or found.stated == len(found.recipients):
        return []
    return [
        Finding(
            "11-recipients-count",
            Severity.WARNS,
            "addressees",
            f"หนังสือระบุ {to_thai(found.stated)} แห่ง แต่นับได้ {to_thai(len(found.recipients))} แห่ง กรุณาตรวจรายชื่อผู้รับ",
            seen=str(found.stated),
            against=str(len(found.recipients)),
        )
    ]


def _narrowed(found: Resolved, candidates: Sequence[Office], lines: Sequence[str], to: Sequence[str]) -> list[Finding]:
    if to or len(found.recipients) == len(candidates):
        return []
    return [
        Finding(
            "11-recipients-narrowed",
            Severity.WARNS,
            "addressees",
            f"เนื้อความระบุผู้รับไม่ครบทุกแห่ง ({to_thai(len(found.recipients))} จาก {to_thai(len(candidates))}) กรุณาตรวจรายชื่อผู้รับ",
            seen=" / ".join(lines),
        )
    ]


def _scope(reading: Reading, candidates: Sequence[Office]) -> list[str]:
    """The addressee line that the tasks themselves name; every office below where they name none."""
    unit = UNIT[candidates[0].level]
    if candidates[0].level is Level.DEPARTMENT:
        return ["หัวหน้าส่วนราชการ ทุกแห่ง"]
    every = f"{POSTS.get(candidates[0].level, '')} ทุก{unit}"
    text = " ".join((one.text for one in reading.down if one.text) if reading.down else ())
    if re.search(rf"{unit}(?:กลุ่มเป้าหมาย|เป้าหมาย)?\s?ตาม(?:บัญชี)?ราย(?:ชื่อ|นาม)(?:ที่)?แนบ", text):
        return [f"{unit}ตามบัญชีรายชื่อแนบ"]
    exception = re.search(
        rf"(?:ทุก{unit}|{unit})\s?\(?\s?((?:ยกเว้น|เว้น)\s?[^)]{{3,200}}?)(?:\)|ดำเนินการ|ทราบ|เพื่อ|$)", text
    )
    if exception:
        return [f"{every} ({exception[1].strip()})"]
    names = "|".join(re.escape(office.name) for office in sorted(candidates, key=lambda one: -len(one.name)))
    listed = re.search(
        rf"(?:แจ้ง|ให้|ไปยัง|แก่|ถึง|เฉพาะ|มอบหมาย)\s?(?P<list>(?:{names})(?![ก-๎])(?:\s?(?:,|และ)?\s?(?:{names})(?![ก-๎]))*)",
        text,
    )
    if listed and f"ทุก{unit}" not in text:
        return re.findall(names, listed["list"])
    return [every]


def addressee_line(found: Resolved, candidates: Sequence[Office], level: Level) -> str:
    """What is printed after เรียน: ทุก…, ทุก… (ยกเว้น …), or every post by name."""
    post, unit = POSTS.get(level, ""), UNIT[level]
    if not found.recipients:
        return ""
    chosen = {one.office.code for one in found.recipients if one.office}
    left = [office for office in candidates if office.code not in chosen]
    if not left:
        return f"{post} ทุก{unit}".strip()
    if found.every and len(left) <= 5:
        return f"{post} ทุก{unit} (ยกเว้น{' '.join(office.name for office in left)})"
    titles = [one.title for one in found.recipients]
    return titles[0] if len(titles) == 1 else f"{' '.join(titles[:-1])} และ{titles[-1]}"


def _district_steps(reading: Reading, profile: OfficeProfile, kind: LetterKind) -> list[CascadeStep]:
    """A district writes to its กำนัน and ผู้ใหญ่บ้าน, and to the local authorities where the letter concerns them."""
    office = profile.office
    down = " ".join(one.text for one in reading.down if one.certain)
    local = profile.forward_to_local and any(word in down for word in WORDS[Level.LOCAL])
    village = not local or any(word in down for word in VILLAGE)
    steps = []
    if village:  # the key tells that a letter of its own goes to the local authorities
        row = Recipient(None, _VILLAGE_LINE, f"กำนัน ผู้ใหญ่บ้าน {office.name}")
        steps.append(_class_step(profile, kind, "village+" if local else "village", row, "กำนัน ผู้ใหญ่บ้าน", commands=True))
    if local:
        row = Recipient(None, _LOCAL_LINE, f"องค์กรปกครองส่วนท้องถิ่น {office.name}")
        commands = not profile.polite_to_local
        steps.append(_class_step(profile, kind, "local", row, UNIT[Level.LOCAL], commands=commands))
    return steps


def _class_step(
    profile: OfficeProfile, kind: LetterKind, name: str, row: Recipient, unit: str, *, commands: bool
) -> CascadeStep:
    return CascadeStep(
        key=f"{profile.office.code}>{name}",
        office=profile.office,
        profile=profile,
        kind=kind,
        recipients=(row,),
        addressee_line=row.title,
        unit=unit,
        circular=True,
        commands=commands,
        level_below=False,
    )
