"""What can become of a letter."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """ทราบ · ทำเอง · มอบหมาย · ตอบ · แจ้งต่อบางแห่ง · แจ้งต่อทุกแห่ง · เสนอ · คืน (the words of the contract)."""

    NOTE = "note"
    ACT = "act"
    ASSIGN = "assign"
    ANSWER = "answer"
    FORWARD_SOME = "forward-some"
    FORWARD_ALL = "forward-all"
    SUBMIT = "submit"
    RETURN = "return"

    @property
    def forwards(self) -> bool:
        """A letter goes to those below."""
        return self in (Step.FORWARD_SOME, Step.FORWARD_ALL)


SAID = {
    Step.NOTE: "ทราบ ไม่ส่งต่อ",
    Step.ACT: "ดำเนินการเอง",
    Step.ASSIGN: "มอบหมายผู้รับผิดชอบ",
    Step.ANSWER: "ตอบผู้ส่ง",
    Step.FORWARD_SOME: "แจ้งต่อบางแห่ง",
    Step.FORWARD_ALL: "แจ้งต่อทุกแห่ง",
    Step.SUBMIT: "เสนอผู้มีอำนาจเหนือขึ้นไป",
    Step.RETURN: "คืนเจ้าของเรื่อง",
}
"""A step as it is told to a clerk."""
