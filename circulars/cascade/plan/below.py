"""The letters that one office writes to those below it: by class of recipients, each with its addressee line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from circulars.cascade.asks.clauses.rows import Rows, rows_of
from circulars.cascade.asks.obligations import Reading
from circulars.cascade.plan.recipients import Resolved, resolve
from circulars.cascade.plan.step_key import Audience, StepKey
from circulars.cascade.plan.steps import CascadeStep, Recipient
from circulars.directory.offices import Level, Office, offices, offices_below
from circulars.directory.profile import OfficeProfile
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import LetterKind
from circulars.lexicon.offices import HEAD, UNIT, VILLAGE, WORDS
from circulars.lexicon.phrases import ANY
from circulars.lexicon.rows import either
from circulars.lexicon.writing.plan import ALL_BUT, BY_ANNEX, LISTED_IN_ANNEX, ONLY_NAMED, TO_DEPARTMENTS
from circulars.thai.digits import to_thai
from circulars.triage.reading.listed import offices_in

_VILLAGE_LINE = "กำนัน ผู้ใหญ่บ้าน ทุกตำบล"
_LOCAL_LINE = "นายกเทศมนตรี และนายกองค์การบริหารส่วนตำบล ทุกแห่ง"
StepPlanned = tuple[CascadeStep, tuple[str, ...], list[Finding]]
"""A step, names that nobody could resolve, and what is odd about its recipients."""


def steps_of(
    reading: Reading,
    profile: OfficeProfile,
    to: Sequence[str],
    groups: Mapping[str, Sequence[str]] | None,
    kind: LetterKind,
) -> list[StepPlanned]:
    """The steps of an office, each with unresolved names and findings about its recipients.

    ``to`` are addressee lines typed by a person; without them the tasks themselves say who is meant, else everybody.
    """
    office = profile.office
    if office.level is Level.DISTRICT:
        return [(step, (), []) for step in _district_steps(reading, profile, kind, to)]
    return [
        one
        for candidates in _classes_below(office, reading)
        if candidates
        for one in _by_rows(reading, candidates, _level_step(reading, profile, candidates, to, groups, kind))
    ]


def _by_rows(reading: Reading, candidates: Sequence[Office], planned: StepPlanned) -> list[StepPlanned]:
    """A letter for each recipient that has a row of the table, where the office writes so; else the one for all."""
    step, unresolved, odd = planned
    rows = rows_of(reading, candidates) if step.profile.own_row else Rows({})
    mine = [one for one in step.recipients if one.office and one.office.code in rows.own]
    if not mine:
        return [planned]
    without = [one.name for one in step.recipients if one not in mine]
    odd = [*odd, *_not_in_rows(rows, without)]
    return [
        (
            replace(
                step,
                key=replace(step.key, only=one.office.code if one.office else ""),
                recipients=(one,),
                addressee_line=one.title,
                circular=False,
            ),
            unresolved,
            odd,
        )
        for one in mine
    ]


def _not_in_rows(rows: Rows, without: Sequence[str]) -> list[Finding]:
    """Who has no row, rows that name nobody, and a sum that is not the rows'."""
    found = []
    if without or rows.unknown:
        message = "ตารางกับผู้รับไม่ตรงกัน ผู้รับที่ไม่มีแถวหรือแถวที่หาผู้รับไม่พบจะไม่ได้รับหนังสือ กรุณาระบุผู้รับเองหรือแก้ชื่อในตาราง"
        seen = " / ".join((*rows.unknown, *without))
        found.append(Finding("row-without-recipient", Severity.BLOCKS, "addressees", message, seen=seen))
    if not rows.adds_up:
        message = "ยอดรวมของตารางไม่เท่ากับผลบวกของแต่ละแถว กรุณาตรวจต้นเรื่อง"
        found.append(Finding("rows-total", Severity.WARNS, "body", message, seen=" / ".join(rows.totals)))
    return found


def _classes_below(office: Office, reading: Reading) -> list[tuple[Office, ...]]:
    """The offices below by class: a ministry writes to its departments where the tasks speak of them, else to provinces."""
    if office.level is not Level.MINISTRY:
        return [offices_below(office)]
    text = " ".join(one.text for one in reading.down)
    departments = tuple(one for one in offices() if one.level is Level.DEPARTMENT and one.parent == office.code)
    to_departments = departments if TO_DEPARTMENTS.search(text) else ()
    return [to_departments, offices_below(office) if "จังหวัด" in text or not to_departments else ()]


