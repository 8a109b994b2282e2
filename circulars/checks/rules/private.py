"""What should not be passed on without a thought: passwords and join codes, citizens' numbers, mobile telephones.

พ.ร.บ. คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒. A warning shows where such a thing stands and never repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from circulars.thai.digits import to_arabic

_PASSWORD = re.compile(
    r"รหัส(?:ผ่าน|เข้าร่วม|เข้าใช้งาน|เข้ากลุ่ม|เข้าห้อง|ประชุม)|ชื่อผู้ใช้(?:งาน)?|pass\s?(?:word|code)|user\s?name|meeting\s?id|\bPIN\b",
    re.IGNORECASE,
)
_IDENTITY = re.compile(r"(?<!\d)\d[ -]?\d{4}[ -]?\d{5}[ -]?\d{2}[ -]?\d(?!\d)")
_MOBILE = re.compile(r"(?<![\d/.])0[ -]?[689](?:[ -]?\d){8}(?!\d)")


def find_password(text: str) -> re.Match[str] | None:
    """The first word that a password, a user's name or a join code stands at.

    >>> find_password("รหัสผ่าน ตามที่แจ้ง") is not None, find_password("รหัสไปรษณีย์ ๑๐๒๐๐") is None
    (True, True)
    """
    return _PASSWORD.search(text)


def find_identity_numbers(text: str) -> Iterator[str]:
    """Citizens' numbers of a text, digits Arabic.

    >>> list(find_identity_numbers("เลข ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑ และ ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๒"))
    ['1234567890121']
    """
    for match in _IDENTITY.finditer(to_arabic(text)):
        if is_identity_number(match[0]):
            yield re.sub(r"\D", "", match[0])


def is_identity_number(text: str) -> bool:
    """Thirteen digits with the right check digit (mod 11), as Thai identity cards bear.

    A number that begins with 0 is one too: persons without a registered status bear such numbers.

    >>> is_identity_number("1-1018-00123-45-7"), is_identity_number("1234567890123"), is_identity_number("0123456789016")
    (False, False, True)
    """
    digits = [int(one) for one in re.sub(r"\D", "", to_arabic(text))]
    if len(digits) != 13:
        return False
    return (11 - sum(digit * (13 - place) for place, digit in enumerate(digits[:12])) % 11) % 10 == digits[12]


def find_mobile(text: str) -> re.Match[str] | None:
    """The first mobile telephone number, found in the text with Arabic digits.

    >>> find_mobile("หมายเลข ๐๘ ๐๐๐๐ ๐๐๑๔") is not None, find_mobile("โทร. ๐ ๔๒๗๑ ๑๐๐๐") is None
    (True, True)
    """
    return _MOBILE.search(to_arabic(text))
