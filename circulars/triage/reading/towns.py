"""Local authorities and headmen to whom a letter goes on by themselves: those named one by one, those that no district supervises."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from circulars.directory.offices import Office, offices_below
from circulars.directory.places import cities
from circulars.letter.letter import Letter
from circulars.lexicon.reading.triage.whom import LOCAL_AT_LARGE, NO_NAME, OF_A_TAMBON, PROVINCIAL, VERB
from circulars.triage.reading.addressed import bare_name
from circulars.triage.reading.clauses import Clause, texts_of
from circulars.triage.reading.words import Word

_CITY, _TOWN = "นายกเทศมนตรีนคร", "นายกเทศมนตรีเมือง"


def beside(local: Sequence[str], office: Office, towns: Sequence[str]) -> tuple[str, ...]:
    """Local authorities that no district supervises, of the classes that are named: อบจ., cities, towns.

    พ.ร.บ. อบจ. พ.ศ. ๒๕๔๐ มาตรา ๗๗, พ.ร.บ. เทศบาล พ.ศ. ๒๔๙๖ มาตรา ๗๑.
    """
    at_large = any(LOCAL_AT_LARGE.match(word) for word in local)
    lines = []
    if at_large or any(PROVINCIAL.match(word) for word in local):
        lines.append(f"นายกองค์การบริหารส่วน{office.name}")
    known = tuple(f"{_CITY}{name}" for name in cities().get(office.province or "", ()))
    if at_large or "เทศบาลนคร" in local:
        said = tuple(one for one in towns if one in known)
        lines += said or known or (() if at_large else (f"{_CITY} ทุกแห่ง",))
    if at_large or "เทศบาลเมือง" in local:
        lines += tuple(one for one in towns if one.startswith(_TOWN)) or (f"{_TOWN} ทุกแห่ง",)
    return tuple(lines)


_LIST_LENGTH = 120
"""Letters from the one who is made to act to the end of the list that it begins."""
_NAME_LENGTH = 24
_HEADS = {
    "อบต.": "นายกองค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล": "นายกองค์การบริหารส่วนตำบล", "เทศบาลตำบล": "นายกเทศมนตรีตำบล",
    "ทต.": "นายกเทศมนตรีตำบล", "เทศบาลเมือง": "นายกเทศมนตรีเมือง", "เทศบาลนคร": "นายกเทศมนตรีนคร", "กำนันตำบล": "กำนันตำบล",
    "กำนัน ตำบล": "กำนันตำบล",
}  # fmt: skip


def towns_named(down: Sequence[Clause], letter: Letter, office: Office) -> tuple[str, ...]:
    """Local authorities and headmen that the asking clauses name one by one: ``อบต.บ้านติ้ว``, ``กำนันตำบลคำสะอาด``."""
    province = office.province or ""
    cities_here = cities().get(province, ())
    places = {hit["name"] for text in texts_of(letter) for hit in OF_A_TAMBON.finditer(text)}
    places |= {*cities_here, *(bare_name(one.name) for one in offices_below(office)), *([province] if province else [])}
    found: dict[str, None] = {}
    for clause in down:
        starts = [word.start for word in clause.made_to_act]
        for at, word in enumerate(clause.words):
            kind = _HEADS.get(word.text)
            behind = clause.words[at + 1 :]
            if (
                kind is None
                and word.text == "กำนัน"
                and len(behind) > 1
                and "".join(one.text for one in behind[:2]).strip() == "ตำบล"
            ):
                kind, behind = "กำนันตำบล", behind[2:] if behind[0].text.isspace() else behind[1:]
            if kind is None or not any(0 <= word.start - start <= _LIST_LENGTH for start in starts):
                continue
            name = _name_in(behind, places)
            if name and (kind != _CITY or name in cities_here):
                found[f"{kind}{name}"] = None
    return tuple(found)


def _name_in(words: Sequence[Word], places: Collection[str]) -> str:
    """The name that begins here: a ตำบล of the letter, else the words up to a verb, a space or a word that joins."""
    behind = "".join(one.text for one in words).lstrip()
    known = max((place for place in places if behind.startswith(place)), key=len, default="")
    if known:
        return known
    name = ""
    for at, word in enumerate(words):
        if word.text.isspace() and at == 0:
            continue
        if VERB.match(word.text) or word.tag is not None or not word.text.strip(" ,()"):
            break
        name += word.text
    return name if 2 <= len(name) <= _NAME_LENGTH and not NO_NAME.match(name) else ""
