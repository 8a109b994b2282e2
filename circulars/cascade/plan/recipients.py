"""The addressee line: ทุกจังหวัด, lists by name, groups, ยกเว้น …, and annexes that only a person can read.

A name that is not exactly one of the directory's is never replaced: it is listed as unresolved with what it may mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from circulars.cascade.plan.steps import Recipient
from circulars.directory.match import match_name
from circulars.directory.offices import Level, Office
from circulars.directory.places import REGIONS, in_region
from circulars.lexicon.reading.triage.whom import ANNEX, EVERY, EXCEPT
from circulars.lexicon.writing.plan import BETWEEN_NAMES, IN_REGION, NO_NAME, NUMBER_OF_OFFICES, POST_OF_HEAD
from circulars.thai.digits import to_arabic
from circulars.triage.reading.addressed import addresses, bare_name

__all__ = ["Resolved", "addresses", "as_recipient", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Recipients of an addressee line, in the directory's order, each once; names that nobody could resolve.

    ``stated`` is a number of offices that the line itself prints (None: none); ``every`` whether it says ทุก….
    """

    recipients: tuple[Recipient, ...]
    unresolved: tuple[str, ...] = ()
    stated: int | None = None
    every: bool = False


def as_recipient(office: Office) -> Recipient:
    """An office as addressed: by the post of its head."""
    return Recipient(office, office.head_title or office.name, office.name)


def resolve(
    lines: Sequence[str], candidates: Sequence[Office], groups: Mapping[str, Sequence[str]] | None = None
) -> Resolved:
    """Who among the candidates is meant by addressee lines.

    ``groups`` are the office's own names for sets of offices (``กลุ่มจังหวัดสนุก``), each with its members' names.

    >>> from circulars.directory.offices import find_office, offices_below
    >>> below = offices_below(find_office("สกลนคร"))
    >>> len(resolve(["นายอำเภอ ทุกอำเภอ (ยกเว้นอำเภอเมืองสกลนคร)"], below).recipients)
    17
    """
    groups = groups or {}
    chosen: dict[str, Office] = {}
    dropped: set[str] = set()
    unresolved: list[str] = []
    every, stated = False, None
    for line in lines:
        text = " ".join(line.split())
        count = NUMBER_OF_OFFICES.search(to_arabic(text))
        if count:
            stated = int(count[1])
            text = text[: count.start()] + text[count.end() :]
        exception = EXCEPT.search(text)
        if exception:
            out, unknown = _named(exception["names"], candidates, groups)
            dropped.update(office.code for office in out)
            unresolved += [f"ยกเว้น {name}" for name in unknown]
            text = text[: exception.start()]
        if ANNEX.search(text):
            unresolved.append(line.strip())
            continue
        meant, unknown, all_of_them = _meant(text, candidates, groups)
        chosen |= {office.code: office for office in meant}
        unresolved += unknown
        every |= all_of_them
    kept = [office for office in candidates if office.code in chosen and office.code not in dropped]
    return Resolved(tuple(as_recipient(office) for office in kept), tuple(dict.fromkeys(unresolved)), stated, every)


def _meant(
    text: str, candidates: Sequence[Office], groups: Mapping[str, Sequence[str]]
) -> tuple[Sequence[Office], list[str], bool]:
    """The offices that a line means, names that are none's, and whether it says ทุก…."""
    group = _group(text, candidates, groups)
    if group is not None:
        return group, [], False
    if EVERY.search(text):
        return candidates, [], True
    return (*_named(text, candidates, groups), False)


def _group(text: str, candidates: Sequence[Office], groups: Mapping[str, Sequence[str]]) -> list[Office] | None:
    for name, members in groups.items():
        if name in text:
            return [office for office in candidates if office.name in members or bare_name(office.name) in members]
    for name in REGIONS:
        if IN_REGION(region=name).search(text):
            provinces = (office for office in candidates if office.level is Level.PROVINCE and office.province)
            return [office for office in provinces if in_region(office.province or "", name)]
    return None


def _named(
    text: str, candidates: Sequence[Office], groups: Mapping[str, Sequence[str]]
) -> tuple[list[Office], list[str]]:
    """Offices named in a list, and the names that are none's."""
    by_name = {bare_name(office.name): office for office in candidates}
    by_name |= {office.head_title: office for office in candidates if office.head_title}
    by_name |= {office.name: office for office in candidates}
    named, unknown = [], []
    for part in BETWEEN_NAMES.split(text.strip(" ()")):
        word = part.strip(" .,()")
        if not word or NO_NAME.match(word):
            continue
        found = by_name.get(word) or by_name.get(POST_OF_HEAD.sub("", word))
        group = _group(word, candidates, groups) if found is None else None
        if found is not None:
            named.append(found)
        elif group:
            named += group
        else:
            near = match_name(POST_OF_HEAD.sub("", word), [bare_name(office.name) for office in candidates])
            unknown.append(f"{word} (ใกล้เคียง {near.name})" if near else word)
    return named, unknown
