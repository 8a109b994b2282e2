"""What should not be passed on without a thought: passwords and join codes, citizens' numbers, mobile telephones.

พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒. A warning shows where such a thing stands and never repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.th import pin

from circulars.lexicon.phrases import MOBILE
from circulars.lexicon.reading.checks import IDENTITY_NUMBER, PASSWORD
from circulars.thai.digits import digits_of, to_arabic

_DIGITS = 13


def find_password(text: str) -> re.Match[str] | None:
    """The first word that a password, a user's name or a join code stands at.

    >>> find_password("รหัสผ่าน ตามที่แจ้ง") is not None, find_password("รหัสไปรษณีย์ ๑๐๒๐๐") is None
    (True, True)
    """
    return PASSWORD.search(text)


def find_identity_numbers(text: str) -> Iterator[str]:
    """Citizens' numbers of a text, digits Arabic.

    >>> list(find_identity_numbers("เลข ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑ และ ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๒"))
    ['1234567890121']
    """
    for match in IDENTITY_NUMBER.finditer(to_arabic(text)):
        if is_identity_number(match[0]):
            yield digits_of(match[0])


def is_identity_number(text: str) -> bool:
    """Thirteen digits with the right check digit (mod 11), as Thai identity cards bear.

    A number that begins with 0 is one too: persons without a registered status bear such numbers.

    >>> is_identity_number("1-1018-00123-45-7"), is_identity_number("1234567890123"), is_identity_number("0123456789016")
    (False, False, True)
    """
    digits = digits_of(to_arabic(text))
    return len(digits) == _DIGITS and pin.calc_check_digit(digits[:-1]) == digits[-1]


def find_mobile(text: str) -> re.Match[str] | None:
    """The first mobile telephone number, found in the text with Arabic digits.

    >>> find_mobile("หมายเลข ๐๘ ๐๐๐๐ ๐๐๑๔") is not None, find_mobile("โทร. ๐ ๔๒๗๑ ๑๐๐๐") is None
    (True, True)
    """
    return MOBILE.search(to_arabic(text))
