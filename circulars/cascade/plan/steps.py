"""What a cascade consists of: recipients, the letter that one office writes to them, and the whole plan."""

from __future__ import annotations

from dataclasses import dataclass

from circulars.cascade.plan.step_key import KeptStepKey
from circulars.directory.offices import Office
from circulars.directory.profile import OfficeProfile
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import LetterKind


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a copy: the office where the directory knows it, the post addressed, and the name for lists.

    ``title`` is the full post (``นายอำเภอเมืองสกลนคร``); ``name`` the office or the group (``อำเภอเมืองสกลนคร``).
    """

    office: Office | None
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class CascadeStep:
    """One letter that one office writes: to whom, in which form.

    ``key`` is stable for the same office and class of recipients, so that a step planned twice is the same step;
    ``unit`` is what the text calls the recipients (``อำเภอ``); ``commands`` whether we stand over them in the line of
    command, which decides about โปรด; ``level_below`` whether the recipients are offices that forward it themselves.
    """

    key: KeptStepKey
    office: Office
    profile: OfficeProfile
    kind: LetterKind
    recipients: tuple[Recipient, ...]
    addressee_line: str
    unit: str
    circular: bool
    commands: bool
    level_below: bool


@dataclass(frozen=True, slots=True)
class CascadePlan:
    """The letters to write, names nobody could resolve (a person must), and what is odd about forwarding at all."""

    steps: tuple[CascadeStep, ...]
    unresolved: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """A finding forbids any draft (a classified letter)."""
        return not self.steps and any(finding.severity is Severity.BLOCKS for finding in self.findings)
