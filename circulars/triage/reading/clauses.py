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
    ANNOUNCED,
    BEGINS_PARAGRAPH,
    FIRST_ITEM,
    GIVES,
    ITEM,
    MAKES_NOUN,
    NEXT_ITEM,
    PURPOSE,
    WAS_DONE,
    WILL_ASK,
    WISHES,
)
from circulars.thai.digits import to_thai
from circulars.triage.reading.acting import DOWN, SO_THAT, STEPS, made_to_act, word_before
from circulars.triage.reading.words import Tag, Word, words_of

_OPENS = frozenset({Tag.ASK, Tag.INVITE, Tag.PERMIT, Tag.TELL, Tag.CANCEL, Tag.CHANGE, Tag.VIEW})
_MEND = frozenset({Tag.CANCEL, Tag.CHANGE})
_PAST = frozenset({"ได้", "เคย"})
_WITH = frozenset({"พร้อม", "พร้อมทั้ง", "และ"})
_BEGS = "ขอ"
"""The bare word, before a verb of which no row makes one with it."""
_REFUSES = 4
"""A clause that says ไม่ต้อง within so many words asks nothing."""
_LINES, _FULL, _WIDEST, _MOSTLY = 8, 55, 120, 0.6
"""So many lines of such length, and such a part of all, are lines that were not joined and no paragraphs."""
_LONG = 60
"""Letters beyond which an addressee line is text that the reader of the page took for one."""


@dataclass(frozen=True)
class Clause:
    """A piece of a letter's text.

    ``place`` counts its paragraph; ``asks`` whether it asks, ``purpose`` whether it is the จึงเรียนมา line, ``item``
    whether it is an item of a list, ``theirs`` one of a list of what those below do (``แจ้งอำเภอดำเนินการ ดังนี้``);
    ``laid`` names those below on whom it lays something in other words (`duties`).
    """

    text: str
    place: int
    words: tuple[Word, ...]
    asks: bool
    purpose: bool = False
    item: bool = False
    theirs: bool = False
    laid: tuple[Word, ...] = ()

    def has(self, *tags: Tag) -> bool:
        """A word with one of these tags stands in it."""
        return any(word.tag in tags for word in self.words)

    @cached_property
    def made_to_act(self) -> tuple[Word, ...]:
        """The names of those below whom the clause makes act or be told."""
        acting = tuple(made_to_act(self.words, whole=self.asks or self.purpose))
        return (*acting, *(word for word in self.laid if word not in acting))

    @property
    def goes_down(self) -> bool:
        """It makes an office or a person below act, or be told."""
        return any(word.tag is not Tag.PEOPLE for word in self.made_to_act)

    @property
    def by_us(self) -> bool:
        """We are to tell those below: it names us, or has a verb of passing on before them."""
        first = min((word.start for word in self.made_to_act), default=0)
        return any(word.tag in (Tag.OURS, Tag.PASS) and word.start < first for word in self.words)

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
    texts = _joined([" ".join(text.split()) for text in (*long, *(field.value for field in letter.body)) if text])
    return [item for text in texts for item in _items(text)]


def _items(text: str) -> list[str]:
    """The items of a numbered message that was read as one paragraph; any other text as it is.

    >>> _items("๑. ด้วยจะมีการเลือกตั้ง ๒. ให้สั่งการอำเภอ"), _items("๑. สำรวจถนน ๑๒.๕ กิโลเมตร")
    (['๑. ด้วยจะมีการเลือกตั้ง', '๒. ให้สั่งการอำเภอ'], ['๑. สำรวจถนน ๑๒.๕ กิโลเมตร'])
    """
    found: list[str] = []
    first = FIRST_ITEM.match(text)
    while first is not None:
        number = len(found) + 2
        following = NEXT_ITEM(number=f"(?:{to_thai(str(number))}|{number})").search(text)
        if following is None:
            break
        found.append(text[: following.start()].rstrip())
        text = text[following.start() :]
    return [*found, text]


