"""What a letter asks of local authorities that no district supervises (อบจ., เทศบาลนคร, เทศบาลเมือง): a letter of its own.

Offices named one after another behind ให้ or a verb of passing on are one group (``แจ้งอำเภอ องค์การบริหารส่วนจังหวัด และเทศบาลนคร``).
A clause whose group has nobody else in it is theirs alone and leaves the letter to the districts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from circulars.cascade.asks.clauses.actors import CONNECTS, actors_of
from circulars.directory.offices import Level, Office
from circulars.directory.places import cities, province_names
from circulars.lexicon.offices import UNIT, WORDS
from circulars.lexicon.tokens import Role, tokens
from circulars.lexicon.writing.actors import JOIN
from circulars.triage.reading.words import Tag, Word, words_of

_LEADS = frozenset({Tag.CAUSE, Tag.ASK, Tag.PASS, Tag.TO, Tag.EVERY, Tag.STAFF})
_NAMED = frozenset({Tag.BELOW, Tag.LOCAL, Tag.VILLAGE})
_BACK = _LEADS | {Tag.OURS}
_BESIDE = tokens(Role.BESIDE)


@dataclass(frozen=True, slots=True)
class Group:
    """Offices made to act together, each with the name behind it.

    ``start`` is the offset at which their clause begins (-1: inside another), ``first`` to ``last`` where their names stand.
    """

    start: int
    first: int
    last: int
    members: tuple[tuple[str, str], ...]

    @property
    def beside(self) -> bool:
        """Nobody else is among them."""
        return all(word in _BESIDE for word, _ in self.members)


def groups_of(text: str, level: Level) -> tuple[Group, ...]:
    """The groups of a sentence, in order.

    >>> [one.members for one in groups_of("แจ้งอำเภอ อบจ. และเทศบาลเมืองน่าน ตั้งจุดตรวจ", Level.PROVINCE)]
    [(('อำเภอ', ''), ('อบจ.', ''), ('เทศบาลเมือง', 'น่าน'))]
    """
    words = [word for word in words_of(text, level) if not word.text.isspace()]
    return tuple(_groups(words))


def _groups(words: Sequence[Word]) -> Iterator[Group]:
    at = 0
    while at < len(words):
        begins = words[at].tag in _NAMED and (at == 0 or words[at - 1].tag in _LEADS)
        first, members = at, []
        while begins and at < len(words) and words[at].tag in _NAMED:
            named = (
                at + 1 < len(words) and words[at + 1].text in province_names() and words[at + 1].start == words[at].end
            )
            members.append((words[at].text, words[at + 1].text if named else ""))
            at += 2 if named else 1
            joined = at + 1 < len(words) and words[at].tag in (Tag.AND, Tag.EVERY) and words[at + 1].tag in _NAMED
            at += 1 if joined else 0
        if members:
            yield Group(_clause(words, first), words[first].start, words[at - 1].end, tuple(members))
        else:
            at += 1


def _clause(words: Sequence[Word], at: int) -> int:
    """The offset at which the clause of a group begins: its connective, its own ให้ behind a space, the text's begin."""
    made = False
    while at > 0 and words[at - 1].tag in _BACK:
        at -= 1
        made = made or words[at].tag in (Tag.CAUSE, Tag.ASK)
    if at == 0:
        return 0
    if not made:  # ``และประสานองค์การบริหารส่วนจังหวัด`` is what the one before does
        return -1
    if words[at - 1].tag in (Tag.AND, Tag.SO) or words[at - 1].text in CONNECTS:
        return words[at - 1].start
    return words[at].start if words[at].start > words[at - 1].end else -1


