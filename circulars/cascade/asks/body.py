"""The parts of a letter's text: ภาคเหตุ, the situation, the wish with its numbered tasks, the contact, ภาคสรุป.

ระเบียบงานสารบรรณ ข้อ ๑๑.๘ and the typing guide: the text states its cause, its wish and its end, several wishes in
numbered items. Sorting goes by the words clerks always use (ตามที่ … นั้น, จึงขอ …, ดังนี้, จึงเรียนมาเพื่อ …), so it
holds for letters that OCR has torn or joined; what fits nowhere is kept as situation, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from circulars.cascade.asks.contact import OWNER, without_contact
from circulars.cascade.asks.levels import PASS_ON, below_pattern, own_pattern
from circulars.cascade.asks.terms import respelled
from circulars.directory.offices import Level
from circulars.thai.digits import to_arabic
from circulars.thai.text import repair

_ITEM = re.compile(
    r"^\(?(?P<number>[๐-๙\d]{1,2}(?:\s?\.\s?[๐-๙\d]{1,2}){0,2})\s?(?:[.)]|(?<=[.][๐-๙\d]))\s*(?=[^\d๐-๙\s])"
)
_PURPOSE = re.compile(r"^จึง(?:ขอ)?(?:เรียน|แจ้งมา|เสนอมา|ประสานมา|ส่งมา)|^จึงเรียน")
_CAUSE = re.compile(r"^(?:ตามที่|ตาม|อนุสนธิ|ด้วย|เนื่องจาก|เนื่องด้วย)")
_KNOWN = re.compile(r"^(?:ตามที่|ตาม|อนุสนธิ)")
_THAT = re.compile(r"(?:(?<=[ ๆ)])|(?<=ดังกล่าว)|(?<=แล้ว))นั้น(?= ?[ก-๎])")
_OPENS = r"(?<=[ก-๎๐-๙])(?<!ใน)(?=(?:ในการนี้|ในกรณีนี้|ทั้งนี้|อนึ่ง|ดังนั้น) )"
_LEADS_TO_NAME = re.compile(r"(?:ด้วย|ตาม|ที่|ว่า|เนื่องจาก|ของ|โดย|จาก|ให้|ถึง|และ|กับ|ซึ่ง|เมื่อ|หรือ|แก่)$")
_SHORTEST = 20
"""Letters that a paragraph has at least before another one can have been run into it."""
_THANKS = re.compile(r"\s*(?:และ|ทั้งนี้\s|จึง)?ขอขอบ(?:พระ)?คุณ[^.๐-๙]{0,50}?ณ (?:โอกาส|ที่)นี้(?:ด้วย)?\s*$")
"""The sender's thanks at the end of a paragraph are his own and not told on."""
_RUNS_ON = re.compile(r"(?:เพื่อ(?!ให้|เป็น)|จำนวน(?:เงิน)?\s|เรียบร้อยแล้ว|หรือ(?![ก-๎]{0,3}ไม่)|ซึ่ง|ตามลำดับ(?![ก-๎])|ของ(?=[ก-๎]))")
"""No paragraph begins so: the reader of the page tore it from the one before."""


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
    texts = _split(paragraphs, sender)
    cause, known, wish, purpose = "", False, "", ""
    situation: list[str] = []
    items: list[Item] = []
    after: list[str] = []
    contact: list[str] = []
    for text in texts:
        if purpose:
            continue  # below the จึงเรียนมา line stand signature and stamps
        if _PURPOSE.match(text):
            purpose = text
            continue
        item = _item(text, items) if wish else None
        if item is not None:
            task, told = without_contact(item.text)
            contact += told
            items.append(replace(item, text=task))
            continue
        text, told = ("", [text]) if OWNER.match(text) and (wish or situation) else without_contact(text)
        contact += told
        if not text:
            continue
        if not cause and not situation and not wish and _CAUSE.match(text):
            known = bool(_KNOWN.match(text))
            if not text.endswith("นั้น"):
                text, wish = split_wish(text, level)
            cause = re.sub(r"\s*นั้น$", "", text)
            continue
        if wish:
            if text in ("ทั้งนี้", "อนึ่ง", "โดย"):
                continue  # what is left of a sentence about whom to ask
            (after if items or not _asks(text, level) else situation).append(text)
            if not items and _asks(text, level):
                situation.pop()
                wish = f"{wish} {text}"
            continue
        before, wish = split_wish(text, level)
        if before:
            situation.append(before)
    aim = ""
    if wish and situation:
        situation[-1], aim = _without_aim(situation[-1])
        situation = [text for text in situation if text]
    elif wish and not known:
        before, aim = _without_aim(cause)
        cause, aim = (before, aim) if before and aim.startswith("เพื่อให้") else (cause, "")
    return BodyParts(cause, known, tuple(situation), wish, tuple(items), tuple(after), tuple(contact), purpose, aim)


