"""What a step's letter says, part by part: from the reading of the source to the content of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from circulars.cascade.asks.clauses.rows import with_own_row
from circulars.cascade.asks.deadlines import ProposedDeadline
from circulars.cascade.asks.levels import concerned_by, prose_name
from circulars.cascade.asks.obligations import Reading, read_obligations, reading_for
from circulars.cascade.plan.step_key import Audience
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.plan.thread import PriorLetter, enclosures_of, holds_a_copy
from circulars.cascade.plan.upward import goes_up, speaker_of, upward_text
from circulars.cascade.text.essence import essence_of
from circulars.cascade.text.forms import signed_by
from circulars.cascade.text.purpose import purpose_line
from circulars.cascade.text.telling import decree_told, is_decree, opening_with_prior, telling
from circulars.cascade.text.voice import Voice, reported, thai_numerals
from circulars.cascade.text.wording import requesting
from circulars.directory.offices import offices_below
from circulars.directory.profile import OfficeProfile, bare_phone
from circulars.documents.word.content import LetterContent, Paragraph, ParagraphKind
from circulars.letter.letter import CitedLetter, Letter, LetterKind
from circulars.lexicon.phrases import ANY
from circulars.lexicon.rows import either
from circulars.lexicon.writing.text import LISTED_FACT, PUBLIC_CAUSE, SUB_NUMBER
from circulars.thai.digits import to_thai

CLOSING = "ขอแสดงความนับถือ"
DETAILS = "รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย"


def reading_of(letter: Letter, step: CascadeStep, reading: Reading | None) -> Reading:
    """The tasks of the source that concern this step's recipients; ``reading`` saves reading it again."""
    whole = reading or read_obligations(letter, step.office)
    if is_decree(letter):
        whole = replace(whole, parts=replace(whole.parts, aim="", purpose=""), obligations=())
    if step.key.only:
        whole = with_own_row(whole, step.key.only, offices_below(step.office))
    audience = step.key.audience
    split = audience in (Audience.VILLAGE_BESIDE_LOCAL, Audience.LOCAL)
    return reading_for(whole, step.unit, split=split, beside=audience is Audience.BESIDE)


def compose(
    letter: Letter, step: CascadeStep, reading: Reading, prior: PriorLetter | None, today: dt.date
) -> tuple[LetterContent, str]:
    """The content of a step's draft, and its request in one clause."""
    profile, office = step.profile, step.office
    enclosures = enclosures_of(letter)
    voice = voice_of(letter, step)
    cited = [field.value for field in letter.references if field.value]
    if goes_up(step):
        return _compose_upward(letter, step, reading, voice, cited, today), ""
    asking, gist = requesting(reading, voice)
    chosen = essence_of(reading, today)[0] if profile.told_shortly else reading
    told = _told(letter, chosen, voice, cited, prior)
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
        enclosures=tuple((thai_numerals(one.title), to_thai(one.quantity or "")) for one in enclosures),
        closing=CLOSING,
        contact=contact_of(profile),
        motto=profile.motto,
        watermark="ร่าง",
        emblem=profile.emblem_file,
    )
    signer = profile.signatory_on(today)
    content = signed_by(content, signer)
    if signer is None and office.head_title:  # the name is asked for; whose post signs the letter is known
        content = replace(content, position=(office.head_title,))
    return content, gist


def _told(
    letter: Letter, reading: Reading, voice: Voice, cited: Sequence[CitedLetter], prior: PriorLetter | None
) -> tuple[str, ...]:
    if is_decree(letter):
        return (decree_told(letter, voice),)
    told = telling(reading.parts, voice, cited, prior=prior is not None)
    subject = thai_numerals(letter.subject.value or "")
    parts = reading.parts
    law = parts.known and not parts.situation and prior is None and PUBLIC_CAUSE.match(parts.cause)
    if law and voice.sender and subject:  # a law is known to all; what he told is the matter alone
        return f"{reported(parts.cause, voice, cited)} นั้น", f"{voice.us}ได้รับแจ้งจาก{voice.sender} เรื่อง {subject}"
    if told or prior is not None or not (voice.sender and subject):
        return told
    return (f"{voice.opening}{voice.us}ได้รับแจ้งจาก{voice.sender} เรื่อง {subject}",)  # a letter that only asks


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
        enclosures=tuple((thai_numerals(one.title), to_thai(one.quantity or "")) for one in enclosures_of(letter)),
        contact=contact_of(profile)
        if profile.contact_office_lines
        else (*profile.letterhead_lines[:1], *contact_of(profile)),
        watermark="ร่าง",
        emblem=profile.emblem_file,
    )
    able = (one for one in profile.signatories if one.may_sign(today) and one.position != office.head_title)
    return signed_by(content, next((one for one in able if not one.acting_for), None))


def told_paragraph(text: str) -> Paragraph:
    """A told paragraph; a numbered fact of a list keeps its number."""
    found = LISTED_FACT.match(text)
    if not found:
        return Paragraph(text)
    kind = ParagraphKind.SUB if SUB_NUMBER.search(found["number"]) else ParagraphKind.ITEM
    return Paragraph(found["text"], kind, found["number"])


def voice_of(letter: Letter, step: CascadeStep) -> Voice:
    """Who speaks to whom in the draft of a step."""
    return Voice(
        us=speaker_of(letter, step) if goes_up(step) else step.office.name,
        sender=prose_name(letter.sender_agency.value or ""),
        unit=step.unit,
        commands=step.commands,
        level=step.office.level,
        shift=0 if holds_a_copy(letter) else 1,
        titles=tuple(one.value.title for one in letter.enclosures if one.value),
        concerned=concerned_by(letter.subject.value or "", step.unit),
        names=tuple(one.office.name for one in step.recipients if one.office),
        opening=step.profile.opening,
        closing=step.profile.closing,
    )


def _pointed(asking: tuple[Paragraph, ...]) -> list[Paragraph]:
    """The request with the pointer to the enclosures at its end: in its own sentence after numbered items."""
    last = asking[-1]
    if last.kind is ParagraphKind.PARA and (len(asking) == 1 or last.text.startswith("ทั้งนี้")):
        return [*asking[:-1], replace(last, text=f"{last.text.rstrip()} {DETAILS}")]
    return [*asking, Paragraph(f"ทั้งนี้ {DETAILS}")]


def contact_of(profile: OfficeProfile) -> tuple[str, ...]:
    """Who has the matter at the foot of a letter, and the telephone."""
    number = bare_phone(profile.phone)
    phone = (f"โทร. {thai_numerals(number)}",) if number else ()
    return (*profile.contact_office_lines, *phone)


def with_deadlines(content: LetterContent, deadlines: Sequence[ProposedDeadline]) -> LetterContent:
    """The proposed days in the places of the source's, in the request alone; what was told stays as it was told."""
    begin = next((i for i, one in enumerate(content.paragraphs) if one.text.startswith("ในการนี้ ")), 0)
    given = {thai_numerals(one.wanted_text): one.given_text for one in deadlines}
    if not given:
        return content
    wanted = ANY(words=either(given))
    changed = [
        replace(one, text=wanted.sub(lambda found: given[found[0]], one.text)) if place >= begin else one
        for place, one in enumerate(content.paragraphs)
    ]  # in one pass: a proposed day may be another's source day
    return replace(content, paragraphs=tuple(changed))
