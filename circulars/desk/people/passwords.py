"""Passwords: kept as argon2id (RFC 9106), never as text; lengths after NIST SP 800-63B, section 5.1.1."""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_LETTERS, MOST_LETTERS = 10, 128
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash(secrets.token_hex(16))
_CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that are not taken for one another on paper."""


def hashed(password: str) -> str:
    """The password as it is kept."""
    return _HASHER.hash(_plain(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether it is the password; takes as long where there is no such account (`kept` None)."""
    try:
        return _HASHER.verify(kept or _NOBODY, _plain(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def complaint(password: str, *names: str) -> str:
    """Why this may not be a password, in Thai; empty when it may."""
    plain = _plain(password)
    if len(plain) < LEAST_LETTERS:
        return f"รหัสผ่านต้องยาวอย่างน้อย {LEAST_LETTERS} ตัว ใช้ประโยคที่จำได้ก็ได้"
    if len(plain) > MOST_LETTERS:
        return f"รหัสผ่านยาวได้ไม่เกิน {MOST_LETTERS} ตัว"
    if len(set(plain)) < LEAST_LETTERS // 2:
        return "รหัสผ่านมีตัวซ้ำมากเกินไป กรุณาตั้งใหม่"
    if any(name and name.casefold() in plain.casefold() for name in names):
        return "รหัสผ่านมีชื่อผู้ใช้อยู่ข้างใน กรุณาตั้งใหม่"
    return ""


def one_time_password() -> str:
    """A password for the first entering, to be read from a screen: 60 bits and more.

    >>> len(one_time_password()), one_time_password() == one_time_password()
    (14, False)
    """
    parts = ["".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(3)]
    return "-".join(parts)


def _plain(password: str) -> str:
    """The password as typed on any keyboard."""
    return unicodedata.normalize("NFC", password)
