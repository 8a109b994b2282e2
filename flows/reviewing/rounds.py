"""Where a review stands: the letter with every correction so far, the draft of this round, and the answers before it.

Nothing is kept in Prefect: a review is a fold over the decisions in the archive, so that a run that starts again from
its first line stands where it stood. A round's draft, once saved, is the one that is shown, approved and issued, even
when it is answered on another day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from circulars.archive import Archive, StoredDraft, StoredLetter
from circulars.archive.known.withdrawn import withdrawn
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.shelves.outcomes import KnownOutcome
from circulars.archive.tracing.facts import priors_for, triage_facts
from circulars.cascade.checks.answers import asked_recipients, old_values
from circulars.cascade.draft import draft_letter, redrafted
from circulars.cascade.plan.below import addressee_line
from circulars.cascade.plan.recipients import Resolved
from circulars.cascade.plan.steps import CascadePlan, CascadeStep, Recipient
from circulars.cascade.text.typed import read_typed
from circulars.checks.between.received import unread_enclosed
from circulars.directory import Office, OfficeProfile, find_office
from circulars.documents.measure.fit import circular_profile
from circulars.documents.measure.layout import layout_findings
from circulars.documents.pages.pdf import to_pdf
from circulars.documents.word.catalog import load_catalog
from circulars.documents.word.compiled import CompiledTemplate
from circulars.documents.word.content import PLACEHOLDERS, LetterContent
from circulars.documents.word.emblem import emblem_picture
from circulars.letter.finding import Finding, Severity
from circulars.review import Correction, Decision, Verdict, apply_corrections, blocks_of, load_decision
from circulars.review.key import ReviewKey
from flows.reviewing.outcome.becoming import plan_for, profile_of
from flows.reviewing.screen.draft_text import signed_by, write_draft
from flows.reviewing.screen.forms import ALL_AGAIN, shown_texts
from flows.reviewing.word_drafts import EDITED, changed_file, draft_file, lay_out, taken_back
from flows.runs.failures import letters_fault, on_timeline
from flows.settings import Settings

NO_STEP = "none"
"""The step of a letter that goes to nobody below: a person still sees it and decides."""


@dataclass(frozen=True, slots=True)
class Case:
    """One review as it stands: what came in, the round, its draft, and the decisions of the rounds before.

    ``file`` is the draft's docx in the office's folder, for editing in Word; ``outcome`` what was last said becomes of it.
    """

    stored: StoredLetter
    profile: OfficeProfile
    round: int
    draft_id: str
    record: DraftRecord
    docx_sha256: str
    pdf_sha256: str | None
    decisions: tuple[Decision, ...]
    file: Path | None = None
    outcome: KnownOutcome | None = None

    @property
    def mark(self) -> str:
        """What ties an answer to this very draft: the round and the hash of the docx."""
        return f"{self.round}-{self.docx_sha256[:12]}"


def step_office(record: DraftRecord, office: str) -> Office:
    """The office that signs a draft, or the one that was asked where there is no draft."""
    return record.step.office if record.step else find_office(office)


def open_case(settings: Settings, archive: Archive, letter_id: str, office: str, step: str, today: dt.date) -> Case:
    """The review of one step of a letter as it stands now; makes and saves the round's draft if there is none yet."""
    stored = archive.load_letter(letter_id)
    key = ReviewKey(office, step)
    drafts = {draft.round: draft for draft in archive.drafts_of(letter_id, key)}
    decisions: list[Decision] = []
    number = 1
    while number in drafts:
        answered = answer_of(archive, drafts[number].id, number)
        if answered is None or answered.final:
            break
        decisions.append(answered)
        number += 1
    file = draft_file(settings, letter_id, key, stored.letter)
    if number not in drafts:
        draw = partial(draft_of_round, settings, archive, stored, office, step, decisions, today)
        record, before = on_timeline("ร่างหนังสือ", draw), drafts.get(number - 1)
        made, typed = [drafts[at] for at in range(1, number)], [one.corrections for one in decisions]
        record, edited = taken_back(archive, record, file, made, typed, today) if made else (record, None)
        draft = archive.load_draft(_save(settings, archive, stored, key, record, number, before, edited))
        if record.content is not None:
            lay_out(file, archive.load_file(draft.docx), over=[one.docx for one in drafts.values()])
    else:
        draft = drafts[number]
    record = archive.draft_record(draft.id)
    return Case(
        replace(stored, letter=record.letter),
        profile_of(settings, step_office(record, office)),
        number,
        draft.id,
        record,
        draft.docx,
        draft.pdf,
        tuple(decisions),
        file if record.content is not None else None,
        archive.outcome_of(letter_id, office),
    )


def answer_of(archive: Archive, draft_id: str, number: int) -> Decision | None:
    """The answer of a round, or None; one that could not be carried out is no final one, and says why."""
    kept = archive.load_decision(draft_id, number)
    if kept is None:
        return None
    reason = archive.taken_back(draft_id)
    decision = load_decision(kept)
    return decision if reason is None else replace(decision, problems=(f"อนุมัติแล้วแต่ออกหนังสือไม่ได้: {reason}",))


