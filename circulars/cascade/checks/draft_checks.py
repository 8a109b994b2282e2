"""Every check of a draft before it goes to the signer; each name is a row of `circulars.checks.registry`."""

from __future__ import annotations

from circulars.cascade.checks import form, people
from circulars.cascade.checks.case import Case
from circulars.cascade.checks.facts import meant, sources, tasks
from circulars.cascade.checks.language import wording
from circulars.letter.finding import Finding

CHECKS = (*sources.CHECKS, *form.CHECKS, *people.CHECKS, *tasks.CHECKS, *meant.CHECKS, *wording.CHECKS)
"""The checks in the order in which their findings are told."""


def run(case: Case) -> tuple[Finding, ...]:
    """Every finding of every check on a draft, without doubles."""
    return tuple(dict.fromkeys(finding for check in CHECKS for finding in check(case)))
