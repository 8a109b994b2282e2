"""Running numbers and days that a clerk filled in by pen, as the reader of handwriting saw them: a third witness.

It is heard in three ways. Where no other reader saw anything, what it saw stands in the field, and is asked. Where the first
reader saw something else, it is believed with the second against the first, or alone where it is surer; asked. Where it saw
what both others saw, the digits are sure.
"""

from __future__ import annotations

from dataclasses import replace

from circulars.extraction.page.lines import Line
from circulars.letter.doubt import BY_HAND, NUMBER_NOT_WHOLE, UNCLEAR, WITNESSES_DIFFER, Doubt
from circulars.letter.field import Field
from circulars.letter.reference import InvalidReference, ReferenceNumber, parse_reference
from circulars.lexicon.reading.head import BEHIND_STROKE
from circulars.thai.dates import InvalidDate, ThaiDate
from circulars.thai.digits import digits_of, to_arabic
from circulars.thai.find_dates import DateKind, find_dates
from circulars.thai.text import repair

FILLED = 0.15
"""Confidence from which digits that nobody else saw are proposed."""
SURER = 0.75
"""Confidence from which it is believed alone against an unsure first reader, and makes three readers agree with two others."""
CONTRADICTS = 0.97
"""Confidence from which it makes a question of what the others were sure of."""

_TENS = 10


def number_by_hand(number: Field[ReferenceNumber], line: Line) -> Field[ReferenceNumber]:
    """The number with what was written behind its stroke."""
    seen = _seen(line)
    if seen is None or number.evidence is None:
        return number
    digits, sure = seen
    value = number.value or _print_alone(number.evidence.raw)
    if value is None or value.verbatim or value.special or value.year or not value.office_number:
        return number
    own, other = value.running, _second_running(line)
    if not own:
        doubts = _without(number.doubts, NUMBER_NOT_WHOLE())
        return (
            replace(number, value=replace(value, running=digits), doubts=(*doubts, BY_HAND()))
            if sure >= FILLED
            else number
        )
    if digits == own:
        return replace(number, doubts=_without(number.doubts, UNCLEAR())) if other == own and sure >= SURER else number
    if digits == other or (sure >= SURER and _unsure(number.doubts) and len(digits) >= len(own)):
        return replace(number, value=replace(value, running=digits)).doubt(WITNESSES_DIFFER())
    more = sure >= FILLED and len(digits) > len(own) and not digits.endswith(own)  # a pen went on behind the print
    contradicts = more or (sure >= CONTRADICTS and len(digits) == len(own))
    return number.doubt(WITNESSES_DIFFER()) if contradicts else number


def day_by_hand(dated: Field[ThaiDate], line: Line) -> Field[ThaiDate]:
    """The date with the day that was written before its month."""
    seen = _seen(line)
    if seen is None or dated.evidence is None or not 1 <= int(seen[0]) <= 31:
        return dated
    day, sure = int(seen[0]), seen[1]
    value = dated.value
    if value is None:
        filled = _day_of(line.text, day) if sure >= FILLED else None
        return replace(dated, value=filled, doubts=(BY_HAND(),)) if filled else dated
    witness = line.source.witness
    others = [hit.first.day for hit in find_dates(repair(witness.text)) if hit.first] if witness else []
    if value.day == day:
        return replace(dated, doubts=_without(dated.doubts, UNCLEAR())) if others == [day] and sure >= SURER else dated
    if others == [day] or (sure >= SURER and _unsure(dated.doubts)):
        other = _on(value.year_be, value.month, day)
        return replace(dated, value=other).doubt(WITNESSES_DIFFER()) if other else dated
    more = sure >= FILLED and day >= _TENS > value.day  # a pen wrote a digit before the one that was read
    return dated.doubt(WITNESSES_DIFFER()) if more or sure >= CONTRADICTS else dated


def _seen(line: Line) -> tuple[str, float] | None:
    hand = line.source.hand
    digits = digits_of(to_arabic(hand.text)) if hand is not None else ""
    return (digits, hand.confidence) if hand is not None and 0 < len(digits) <= 6 else None


def _print_alone(raw: str) -> ReferenceNumber | None:
    """The print of a number whose running number nobody read."""
    try:
        return parse_reference(raw)
    except InvalidReference:
        return None


def _second_running(line: Line) -> str | None:
    witness = line.source.witness
    if witness is None:
        return None
    text = repair(witness.text).strip()
    stroke = BEHIND_STROKE.match(text)
    rest = to_arabic(text[stroke.end() :]).strip() if stroke else ""
    return rest if rest.isdigit() else None


def _day_of(text: str, day: int) -> ThaiDate | None:
    months = [hit for hit in find_dates(text) if hit.kind is DateKind.MONTH and hit.exact and hit.first]
    first = months[0].first if len(months) == 1 else None
    return _on(first.year_be, first.month, day) if first else None


def _on(year: int, month: int, day: int) -> ThaiDate | None:
    try:
        return ThaiDate(year, month, day)
    except InvalidDate:
        return None


def _unsure(doubts: tuple[Doubt, ...]) -> bool:
    """What the signs look like is in doubt, not what they mean."""
    return UNCLEAR() in doubts or WITNESSES_DIFFER() in doubts


def _without(doubts: tuple[Doubt, ...], gone: Doubt) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in doubts if doubt != gone)
