"""Letters around a draft: the one it forwards (an enclosure), and our own earlier letter on the thread (อ้างถึง).

ข้อ ๑๑.๖: อ้างถึง names only letters that the recipient already has, normally the last one alone. The forwarded letter
is new to the recipients, so it is an enclosure and never อ้างถึง.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from circulars.cascade.asks.body import sort_body
from circulars.cascade.asks.levels import prose_name
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.text.voice import write_cited
from circulars.directory.offices import Level
from circulars.letter.letter import CitedLetter, Enclosure, Letter, LetterKind, Urgency
from circulars.letter.reference import ReferenceNumber, format_reference
from circulars.lexicon.writing.plan import COPY_OF_A_LETTER
from circulars.lexicon.writing.text import DETAILS_AT_END, TOLD_BEFORE, TOLD_BY
from circulars.thai.dates import ThaiDate, format_date

ONE_COPY, ONE_SET = "๑ ฉบับ", "๑ ชุด"
SENT_ALONG, SENT_ALONG_FIRST = "พร้อมสิ่งที่ส่งมาด้วย", "พร้อมสิ่งที่ส่งมาด้วย ๑"


@dataclass(frozen=True, slots=True)
class PriorLetter:
    """A letter that our office issued earlier on the same thread, from the archive.

    ``agency`` our name as it was cited; ``gist`` what it told, beginning with a verb (``แจ้งให้อำเภอคัดเลือก…``), empty
    where only the subject is kept; ``recipients`` codes of the offices that got it (empty: not recorded);
    ``forwarded`` numbers in normal form of the incoming letters that it forwarded.
    """

    agency: str
    number: ReferenceNumber
    dated: ThaiDate
    subject: str
    urgency: Urgency | None = None
    gist: str = ""
    recipients: tuple[str, ...] = ()
    forwarded: tuple[str, ...] = ()

    def cited(self) -> str:
        """As อ้างถึง prints it."""
        return write_cited(CitedLetter(self.agency, self.urgency, self.number, self.dated, ""))

    def told(self) -> str:
        """What it told, as a clause after ได้."""
        return self.gist or f"แจ้งเรื่อง {self.subject}"


def gist_of(letter: Letter, to: Level) -> str:
    """What a letter of our own asked of its recipients, offices of a level, as a clause after ได้; empty where it is no single clause.

    A letter from before this program has no gist in the archive: it is read from its text.
    """
    body = [field.value for field in letter.body if field.value]
    parts = sort_body(body, to, prose_name(letter.sender_agency.value or ""))
    wish = DETAILS_AT_END.sub("", parts.wish).strip()
    if not wish or parts.items or TOLD_BEFORE.search(wish):
        return ""
    return f"แจ้ง{wish.removeprefix('ขอ')}" if wish.startswith("ขอให้") else wish.removeprefix("ขอ")


def already_forwarded(priors: Sequence[PriorLetter], letter: Letter) -> PriorLetter | None:
    """Our letter that forwarded this very letter before; None where there is none."""
    number = letter.reference.value
    if number is None or not number.complete:
        return None
    return next((one for one in priors if format_reference(number) in one.forwarded), None)


def choose_prior(priors: Sequence[PriorLetter], step: CascadeStep) -> PriorLetter | None:
    """The last earlier letter that every recipient of this step has; None where there is none.

    Recipients that are no offices of the directory count as having what their class was sent.
    """
    wanted = {one.office.code for one in step.recipients if one.office}
    have = [one for one in priors if wanted <= set(one.recipients) or (not wanted and not one.recipients)]
    return max(have, key=lambda one: one.dated, default=None)


def copy_title(letter: Letter) -> str:
    """``สำเนาหนังสือกรมการปกครอง ด่วนที่สุด ที่ มท ๐๓๒๒/ว ๑๘๖๑ ลงวันที่ ๑๙ มกราคม ๒๕๖๗``; what was not read is left out.

    Named as what it is: a memo, an order and an announcement are no หนังสือ.
    """
    kind = {
        LetterKind.INTERNAL: "บันทึกข้อความ",
        LetterKind.ORDER: "คำสั่ง",
        LetterKind.ANNOUNCEMENT: "ประกาศ",
    }.get(letter.kind.value or LetterKind.OTHER, "หนังสือ")
    parts = (
        f"สำเนา{kind}{prose_name(letter.sender_agency.value or '')}",
        str(letter.urgency.value) if letter.urgency.value else "",
        f"ที่ {format_reference(letter.reference.value)}" if letter.reference.value else "",
        f"ลงวันที่ {format_date(letter.dated.value)}" if letter.dated.value else "",
    )
    return " ".join(part for part in parts if part)


def holds_a_copy(letter: Letter) -> bool:
    """The letter tells on what it was told, with a copy of that as its first enclosure: a copy of it has both."""
    first = next((field.value.title for field in letter.enclosures if field.value), "")
    body = [field.value for field in letter.body[:2] if field.value]
    return COPY_OF_A_LETTER.match(first) is not None and any(TOLD_BY.match(text) for text in body)


def enclosures_of(letter: Letter) -> tuple[Enclosure, ...]:
    """The copy of the forwarded letter first, then that letter's own enclosures, as it names and counts them.

    A copy that the letter itself forwards goes with it, so that the list does not grow from office to office.
    """
    own = [field.value for field in letter.enclosures if field.value]
    title, quantity = copy_title(letter), ONE_COPY
    if holds_a_copy(letter):
        title, quantity = f"{title} {SENT_ALONG if len(own) == 1 else SENT_ALONG_FIRST}", ONE_SET
        own = own[1:]
    copy = Enclosure(
        title,
        quantity,
        CitedLetter(letter.sender_agency.value, letter.urgency.value, letter.reference.value, letter.dated.value, ""),
    )
    return (copy, *own)
