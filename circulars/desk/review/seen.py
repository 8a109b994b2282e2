"""One letter at one of our offices as a person sees it, made from the archive alone; nothing is drawn or decided here.

Fields with doubts come first, each finding stands once with the field that it is about, and every value knows the place
on the scan where it was seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from circulars.archive import Archive, IssuedRow, StoredDraft, StoredLetter
from circulars.archive.shelves.draft_record import DraftRecord
from circulars.archive.shelves.outcomes import PROPOSED, KnownOutcome
from circulars.cascade.gate import DOUBTFUL
from circulars.desk.review.becoming import KEPT, shown_in_form, unit_names
from circulars.desk.review.draft_text import write_draft
from circulars.desk.review.history import answer_of, problems_of, unread_before
from circulars.desk.review.sheet import DRAFT_LABELS, READ, Sheet, doubts_of, fields_in_order, shown_texts
from circulars.directory import OfficeProfile
from circulars.letter.doubt import sentences_of
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.page import Box
from circulars.letter.schema import ROWS
from circulars.review import FORMS, Block, Decision, Verdict, blocks_of
from circulars.review.key import ReviewKey
from circulars.triage.step import SAID

IN_DRAFT = "confirm"
"""The check that tells of a doubted value which the draft uses."""
_ORDER = (Severity.BLOCKS, Severity.WARNS, Severity.NOTES)


class Standing(StrEnum):
    """Where a review stands: nobody was asked yet, it waits, an answer is being carried out, it ended one way or other."""

    READING = "reading"
    WAITS = "waits"
    WORKING = "working"
    ISSUED = "issued"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was seen: a page of the file (from 1) and a box on it."""

    page: int
    box: Box
    doubted: bool
    field: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """A field of the letter as the form shows it: its name in the form, why it is in doubt, where it was seen.

    ``used``: the value stands in the draft, so that it must be looked at before the draft is approved.
    """

    name: str
    label: str
    text: str
    reasons: tuple[str, ...]
    long: bool
    page: int | None
    used: bool = False

    @property
    def input(self) -> str:
        """The name of its input."""
        return READ + self.name


