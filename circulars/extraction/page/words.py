"""Which words Thai has, as far as reading goes by them, and how two readings of a line are made one by them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate
from math import prod

from pythainlp.corpus import thai_words, tnc
from pythainlp.tokenize import word_tokenize
from pythainlp.util import Trie
from rapidfuzz.distance import Levenshtein

from circulars.directory.agencies import agencies
from circulars.directory.places import all_districts, provinces
from circulars.lexicon.reading.page import IN_ABBREVIATION, THAI_LETTER
from circulars.lexicon.tokens import Role, tokens
from circulars.thai.lookalikes import looks_like

_LEAST = 4  # letters of a word that is taken from another reading
_BEFORE_ITS_LETTER = "เแโใไ"
_LEAST_COMPOUND = 6  # letters of a word that stands against several
_RARE = 5  # a word that the corpus has no oftener is a rare one
_STOPS = (".", ",", ".,")
_UNLIKE = 2  # letters by which it may be longer or shorter than what it stands for


@cache
def dictionary() -> Trie:
    """PyThaiNLP's words, places, agencies, and those of the field."""
    names = [province.name for province in provinces()] + [district.name for district in all_districts()]
    return Trie({*thai_words(), *names, *(agency.name for agency in agencies()), *tokens(Role.OF_THE_FIELD)})


@cache
def words() -> frozenset[str]:
    """The same as a set."""
    return frozenset(dictionary())


def made_of_words(seen: str) -> bool:
    """A run of letters that is one word or several, each of more than a letter."""
    pieces = word_tokenize(seen, custom_dict=dictionary(), engine="newmm", keep_whitespace=False)
    return all(piece in words() and len(piece) > 1 for piece in pieces)


_FAR_MORE = 100  # the corpus counts some compounds by their parts


@cache
def _use() -> dict[str, int]:
    """How often a word stands in the Thai National Corpus, as PyThaiNLP brings it."""
    return dict(tnc.unigram_word_freqs())


def seldom_beside(word: str, pieces: Sequence[str]) -> bool:
    """The word is written far less often than each of the pieces; names of places, which the corpus does not count, are not.

    >>> seldom_beside("พลการ", ["ผล", "การ"]), seldom_beside("บัญชี", ["บัญ", "ซี"]), seldom_beside("พังโคน", ["พัง", "โดน"])
    (True, False, False)
    >>> seldom_beside("คันดิน", ["กัน", "ดิน"])
    True
    """
    use = _use()
    if word not in use and (word in _places_and_agencies() or word in tokens(Role.OF_THE_FIELD)):
        return False
    return use.get(word, _RARE) * _FAR_MORE < min(use.get(piece, 0) for piece in pieces)


_CERTAIN = 1000  # times likelier than chance puts the pieces side by side
_HARDLY = 100  # uses of a piece that hardly stands in any text


@cache
def _all_uses() -> int:
    return sum(_use().values())


def far_likelier(word: str, pieces: Sequence[str]) -> bool:
    """The word is written far more often than chance would bring the pieces together, which are words too.

    >>> far_likelier("อัตรา", ["อัด", "รา"]), far_likelier("ดำเนิน", ["คำ", "เนิน"]), far_likelier("องค์การบริหาร", ["องก์", "การบริหาร"])
    (True, True, True)
    >>> far_likelier("พลการ", ["ผล", "การ"]), far_likelier("คันดิน", ["กัน", "ดิน"])
    (False, False)
    """
    use = _use()
    if word not in use:
        return word in tokens(Role.OF_THE_FIELD) and min(use.get(piece, 0) for piece in pieces) < _HARDLY
    together = prod(max(use.get(piece, 0), 1) / _all_uses() for piece in pieces)
    return len(word) > _LEAST and use[word] / _all_uses() > _CERTAIN * together


_COMMON = 2000  # uses of a word that every letter may hold
_VERY_COMMON = 20_000
_SELDOM, _MOST_COMMON = 300, 100_000
_LONGEST_MISREAD = 9
_SIGNS = "".join(chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4E)))


