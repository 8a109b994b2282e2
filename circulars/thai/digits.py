"""Thai and Arabic digits: ๐–๙ and 0–9."""

from __future__ import annotations

THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"
ARABIC_DIGITS = "0123456789"
_TO_ARABIC = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)
_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)


def to_arabic(text: str) -> str:
    """Write every Thai digit of a text as an Arabic one; nothing else changes.

    >>> to_arabic("มท ๐๓๒๒/ว ๑๘๖๑")
    'มท 0322/ว 1861'
    """
    return text.translate(_TO_ARABIC)


def to_thai(text: str | int) -> str:
    """Write every Arabic digit of a text or number as a Thai one; nothing else changes.

    >>> to_thai(2567)
    '๒๕๖๗'
    """
    return str(text).translate(_TO_THAI)


def has_mixed_digits(text: str) -> bool:
    """Tell whether one text holds digits of both scripts, as in ``๑๖:3๐``.

    >>> has_mixed_digits("๑๖:3๐"), has_mixed_digits("๑๖:๓๐")
    (True, False)
    """
    return any(c in THAI_DIGITS for c in text) and any(c in ARABIC_DIGITS for c in text)


def digits_of(text: str) -> str:
    """The digits of a text alone, of either script, in order.

    >>> digits_of("๐ ๔๒๗๑-1000")
    '๐๔๒๗๑1000'
    """
    return "".join(character for character in text if character.isdecimal())


def digit_runs(text: str) -> list[str]:
    """The digits of a text as they stand together, in order.

    >>> digit_runs("๑๙ มกราคม 2567")
    ['๑๙', '2567']
    """
    return "".join(character if character.isdecimal() else " " for character in text).split()
