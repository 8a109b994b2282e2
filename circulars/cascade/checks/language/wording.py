"""The words of a draft: opening, purpose line, numbering, digits, weekdays, places, broken and doubtful words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from circulars.cascade.asks.terms import respelled
from circulars.cascade.checks.case import Case, Check, blocks, notes, plain, warns
from circulars.cascade.checks.facts.suspects import recognised, suspects
from circulars.cascade.checks.language.own_thai import faults_of
from circulars.cascade.plan.step_key import Audience
from circulars.cascade.text.forms import DECREED
from circulars.directory.offices import Level
from circulars.directory.places import provinces
from circulars.documents.word.content import ParagraphKind
from circulars.extraction.page.spelling import unknown_words
from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import LetterKind
from circulars.lexicon.people import NAMED_PERSON
from circulars.lexicon.writing.checks import (
    LATIN_SIGN,
    OPENS_KNOWN,
    OPENS_NEW,
    PROVINCE_NAMED,
    PURPOSE_IN_TEXT,
    PURPOSE_LINE,
    THAI_SYLLABLE,
)
from circulars.lexicon.writing.text import TYPED_CODE
from circulars.thai.digits import ARABIC_DIGITS, has_mixed_digits, to_arabic
from circulars.thai.find_dates import find_dates
from circulars.thai.text import repair


def _opening(case: Case) -> Iterator[Finding]:
    """ตาม… ends with นั้น, ด้วย… does not."""
    if not case.content.paragraphs or case.content.kind in DECREED:
        return
    first = case.content.paragraphs[0].text.strip()
    known = OPENS_KNOWN.match(first)
    new = OPENS_NEW.match(first)
    if known and not first.endswith("นั้น"):
        yield warns("opening", "draft.body", "ย่อหน้าแรกขึ้นต้นด้วย ตาม ต้องจบด้วย นั้น", first[:40])
    if new and first.endswith("นั้น"):
        yield warns("opening", "draft.body", "ย่อหน้าแรกขึ้นต้นด้วย ด้วย/เนื่องจาก ต้องไม่จบด้วย นั้น", first[-40:])
    if not known and not new:
        yield notes("opening", "draft.body", "ย่อหน้าแรกไม่ขึ้นต้นด้วย ตาม ด้วย หรือ เนื่องจาก", first[:40])


def _purpose(case: Case) -> Iterator[Finding]:
    """Exactly one purpose line, with โปรด only where we do not command."""
    line = case.content.purpose
    if case.content.kind in DECREED:
        return
    if not PURPOSE_LINE.match(line):
        yield blocks("purpose-line", "draft.purpose", "ต้องมีบรรทัด จึงเรียนมาเพื่อ… หนึ่งบรรทัด", line)
    if PURPOSE_IN_TEXT.search(case.body):
        yield blocks("purpose-line", "draft.body", "มีบรรทัด จึงเรียนมา มากกว่าหนึ่งแห่ง")
    polite = "โปรด" in line or "กรุณา" in line
    if polite and case.step.commands:
        yield warns("purpose-line", "draft.purpose", "ผู้รับเป็นผู้ใต้บังคับบัญชา ไม่ใช้คำว่า โปรด", line)
    if not polite and not case.step.commands and case.content.kind is LetterKind.EXTERNAL:
        yield warns("purpose-line", "draft.purpose", "ผู้รับไม่ได้อยู่ใต้บังคับบัญชา ควรใช้คำว่า โปรด", line)


def _digits(case: Case) -> Iterator[Finding]:
    """Thai digits only, but for links and Latin words; no number of two scripts."""
    for part in (case.body, case.content.subject, *(title for title, _ in case.content.enclosures)):
        for word in TYPED_CODE.sub("", part).split():
            if has_mixed_digits(word):
                yield warns("digits-mixed", "draft.body", "ตัวเลขปนไทยและอารบิก", word)
            elif not set(ARABIC_DIGITS).isdisjoint(word) and not LATIN_SIGN.search(word):
                yield warns("digits-thai", "draft.body", "ใช้เลขอารบิกในข้อความไทย", word)


def _places(case: Case) -> Iterator[Finding]:
    """Names of provinces exist, and a letter from a province speaks of no other as its own."""
    names = {one.name for one in provinces()}
    own = case.step.office.province
    head = " ".join((*case.content.letterhead, *case.content.position, *case.content.contact))
    for match in PROVINCE_NAMED.finditer(head):
        found = max((name for name in names if match[1].startswith(name)), key=len, default=None)
        if found and own and found != own:
            yield blocks("one-place", "draft.letterhead", "หัวหรือท้ายหนังสือมีชื่อจังหวัดอื่น", found, own)
    if own and case.step.office.level in (Level.PROVINCE, Level.DISTRICT):
        others = {
            found
            for match in PROVINCE_NAMED.finditer(case.body)
            if (found := max((n for n in names if match[1].startswith(n)), key=len, default=None)) and found != own
        }
        for other in sorted(others):
            yield warns("other-place", "draft.body", "ข้อความกล่าวถึงจังหวัดอื่น กรุณาตรวจว่าถูกต้อง", other, own)


def _weekdays(case: Case) -> Iterator[Finding]:
    """A weekday named with a date is that date's."""
    for one in find_dates(case.body):
        if one.weekday:
            yield warns("weekday", "draft.body", "วันในสัปดาห์ไม่ตรงกับวันที่", one.text, one.weekday)


