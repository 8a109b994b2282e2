"""What a clerk checks in a draft's text: pointers, opening words, purpose line, deadlines, tasks, digits, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from circulars.cascade.asks.deadlines import Deadline, find_deadlines
from circulars.cascade.asks.levels import PASS_ON, below_pattern, concerned_by, own_pattern, prose_name
from circulars.cascade.asks.obligations import Reading
from circulars.cascade.asks.terms import respelled
from circulars.cascade.checks.facts.suspects import recognised, suspects
from circulars.cascade.checks.facts.told import Held, lost_changes, lost_clauses
from circulars.cascade.checks.language.own_thai import faults_of
from circulars.cascade.plan.steps import CascadeStep
from circulars.cascade.text.voice import TYPED_CODE
from circulars.cascade.text.wording import is_decree
from circulars.directory.offices import Level
from circulars.directory.places import provinces
from circulars.documents.word.content import LetterContent, ParagraphKind
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter, LetterKind
from circulars.thai.digits import has_mixed_digits, to_arabic
from circulars.thai.find_dates import find_dates
from circulars.thai.text import folded, repair


@dataclass(frozen=True, slots=True)
class Text:
    """A draft's text with what it is held against."""

    content: LetterContent
    letter: Letter
    step: CascadeStep
    reading: Reading | None
    deadlines: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]
    own_words: bool = False

    @property
    def body(self) -> str:
        """All paragraphs."""
        return " ".join(one.text for one in self.content.paragraphs)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A text for comparing: digits, spaces and quotes do not matter."""
    return folded(text)


def _finding(check: str, severity: Severity, field: str, message: str, seen: str = "", against: str = "") -> Finding:
    return Finding(check, severity, field, message, seen=seen, against=against)


def _pointers(text: Text) -> Iterator[Finding]:
    """ที่อ้างถึง and สิ่งที่ส่งมาด้วย are mentioned exactly when the fields are there, with numbers in the list."""
    if text.content.kind is not LetterKind.EXTERNAL:
        return
    body, content = text.body, text.content
    for word, field, entries in (
        ("ที่อ้างถึง", "references", content.references),
        ("สิ่งที่ส่งมาด้วย", "enclosures", content.enclosures),
    ):
        if word in body and not entries:
            yield _finding("pointers", Severity.BLOCKS, f"draft.{field}", f"ข้อความกล่าวถึง “{word}” แต่ไม่มีรายการ", word)
        if entries and word not in body:
            yield _finding("pointers", Severity.WARNS, f"draft.{field}", f"มีรายการแต่ข้อความไม่ได้กล่าวถึง “{word}”")
        for match in re.finditer(rf"{word}\s?([๐-๙\d]+)", body):
            if int(to_arabic(match[1])) > len(entries):
                yield _finding("pointers", Severity.BLOCKS, f"draft.{field}", "เลขลำดับเกินรายการที่มี", match[0])


def _opening(text: Text) -> Iterator[Finding]:
    """ตาม… ends with นั้น, ด้วย… does not."""
    if not text.content.paragraphs or text.content.kind is LetterKind.ORDER:
        return
    first = text.content.paragraphs[0].text.strip()
    known = re.match(r"(?:ตาม|อนุสนธิ)", first)
    new = re.match(r"(?:ด้วย|เนื่อง)", first)
    if known and not first.endswith("นั้น"):
        yield _finding("opening", Severity.WARNS, "draft.body", "ย่อหน้าแรกขึ้นต้นด้วย ตาม ต้องจบด้วย นั้น", first[:40])
    if new and first.endswith("นั้น"):
        yield _finding(
            "opening", Severity.WARNS, "draft.body", "ย่อหน้าแรกขึ้นต้นด้วย ด้วย/เนื่องจาก ต้องไม่จบด้วย นั้น", first[-40:]
        )
    if not known and not new:
        yield _finding("opening", Severity.NOTES, "draft.body", "ย่อหน้าแรกไม่ขึ้นต้นด้วย ตาม ด้วย หรือ เนื่องจาก", first[:40])


def _purpose(text: Text) -> Iterator[Finding]:
    """Exactly one purpose line, with โปรด only where we do not command."""
    line = text.content.purpose
    if text.content.kind is LetterKind.ORDER:
        return
    if not re.match(r"จึง(?:ขอ)?(?:เรียน|แจ้ง|เสนอ|ประสาน)", line):
        yield _finding("purpose-line", Severity.BLOCKS, "draft.purpose", "ต้องมีบรรทัด จึงเรียนมาเพื่อ… หนึ่งบรรทัด", line)
    if re.search(r"จึงเรียนมาเพื่อ", text.body):
        yield _finding("purpose-line", Severity.BLOCKS, "draft.body", "มีบรรทัด จึงเรียนมา มากกว่าหนึ่งแห่ง")
    polite = "โปรด" in line or "กรุณา" in line
    if polite and text.step.commands:
        yield _finding("purpose-line", Severity.WARNS, "draft.purpose", "ผู้รับเป็นผู้ใต้บังคับบัญชา ไม่ใช้คำว่า โปรด", line)
    if not polite and not text.step.commands and text.content.kind is LetterKind.EXTERNAL:
        yield _finding("purpose-line", Severity.WARNS, "draft.purpose", "ผู้รับไม่ได้อยู่ใต้บังคับบัญชา ควรใช้คำว่า โปรด", line)


def _deadlines(text: Text) -> Iterator[Finding]:
    """Each deadline of the source is in the draft, at the same day or earlier; the proposed ones are confirmed."""
    body = plain(text.body)
    for wanted, given in text.deadlines:
        if plain(given) not in body and plain(wanted) not in body:
            yield _finding("deadline-kept", Severity.WARNS, "draft.body", "กำหนดเวลาของหนังสือต้นเรื่องหายไปจากร่าง", wanted)
        else:
            message = (
                "กำหนดเวลาที่แจ้งผู้รับเป็นข้อเสนอของระบบ กรุณายืนยัน"
                if plain(given) != plain(wanted)
                else ("ร่างใช้วันเดิมของหนังสือต้นเรื่อง (ไม่ใช่วันรายงานถึงเรา หรือไม่มีเวลาเผื่อ) กรุณายืนยัน")
            )
            yield _finding("deadline-kept", Severity.WARNS, "draft.body", message, given, wanted)
    wanted_texts = {plain(wanted) for wanted, _ in text.deadlines}
    source = " ".join(field.value for field in text.letter.body if field.value)
    for one in _limits(source):
        if plain(one.text) not in wanted_texts and plain(one.text) not in body:
            yield _finding(
                "deadline-kept", Severity.WARNS, "draft.body", "กำหนดเวลานี้อยู่ในหนังสือต้นเรื่องแต่ไม่อยู่ในร่าง กรุณาตรวจ", one.text
            )


@lru_cache(maxsize=256)
def _limits(source: str) -> tuple[Deadline, ...]:
    return find_deadlines(repair(source))


def _contact(text: Text) -> Iterator[Finding]:
    """The sender's contact person and telephone are not passed on."""
    phone = text.letter.contact.value.phone if text.letter.contact.value else None
    if phone and re.sub(r"\D", "", to_arabic(phone)) in re.sub(r"[^\d]", "", to_arabic(text.body)):
        yield _finding("senders-contact", Severity.WARNS, "draft.body", "มีหมายเลขโทรศัพท์ของผู้ส่งในข้อความ", phone)
    if text.reading:
        for one in text.reading.parts.contact:
            if plain(one) in plain(text.body):
                yield _finding("senders-contact", Severity.WARNS, "draft.body", "มีผู้ประสานงานของผู้ส่งในข้อความ", one[:60])
            else:
                told = "ร่างไม่ส่งต่อผู้ประสานงานของผู้ส่ง ใช้ของหน่วยงานเราแทน"
                yield _finding("contact-dropped", Severity.NOTES, "draft.body", told, one[:200])


