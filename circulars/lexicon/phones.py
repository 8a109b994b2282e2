"""Thai telephone numbers, by the numbering plan that the library `phonenumbers` keeps (landline 9 digits, mobile 10)."""

from __future__ import annotations

from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=4096)
def is_phone_number(digits: str) -> bool:
    """Arabic digits that are one whole number of a Thai subscriber, its leading 0 among them.

    >>> [is_phone_number(digits) for digits in ("042711461", "0812345678", "04271146", "0512345678", "42711461")]
    [True, True, False, False, False]
    """
    if not digits.startswith("0"):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, "TH"))
    except phonenumbers.NumberParseException:
        return False
