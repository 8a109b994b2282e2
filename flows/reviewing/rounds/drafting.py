"""The draft of a round: the letter as corrected, the step as narrowed, and what was typed for the draft."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from circulars.archive import Archive, StoredLetter
from circulars.archive.known.withdrawn import withdrawn
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.tracing.facts import priors_for, triage_facts
from circulars.cascade.checks.answers import asked_recipients, old_values
from circulars.cascade.draft import draft_letter
from circulars.cascade.plan.below import addressee_line
from circulars.cascade.plan.recipients import Resolved
from circulars.cascade.plan.step_key import format_step_key
from circulars.cascade.plan.steps import CascadePlan, CascadeStep, Recipient
from circulars.cascade.text.typed import read_typed
from circulars.checks.between.received import unread_enclosed
from circulars.desk.review.draft_text import signed_by
from circulars.desk.review.sheet import ALL_AGAIN
from circulars.letter.finding import Finding, Severity
from circulars.review import Correction, Decision, apply_corrections
from flows.reviewing.outcome.becoming import plan_for, profile_of
from flows.settings import Settings

NO_STEP = "none"
"""The step of a letter that goes to nobody below: a person still sees it and decides."""


def draft_of_round(
    settings: Settings,
    archive: Archive,
    stored: StoredLetter,
    office: str,
    step_key: str,
    decisions: Sequence[Decision],
    today: dt.date,
) -> DraftRecord:
    """The draft of the round after these answers, as yet without its pages."""
    corrections = [one for decision in decisions for one in decision.corrections]
    letter = apply_corrections(stored.letter, corrections).letter
    typed = _typed_for_draft(decisions)
    asked = tuple(line.strip() for line in typed.pop("draft.to", "").splitlines() if line.strip())
    plan = plan_for(settings, letter, office, today, asked, triage_facts(archive, letter, office, stored.id))
    step = _step(plan, step_key)
    if step is None:
        found = (*withdrawn(archive, stored.id), *stored.findings, *plan.findings)
        return DraftRecord.without_draft(letter, today, found, plan.unresolved)
    recipients, problems = _recipients(step, decisions)
    step = _narrowed(step, recipients)
    latest = [Correction(name, text) for name, text in typed.items()]
    pages = archive.load_pages(stored.scan_id) if stored.scan_id else None
    made = draft_letter(
        letter,
        step,
        priors=priors_for(archive, letter, step.office.code),
        corrections=latest,
        pages=pages or (),
        today=today,
    )
    content = signed_by(made.content, typed.get("draft.signatory", "").strip(), profile_of(settings, step.office))
    told_of = [*withdrawn(archive, stored.id), *stored.findings, *plan.findings, *made.findings]
    told_of += [Finding("recipients-left-out", Severity.BLOCKS, "addressees", problem) for problem in problems]
    told_of += asked_recipients(asked, plan.unresolved, step.office)
    told_of += old_values(stored.letter, letter, content)
    findings = tuple(dict.fromkeys([*told_of, *unread_enclosed(letter, pages or (), stored.findings)]))
    told = "ระบบเสนอโดยเผื่อเวลาตาม lead_days ใน office.toml แก้ได้ในเนื้อความ"
    deadlines = tuple((f"ต้นเรื่องกำหนด {one.wanted_text}", one.given_text, told) for one in made.deadlines)
    return DraftRecord(letter, findings, step, content, recipients, plan.unresolved, problems, deadlines, made, today)


def _typed_for_draft(decisions: Sequence[Decision]) -> dict[str, str]:
    """The last text typed for each part of the draft; what could not be used is asked about once, in the next round."""
    typed: dict[str, str] = {}
    for decision in decisions:
        given = [one for one in decision.corrections if one.field.startswith("draft.")]
        if decision is not decisions[-1]:
            refused = {finding.field for finding in read_typed(given).findings} - {"draft.to"}
            given = [one for one in given if one.field not in refused]
        typed |= {one.field: one.text for one in given}
    return typed


def _step(plan: CascadePlan, key: str) -> CascadeStep | None:
    """The step with this key; after a correction changed the plan, its only step."""
    if key == NO_STEP:
        return plan.steps[0] if plan.steps else None
    exact = next((step for step in plan.steps if format_step_key(step.key) == key), None)
    return exact or (plan.steps[0] if len(plan.steps) == 1 else None)


def _recipients(step: CascadeStep, decisions: Sequence[Decision]) -> tuple[tuple[Recipient, ...], tuple[str, ...]]:
    """Who is left after names were taken out; a name that is not on the list is given back."""
    names: list[str] = []
    for decision in decisions:
        names = [] if ALL_AGAIN in decision.left_out else names
        names += decision.left_out
    out = [one for one in step.recipients if any(name in (one.name, one.title) for name in names)]
    latest = [name for name in (decisions[-1].left_out if decisions else ()) if name != ALL_AGAIN]
    unknown = [name for name in latest if not any(name in (one.name, one.title) for one in step.recipients)]
    problems = [f"ไม่มีผู้รับชื่อ “{name}” ในรายการ กรุณาพิมพ์ให้ตรงกับรายชื่อ" for name in unknown]
    if len(out) == len(step.recipients):
        return step.recipients, (*problems, "ตัดผู้รับออกหมดไม่ได้ ถ้าไม่ส่งต่อให้เลือก ไม่ส่งต่อ")
    return tuple(one for one in step.recipients if one not in out), tuple(problems)


def _narrowed(step: CascadeStep, recipients: tuple[Recipient, ...]) -> CascadeStep:
    """The step for those who are left: what it says after เรียน, and ว only for more than one (ข้อ ๓๒)."""
    if len(recipients) == len(step.recipients):
        return step
    offices = [one.office for one in step.recipients if one.office]
    if len(offices) < len(step.recipients):
        return replace(step, recipients=recipients)
    every = "ทุก" in step.addressee_line
    line = addressee_line(Resolved(recipients, every=every), offices, offices[0].level)
    return replace(step, recipients=recipients, addressee_line=line, circular=len(recipients) != 1)
