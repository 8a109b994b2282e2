"""A review as it stands: the round, its draft, and the answers before it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from circulars.archive import Archive, StoredDraft, StoredLetter
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.shelves.outcomes import PROPOSED, KnownOutcome
from circulars.cascade.gate import DOUBTFUL
from circulars.desk.review.becoming import noted_as
from circulars.desk.review.draft_text import write_draft
from circulars.desk.review.history import answer_of
from circulars.desk.review.sheet import shown_texts
from circulars.directory import Office, OfficeProfile, find_office
from circulars.review import Decision, Verdict
from circulars.review.key import ReviewKey
from flows.reviewing.outcome.becoming import profile_of
from flows.reviewing.rounds.drafting import draft_of_round
from flows.reviewing.rounds.printing import drawn, printed_otherwise, render
from flows.reviewing.word_drafts import EDITED, draft_file, lay_out, taken_back
from flows.runs.failures import letters_fault, on_timeline
from flows.settings import Settings


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

    @property
    def left_open(self) -> bool:
        """The proposal leaves the step to a person, and nobody chose yet."""
        known = self.outcome
        return (
            known is not None and known.state == PROPOSED and any(one.check == DOUBTFUL for one in self.record.findings)
        )

    @property
    def noted(self) -> str:
        """The words of ทราบ where the letter may be noted without a name and a code; empty where somebody must sign."""
        return noted_as(
            self.outcome,
            self.record.letter,
            drafted=self.record.content is not None,
            left_open=self.left_open,
            asked_before=bool(self.decisions),
        )


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


def approved_unissued(archive: Archive, letter_id: str, office: str, step: str) -> tuple[str, int] | None:
    """Draft and round of an approval that was not carried out yet, or None."""
    for draft in archive.drafts_of(letter_id, ReviewKey(office, step))[-1:]:
        answered = answer_of(archive, draft.id, draft.round)
        if answered and answered.final and answered.verdict is Verdict.APPROVE and not archive.issued_of(draft.id):
            return draft.id, draft.round
    return None


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
            draw = partial(drawn, settings, record.step, docx)
            worded, pdf = on_timeline("ทำ PDF ของร่าง", draw, retries=2, final=letters_fault)
            docx = edited or worded  # what a person edited is kept to the byte; its page has the words all the same
        shown = printed_otherwise(settings, record.step, replace(record.content, watermark="ร่าง"), pdf)
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
