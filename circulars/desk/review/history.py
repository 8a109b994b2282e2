"""The rounds of a review so far: what was answered, why it asks again, what was typed and could not be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from circulars.archive import Archive
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.letter.letter import Letter
from circulars.review import Decision, Verdict, apply_corrections


def answer_of(archive: Archive, draft_id: str, number: int) -> Decision | None:
    """The answer of a round, or None; one that could not be carried out, or was opened again, is no final one, and says why."""
    decision = archive.load_decision(draft_id, number)
    if decision is None:
        return None
    reason = archive.taken_back(draft_id)
    if reason is None:
        return decision
    told = f"อนุมัติแล้วแต่ออกหนังสือไม่ได้: {reason}" if decision.verdict is Verdict.APPROVE else reason
    return replace(decision, problems=(told,))


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


_AROUND, _LONGEST = 30, 400


@dataclass(frozen=True, slots=True)
class Change:
    """What a person typed into a field in the last round: the words before it, those taken out, those put in, those after."""

    field: str
    before: str
    out: str
    into: str
    after: str


def changes_of(shown: Mapping[str, str], last: Decision | None) -> tuple[Change, ...]:
    """The places that the last answer changed, against what its form showed: typed words are nobody's reading, so they are seen.

    >>> from circulars.review import Correction
    >>> typed = Decision(Verdict.CORRECT, "1-a", "", "", "", corrections=(Correction("subject", "การสำรวจ ๘ แห่ง"),))
    >>> changes_of({"subject": "การสำรวจ ๓ แห่ง"}, typed)
    (Change(field='subject', before='การสำรวจ ', out='๓', into='๘', after=' แห่ง'),)
    """
    corrections = last.corrections if last is not None else ()
    return tuple(_change(one.field, " ".join(shown.get(one.field, "").split()), one.text) for one in corrections)


def _change(field: str, old: str, typed: str) -> Change:
    new = " ".join(typed.split())
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    out, into = old[head : len(old) - tail], new[head : len(new) - tail]
    after = new[len(new) - tail :][:_AROUND]
    return Change(field, new[:head][-_AROUND:], out[:_LONGEST], into[:_LONGEST], after)