def approved_unissued(archive: Archive, letter_id: str, office: str, step: str) -> tuple[str, int] | None:
    """Draft and round of an approval that was not carried out yet, or None."""
    for draft in archive.drafts_of(letter_id, ReviewKey(office, step))[-1:]:
        answered = answer_of(archive, draft.id, draft.round)
        if answered and answered.final and answered.verdict is Verdict.APPROVE and not archive.issued_of(draft.id):
            return draft.id, draft.round
    return None


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
    exact = next((step for step in plan.steps if step.key == key), None)
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


def render(settings: Settings, step: CascadeStep, content: LetterContent) -> bytes:
    """The docx of a content from the office's template for its level and kind. Raises BrokenTemplate."""
    return _template(settings, step, content).render(content)


def _template(settings: Settings, step: CascadeStep, content: LetterContent) -> CompiledTemplate:
    profile = profile_of(settings, step.office)
    emblem = emblem_picture(profile.emblem_file) if profile.emblem_file else None
    catalog = load_catalog(settings.templates)
    level = str(step.office.level)
    profile_of_layout = circular_profile(
        catalog.find(level, content.kind), replace(content, number="", date="", watermark="")
    )
    return catalog.compiled(level, content.kind, emblem=emblem, profile=profile_of_layout)


def _printed(settings: Settings, step: CascadeStep, content: LetterContent, pdf: bytes) -> tuple[Finding, ...]:
    """What the page shows otherwise than the letter has it: values that the template leaves out, faults of layout."""
    hidden = [PLACEHOLDERS[name] for name in _template(settings, step, content).unprinted(content)]
    told = "แม่แบบไม่พิมพ์ค่านี้ที่ร่างมีอยู่ กรุณาตรวจแม่แบบหรือชนิดหนังสือ"
    left_out = (Finding("unprinted", Severity.WARNS, "", told, seen=name) for name in hidden)
    return (*left_out, *layout_findings(pdf, content))


def _save(
    settings: Settings,
    archive: Archive,
    stored: StoredLetter,
    key: ReviewKey,
    record: DraftRecord,
    number: int,
    before: StoredDraft | None,
    edited: bytes | None,
) -> str:
    docx, pdf = b"", None
    if record.step is not None and record.content is not None:
        docx = edited or render(settings, record.step, replace(record.content, watermark="ร่าง"))
        if before and before.docx == hashlib.sha256(docx).hexdigest() and before.pdf:
            pdf = archive.load_file(before.pdf)
        else:
            (pdf,) = on_timeline("ทำ PDF ของร่าง", partial(to_pdf, [docx]), retries=2, final=letters_fault)
        shown = _printed(settings, record.step, replace(record.content, watermark="ร่าง"), pdf)
        record = replace(record, findings=tuple(dict.fromkeys((*record.findings, *shown))))
    record = with_shown(settings, record, key.office)
    if edited is not None and before is not None:
        changes = [one for one in record.findings if one.check == EDITED]
        told = {str(place): f"{one.message} | {one.seen} | {one.against}" for place, one in enumerate(changes, 1)}
        known = {"draft": before.docx, "edited": hashlib.sha256(edited).hexdigest()}
        archive.record_event("draft-edited", before.id, known | told)
    return archive.save_draft(stored.id, key, record, docx, pdf, number)


def with_shown(settings: Settings, record: DraftRecord, office: str) -> DraftRecord:
    """The record with the text that the form of its round shows."""
    draft = write_draft(record.content, profile_of(settings, step_office(record, office))) if record.content else None
    return replace(record, shown=tuple(shown_texts(record.letter, draft).items()))


def edited_since(case: Case) -> str:
    """Why the draft that was shown may not be approved: its file was edited in Word since; empty when it was not."""
    if changed_file(case.file, known=case.docx_sha256) is None:
        return ""
    return "ไฟล์ร่างในโฟลเดอร์ drafts ถูกแก้ใน Word หลังจากที่ท่านเห็นร่างนี้ กรุณาดูสิ่งที่เปลี่ยนแล้วตัดสินใจอีกครั้ง"


def blocks_on(archive: Archive, case: Case, day: dt.date) -> tuple[str, ...]:
    """What blocks this draft on the day that will be printed and did not on the day it was made (authority, dates)."""
    record = case.record
    if record.made is None or record.content is None or record.step is None:
        return ()
    priors = priors_for(archive, record.letter, record.step.office.code)
    typed = [one for decision in case.decisions for one in decision.corrections]
    content = replace(record.content, watermark="ร่าง")
    now = redrafted(record.made, content, record.letter, record.step, priors=priors, corrections=typed, today=day)
    known = {block.key for block in blocks_of(record.findings)}
    fresh = blocks_of([*withdrawn(archive, case.stored.id), *now.findings])
    return tuple(block.finding.message for block in fresh if block.key not in known)


def unread_before(case: Case) -> dict[str, str]:
    """What the last answer had in fields of the letter that could not be read: to be mended, never a value.

    Nothing else of an earlier answer stands in the form again: a remark, reason, name, code, number or day is of its
    own round.
    """
    last = case.decisions[-1] if case.decisions else None
    refused = apply_corrections(case.stored.letter, last.corrections).refused if last else ()
    return {one.field: one.text for one in refused}
