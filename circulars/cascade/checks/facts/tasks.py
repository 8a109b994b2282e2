"""What the source asks, in the draft: deadlines, tasks of ours and of those below, contacts, channels, changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from circulars.cascade.asks.deadlines import Deadline, find_deadlines
from circulars.cascade.asks.levels import concerned_by, prose_name
from circulars.cascade.asks.obligations import Obligation
from circulars.cascade.checks.case import Case, Check, blocks, notes, plain, warns
from circulars.cascade.checks.facts.placed import left_out, weight_of_text
from circulars.cascade.checks.facts.told import Held, lost_changes, lost_clauses, whole
from circulars.cascade.text.essence import essence_of
from circulars.cascade.text.telling import is_decree
from circulars.directory.offices import Level
from circulars.letter.finding import Finding, Severity
from circulars.lexicon.offices import below_pattern, own_pattern
from circulars.lexicon.phrases import ANY, PASS_ON
from circulars.lexicon.rows import literally
from circulars.lexicon.writing.actors import (
    BY_A_DAY_TOLD,
    DUTIES_HEAD,
    MADE_TO_ACT,
    NAMES_OUR_LEVEL,
    OWN_REPORT,
    PRESSES_OTHERS,
    REPORTED_UP,
    TELLS_BELOW,
    UPWARD,
)
from circulars.lexicon.writing.body import ROUNDS, ROW_OF_TABLE
from circulars.lexicon.writing.checks import (
    CANCELS_A_LETTER,
    CONNECTS,
    DECIDED_BY_OTHERS,
    MAIL_OR_LINK,
    REPORT_TO,
    TELEPHONE,
)
from circulars.thai.digits import digits_of, to_arabic
from circulars.thai.text import repair


def _deadlines(case: Case) -> Iterator[Finding]:
    """Each deadline of the source is in the draft, at the same day or earlier; the proposed ones are confirmed."""
    body = plain(case.body)
    for wanted, given in case.deadlines:
        if plain(given) not in body and plain(wanted) not in body:
            yield warns("deadline-kept", "draft.body", "กำหนดเวลาของหนังสือต้นเรื่องหายไปจากร่าง", wanted)
        else:
            message = (
                "กำหนดเวลาที่แจ้งผู้รับเป็นข้อเสนอของระบบ กรุณายืนยัน"
                if plain(given) != plain(wanted)
                else ("ร่างใช้วันเดิมของหนังสือต้นเรื่อง (ไม่ใช่วันรายงานถึงเรา หรือไม่มีเวลาเผื่อ) กรุณายืนยัน")
            )
            yield warns("deadline-kept", "draft.body", message, given, wanted)
    wanted_texts = {plain(wanted) for wanted, _ in case.deadlines}
    source = " ".join(field.value for field in case.letter.body if field.value)
    for one in _limits(source):
        if plain(one.text) not in wanted_texts and plain(one.text) not in body:
            yield warns("deadline-kept", "draft.body", "กำหนดเวลานี้อยู่ในหนังสือต้นเรื่องแต่ไม่อยู่ในร่าง กรุณาตรวจ", one.text)


@lru_cache(maxsize=256)
def _limits(source: str) -> tuple[Deadline, ...]:
    return find_deadlines(repair(source))


def _contact(case: Case) -> Iterator[Finding]:
    """The sender's contact person and telephone are not passed on."""
    phone = case.letter.contact.value.phone if case.letter.contact.value else None
    if phone and digits_of(to_arabic(phone)) in digits_of(to_arabic(case.body)):
        yield warns("senders-contact", "draft.body", "มีหมายเลขโทรศัพท์ของผู้ส่งในข้อความ", phone)
    if case.reading:
        for one in case.reading.parts.contact:
            if plain(one) in plain(case.body):
                yield warns("senders-contact", "draft.body", "มีผู้ประสานงานของผู้ส่งในข้อความ", one[:60])
            else:
                told = "ร่างไม่ส่งต่อผู้ประสานงานของผู้ส่ง ใช้ของหน่วยงานเราแทน"
                yield notes("contact-dropped", "draft.body", told, one[:200])


def _channel(case: Case) -> Iterator[Finding]:
    """Where those below report to us, the source's own mailbox or form is not the way."""
    us = literally(case.step.office.name)
    for one in case.content.paragraphs:
        found = REPORT_TO(us=us).search(one.text)
        behind = found.end() if found else len(one.text)
        way = MAIL_OR_LINK.search(one.text, behind) or TELEPHONE.search(one.text, behind)
        if way:
            message = "ผู้รับรายงานมาที่เรา แต่ช่องทางที่พิมพ์อยู่เป็นของผู้ส่งต้นเรื่อง กรุณาเปลี่ยนเป็นของหน่วยงานเรา"
            yield blocks("channel", "draft.body", message, way[0])


