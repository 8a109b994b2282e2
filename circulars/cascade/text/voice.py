"""How a sender's sentence is said by us: who speaks, which letters and enclosures are meant, who is reported to.

What the sender wrote is kept word for word; only what his letter points at (its own อ้างถึง, its own list of
enclosures, himself as the one to report to) is said from where we stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from circulars.cascade.asks.deadlines import find_deadlines
from circulars.directory.offices import Level
from circulars.directory.places import province_names
from circulars.directory.profile import CLOSING_WISH, OPENINGS
from circulars.letter.letter import CitedLetter
from circulars.letter.reference import format_reference
from circulars.lexicon.offices import UNIT, WORDS, below_pattern, kinds_of, own_pattern
from circulars.lexicon.rows import either, literally
from circulars.lexicon.writing.actors import GATHERS
from circulars.lexicon.writing.clauses import CODE_AT_FOOT, DIRECT, NOT_DIRECT, OUR_AREA
from circulars.lexicon.writing.text import (
    CITED,
    ENCLOSURE_POINTER,
    EVERY_AROUND,
    GATHER_AND_REPORT,
    GATHERED,
    GATHERED_FROM_THEM,
    KNOWN_DETAILS,
    LATIN_SIGN,
    NAMES_ITS_KIND,
    NUMBER,
    OWED_UPWARD,
    POINTER_TO_CITED,
    POINTS_AT_NO_LIST,
    REPORTED_TO,
    SAYS_THAT,
    SHORT_DEPARTMENT,
    THROUGH_A_UNIT,
    THROUGH_US,
    TYPED_CODE,
    UNIT_ENDS,
    UNIT_OF_DEPARTMENT,
    US_BEFORE_REPORT,
    YOURS,
)
from circulars.thai.dates import format_date
from circulars.thai.digits import digit_runs, to_arabic, to_thai

_NEAR = 60
"""Letters behind a report within which its day stands."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks to whom: our name in prose, the sender's, what the recipients are called, whether we command them.

    ``concerned`` are those further below whom the matter is about (empty: nobody); ``names`` the recipients by name;
    ``opening`` and ``closing`` the office's own choice;
    ``shift`` is how many places the sender's enclosures move down in our own list; ``titles`` are their titles.
    """

    us: str
    sender: str
    unit: str
    commands: bool
    level: Level
    shift: int
    titles: tuple[str, ...] = ()
    concerned: str = ""
    names: tuple[str, ...] = ()
    opening: str = OPENINGS[0]
    closing: str = CLOSING_WISH


def thai_numerals(text: str) -> str:
    """Arabic digits of Thai prose in Thai digits; tokens with Latin letters (addresses, models, links) and codes stay.

    >>> thai_numerals("ภายใน 7 วัน ทาง https://a.go.th/12 ระบบ e-LAAS2")
    'ภายใน ๗ วัน ทาง https://a.go.th/12 ระบบ e-LAAS2'
    >>> thai_numerals("Meeting ID 123 456 รหัสผ่าน 9988 เวลา 9 น.")
    'Meeting ID 123 456 รหัสผ่าน 9988 เวลา ๙ น.'
    """
    done, out = 0, []
    for code in TYPED_CODE.finditer(text):
        out += [_in_thai(text[done : code.start()]), code[0]]
        done = code.end()
    return "".join((*out, _in_thai(text[done:])))


def _in_thai(text: str) -> str:
    return " ".join(word if LATIN_SIGN.search(word) else to_thai(word) for word in text.split(" "))


def reported(text: str, voice: Voice, references: Sequence[CitedLetter] = ()) -> str:
    """A sender's sentence as we report it: letters it cites named in full, its enclosures by their places in our list."""
    text = _cited_in_full(text, references)
    text = KNOWN_DETAILS.sub(" ", text).strip()
    text = SAYS_THAT.sub("แจ้งว่า", text)
    return thai_numerals(CODE_AT_FOOT.sub(_at_foot_of_the_copy(voice), _renumbered(text, voice)))


def _at_foot_of_the_copy(voice: Voice) -> str:
    """Where the code of the sender's letter stands among what we send: on the copy, which is the first."""
    return rf"\g<code>ท้ายเอกสารตามสิ่งที่ส่งมาด้วย{' ๑' if len(voice.titles) > (0 if voice.shift else 1) else ''}"