@dataclass(frozen=True, slots=True)
class FindingSeen:
    """A finding with its block where it stops the letter, and the label of the field that it is about.

    ``place`` is the anchor of that field on the page; empty where it has none.
    """

    finding: Finding
    block: Block | None
    label: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a letter as it stands, with the draft of its round; ``draft`` None: nobody was asked yet."""

    key: ReviewKey
    standing: Standing
    stored: StoredLetter
    letter: Letter
    profile: OfficeProfile
    draft: StoredDraft | None
    record: DraftRecord | None
    decisions: tuple[Decision, ...]
    last: Decision | None
    outcome: KnownOutcome | None
    issued: IssuedRow | None
    reviewers: tuple[str, ...]
    needs_code: bool

    @property
    def mark(self) -> str:
        """What ties an answer to this very draft."""
        return f"{self.draft.round}-{self.draft.docx[:12]}" if self.draft else ""

    @property
    def printed(self) -> str:
        """The sha256 of the PDF to show: of the letter that was issued, else of the draft; empty where there is none."""
        issued = self.issued.pdf if self.issued else None
        return issued or (self.draft.pdf if self.draft else None) or ""

    @property
    def problems(self) -> tuple[str, ...]:
        """Why it asks again."""
        return problems_of(self.record, self.decisions) if self.record else ()

    @property
    def sheet(self) -> Sheet:
        """The fields of its form. Raises ValueError where nobody was asked yet."""
        if self.record is None:
            raise ValueError("no draft was made yet")
        record = self.record
        draft = write_draft(record.content, self.profile) if record.content else None
        return Sheet(
            letter=record.letter,
            draft=draft,
            mark=self.mark,
            reviewers=self.reviewers,
            needs_code=self.needs_code,
            recipients=len(record.recipients),
            shown=dict(record.shown) or shown_texts(record.letter, draft),
            unread=unread_before(record.letter, self.decisions),
            blocks=blocks_of(record.findings),
            becomes=shown_in_form(self.outcome, open_choice=self.left_open),
            steps=tuple(SAID[step] for step in KEPT),
            units=unit_names(self.profile),
        )

    @property
    def left_open(self) -> bool:
        """The letter leaves its step to a person, and nobody chose yet."""
        known, record = self.outcome, self.record
        doubtful = record is not None and any(one.check == DOUBTFUL for one in record.findings)
        return known is not None and known.state == PROPOSED and doubtful

    @property
    def proposed(self) -> str:
        """What is proposed, or was decided, in Thai; empty where nothing was said."""
        return SAID[self.outcome.outcome.step] if self.outcome else ""


def open_review(
    archive: Archive, letter_id: str, key: ReviewKey, profile: OfficeProfile, reviewers: tuple[str, ...], *, demo: bool
) -> Review:
    """A review as the archive has it. Raises ArchiveFault for a letter that is not there."""
    stored = archive.load_letter(letter_id)
    drafts = archive.drafts_of(letter_id, key)
    draft = drafts[-1] if drafts else None
    record = archive.draft_record(draft.id) if draft else None
    earlier = [answer_of(archive, one.id, one.round) for one in drafts[:-1]]
    last = answer_of(archive, draft.id, draft.round) if draft else None
    issued = archive.issued_of(draft.id) if draft else archive.issued_as(letter_id)
    return Review(
        key,
        _standing(draft, last, issued),
        stored,
        record.letter if record else stored.letter,
        profile,
        draft,
        record,
        tuple(one for one in earlier if one is not None),
        last,
        archive.outcome_of(letter_id, key.office),
        issued,
        reviewers,
        needs_code=not demo,
    )


def _standing(draft: StoredDraft | None, last: Decision | None, issued: IssuedRow | None) -> Standing:
    if issued is not None:
        return Standing.ISSUED
    if draft is None:
        return Standing.READING
    if last is None:
        return Standing.WAITS
    return Standing.ENDED if last.final and last.verdict is Verdict.DROP else Standing.WORKING


def fields_seen(review: Review) -> tuple[FieldSeen, ...]:
    """The correctable fields of the letter, those in doubt first."""
    letter = review.letter
    shown = dict(review.record.shown) if review.record else {}
    unread = unread_before(letter, review.decisions)
    texts = shown_texts(letter, None) | shown | unread
    findings = review.record.findings if review.record else ()
    return tuple(
        FieldSeen(
            name,
            FORMS[name].label,
            texts[name],
            doubts_of(letter, name),
            FORMS[name].many or len(texts[name]) > 70,
            next((place.page for place in places_of(letter, name)), None),
            any(one.check == IN_DRAFT and one.field == name for one in findings),
        )
        for name in fields_in_order(letter)
    )


def places_of(letter: Letter, name: str) -> tuple[Place, ...]:
    """Where the members of a field were seen, the doubted ones first."""
    value = getattr(letter, FORMS[name].part)
    members = value if FORMS[name].many else (value,)
    found = [
        Place(one.evidence.page, one.evidence.box, one.doubtful, name, FORMS[name].label.partition(" (")[0])
        for one in members
        if one.evidence is not None and one.evidence.box is not None
    ]
    return tuple(sorted(found, key=lambda one: not one.doubted))


def findings_seen(record: DraftRecord | None, stored: StoredLetter) -> tuple[FindingSeen, ...]:
    """Each finding once, the ones that block first; that a doubted field is used is told beside the field."""
    letter = record.letter if record else stored.letter
    doubted = {name for name in FORMS if doubts_of(letter, name)}
    every = dict.fromkeys(record.findings if record else stored.findings)
    found = [
        one for one in every if one.severity is Severity.BLOCKS or one.check != IN_DRAFT or one.field not in doubted
    ]
    blocks = {block.finding: block for block in blocks_of(found)}
    ordered = sorted(found, key=lambda one: _ORDER.index(one.severity))
    return tuple(FindingSeen(one, blocks.get(one), _label(one.field), _anchor(one.field)) for one in ordered)


def _anchor(name: str) -> str:
    """Where a field stands on the page: of the letter ``f-…``, of the draft ``d-…``."""
    if name in FORMS:
        return f"f-{name}"
    plain = name.removeprefix("draft.")
    return f"d-{plain}" if plain != name and plain in DRAFT_LABELS else ""


def _label(name: str) -> str:
    """The Thai name of what a finding is about; empty where it is about the whole letter."""
    plain = name.removeprefix("draft.")
    label = ROWS[plain].label if plain in ROWS else ""
    return f"ร่าง: {label}" if label and plain != name else label


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table on a page of the file: its rows of (text, why it is doubted), the first ``head`` of them names of columns."""

    page: int
    head: int
    rows: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]


def tables_seen(letter: Letter) -> tuple[TableSeen, ...]:
    """The tables of a letter and its enclosures, in page order."""
    return tuple(
        TableSeen(
            one.evidence.page,
            one.value.head,
            tuple(tuple((cell.text, sentences_of(cell.doubts)) for cell in row) for row in one.value.rows),
        )
        for one in letter.tables
        if one.value is not None and one.evidence is not None
    )