def _without_aim(text: str) -> tuple[str, str]:
    """A paragraph without the clause of aim at its end, which belongs to the wish that follows; the clause apart.

    >>> _without_aim("กรมพิจารณาแล้ว เพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อย")
    ('', 'เพื่อให้การดำเนินการเป็นไปด้วยความเรียบร้อย')
    """
    found = re.search(
        r"(?:^|\s)(?:ดังนั้น |ในการนี้ )?(?:และ)?(?P<aim>เพื่อ(?:ให้)?[^ ]+(?: (?!กรม|กระทรวง|สำนัก|จังหวัด|ได้)[^ ]+)?)(?<!แล้ว)$",
        text,
    )
    if not found:
        return text, ""
    before = re.sub(r"^[^ ]{0,60}พิจารณาแล้ว$", "", text[: found.start()].strip(" ,"))
    return before, found["aim"]


def _unglued(text: str, sender: str) -> list[str]:
    """A paragraph cut where the next one was run into it: before its opening word, before the sender who speaks anew.

    >>> _unglued("ณ ที่ว่าการอำเภอทุกแห่งในการนี้ จังหวัดจึงขอให้แจ้ง จนถึงบัดนี้ ยังไม่มี", "")
    ['ณ ที่ว่าการอำเภอทุกแห่ง', 'ในการนี้ จังหวัดจึงขอให้แจ้ง จนถึงบัดนี้ ยังไม่มี']
    """
    cuts = [found.start() for found in re.finditer(_OPENS, text)]
    if sender:
        anew = re.finditer(rf"(?<=[ก-๎]){re.escape(sender)}(?:จึง|พิจารณา|ได้)", text)
        cuts += [found.start() for found in anew if not _LEADS_TO_NAME.search(text[: found.start()])]
    edges = [0, *sorted(cut for cut in set(cuts) if cut >= _SHORTEST), len(text)]
    return [part for start, end in pairwise(edges) if (part := text[start:end].strip())]


def _split(paragraphs: Sequence[str], sender: str) -> list[str]:
    """Paragraphs with the joins of readers undone: after นั้น, before จึงเรียนมา, before a numbered item."""
    texts: list[str] = []
    whole = [_THANKS.sub("", respelled(" ".join(repair(raw).split()))[0]) for raw in paragraphs]
    for text in (part for one in whole for part in _unglued(one, sender)):
        if not text:
            continue
        if texts and _RUNS_ON.match(text) and not _PURPOSE.match(texts[-1]):
            texts[-1] = f"{texts[-1]} {text}"
            continue
        if not texts and _KNOWN.match(text) and not text.endswith("นั้น") and (that := _THAT.search(text)):
            texts.append(text[: that.end()])
            text = text[that.end() :].strip()
        inner = re.search(r"(?<=\s)จึงเรียน(?:มา)?เพื่อ", text)
        if inner and not _PURPOSE.match(text):
            texts += [*_inline_items(text[: inner.start()].strip()), text[inner.start() :]]
        else:
            texts += _inline_items(text)
    return texts


_MARK = re.compile(
    r"(?:^|(?<=[\s)]))\(?(?P<main>[๐-๙\d]{1,2})(?:\.(?P<sub>[๐-๙\d]{1,2}))?(?P<dot>[.)])?\s?(?=[ก-ฮเ-ไ])"
)
_TASK_VERB = re.compile(
    rf"(?:{PASS_ON}|ให้|ขอ|จัด|ดำเนิน|รายงาน|สำรวจ|ตรวจ|รวบรวม|กำกับ|ติดตาม|ศึกษา|บันทึก|เตรียม|กรณี|พิจารณา|ควบคุม|เร่งรัด)"
)
_COUNTS = re.compile(r"(?:ที่|ข้อ|ด้วย|ถึง|ละ|หมวด|มาตรา|จำนวน|งวด|ฉบับ|ไตรมาส|ระดับ|ภาค|พ\.ศ\.|และ|-)\s?\(?$")


def _inline_items(text: str) -> list[str]:
    """``… ดังนี้ ๑. … ๒. …`` in one paragraph, cut at its numbers as they run on; a lost full stop needs a task's verb.

    >>> _inline_items("ขอให้ดำเนินการ ดังนี้ ๑. สำรวจ ๒ รายงาน ตามข้อ ๓ ภายใน ๕. วัน")
    ['ขอให้ดำเนินการ ดังนี้', '๑. สำรวจ', '๒ รายงาน ตามข้อ ๓ ภายใน ๕. วัน']
    """
    listed = _ITEM.match(text)
    begin = 0 if listed else text.find("ดังนี้ ")
    if begin < 0:
        return [text]
    main, sub, cuts = (int(to_arabic(listed["number"]).split(".")[0]) - 1 if listed else 0), 0, []
    for match in _MARK.finditer(text, begin):
        number, under = int(to_arabic(match["main"])), int(to_arabic(match["sub"] or "0"))
        runs_on = (number == main + 1 and not under) or (number == main and under == sub + 1)
        first = listed is not None and match.start() == 0
        plain = match["dot"] or under or _TASK_VERB.match(text[match.end() :])
        if first or (runs_on and plain and not _COUNTS.search(text[: match.start()])):
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
    for match in _wish_pattern(level).finditer(text):
        if (match["so"] or "").startswith("จึง") or match["who"] or match.start("ask") == 0:
            before = text[: match.start()]
            before = re.sub(
                r"(?:^|(?<=\s))(?:(?:ใน)?(?:การ|กรณี)นี้|ดังนั้น|บัดนี้)\s*,?\s*"
                rf"(?:(?![^ ]*(?:{_DID}))[^ ]{{2,60}}\s?)?$",
                "",
                before,
            )
            speaks = not match["so"] or match["so"].startswith("จึง")
            if speaks and _subject(before):  # who asks stays out of what was told
                before = re.sub(r"(?:^|(?<=\s))[^ ]{2,60}\s?$", "", before)
            asked = text[match.start("ask") :].strip()
            return before.strip(" ,"), asked if asked.startswith("ขอ") else f"ขอ{asked}"  # จึงให้ … asks as จึงขอให้ … does
    return said, ""


