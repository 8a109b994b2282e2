"""The clauses of a letter: what is told, what is asked, and whom each request makes act.

A clause that asks begins at ขอให้, จึงให้, ขอเชิญ … or at ให้ before an office; an item of a list that was led in by one is one
too. Who acts is read from what stands before the office's name: a verb of passing on or ให้ makes it act (``แจ้งอำเภอ``,
``ขอให้ทุกอำเภอ``), ของ or ใน makes it none (``ข้อมูลของอำเภอ``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from circulars.directory.offices import Office
from circulars.letter.letter import Letter
from circulars.lexicon.reading.triage.staying import (
    BELONGS,
    ITEM,
    OF_THEIRS,
    PEOPLE_OF,
    PURPOSE,
    SPREADS,
    TELLS,
    TOPIC,
)
from circulars.triage.reading.words import Tag, Word, words_of

DOWN = frozenset({Tag.BELOW, Tag.LOCAL, Tag.VILLAGE, Tag.STAFF, Tag.PEOPLE})
"""Whoever stands below the one spoken to."""
_OPENS = frozenset({Tag.ASK, Tag.INVITE, Tag.PERMIT, Tag.TELL, Tag.CANCEL, Tag.CHANGE, Tag.VIEW})
_MEND = frozenset({Tag.CANCEL, Tag.CHANGE})
_STEPS = frozenset({Tag.EVERY, Tag.COUNT})
_JOINING = frozenset({Tag.AND, *_STEPS})
_TO_WHOM = 5
"""Words from a verb of telling to whose people they are: ``แจ้ง | ให้ | เจ้าหน้าที่ | งาน | ทะเบียน | ของ | อำเภอ``."""
_UNTIL_VERB = 3
"""Words between ได้ and its verb: ``ได้มีหนังสือแจ้ง``."""
_MAKES_NOUN = frozenset({"การ", "เป็นการ", "ผู้", "คำ"})
_REFUSES = 4
"""A clause that says ไม่ต้อง within so many words asks nothing."""
_LONG = 60
"""Letters beyond which an addressee line is text that the reader of the page took for one."""


@dataclass(frozen=True)
class Clause:
    """A piece of a letter's text.

    ``place`` counts its paragraph; ``asks`` whether it asks, ``purpose`` whether it is the จึงเรียนมา line, ``item``
    whether it is an item of a list, ``theirs`` one of a list of what those below do (``แจ้งอำเภอดำเนินการ ดังนี้``).
    """

    text: str
    place: int
    words: tuple[Word, ...]
    asks: bool
    purpose: bool = False
    item: bool = False
    theirs: bool = False

    def has(self, *tags: Tag) -> bool:
        """A word with one of these tags stands in it."""
        return any(word.tag in tags for word in self.words)

    @cached_property
    def made_to_act(self) -> tuple[Word, ...]:
        """The names of those below whom the clause makes act or be told."""
        return tuple(_made_to_act(self.words, whole=self.asks or self.purpose))

    @property
    def goes_down(self) -> bool:
        """It makes an office or a person below act, or be told."""
        return any(word.tag is not Tag.PEOPLE for word in self.made_to_act)

    @property
    def refused(self) -> bool:
        """It says that something need not be passed on."""
        return any(
            word.tag is Tag.NOT and any(after.tag in (Tag.PASS, *DOWN) for after in self.words[at : at + 8])
            for at, word in enumerate(self.words)
        )

    def before_refusal(self) -> Clause:
        """What it asks before it says what need not be: ``ตอบแบบสอบถาม | โดยไม่ต้องแจกจ่ายให้ส่วนราชการอื่น``."""
        if not self.refused:
            return self
        at = next(at for at, word in enumerate(self.words) if word.tag is Tag.NOT)
        if at < _REFUSES:
            return replace(self, asks=False)
        end = self.words[at].start - self.words[0].start
        return replace(self, text=self.text[:end].strip(), words=self.words[:at])


def clauses_of(letter: Letter, office: Office) -> tuple[Clause, ...]:
    """The clauses of a letter's text as this office reads it, in order."""
    found: list[Clause] = []
    led, theirs = False, False
    for place, text in enumerate(texts_of(letter)):
        marker = ITEM.match(text)
        led = led and (marker is not None or text.startswith("- "))
        pieces = list(_pieces(text, place, office))
        if led:
            pieces = [replace(one, asks=True, item=True, theirs=theirs and not one.has(Tag.OURS)) for one in pieces]
        found += pieces
        if not led and pieces:
            led = any(one.asks for one in pieces) and pieces[-1].has(Tag.LIST)
            theirs = led and pieces[-1].goes_down
    return tuple(found)


