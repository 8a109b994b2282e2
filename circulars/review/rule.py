"""The rule of deciding: what an answer to a draft comes to, before it is known who signs it.

An answer holds for the round whose mark it bears, and for nothing else: nothing typed in an earlier round counts. An
approval is of the draft as it was seen, without a change in the same answer; each finding that blocks has its own
reason in this very answer; a remark is none. What cannot be carried out is refused here, before it is final.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from circulars.errors import CircularsError
from circulars.letter.letter import Letter
from circulars.review.blocks import MOST_REASONS, Block, is_reason
from circulars.review.corrections import FORMS, apply_corrections
from circulars.review.decision import Becomes, Correction, Overridden, ReviewAnswer, Verdict
from circulars.review.numbering import RegisterState, day_problems, number_problems, read_day, read_number
from circulars.thai.dates import year_be

ANOTHER_DRAFT = "ร่างเปลี่ยนไปแล้วหลังจากที่ท่านเปิดแบบฟอร์ม กรุณาดูร่างนี้แล้วตัดสินใจอีกครั้ง"
CHANGED = "มีการแก้ไขพร้อมกับอนุมัติ ระบบร่างใหม่ให้แล้ว กรุณาดูร่างนี้และอนุมัติอีกครั้ง"
NO_DRAFT = "ฉบับนี้ไม่มีร่างที่จะอนุมัติ กรุณาแก้ช่อง เรียน หรือเลือก ไม่ส่งต่อ"
MOST_TOLD = 4_000
"""Letters of a text that was typed for another draft and is told back."""
NEEDS_REASON = "ถ้าตรวจต้นฉบับแล้วยืนยันว่าถูกต้อง ให้เขียนเหตุผลของข้อนี้ในช่องของข้อนี้ (หมายเหตุไม่นับเป็นเหตุผล)"


@dataclass(frozen=True, slots=True)
class DraftSeen:
    """The draft that an answer is about: its mark and round, the letter it forwards, what blocks it.

    ``drafted`` is false where a letter goes to nobody and there is nothing to approve; ``noted`` then the words of the
    step that may be left as proposed without a signature, empty where none may.
    """

    mark: str
    round: int
    letter: Letter
    blocks: tuple[Block, ...]
    drafted: bool = True
    noted: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What an answer comes to but for its signature; ``overridden`` is empty unless an approval holds."""

    verdict: Verdict
    problems: tuple[str, ...]
    corrections: tuple[Correction, ...] = ()
    left_out: tuple[str, ...] = ()
    overridden: tuple[Overridden, ...] = ()


def needs_no_signature(seen: DraftSeen, answer: ReviewAnswer) -> bool:
    """ทราบ, left as it was proposed and nothing typed besides: nothing leaves by it, and it can be opened again."""
    left = answer.becomes
    return (
        bool(seen.noted)
        and not seen.drafted
        and answer.verdict == Verdict.DROP
        and answer.mark == seen.mark
        and left is not None
        and (left.step, left.unit, left.due) == (seen.noted, "", "")
        and not (answer.corrections or answer.left_out or answer.code)
    )


def weigh(
    seen: DraftSeen,
    answer: ReviewAnswer,
    *,
    today: dt.date,
    register: Callable[[int, int], RegisterState],
    obstacles: Callable[[dt.date], Sequence[str]],
    rehearse: Callable[[dt.date], Sequence[str]] = lambda day: (),
) -> Weighed:
    """Weigh an answer. Nothing is written anywhere.

    ``register`` tells of a Buddhist year and a number what the office's register says; ``obstacles`` what else stands in
    the way of issuing on a day (emblem, authority, an edited file); ``rehearse``, asked last and only where nothing else
    is wrong, what making the files on that day would end in. Both give Thai sentences.
    """
    verdict = _verdict(answer)
    if answer.mark != seen.mark:
        return Weighed(verdict or Verdict.CORRECT, (ANOTHER_DRAFT, *_not_taken(answer)))
    if verdict is None:
        return Weighed(Verdict.CORRECT, (_unknown(answer),), answer.corrections, _names(answer))
    problems = [one.reason for one in apply_corrections(seen.letter, answer.corrections).refused]
    overridden: tuple[Overridden, ...] = ()
    if verdict is Verdict.APPROVE:
        day, told, overridden = _approved(seen, answer, today, register, obstacles)
        problems += [*_chosen_otherwise(answer.becomes), *told]
        problems += rehearse(day) if not problems else ()
    if verdict is Verdict.DROP and answer.becomes is not None:
        problems += _not_clear(answer.becomes)
    unnamed = verdict in (Verdict.RETURN, Verdict.DROP) and not answer.reviewer.strip()
    if unnamed and not needs_no_signature(seen, answer):
        problems.append(f"{verdict}: ยังไม่ได้บอกว่าใครตัดสินใจ กรุณาเลือกชื่อผู้ตรวจ แล้วส่งอีกครั้ง")
    told_once = tuple(dict.fromkeys(problems))
    return Weighed(verdict, told_once, answer.corrections, _names(answer), () if told_once else overridden)


