"""Thai words stay whole at line ends of a PDF.

LibreOffice breaks Thai lines by ICU's dictionary, which ends a line inside longer words (``คัด|เลือก``, ``ราย|ละเอียด``). In the
copy of a letter that LibreOffice gets, a joiner (U+FEFF, of the class WJ in Unicode's UAX 14) stands wherever such a word
could be cut into shorter ones. Word's file has none, numbers have none, and the text layer of the PDF has none: the sign has
no glyph and no width. Neither break marks (U+200B) nor U+2060 are used: LibreOffice sets either as a portion of its own, and
of the letter that then ends a justified line it draws the vowel outside the margin (``พื้นท  ี่``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

from circulars.directory.places import all_districts, provinces
from circulars.lexicon.people import NAMED_PERSON

_JOINER = "\ufeff"
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]+)")
_THAI = re.compile("[ก-๎]+")
_LONGEST = 24
"""Letters of a word beyond which a line would be left too empty: it may be broken where its parts meet."""


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], Trie]:
    names = {one.name for one in provinces()} | {one.name for one in all_districts()}
    words = frozenset({*thai_words(), *names, *(name.removeprefix("อำเภอ").removeprefix("จังหวัด") for name in names)})
    return words, Trie(words)


@lru_cache(maxsize=8192)
def _joined(word: str) -> str:
    """A word with a joiner at every place where shorter words of the dictionary meet in it.

    >>> _joined("คัดเลือก").split(_JOINER), _joined("ปรากฏ").split(_JOINER)
    (['คัด', 'เลือก'], ['ปรากฏ'])
    """
    words, end = _words()[0], len(word)

    def is_part(start: int, stop: int) -> bool:
        return stop - start > 1 and stop - start < end and word[start:stop] in words

    begun, ended = {0}, {end}
    for stop in range(1, end + 1):
        begun |= {stop} if any(is_part(start, stop) for start in begun) else set()
    for start in range(end - 1, -1, -1):
        ended |= {start} if any(is_part(start, stop) for stop in ended) else set()
    cuts = [0, *sorted((begun & ended) - {0, end}), end]
    parts = [word[start:stop] for start, stop in pairwise(cuts)]
    return _JOINER.join(parts) if end <= _LONGEST else word


@lru_cache(maxsize=4096)
def unbroken(text: str) -> str:
    """A text with its words and the names of persons joined; nothing else of it changes.

    >>> unbroken("ลงวันที่ ๕ ตุลาคม ๒๕๖๙").replace(_JOINER, "")
    'ลงวันที่ ๕ ตุลาคม ๒๕๖๙'
    """
    out, done = [], 0
    for name in NAMED_PERSON.finditer(text):
        out += [_THAI.sub(_in_words, text[done : name.start()]), _THAI.sub(_as_one, name[0])]
        done = name.end()
    return "".join((*out, _THAI.sub(_in_words, text[done:])))


def _in_words(found: re.Match[str]) -> str:
    pieces = word_tokenize(found[0], custom_dict=_words()[1], engine="newmm")
    return "".join(_joined(piece) for piece in pieces)


def _as_one(found: re.Match[str]) -> str:
    pieces = word_tokenize(found[0], custom_dict=_words()[1], engine="newmm")
    return _JOINER.join(map(_joined, pieces))


def with_words_whole(document: bytes) -> bytes:
    """The XML of a letter's text with its words joined."""
    return _TEXT.sub(lambda found: found[1] + unbroken(found[2]), document.decode()).encode()
