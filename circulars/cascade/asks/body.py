"""The parts of a letter's text: ภาคเหตุ, the situation, the wish with its numbered tasks, the contact, ภาคสรุป.

ระเบียบงานสารบรรณ ข้อ ๑๑.๘ and the typing guide: the text states its cause, its wish and its end, several wishes in
numbered items. Sorting goes by the words clerks always use (ตามที่ … นั้น, จึงขอ …, ดังนี้, จึงเรียนมาเพื่อ …), so it
holds for letters that OCR has torn or joined; what fits nowhere is kept as situation, never dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from circulars.cascade.asks.contact import without_contact
from circulars.cascade.asks.terms import respelled
from circulars.directory.offices import Level
from circulars.lexicon.offices import SPEAKER, below_pattern, kinds_of, own_pattern
from circulars.lexicon.rows import either
from circulars.lexicon.writing.body import (
    AIM_AT_END,
    AIM_OF_A_WISH,
    ASKED_BEFORE,
    ASKS_WITHOUT_SO,
    CAUSE,
    CONSIDERED,
    COUNTS,
    DID_SOMETHING,
    INLINE_NUMBER,
    ITEM,
    ITEM_WITHOUT_STOP,
    JOIN_AT_END,
    KNOWN,
    LEADS_TO_NAME,
    LEFT_ALONE,
    LETTERED_ITEM,
    NAME_AT_END,
    OPENS,
    OWNER_ALONE,
    PLEASE,
    PURPOSE,
    PURPOSE_INSIDE,
    ROW_OF_TABLE,
    RUNS_ON,
    SPEAKS_ANEW,
    TASK_VERB,
    THANKS,
    THAT,
    THAT_AT_END,
    WHO_AT_END,
    WISH,
)
from circulars.thai.digits import to_arabic
from circulars.thai.text import repair

_LETTERS = "กขคงจฉชซฌญ"  # consonants by which items are counted; ฃ and ฅ are not used
_SHORTEST = 20  # letters that a paragraph has at least before another one can have been run into it


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item or sub-item as printed: its number (``๑``, ``๒.๑``) and its text; ``sub`` items belong to the one above."""

    number: str
    text: str
    sub: bool


@dataclass(frozen=True, slots=True)
class BodyParts:
    """A letter's text, sorted.

    ``cause`` is ภาคเหตุ without นั้น; ``known`` tells that it began with ตาม…, so the sender took it as known.
    ``situation`` what was done or found, lists of facts with their numbers; ``wish`` the clause that asks, from ขอให้ on (empty: nothing asked in words);
    ``items`` its numbered tasks; ``after`` what stands after the tasks; ``contact`` the sender's contact sentences;
    ``aim`` the clause เพื่อให้ … that leads the wish (empty: none); ``purpose`` the จึงเรียนมาเพื่อ… line without the letter's end (empty: none read).
    """

    cause: str
    known: bool
    situation: tuple[str, ...]
    wish: str
    items: tuple[Item, ...]
    after: tuple[str, ...]
    contact: tuple[str, ...]
    purpose: str
    aim: str = ""


def sort_body(paragraphs: Sequence[str], level: Level, sender: str = "") -> BodyParts:
    """Sort the paragraphs of a letter that was sent to an office of this level; ``sender`` is who wrote it, in prose."""
    sorter = _Sorter(level, sender)
    for text in _split(paragraphs, sender):
        if PURPOSE.match(text):
            sorter.purpose = text
            break  # below the จึงเรียนมา line stand signature and stamps
        sorter.take(text)
    return sorter.parts()