def _chosen_otherwise(becomes: Becomes | None) -> list[str]:
    """An approval with a step that sends nothing: one of the two was not meant, and nothing is issued on a guess."""
    if becomes is None or not becomes.step:
        return []
    return [f"ช่องแรกเลือก “{becomes.step}” แต่ผลการตรวจเป็น อนุมัติ กรุณาเลือกให้ตรงกัน: ส่งต่อตามร่าง หรือ ไม่ส่งต่อ"]


def _not_clear(becomes: Becomes) -> list[str]:
    """What of the step that a person left in the form cannot be kept."""
    problems = [] if becomes.step else ["ยังไม่ได้เลือกว่าเรื่องนี้ทำอย่างไร กรุณาเลือกในช่องแรก"]
    try:
        read_day(becomes.due)
    except CircularsError as error:
        problems.append(f"กำหนด: {error.message.partition(': ')[2] or error.message}")
    return problems


def _verdict(answer: ReviewAnswer) -> Verdict | None:
    try:
        return Verdict(answer.verdict)
    except ValueError:
        return None


def _unknown(answer: ReviewAnswer) -> str:
    known = not answer.verdict or answer.verdict.startswith("(")
    told = "ยังไม่ได้เลือกผลการตรวจ" if known else f"ไม่มีผลการตรวจชื่อ “{answer.verdict[:60]}”"
    return f"{told} กรุณาเลือก อนุมัติ แก้ไขแล้วตรวจใหม่ ส่งคืนเจ้าหน้าที่ หรือไม่ส่งต่อ"


def _names(answer: ReviewAnswer) -> tuple[str, ...]:
    return tuple(name for name in answer.left_out if name)


def _not_taken(answer: ReviewAnswer) -> tuple[str, ...]:
    """What was typed for a draft that is no more: told, so that it is not lost, and not applied to another draft."""
    typed = [(FORMS[one.field].label if one.field in FORMS else one.field, one.text) for one in answer.corrections]
    typed += [("ตัดผู้รับออก", name) for name in _names(answer)]
    typed += [("หมายเหตุ", answer.remark)] if answer.remark else []
    return tuple(f"ยังไม่ได้ใช้: {label}: {text[:MOST_TOLD]}" for label, text in typed)


def _approved(
    seen: DraftSeen,
    answer: ReviewAnswer,
    today: dt.date,
    register: Callable[[int, int], RegisterState],
    obstacles: Callable[[dt.date], Sequence[str]],
) -> tuple[dt.date, list[str], tuple[Overridden, ...]]:
    """The day that would be printed, why the approval does not hold, and what it takes upon itself."""
    if not seen.drafted:
        return today, [NO_DRAFT], ()
    problems = [CHANGED] if answer.corrections or _names(answer) else []
    day, told = _numbered(seen, answer, today, register)
    problems += told
    problems += obstacles(day)
    weighed, overridden = _overridden(seen, answer)
    return day, [*problems, *weighed], overridden


def _numbered(
    seen: DraftSeen, answer: ReviewAnswer, today: dt.date, register: Callable[[int, int], RegisterState]
) -> tuple[dt.date, list[str]]:
    """The day that would be printed, and why the typed number or day cannot be."""
    try:
        typed_day, number = read_day(answer.dated), read_number(answer.number)
    except CircularsError as error:
        return today, [error.message]
    day = typed_day or today
    problems: list[str] = []
    dated = seen.letter.dated.value
    if typed_day is not None:
        source = dated.ce if dated is not None else None
        problems += day_problems(typed_day, answer.dated_reason, today=today, source=source)
    if number is not None and not problems:
        problems += number_problems(number, answer.number_reason, register(year_be(day), number))
    return day, problems


def _overridden(seen: DraftSeen, answer: ReviewAnswer) -> tuple[list[str], tuple[Overridden, ...]]:
    """Each finding that blocks: overridden with its own reason, or why it still stands."""
    reasons = {one.block: one.text.strip() for one in answer.reasons if is_reason(one.text)}
    problems, taken = [], []
    if len(seen.blocks) > MOST_REASONS:
        problems.append(f"มีข้อที่ต้องแก้ก่อน {len(seen.blocks)} ข้อ เกินกว่าจะยืนยันทีละข้อได้ กรุณาแก้ร่างหรือส่งคืนเจ้าหน้าที่")
    for block in seen.blocks:
        found = block.finding
        shown = f"{found.message} (“{found.seen}”)" if found.seen else found.message
        if block.never:
            problems.append(f"{shown} — ข้อนี้ยืนยันแทนไม่ได้: {block.never}")
        elif block.key not in reasons:
            problems.append(f"{shown} — {NEEDS_REASON}")
        else:
            taken.append(
                Overridden(found.check, found.field, found.message, found.seen, reasons[block.key], seen.round)
            )
    return problems, tuple(taken)