def _cited_in_full(text: str, references: Sequence[CitedLetter]) -> str:
    """ที่อ้างถึง points at the sender's own list, which our letter does not have: name the letters instead."""

    def name(match: re.Match[str]) -> str:
        numbers = [int(digit) for digit in digit_runs(to_arabic(match["which"]))] if match["which"] else []
        chosen = [references[i - 1] for i in numbers if 0 < i <= len(references)] or list(references)
        gap = " " if text[match.end() : match.end() + 1].strip() else ""
        named = " และ".join(write_cited(one) for one in chosen)
        return f"{match['head']}{named}{gap}" if chosen else match["head"].rstrip()

    return CITED.sub(name, text) if references else POINTER_TO_CITED.sub("", POINTS_AT_NO_LIST.sub("ตามที่", text))


def write_cited(cited: CitedLetter) -> str:
    """A letter named as อ้างถึง names it: owner, urgency, number, date.

    >>> write_cited(CitedLetter("กรมการปกครอง", None, None, None, "หนังสือกรมการปกครอง"))
    'หนังสือกรมการปกครอง'
    """
    if cited.number is None:
        return " ".join(cited.raw.split()).rstrip(" .")
    owner = (cited.agency or "").strip()
    owner = owner if NAMES_ITS_KIND.match(owner) else f"หนังสือ{owner}"
    parts = (
        owner,
        str(cited.urgency) if cited.urgency else "",
        f"ที่ {format_reference(cited.number)}",
        f"ลงวันที่ {format_date(cited.dated)}" if cited.dated else "",
    )
    return " ".join(part for part in parts if part)


def _renumbered(text: str, voice: Voice) -> str:
    """``สิ่งที่ส่งมาด้วย ๑`` of the sender is one of our own further down."""

    def move(match: re.Match[str]) -> str:
        numbers = match["numbers"]
        if numbers:
            return "สิ่งที่ส่งมาด้วย " + NUMBER.sub(lambda one: to_thai(int(one[0]) + voice.shift), numbers.strip())
        place = _meant(text[: match.start()], voice.titles)
        return f"สิ่งที่ส่งมาด้วย {to_thai(place + voice.shift)}" if place else match[0]

    return ENCLOSURE_POINTER.sub(move, text)


def _meant(before: str, titles: Sequence[str]) -> int | None:
    """Which of the sender's enclosures an unnumbered mention means: the only one, or the one named just before it."""
    if len(titles) == 1:
        return 1
    words = before.rstrip(" (")
    named = [place for place, title in enumerate(titles, 1) if words.endswith(" ".join(title.split()[:2]))]
    return named[0] if len(named) == 1 else None


def of_ours(text: str, voice: Voice) -> str:
    """``จังหวัดของท่าน`` of a letter to us is our own, by name, when we tell it on.

    >>> of_ours("จังหวัดของท่านยังไม่ส่งแบบ", Voice("จังหวัดน่าน", "กรม", "อำเภอ", True, Level.PROVINCE, 1))
    'จังหวัดน่านยังไม่ส่งแบบ'
    """
    named = YOURS(own=own_pattern(voice.level)).sub(voice.us, text)
    return named.replace("ของท่าน", f"ของ{voice.us}")


def to_us(text: str, voice: Voice) -> str:
    """Whom those below report to: us where the sender asked us to report to him.

    >>> voice = Voice("จังหวัดสกลนคร", "กรมการปกครอง", "อำเภอ", True, Level.PROVINCE, 1)
    >>> to_us("สำรวจข้อมูล และรวบรวมรายงานผลให้กรมการปกครองทราบ ภายในวันศุกร์", voice)
    'สำรวจข้อมูล และรายงานผลให้จังหวัดสกลนครทราบ ภายในวันศุกร์'
    >>> to_us("รายงานผลตามแบบ และจังหวัดรวบรวมส่งกรมการปกครอง ภายในวันศุกร์", voice)
    'รายงานผลตามแบบ และส่งจังหวัดสกลนคร ภายในวันศุกร์'
    """
    if not voice.sender or _is_our_unit(voice):
        return text
    own, sender, way = own_pattern(voice.level), _names_of(voice), _way(text)
    text = THROUGH_US(own=own, sender=sender).sub(f"ให้{voice.us} ", text).rstrip()  # what we send on is none of theirs
    text = GATHERED_FROM_THEM(below=below_pattern(voice.level)).sub(_reported_alone, text)
    text = GATHER_AND_REPORT.sub(r"\g<verb>\g<what>\g<to>", text)
    text = GATHERED(sender=sender).sub("", text)
    text = REPORTED_TO(sender=sender, way=way).sub(rf"\1{voice.us}", text)
    text = THROUGH_A_UNIT(us=literally(voice.us)).sub("", text)
    # what we ourselves were to gather and send is, from below, sent to us
    return US_BEFORE_REPORT(own=own, us=literally(voice.us)).sub(" และ", text)


