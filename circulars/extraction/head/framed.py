"""Receipt stamps in their frames: what the office printed and the dater set, and what a pen filled in, all of it asked.

A frame is a stamp's where coloured ink drew it or a stamp's label stands in it. What is read of it is a proposal: a dater's
worn signs are taken for the one day, on or soon after the letter's own, that they can mean.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from circulars.extraction.page.lines import Line, seen
from circulars.extraction.page.marks import looks_secret, marked_line, urgency_words
from circulars.extraction.page.proposals import proposed_office
from circulars.extraction.page.spelling import unknown_words
from circulars.letter.doubt import STAMP_BY_HAND, STAMP_TORN
from circulars.letter.field import Evidence, Field
from circulars.letter.letter import ReceiptStamp
from circulars.letter.page import Box, FramedStamp, Page
from circulars.lexicon.offices import AGENCY
from circulars.lexicon.reading.head import (
    DATER,
    RECEIVED_NUMBER,
    RECEIVED_TIME,
    RECEIVED_WORD,
    STAMP_LABEL,
    TIME_ALONE,
)
from circulars.lexicon.tokens import Role, tokens
from circulars.thai.dates import SHORT_MONTHS, ThaiDate
from circulars.thai.digits import digits_of, to_arabic
from circulars.thai.find_dates import DateKind, find_dates
from circulars.thai.text import consonants_of, repair

_WORN_LABELS = (consonants_of("เลขรับ"), consonants_of("เลขที่รับ"))
"""The consonants of เลขรับ and เลขที่รับ: no other word of a letter's head has four of them so."""
_LONGEST_DATER = 20
_LATE = 400  # days from the letter's day to its receipt at most
_SOON = 60  # days from the letter's day to its receipt
_NAME = 8  # consonants of an office's name
_NEAR_PHRASE = 72  # of 100: a phrase of offices' names in worn print
_MISREAD = 2  # signs that worn print adds to a phrase or takes from it
_SURE_DIGITS = 0.15  # confidence from which a hand's digits are proposed
_SAME = 0.4  # of the smaller: two stamps are one
_MONTHS = tuple(consonants_of(month) for month in SHORT_MONTHS)
"""The short names of the months as worn print leaves them: their consonants."""


def framed_stamps(
    pages: Sequence[Page], known: Sequence[Field[ReceiptStamp]], day: ThaiDate | None
) -> tuple[Field[ReceiptStamp], ...]:
    """The stamps in frames on a letter's pages that are not ``known`` by their lines; ``day`` is the letter's own."""
    return tuple(
        _read(stamp, page.number, day)
        for page in pages
        for stamp in page.stamps
        if _is_stamp(stamp) and not any(_is_same(stamp.box, page.number, one.evidence) for one in known)
    )


def _is_stamp(stamp: FramedStamp) -> bool:
    texts = list(_texts(stamp))
    if any(_of_stamp(text) for text in texts):
        return True
    return stamp.coloured and not any(urgency_words(one) or marked_line(one) or looks_secret(one) for one in texts)


def _of_stamp(text: str) -> bool:
    """A label of a receipt stamp, worn as it may be, or a dater's print alone on its line.

    >>> _of_stamp("ลขวับ ๖"), _of_stamp("เวลา"), _of_stamp("2 8 เมย 2553"), _of_stamp("ตามหนังสือที่อ้างถึง")
    (True, True, True, False)
    """
    if RECEIVED_WORD.match(text) or STAMP_LABEL.match(text):
        return True
    worn = consonants_of(text)
    label = 3 <= len(worn) <= 5 and any(Levenshtein.distance(worn, one) <= 1 for one in _WORN_LABELS)
    return label or (len(text) <= _LONGEST_DATER and DATER.search(to_arabic(text)) is not None)


def _is_same(box: Box, page: int, known: Evidence | None) -> bool:
    if known is None or known.box is None or known.page != page:
        return False
    wide = min(box.right, known.box.right) - max(box.left, known.box.left)
    high = min(box.bottom, known.box.bottom) - max(box.top, known.box.top)
    return wide > _SAME * min(box.width, known.box.width) and high > _SAME * min(box.height, known.box.height)


def _texts(stamp: FramedStamp) -> Iterator[str]:
    """What either witness made of each line."""
    for line in stamp.lines:
        readings = (line.text, line.witness.text if line.witness else "")
        yield from (text for reading in readings if (text := repair(reading).strip()))


def _read(stamp: FramedStamp, page: int, day: ThaiDate | None) -> Field[ReceiptStamp]:
    texts = list(_texts(stamp))
    value = ReceiptStamp(_office(texts), _number(stamp, texts), _day(texts, day), _time(stamp, texts))
    whole = all((value.office, value.number, value.dated, value.time))
    lines = [Line(repair(line.text).strip(), page, line) for line in stamp.lines]
    evidence = replace(seen(lines, " ".join(texts), "stamp.frame"), box=stamp.box)
    return Field(value, evidence, (STAMP_BY_HAND(),) if whole else (STAMP_BY_HAND(), STAMP_TORN()))