class _Sorter:
    """The parts of a text as far as its paragraphs were taken, in order."""

    def __init__(self, level: Level, sender: str = "") -> None:
        self.level, self.sender = level, sender
        self.cause, self.known, self.wish, self.purpose = "", False, "", ""
        self.situation: list[str] = []
        self.items: list[Item] = []
        self.after: list[str] = []
        self.contact: list[str] = []

    def take(self, text: str) -> None:
        """Put one paragraph where it belongs; what is about whom to ask is taken out of it first."""
        row = ROW_OF_TABLE.match(text) and not TASK_VERB.match(text)
        item = _item(text, self.items) if self.wish and not row else None
        if item is not None:
            task, told = without_contact(item.text)
            self.contact += told
            self.items.append(replace(item, text=task))
            return
        owner = OWNER_ALONE.match(text) and (self.wish or self.situation)
        text, told = ("", [text]) if owner else without_contact(text)
        self.contact += told
        if not text:
            return
        if not self.cause and not self.situation and not self.wish and CAUSE.match(text):
            self._open(text)
        elif self.wish:
            self._go_on(text)
        else:
            before, self.wish = split_wish(text, self.level)
            alone = before in (self.sender, *kinds_of(self.sender)) or CONSIDERED.match(before)
            self.situation += [before] if before and not alone else []

    def _open(self, text: str) -> None:
        """The first paragraph: ภาคเหตุ, and a wish in it where it does not end with นั้น."""
        self.known = bool(KNOWN.match(text))
        if not text.endswith("นั้น"):
            text, self.wish = split_wish(text, self.level)
        self.cause = THAT_AT_END.sub("", text)

    def _go_on(self, text: str) -> None:
        """A paragraph behind the wish: more of the wish where it asks and no item stands between."""
        if LEFT_ALONE.match(text):
            return  # what is left of a sentence about whom to ask
        if not self.items and _asks(text, self.level):
            self.wish = f"{self.wish} {text}"
        else:
            self.after.append(text)

    def parts(self) -> BodyParts:
        """What was taken, the clause of aim apart."""
        cause, situation, aim = self.cause, self.situation, ""
        if self.wish and situation:
            last, aim = _without_aim(JOIN_AT_END.sub("", situation[-1]))
            situation = [text for text in (*situation[:-1], last) if text]
        elif self.wish and not self.known:
            before, aim = _without_aim(cause)
            cause, aim = (before, aim) if before else (cause, "")
        told = (tuple(self.items), tuple(self.after), tuple(self.contact))
        return BodyParts(cause, self.known, tuple(situation), self.wish, *told, self.purpose, aim)


def _without_aim(text: str) -> tuple[str, str]:
    """A paragraph without the clause of aim at its end, which belongs to the wish that follows; the clause apart.

    >>> _without_aim("กรมพิจารณาแล้ว เพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อย")
    ('', 'เพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อย')
    """
    found = AIM_AT_END.search(text)
    if not found:
        return text, ""
    before = CONSIDERED.sub("", text[: found.start()].strip(" ,"))
    return before, found["aim"]


def _unglued(text: str, sender: str) -> list[str]:
    """A paragraph cut where the next one was run into it: before its opening word, before the sender who speaks anew.

    >>> _unglued("ณ ที่ว่าการอำเภอทุกแห่งในการนี้ จังหวัดจึงขอให้แจ้ง จนถึงบัดนี้ ยังไม่มี", "")
    ['ณ ที่ว่าการอำเภอทุกแห่ง', 'ในการนี้ จังหวัดจึงขอให้แจ้ง จนถึงบัดนี้ ยังไม่มี']
    """
    cuts = [found.start() for pattern in (OPENS, AIM_OF_A_WISH) for found in pattern.finditer(text)]
    if sender:
        anew = (found.start() for found in SPEAKS_ANEW(sender=either((sender, *kinds_of(sender)))).finditer(text))
        cuts += [at for at in anew if not LEADS_TO_NAME.search(text[:at])]
    edges = [0, *sorted(cut for cut in set(cuts) if cut >= _SHORTEST), len(text)]
    return [part for start, end in pairwise(edges) if (part := text[start:end].strip())]


def _split(paragraphs: Sequence[str], sender: str) -> list[str]:
    """Paragraphs with the joins of readers undone: after นั้น, before จึงเรียนมา, before a numbered item."""
    texts: list[str] = []
    whole = [THANKS.sub("", respelled(" ".join(repair(raw).split()))[0]) for raw in paragraphs]
    for text in (part for one in whole for part in _unglued(one, sender)):
        if not text:
            continue
        if texts and RUNS_ON.match(text) and not PURPOSE.match(texts[-1]):
            texts[-1] = f"{texts[-1]} {text}"
            continue
        if not texts and KNOWN.match(text) and not text.endswith("นั้น") and (that := THAT.search(text)):
            texts.append(text[: that.end()])
            text = text[that.end() :].strip()
        inner = PURPOSE_INSIDE.search(text)
        if inner and not PURPOSE.match(text):
            texts += [*_inline_items(text[: inner.start()].strip()), text[inner.start() :]]
        else:
            texts += _inline_items(text)
    return texts


