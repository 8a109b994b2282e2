"""The เกษียน and the words of ช่องการปฏิบัติ: from words of the letter and of the office alone, three lines at most.

The lines are those that clerks write (ข้อ ๓๘, ๓๙): to whom, the matter, and เพื่อโปรด… with the proposal. Every fact — names,
numbers, days — stands in the letter, or is the office's own head or unit; a day that was only computed is not written.
"""

from __future__ import annotations

from dataclasses import dataclass

from circulars.directory.offices import Office
from circulars.letter.letter import Letter
from circulars.lexicon.reading.triage.minutes import (
    ASKS,
    INNER_ITEM,
    JOINED_ON,
    LOOSE_END,
    NAMED_POST,
    TO_KEEP,
    TOLD_ONLY,
)
from circulars.lexicon.reading.triage.staying import DANGLES, ITEM, OPENS, SPEAKS
from circulars.thai.dates import ThaiDate, format_date
from circulars.triage.origin.direction import sender_name
from circulars.triage.reading.clauses import texts_of
from circulars.triage.step import Step

_LONGEST = 60
"""Letters that ช่องการปฏิบัติ holds."""
_LINE, _WITH_ESSENCE = 170, 220
"""Letters of the line that tells the matter, without and with what is asked; it is cut at a space, and told so."""
_ET_CETERA, _LEAST, _SAME = 5, 24, 6
"""Letters of ฯลฯ with its space, of a phrase that tells something, and by which two requests begin alike."""
_MOST_NAMED = 6
"""Recipients of one post that a minute names."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a minute proposes; ``again`` tells days that come again, ``asked`` is the clause that it rests on, where that asks."""

    step: Step
    also: tuple[Step, ...] = ()
    recipients: tuple[str, ...] = ()
    due: ThaiDate | None = None
    unit: str | None = None
    invited: bool = False
    again: str = ""
    asked: str = ""


def minute_of(letter: Letter, office: Office, proposed: Proposed) -> str:
    """Three lines: to whom, the matter, what is proposed."""
    head = office.head_title or f"หัวหน้า{office.name}"
    return f"เรียน {head}\n{_matter(letter, proposed)}\n{_request(letter, proposed)}"


def _matter(letter: Letter, proposed: Proposed) -> str:
    sender = _sender(letter) or "(อ่านชื่อผู้ส่งไม่ได้)"
    if (
        letter.secrecy.value is not None
    ):  # what a classified letter is about stands in no register (ข้อ ๑๓ การรักษาความลับ)
        return f"{sender} มีหนังสือชั้น{letter.secrecy.value}"
    subject = " ".join((letter.subject.value or "").split())
    if not subject:
        first = next(iter(texts_of(letter)), "")
        told = OPENS.sub("", ITEM.sub("", first)).removeprefix(sender).strip()
        if told:
            due = _printed_day(letter, proposed.due)
            first = _cut(f"{sender} แจ้งว่า {told}", _LINE - len(due))
            return first + _essence(proposed.asked, told, _WITH_ESSENCE - len(first) - len(due)) + due
        subject = "(อ่านเรื่องไม่ได้)"
    said = SPEAKS.match(subject)
    told = sender + (" " if said else " แจ้ง" if subject.startswith("เรื่อง") else " แจ้งเรื่อง ") + subject
    due = _printed_day(letter, proposed.due)
    asked = _essence(proposed.asked, subject, _WITH_ESSENCE - len(told) - 4)
    if due and _day_of(proposed) in asked:  # told once
        return _cut(told, _LINE) + asked
    shorter = _essence(proposed.asked, subject, _WITH_ESSENCE - len(due) - len(told) - 4)
    return _cut(told, _LINE - len(due)) + (shorter or asked) + due


def _essence(asked: str, subject: str, room: int) -> str:
    """What is asked, as far as whole phrases of it fit behind the subject; nothing where not even the first does.

    A subject that asks in the same words has said it; the lead of a list says nothing.
    """
    said = JOINED_ON.sub("", INNER_ITEM.split(" ".join(asked.split()), maxsplit=1)[0])
    if not ASKS.match(said) or said.endswith(("ดังนี้", "ดังต่อไปนี้")) or subject[:_SAME] == said[:_SAME]:
        return ""
    taken, phrases = "", said.split(" ")
    for phrase in phrases:
        if len(taken) + len(phrase) + 1 > room - _ET_CETERA:
            break
        taken += f" {phrase}"
    if taken.strip() != said:
        taken = LOOSE_END.sub("", DANGLES.sub("", taken)) + " ฯลฯ"
    joined = "โดย" if said.startswith(("ขอ", "ให้")) else ""
    return f" {joined}{taken.strip()}" if len(taken) >= _LEAST else ""


def _sender(letter: Letter) -> str:
    """The office that sent it, else the person who signed."""
    signed = letter.signatory.value
    return sender_name(letter) or (signed.name if signed and signed.name else "")


def _day_of(proposed: Proposed) -> str:
    return format_date(proposed.due) if proposed.due is not None else ""


