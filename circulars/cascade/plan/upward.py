"""Upward instead of down: a memo by which a letter is laid before the head of the own office (เสนอผู้บังคับบัญชา).

Local authorities, schools and the like have no offices below them, and a memo from inside the own office is for its
head, so the next letter is a บันทึกข้อความ to the head (ข้อ ๑๒). It asks with โปรด, keeps every task and day as written,
and names no one's opinion: what to do is the clerk's and the head's to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from circulars.cascade.asks.body import BodyParts
from circulars.cascade.plan.step_key import Audience, StepKey
from circulars.cascade.plan.steps import CascadeStep, Recipient
from circulars.cascade.text.telling import from_sender, telling
from circulars.cascade.text.voice import Voice, reported, thai_numerals
from circulars.directory.offices import Level
from circulars.directory.profile import OfficeProfile
from circulars.documents.word.content import Paragraph, ParagraphKind
from circulars.letter.letter import CitedLetter, Letter, LetterKind
from circulars.lexicon.offices import OWNER
from circulars.lexicon.writing.plan import (
    ASKED_IN_WORDS,
    FOR_THE_HEAD,
    LAID_BEFORE,
    PASSED_ON_AT_END,
    PURPOSE_BEGINNING,
)
from circulars.lexicon.writing.text import DETAILS_AT_END


def goes_up(step: CascadeStep) -> bool:
    """The step is a memo to the own head."""
    return step.key.audience is Audience.HEAD


def laid_before_head(letter: Letter, profile: OfficeProfile, *, ours: bool) -> CascadeStep | None:
    """The memo to the head; None where a memo of our own (``ours``) is addressed to him already, or he has no title."""
    office = profile.office
    lines = [field.value for field in letter.addressees if field.value]
    head = office.head_title
    if not head or (ours and any(head in line for line in lines)):
        return None
    return CascadeStep(
        key=StepKey(office.code or office.name, Audience.HEAD),
        office=office,
        profile=profile,
        kind=LetterKind.INTERNAL,
        recipients=(Recipient(None, head, head),),
        addressee_line=head,
        unit=head,
        circular=False,
        commands=False,
        level_below=False,
    )


def speaker_of(letter: Letter, step: CascadeStep) -> str:
    """Who lays it before the head: the body inside our office that the memo was sent to, else the office."""
    lines = [field.value for field in letter.addressees if field.value]
    own = letter.kind.value is LetterKind.INTERNAL and len(lines) == 1 and step.office.name in lines[0]
    return lines[0] if own and OWNER.match(lines[0]) else step.office.name


def upward_text(
    parts: BodyParts, voice: Voice, cited: Sequence[CitedLetter], *, inside: bool
) -> tuple[tuple[Paragraph, ...], str]:
    """The paragraphs of the memo and its จึงเรียนมา line. ``inside``: the letter is a memo of our own office."""
    wish = DETAILS_AT_END.sub("", parts.wish).strip()
    begin = f"ในการนี้ {parts.aim} " if parts.aim else "ในการนี้ "
    offered = bool(LAID_BEFORE.match(wish))
    if inside:
        told = tuple(_as_written(parts, voice, cited))
        who = f"{voice.us}จึง" if offered else ""
        asked = f"{begin}{who}{reported(wish, voice, cited)}" if wish else ""
        asked = f"{asked} เพื่อให้{voice.unit}พิจารณา" if offered else asked
    else:
        told = telling(parts, voice, cited, prior=False)
        asked = f"{begin}{voice.sender}{reported(wish, voice, cited)}" if wish else ""
    paragraphs = [Paragraph(text) for text in told]
    paragraphs += [Paragraph(asked)] if asked else []
    for item in parts.items:
        number = thai_numerals(item.number if item.sub else f"{item.number.rstrip('.')}.")
        kind = ParagraphKind.SUB if item.sub else ParagraphKind.ITEM
        paragraphs.append(Paragraph(reported(item.text, voice, cited), kind, number))
    paragraphs += [Paragraph(reported(text, voice, cited)) for text in parts.after]
    return tuple(paragraphs), _purpose(parts, inside=inside)


def _as_written(parts: BodyParts, voice: Voice, cited: Sequence[CitedLetter]) -> list[str]:
    cause = reported(parts.cause, voice, cited)
    if cause:
        cause = f"{cause} นั้น" if parts.known else f"ด้วย{from_sender(cause)}"
    return [text for text in (cause, *(reported(one, voice, cited) for one in parts.situation)) if text]


def _purpose(parts: BodyParts, *, inside: bool) -> str:
    """Our own people's purpose goes on as it is; what others ask is for the head to consider, what they tell to know."""
    wish = PURPOSE_BEGINNING.sub("", parts.purpose)
    wish = PASSED_ON_AT_END.sub("", wish).strip()
    if not inside or not FOR_THE_HEAD.match(wish):
        told = " ".join((parts.cause, *parts.situation))
        asked = parts.wish or parts.items or ASKED_IN_WORDS.search(told)
        wish = "พิจารณา" if asked else "ทราบ"
    return thai_numerals(f"จึงเรียนมาเพื่อโปรด{wish}")


def has_nobody_below(level: Level) -> bool:
    """Offices of this level write upward only."""
    return level is Level.LOCAL
