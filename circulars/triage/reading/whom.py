"""To whom a letter goes on: every office below, some of them by name, exception or condition, or one class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from circulars.directory.offices import Level, Office, offices_below
from circulars.letter.letter import Letter
from circulars.lexicon.offices import HEAD, UNIT
from circulars.lexicon.reading.triage.whom import (
    ALLOTTED,
    BOTH_POSTS,
    CONDITION,
    EVERY_VILLAGE,
    IN_BRACKETS,
    JOINS,
    LACKING,
    LEFT_OUT,
    LISTS,
    LOCALITY,
    NOT_YET,
    POINTS,
    PROSE_NAME,
    PROVINCIAL,
    SHORT_UNIT,
    STATED,
    TASK,
    TOWNS,
)
from circulars.lexicon.rows import literally
from circulars.thai.digits import to_arabic
from circulars.triage.reading.addressed import bare_name
from circulars.triage.reading.clauses import Clause, texts_of
from circulars.triage.reading.listed import offices_in
from circulars.triage.reading.towns import beside, towns_named
from circulars.triage.reading.words import Tag, Word

VILLAGES = ("กำนัน ผู้ใหญ่บ้าน ทุกตำบล",)
LOCALS = ("นายกเทศมนตรีตำบล ทุกแห่ง", "นายกองค์การบริหารส่วนตำบล ทุกแห่ง")


@dataclass(frozen=True, slots=True)
class Whom:
    """Addressee lines; whether they are all of the level below; whether a person must say who is meant."""

    lines: tuple[str, ...]
    every: bool
    doubtful: bool = False


def whom_of(down: Sequence[Clause], clauses: Sequence[Clause], letter: Letter, office: Office) -> Whom:
    """The recipients of what clauses ask of those below."""
    if office.level is Level.DISTRICT:
        return _of_district(down, letter, office)
    candidates = offices_below(office)
    if not candidates:
        return Whom((), every=False, doubtful=True)
    level = candidates[0].level
    every = f"{HEAD[level]} ทุก{UNIT[level]}"
    left_out = _left_out(letter, candidates)
    if left_out:
        rest = _all_meant(down, clauses, letter, office, candidates)
        lines = (f"{every} (ยกเว้น{_listed([one.name for one in left_out])})",)
        return Whom(lines, every=False, doubtful=rest.doubtful or not rest.every)
    return _all_meant(down, clauses, letter, office, candidates)


def _all_meant(
    down: Sequence[Clause], clauses: Sequence[Clause], letter: Letter, office: Office, candidates: Sequence[Office]
) -> Whom:
    """Who is meant before anybody is left out."""
    level = candidates[0].level
    every = f"{HEAD[level]} ทุก{UNIT[level]}"
    text = " ".join(one.text for one in down)
    named = _acting_names(down, candidates)
    if named and f"ทุก{UNIT[level]}" not in text:
        return Whom(tuple(one.head_title for one in named), every=False)
    pointed = _pointed(down, clauses, letter, candidates)
    if pointed is not None:
        return pointed
    return _by_class(down, every, office, letter)


def named_below(text: str, office: Office) -> list[Office]:
    """The offices below that a text names with what they are."""
    return _named(text, offices_below(office))


def _left_out(letter: Letter, candidates: Sequence[Office]) -> list[Office]:
    """Whom an exception leaves out, wherever in the letter it stands: the asking clause, another one, a table, an annex."""
    found = [
        one for text in texts_of(letter) for hit in LEFT_OUT.finditer(text) for one in _named(hit["names"], candidates)
    ]
    return list(dict.fromkeys(found))


def _listed(names: Sequence[str]) -> str:
    """``ก ข และค``."""
    return names[0] if len(names) == 1 else f"{' '.join(names[:-1])}และ{names[-1]}"


def _acting_names(down: Sequence[Clause], candidates: Sequence[Office]) -> list[Office]:
    """The offices of the list of names that begins with the first office that is made to act."""
    names = sorted(
        ((name, one) for one in candidates for name in (one.head_title, one.name)), key=lambda row: -len(row[0])
    )
    found: list[Office] = []
    for clause in down:
        for word in (word for word in clause.made_to_act if word.tag is Tag.BELOW):
            rest = clause.text[word.start - clause.words[0].start :]
            inside = IN_BRACKETS.match(rest)
            found += _named(inside["names"], candidates) if inside else []
            while (hit := next((row for row in names if rest.startswith(row[0])), None)) is not None:
                found.append(hit[1])
                rest = JOINS.sub("", rest[len(hit[0]) :], count=1)
    return list(dict.fromkeys(found))


def _named(text: str, candidates: Sequence[Office]) -> list[Office]:
    """Offices named with what they are, each at the longest name that stands there."""
    names = sorted(((one.name, one) for one in candidates), key=lambda row: -len(row[0]))
    text = SHORT_UNIT.sub("อำเภอ", text)
    found, rest = [], text
    for name, one in names:
        if name in rest:
            found.append(one)
            rest = rest.replace(name, " ")
    order = {one.code: text.find(one.name) for one in found}
    return sorted(found, key=lambda one: order[one.code])


def _pointed(
    down: Sequence[Clause], clauses: Sequence[Clause], letter: Letter, candidates: Sequence[Office]
) -> Whom | None:
    """Who is meant by ดังกล่าว, an annex, a table or a condition; None where nothing limits."""
    rests = [
        clause.text[word.end - clause.words[0].start :]
        for clause in down
        for word in clause.made_to_act
        if word.tag in (Tag.BELOW, Tag.LOCAL)
    ]
    points = any(POINTS.search(rest) for rest in rests) or any(map(_counted, down))
    local = any(LOCALITY.search(rest) for rest in rests) and bool(_named(" ".join(texts_of(letter)), candidates))
    listed = _in_table(letter, candidates)
    named = any(LISTS.search(one.text) for one in down) or any(ALLOTTED.match(rest) for rest in rests)
    if points or local or (listed and named):
        text = " ".join(one.text for one in clauses if not one.purpose)
        found = list(dict.fromkeys((*listed, *_named(text, candidates))))
        stated = {int(number) for number in STATED.findall(to_arabic(text))}
        doubtful = not found or bool(stated and len(found) not in stated)
        return Whom(tuple(one.head_title for one in found), every=False, doubtful=doubtful)
    if any(LACKING.search(rest) for rest in rests):
        behind = _behind(clauses, candidates)
        if behind:
            return Whom(tuple(one.head_title for one in behind), every=False)
    conditions = [hit for rest in rests if (hit := CONDITION.search(rest))]
    if conditions:
        place = f"{letter.sender_address.value or ''} {letter.sender_agency.value or ''} {letter.reference.value or ''}"
        seat = _named(" ".join((place, *_head(letter))), candidates) if "ที่ตั้ง" in " ".join(rests) else []
        told = () if seat else _described(down, rests, conditions, candidates)
        return Whom(tuple(one.head_title for one in seat) or told, every=False, doubtful=not seat)
    return None


def _behind(clauses: Sequence[Clause], candidates: Sequence[Office]) -> list[Office]:
    """Whom a sentence names that says who has not: ``ที่ยังไม่ได้ส่งรายงาน ได้แก่ อำเภอลอง และอำเภอวังชิ้น``."""
    texts = [hit.string[hit.start() :] for one in clauses if (hit := NOT_YET.search(one.text))]
    return list(dict.fromkeys(office for text in texts for office in _named(text, candidates)))


def _counted(clause: Clause) -> bool:
    """``สั่งการทั้งสามอำเภอ``: how many are meant, and elsewhere who."""
    acting = {word.start for word in clause.made_to_act}
    words = [word for word in clause.words if not word.text.isspace()]
    return any(one.text.startswith("ทั้ง") and two.start in acting for one, two in pairwise(words)) or any(
        one.text == "ทั้ง" and three.start in acting for one, three in zip(words, words[2:], strict=False)
    )


def _described(
    down: Sequence[Clause], rests: Sequence[str], conditions: Sequence[re.Match[str]], candidates: Sequence[Office]
) -> tuple[str, ...]:
    """Addressee lines that repeat the condition, for a person who knows whom it means: ``นายอำเภอ ที่มีพื้นที่ติดแม่น้ำ``."""
    rest = next(rest for rest in rests if CONDITION.search(rest))
    lacking = LACKING.search(rest)
    head = lacking[0] if lacking else ""
    said = (head + TASK.split(rest[len(head) :], maxsplit=1)[0]).strip().split(" ")[0]
    words = [word for one in down for word in one.made_to_act if word.tag in (Tag.BELOW, Tag.LOCAL)]
    if all(word.tag is Tag.BELOW for word in words):
        return (f"{HEAD[candidates[0].level]} {said}",)
    provincial = f"นายกองค์การบริหารส่วน{UNIT[Level.PROVINCE]}{candidates[0].province}"
    if all(PROVINCIAL.match(word.text) for word in words):
        return (provincial,)
    return (provincial, f"นายกเทศมนตรี {said}", f"นายกองค์การบริหารส่วนตำบล {said}")


def _head(letter: Letter) -> tuple[str, ...]:
    """The address under the sender's name as it was seen."""
    seen = letter.sender_agency.evidence
    return (seen.raw,) if seen else ()