def _own_tasks(case: Case) -> Iterator[Finding]:
    """Tasks of our own level are not passed down; those left out are shown."""
    below = TELLS_BELOW(below=below_pattern(case.step.office.level))
    lost = next((task for task in case.dropped if below.search(task) or PRESSES_OTHERS.match(task)), "")
    if lost and case.reading is not None and not case.reading.down:
        message = "ต้นเรื่องให้แจ้งผู้รับทำ แต่ร่างถือว่าเป็นงานของเราและไม่ขอสิ่งใด กรุณาแก้เนื้อความ"
        yield blocks("own-task", "draft.body", message, lost[:160])
    for task in case.dropped:
        if plain(task) in plain(case.body):
            yield warns("own-task", "draft.body", "งานของหน่วยงานเราเองอยู่ในร่าง", task[:80])
        else:
            yield notes("own-task", "draft.body", "งานนี้เป็นของหน่วยงานเรา ร่างไม่ส่งต่อ", task[:200])
    executes = case.step.office.level is Level.DISTRICT  # what names nobody is its own to do
    for one in case.reading.ours if case.reading and not executes else ():
        fact = "" if one.certain else weight_of_text(one.text)
        if fact and plain(fact) not in plain(case.body):
            message = "ต้นเรื่องไม่ระบุว่าใครทำข้อนี้ ร่างถือว่าเป็นงานของเราและไม่ส่งต่อ กรุณาตรวจ"
            at_ours = NAMES_OUR_LEVEL(own=own_pattern(case.step.office.level)).search(one.text)
            tell = warns if at_ours or not one.number else blocks  # a numbered one beside those of theirs may be theirs
            yield tell("own-task", "draft.body", message, one.text[:160], fact)
    if case.reading:
        body = plain(case.body)
        for one in case.reading.down:
            if _kept(one.text, case, body) < KEPT:
                yield warns(
                    "task-kept",
                    "draft.body",
                    "ถ้อยคำของงานที่ส่งต่อหายไปหรือเปลี่ยนไปมาก กรุณาเทียบกับต้นเรื่อง",
                    one.text[:200],
                )


def _duty_told(case: Case) -> Iterator[Finding]:
    """A draft that asks nothing tells no duty: no table of who is to do what, no day by which we or those below must act.

    What a court or a council decided is told as it is, and warns.
    """
    if case.reading is None or case.reading.down or is_decree(case.letter):
        return
    level = case.step.office.level
    made = MADE_TO_ACT(own=own_pattern(level), below=below_pattern(level))
    message = "ต้นเรื่องให้มีผู้ปฏิบัติ แต่ร่างเพียงบอกเล่าและไม่ขอสิ่งใด กรุณาเติมคำขอ"
    for text in map(repair, case.reading.parts.situation):
        days = [one for one in _limits(text) if made.search(text[: one.start])]
        duties = DUTIES_HEAD.search(text)
        if duties and ANY(words=below_pattern(level)).search(text[duties.end() :]):
            yield (warns if case.own_words else blocks)("asked-in-told", "draft.body", message, text[:160])
        elif days:
            decided = DECIDED_BY_OTHERS.search(text[: text.find("ให้")])
            tell = warns if decided or case.own_words else blocks
            yield tell("asked-in-told", "draft.body", message, text[:160], days[0].text)


def _reports(task: Obligation) -> bool:
    text = whole(task)
    return REPORTED_UP.search(text) is not None or OWN_REPORT.search(text) is not None


def _report_asked(case: Case) -> Iterator[Finding]:
    """Where we owe a report by a day, those who do the work are asked for theirs."""
    if case.reading is None or not case.reading.down:
        return
    pointed = next((one.text for one in case.reading.ours if BY_A_DAY_TOLD.search(one.text)), "")
    if pointed and not any(one.deadlines for one in case.reading.down):
        message = "เราต้องส่งต้นเรื่องภายในกำหนดที่อยู่ในส่วนอื่นของหนังสือ แต่ร่างไม่บอกวันให้ผู้รับส่งถึงเรา กรุณาเติมวัน"
        yield blocks("report-no-day", "draft.body", message, pointed[:160])
    if any(_reports(one) for one in case.reading.down):
        return
    owed = (one.text for one in case.reading.ours if UPWARD.search(one.text))
    first = next((text for text in owed if find_deadlines(text) or ROUNDS.search(text)), "")
    if first:
        message = "เราต้องส่งหรือรายงานผลให้ต้นเรื่องตามกำหนด แต่ร่างไม่ได้ขอให้ผู้รับรายงานเรา กรุณาพิจารณาเติม"
        yield warns("report-not-asked", "draft.body", message, first[:160])


