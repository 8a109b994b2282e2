"""Words that Thai does not have: the sign of a misread or broken text that no confidence shows.

A text is cut by PyThaiNLP's newmm over its dictionary, enlarged by places and agencies; what is left over is unknown. An
unknown piece is a reason to ask a person, never a reason to change the text.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache

from pythainlp.corpus import thai_family_names, thai_female_names, thai_male_names
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie
from rapidfuzz.fuzz import partial_ratio

from circulars.extraction.page.lines import Line, all_given
from circulars.extraction.page.words import (
    dictionary,
    made_of_words,
    seldom_beside,
    with_common_words,
    with_words_of,
    words,
)
from circulars.letter.doubt import MAY_BE, MAY_BE_PHRASE, OTHER_WORDS, UNKNOWN_WORDS, Doubt
from circulars.lexicon.people import TITLE_OF_NAME
from circulars.lexicon.reading.page import ABBREVIATION, DRAWN_RUN, LETTERED, SPACE_INSIDE, STRAY, THAI_LETTER
from circulars.lexicon.tokens import TOKENS, Role, tokens
from circulars.thai.lookalikes import MENDED, PUT_BACK, STRAYED
from circulars.thai.text import folded, repair

_LEAST_MARKED = 6
_LONGEST_WINDOW = 3
_LEAST_WORD = 4
_LEAST_SHORT = 3
_LEAST_SETTLED = 6  # letters of a word that no name of a place is taken for
_PHRASES = tuple(one.word for one in TOKENS if one.role is Role.IN_ADDRESSES)
_NEAR_PHRASE = 85  # of 100
_COMPARABLE = 0.9  # a witness who read less of the line has not read other words
NOISE = 0.06
"""Share of unknown pieces above which a whole text is noise from another recogniser."""


@cache
def _names() -> Trie:
    return Trie({*thai_male_names(), *thai_female_names(), *thai_family_names(), *dictionary()})


@cache
def _first_names() -> frozenset[str]:
    return frozenset(thai_male_names() | thai_female_names())


@cache
def _all_names() -> frozenset[str]:
    return _first_names() | frozenset(thai_family_names())


def unknown_words(text: str) -> tuple[str, ...]:
    """Pieces of a text that are no Thai word, no abbreviation, no number and no Latin; stray signs among them.

    >>> unknown_words("การประเมินคุณธรรมของอำเภอ"), unknown_words("กรมชลส่ประทาน") != ()
    ((), True)
    >>> unknown_words("ตามผนวก ก และ ข"), unknown_words("ตามแผน ซ ของอำเภอ")
    ((), ('ซ',))
    """
    plain = LETTERED.sub(" ", ABBREVIATION.sub(" ", DRAWN_RUN.sub(" ", text)))
    pieces = word_tokenize(plain, custom_dict=dictionary(), engine="newmm", keep_whitespace=False)
    unknown = [
        piece
        for piece in pieces
        if THAI_LETTER.search(piece) and piece != "ณ" and (piece not in words() or len(piece) == 1)
    ]
    return (*unknown, *STRAY.findall(plain))


def spelling_doubts(text: str, lines: Sequence[Line] = ()) -> tuple[Doubt, ...]:
    """A reason to ask a person when a text holds pieces that are no words, or short words that one misread letter made.

    Unknown pieces that the second witness read alike on each of `lines` are printed so: a name, an abbreviation. The text
    is judged as `mended` gives it, which is what the field must hold; a short name that the lexicon alone put right is asked.
    """
    short = () if all_given(lines) else misread_short_names(_as_witnessed(text, lines))
    text = mended(text, lines)
    short = short or misread_short_names(text)
    if short:
        return tuple(MAY_BE(seen, name) for seen, name in short[:2])
    found = () if lines and all(_confirmed(line) for line in lines) else unknown_words(text)
    if found:
        return (UNKNOWN_WORDS(", ".join(found[:3])),)
    likely = misread_words(text)
    if not likely:
        bare = folded(text)
        near = (phrase for phrase in _PHRASES if phrase not in bare and partial_ratio(phrase, bare) >= _NEAR_PHRASE)
        return tuple(MAY_BE_PHRASE(phrase) for phrase in near)[:1]
    return tuple(MAY_BE(seen, word) for seen, word in likely[:2])


def misread_short_names(text: str) -> tuple[tuple[str, str], ...]:
    """Short names with one letter exchanged for its look-alike, as print makes them whatever the witnesses agree on: (seen, name).

    >>> misread_short_names("สำนักงาน ก.จ. ก.ท. และ ก.อบด."), misread_short_names("นายก อบต. และ อบจ. พ.ศ. ๒๕๖๗")
    ((('อบด', 'อบต'),), ())
    """
    names = tokens(Role.SHORT_NAME)
    found = []
    for match in ABBREVIATION.finditer(text):
        for part in "".join(match[0].split()).split("."):
            if len(part) >= _LEAST_SHORT and part not in names and (name := _exchanged(part, names)):
                found.append((part, name))
    return tuple(dict.fromkeys(found))


def _exchanged(seen: str, words: Container[str]) -> str | None:
    """The one of `words` that `seen` is but for one look-alike letter."""
    for place, letter in enumerate(seen):
        for other in MENDED.get(letter, ""):
            if (word := seen[:place] + other + seen[place + 1 :]) in words:
                return word
    return None


def misread_name(name: str) -> tuple[Doubt, ...]:
    """A reason to ask when a word of a person's name is in no list of names and one look-alike letter makes a known one of it.

    >>> misread_name("นายวสันด์ ตัวอย่างดี") != (), misread_name("นายวสันต์ ตัวอย่างดี")
    (True, ())
    """
    return tuple(MAY_BE(word, known) for word, known in name_meant(name)[:1])


def name_meant(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a name that are in no list of names, each with the first name that one look-alike letter makes of it."""
    words = (word for word in TITLE_OF_NAME.sub("", name).split() if word not in _all_names())
    return tuple((word, known) for word in words if (known := _exchanged(word, _first_names())) is not None)