def _joined(texts: list[str]) -> list[str]:
    """Paragraphs again, where the page's reader took each line for one; others as they are.

    >>> [len(_joined(["ก" * 90] * count)) for count in (_LINES - 1, _LINES)]
    [7, 1]
    """
    full = [text for text in texts if _FULL <= len(text) <= _WIDEST]
    if len(full) < _LINES or len(full) < _MOSTLY * len(texts):
        return texts
    found: list[str] = []
    for before, text in zip(["", *texts], texts, strict=False):
        if len(before) < _FULL or ITEM.match(text) or PURPOSE.match(text) or BEGINS_PARAGRAPH.match(text):
            found.append(text)
        else:
            found[-1] += f" {text}"
    return found


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
        before = word_before(words, at)
        fresh = at == 0 or words[at - 1].text.isspace() or (before is not None and before.tag in (Tag.SO, Tag.AND))
        if before is not None and before.text in _PAST and _was_asked(words, at):
            continue
        if before is not None and word.tag in _OPENS and WILL_ASK.match(before.text):
            continue  # การเผาต้องขออนุญาต, นิสิตจะขออนุญาตเอง
        if word.tag in _MEND and not (word.text.startswith("ขอ") or (before is not None and before.tag is Tag.SO)):
            continue
        if before is not None and before.text == "จึง" and _concludes(words, at):
            opened = True
            yield at
        elif word.text == _BEGS:
            if _begs(words, at, before):
                opened = True
                yield at
        elif word.tag is Tag.VIEW and before is not None and before.text in _WITH:
            continue  # รายงานผลพร้อมความเห็น
        elif word.tag in _OPENS and (fresh or (before is not None and _is_subject(words, at))):
            opened = opened or word.tag is not Tag.VIEW
            yield at
        elif (word.tag is Tag.CAUSE and fresh and (opened or _led_in(words, at))) or (
            word.text == SO_THAT and fresh and not opened and _led_in(words, at)
        ):
            opened = True
            yield at


def _was_asked(words: Sequence[Word], at: int) -> bool:
    """``ที่ผ่านมาได้ขอให้จังหวัดประสานอำเภอไว้แล้ว จึง…``: what was asked, and done, before."""
    end = next((one.start for one in words[at:] if one.tag is Tag.SO), words[-1].end)
    return WAS_DONE.search("".join(one.text for one in words[at:] if one.start < end)) is not None


def _concludes(words: Sequence[Word], at: int) -> bool:
    """Behind จึง: a verb of passing on, or a wish."""
    return (words[at].tag is Tag.PASS and not _announces(words, at)) or _wishes(words, at)


def _wishes(words: Sequence[Word], at: int) -> bool:
    """``จึงรบกวนสอบถาม``, ``จึงมาเรียนขอรับ``: a wish by whatever verb."""
    return WISHES.match("".join(word.text for word in words[at : at + 3])) is not None


def _begs(words: Sequence[Word], at: int, before: Word | None) -> bool:
    """``จึงขอผ่อนผัน``, ``ขอส่งงานและขอเบิกเงิน``: any verb behind it is begged for, but those that give or tell (``จึงขอมอบ``)."""
    said = any(one.text.startswith(_BEGS) for one in words[:at])
    led = before is not None and (before.tag is Tag.SO or (before.tag is Tag.AND and said))
    return led and GIVES.match("".join(word.text for word in words[at : at + 4])) is None


def _announces(words: Sequence[Word], at: int) -> bool:
    """``จึงประกาศให้ทราบโดยทั่วกัน`` ends an announcement (ข้อ ๒๐) and asks nothing."""
    return ANNOUNCED.match("".join(word.text for word in words[at:])) is not None


def _is_subject(words: Sequence[Word], at: int) -> bool:
    """``กรมการปกครองขอให้``, ``สมาคมฯ ขอเรียนเชิญ``: the one who asks stands just before; ``เป็นการขออนุญาต`` is a noun."""
    if MAKES_NOUN.match(words[at - 1].text):
        return False
    return words[at].text.startswith("ขอ") or words[at - 1].text == "จึง"


def _led_in(words: Sequence[Word], at: int) -> bool:
    """A bare ให้ asks at the begin of a sentence, after จึง, or before an office (``ให้จังหวัดแจ้ง…``)."""
    before = word_before(words, at)
    after = next((word for word in words[at + 1 :] if not word.text.isspace() and word.tag not in STEPS), None)
    marker = ITEM.match("".join(word.text for word in words[: at + 1]))
    if marker is not None and marker.end() == words[at].start - words[0].start:
        return True
    return before is None or before.tag is Tag.SO or (after is not None and after.tag in (Tag.OURS, *DOWN))
