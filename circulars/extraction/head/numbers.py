"""The letter's own number and date: the ones in its head, never a stamp's, a fax's or a cited letter's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from circulars.extraction.head.by_hand import day_by_hand, number_by_hand
from circulars.extraction.page.lines import UNSURE_DIGIT, Line, all_given, critical, day_critical, seen
from circulars.letter.doubt import (
    COMMON_ERA,
    DAY_BLANK,
    DAY_TORN,
    MIXED_DIGITS,
    MONTH_NEARLY,
    MORE_BEHIND_NUMBER,
    NO_SUCH_DAY,
    NUMBER_NOT_WHOLE,
    NUMBER_OF_OTHERS,
    NUMBER_UNLABELLED,
    NUMBER_UNREAD,
    SECOND_READER_ALONE,
    STOP_UNSEEN,
    WEEKDAY_DIFFERS,
    WITNESSES_DIFFER,
    YEAR_OF_TWO_DIGITS,
)
from circulars.letter.field import Evidence, Field
from circulars.letter.reference import InvalidReference, ReferenceNumber, find_references, parse_reference
from circulars.lexicon.reading.head import (
    AFTER_NUMBER,
    BEHIND_CODE,
    CITES,
    LOST_STOPS,
    NUMBER_ALONE,
    NUMBER_WITHOUT_LETTERS,
    OTHERS_NUMBER,
    SOME_NUMBER,
    STAMP_WORDS,
    WORD_BEFORE_DAY,
)
from circulars.lexicon.reading.page import DATE_LABEL, NUMBER
from circulars.thai.dates import MONTHS, ThaiDate
from circulars.thai.digits import digit_runs, digits_of, has_mixed_digits, to_arabic
from circulars.thai.find_dates import DateKind, FoundDate, find_dates
from circulars.thai.text import repair


def find_number(head: Sequence[Line]) -> Field[ReferenceNumber]:
    """The number that stands after ที่ in the head of a letter; absent, with a doubt, where it cannot be parsed."""
    for line in head:
        label = NUMBER.match(line.text)
        if label is None:
            second = _second_reading(line, line.text)
            if second is not None:
                return second
            continue
        raw = AFTER_NUMBER.split(line.text[label.end() :])[0].strip()
        return number_by_hand(_number(line, raw), line)
    return _without_label(head)


_STANDS_FIRST = 6  # characters before a number whose ที่ was lost


def _without_label(head: Sequence[Line]) -> Field[ReferenceNumber]:
    """A number that begins a line of the head without a readable ที่, for a person to confirm."""
    for line in head:
        found = find_references(line.text)
        if found and found[0][0] <= _STANDS_FIRST and not CITES.search(line.text):
            start, end, number = found[0]
            raw = line.text[start:end]
            return Field(number, seen([line], raw, "reference.without-label"), (NUMBER_UNLABELLED(),))
        if others := OTHERS_NUMBER.match(line.text) or NUMBER_WITHOUT_LETTERS.match(line.text):
            raw = others["number"]
            number = ReferenceNumber("", "", verbatim=to_arabic(raw))
            return Field(number, seen([line], raw, "reference.of-others"), (NUMBER_OF_OTHERS(),))
    for line in head:
        found = find_references(line.text)
        if len(found) == 1 and found[0][2].complete and not CITES.search(line.text) and all_given([line]):
            raw = line.text[found[0][0] : found[0][1]]
            return Field(found[0][2], seen([line], raw, "reference.without-label"), (NUMBER_UNLABELLED(),))
    strange = next((line for line in head if SOME_NUMBER.match(line.text)), None)
    return Field(None, seen([strange], strange.text, "reference.strange"), (NUMBER_UNREAD(),)) if strange else Field()


def _number(line: Line, raw: str) -> Field[ReferenceNumber]:
    for text in _readings(raw):
        try:
            number = parse_reference(text)
        except InvalidReference:
            continue
        field: Field[ReferenceNumber] = Field(number, replace(seen([line], text, "reference.head"), raw=raw))
        doubts = list(critical(Field(), [line], text, UNSURE_DIGIT))
        if doubts == [WITNESSES_DIFFER()] and _only_mark_differs(number, line):
            doubts = []
        if text != raw and not (all_given([line]) and _its_day(raw[len(text) :])):
            doubts.append(STOP_UNSEEN() if "." in text and "." not in raw else MORE_BEHIND_NUMBER())
        if _stop_may_be_lost(number):
            doubts.append(STOP_UNSEEN())
        if not number.complete:
            doubts.append(NUMBER_NOT_WHOLE())
            if not number.circular and not number.running:
                second = _second_reading(line, raw)
                if second is not None:
                    return second
                field = Field(None, field.evidence)
        if has_mixed_digits(text):
            doubts.append(MIXED_DIGITS())
        return Field(field.value, field.evidence, tuple(dict.fromkeys(doubts)))
    return _second_reading(line, raw) or Field(None, seen([line], raw, "reference.head"), (NUMBER_UNREAD(),))


def _its_day(behind: str) -> bool:
    """What stands behind a number is nothing but the day of the letter, as radio messages have it."""
    hits = find_dates(behind)
    label = behind[: behind.find(hits[0].text)].strip() if len(hits) == 1 else behind
    return label in ("", "ลงวันที่", "วันที่", "ลว.") and behind.strip().endswith(hits[0].text) if hits else False


def _only_mark_differs(number: ReferenceNumber, line: Line) -> bool:
    """The second witness reads the same digits, and one sign that is no letter and no digit where ว is.

    A digit there may be the first of the running number.
    """
    witness = line.source.witness
    label = NUMBER.match(repair(witness.text).strip()) if witness is not None else None
    if witness is None or label is None or not (number.circular and number.running):
        return False
    code, stroke, rest = repair(witness.text).strip()[label.end() :].rpartition("/")
    mark, _, running = rest.strip(" .").partition(" ")
    same = to_arabic(running.strip(" .")) == to_arabic(number.running)
    own = f"{number.letters}{number.office_number}"
    return bool(stroke) and len(mark) == 1 and not mark.isalnum() and same and _signs(code) == _signs(own)


def _signs(text: str) -> str:
    return "".join(sign for sign in to_arabic(text) if sign.isalnum())


def _stop_may_be_lost(number: ReferenceNumber) -> bool:
    """More digits in a row than a code has: four, five for local bodies (which never begin with 0) and schools' areas.

    What follows the code is the number of a division, after a stop (ภาคผนวก ๑ ข้อ ๒); faint print loses stops first.
    """
    code = BEHIND_CODE.sub(
        "", number.office_number
    )  # brackets, dashes and letters are other offices' parts, no lost stop
    schools = number.letters == "ศธ" and code.startswith("04")
    return len(code) > 5 or (len(code) == 5 and code.startswith("0") and not schools)


def _second_reading(line: Line, raw: str) -> Field[ReferenceNumber] | None:
    """What the second witness read, where the first saw no number at all; for a person to confirm."""
    witness = line.source.witness
    label = NUMBER.match(repair(witness.text).strip()) if witness is not None else None
    if witness is None or label is None:
        return None
    try:
        number = parse_reference(repair(witness.text).strip()[label.end() :])
    except InvalidReference:
        return None
    if not number.complete:
        return None
    evidence = replace(seen([line], raw, "reference.second-witness"), other=witness.text)
    return Field(number, evidence, (SECOND_READER_ALONE(),))


def _readings(raw: str) -> tuple[str, ...]:
    """The text after ที่, and the same without what follows the first thing that can end a number."""
    shorter = NUMBER_ALONE.match(raw)
    found = [raw]
    if shorter and shorter[0].strip() != raw:
        found.append(shorter[0].strip())
    dotted = LOST_STOPS.sub(lambda digits: ".".join(digits[0].split()), raw)
    if dotted != raw:
        found.append(dotted)
    return tuple(found)


def find_letter_date(head: Sequence[Line]) -> Field[ThaiDate]:
    """The date that stands alone on a line of the head (or after วันที่ in a memo)."""
    best: Field[ThaiDate] = Field()
    for line in head:
        text = _behind_label(line.text).removeprefix("วัน")
        if STAMP_WORDS.search(line.text):
            continue
        hits = [hit for hit in find_dates(text) if hit.kind is DateKind.DAY]
        if len(hits) == 1 and _printed(text) <= _printed(hits[0].text) + 2:
            found = day_by_hand(_dated(line, hits[0]), line)
            if digits_of(text) != digits_of(hits[0].text):  # a digit beside the day, torn off or of something else
                found = found.doubt(DAY_TORN())
            if found.value is not None or best.evidence is None:
                best = found
                if found.value is not None:
                    break
        elif best.evidence is None and _dayless(text):
            best = day_by_hand(Field(None, seen([line], text, "dated.blank-day"), (DAY_BLANK(),)), line)
    return best


_LABEL_LIKE = 2  # signs in which a misread label may differ


def _year_written_short(text: str) -> bool:
    """Two digits behind the short name of a month, as people type; behind a full name, or 25, more digits may be lost.

    >>> [_year_written_short(text) for text in ("๑๒ ก.พ. ๖๗", "๑๒ กุมภาพันธ์ ๖๗", "๑๒ ก.พ. ๒๕")]
    [True, False, False]
    """
    return "." in text and not to_arabic(text).endswith("25")


def _behind_label(text: str) -> str:
    """A line of the head without วันที่, or what a recogniser made of it.

    >>> _behind_label("คั้นที่ 7 ธันวาคม 2563"), _behind_label("วันที่ ๗ มีนาคม ๒๕๖๗"), _behind_label("เวลา ๗ มีนาคม ๒๕๖๗")
    ('7 ธันวาคม 2563', '๗ มีนาคม ๒๕๖๗', 'เวลา ๗ มีนาคม ๒๕๖๗')
    """
    word = WORD_BEFORE_DAY.match(text)
    if word is not None and Levenshtein.distance(word[1], "วันที่", score_cutoff=_LABEL_LIKE) <= _LABEL_LIKE:
        return text[word.end() :]
    return DATE_LABEL.sub("", text)


def _printed(text: str) -> int:
    """How many signs a text has without spaces and stops."""
    return len("".join(text.replace(".", "").split()))


def _dayless(text: str) -> bool:
    """A month and a year stand alone on the line: the day is blank or by hand."""
    hits = find_dates(text)
    return len(hits) == 1 and hits[0].kind is DateKind.MONTH and len(text) <= len(hits[0].text) + 12


def _holds_a_date(line: Line) -> bool:
    witness = line.source.witness
    return witness is not None and any(hit.kind is DateKind.DAY for hit in find_dates(repair(witness.text)))


def _dated(line: Line, hit: FoundDate) -> Field[ThaiDate]:
    evidence: Evidence = seen([line], hit.text, "dated.line")
    by_letter = any(month in hit.text for month in MONTHS)
    doubts = list(
        day_critical(line, hit.text, UNSURE_DIGIT) if by_letter else critical(Field(), [line], hit.text, UNSURE_DIGIT)
    )
    if doubts == [WITNESSES_DIFFER()] and hit.exact and not _holds_a_date(line):
        doubts = []  # every character is sure, and what the second witness read is no date at all
    if hit.broken:
        return Field(None, evidence, (DAY_TORN(),))
    if hit.first is None:
        return Field(None, evidence, (NO_SUCH_DAY(),))
    if not hit.exact:
        doubts.append(MONTH_NEARLY())
    if hit.weekday:
        doubts.append(WEEKDAY_DIFFERS(hit.weekday))
    if hit.common_era:
        doubts.append(COMMON_ERA())
    if has_mixed_digits(hit.text):
        doubts.append(MIXED_DIGITS())
    if len(digit_runs(to_arabic(hit.text))[-1]) == 2 and not (all_given([line]) and _year_written_short(hit.text)):
        doubts.append(YEAR_OF_TWO_DIGITS())
    return Field(hit.first, evidence, tuple(dict.fromkeys(doubts)))
