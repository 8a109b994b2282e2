"""The telephone at the foot: as many digits as a Thai number has (landline 9, mobile 10; ข้อ ๑๑.๑๓)."""

from __future__ import annotations

from collections.abc import Iterator

from circulars.letter.finding import Finding, Severity
from circulars.letter.letter import Letter
from circulars.lexicon.phones import is_phone_number
from circulars.lexicon.reading.checks import BETWEEN_PHONES, PHONE_EXTENSION, PHONE_NUMBER, PHONE_RANGE, THAILAND
from circulars.thai.digits import digits_of, to_arabic, to_thai


def whole_phone(phone: str) -> bool:
    """One of the numbers in a text has as many digits as it should, or the text is an inside line or a hotline.

    >>> whole_phone("๐ ๔๒๗๑ ๑๔๖๑"), whole_phone("๐ ๔๒๗๑ ๑๔๖"), whole_phone("๐-๒๒๔๑-๙๐๒๑-๓ ต่อ ๔๑๔"), whole_phone("1224")
    (True, False, True, True)
    """
    text = THAILAND.sub("0", PHONE_EXTENSION.sub("", to_arabic(phone)).strip())
    digits = digits_of(text)
    if len(digits) <= 6 and not digits.startswith("0"):
        return True  # an inside line or a hotline
    for candidate in (text, PHONE_RANGE.sub("", text), *BETWEEN_PHONES.split(text)):
        found = PHONE_NUMBER.search(candidate)
        while found is not None:
            number = digits_of(found[0])
            if any(is_phone_number(number[:length]) and _rest_is_number(number[length:]) for length in (9, 10)):
                return True
            found = PHONE_NUMBER.search(candidate, found.end())
    return False


def _rest_is_number(digits: str) -> bool:
    """Nothing more, or another whole number behind it."""
    return not digits or any(is_phone_number(digits[:length]) and len(digits) == length for length in (9, 10))


def check_phone(letter: Letter) -> Iterator[Finding]:
    """A digit too few or too many in the telephone number: it will be copied into the answer."""
    phone = letter.contact.value.phone if letter.contact.value else None
    if phone and not letter.contact.doubtful and not whole_phone(phone):
        count = len(digits_of(PHONE_EXTENSION.sub("", to_arabic(phone))))
        yield Finding(
            "phone-digits",
            Severity.WARNS,
            "contact",
            f"หมายเลขโทรศัพท์ “{phone}” มี {to_thai(count)} หลัก ไม่ครบหรือเกินแบบเลขหมายไทย กรุณาตรวจกับต้นฉบับ",
            seen=phone,
            against="โทรศัพท์ประจำที่ ๙ หลัก โทรศัพท์เคลื่อนที่ ๑๐ หลัก",
        )
