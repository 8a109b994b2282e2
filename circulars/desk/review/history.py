"""The rounds of a review so far: what was answered, why it asks again, what was typed and could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from circulars.archive import Archive
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.letter.letter import Letter
from circulars.review import Decision, Verdict, apply_corrections


def answer_of(archive: Archive, draft_id: str, number: int) -> Decision | None:
    """The answer of a round, or None; one that could not be carried out is no final one, and says why."""
    decision = archive.load_decision(draft_id, number)
    if decision is None:
        return None
    reason = archive.taken_back(draft_id)
    return decision if reason is None else replace(decision, problems=(f"อนุมัติแล้วแต่ออกหนังสือไม่ได้: {reason}",))


def problems_of(record: DraftRecord, decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Why the form is shown again: of the last answer, and of the draft made from it."""
    last = _told_of(decisions[-1]) if decisions else ()
    nobody = () if record.step else ("ฉบับนี้ไม่มีร่าง ถ้าต้องแจ้งต่อ กรุณากรอกช่อง ให้ร่างถึง แล้วเลือก แก้ไขแล้วตรวจใหม่",)
    return tuple(dict.fromkeys([*last, *record.problems, *nobody]))


def _told_of(last: Decision) -> tuple[str, ...]:
    """What the last answer came to, and what it said, which does not count for this round."""
    told = list(last.problems)
    if last.returned and last.signer:
        told.insert(0, f"{Verdict.RETURN} โดย {last.signer}: {last.remark or 'กรุณาแก้ไข'}")
    elif last.remark:
        told.append(f"หมายเหตุครั้งก่อน (ไม่นับในครั้งนี้): {last.remark}")
    return tuple(told)


def unread_before(letter: Letter, decisions: Sequence[Decision]) -> dict[str, str]:
    """What the last answer had in fields of the letter that could not be read: to be mended, never a value.

    Nothing else of an earlier answer stands in the form again: a remark, reason, name, code, number or day is of its
    own round.
    """
    last = decisions[-1] if decisions else None
    refused = apply_corrections(letter, last.corrections).refused if last else ()
    return {one.field: one.text for one in refused}