def common_word_near(pieces: Sequence[str]) -> tuple[str, str] | None:
    """A piece that is no word, alone or with the piece before or behind it, and the common word that one sign makes of it.

    >>> common_word_near(["มาตรการ", "กวาม", "ปลอดภัย"]), common_word_near(["อ่า", "เภอ", "แม่ริม"])
    (('กวาม', 'ความ'), ('อ่าเภอ', 'อำเภอ'))
    >>> common_word_near(["บ้าน", "ซารายา"]), common_word_near(["แผน", "งาน"])
    (None, None)
    """
    for at, piece in enumerate(pieces):
        least = _least_use(piece) if THAI_LETTER.search(piece) else None
        if least is None:
            continue
        around = "".join(pieces[max(0, at - 1) : at + 2])
        first = around.find(piece)
        for seen in _stretches(around, first, first + len(piece)):
            if word := _one_sign_away(seen, least):
                return seen, word
    return None


def _least_use(piece: str) -> int | None:
    """How much in use a word must be to be meant where a piece stands: the more the less strange the piece is; None for known ones.

    What is misread falls into pieces that dictionaries have and hardly any text.
    """
    if piece not in words():
        return _COMMON
    if piece in _places_and_agencies() or piece in _of_the_field():
        return None
    use = _use().get(piece, 0)
    return _VERY_COMMON if use < _RARE else _MOST_COMMON if use < _SELDOM else None


@cache
def _of_the_field() -> frozenset[str]:
    return frozenset(tokens(Role.OF_THE_FIELD))


def _stretches(text: str, first: int, last: int) -> Iterator[str]:
    """The stretches of a text over one of its pieces that are no words, long enough to be a misread one."""
    for start in range(first, -1, -1):
        for end in range(last, len(text) + 1):
            if _LEAST <= end - start <= _LONGEST_MISREAD and text[start:end] not in words():
                yield text[start:end]


def _one_sign_away(seen: str, least: int) -> str | None:
    """The word used so often that the exchange of one sign makes of what was seen; ่า stands for ำ as one."""
    for lost in ("\u0e48\u0e32", "\u0e49\u0e32", "\u0e32"):
        for place in (at for at in range(len(seen)) if seen.startswith(lost, at)):
            word = f"{seen[:place]}\u0e33{seen[place + len(lost) :]}"
            if _use().get(word, 0) >= least:
                return word
    for place, sign in enumerate(seen):
        for other in _SIGNS:
            word = seen[:place] + other + seen[place + 1 :]
            if other != sign and _use().get(word, 0) >= least:
                return word
    return None


def above_all(meant: set[str]) -> str | None:
    """The one of several words that is in common use while the others hardly are; None where two are.

    >>> above_all({"ดำเนิน", "ตำเนิน"}), above_all({"กลาง", "ทาง"})
    ('ดำเนิน', None)
    """
    ranked = sorted(meant, key=lambda word: _use().get(word, 0), reverse=True)
    if not ranked or (len(ranked) > 1 and _use().get(ranked[0], 0) <= _FAR_MORE * _use().get(ranked[1], 0)):
        return None
    return ranked[0]


def with_stops_of(own: str, other: str) -> str:
    """A reading with the stops and commas of abbreviations that only another reading of the line has.

    >>> with_stops_of("ประธาน ก.ท.จทุกจังหวัด", "ประธาน ก.ท.จ.ทุกจังหวัด"), with_stops_of("กรม กอง", "กรม. กอง")
    ('ประธาน ก.ท.จ.ทุกจังหวัด', 'กรม กอง')
    """
    for operation in reversed(Levenshtein.opcodes(own, other)):
        missed = other[operation.dest_start : operation.dest_end]
        if operation.tag == "insert" and missed in _STOPS and IN_ABBREVIATION.search(own[: operation.src_start]):
            own = own[: operation.src_start] + missed + own[operation.src_start :]
    return own


def with_words_of(own: str, other: str) -> str:
    """A reading with each piece that is no word as another reading of the same line has it, where that one is made of words.

    >>> with_words_of("การท่องเที่ยวและกืฬา", "การท่องเที่ยวและกีฬา"), with_words_of("สมาคมกีฬา", "สมาคมกืฬา")
    ('การท่องเที่ยวและกีฬา', 'สมาคมกีฬา')
    >>> with_words_of("บ้านหนองปลา", "บ้านหนองป่า"), with_words_of("เลขที่ ๑๒ก", "เลขที่ ๗๒ก")
    ('บ้านหนองปลา', 'เลขที่ ๑๒ก')
    >>> with_words_of("นายกเทศมนตรีตำบล", "เรียน นายกเทศมนตรีตำบล")
    'นายกเทศมนตรีตำบล'
    """
    if not other or own == other:
        return own
    operations = Levenshtein.opcodes(own, other)
    pieces = word_tokenize(other, custom_dict=dictionary(), engine="newmm", keep_whitespace=True)
    ends = list(accumulate(len(piece) for piece in pieces))
    starts = [0, *ends[:-1]]
    to_own = _places(own, other)
    for operation in reversed(operations):
        if operation.tag == "equal":
            continue
        first = max((at for at in starts if at <= operation.dest_start), default=0)
        last = min((at for at in ends if at >= max(operation.dest_end, first + 1)), default=len(other))
        seen, word = own[to_own[first] : to_own[last]], other[first:last]
        if _is_put_right(seen, word):
            own = own[: to_own[first]] + word + own[to_own[last] :]
    return own


