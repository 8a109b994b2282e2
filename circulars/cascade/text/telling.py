"""What a forwarding letter tells: ด้วย{เรา}ได้รับแจ้งจาก{ผู้ส่ง}ว่า …, the sender's own words, and what is known already.

What the sender wrote is kept word for word; only who speaks changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from circulars.cascade.asks.body import BodyParts
from circulars.cascade.plan.thread import copy_title
from circulars.cascade.text.voice import Voice, of_ours, reported, thai_numerals
from circulars.letter.letter import CitedLetter, Letter, LetterKind
from circulars.lexicon.rows import literally
from circulars.lexicon.writing.clauses import (
    SAYS_IT_FIRST,
)
from circulars.lexicon.writing.text import (
    BY_DECREE,
    CAUSE_OPENING,
    CHANGED,
    CITES_A_LETTER,
    DETAILS_AT_END,
    ON_THIS_OCCASION_FIRST,
    PUBLIC_CAUSE,
    SENDER_DID,
    SENT_BY_SAYING,
    THAT_AT_END,
    TOLD_BY,
)


def opening_with_prior(gist: str, voice: Voice) -> str:
    """ตามหนังสือที่อ้างถึง …: what we ourselves told them before, which they know (ตาม … นั้น)."""
    return f"ตามหนังสือที่อ้างถึง {voice.us}ได้{gist} ความละเอียดแจ้งแล้ว นั้น"


def telling(parts: BodyParts, voice: Voice, references: Sequence[CitedLetter], *, prior: bool) -> tuple[str, ...]:
    """The paragraphs that say what we were told.

    A cause that is public (a law, a regulation, a resolution) is known to everybody and stays ตาม … นั้น. Any other
    cause is new to the recipients, so it is part of what we were told (ด้วย … without นั้น), unless our own earlier
    letter on the thread, which they have, already said it.
    """
    told = [reported(of_ours(DETAILS_AT_END.sub("", text), voice), voice, references) for text in parts.situation]
    told = [ON_THIS_OCCASION_FIRST.sub("", text) for text in told if text]
    first: list[str] = []
    cause = reported(of_ours(parts.cause, voice), voice, references)
    public = parts.known and bool(PUBLIC_CAUSE.match(parts.cause)) and bool(told)
    old_and_new = bool(cause and told and parts.known and not public and _about_a_letter(parts))
    if public:
        first.append(f"{cause} นั้น")
    elif old_and_new:
        told[0] = f"{cause} นั้น {told[0]}"
    elif cause and not (prior and parts.known and told):
        told.insert(0, from_sender(cause))
    if not told:
        return tuple(first)
    told[0] = told[0] if old_and_new else from_sender(told[0])
    begin = "" if first or prior else voice.opening
    who = f"จาก{voice.sender}" if voice.sender else ""
    did = SENDER_DID(sender=literally(voice.sender)).match(told[0])
    if voice.sender and did:  # who told it did it; the short name that it gives itself stays with it
        told[0] = SAYS_IT_FIRST.sub("", told[0][did.end() :])
        who += f" {did['short']} " if did["short"] else ""
    told[0] = SENT_BY_SAYING.sub("ได้", told[0])
    who += " " if who.endswith(".") else ""
    return (*first, f"{begin}{voice.us}ได้รับแจ้ง{who}ว่า {told[0]}", *told[1:])


def _about_a_letter(parts: BodyParts) -> bool:
    """The sender changes, takes back or reminds of what he wrote or told before."""
    return bool(CITES_A_LETTER.match(parts.cause)) or any(CHANGED.search(text) for text in parts.situation)


def is_decree(letter: Letter) -> bool:
    """An order or an announcement: it is named and enclosed, its text is not told again."""
    return letter.kind.value in (LetterKind.ORDER, LetterKind.ANNOUNCEMENT)


def decree_told(letter: Letter, voice: Voice) -> str:
    """``ด้วย{เรา}ได้รับคำสั่ง{ผู้ออก} ที่ … ลงวันที่ … เรื่อง …``."""
    named = copy_title(letter).removeprefix("สำเนา")
    subject = f" เรื่อง {thai_numerals(letter.subject.value)}" if letter.subject.value else ""
    return f"{voice.opening}{voice.us}ได้รับ{named}{subject}"


def from_sender(text: str) -> str:
    """A cause as reported speech; what the sender itself was told is named by who told it."""
    told = TOLD_BY.match(text)
    if told:
        rest = text[told.end() :]
        return rest if rest.startswith(told["who"]) else f"{told['who']}แจ้งว่า {rest}"
    if BY_DECREE.match(text):
        return text
    return THAT_AT_END.sub("", CAUSE_OPENING.sub("", text))
