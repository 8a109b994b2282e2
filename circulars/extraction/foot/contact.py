"""The owner of the matter and its telephone: behind the signature (ข้อ ๑๑.๑๑), else where the text says whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from circulars.extraction.page.lines import UNSURE_DIGIT, Line, critical, seen
from circulars.letter import doubt as ask
from circulars.letter.doubt import Doubt
from circulars.letter.field import Field
from circulars.letter.letter import Contact
from circulars.lexicon.offices import OWNER
from circulars.lexicon.people import PERSON
from circulars.lexicon.phones import is_phone_number
from circulars.lexicon.reading.foot import (
    EXTENSION,
    EXTENSION_MISREAD,
    FAX,
    LAST_OF_RANGE,
    NEXT_NUMBER,
    OTHER_NUMBERS,
    TO_BE_ASKED,
)
from circulars.lexicon.reading.page import PHONE, PHONE_TORN
from circulars.thai.digits import digits_of, to_arabic
from circulars.thai.text import repair


def read_contact(lines: Sequence[Line], start: int) -> tuple[Field[Contact], int]:
    """Owner of the matter and telephone after the signature; and the index of the line after them."""
    for i in range(start, min(start + 10, len(lines))):
        match = PHONE.search(lines[i].text)
        if match is None:
            continue
        before = lines[i].text[: match.start()].strip(" ,/")
        offices = [line for line in lines[start:i] if OWNER.match(line.text) and len(line.text) < 90]
        texts = [line.text for line in offices] + ([before] if len(before) > 3 else [])
        phone = EXTENSION_MISREAD.sub(
            "ต่อ",
            FAX.split(match["phone"])[0]
            .replace(".,", ",")
            .strip(" ,-")
            .strip("()" if "(" not in match["phone"][:1] else ""),
        )
        value = Contact(" ".join(texts) or None, phone or None)
        used = [*offices, lines[i]]
        doubts = (*_digit_doubts(lines[i], phone), *phone_doubts(phone))
        if PERSON.search(lines[i].text) or any(OTHER_NUMBERS.search(x.text) for x in lines[start:i]):
            doubts = (*doubts, ask.PHONE_OF_PERSON())
        return Field(value, seen(used, match["phone"], "contact.phone"), doubts), i + 1
    for i in range(start, min(start + 10, len(lines))):
        if torn := PHONE_TORN.match(lines[i].text):
            doubts = (*_digit_doubts(lines[i], torn["phone"]), ask.PHONE_WORD_UNCLEAR())
            return Field(Contact(None, torn["phone"]), seen([lines[i]], torn["phone"], "contact.torn"), doubts), i + 1
    return Field(), start


def _digit_doubts(line: Line, phone: str) -> list[Doubt]:
    """What makes the digits doubtful; a second reading that is no telephone number does not, where each digit is sure."""
    doubts = list(critical(Field(), [line], phone))
    if doubts == [ask.WITNESSES_DIFFER()] == list(critical(Field(), [line], phone, UNSURE_DIGIT)):
        other = PHONE.search(repair(line.source.witness.text)) if line.source.witness else None
        if other and not phone_doubts(phone) and phone_doubts(FAX.split(other["phone"])[0].strip(" ,-()")):
            return []
    both = doubts == [ask.UNCLEAR()] and line.source.witness is not None and not phone_doubts(phone)
    return [] if both else doubts  # a whole number that both readers see alike is sure


def phone_doubts(phone: str) -> tuple[Doubt, ...]:
    """A Thai number has nine digits with its leading 0, a mobile one ten; an office's own extension three to five.

    >>> phone_doubts("๐ ๔๒๗๑ ๑๔๖๑"), phone_doubts("08 1234 5678"), phone_doubts("0-2241 -9") != ()
    ((), (), True)
    """
    main = LAST_OF_RANGE.sub("", EXTENSION.split(to_arabic(phone))[0])  # ๙๐๒๑-๓: three numbers in a row
    numbers = [digits_of(part) for part in NEXT_NUMBER.split(main)]  # side by side, each begins with a 0
    sound = is_phone_number(digits_of(main)) or all(
        is_phone_number(digits) or _is_extension(digits) for digits in numbers
    )
    return () if sound else (ask.PHONE_NOT_WHOLE(),)


def _is_extension(digits: str) -> bool:
    return not digits.startswith("0") and 3 <= len(digits) <= 5


def contact_of_text(paragraphs: Sequence[Field[str]]) -> Field[Contact]:
    """The whole number that the text names for questions, to be confirmed: the foot of the letter has none."""
    for paragraph, following in pairwise([*paragraphs, Field("")]):
        if (match := TO_BE_ASKED.search(f"{paragraph.value} {following.value}")) is not None:
            phone = match["phone"].strip(" ,-()")
            if not phone_doubts(phone):
                evidence = paragraph.evidence and replace(paragraph.evidence, raw=match["phone"], rule="contact.text")
                return Field(Contact(None, phone), evidence, (ask.PHONE_OF_PERSON(),))
    return Field()
