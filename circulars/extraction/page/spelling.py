"""Words that Thai does not have: the sign of a misread or broken text that no confidence shows.

A text is cut by PyThaiNLP's newmm over its dictionary, enlarged by places and agencies; what is left over is unknown. An
unknown piece is a reason to ask a person, never a reason to change the text.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from pythainlp.tokenize import word_tokenize
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio

from circulars.extraction.page.labels import LABELS
from circulars.extraction.page.lines import Line, all_given
from circulars.extraction.page.words import (
    above_all,
    common_word_near,
    dictionary,
    far_likelier,
    made_of_words,
    seldom_beside,
    with_common_words,
    with_stops_of,
    with_words_of,
    words,
)
from circulars.letter.doubt import MAY_BE, MAY_BE_PHRASE, OTHER_WORDS, UNKNOWN_WORDS, Doubt
from circulars.lexicon.reading.page import (
    ABBREVIATION,
    CODE_LETTERS,
    DRAWN_RUN,
    LETTERED,
    NAMED_BEHIND,
    SPACE_INSIDE,
    STRAY,
    THAI_LETTER,
)
from circulars.lexicon.reading.parts import QUANTITY
from circulars.lexicon.tokens import TOKENS, Role, tokens
from circulars.thai.lookalikes import MENDED, PUT_BACK, STRAYED
from circulars.thai.lost_am import restored_am
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
    seen = _as_witnessed(text, lines)
    short = (
        () if all_given(lines) else tuple(one for one in misread_short_names(seen) if not _of_committee(one[0], seen))
    )
    text = mended(text, lines)
    short = short or misread_short_names(text)
    if short:
        return tuple(MAY_BE(seen, name) for seen, name in short[:2])
    found = () if lines and all(_confirmed(line) for line in lines) else unknown_words(text)
    if found:
        return (UNKNOWN_WORDS(", ".join(found[:3])),)
    likely = misread_words(text) or _shared_misreading(text, lines)
    if not likely:
        bare = folded(text)
        near = (phrase for phrase in _PHRASES if phrase not in bare and partial_ratio(phrase, bare) >= _NEAR_PHRASE)
        return tuple(MAY_BE_PHRASE(phrase) for phrase in near)[:1]
    return tuple(MAY_BE(seen, word) for seen, word in likely[:2])


def _shared_misreading(text: str, lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """What is no word although both readers saw it, and the common word next to it: worn print misleads both alike."""
    if not lines or all_given(lines):
        return ()
    if (whole := restored_am(text)) != text:
        return ((text, whole),)
    plain = LETTERED.sub(" ", ABBREVIATION.sub(" ", DRAWN_RUN.sub(" ", text)))
    near = common_word_near(word_tokenize(plain, custom_dict=dictionary(), engine="newmm", keep_whitespace=False))
    return (near,) if near else ()


def misread_short_names(text: str) -> tuple[tuple[str, str], ...]:
    """Short names with one letter exchanged for its look-alike, as print makes them whatever the witnesses agree on: (seen, name).

    >>> misread_short_names("สำนักงาน ก.จ. ก.ท. และ ก.อบด."), misread_short_names("นายก อบต. และ อบจ. พ.ศ. ๒๕๖๗")
    ((('อบด', 'อบต'),), ())
    """
    names = tokens(Role.SHORT_NAME)
    found = []
    for match in ABBREVIATION.finditer(text):
        for part in "".join(match[0].split()).split("."):
            if len(part) >= _LEAST_SHORT and part not in names and (name := exchanged(part, names)):
                found.append((part, name))
    return tuple(dict.fromkeys(found))


def _of_committee(short: str, text: str) -> bool:
    """Behind ก. stands one of the few committees on local staff (พ.ร.บ. ระเบียบบริหารงานบุคคลส่วนท้องถิ่น พ.ศ. ๒๕๔๒), and nothing else.

    >>> _of_committee("อบด", "ก.จ., ก.ท. และ ก.อบด."), _of_committee("อบด", "สมาคม อบด.")
    (True, False)
    """
    return f"ก.{short}" in "".join(text.split())


def exchanged(seen: str, words: Container[str]) -> str | None:
    """The one of `words` that `seen` is but for one look-alike letter."""
    for place, letter in enumerate(seen):
        for other in MENDED.get(letter, ""):
            if (word := seen[:place] + other + seen[place + 1 :]) in words:
                return word
    return None


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
    return with_common_words(with_words_of(with_stops_of(text, other), other), other) if others else text


def _settled(text: str) -> str:
    """The text with what cannot be otherwise put right.

    That is a long word that is none, and a short name that is none, each one look-alike letter away from a single one that is.

    >>> _settled("ก.อบด. และอัตราเงินดอบแทน"), _settled("รั้วกำแพงกันดิน")
    ('ก.อบต. และอัตราเงินตอบแทน', 'รั้วกำแพงกันดิน')
    """
    for seen, name in misread_short_names(text):
        text = text.replace(seen, name)
    for seen, word in misread_words(text):
        alone = len(seen) >= _LEAST_SETTLED and not made_of_words(seen) and _words_meant(seen) == {word}
        if alone or _surely_meant(seen, word, text):
            text = text.replace(seen, word)
    return text


def _surely_meant(seen: str, word: str, text: str) -> bool:
    """Nobody sets these words side by side, and the one word is in common use; what a name is made of may be anything.

    >>> _surely_meant("อัดรา", "อัตรา", "บัญชีอัดราเงินเดือน"), _surely_meant("อัดรา", "อัตรา", "ถนนสายบ้านอัดรา")
    (True, False)
    """
    pieces = word_tokenize(seen, custom_dict=dictionary(), engine="newmm", keep_whitespace=False)
    named = NAMED_BEHIND.search(text[: text.find(seen)]) is not None
    known = all(piece in words() for piece in pieces) and above_all(_words_meant(seen)) == word
    return known and not named and far_likelier(word, pieces)


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
        if not _value_differs(own, other) or folded(_mended(other, own)) in folded(_mended(own, other)):
            continue
        if len(witness.text) >= _COMPARABLE * len(line.source.text) and not unknown_words(other):
            return (OTHER_WORDS(),)
    return ()


def _value_differs(own: str, other: str) -> bool:
    """Two readings differ, and not only in Latin letters, behind the label and before the quantity of the line.

    >>> _value_differs("สิ่งที่ส่งมาด้วย 1. วาระ", "สั่งที่ส่งมาด้วย 1. วาระ"), _value_differs("ฉบับ (CD-ROM)", "ฉบับ (CD-RoOM)")
    (False, False)
    >>> _value_differs("เรื่อง การประซุม", "เรื่อง การประชุม"), _value_differs("พ.ศ. ๒๕๕๑", "พ.ศ. ๒๕๔๑")
    (True, True)
    """
    label = max((found.end() for one in LABELS if (found := one.pattern.match(own))), default=0)
    quantity = found.start() if (found := QUANTITY.search(own)) else len(own)
    for operation in Levenshtein.opcodes(own, other):
        both = own[operation.src_start : operation.src_end] + other[operation.dest_start : operation.dest_end]
        digits = any(sign.isdigit() for sign in both)
        inside = label < operation.src_end and (operation.src_start < quantity or digits)
        if operation.tag != "equal" and inside and not (both.isascii() and both.isalpha()):
            return True
    return False


def noise(texts: Sequence[str]) -> float:
    """Share of unknown pieces among the words of a text, 0 to 1."""
    joined = SPACE_INSIDE.sub("", CODE_LETTERS.sub(" ", DRAWN_RUN.sub(" ", "\n".join(texts))))  # letter-spaced lines
    plain = ABBREVIATION.sub(" ", joined)
    pieces = word_tokenize(plain, custom_dict=dictionary(), engine="newmm", keep_whitespace=False)
    words = [piece for piece in pieces if THAI_LETTER.search(piece)]
    return len(unknown_words(joined)) / max(1, len(words))
