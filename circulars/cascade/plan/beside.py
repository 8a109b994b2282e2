"""The letter of a province to local authorities that no district supervises: อบจ., เทศบาลนคร, เทศบาลเมือง.

The governor supervises them himself (พ.ร.บ. องค์การบริหารส่วนจังหวัด พ.ศ. ๒๕๔๐ มาตรา ๗๗, พ.ร.บ. เทศบาล พ.ศ. ๒๔๙๖ มาตรา ๗๑), so
what they are asked does not go through a district: it is a letter of its own, with the tasks that name them.
"""

from __future__ import annotations

from collections.abc import Sequence

from circulars.cascade.asks.beside import lines_of, names_local
from circulars.cascade.asks.obligations import Reading
from circulars.cascade.plan.step_key import Audience, StepKey
from circulars.cascade.plan.steps import CascadeStep, Recipient
from circulars.directory.offices import Level
from circulars.directory.profile import OfficeProfile
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import LetterKind
from circulars.lexicon.offices import UNIT
from circulars.lexicon.tokens import Role, tokens

BESIDE = "beside-recipients"
_HEADS = tuple(one for one in tokens(Role.BESIDE) if one.startswith("นายก"))


def is_beside(line: str) -> bool:
    """An addressee line names the head of such an authority.

    >>> is_beside("นายกองค์การบริหารส่วนจังหวัดสกลนคร"), is_beside("นายกเทศมนตรีตำบล ทุกแห่ง")
    (True, False)
    """
    return line.startswith(_HEADS)


def steps_beside(
    reading: Reading, profile: OfficeProfile, to: Sequence[str], told: Sequence[str], kind: LetterKind
) -> tuple[list[CascadeStep], list[Finding]]:
    """The letter to those authorities, if any, and what is odd about it.

    A person who typed recipients (``to``) names them himself; else the tasks do, and lines ``told`` by the proposal.
    """
    if profile.office.level is not Level.PROVINCE:
        return [], []
    texts = [reading.lead, *(one.text for one in reading.down)]
    local = any(names_local(text, profile.office.level) for text in texts)
    read = dict.fromkeys((*(line for line in told if local and is_beside(line)), *lines_of(texts, profile.office)))
    named = [line for line in to if is_beside(line)] if to else list(profile.by_name(read))
    if not named:
        theirs = [one.text for one in reading.down if one.beside]
        return [], [_not_reached(theirs)] if theirs else []
    unnamed = [line for line in named if "ทุกแห่ง" in line]
    return [_step(profile, named, kind)], [_unnamed(unnamed)] if unnamed else []


def _not_reached(texts: Sequence[str]) -> Finding:
    message = "เรื่องนี้ต้องแจ้งองค์กรปกครองส่วนท้องถิ่นซึ่งอำเภอไม่ได้กำกับดูแลด้วย ร่างนี้ไม่ไปถึง กรุณาทำหนังสือถึงอีกฉบับ"
    return Finding(BESIDE, Severity.WARNS, "addressees", message, seen=" / ".join(texts)[:160])


def _unnamed(lines: Sequence[str]) -> Finding:
    message = (
        "ระบบไม่มีรายชื่อเทศบาลเมืองและเทศบาลนครของจังหวัด กรุณาระบุชื่อผู้รับ หรือพิมพ์รายชื่อไว้ครั้งเดียวที่หน้าสำนักงาน (towns ใน office.toml)"
    )
    return Finding(BESIDE, Severity.WARNS, "addressees", message, seen=" / ".join(lines))


def _step(profile: OfficeProfile, named: Sequence[str], kind: LetterKind) -> CascadeStep:
    one = named[0].removeprefix("นายก") if len(named) == 1 and "ทุก" not in named[0] else ""
    unit = f"เทศบาล{one.removeprefix('เทศมนตรี')}" if one.startswith("เทศมนตรี") else one
    recipients = tuple(Recipient(None, line, line.removeprefix("นายก")) for line in named)
    return CascadeStep(
        key=StepKey(profile.office.code, Audience.BESIDE),
        office=profile.office,
        profile=profile,
        kind=kind,
        recipients=recipients,
        addressee_line=named[0] if len(named) == 1 else f"{' '.join(named[:-1])} และ{named[-1]}",
        unit=unit or UNIT[Level.LOCAL],
        circular=not unit,
        commands=not profile.polite_to_local,
        level_below=False,
    )
