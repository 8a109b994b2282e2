"""Names of persons as they were read: which words of them are names, and what a misread one stands for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

from circulars.extraction.page.lines import Line, all_given
from circulars.extraction.page.spelling import exchanged
from circulars.extraction.page.words import dictionary
from circulars.letter.doubt import MAY_BE, Doubt
from circulars.lexicon.people import TITLE_OF_NAME
from circulars.thai.text import folded


@cache
def _names() -> Trie:
    return Trie({*thai_male_names(), *thai_female_names(), *thai_family_names(), *dictionary()})


@cache
def _first_names() -> frozenset[str]:
    return frozenset(thai_male_names() | thai_female_names())


@cache
def _all_names() -> frozenset[str]:
    return _first_names() | frozenset(thai_family_names())


def proposed_name(name: str, lines: Sequence[Line] = ()) -> str:
    """A person's name with each word that is no name as the name that one look-alike letter makes of it.

    >>> proposed_name("นายวสันด์ ตัวอย่างดี"), proposed_name("นายวสันต์ ตัวอย่างดี")
    ('นายวสันต์ ตัวอย่างดี', 'นายวสันต์ ตัวอย่างดี')
    """
    for word, meant in () if all_given(lines) else name_meant(name):
        name = name.replace(word, meant)
    return name


def misread_name(name: str) -> tuple[Doubt, ...]:
    """A reason to ask when a word of a person's name is in no list of names and one look-alike letter makes a known one of it.

    >>> misread_name("นายวสันด์ ตัวอย่างดี") != (), misread_name("นายวสันต์ ตัวอย่างดี")
    (True, ())
    """
    return tuple(MAY_BE(word, known) for word, known in name_meant(name)[:1])


def all_names(name: str) -> bool:
    """Each word of a person's name, its title aside, is in the lists of names.

    >>> all_names("นายวสันต์ มานพ"), all_names("นายวสันต์ ใจงามตัวอย่าง")
    (True, False)
    """
    return all(word in _all_names() for word in TITLE_OF_NAME.sub("", name).split())


def name_meant(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a name that are in no list of names, each with the first name that one look-alike letter makes of it."""
    words = (word for word in TITLE_OF_NAME.sub("", name).split() if word not in _all_names())
    return tuple((word, known) for word in words if (known := exchanged(word, _first_names())) is not None)


def only_own_are_names(own: str, other: str) -> bool:
    """Whether each word in which two readings of a name differ is a known name or word in `own`, and none in `other`.

    >>> only_own_are_names("นายศิริพงษ์ มานพ", "นายศีริพงษ์ มานพ")
    True
    >>> only_own_are_names("นายวิจิตร มานพ", "นายวิชิต มานพ")
    False
    """
    pairs = list(zip(own.split(), other.split(), strict=False))
    if len(own.split()) != len(other.split()):
        return False
    differ = [(mine, theirs) for mine, theirs in pairs if folded(mine) != folded(theirs)]
    return bool(differ) and all(_named(mine) and not _named(theirs) for mine, theirs in differ)


def _named(word: str) -> bool:
    bare = TITLE_OF_NAME.sub("", word)
    pieces = word_tokenize(bare, custom_dict=_names(), engine="newmm", keep_whitespace=False)
    return bool(pieces) and all(piece in _names() and len(piece) > 1 for piece in pieces)