_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|https?://\S+")


def _channel(text: Text) -> Iterator[Finding]:
    """Where those below report to us, the source's own mailbox or form is not the way."""
    us = re.escape(text.step.office.name)
    for one in text.content.paragraphs:
        found = re.search(rf"(?:รายงาน|ส่ง|แจ้งผล)[^.]{{0,60}}{us}", one.text)
        way = _MAIL.search(one.text, found.end()) if found else None
        if way:
            message = "ผู้รับรายงานมาที่เรา แต่ช่องทางที่พิมพ์อยู่เป็นของผู้ส่งต้นเรื่อง กรุณาเปลี่ยนเป็นของหน่วยงานเรา"
            yield _finding("channel", Severity.WARNS, "draft.body", message, way[0])


def _own_tasks(text: Text) -> Iterator[Finding]:
    """Tasks of our own level are not passed down; those left out are shown."""
    for task in text.dropped:
        if plain(task) in plain(text.body):
            yield _finding("own-task", Severity.WARNS, "draft.body", "งานของหน่วยงานเราเองอยู่ในร่าง", task[:80])
        else:
            yield _finding("own-task", Severity.NOTES, "draft.body", "งานนี้เป็นของหน่วยงานเรา ร่างไม่ส่งต่อ", task[:200])
    if text.reading:
        body = plain(text.body)
        for one in text.reading.down:
            if _kept(one.text, text, body) < KEPT:
                yield _finding(
                    "task-kept",
                    Severity.WARNS,
                    "draft.body",
                    "ถ้อยคำของงานที่ส่งต่อหายไปหรือเปลี่ยนไปมาก กรุณาเทียบกับต้นเรื่อง",
                    one.text[:200],
                )