def _office(texts: Sequence[str]) -> str | None:
    """The reading that has the most letters in words, as an office's name where it is one."""
    names = [_with_phrases(text) for text in texts if _may_name(text)]
    best = max(names, key=_worth, default=None)
    return proposed_office(best) if best is not None and AGENCY.match(best) else None


def _may_name(text: str) -> bool:
    labelled = STAMP_LABEL.match(text) or RECEIVED_WORD.match(text)
    return not labelled and len(consonants_of(text)) >= _NAME and not digits_of(to_arabic(text))


def _worth(name: str) -> int:
    return len(consonants_of(name)) - 2 * sum(len(consonants_of(piece)) for piece in unknown_words(name))


def _with_phrases(text: str) -> str:
    """A worn name with the phrases of offices' names that it nearly has.

    >>> _with_phrases("ที่ทกากาจองค์การบริหารล่วนตำบลสมมุติ")
    'ที่ทำการองค์การบริหารส่วนตำบลสมมุติ'
    >>> _with_phrases("โรงเรียนบ้านสมมุติ")
    'โรงเรียนบ้านสมมุติ'
    """
    for phrase in sorted(tokens(Role.OVER_A_STAMP), key=len, reverse=True):
        near = partial_ratio_alignment(phrase, text, score_cutoff=_NEAR_PHRASE) if len(phrase) <= len(text) else None
        if near is not None:
            start, end = _fitted(phrase, text, near.dest_start, near.dest_end)
            before = text[:start]
            return ("" if len(consonants_of(before)) <= 1 else before) + phrase + text[end:]
    return text


def _fitted(phrase: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a text that is most like a phrase, a sign or two longer or shorter than the one found."""
    shifts = range(-2 * _MISREAD, 2 * _MISREAD + 1)
    stretches = [(max(0, start + a), min(len(text), end + b)) for a in shifts for b in shifts]
    return max(stretches, key=lambda one: Levenshtein.normalized_similarity(phrase, text[slice(*one)]))


def _day(texts: Sequence[str], day: ThaiDate | None) -> ThaiDate | None:
    """The day that most readings of the dater's print can mean; none where two days are as likely."""
    votes: Counter[ThaiDate] = Counter()
    for text in texts:
        votes.update(set(_days(text, day)))
    ranked = votes.most_common(2)
    tied = len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return ranked[0][0] if ranked and not tied else None


def _days(text: str, day: ThaiDate | None) -> Iterator[ThaiDate]:
    """The days that a reading of a dater's print can mean: as it stands, or the one on the letter's ``day`` or soon behind it."""
    whole = [hit.first for hit in find_dates(text) if hit.kind is DateKind.DAY and hit.exact and hit.first]
    if day is None or whole:
        yield from (one for one in whole if day is None or 0 <= (one.ce - day.ce).days <= _LATE)
        return
    soon = [ThaiDate.from_ce(day.ce + timedelta(ahead)) for ahead in range(_SOON + 1)]
    for match in DATER.finditer(to_arabic(text)):
        yield from (one for one in soon if _may_be(one, match))


def _may_be(day: ThaiDate, match: re.Match[str]) -> bool:
    """The dater's signs can mean the day: its number, a month one sign away, a year two signs away."""
    same_day = day.day == int("".join(match["day"].split()))
    near_year = Levenshtein.distance(match["year"], str(day.year_be)) <= _MISREAD
    month = consonants_of(match["month"])
    return same_day and near_year and Levenshtein.distance(month, _MONTHS[day.month - 1]) <= 1


def _number(stamp: FramedStamp, texts: Sequence[str]) -> str | None:
    """The number behind its label, or what both witnesses saw alone on a line, or what a hand wrote beside the label."""
    for text in texts:
        if (match := RECEIVED_NUMBER.match(text)) and (value := (match["value"] or match["other"] or "").strip(" .")):
            return value
    for line in stamp.lines:
        other = repair(line.witness.text).strip() if line.witness else ""
        if line.text.isdigit() and to_arabic(line.text) == to_arabic(other) and len(line.text) > 2:
            return line.text
    return _by_hand(stamp, RECEIVED_NUMBER.match)


def _time(stamp: FramedStamp, texts: Sequence[str]) -> str | None:
    """The time behind its label or alone on a line, or what a hand wrote beside the label."""
    for text in texts:
        found = RECEIVED_TIME.match(text)
        if found and found["value"]:
            return found["value"].replace(" ", "")
    alone = [match for text in texts if (match := TIME_ALONE.match(text))]
    if alone:
        return f"{alone[0]['hour']}.{alone[0]['minute']}"
    digits = _by_hand(stamp, RECEIVED_TIME.match)
    match = TIME_ALONE.match(f"{digits[:-2]}.{digits[-2:]}") if digits and len(digits) in (3, 4) else None
    return f"{match['hour']}.{match['minute']}" if match else None


def _by_hand(stamp: FramedStamp, label: Callable[[str], object]) -> str | None:
    """The digits that a hand wrote beside the label, in the script that it wrote."""
    hands = [line.hand for line in stamp.lines if line.hand is not None and label(repair(line.text).strip())]
    best = max(hands, key=lambda hand: hand.confidence, default=None)
    return best.text if best is not None and best.confidence >= _SURE_DIGITS else None