def _level_step(
    reading: Reading,
    profile: OfficeProfile,
    candidates: Sequence[Office],
    to: Sequence[str],
    groups: Mapping[str, Sequence[str]] | None,
    kind: LetterKind,
) -> StepPlanned:
    office, below = profile.office, candidates[0].level
    lines = list(to) or _scope(reading, candidates)
    found = resolve(lines, candidates, groups)
    line = addressee_line(found, candidates, below)
    if below is Level.DEPARTMENT and found.every and len(found.recipients) == len(candidates):
        line = f"หัวหน้าส่วนราชการในสังกัด{office.name} ทุกแห่ง"
    step = CascadeStep(
        key=StepKey(office.code, Audience(below.value)),
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
    odd = counted(found) + _narrowed(found, candidates, lines, to)
    if below is Level.DEPARTMENT:
        odd.append(
            Finding(
                "departments",
                Severity.WARNS,
                "addressees",
                f"รายชื่อส่วนราชการในสังกัดมาจากสารบบของระบบ {to_thai(len(found.recipients))} แห่ง กรุณาตรวจว่าครบ",
            )
        )
    return step, found.unresolved, odd


def counted(found: Resolved) -> list[Finding]:
    """A finding where a printed number of offices is not the number of recipients."""
    if found.stated is None or found.stated == len(found.recipients):
        return []
    return [
        Finding(
            "recipients-count",
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
            "recipients-narrowed",
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
    every = f"{HEAD.get(candidates[0].level, '')} ทุก{unit}"
    text = " ".join((reading.lead, *(one.text for one in reading.down if one.text)) if reading.down else ())
    whole = " ".join((text, reading.parts.cause, *reading.parts.situation))
    if LISTED_IN_ANNEX(unit=unit).search(text) or BY_ANNEX(unit=unit).search(whole):
        tabled = offices_in(reading.tables, candidates)
        return [one.head_title or one.name for one in tabled] or [f"{unit}ตามบัญชีรายชื่อแนบ"]
    exception = ALL_BUT(unit=unit).search(text)
    if exception:
        return [f"{every} ({exception[1].strip()})"]
    names = either(office.name for office in candidates)
    listed = ONLY_NAMED(names=names).search(text)
    if listed and f"ทุก{unit}" not in text:
        return ANY(words=names).findall(listed["list"])
    return [every]


def addressee_line(found: Resolved, candidates: Sequence[Office], level: Level) -> str:
    """What is printed after เรียน: ทุก…, ทุก… (ยกเว้น …), or every post by name."""
    post, unit = HEAD.get(level, ""), UNIT[level]
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


def _district_steps(reading: Reading, profile: OfficeProfile, kind: LetterKind, to: Sequence[str]) -> list[CascadeStep]:
    """A district writes to its กำนัน and ผู้ใหญ่บ้าน, and to the local authorities where the letter concerns them.

    Local authorities named by the letter (``to``) get it alone.
    """
    named = tuple(line for line in to if line.startswith("นายก"))
    if named and len(named) == len(to):
        rows = tuple(Recipient(None, title, title.removeprefix("นายก")) for title in named)
        step = _class_step(
            profile, kind, Audience.LOCAL, rows[0], UNIT[Level.LOCAL], commands=not profile.polite_to_local
        )
        line = named[0] if len(named) == 1 else f"{' '.join(named[:-1])} และ{named[-1]}"
        return [replace(step, recipients=rows, addressee_line=line, circular=len(rows) > 1)]
    office = profile.office
    down = " ".join((*(one.text for one in reading.down if one.certain), reading.lead if reading.down else ""))
    local = profile.forward_to_local and any(word in down for word in WORDS[Level.LOCAL])
    village = not local or any(word in down for word in VILLAGE)
    steps = []
    if village:  # the key tells that a letter of its own goes to the local authorities
        row = Recipient(None, _VILLAGE_LINE, f"กำนัน ผู้ใหญ่บ้าน {office.name}")
        villages = Audience.VILLAGE_BESIDE_LOCAL if local else Audience.VILLAGE
        steps.append(_class_step(profile, kind, villages, row, "กำนัน ผู้ใหญ่บ้าน", commands=True))
    if local:
        row = Recipient(None, _LOCAL_LINE, f"องค์กรปกครองส่วนท้องถิ่น {office.name}")
        commands = not profile.polite_to_local
        steps.append(_class_step(profile, kind, Audience.LOCAL, row, UNIT[Level.LOCAL], commands=commands))
    return steps


def _class_step(
    profile: OfficeProfile, kind: LetterKind, audience: Audience, row: Recipient, unit: str, *, commands: bool
) -> CascadeStep:
    return CascadeStep(
        key=StepKey(profile.office.code, audience),
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