def _confirmed(line: Line) -> bool:
    witness = line.source.witness
    return witness is not None and folded(witness.text) == folded(line.source.text)


def misread_words(text: str) -> tuple[tuple[str, str], ...]:
    """Runs of short words that are one longer word when one letter is exchanged for its look-alike or a lost mark put back: (seen, word).

    Words in common use are not taken for one that is seldom written: ผลการ is no misread พลการ.

    >>> misread_words("บัญซีรายละเอียดการจัดสรร"), misread_words("การประเมินคุณธรรมของอำเภอ")
    ((('บัญซี', 'บัญชี'),), ())
    >>> misread_words("ชล่ประทาน"), misread_words("หล่อเลี้ยง")
    ((('ชล่ประทาน', 'ชลประทาน'),), ())
    >>> misread_words("แบบรายงานผลการดำเนินการของอำเภอ")
    ()
    """
    pieces = word_tokenize(ABBREVIATION.sub(" ", text), custom_dict=dictionary(), engine="newmm", keep_whitespace=False)
    found = []
    for start in range(len(pieces)):
        least = 2 if pieces[start] in words() else 1
        for size in range(least, _LONGEST_WINDOW + 1):
            window = pieces[start : start + size]
            if len(window) == size and all(THAI_LETTER.search(piece) for piece in window):
                seen = "".join(window)
                word = _one_letter_away(seen, marks=window[0] not in tokens(Role.STANDS_BEFORE_ANY))
                if word is not None and not seldom_beside(word, window):
                    found.append((seen, word))
                    break
    return tuple(found)


def mended(text: str, lines: Sequence[Line]) -> str:
    """The text with each misread word as the second witness read it, where that is the word that Thai has.

    Two things must agree: what another reader saw, and the lexicon. What cannot be otherwise needs the lexicon alone.
    Text that nobody recognised stays as it is: a firm or a family is called what it is called.
    """
    if all_given(lines):
        return text
    return _settled(_as_witnessed(text, lines))


def _as_witnessed(text: str, lines: Sequence[Line]) -> str:
    return _with_other(text, " ".join(repair(line.source.witness.text) for line in lines if line.source.witness))


def _mended(text: str, other: str) -> str:
    return _settled(_with_other(text, other))


def _with_other(text: str, other: str) -> str:
    others = folded(other)
    for seen, word in misread_words(text) if others else ():
        if folded(word) in others and folded(seen) not in others:
            text = text.replace(seen, word)
    return with_common_words(with_words_of(text, other), other) if others else text


def _settled(text: str) -> str:
    """The text with what cannot be otherwise put right.

    That is a long word that is none, and a short name that is none, each one look-alike letter away from a single one that is.

    >>> _settled("ก.อบด. และอัตราเงินดอบแทน"), _settled("รั้วกำแพงกันดิน")
    ('ก.อบต. และอัตราเงินตอบแทน', 'รั้วกำแพงกันดิน')
    """
    for seen, name in misread_short_names(text):
        text = text.replace(seen, name)
    for seen, word in misread_words(text):
        if len(seen) >= _LEAST_SETTLED and not made_of_words(seen) and _words_meant(seen) == {word}:
            text = text.replace(seen, word)
    return text


def _words_meant(seen: str) -> set[str]:
    """Every word that one look-alike letter makes of what was seen."""
    exchanged = (seen[:at] + other + seen[at + 1 :] for at, sign in enumerate(seen) for other in MENDED.get(sign, ""))
    return {word for word in exchanged if word in words()}


def _one_letter_away(seen: str, *, marks: bool) -> str | None:
    """The dictionary word that `seen` is but for one look-alike letter, one lost mark or one that dirt made."""
    if not _LEAST_WORD <= len(seen) <= 14:
        return None
    for place, letter in enumerate(seen):
        for other in MENDED.get(letter, ""):
            word = seen[:place] + other + seen[place + 1 :]
            if word in words():
                return word
        for mark in PUT_BACK if marks and len(seen) >= _LEAST_MARKED else "":
            word = seen[: place + 1] + mark + seen[place + 1 :]
            if word in words():
                return word
        word = seen[:place] + seen[place + 1 :]
        if letter in STRAYED and len(word) >= _LEAST_MARKED and word in words() and not made_of_words(seen):
            return word
    return None


def witness_doubts(lines: Sequence[Line]) -> tuple[Doubt, ...]:
    """A reason to ask when the second witness reads other words, and words that Thai has.

    A word that each mends by the lexicon to what the other read is no other word.
    """
    for line in lines:
        witness = line.source.witness
        if witness is None or folded(witness.text) == folded(line.source.text):
            continue
        own, other = repair(line.source.text), repair(witness.text)
        if folded(_mended(other, own)) in folded(_mended(own, other)):
            continue
        if len(witness.text) >= _COMPARABLE * len(line.source.text) and not unknown_words(other):
            return (OTHER_WORDS(),)
    return ()


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


def noise(texts: Sequence[str]) -> float:
    """Share of unknown pieces among the words of a text, 0 to 1."""
    joined = SPACE_INSIDE.sub("", DRAWN_RUN.sub(" ", "\n".join(texts)))  # letter-spaced lines, drawn lines
    pieces = word_tokenize(
        ABBREVIATION.sub(" ", joined), custom_dict=dictionary(), engine="newmm", keep_whitespace=False
    )
    words = [piece for piece in pieces if THAI_LETTER.search(piece)]
    return len(unknown_words(joined)) / max(1, len(words))