KEPT = 0.7
"""Least share of a task's words (runs of six letters) that the draft must still have. Who passes it on falls away."""


def _kept(task: str, case: Case, body: str) -> float:
    """Share of a task's own words in the draft; who passes on, who acts, whom to report to, and days may change."""
    level = case.step.office.level
    names = [literally(prose_name(case.letter.sender_agency.value or ""))] if case.letter.sender_agency.value else []
    names += [literally(wanted) for wanted, _ in case.deadlines]
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
    pieces = [plain(piece) for piece in ANY(words="|".join(names)).split(task)]
    runs = [piece[start : start + 6] for piece in pieces for start in range(len(piece) - 5)]
    return sum(run in body for run in runs) / len(runs) if runs else 1.0


def _loose(case: Case) -> Iterator[Finding]:
    """Words of the source whose place is not sure are kept in the draft, and shown."""
    loose = [one for one in (case.reading.parts.after if case.reading else ()) if not CONNECTS.match(one)]
    rows = [one for one in loose if ROW_OF_TABLE.match(one)]
    if len(rows) > 1:
        yield warns("loose-text", "draft.body", "ตารางในเนื้อความส่งต่อทีละบรรทัด กรุณาตรวจกับต้นเรื่อง", " / ".join(rows)[:120])
    for one in loose:
        if len(rows) < 2 or one not in rows:
            yield warns("loose-text", "draft.body", "ข้อความนี้ไม่แน่ว่าอยู่ส่วนใดของหนังสือ กรุณาตรวจ", one[:80])


def _concerned(case: Case) -> Iterator[Finding]:
    """Those further below whom the matter is about are told too, though the source does not say so."""
    if case.reading is None or case.reading.down:
        return
    concerned = concerned_by(case.letter.subject.value or "", case.step.unit)
    if concerned and f"แจ้งให้{concerned}ทราบ" in case.body:
        told = "เรื่องนี้เกี่ยวกับหน่วยงานที่อยู่ใต้ผู้รับลงไป ร่างจึงขอให้ผู้รับแจ้งต่อ แม้ต้นเรื่องไม่ได้สั่งไว้ กรุณาตรวจ"
        yield warns("told-further", "draft.body", told, concerned)


def _cancelled(case: Case) -> Iterator[Finding]:
    """A letter that cancels another is read with care: what was cancelled must not be forwarded again."""
    match = CANCELS_A_LETTER.search(case.body)
    if match:
        yield notes(
            "cancels",
            "draft.body",
            "หนังสือนี้ยกเลิกหนังสือฉบับก่อน กรุณาตรวจว่าผู้รับเคยได้รับฉบับนั้น",
            match[0][:80],
        )


def _goes_somewhere(case: Case) -> Iterator[Finding]:
    """No change and no clause of the source is lost (`told`)."""
    if case.reading is None or is_decree(case.letter):
        return
    left = essence_of(case.reading, case.today)[1] if case.step.profile.told_shortly else ()
    for text in (one for one in left if case.prior is None or one != case.reading.parts.cause):
        told = "สำนักงานตั้งให้บอกเล่าโดยย่อ ย่อหน้านี้ของต้นเรื่องอยู่ในสำเนาที่แนบเท่านั้น กรุณาพิจารณาว่าต้องบอกหรือไม่"
        yield warns("told-shortly", "draft.body", told, text[:160])
    held = Held(case.content, case.letter, case.step.office, case.reading, case.deadlines, left)
    severity = Severity.WARNS if case.own_words else Severity.BLOCKS
    lost = tuple(lost_clauses(held))
    yield from (replace(one, severity=severity) for one in (*lost_changes(held), *lost))
    known = {one.seen for one in lost}
    for one in left_out(held):
        if one.seen not in known:
            yield replace(one, severity=severity) if one.severity is Severity.BLOCKS else one


CHECKS: tuple[Check, ...] = (
    _deadlines,
    _contact,
    _channel,
    _own_tasks,
    _duty_told,
    _report_asked,
    _loose,
    _concerned,
    _cancelled,
    _goes_somewhere,
)
"""The checks of this module."""
