"""Words that Thai does not have: the sign of a misread or broken text that no confidence shows.

A text is cut by PyThaiNLP's newmm over its dictionary, enlarged by places and agencies; what is left over is unknown. An
unknown piece is a reason to ask a person, never a reason to change the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pythainlp.corpus import thai_words
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie

from circulars.directory.agencies import agencies
from circulars.directory.places import all_districts, provinces
from circulars.extraction.lines import Line
from circulars.thai.text import folded, repair

_THAI = re.compile(r"[\u0e01-\u0e2e]")
_ABBREVIATION = re.compile(
    r"(?:[ก-ฮ]{1,5}\.\s?)+(?:[ก-ฮ]{1,4}(?![\u0e01-\u0e4e]))?|[ก-๎]+ฯ(?!ล)|/\s?ว(?![\u0e01-\u0e4e])"
)
_STRAY = re.compile(r"[|*_~<>=^`\\]|(?<![A-Za-z0-9.@/])[a-z](?![A-Za-z0-9.@/])")
_FIELD_WORDS = (
    "สารบรรณ",
    "อปท",
    "เทศมนตรี",
    "เทศบัญญัติ",
    "งบประมาณ",
    "ปีงบประมาณ",
    "บูรณาการ",
    "ขับเคลื่อน",
    "ยุทธศาสตร์",
    "ภารกิจ",
    "ปลัดอำเภอ",
    "ท้องที่",
    "ท้องถิ่น",
    "ราชภัฏ",
    "ราชมงคล",
    "ออนไลน์",
    "เว็บไซต์",
    "ดิจิทัล",
    "โควิด",
    "ไวรัส",
    "โคโรนา",
    "ปฐมนิเทศ",
    "หมอกควัน",
    "ภัยแล้ง",
)
_COMPARABLE = 0.9  # a witness who read less of the line has not read other words
NOISE = 0.06
"""Share of unknown pieces above which a whole text is noise from another recogniser."""


@cache
def _dictionary() -> Trie:
    names = [province.name for province in provinces()] + [district.name for district in all_districts()]
    return Trie({*thai_words(), *names, *(agency.name for agency in agencies()), *_FIELD_WORDS})


@cache
def _words() -> frozenset[str]:
    return frozenset(_dictionary())


def unknown_words(text: str) -> tuple[str, ...]:
    """Pieces of a text that are no Thai word, no abbreviation, no number and no Latin; stray signs among them.

    >>> unknown_words("การประเมินคุณธรรมของอำเภอ"), unknown_words("กรมชลส่ประทาน") != ()
    ((), True)
    """
    plain = _ABBREVIATION.sub(" ", text)
    pieces = word_tokenize(plain, custom_dict=_dictionary(), engine="newmm", keep_whitespace=False)
    unknown = [
        piece for piece in pieces if _THAI.search(piece) and piece != "ณ" and (piece not in _words() or len(piece) == 1)
    ]
    return (*unknown, *_STRAY.findall(plain))


def spelling_doubts(text: str) -> tuple[str, ...]:
    """A reason to ask a person when a text holds pieces that are no words."""
    found = unknown_words(text)
    return (f"มีคำที่ไม่รู้จัก: {', '.join(found[:3])}",) if found else ()


def witness_doubts(lines: Sequence[Line]) -> tuple[str, ...]:
    """A reason to ask when the second witness reads other words, and words that Thai has."""
    for line in lines:
        witness = line.source.witness
        if witness is None or folded(witness.text) == folded(line.source.text):
            continue
        if len(witness.text) >= _COMPARABLE * len(line.source.text) and not unknown_words(repair(witness.text)):
            return ("เครื่องอ่านสองตัวอ่านเป็นคนละคำ",)
    return ()


def noise(texts: Sequence[str]) -> float:
    """Share of unknown pieces among the words of a text, 0 to 1."""
    joined = "\n".join(texts)
    pieces = word_tokenize(
        _ABBREVIATION.sub(" ", joined), custom_dict=_dictionary(), engine="newmm", keep_whitespace=False
    )
    words = [piece for piece in pieces if _THAI.search(piece)]
    return len(unknown_words(joined)) / max(1, len(words))