def _inline_items(text: str) -> list[str]:
    """``… ดังนี้ ๑. … ๒. …`` in one paragraph, cut at its numbers as they run on; a lost full stop needs a task's verb.

    >>> _inline_items("ขอให้ดำเนินการ ดังนี้ ๑. สำรวจ ๒ รายงาน ตามข้อ ๓ ภายใน ๕. วัน")
    ['ขอให้ดำเนินการ ดังนี้', '๑. สำรวจ', '๒ รายงาน ตามข้อ ๓ ภายใน ๕. วัน']
    """
    listed = ITEM.match(text)
    begin = 0 if listed else text.find("ดังนี้ ")
    if begin < 0:
        return [text]
    main, sub, cuts = (int(to_arabic(listed["number"]).split(".")[0]) - 1 if listed else 0), 0, []
    for match in INLINE_NUMBER.finditer(text, begin):
        number, under = int(to_arabic(match["main"])), int(to_arabic(match["sub"] or "0"))
        runs_on = (number == main + 1 and not under) or (number == main and under == sub + 1)
        first = listed is not None and match.start() == 0
        plain = match["dot"] or under or TASK_VERB.match(text[match.end() :])
        if first or (runs_on and plain and not COUNTS.search(text[: match.start()])):
            main, sub = number, under
            cuts.append(match.start())
    edges = [*({0} if 0 not in cuts else set()), *cuts, len(text)]
    return [text[start:end].strip() for start, end in pairwise(edges)]


def _asks(text: str, level: Level) -> bool:
    return bool(split_wish(text, level)[1])


def split_wish(text: str, level: Level) -> tuple[str, str]:
    """What a paragraph tells, and the clause by which the sender asks the addressee (empty: none).

    >>> split_wish("กรมได้จัดทำคู่มือแล้ว และขอให้จังหวัดแจ้งอำเภอทราบ", Level.PROVINCE)
    ('กรมได้จัดทำคู่มือแล้ว', 'ขอให้จังหวัดแจ้งอำเภอทราบ')
    """
    said, text = text, _with_so(text, level)
    for match in WISH(own=own_pattern(level), below=below_pattern(level)).finditer(text):
        if (match["so"] or "").startswith("จึง") or match["who"] or match.start("ask") == 0:
            before = text[: match.start()]
            before = WHO_AT_END.sub("", before)
            speaks = not match["so"] or match["so"].startswith("จึง")
            if speaks and _subject(before):  # who asks stays out of what was told
                before = NAME_AT_END.sub("", before)
            asked = PLEASE.sub("ขอได้โปรด", text[match.start("ask") :].strip())
            return JOIN_AT_END.sub("", before.strip(" ,")), asked if asked.startswith(
                "ขอ"
            ) else f"ขอ{asked}"  # จึงให้ … asks as จึงขอให้ … does
    return said, ""


def _with_so(text: str, level: Level) -> str:
    """``ในการนี้ สมาคมขอความอนุเคราะห์``, ``ในการนี้ ให้จังหวัด``: who asks so asks as with จึง.

    >>> _with_so("ในการนี้ สมาคมขอความอนุเคราะห์เผยแพร่", Level.PROVINCE), _with_so("ในการนี้ สมาคมได้รับคำขอ", Level.PROVINCE)
    ('ในการนี้ สมาคมจึงขอความอนุเคราะห์เผยแพร่', 'ในการนี้ สมาคมได้รับคำขอ')
    """
    found = ASKS_WITHOUT_SO(own=own_pattern(level), below=below_pattern(level)).search(text)
    apart = found and not ASKED_BEFORE.search(text[: found.start()])
    return f"{text[: found.end()]}จึง{text[found.end() :]}" if found and apart else text


def _subject(before: str) -> bool:
    tail = before.rstrip().rsplit(" ", 1)[-1]
    begins = SPEAKER.match(tail)
    return bool(begins) and len(tail) <= 60 and not DID_SOMETHING.search(tail)


def _item(text: str, before: Sequence[Item]) -> Item | None:
    """A numbered item; one whose full stop was not read still counts where its number is the next one."""
    lettered = LETTERED_ITEM.match(text)
    if lettered is not None:
        return _lettered(lettered["a"] or lettered["b"], text[lettered.end() :].strip(), before)
    found = ITEM.match(text)
    if found is None:
        found = ITEM_WITHOUT_STOP.match(text)
        main = [one for one in before if not one.sub]
        if found is None or int(to_arabic(found["number"])) != len(main) + 1:
            return None
    number = "".join(found["number"].split())
    return Item(number, text[found.end() :].strip(), "." in number)


def _lettered(letter: str, text: str, before: Sequence[Item]) -> Item | None:
    """An item with a letter in the place of a number, where it is the next one: a sub-item below numbered ones."""
    main = [one for one in before if one.number[:1].isdigit()]
    under = next((at for at, one in enumerate(reversed(before)) if not one.sub and one in main), None)
    count = len(before) if under is None else under
    if letter not in _LETTERS or _LETTERS.index(letter) != count:
        return None
    return Item(
        f"{letter}." if under is None else f"{main[-1].number.rstrip('.')}.{count + 1}", text, under is not None
    )