def _with_so(text: str, level: Level) -> str:
    """``ในการนี้ สมาคมขอความอนุเคราะห์``, ``ในการนี้ ให้จังหวัด``: who asks so asks as with จึง.

    >>> _with_so("ในการนี้ สมาคมขอความอนุเคราะห์เผยแพร่", Level.PROVINCE), _with_so("ในการนี้ สมาคมได้รับคำขอ", Level.PROVINCE)
    ('ในการนี้ สมาคมจึงขอความอนุเคราะห์เผยแพร่', 'ในการนี้ สมาคมได้รับคำขอ')
    """
    return re.sub(
        rf"(?P<now>(?:^|(?<=\s))(?:(?:ใน)(?:การ|กรณี)นี้|ดังนั้น)\s(?:(?:(?!{_DID}|จึง)[^ ]){{2,60}}?\s?)?)"
        rf"(?=ขอ(?:ให้|ความร่วมมือ|ความอนุเคราะห์|ความกรุณา|เชิญ|เน้นย้ำ|กำชับ)|ให้(?:{own_pattern(level)}|{below_pattern(level)}))",
        r"\g<now>จึง",
        text,
        count=1,
    )


_PERFORMED = "เลื่อน|ยกเลิก|แก้ไข|ขยาย|เปลี่ยนแปลง|ถอน|งดการประชุม"
"""What the sender does by saying it: it is told, and nobody is asked to do it."""


@lru_cache(maxsize=8)
def _wish_pattern(level: Level) -> re.Pattern[str]:
    who = f"(?:{own_pattern(level)}|{below_pattern(level)}|ดำเนินการ|พิจารณา|โปรด)"
    return re.compile(
        r"(?P<so>จึง(?:ใคร่)?(?=ขอ(?!บ)|ให้)|และ|พร้อมทั้ง|พร้อมนี้|โดย)?"
        rf"(?P<ask>ขอ(?:ให้|แจ้ง|ความร่วมมือ|ความอนุเคราะห์|กำชับ|ส่ง|เชิญ|เน้นย้ำ|ความกรุณา|ได้โปรด|ซักซ้อม|เรียนเชิญ)|(?<=จึง)ขอ(?=[ก-๎])(?!{_PERFORMED})|(?<=ใคร่)ขอ(?=[ก-๎])(?!{_PERFORMED})"
        rf"|(?<=จึง)ให้(?={own_pattern(level)}|{below_pattern(level)}))"
        rf"(?P<who>(?:จาก|มายัง|ให้|ไปยัง)?\s?{who})?"
    )


_DID = (
    "ได้|แล้ว|จัดทำ|ดำเนินการ|กำหนด|ประสงค์|เห็นว่า|เห็นควร|พิจารณา(?!คดี)|มีหนังสือ|มีความ|รายงาน|แจ้ง|สำรวจ|รวบรวม|ภายใน(?!ประเทศ)|พบว่า|"
    "ตรวจ(?!เงิน|คน|บัญชี|ราชการ|สอบภายใน)"
)
"""A name alone has none of these: with one of them it tells what somebody did, which must not be lost."""


def _subject(before: str) -> bool:
    tail = before.rstrip().rsplit(" ", 1)[-1]
    begins = re.match(r"(?:กรม|กระทรวง|สำนัก|จังหวัด|อำเภอ|ศูนย์|กอง|องค์|คณะ|มหาวิทยาลัย)", tail)
    return bool(begins) and len(tail) <= 60 and not re.search(_DID, tail)


def _item(text: str, before: Sequence[Item]) -> Item | None:
    """A numbered item; one whose full stop was not read still counts where its number is the next one."""
    found = _ITEM.match(text)
    if found is None:
        found = re.match(r"(?P<number>[๐-๙\d]{1,2})\s+(?=[ก-ฮเ-ไ])", text)
        main = [one for one in before if not one.sub]
        if found is None or int(to_arabic(found["number"])) != len(main) + 1:
            return None
    number = re.sub(r"\s", "", found["number"])
    return Item(number, text[found.end() :].strip(), "." in number)