def _printed_day(letter: Letter, due: ThaiDate | None) -> str:
    """The day, where the letter prints it in these words."""
    if due is None:
        return ""
    day = format_date(due)
    text = " ".join(" ".join((one.value or "").split()) for one in letter.body)
    return f" (กำหนดวันที่ {day})" if day in text else ""


def _request(letter: Letter, proposed: Proposed) -> str:
    unit, sender = proposed.unit or "ผู้รับผิดชอบ", _sender(letter) or "ผู้ส่ง"
    answered = f" แล้วตอบ{sender}" if Step.ANSWER in proposed.also else ""
    if letter.secrecy.value is not None:
        return f"เพื่อโปรดพิจารณา เห็นควรมอบ{unit}ดำเนินการตามระเบียบว่าด้วยการรักษาความลับของทางราชการ"
    match proposed.step:
        case Step.NOTE:
            return "เพื่อโปรดทราบ และเห็นควรรวบรวมเรื่องไว้"
        case Step.ACT if proposed.invited:
            return f"เพื่อโปรดทราบและพิจารณาเข้าร่วม เห็นควรมอบ{unit}ประสานงาน"
        case Step.ACT:
            return f"เพื่อโปรดพิจารณา เห็นควรมอบ{unit}ดำเนินการ"
        case Step.ASSIGN:
            return f"เพื่อโปรดพิจารณา เห็นควรมอบหมาย{unit}ดำเนินการ{answered}"
        case Step.ANSWER if proposed.invited:
            return f"เพื่อโปรดพิจารณาเข้าร่วม เห็นควรมอบ{unit}จัดทำหนังสือตอบ{sender}"
        case Step.ANSWER:
            return f"เพื่อโปรดพิจารณา เห็นควรมอบ{unit}จัดทำหนังสือตอบ{sender}"
        case Step.SUBMIT:
            return "เพื่อโปรดพิจารณา เห็นควรเสนอผู้มีอำนาจพิจารณาต่อไป"
        case Step.RETURN:
            return f"เพื่อโปรดพิจารณา เห็นควรส่งคืน{sender} เนื่องจากมิได้ส่งถึงหน่วยงานนี้"
    to = _listed(proposed.recipients) or "ผู้รับตามที่พิจารณา"
    ours = [
        *(["ดำเนินการในส่วนที่เกี่ยวข้อง"] if Step.ACT in proposed.also else []),
        *([f"รวบรวมตอบ{sender}"] if Step.ANSWER in proposed.also else []),
    ]
    ourselves = f" และมอบ{unit}{'และ'.join(ours)}" if ours else ""
    does = "ทราบ" if proposed.asked and TOLD_ONLY.search(proposed.asked) else "ดำเนินการ"
    does = "ทราบและถือปฏิบัติ" if TO_KEEP.search(proposed.asked) else does
    return f"เพื่อโปรดพิจารณา เห็นควรแจ้ง{to} {does}{ourselves}"


def action_of(proposed: Proposed) -> str:
    """What stands in ช่องการปฏิบัติ, 60 letters at most."""
    unit = proposed.unit or "ผู้รับผิดชอบ"
    match proposed.step:
        case Step.NOTE:
            text = "ทราบ รวมเรื่อง"
        case Step.ACT:
            text = f"ดำเนินการเอง มอบ{unit}" if proposed.unit else "ดำเนินการเอง"
        case Step.ASSIGN:
            text = f"มอบ{unit}"
        case Step.ANSWER:
            text = f"มอบ{unit} ตอบผู้ส่ง" if proposed.unit else "ตอบผู้ส่ง"
        case Step.SUBMIT:
            text = "เสนอผู้มีอำนาจพิจารณา"
        case Step.RETURN:
            text = "คืนเจ้าของเรื่อง"
        case _:
            text = f"แจ้ง{_listed(proposed.recipients)}" if proposed.recipients else "แจ้งต่อ (รอระบุผู้รับ)"
    again = f" ({proposed.again})" if proposed.again else ""
    return _cut(text, _LONGEST - len(again)) + again


def again_in(action: str) -> str:
    """The days that come again as ช่องการปฏิบัติ tells them: ``ตอบผู้ส่ง (ทุกวันจันทร์)``."""
    return action[action.rindex(" (ทุก") + 2 : -1] if " (ทุก" in action and action.endswith(")") else ""


def _listed(recipients: tuple[str, ...]) -> str:
    """``นายอำเภอกาบเชิง บัวเชด และสังขะ``; of several posts the first three."""
    named = [hit for line in recipients if (hit := NAMED_POST.fullmatch(line))]
    if 1 < len(named) == len(recipients) <= _MOST_NAMED and len({hit["post"] for hit in named}) == 1:
        names = [hit["name"] for hit in named]
        return f"{named[0]['post']}{' '.join(names[:-1])} และ{names[-1]}"
    return " ".join(recipients[:3]) + (" และอื่น ๆ" if len(recipients) > 3 else "")


def _cut(text: str, longest: int) -> str:
    """The text, or as much of it as fits, up to a space, with ฯลฯ behind."""
    if len(text) <= longest:
        return text
    head = text[: longest - 5]
    head = head.rsplit(" ", 1)[0] if " " in head[-25:] else head
    return (DANGLES.sub("", head) or head) + " ฯลฯ"
