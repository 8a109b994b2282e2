"""The เกษียน and the words of ช่องการปฏิบัติ: from words of the letter alone, three lines at most."""

from __future__ import annotations

from circulars.directory.offices import Office
from circulars.letter.letter import Letter
from circulars.thai.dates import ThaiDate, format_date
from circulars.triage.origin.direction import sender_name
from circulars.triage.step import Step

_PROPOSES = {
    Step.NOTE: "เพื่อโปรดทราบ เห็นควรรวบรวมเรื่อง",
    Step.ACT: "เพื่อโปรดพิจารณา เห็นควรดำเนินการตามที่ขอ",
    Step.ASSIGN: "เพื่อโปรดพิจารณา เห็นควรมอบหมายผู้รับผิดชอบดำเนินการ",
    Step.ANSWER: "เพื่อโปรดพิจารณา เห็นควรมีหนังสือตอบ",
    Step.FORWARD_SOME: "เพื่อโปรดพิจารณา เห็นควรแจ้ง",
    Step.FORWARD_ALL: "เพื่อโปรดพิจารณา เห็นควรแจ้ง",
    Step.SUBMIT: "เพื่อโปรดพิจารณา เห็นควรเสนอต่อไปตามลำดับ",
    Step.RETURN: "เพื่อโปรดพิจารณา เห็นควรส่งคืนเจ้าของเรื่อง เนื่องจากไม่ได้ส่งถึงหน่วยงานนี้",
}
_ACTIONS = {
    Step.NOTE: "ทราบ รวมเรื่อง",
    Step.ACT: "ดำเนินการเอง",
    Step.ASSIGN: "มอบหมายผู้รับผิดชอบ",
    Step.ANSWER: "ตอบ",
    Step.FORWARD_SOME: "แจ้งต่อบางแห่ง",
    Step.FORWARD_ALL: "แจ้งต่อทุกแห่ง",
    Step.SUBMIT: "เสนอต่อ",
    Step.RETURN: "คืนเจ้าของเรื่อง",
}
_LONGEST = 60
"""Letters that ช่องการปฏิบัติ holds."""


def minute_of(letter: Letter, office: Office, step: Step, recipients: tuple[str, ...], due: ThaiDate | None) -> str:
    """Three lines: to whom, the matter, what is proposed."""
    sender = sender_name(letter) or "(อ่านชื่อผู้ส่งไม่ได้)"
    matter = f"{sender} แจ้งเรื่อง {letter.subject.value or '(อ่านเรื่องไม่ได้)'}"
    proposed = _PROPOSES[step]
    if step in (Step.FORWARD_SOME, Step.FORWARD_ALL):
        proposed = f"{proposed}{_listed(recipients) or 'ผู้รับตามที่ผู้ตรวจกำหนด'}ดำเนินการ"
    by = f" ภายในวันที่ {format_date(due)}" if due is not None else ""
    return f"เรียน {office.head_title or 'หัวหน้าหน่วยงาน'}\n{matter}\n{proposed}{by}"


def action_of(step: Step, recipients: tuple[str, ...]) -> str:
    """What stands in ช่องการปฏิบัติ, 60 letters at most."""
    listed = _listed(recipients)
    if step in (Step.FORWARD_SOME, Step.FORWARD_ALL) and listed:
        return f"แจ้ง{listed}"[:_LONGEST]
    return _ACTIONS[step]


def _listed(recipients: tuple[str, ...]) -> str:
    return " ".join(recipients[:3]) + (" และอื่น ๆ" if len(recipients) > 3 else "")
