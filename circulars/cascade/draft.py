"""A draft of the letter that one step writes: its content, where every fact in it comes from, what a person must see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from circulars.cascade.asks.clauses.days import DayRole, role_of
from circulars.cascade.asks.deadlines import ProposedDeadline, before_event, propose, unmoved
from circulars.cascade.asks.levels import prose_name
from circulars.cascade.asks.obligations import Reading
from circulars.cascade.checks.audience import guard
from circulars.cascade.checks.case import Case
from circulars.cascade.checks.draft_checks import run
from circulars.cascade.checks.facts.factlock import Origin, lock
from circulars.cascade.plan.step_key import KeptStepKey
from circulars.cascade.plan.steps import CascadeStep, Recipient
from circulars.cascade.plan.thread import PriorLetter, already_forwarded, choose_prior
from circulars.cascade.plan.upward import goes_up
from circulars.cascade.text.compose import compose, reading_of, voice_of, with_deadlines
from circulars.cascade.text.forms import in_form, signed_by
from circulars.cascade.text.typed import Typed, read_typed
from circulars.cascade.text.voice import Voice, goes_direct, owed
from circulars.directory.profile import OfficeProfile, SignatoryProfile
from circulars.documents.word.content import LetterContent
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.letter.page import Page
from circulars.letter.record import doubtful_fields
from circulars.letter.reference import format_reference
from circulars.review import Correction


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that waits for its reviewer: no number, no date.

    ``origins`` say where each number, date, name and link of its text comes from; ``confirm`` are contract names of
    doubtful source fields that it uses; ``deadlines`` those proposed to the recipients; ``dropped`` our own tasks,
    which it leaves out; ``gist`` its request in a clause, for our next letter on the thread (empty
    where a person typed the text); ``forwards`` the source's
    number in normal form (empty: none read); ``recipients`` whom it goes to.
    """

    step_key: KeptStepKey
    office_code: str
    content: LetterContent
    recipients: tuple[Recipient, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[ProposedDeadline, ...] = ()
    confirm: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    gist: str = ""
    forwards: str = ""
    sender: str = ""

    @property
    def blocked(self) -> bool:
        """It cannot be approved as it is."""
        return any(finding.severity is Severity.BLOCKS for finding in self.findings)


def draft_letter(
    letter: Letter,
    step: CascadeStep,
    *,
    findings: Sequence[Finding] = (),
    priors: Sequence[PriorLetter] = (),
    corrections: Sequence[Correction] = (),
    pages: Sequence[Page] = (),
    today: dt.date,
    reading: Reading | None = None,
) -> Draft:
    """The draft of a step.

    ``findings`` of the reading that still stand; ``priors`` our earlier letters on the thread, from the archive;
    ``corrections`` what a reviewer typed for the draft itself (`typed.NAMES`); ``pages`` the file's pages, for the
    audience guard; ``reading`` saves reading the tasks again for the same letter and level.
    """
    reading = reading_of(letter, step, reading)
    typed = read_typed(corrections)
    before = already_forwarded(priors, letter)
    prior = choose_prior([one for one in priors if one is not before], step)
    draft = _composed(letter, step, reading, prior, typed, today)
    origins, invented = lock(draft.content, letter, step, prior=prior, deadlines=draft.deadlines, typed=typed)
    draft = replace(draft, origins=origins)
    own_words = typed.get("draft.body") is not None
    checked = check_draft(draft, letter, step, today=today, prior=prior, reading=reading, own_words=own_words)
    standing = (*findings, *typed.findings, *_forwarded_before(before))
    told = (*standing, *invented, *checked, *guard(letter, step, pages))
    return replace(draft, findings=tuple(dict.fromkeys(told)))


def _composed(
    letter: Letter, step: CascadeStep, reading: Reading, prior: PriorLetter | None, typed: Typed, today: dt.date
) -> Draft:
    """The draft as composed and as the reviewer typed it, its facts and findings still to come."""
    up = goes_up(step)
    deadlines = () if up else _deadlines(reading, step.profile, today, voice_of(letter, step))
    content, gist = compose(letter, step, reading, prior, today)
    content = with_deadlines(content, deadlines)
    chosen = typed.get("draft.signatory")
    if chosen is not None:
        content = signed_by(content, _signer_named(chosen, step.profile))
    return Draft(
        step_key=step.key,
        office_code=step.office.code,
        content=in_form(typed.applied(content)),
        recipients=step.recipients,
        origins=(),
        findings=(),
        deadlines=deadlines,
        confirm=_used(letter, step),
        dropped=() if up else _left_to_us(letter, step, reading),
        gist="" if {"draft.body", "draft.purpose"} & dict(typed.texts).keys() else gist,
        forwards=format_reference(letter.reference.value) if letter.reference.value else "",
        sender=prose_name(letter.sender_agency.value or ""),
    )


def _left_to_us(letter: Letter, step: CascadeStep, reading: Reading) -> tuple[str, ...]:
    """Our own tasks, and the reports that we owe the sender where those below report to us."""
    ours = tuple(one.text for one in reading.ours)
    voice = voice_of(letter, step)
    if owed(ours, voice):
        return ours
    return (*ours, *owed([" ".join((one.text, *(sub for _, sub in one.subs))) for one in reading.down], voice))


def _forwarded_before(before: PriorLetter | None) -> tuple[Finding, ...]:
    """36: the same letter went down already."""
    if before is None:
        return ()
    message = "หนังสือต้นเรื่องนี้เคยส่งต่อแล้ว กรุณาตรวจก่อนออกซ้ำ"
    return (Finding("already-forwarded", Severity.WARNS, "reference_number", message, seen=before.cited()),)


def check_draft(
    draft: Draft,
    letter: Letter,
    step: CascadeStep,
    *,
    today: dt.date,
    prior: PriorLetter | None = None,
    reading: Reading | None = None,
    own_words: bool = False,
) -> tuple[Finding, ...]:
    """What a clerk would find in a draft on this day; also run again on the day of signing.

    ``prior`` is the earlier letter that the archive holds for อ้างถึง; without it every อ้างถึง blocks. ``own_words``
    tells that the reviewer typed the text himself: what it leaves out is his to decide, so it warns.
    """
    return run(
        Case(
            draft.content,
            len(draft.recipients),
            letter,
            step,
            today,
            prior,
            None if goes_up(step) else reading_of(letter, step, reading),
            draft.confirm,
            tuple((one.wanted_text, one.given_text) for one in draft.deadlines),
            draft.dropped,
            own_words,
        )
    )


def redrafted(
    draft: Draft,
    content: LetterContent,
    letter: Letter,
    step: CascadeStep,
    *,
    priors: Sequence[PriorLetter] = (),
    corrections: Sequence[Correction] = (),
    today: dt.date,
) -> Draft:
    """The draft with another content (edited in Word, or looked at on another day), its facts and checks anew.

    The findings are those of this content alone.
    """
    before = already_forwarded(priors, letter)
    prior = choose_prior([one for one in priors if one is not before], step)
    typed = read_typed(corrections)
    origins, invented = lock(content, letter, step, prior=prior, deadlines=draft.deadlines, typed=typed)
    draft = replace(draft, content=content, origins=origins)
    own_words = typed.get("draft.body") is not None
    checked = check_draft(draft, letter, step, today=today, prior=prior, own_words=own_words)
    told = (*_forwarded_before(before), *invented, *checked)
    return replace(draft, findings=tuple(dict.fromkeys(told)))


def _signer_named(name: str, profile: OfficeProfile) -> SignatoryProfile | None:
    plain = "".join(name.split())
    return next((one for one in profile.signatories if "".join(one.name.split()) in plain), None)


def _deadlines(reading: Reading, profile: OfficeProfile, today: dt.date, voice: Voice) -> tuple[ProposedDeadline, ...]:
    """What is proposed for each day that the source limits: in tasks that go down, and in what stands after them."""
    proposed = []
    for task in reading.down:
        text = " ".join((task.text, *(sub for _, sub in task.subs)))
        told = " ".join((reading.parts.cause, *reading.parts.situation, text))
        for one in task.deadlines:
            moved = propose(one, profile.lead_days, today)
            fixed = moved is not None and (
                task.settled
                or role_of(text, one) is not DayRole.REPORT
                or before_event(told, one, moved.given)
                or goes_direct(text, one.start, voice)
            )
            proposed.append(unmoved(moved) if moved is not None and fixed else moved)
    return tuple(dict.fromkeys(one for one in proposed if one is not None))


def _used(letter: Letter, step: CascadeStep) -> tuple[str, ...]:
    """Doubtful fields of the source that a draft prints, so that the reviewer confirms each."""
    used = (
        "urgency",
        "reference_number",
        "sender_agency",
        "date_be",
        "subject",
        "enclosures",
        "body",
        "kind",
        "secrecy",
        *(("tables",) if step.key.only else ()),
    )
    return tuple(name for name in doubtful_fields(letter) if name in used)