def _in_table(letter: Letter, candidates: Sequence[Office]) -> list[Office]:
    """Offices whose bare names are the cells of short lines: ``พังโคน ๒``, ``นครพนม ธาตุพนม ๒๙ พฤษภาคม``."""
    found: dict[str, Office] = {}
    names = {name: one for one in candidates for name in (bare_name(one.name), one.name)}
    for text in texts_of(letter):
        cells = [cell.removeprefix("และ").strip(" ,") for cell in text.split()]
        short = [cell for cell in cells if cell in names]
        if short and (len(text) <= 60 or len(short) >= 2):
            found |= {names[cell].code: names[cell] for cell in short if not _within(cell, text)}
    listed = offices_in([one.value for one in letter.tables if one.value], candidates)
    found |= {one.code: one for one in listed}
    return list(found.values())


def _within(cell: str, text: str) -> bool:
    """The bare name stands in a sentence and not in a cell: a verb is joined to what is around it."""
    return len(text) > 200 and PROSE_NAME(cell=literally(cell)).search(text) is not None


def _by_class(down: Sequence[Clause], every: str, office: Office, letter: Letter) -> Whom:
    acted = [word for one in down for word in one.made_to_act]
    local = [word.text for word in acted if word.tag is Tag.LOCAL]
    if not local or office.level is not Level.PROVINCE:
        return Whom((every,), every=True)
    below = any(word.tag is not Tag.LOCAL for word in acted)
    provincial = f"นายกองค์การบริหารส่วน{office.name}"
    named = towns_named(down, letter, office)
    if named and not below:
        return Whom(named, every=False)
    if not below and all(PROVINCIAL.match(one) for one in local):
        return Whom((provincial,), every=False)
    if not below and all(TOWNS.match(one) for one in local):
        return Whom(beside(local, office, named), every=False)
    return Whom((every, *beside(local, office, named)), every=True)


