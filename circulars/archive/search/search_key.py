"""One spelling of Thai for search, its words, and the misreadings that a scan may hold instead."""

from __future__ import annotations

import re
from functools import lru_cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

from circulars.directory.places import all_districts, provinces
from circulars.thai.digits import to_arabic
from circulars.thai.lookalikes import SEARCHED
from circulars.thai.text import repair

_MARKS = re.compile("[\u0e47-\u0e4e]")
_WORD = re.compile("[\\w\u0e31-\u0e4e]+")
PLACES = frozenset({"เลย", "ตาก", "แพร่", "น่าน"})
"""Provinces whose names are everyday words too: asked for alone, the province is meant."""
BEFORE_PLACES = ("จังหวัด", "ผู้ว่าราชการจังหวัด", "จ")
"""Words before a province's name that make it one."""
_NEAR_FROM = 5
_MOST_NEAR = 40


def search_key(text: str) -> str:
    """One spelling for search: repaired, Arabic digits, no tone marks, sara am as sara aa, lower case, single spaces.

    >>> search_key("ดําเนินการ ๒๕๖๗") == search_key("ดำเนินการ 2567")
    True
    """
    text = _MARKS.sub("", to_arabic(repair(text))).replace("\u0e33", "\u0e32")
    return " ".join(text.casefold().split())


@lru_cache(maxsize=1)
def _dictionary() -> Trie:
    """Thai words, and every province and district, so that ตากใบ is not ตาก and ใบ."""
    return Trie({*thai_words(), *(one.name for one in provinces()), *(one.name for one in all_districts())})


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in order, tone marks kept: น่าน is not นาน.

    >>> words_of("จังหวัดแพร่เผยแพร่ที่อำเภอตากใบ")
    ('จังหวัด', 'แพร่', 'เผยแพร่', 'ที่', 'อำเภอ', 'ตากใบ')
    """
    plain = to_arabic(repair(text)).casefold()
    pieces = word_tokenize(plain, custom_dict=_dictionary(), engine="newmm", keep_whitespace=False)
    return tuple(word for piece in pieces for word in _WORD.findall(piece))


def misread(word: str) -> tuple[str, ...]:
    """Forms of a folded word with one letter as recognisers mistake it; none for short words and numbers.

    >>> "ภัยแสง" in misread("ภัยแลง")
    True
    """
    if len(word) < _NEAR_FROM or any(c.isdigit() for c in word):
        return ()
    forms = []
    for place, letter in enumerate(word):
        for group in SEARCHED:
            if letter in group:
                forms += [word[:place] + other + word[place + 1 :] for other in group if other != letter]
    return tuple(dict.fromkeys(forms))[:_MOST_NEAR]
