"""Findings as doubts of the fields they speak of: what a check warns about, a person is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from circulars.letter.doubt import FOUND, FOUND_AGAINST, Doubt
from circulars.letter.field import Field
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.schema import part_of

_SENDERS_OWN = ("agency-exists",)
"""Checks that find what senders write wrong more often than recognisers read wrong: told, but not asked about."""


def _reason(finding: Finding) -> Doubt:
    """The finding in few words, for the side of a form; its whole sentence stands among the findings."""
    return FOUND_AGAINST(finding.against[:60]) if finding.against else FOUND(finding.message)


def with_doubts(letter: Letter, findings: Sequence[Finding]) -> Letter:
    """The letter with a doubt in every field that a finding warns about; notes raise none.

    In a field with several members the doubt falls on those that hold what was seen, or on all where none does.
    """
    changed: dict[str, Any] = {}
    for finding in findings:
        attribute = part_of(finding.field)
        if attribute is None or finding.severity is Severity.NOTES or finding.check in _SENDERS_OWN:
            continue
        value = changed.get(attribute, getattr(letter, attribute))
        if isinstance(value, Field):
            changed[attribute] = value.doubt(_reason(finding))
        else:
            meant = [bool(finding.seen) and finding.seen in str(member.value) for member in value]
            changed[attribute] = tuple(
                member.doubt(_reason(finding)) if hit or not any(meant) else member
                for member, hit in zip(value, meant, strict=True)
            )
    return replace(letter, **changed)