def _clean(case: Case) -> Iterator[Finding]:
    """No broken marks, no double spaces."""
    for part in (case.content.subject, *(one.text for one in case.content.paragraphs), case.content.purpose):
        if repair(part) != part or "  " in part:
            yield warns("clean-text", "draft.body", "ข้อความมีสระ วรรณยุกต์ หรือช่องว่างผิดปกติ", part[:60])


def _suspects(case: Case) -> Iterator[Finding]:
    """Words of a recognised letter that its own other words contradict, each with its proposal."""
    if not recognised(case.letter):
        return
    own = [one.text for one in case.content.paragraphs]
    beside = [case.content.subject, *(title for title, _ in case.content.enclosures)]
    for word, near in suspects(own, beside):
        message = f"คำนี้อาจอ่านผิด ที่อื่นในหนังสือเป็น “{near}”" if near else "คำนี้มีสระหรือวรรณยุกต์ซ้อนกัน อาจอ่านผิด"
        yield Finding(
            "suspect-word", Severity.WARNS, "draft.body", message, seen=word, against=near, proposal=near or None
        )


_AROUND = 12
"""Letters shown on either side of a piece that is no word."""


@lru_cache(maxsize=4096)
def _no_words(text: str) -> tuple[str, ...]:
    around = NAMED_PERSON.sub(" ", text)
    return tuple(one for one in unknown_words(around) if THAI_SYLLABLE.search(one))


def _unknown(case: Case) -> Iterator[Finding]:
    """Pieces that are no Thai word, as in the subject: each paragraph with its first one, in its surroundings."""
    for one in case.content.paragraphs:
        found = _no_words(one.text)
        if found:
            at = one.text.find(found[0])
            seen = one.text[max(0, at - _AROUND) : at + len(found[0]) + _AROUND] if at >= 0 else found[0]
            message = f"มีคำที่ไม่รู้จัก “{found[0]}” อาจอ่านผิด กรุณาตรวจกับต้นเรื่อง"
            yield warns("unknown-words", "draft.body", message, seen.strip())


def _respelled(case: Case) -> Iterator[Finding]:
    """Fixed terms whose lost tone marks were put back."""
    for field in case.letter.body:
        for seen, spelled in respelled(repair(field.value or ""))[1]:
            if plain(spelled) in plain(f"{case.body} {case.content.purpose}"):
                yield notes("respelled", "draft.body", "คำนี้อ่านได้ไม่ครบวรรณยุกต์ ร่างเขียนให้ครบแล้ว", seen, spelled)


def _numbered(case: Case) -> Iterator[Finding]:
    """Items are numbered one after another."""
    numbers = [one.number for one in case.content.paragraphs if one.kind is ParagraphKind.ITEM]
    counted = [to_arabic(number).rstrip(".") for number in numbers]
    if counted and counted != [str(n) for n in range(1, len(counted) + 1)]:
        yield warns("item-numbers", "draft.body", "ลำดับข้อไม่ต่อเนื่อง", " ".join(numbers))


def _own_thai(case: Case) -> Iterator[Finding]:
    """Our own sentences are whole; each fault of `own_thai` blocks."""
    if case.content.kind in DECREED or case.reading is None:
        return
    theirs = case.step.key.audience is Audience.BESIDE  # a letter to those themselves
    for fault, seen in faults_of(case.content.paragraphs, case.step.office.level):
        if theirs and fault.check == "language-beside":
            continue
        yield blocks(fault.check, "draft.body", fault.message, seen)


CHECKS: tuple[Check, ...] = (
    _weekdays,
    _places,
    _numbered,
    _opening,
    _purpose,
    _digits,
    _clean,
    _suspects,
    _unknown,
    _respelled,
    _own_thai,
)
"""The checks of this module."""