def split_beside(text: str, level: Level) -> tuple[str, str]:
    """A task without what only those authorities are asked, and that; either may be empty.

    >>> split_beside("ให้อำเภอสำรวจถนน และให้องค์การบริหารส่วนจังหวัดสนับสนุนงบประมาณ", Level.PROVINCE)
    ('ให้อำเภอสำรวจถนน', 'ให้องค์การบริหารส่วนจังหวัดสนับสนุนงบประมาณ')
    >>> split_beside("ให้อำเภอสำรวจถนนขององค์การบริหารส่วนจังหวัด", Level.PROVINCE)[1]
    ''
    """
    groups = [one for one in groups_of(text, level) if one.start >= 0]
    theirs = {one.start for one in groups if one.beside}
    if level is not Level.PROVINCE or not theirs:
        return text, ""
    cuts = {one.start for one in groups} | {one.start for one in actors_of(text, level)} - {0}
    edges = sorted(cuts | {0, len(text)})
    kept: list[str] = []
    apart: list[str] = []
    for start, end in pairwise(edges):
        (apart if start in theirs else kept).append(text[start:end].strip(" ,"))
    rest = " ".join(JOIN.sub("", part) for part in apart if part)
    return " ".join(part for part in kept if part), rest


def spoken_to(text: str, unit: str, level: Level) -> str:
    """A task of districts and local authorities together, as it is said to those authorities, who are called ``unit``.

    >>> spoken_to("แจ้งอำเภอและองค์กรปกครองส่วนท้องถิ่นสำรวจถนน", "องค์การบริหารส่วนจังหวัดน่าน", Level.PROVINCE)
    'แจ้งองค์การบริหารส่วนจังหวัดน่านสำรวจถนน'
    """
    text = _through_others(text, level)
    for group in reversed([one for one in groups_of(text, level) if one.start >= 0]):
        local = [f"{word}{name}" for word, name in group.members if word in WORDS[Level.LOCAL]]
        several = unit == UNIT[Level.LOCAL]  # each class keeps its own name among several
        said = "และ".join(f" {one} " if one.endswith(".") else one for one in local) if several else unit
        if local and (len(local) < len(group.members) or not (several or said.startswith(local[0]))):
            text = f"{text[: group.first].rstrip()}{said}{text[group.last :].lstrip()}"
    return text


def _through_others(text: str, level: Level) -> str:
    """``แจ้งอำเภอกำชับองค์กรปกครองส่วนท้องถิ่นเร่งรัด`` as it is said to those authorities: ``ให้องค์กรปกครองส่วนท้องถิ่นเร่งรัด``."""
    groups = groups_of(text, level)
    local = WORDS[Level.LOCAL]
    firsts = [one for one in groups if not any(word in local for word, _ in one.members)]
    lasts = [one for one in groups if one.members and all(word in local for word, _ in one.members)]
    if not firsts or not lasts or firsts[0].first > lasts[-1].first:
        return text
    rest = f"ให้{text[lasts[-1].first :]}"
    others = (one for one in actors_of(rest, level) if one.start > 0 and rest[one.office : one.end] not in local)
    return rest[: next((one.start for one in others), len(rest))].rstrip(" ,")


def names_local(text: str, level: Level) -> bool:
    """Local authorities of any kind are made to act, by us and not by somebody who acts in the sentence."""
    groups = (one for one in groups_of(text, level) if one.start >= 0)
    return any(word in WORDS[Level.LOCAL] for one in groups for word, _ in one.members)


def lines_of(texts: Sequence[str], office: Office) -> tuple[str, ...]:
    """Addressee lines of those authorities that tasks name, each once.

    >>> from circulars.directory.offices import find_office
    >>> lines_of(["ให้อำเภอ อบจ. และเทศบาลนครตั้งจุดตรวจ"], find_office("น่าน"))
    ('นายกองค์การบริหารส่วนจังหวัดน่าน', 'นายกเทศมนตรีนคร ทุกแห่ง')
    """
    found: dict[str, None] = {}
    for text in texts:
        for group in groups_of(text, office.level):
            for word, name in group.members if group.start >= 0 else ():
                if word in _BESIDE:
                    town = next((kind for kind in ("เมือง", "นคร") if word.endswith(kind)), "")
                    names = (name,) if name else cities().get(office.province or "", ()) if town == "นคร" else ()
                    lines = [f"นายกเทศมนตรี{town}{one}" for one in names] or [f"นายกเทศมนตรี{town} ทุกแห่ง"]
                    found |= dict.fromkeys(lines if town else [f"นายกองค์การบริหารส่วน{office.name}"])
    return tuple(found)