def with_common_words(own: str, other: str) -> str:
    """A reading with the word of another where both have words one sign apart, and only that one is in common use.

    So is one word that the other has where this one falls into several.

    >>> with_common_words("สถานศึกษาชององค์กร", "สถานศึกษาขององค์กร"), with_common_words("ที่มา", "ที่นา")
    ('สถานศึกษาขององค์กร', 'ที่มา')
    >>> with_common_words("สถานศึกษาชององค์กร", "เรื่อง สถานศึกษา ขององค์กร")
    'สถานศึกษาขององค์กร'
    >>> with_common_words("องค์กะปกครองส่วนท้องถิ่น", "องค์กรปกครองส่วนท้องถิ่น"), with_common_words("สูงขึ้น", "สูงชิ้น")
    ('องค์กรปกครองส่วนท้องถิ่น', 'สูงขึ้น')
    >>> with_common_words("ในแหล่งน้า", "ในแหล่งน้ำ"), with_common_words("ระดับที่สูงชื้น", "ระดับที่สูงขึ้น")
    ('ในแหล่งน้ำ', 'ระดับที่สูงขึ้น')
    >>> with_common_words("เกาะแก้ว", "เกาะแล้ว"), with_common_words("เก็บไว้", "เก็บได้")
    ('เกาะแก้ว', 'เก็บไว้')
    """
    mine, theirs = (
        word_tokenize(text, custom_dict=dictionary(), engine="newmm", keep_whitespace=True) for text in (own, other)
    )
    found: list[str] = []
    for tag, first, last, start, end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        seen, said = mine[first:last], [piece for piece in theirs[start:end] if not piece.isspace()]
        found += said if tag == "replace" and _is_meant(seen, said) else seen
    return "".join(found)


_LETTER_AND_MARK = 2  # signs in which two look-alike words differ: ขึ้น and ชื้น


def _is_meant(seen: Sequence[str], said: Sequence[str]) -> bool:
    word, whole = "".join(said), "".join(seen)
    known = len(said) == 1 and word in words() and whole not in _places_and_agencies()
    begins = THAI_LETTER.match(whole) or whole[:1] in _BEFORE_ITS_LETTER
    apart = Levenshtein.distance(whole, word)
    if not known or not begins or not (apart == 1 or (apart == _LETTER_AND_MARK and looks_like(whole, word))):
        return False
    if len(seen) > 1:
        return len(word) >= _LEAST_COMPOUND
    return _use().get(word, 0) > _FAR_MORE * max(_RARE, _use().get(whole, 0))


@cache
def _places_and_agencies() -> frozenset[str]:
    places = [*(one.name for one in provinces()), *(one.name for one in all_districts())]
    return frozenset([*places, *(agency.name for agency in agencies())])


def _is_put_right(seen: str, word: str) -> bool:
    if len(word) < _LEAST or abs(len(seen) - len(word)) > _UNLIKE or any(sign.isdigit() for sign in seen + word):
        return False
    begins = THAI_LETTER.match(seen) or seen[:1] in _BEFORE_ITS_LETTER  # else the two are not aligned by whole letters
    return bool(begins) and bool(THAI_LETTER.search(seen)) and made_of_words(word) and not made_of_words(seen)


def _places(own: str, other: str) -> list[int]:
    """For each place in ``other``, and its end, the place in ``own`` that it is aligned with."""
    found = [0] * (len(other) + 1)
    for operation in Levenshtein.opcodes(own, other):
        for at in range(operation.dest_start, operation.dest_end):
            found[at] = min(operation.src_start + at - operation.dest_start, operation.src_end)
    found[len(other)] = len(own)
    return found