def _of_district(down: Sequence[Clause], letter: Letter, office: Office) -> Whom:
    acted = [word for one in down for word in one.made_to_act]
    tags = {word.tag for word in acted}
    named = towns_named(down, letter, office)
    text = " ".join(one.text for one in down)
    if named and not EVERY_VILLAGE.search(text):
        return Whom(named, every=False)
    lines = _villages(acted, down) + (LOCALS if Tag.LOCAL in tags else ())
    return Whom(lines, every=any(tag is not Tag.LOCAL for tag in tags))


def _villages(acted: Sequence[Word], down: Sequence[Clause]) -> tuple[str, ...]:
    """Both posts, unless one of them alone is asked."""
    if any(BOTH_POSTS.search(one.text) for one in down):
        return VILLAGES if any(word.tag is not Tag.LOCAL for word in acted) else ()
    names = {word.text for word in acted if word.tag is Tag.VILLAGE}
    if names and all(name.startswith("กำนัน") and "ผู้ใหญ่บ้าน" not in name for name in names):
        return ("กำนัน ทุกตำบล",)
    if names and all(name.startswith("ผู้ใหญ่บ้าน") for name in names):
        return ("ผู้ใหญ่บ้าน ทุกหมู่บ้าน",)
    return VILLAGES if any(word.tag is not Tag.LOCAL for word in acted) else ()
