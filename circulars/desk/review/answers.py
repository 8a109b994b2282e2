"""From the desk's form to the answer that the suspended run takes: the same names as Prefect's form, only what was given.

`told_at_once` weighs an answer before it is sent, by the rule of `circulars.review`, so that nobody waits for a refusal
that could be said now, and no code is spent on it. The run weighs it again, with all that only it knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from circulars.desk.review.seen import Review
from circulars.desk.review.sheet import ASK_FOR_DRAFT, BECOMES, DRAFT, OVERRIDE, READ, Sheet, read_values
from circulars.review import SIGNED, DraftSeen, RegisterState, Verdict, same_text, weigh

KEEP = "keep"
"""The ticks of those who get the letter."""
PLAIN = ("remark", "number", "number_reason", "dated", "dated_reason", ASK_FOR_DRAFT)
EDITED_TOO = "ท่านแก้ช่องหรือผู้รับไว้ด้วย การอนุมัติใช้กับร่างที่เห็นเท่านั้น กรุณากด แก้ไขแล้วตรวจใหม่ ก่อน แล้วอนุมัติร่างใหม่ หรือเปิดหน้านี้ใหม่เพื่อทิ้งที่แก้"
NO_CODE = "ยังไม่ได้ใส่รหัสยืนยัน ๖ หลักจากแอป"


def values_of(review: Review, given: Mapping[str, Sequence[str]], reviewer: str) -> dict[str, str]:
    """The values of the form as the run reads them; ``given`` is everything that the browser sent, by name."""
    sheet = review.sheet
    typed = {name: texts[0] if texts else "" for name, texts in given.items()}
    verdict = typed.get("verdict", "")
    values = {"verdict": verdict, "mark": typed.get("mark", "")}
    values |= {name: typed[name].strip() for name in PLAIN if typed.get(name, "").strip()}
    values |= _changed(sheet, typed)
    left_out = _left_out(review, given.get(KEEP, ()))
    if left_out:
        values["left_out"] = left_out
    if verdict == Verdict.APPROVE:
        keys = [OVERRIDE + block.key for block in sheet.blocks if not block.never]
        values |= {name: typed[name] for name in keys if typed.get(name, "").strip()}
    if verdict == Verdict.DROP:
        values |= {name: text.strip() for name, text in typed.items() if name.startswith(BECOMES)}
    if verdict in SIGNED:
        values["reviewer"] = reviewer
        if sheet.needs_code:
            values["code"] = typed.get("code", "").strip()
    return values


def _changed(sheet: Sheet, typed: Mapping[str, str]) -> dict[str, str]:
    """Fields of the letter and the draft that came back otherwise than the form showed them."""
    changed = {}
    for name, shown in sheet.shown.items():
        draft = name.startswith("draft.")
        field = DRAFT + name.removeprefix("draft.") if draft else READ + name
        field = "signatory" if name == "draft.signatory" else field
        if field in typed and not same_text(name, shown, typed[field]):
            changed[field] = typed[field]
    return changed


def _left_out(review: Review, kept: Sequence[str]) -> str:
    """Those whose tick was taken away, a line each; no ticks are shown for a single one."""
    recipients = review.record.recipients if review.record else ()
    names = [one.title or one.name for one in recipients]
    return "\n".join(name for name in names if name not in kept) if len(names) > 1 else ""


def told_at_once(review: Review, values: Mapping[str, str], today: dt.date) -> tuple[str, ...]:
    """Why an answer would be refused, as far as the letter and the form alone tell; empty when nothing is wrong."""
    sheet = review.sheet
    answer = read_values(values, sheet)
    if answer.verdict == Verdict.APPROVE and answer.mark == sheet.mark and (answer.corrections or answer.left_out):
        return (EDITED_TOO,)
    number = review.draft.round if review.draft else 0
    seen = DraftSeen(sheet.mark, number, review.letter, sheet.blocks, sheet.draft is not None)
    problems = list(weigh(seen, answer, today=today, register=_as_typed, obstacles=lambda day: ()).problems)
    if answer.verdict in SIGNED and sheet.needs_code and not answer.code:
        problems.append(NO_CODE)
    if answer.verdict == Verdict.RETURN and not answer.remark:
        problems.append("ส่งคืนเจ้าหน้าที่: กรุณาเขียนหมายเหตุว่าให้แก้อะไร")
    return tuple(problems)


def _as_typed(year_be: int, number: int) -> RegisterState:
    """A register that takes any number: the run asks the real one."""
    return RegisterState(year_be, number - 1)
