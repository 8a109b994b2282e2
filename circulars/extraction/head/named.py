"""The agency of a letter whose letterhead does not name it: what its number, its text, its signer and its foot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pythainlp.corpus import thai_syllables
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

from circulars.directory.agencies import agencies_of_number
from circulars.directory.places import districts, provinces_by_letters
from circulars.extraction.page.lines import Line, all_given, seen
from circulars.extraction.page.proposals import headed_by, heads_of
from circulars.letter.doubt import (
    AGENCY_FROM_TEXT,
    MAY_BE,
    NOT_FOUND,
    OTHER_WORDS,
    UNCLEAR,
    UNKNOWN_WORDS,
    WITNESSES_DIFFER,
)
from circulars.letter.field import Field
from circulars.letter.letter import Signatory
from circulars.letter.reference import ReferenceNumber
from circulars.lexicon.reading.head import ASKS_AT_LAST, SPEAKS_FOR
from circulars.thai.dates import ThaiDate
from circulars.thai.text import consonants_of


def named_agency(number: Field[ReferenceNumber], dated: Field[ThaiDate], lines: Sequence[Line]) -> Field[str]:
    """The agency of a letter without a letterhead in its text: the one that its number stands for, where the text names it.

    Where the number says nothing, the one that the text itself speaks for (``ด้วยกรม… ได้รับแจ้ง``), for a person to confirm.
    """
    value = number.value
    year = dated.value.year_be if dated.value else None
    for agency in agencies_of_number(value.letters, value.office_number, year) if value else ():
        for line in lines:
            if agency.name in line.text:
                return Field(agency.name, seen([line], agency.name, "agency.number-and-text"), number.doubts)
    for line in lines:
        if (match := SPEAKS_FOR.match(line.text)) is not None:
            name = match["agency"]
            sure = all_given(lines) and (_asks(name, lines) or _stands_for(_letters(value), name))
            return Field(name, seen([line], name, "agency.text"), () if sure else (AGENCY_FROM_TEXT(),))
    return Field()


def _asks(name: str, lines: Sequence[Line]) -> bool:
    """The same office asks or says at last what the letter is for, and no other does; or its name alone ends the text.

    A letter that passes on what another office wrote names that one first, and asks in the writer's own name.
    """
    askers = ["".join(m["agency"].split()) for line in lines if (m := ASKS_AT_LAST.match(line.text)) is not None]
    alone = any("".join(line.text.split()) == name for line in lines[len(lines) * 2 // 3 :])
    bare = "".join(name.split())
    return all(asker == bare for asker in askers) and (bool(askers) or alone)


def _letters(number: ReferenceNumber | None) -> str:
    """The letters before the first stop or space of a number that is no office's of the state."""
    return (number.verbatim if number is not None else "").partition(" ")[0].partition(".")[0]


_LEAST_SHORT = 3  # letters: shorter ones stand for a ministry or a province


def _stands_for(letters: str, name: str) -> bool:
    """The letters of the number are those with which syllables of the name begin, in their order, beginning with its first.

    >>> _stands_for("ธปท", "ธนาคารแห่งประเทศไทย"), _stands_for("ธปท", "กรมธนารักษ์"), _stands_for("มท", "กระทรวงมหาดไทย")
    (True, False, False)
    """
    letters = consonants_of(letters)
    syllables = word_tokenize(name, custom_dict=_syllables(), engine="newmm", keep_whitespace=False)
    firsts = [bones[0] for one in syllables if (bones := consonants_of(one))]
    if len(letters) < _LEAST_SHORT or not firsts or letters[0] != firsts[0]:
        return False
    rest = iter(firsts)
    return all(sign in rest for sign in letters)


@cache
def _syllables() -> Trie:
    return Trie(thai_syllables())


_OF_SIGNS = (UNKNOWN_WORDS, OTHER_WORDS, MAY_BE, UNCLEAR, WITNESSES_DIFFER)


def signed_for(agency: Field[str], signatory: Field[Signatory]) -> Field[str]:
    """The agency that the text alone names is sure where its own head signs, or another for its head, as is printed elsewhere.

    A post that only ends with the name is of another office there: ท้องถิ่นจังหวัดน่าน is not of จังหวัดน่าน.
    """
    signer, name = signatory.value, agency.value
    if signer is None or name is None or agency.doubts != (AGENCY_FROM_TEXT(),):
        return agency
    posts = {"".join(post.split()) for post in (signer.position, signer.acting_for) if post}
    return replace(agency, doubts=()) if posts.intersection(heads_of(name)) else agency


def office_of_signer(signatory: Field[Signatory]) -> Field[str]:
    """The office of an order or announcement whose title names none: whose head gave it, to be confirmed; else asked for."""
    signer, evidence = signatory.value, signatory.evidence
    post = "".join((signer.acting_for or signer.position or "").split()) if signer is not None else ""
    name = headed_by(post)
    if name is None or evidence is None:
        return Field(None, None, (NOT_FOUND("ผู้ออก"),))
    return Field(name, replace(evidence, raw=post, rule="agency.signer"), (AGENCY_FROM_TEXT(),))


def confirmed_agency(agency: Field[str], number: Field[ReferenceNumber]) -> Field[str]:
    """The agency as the directory names it is sure where the letters of the number, printed elsewhere, are its own.

    What was seen was no such name letter for letter; only what its signs look like was in doubt.
    """
    name, value = agency.value, number.value
    if (
        name is None
        or value is None
        or not all(doubt.code in {row.code for row in _OF_SIGNS} for doubt in agency.doubts)
    ):
        return agency
    province = provinces_by_letters().get(value.letters)
    own = {one.name for one in agencies_of_number(value.letters, value.office_number)}
    if province is not None:
        own |= {province.full_name, *(one.full_name for one in districts(province.name))}
    return replace(agency, doubts=()) if name in own else agency