def texts_of(letter: Letter) -> list[str]:
    """The paragraphs, and text that a fax's ถึง line took up."""
    long = [field.value for field in letter.addressees if field.value and len(field.value) > _LONG]
    return [" ".join(text.split()) for text in (*long, *(field.value for field in letter.body)) if text]


def _pieces(text: str, place: int, office: Office) -> Iterator[Clause]:
    words = words_of(text, office.level, (office.name, office.head_title))
    if PURPOSE.match(text):
        yield Clause(text, place, words, asks=False, purpose=True)
        return
    known = _known_until(text, words)
    cuts = [at for at in _cuts(words) if words[at].start >= known]
    edges = [*cuts, len(words)]
    first = words[cuts[0]].start if cuts else len(text)
    if first:
        yield _clause(text, place, [word for word in words if word.start < first], asks=False)
    for at, end in pairwise(edges):
        yield _clause(text, place, words[at:end], asks=True)


def _clause(text: str, place: int, words: Sequence[Word], *, asks: bool) -> Clause:
    start, end = words[0].start, words[-1].end
    return Clause(text[start:end].strip(), place, tuple(words), asks)


def _known_until(text: str, words: Sequence[Word]) -> int:
    """Where what is known to the reader ends: ``ตามหนังสือที่อ้างถึง … นั้น``."""
    if not text.startswith(("ตาม", "อนุสนธิ")):
        return 0
    return next((word.end for word in words if word.tag is Tag.THAT), 0)


def _cuts(words: Sequence[Word]) -> Iterator[int]:
    """The words at which a clause that asks begins."""
    opened = False
    for at, word in enumerate(words):
        before = _before(words, at)
        fresh = at == 0 or words[at - 1].text.isspace() or (before is not None and before.tag in (Tag.SO, Tag.AND))
        if word.tag in _MEND and not (word.text.startswith("ขอ") or (before is not None and before.tag is Tag.SO)):
            continue
        if word.tag is Tag.PASS and before is not None and before.text == "จึง":
            opened = True
            yield at
        elif word.tag in _OPENS and (fresh or (before is not None and _is_subject(words, at))):
            opened = opened or word.tag is not Tag.VIEW
            yield at
        elif (word.tag is Tag.CAUSE and fresh and (opened or _led_in(words, at))) or (
            word.text == _SO_THAT and fresh and not opened and _led_in(words, at)
        ):
            opened = True
            yield at


_SO_THAT = "โดยให้"
"""``กำหนดแนวทาง โดยให้นายอำเภอ…``: what was told turns into what those named do; behind a request it only goes on."""


def _is_subject(words: Sequence[Word], at: int) -> bool:
    """``กรมการปกครองขอให้``, ``สมาคมฯ ขอเรียนเชิญ``: the one who asks stands just before; ``เป็นการขออนุญาต`` is a noun."""
    if words[at - 1].text in _MAKES_NOUN:
        return False
    return words[at].text.startswith("ขอ") or words[at - 1].text == "จึง"


def _led_in(words: Sequence[Word], at: int) -> bool:
    """A bare ให้ asks at the begin of a sentence, after จึง, or before an office (``ให้จังหวัดแจ้ง…``)."""
    before = _before(words, at)
    after = next((word for word in words[at + 1 :] if not word.text.isspace() and word.tag not in _STEPS), None)
    return before is None or before.tag is Tag.SO or (after is not None and after.tag in (Tag.OURS, *DOWN))


def _before(words: Sequence[Word], at: int) -> Word | None:
    return next((word for word in reversed(words[:at]) if not word.text.isspace()), None)


def _made_to_act(words: Sequence[Word], *, whole: bool) -> Iterator[Word]:
    if not whole:
        return
    acting: set[int] = set()
    for at, word in enumerate(words):
        if word.tag is Tag.OURS and _caused(words, at):
            acting.add(at)  # ให้ผู้ว่าราชการจังหวัด นายอำเภอ และกำนัน …: we head a list of those who act
        each = bool(words[at + 1 :]) and words[at + 1].text == "ละ"
        if word.tag not in DOWN or each or _denied(words, at) or _told_before(words, at):
            continue
        if (
            _is_told(words, at)
            or _is_topic(words, at)
            or _of_theirs_is_told(words, at)
            or (_before_in_list(words, at) in acting and not _with_us(words, at))
        ):
            acting.add(at)
            yield word


