"""Receiving stamps (ตรารับ): the receiving office's own number, date and time. Never the letter's."""

from __future__ import annotations

from collections.abc import Sequence

from circulars.extraction.page.lines import Line, seen
from circulars.extraction.page.marks import looks_secret, marked_line, urgency_words
from circulars.extraction.page.spelling import unknown_words
from circulars.letter.doubt import MIXED_DIGITS, STAMP_BY_HAND, STAMP_TORN
from circulars.letter.field import Field
from circulars.letter.letter import ReceiptStamp
from circulars.lexicon.offices import AGENCY
from circulars.lexicon.reading.head import RECEIVED_DATE, RECEIVED_NUMBER, RECEIVED_TIME, RECEIVED_WORD, STAMPED_DAY
from circulars.thai.digits import has_mixed_digits
from circulars.thai.find_dates import DateKind, find_dates
from circulars.thai.text import consonants_of

_NEAR = 5
_TOP = 0.30  # of the page's height: receivers stamp the head's upper corner
_DATER_LENGTH = 20
_NAME = 8  # consonants of an office's name; marks of urgency have six
_LABELS = 2  # labels alone on their lines that a stamp shows at least


def stamp_lines(head: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Index ranges of lines that belong to stamps: a number line with a time or date line near it."""
    ranges = []
    for i, line in enumerate(head):
        if not RECEIVED_NUMBER.match(line.text):
            continue
        near = range(max(0, i - 1), min(len(head), i + _NEAR))
        marks = [j for j in near if j != i and (RECEIVED_TIME.match(head[j].text) or RECEIVED_DATE.match(head[j].text))]
        if marks:
            first = i - 1 if i and not RECEIVED_TIME.match(head[i - 1].text) and _names_office(head[i - 1].text) else i
            ranges.append((first, max(marks) + 1))
    return tuple(ranges)


def _names_office(text: str) -> bool:
    return bool(AGENCY.match(text))


def read_stamps(lines: Sequence[Line]) -> tuple[Field[ReceiptStamp], ...]:
    """Stamps as far as they can be read; every value in a stamp is doubtful, for most is handwritten."""
    stamps = []
    for first, end in stamp_lines(lines):
        group = lines[first:end]
        office = group[0].text if _names_office(group[0].text) else None
        number = dated = time = None
        doubts = [STAMP_BY_HAND()]
        for line in group:
            if (match := RECEIVED_NUMBER.match(line.text)) and (value := match["value"] or match["other"]):
                number = value.strip() or None
            elif (match := RECEIVED_TIME.match(line.text)) and match["value"]:
                time = match["value"].replace(" ", "")
                if has_mixed_digits(time):
                    doubts.append(MIXED_DIGITS())
            elif match := RECEIVED_DATE.match(line.text):
                days = [hit for hit in find_dates(match["value"]) if hit.kind is DateKind.DAY and hit.exact]
                dated = days[0].first if days else None
        raw = " ".join(line.text for line in group)
        stamps.append(Field(ReceiptStamp(office, number, dated, time), seen(group, raw, "stamp.block"), tuple(doubts)))
    return tuple(stamps)


def torn_stamp(lines: Sequence[Line], ink: Sequence[Line]) -> tuple[Field[ReceiptStamp], ...]:
    """A stamp of which only labels that stand alone, a dater's print or a broken name in coloured ink, were read: all of it is asked.

    ``lines`` and ``ink`` are those of the letter's first page. The day is given where the dater's print is whole.
    """
    printed = [line for line in lines if _high(line) and RECEIVED_WORD.match(line.text)]
    daters = [line for line in ink if _high(line) and len(line.text) <= _DATER_LENGTH and STAMPED_DAY.search(line.text)]
    labelled = [line for line in ink if _high(line) and (RECEIVED_WORD.match(line.text) or _torn_name(line))]
    if len(printed) < _LABELS and not daters and not labelled:
        return ()
    group = [*printed, *daters, *labelled]
    days = [hit for line in daters for hit in find_dates(line.text) if hit.kind is DateKind.DAY and hit.exact]
    stamp = ReceiptStamp(dated=days[0].first) if len(days) == 1 and days[0].first else None
    raw = " ".join(line.text for line in group)
    return (Field(stamp, seen(group, raw, "stamp.torn"), (STAMP_TORN(),)),)


def _high(line: Line) -> bool:
    return line.box is not None and line.box.top < _TOP


def _torn_name(line: Line) -> bool:
    """Coloured ink in words that are none: an office's name over a stamp that was struck unevenly; a mark reads otherwise."""
    letters = consonants_of(line.text)
    marks = urgency_words(line.text) or marked_line(line.text) or looks_secret(line.text)
    return len(letters) >= _NAME and not marks and bool(unknown_words(line.text))
