"""What a reviewer answered and what came of it, whatever the screen: typed values that the archive keeps.

A form gives plain text (`ReviewAnswer`). A `Decision` is what it amounts to by the rule of `circulars.review.rule`: an
approval holds only for the draft whose mark the reviewer saw, and each finding that blocks is overridden by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pydantic import TypeAdapter


class Verdict(StrEnum):
    """What a reviewer decides about a draft."""

    APPROVE = "อนุมัติ"
    CORRECT = "แก้ไขแล้วตรวจใหม่"
    RETURN = "ส่งคืนเจ้าหน้าที่"
    DROP = "ไม่ส่งต่อ"


SIGNED = frozenset({Verdict.APPROVE, Verdict.RETURN, Verdict.DROP})
"""Verdicts that need to know who: a correction may come from any clerk, since its draft is seen again."""
_FINAL = frozenset({Verdict.APPROVE, Verdict.DROP})


@dataclass(frozen=True, slots=True)
class Correction:
    """A field as a person typed it: ``field`` is a name of the contract, or ``draft.…`` for the draft's own text."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one blocking finding is overridden, as typed: ``block`` is the finding's key (`circulars.review.blocks`)."""

    block: str
    text: str


@dataclass(frozen=True, slots=True)
class Becomes:
    """What is done with a letter that is not sent on, as a person left it in the form: Thai words of the step, plain texts."""

    step: str
    unit: str = ""
    due: str = ""
    minute: str = ""


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """One answer to one form as it was given, plain text; ``corrections`` are only fields that differ from the form.

    ``number`` and ``dated`` are what was typed for the register (empty: the next number, the day of issuing), each with
    a reason of its own where it is unusual.
    """

    verdict: str = ""
    mark: str = ""
    reviewer: str = ""
    code: str = field(default="", repr=False)
    remark: str = ""
    reasons: tuple[Reason, ...] = ()
    number: str = ""
    number_reason: str = ""
    dated: str = ""
    dated_reason: str = ""
    left_out: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    becomes: Becomes | None = None


@dataclass(frozen=True, slots=True)
class Overridden:
    """One blocking finding that a reviewer took upon themselves: which, why, and in which round."""

    check: str
    field: str
    message: str
    seen: str
    reason: str
    round: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What one answer to one form amounts to. ``mark`` is the draft it answers; ``signer`` is empty when nobody proved it.

    ``number`` and ``dated`` are what was typed for the register (empty: the next number, the day of issuing);
    ``left_out`` the recipients taken out; ``at`` the moment in ISO form with its zone; ``problems`` why it asks again,
    if it does; ``overridden`` the findings that blocked and were taken upon themselves by the signer.
    """

    verdict: Verdict
    mark: str
    reviewer: str
    signer: str
    at: str
    remark: str = ""
    corrections: tuple[Correction, ...] = ()
    number: str = ""
    dated: str = ""
    left_out: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    overridden: tuple[Overridden, ...] = ()
    number_reason: str = ""
    dated_reason: str = ""
    becomes: Becomes | None = None

    @property
    def final(self) -> bool:
        """Nothing more is asked after it."""
        return not self.problems and self.verdict in _FINAL

    @property
    def returned(self) -> bool:
        """A person sent it back; records of the first release had the return itself among the problems, unsigned."""
        return self.verdict is Verdict.RETURN and (bool(self.signer) or self.problems[:1] == (self.told_return,))

    @property
    def told_return(self) -> str:
        """The return as the first release wrote it."""
        return f"{Verdict.RETURN}: {self.remark or 'กรุณาแก้ไข'}"


_DECISION = TypeAdapter(Decision)


def dump_decision(decision: Decision) -> bytes:
    """A decision as JSON bytes."""
    return _DECISION.dump_json(decision)


def load_decision(record: bytes | str) -> Decision:
    """Read back what `dump_decision` wrote, of any release. Raises pydantic.ValidationError on a damaged record."""
    return _DECISION.validate_json(record)
