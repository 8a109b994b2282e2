"""A draft of the letter that one step writes: its content, where every fact in it comes from, what a person must see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from circulars.cascade.audience import guard
from circulars.cascade.deadlines import ProposedDeadline, propose
from circulars.cascade.draft_checks import Case, run
from circulars.cascade.factlock import Origin, lock
from circulars.cascade.forms import in_form, signed_by
from circulars.cascade.levels import concerned_by, prose_name
from circulars.cascade.obligations import Reading, read_obligations, reading_for
from circulars.cascade.steps import CascadeStep, Recipient
from circulars.cascade.thread import PriorLetter, already_forwarded, choose_prior, enclosures_of
from circulars.cascade.typed import read_typed
from circulars.cascade.upward import goes_up, speaker_of, upward_text
from circulars.cascade.voice import Voice, thai_numerals
from circulars.cascade.wording import (
    decree_told,
    is_decree,
    opening_with_prior,
    purpose_line,
    requesting,
    telling,
)
from circulars.directory.profile import OfficeProfile, SignatoryProfile
from circulars.documents.content import LetterContent, Paragraph, ParagraphKind
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import CitedLetter, Letter, LetterKind, Urgency
from circulars.letter.page import Page
from circulars.letter.record import doubtful_fields
from circulars.letter.reference import format_reference
from circulars.review import Correction

CLOSING = "ขอแสดงความนับถือ"
DETAILS = "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"
_URGENCIES = (None, *Urgency)


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that waits for its reviewer: no number, no date.

    ``origins`` say where each number, date, name and link of its text comes from; ``confirm`` are contract names of
    doubtful source fields that it uses; ``deadlines`` those proposed to the recipients; ``dropped`` our own tasks,
    which it leaves out; ``gist`` its request in a clause, for our next letter on the thread; ``forwards`` the source's
    number in normal form (empty: none read); ``recipients`` whom it goes to.
    """

    step_key: str
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


_DRAFT = TypeAdapter(Draft)


def dump_draft(draft: Draft) -> bytes:
    """A draft as JSON bytes."""
    return _DRAFT.dump_json(draft)


def load_draft(record: bytes | str) -> Draft:
    """Read back what `dump_draft` wrote. Raises pydantic.ValidationError on a damaged record."""
    return _DRAFT.validate_json(record)


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
    reading = _reading(letter, step, reading)
    typed = read_typed(corrections)
    before = already_forwarded(priors, letter)
    prior = choose_prior([one for one in priors if one is not before], step)
    up = goes_up(step)
    deadlines = () if up else _deadlines(reading, step.profile, today)
    content, gist = _compose(letter, step, reading, prior, today)
    content = _with_deadlines(content, deadlines)
    chosen = typed.get("draft.signatory")
    if chosen is not None:
        content = signed_by(content, _signer_named(chosen, step.profile))
    content = in_form(typed.applied(content))
    draft = Draft(
        step_key=step.key,
        office_code=step.office.code,
        content=content,
        recipients=step.recipients,
        origins=(),
        findings=(),
        deadlines=deadlines,
        confirm=_used(letter),
        dropped=() if up else tuple(one.text for one in reading.ours),
        gist=gist,
        forwards=format_reference(letter.reference.value) if letter.reference.value else "",
        sender=prose_name(letter.sender_agency.value or ""),
    )
    origins, invented = lock(draft.content, letter, step, prior=prior, deadlines=deadlines, typed=typed)
    draft = replace(draft, origins=origins)
    told = (
        *findings,
        *typed.findings,
        *_forwarded_before(before),
        *invented,
        *check_draft(draft, letter, step, today=today, prior=prior, reading=reading),
        *guard(letter, step, pages),
    )
    return replace(draft, findings=tuple(dict.fromkeys(told)))


def _reading(letter: Letter, step: CascadeStep, reading: Reading | None) -> Reading:
    whole = reading or read_obligations(letter, step.office)
    if is_decree(letter):
        whole = replace(whole, parts=replace(whole.parts, aim="", purpose=""), obligations=())
    return reading_for(
        whole, step.unit, split=step.key in (f"{step.office.code}>village+", f"{step.office.code}>local")
    )