KEPT = 0.7
"""Least share of a task's words (runs of six letters) that the draft must still have. Who passes it on falls away."""


def _kept(task: str, text: Text, body: str) -> float:
    """Share of a task's own words in the draft; who passes on, who acts, whom to report to, and days may change."""
    level = text.step.office.level
    names = [re.escape(prose_name(text.letter.sender_agency.value or ""))] if text.letter.sender_agency.value else []
    names += [re.escape(wanted) for wanted, _ in text.deadlines]
    names += [
        own_pattern(level),
        below_pattern(level),
        PASS_ON,
        "ขอความอนุเคราะห์",
        "ขอความกรุณา",
        "ขอให้",
        "ให้",
        "รวบรวม",
        "ไปยัง",
        "เพื่อ",
        "ดังนี้",
        "และ",
    ]
    pieces = [plain(piece) for piece in re.split("|".join(names), task)]
    runs = [piece[start : start + 6] for piece in pieces for start in range(len(piece) - 5)]
    return sum(run in body for run in runs) / len(runs) if runs else 1.0


_CONNECTS = re.compile(
    r"(?:ทั้งนี้|อนึ่ง|นอกจาก|โดย|หาก|กรณี|ใน|สำหรับ|เพื่อ|ให้|ขอ|และ|พร้อม|สามารถ|ส่วน|จึง|ต่อมา|บัดนี้|ดังนั้น|เมื่อ|จังหวัด|อำเภอ|กรม)"
)


def _loose(text: Text) -> Iterator[Finding]:
    """Words of the source whose place is not sure are kept in the draft, and shown."""
    for one in text.reading.parts.after if text.reading else ():
        if not _CONNECTS.match(one):
            yield _finding(
                "loose-text", Severity.WARNS, "draft.body", "ข้อความนี้ไม่แน่ว่าอยู่ส่วนใดของหนังสือ กรุณาตรวจ", one[:80]
            )


def _digits(text: Text) -> Iterator[Finding]:
    """Thai digits only, but for links and Latin words; no number of two scripts."""
    for part in (text.body, text.content.subject, *(title for title, _ in text.content.enclosures)):
        for word in TYPED_CODE.sub("", part).split():
            if has_mixed_digits(word):
                yield _finding("digits-mixed", Severity.WARNS, "draft.body", "ตัวเลขปนไทยและอารบิก", word)
            elif re.search(r"\d", word) and re.search(r"[0-9]", word) and not re.search(r"[A-Za-z@]", word):
                yield _finding("digits-mixed", Severity.WARNS, "draft.body", "ใช้เลขอารบิกในข้อความไทย", word)


def _places(text: Text) -> Iterator[Finding]:
    """Names of provinces exist, and a letter from a province speaks of no other as its own."""
    names = {one.name for one in provinces()}
    own = text.step.office.province
    head = " ".join((*text.content.letterhead, *text.content.position, *text.content.contact))
    for match in re.finditer(r"จังหวัด([ก-๎]{2,})", head):
        found = max((name for name in names if match[1].startswith(name)), key=len, default=None)
        if found and own and found != own:
            yield _finding("one-place", Severity.BLOCKS, "draft.letterhead", "หัวหรือท้ายหนังสือมีชื่อจังหวัดอื่น", found, own)
    if own and text.step.office.level in (Level.PROVINCE, Level.DISTRICT):
        others = {
            found
            for match in re.finditer(r"จังหวัด([ก-๎]{2,})", text.body)
            if (found := max((n for n in names if match[1].startswith(n)), key=len, default=None)) and found != own
        }
        for other in sorted(others):
            yield _finding(
                "other-place", Severity.WARNS, "draft.body", "ข้อความกล่าวถึงจังหวัดอื่น กรุณาตรวจว่าถูกต้อง", other, own
            )


def _weekdays(text: Text) -> Iterator[Finding]:
    """A weekday named with a date is that date's."""
    for one in find_dates(text.body):
        if one.weekday:
            yield _finding("weekday", Severity.WARNS, "draft.body", "วันในสัปดาห์ไม่ตรงกับวันที่", one.text, one.weekday)