def _way(text: str) -> str:
    """What must not stand behind whom a report goes to for it to come to us: his own way, unless we are to gather it."""
    return "" if GATHERS.search(text) else NOT_DIRECT


def _is_our_unit(voice: Voice) -> bool:
    """A unit of our own wrote: what it is sent stays with it, by its day.

    >>> _is_our_unit(Voice("จังหวัดน่าน", "สำนักงานการท่องเที่ยวและกีฬาจังหวัดน่าน", "อำเภอ", True, Level.PROVINCE, 1))
    True
    """
    return voice.sender != voice.us and voice.sender.endswith(voice.us)


def goes_direct(text: str, day: int, voice: Voice) -> bool:
    """The report whose day begins at this offset goes to the sender by a way of his own.

    >>> voice = Voice("จังหวัดน่าน", "กรม", "อำเภอ", True, Level.PROVINCE, 1)
    >>> text = "ส่งแบบให้กรมทาง e-mail a@b.go.th ภายในวันที่ ๒๑"
    >>> goes_direct(text, text.index("ภายใน"), voice)
    True
    """
    if _is_our_unit(voice):
        return True
    ways = DIRECT(sender=_names_of(voice)).finditer(text) if voice.sender and _way(text) else ()
    return any(one.start() - _NEAR <= day <= one.end() + _NEAR for one in ways)


def in_their_area(text: str, voice: Voice) -> str:
    """``องค์กรปกครองส่วนท้องถิ่นในเขตจังหวัด`` of a letter to us: to each of those below they are those in his own area."""
    if voice.level is not Level.PROVINCE:
        return text
    area = OUR_AREA(own=UNIT[voice.level], names=either(province_names()))
    theirs = f"ในเขต{voice.unit}" if voice.unit == UNIT[Level.DISTRICT] else ""
    return area.sub(lambda found: f"{found['who']}{found['all'] or ''}{theirs}", text)


def owed(texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
    """What we owe the sender by tasks that those below report to us: the clause with its day, as he put it.

    >>> voice = Voice("จังหวัดน่าน", "กรมการปกครอง", "อำเภอ", True, Level.PROVINCE, 1)
    >>> owed(["แจ้งอำเภอสำรวจ และรวบรวมส่งกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙ ด้วย"], voice)
    ('และรวบรวมส่งกรมการปกครอง ภายในวันที่ ๒๕ ธันวาคม ๒๕๖๙',)
    """
    found = []
    for text in texts:
        owing = (
            OWED_UPWARD(sender=_names_of(voice), way=_way(text)) if voice.sender and not _is_our_unit(voice) else None
        )
        clause = owing.search(text) if owing else None
        if clause:
            limits = [one.end for one in find_deadlines(text) if clause.end() <= one.end <= clause.end() + _NEAR]
            found.append(text[clause.start() : max((clause.end(), *limits[:1]))].strip())
    return tuple(dict.fromkeys(found))


def _reported_alone(found: re.Match[str]) -> str:
    """``รวบรวมผลของทุกอำเภอรายงานให้``: each of them reports his own."""
    return f"{found['verb']}{found['what'] or 'ผล'}{found['to'] or 'ให้'}"


def _names_of(voice: Voice) -> str:
    """A pattern for what the sender calls himself: by his name, and by the kind of his office alone."""
    names = [literally(voice.sender)]
    names += [SHORT_DEPARTMENT] if voice.sender.startswith(UNIT_OF_DEPARTMENT) else []
    names += [f"{kind}ฯ" for kind in kinds_of(voice.sender)]
    units = (WORDS[level][-1] for level in (Level.PROVINCE, Level.DISTRICT, Level.MINISTRY))
    names += [f"{unit}{UNIT_ENDS}" for unit in units if voice.sender.startswith(unit) and unit not in voice.unit]
    return "|".join(names)


def is_unit(who: str, voice: Voice) -> bool:
    """The ones named are our recipients themselves, not somebody further below."""
    plain = EVERY_AROUND.sub("", who)
    named = plain.replace("และ", " ").split()
    if len(named) > 1 and set(named) <= set(voice.unit.split()):
        return True
    if voice.unit == UNIT[Level.LOCAL] and named and all(name.startswith(WORDS[Level.LOCAL]) for name in named):
        return True
    return voice.unit in plain or plain in voice.unit