def _forwarded_before(before: PriorLetter | None) -> tuple[Finding, ...]:
    """36: the same letter went down already."""
    if before is None:
        return ()
    message = "หนังสือต้นเรื่องนี้เคยส่งต่อแล้ว กรุณาตรวจก่อนออกซ้ำ"
    return (Finding("36-already-forwarded", Severity.WARNS, "reference_number", message, seen=before.cited()),)


def check_draft(
    draft: Draft,
    letter: Letter,
    step: CascadeStep,
    *,
    today: dt.date,
    prior: PriorLetter | None = None,
    reading: Reading | None = None,
) -> tuple[Finding, ...]:
    """What a clerk would find in a draft on this day; also run again on the day of signing.

    ``prior`` is the earlier letter that the archive holds for อ้างถึง; without it every อ้างถึง blocks.
    """
    return run(
        Case(
            draft.content,
            len(draft.recipients),
            letter,
            step,
            today,
            prior,
            None if goes_up(step) else _reading(letter, step, reading),
            draft.confirm,
            tuple((one.wanted_text, one.given_text) for one in draft.deadlines),
            draft.dropped,
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
    told = (*_forwarded_before(before), *invented, *check_draft(draft, letter, step, today=today, prior=prior))
    return replace(draft, findings=tuple(dict.fromkeys(told)))


def _compose(
    letter: Letter, step: CascadeStep, reading: Reading, prior: PriorLetter | None, today: dt.date
) -> tuple[LetterContent, str]:
    profile, office = step.profile, step.office
    enclosures = enclosures_of(letter)
    voice = voice_of(letter, step)
    cited = [field.value for field in letter.references if field.value]
    if goes_up(step):
        return _compose_upward(letter, step, reading, voice, cited, today), ""
    asking, gist = requesting(reading, voice)
    told = telling(reading.parts, voice, cited, prior=prior is not None)
    if is_decree(letter):
        told = (decree_told(letter, voice),)
    paragraphs = [Paragraph(opening_with_prior(prior.told(), voice))] if prior else []
    paragraphs += [told_paragraph(text) for text in told]
    paragraphs += _pointed(asking)
    content = LetterContent(
        kind=step.kind,
        number=f"{office.code}/{'ว' if step.circular else ''}",
        letterhead=profile.letterhead_lines,
        subject=thai_numerals(letter.subject.value or ""),
        addressee=step.addressee_line,
        paragraphs=tuple(paragraphs),
        purpose=purpose_line(reading.parts.purpose, reading, voice, village=step.unit.startswith("กำนัน")),
        urgency=str(letter.urgency.value or ""),
        references=(prior.cited(),) if prior else (),
        enclosures=tuple((thai_numerals(one.title), one.quantity or "") for one in enclosures),
        closing=CLOSING,
        contact=_contact(profile),
        motto=profile.motto,
        watermark="ร่าง",
        emblem=profile.emblem_file,
    )
    signer = profile.signatory_on(today)
    content = signed_by(content, signer)
    if signer is None and office.head_title:  # the name is asked for; whose post signs the letter is known
        content = replace(content, position=(office.head_title,))
    return content, gist


def _compose_upward(
    letter: Letter,
    step: CascadeStep,
    reading: Reading,
    voice: Voice,
    cited: Sequence[CitedLetter],
    today: dt.date,
) -> LetterContent:
    """The memo that lays a letter before the head: signed by another of the office, never by the head to himself."""
    profile, office = step.profile, step.office
    inside = letter.kind.value is LetterKind.INTERNAL  # a memo never leaves its office (ข้อ ๑๒)
    paragraphs, purpose = upward_text(reading.parts, voice, cited, inside=inside)
    content = LetterContent(
        kind=step.kind,
        number=f"{office.code}/" if office.code else "",
        letterhead=profile.letterhead_lines,
        subject=thai_numerals(letter.subject.value or ""),
        addressee=step.addressee_line,
        paragraphs=paragraphs,
        purpose=purpose,
        urgency=str(letter.urgency.value or ""),
        enclosures=tuple((thai_numerals(one.title), one.quantity or "") for one in enclosures_of(letter)),
        contact=_contact(profile)
        if profile.contact_office_lines
        else (*profile.letterhead_lines[:1], *_contact(profile)),
        watermark="ร่าง",
        emblem=profile.emblem_file,
    )
    able = (one for one in profile.signatories if one.may_sign(today) and one.position != office.head_title)
    return signed_by(content, next((one for one in able if not one.acting_for), None))


def told_paragraph(text: str) -> Paragraph:
    """A told paragraph; a numbered fact of a list keeps its number."""
    found = re.match(
        r"^(?P<number>[๐-๙]{1,2}\.|[๐-๙]{1,2}\.[๐-๙]{1,2}|\([๐-๙]{1,2}\))\s?(?P<text>[ก-ฮเ-ไ].+)$", text, re.DOTALL
    )
    if not found:
        return Paragraph(text)
    kind = ParagraphKind.SUB if re.search(r"\.[๐-๙]", found["number"]) else ParagraphKind.ITEM
    return Paragraph(found["text"], kind, found["number"])


def voice_of(letter: Letter, step: CascadeStep) -> Voice:
    """Who speaks to whom in the draft of a step."""
    return Voice(
        us=speaker_of(letter, step) if goes_up(step) else step.office.name,
        sender=prose_name(letter.sender_agency.value or ""),
        unit=step.unit,
        commands=step.commands,
        level=step.office.level,
        shift=1,
        titles=tuple(one.value.title for one in letter.enclosures if one.value),
        concerned=concerned_by(letter.subject.value or "", step.unit),
    )


def _pointed(asking: tuple[Paragraph, ...]) -> list[Paragraph]:
    """The request with the pointer to the enclosures at its end: in its own sentence after numbered items."""
    last = asking[-1]
    if last.kind is ParagraphKind.PARA and (len(asking) == 1 or last.text.startswith("ทั้งนี้")):
        return [*asking[:-1], replace(last, text=f"{last.text.rstrip()} {DETAILS}")]
    return [*asking, Paragraph(f"ทั้งนี้ {DETAILS}")]


def _contact(profile: OfficeProfile) -> tuple[str, ...]:
    phone = (f"โทร. {thai_numerals(profile.phone)}",) if profile.phone else ()
    return (*profile.contact_office_lines, *phone)


def _signer_named(name: str, profile: OfficeProfile) -> SignatoryProfile | None:
    plain = "".join(name.split())
    return next((one for one in profile.signatories if "".join(one.name.split()) in plain), None)


def _deadlines(reading: Reading, profile: OfficeProfile, today: dt.date) -> tuple[ProposedDeadline, ...]:
    """What is proposed for each day that the source limits: in tasks that go down, and in what stands after them."""
    found = [one for task in reading.down for one in task.deadlines]
    proposed = [propose(one, profile.lead_days, today) for one in found]
    return tuple(dict.fromkeys(one for one in proposed if one is not None))


def _with_deadlines(content: LetterContent, deadlines: Sequence[ProposedDeadline]) -> LetterContent:
    """The proposed days in the places of the source's, in the request alone; what was told stays as it was told."""
    begin = next((i for i, one in enumerate(content.paragraphs) if one.text.startswith("ในการนี้ ")), 0)
    given = {thai_numerals(one.wanted_text): one.given_text for one in deadlines}
    if not given:
        return content
    wanted = re.compile("|".join(re.escape(text) for text in sorted(given, key=len, reverse=True)))
    changed = [
        replace(one, text=wanted.sub(lambda found: given[found[0]], one.text)) if place >= begin else one
        for place, one in enumerate(content.paragraphs)
    ]  # in one pass: a proposed day may be another's source day
    return replace(content, paragraphs=tuple(changed))


def _used(letter: Letter) -> tuple[str, ...]:
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
    )
    return tuple(name for name in doubtful_fields(letter) if name in used)