def _clean(text: Text) -> Iterator[Finding]:
    """No broken marks, no double spaces."""
    for part in (text.content.subject, *(one.text for one in text.content.paragraphs), text.content.purpose):
        if repair(part) != part or "  " in part:
            yield _finding("clean-text", Severity.WARNS, "draft.body", "ข้อความมีสระ วรรณยุกต์ หรือช่องว่างผิดปกติ", part[:60])


def _suspects(text: Text) -> Iterator[Finding]:
    """Words of a recognised letter that its own other words contradict, each with its proposal."""
    if not recognised(text.letter):
        return
    own = [one.text for one in text.content.paragraphs]
    beside = [text.content.subject, *(title for title, _ in text.content.enclosures)]
    for word, near in suspects(own, beside):
        message = f"คำนี้อาจอ่านผิด ที่อื่นในหนังสือเป็น “{near}”" if near else "คำนี้มีสระหรือวรรณยุกต์ซ้อนกัน อาจอ่านผิด"
        yield Finding(
            "suspect-word", Severity.WARNS, "draft.body", message, seen=word, against=near, proposal=near or None
        )


def _respelled(text: Text) -> Iterator[Finding]:
    """Fixed terms whose lost tone marks were put back."""
    for field in text.letter.body:
        for seen, spelled in respelled(repair(field.value or ""))[1]:
            if plain(spelled) in plain(f"{text.body} {text.content.purpose}"):
                yield _finding(
                    "respelled", Severity.NOTES, "draft.body", "คำนี้อ่านได้ไม่ครบวรรณยุกต์ ร่างเขียนให้ครบแล้ว", seen, spelled
                )


def _concerned(text: Text) -> Iterator[Finding]:
    """Those further below whom the matter is about are told too, though the source does not say so."""
    if text.reading is None or text.reading.down:
        return
    concerned = concerned_by(text.letter.subject.value or "", text.step.unit)
    if concerned and f"แจ้งให้{concerned}ทราบ" in text.body:
        told = "เรื่องนี้เกี่ยวกับหน่วยงานที่อยู่ใต้ผู้รับลงไป ร่างจึงขอให้ผู้รับแจ้งต่อ แม้ต้นเรื่องไม่ได้สั่งไว้ กรุณาตรวจ"
        yield _finding("told-further", Severity.WARNS, "draft.body", told, concerned)


def _numbered(text: Text) -> Iterator[Finding]:
    """Items are numbered one after another."""
    numbers = [one.number for one in text.content.paragraphs if one.kind is ParagraphKind.ITEM]
    counted = [to_arabic(number).rstrip(".") for number in numbers]
    if counted and counted != [str(n) for n in range(1, len(counted) + 1)]:
        yield _finding("item-numbers", Severity.WARNS, "draft.body", "ลำดับข้อไม่ต่อเนื่อง", " ".join(numbers))


def _cancelled(text: Text) -> Iterator[Finding]:
    """A letter that cancels another is read with care: what was cancelled must not be forwarded again."""
    match = re.search(r"(?:ให้)?ยกเลิกหนังสือ[^ ]*(?: [^ ]+){0,8}", text.body)
    if match:
        yield _finding(
            "cancels",
            Severity.NOTES,
            "draft.body",
            "หนังสือนี้ยกเลิกหนังสือฉบับก่อน กรุณาตรวจว่าผู้รับเคยได้รับฉบับนั้น",
            match[0][:80],
        )


def _own_thai(text: Text) -> Iterator[Finding]:
    """Our own sentences are whole; each fault of `own_thai` blocks."""
    if text.content.kind is LetterKind.ORDER or text.reading is None:
        return
    for fault, seen in faults_of(text.content.paragraphs, text.step.office.level):
        yield _finding(fault.check, Severity.BLOCKS, "draft.body", fault.message, seen)


def _goes_somewhere(text: Text) -> Iterator[Finding]:
    """No change and no clause of the source is lost (`told`)."""
    if text.reading is None or is_decree(text.letter):
        return
    held = Held(text.content, text.letter, text.step.office, text.reading, text.deadlines)
    severity = Severity.WARNS if text.own_words else Severity.BLOCKS
    yield from (replace(one, severity=severity) for one in (*lost_changes(held), *lost_clauses(held)))


CHECKS: tuple[Callable[[Text], Iterator[Finding]], ...] = (
    _weekdays, _places, _numbered, _pointers, _opening, _purpose, _deadlines, _contact, _channel, _own_tasks, _loose, _digits, _clean, _suspects, _respelled,
    _concerned, _cancelled, _own_thai, _goes_somewhere,
)  # fmt: skip
"""The checks of this module."""
