"""A letter that stays with the office: what is asked in it decides between taking note, acting, assigning, answering and submitting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from circulars.directory.offices import Level, Office
from circulars.letter.letter import Letter
from circulars.triage.origin.direction import Direction
from circulars.triage.reading.addressed import addresses
from circulars.triage.reading.clauses import Clause
from circulars.triage.reading.whom import Whom
from circulars.triage.reading.words import Tag
from circulars.triage.step import Step


@dataclass(frozen=True, slots=True)
class Found:
    """A step with the clause that decides it."""

    step: Step
    because: Clause | None
    also: tuple[Step, ...] = ()
    whom: Whom | None = None
    doubtful: tuple[str, ...] = ()


_HIGHER = {
    Level.DISTRICT: r"ผู้ว่าราชการจังหวัด|จังหวัด|กรม|กระทรวง|อธิบดี",
    Level.PROVINCE: r"กรม|กระทรวง|อธิบดี|รัฐมนตรี|ปลัดกระทรวง",
    Level.DEPARTMENT: r"รัฐมนตรี|ปลัดกระทรวง|คณะรัฐมนตรี|กระทรวง",
    Level.MINISTRY: r"คณะรัฐมนตรี|นายกรัฐมนตรี",
    Level.LOCAL: r"นายอำเภอ|อำเภอ|ผู้ว่าราชการจังหวัด|จังหวัด",
}
SALE = re.compile(r"ส่วนลด|ราคาพิเศษ|จำหน่าย|โปรโมชั่น|สั่งซื้อ|ค่าลงทะเบียน|บริการของบริษัท|ผลิตภัณฑ์ของ")


def kept(
    letter: Letter, office: Office, clauses: Sequence[Clause], direction: Direction, down: Sequence[Clause]
) -> Found:
    """A letter that stays with us: what of it is asked decides."""
    asked = [one for one in clauses if one.asks and not one.refused]
    purpose = [one for one in clauses if one.purpose]
    subject = letter.subject.value or ""
    submits = next((one for one in (*asked, *purpose) if _laid_before(one, office)), None)
    if submits is not None or _through_us(letter, office):
        return Found(Step.SUBMIT, submits or last_asked(clauses))
    if direction is Direction.PERSON or _grieves(subject, asked):
        return Found(Step.ASSIGN, last_asked(clauses), (Step.ANSWER,))
    if direction is Direction.OUTSIDE and SALE.search(" ".join(one.text for one in clauses)):
        return Found(Step.NOTE, last_asked(clauses))
    asks = [one for one in asked if one.words[0].tag is not Tag.TELL]
    names = next((one for one in asks if one.has(Tag.NAMES)), None)
    person = next((one for one in (*asks, *_told_dates(clauses)) if one.has(Tag.SEND_PERSON)), None)
    answer = next((one for one in asks if answers([one], letter)), None)
    invite = next((one for one in asks if one.has(Tag.INVITE)), None)
    if names is not None:
        return Found(Step.ASSIGN, names, (Step.ANSWER,))
    if person is not None and answer is None:
        return Found(Step.ASSIGN, person)
    if answer is not None:
        return Found(Step.ANSWER, answer, (Step.ACT,) if invite is not None else ())
    if asks:
        doubt = ("step",) if down or _mentions(asks) else ()
        return Found(Step.ACT, invite or asks[0], doubtful=doubt)
    return Found(Step.NOTE, next((one for one in asked), last_asked(clauses)), doubtful=_open(purpose, direction))


def _laid_before(clause: Clause, office: Office) -> bool:
    at = next((word.end for word in clause.words if word.tag is Tag.LAY_BEFORE), None)
    if at is None:
        return False
    rest = clause.text[at - clause.words[0].start :]
    return re.match(rf"\s?[ก-๎ ]{{0,30}}?(?:{_HIGHER[office.level]})", rest) is not None


def _through_us(letter: Letter, office: Office) -> bool:
    """``เรียน อธิบดีกรมการปกครอง (ผ่านผู้ว่าราชการจังหวัด…)``: we lay it before another."""
    lines = " ".join(one.value for one in letter.addressees if one.value)
    found = re.search(r"ผ่าน\s?(?P<who>[^)]+)", lines)
    return found is not None and bool(addresses([found["who"].strip(" )")], office))


def _grieves(subject: str, asked: Sequence[Clause]) -> bool:
    said = re.search(r"ร้องเรียน|ความเป็นธรรม|ร้องทุกข์|ความเดือดร้อน", subject)
    return bool(said) or any(one.has(Tag.GRIEVANCE) and not one.has(Tag.REPORT) for one in asked)


def _told_dates(clauses: Sequence[Clause]) -> list[Clause]:
    """What is told with จึงนัด or a day: a summons asks without asking."""
    return [one for one in clauses if not one.asks and not one.purpose and re.search(r"จึง(?:นัด|กำหนด)|นัดให้", one.text)]


def answers(asks: Sequence[Clause], letter: Letter) -> bool:
    """Something is to come back to the sender."""
    sender = (letter.sender_agency.value or "")[:6]
    to_sender = (
        rf"(?:ส่ง|แจ้ง|รายงาน|เสนอ|ตอบ)[^.]{{0,80}}?(?:ให้|ถึง|ต่อ|ไปยัง|มายัง)?\s?(?:{re.escape(sender)}|[^ ]*ฯ)"
        if sender
        else r"(?!)"
    )
    return any(one.has(Tag.REPORT, Tag.VIEW) or re.search(to_sender, one.text) is not None for one in asks)


def _mentions(asks: Sequence[Clause]) -> bool:
    """Those below are named in what is asked though nothing is asked of them."""
    return any(one.has(Tag.BELOW, Tag.VILLAGE) and one.has(Tag.PASS) and not one.has(Tag.OF) for one in asks)


def _open(purpose: Sequence[Clause], direction: Direction) -> tuple[str, ...]:
    """Nothing is asked in words, yet the letter ends in ดำเนินการ or ถือปฏิบัติ: a person says what is meant."""
    said = any(re.search(r"ดำเนินการ|ถือปฏิบัติ|ปฏิบัติต่อไป", one.text) for one in purpose)
    return ("step",) if said and direction is not Direction.BELOW else ()


def last_asked(clauses: Sequence[Clause]) -> Clause | None:
    """The last clause that asks, else the last one."""
    return next((one for one in reversed(clauses) if one.asks), clauses[-1] if clauses else None)