def _is_told(words: Sequence[Word], at: int) -> bool:
    """What stands before the name makes it act or hear: ``แจ้ง``, ``ขอให้``, ``ไปยัง``, ``ผ่าน``."""
    before = [one for one in words[:at] if not one.text.isspace() and one.tag not in _STEPS]
    last = before[-1] if before else None
    if last is None or last.tag in (Tag.PASS, Tag.ASK):
        return True
    if last.tag is Tag.INVITE:  # ขอเชิญนายอำเภอทุกอำเภอเข้าร่วมประชุม; units of ours are invited with us
        return words[at].tag in (Tag.BELOW, Tag.LOCAL, Tag.VILLAGE)
    passed = any(one.tag is Tag.PASS for one in before)
    if last.tag is Tag.CAUSE or (last.text == _SO_THAT and last is before[0]):
        if before[0].tag is Tag.PERMIT and not passed:  # ขออนุมัติให้นายอำเภอเดินทาง: they ask it for themselves
            return False
        plain = len(before) > 1 and before[-2].tag is None and not words[at - 1].text.isspace()
        return passed or not plain or len(before) == 1
    if last.tag in (Tag.TO, Tag.AIM):
        return passed
    if BELONGS.match(last.text) and any(SPREADS.match(one.text) for one in before):
        return True
    return passed and words[at].tag is Tag.BELOW and any(one.text == "ผ่าน" for one in before[-6:])


def _is_topic(words: Sequence[Word], at: int) -> bool:
    """``สำหรับอำเภอ และองค์กรปกครองส่วนท้องถิ่น ให้จัดพิธี``: it is named first and then made to act."""
    before = [one for one in words[:at] if not one.text.isspace() and one.tag not in (*_STEPS, Tag.AND, *DOWN)]
    if not before or not TOPIC.match(before[-1].text):
        return False
    after = [one for one in words[at + 1 :] if not one.text.isspace()]
    return any(one.tag is Tag.CAUSE for one in after[:8])


def _caused(words: Sequence[Word], at: int) -> bool:
    before = _before(words, at)
    return before is not None and before.tag in (Tag.CAUSE, Tag.ASK, Tag.INVITE)


def _denied(words: Sequence[Word], at: int) -> bool:
    return any(one.tag is Tag.NOT for one in words[max(0, at - 8) : at])


def _told_before(words: Sequence[Word], at: int) -> bool:
    """``กรมโยธาธิการฯ ได้แจ้งให้จังหวัดทุกจังหวัดทราบด้วยแล้ว``: somebody has told them, and nothing is asked after that."""
    for done in range(at - 1, -1, -1):
        if words[done].tag in (Tag.ASK, Tag.SO, Tag.AIM):
            return False
        if words[done].text == "ได้":
            if _wished(words, done):
                return False
            after = [one for one in words[done + 1 : at] if not one.text.isspace()]
            return any(one.tag is Tag.PASS for one in after[:_UNTIL_VERB])
    return False


def _wished(words: Sequence[Word], at: int) -> bool:
    """``ขอให้จังหวัดได้แจ้ง``: the polite ได้ of a wish."""
    before = [one for one in words[:at] if not one.text.isspace()]
    while before and before[-1].tag in (Tag.OURS, Tag.EVERY, Tag.AND, *DOWN):
        before.pop()
    return bool(before) and before[-1].tag in (Tag.ASK, Tag.CAUSE)


def _with_us(words: Sequence[Word], at: int) -> bool:
    """``ขอเชิญท่านพร้อมเจ้าหน้าที่ที่เกี่ยวข้องเข้าร่วมประชุม``: they come with the one who is invited."""
    return words[at].tag in (Tag.STAFF, Tag.PEOPLE) and any(one.tag is Tag.INVITE for one in words[:at])


def _before_in_list(words: Sequence[Word], at: int) -> int | None:
    """Where the one before stands in a list that goes on: ``อำเภอ องค์การบริหารส่วนจังหวัด และเทศบาลนคร``.

    ``ขอให้กรมส่งข้อมูลของกำนันและผู้ใหญ่บ้าน``: what stands before is no actor, and so is not what follows.
    """
    return next(
        (one for one in range(at - 1, -1, -1) if not words[one].text.isspace() and words[one].tag not in _JOINING), None
    )


def _of_theirs_is_told(words: Sequence[Word], at: int) -> bool:
    """``แจ้งผู้แทนของอำเภอทราบ``, ``กำชับเจ้าหน้าที่ทะเบียนประจำอำเภอ``: people of theirs are told, so they are."""
    before = [one for one in words[:at] if not one.text.isspace() and one.tag not in _STEPS]
    if words[at].tag not in (Tag.BELOW, Tag.VILLAGE) or not before or not OF_THEIRS.match(before[-1].text):
        return False
    near = before[-_TO_WHOM - 1 : -1]
    told = next((place for place, one in enumerate(near) if one.tag is Tag.PASS and TELLS.match(one.text)), None)
    if told is None:
        return False
    rest = [one for one in near[told + 1 :] if one.tag is not Tag.CAUSE and one.text != "ใน"]
    return bool(rest) and PEOPLE_OF.match(rest[0].text) is not None
