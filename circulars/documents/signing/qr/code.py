"""The QR code on an issued letter: number, date, subject and a digest of its text, signed by the office's key (Ed25519).

It is checked without a server: the public key is all that is needed. The code proves what was issued; that the page says the
same is proved by its text alone, so the digest of the text, and of its figures, is part of what is signed. A code copied
onto another letter is a good code of another letter.

Written as ``CIRC1:`` and base 45 (RFC 9285), the letters that a QR code holds most densely; Thai in one byte a letter
(TIS-620 with its additions, code page 874).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from circulars.letter.letter import Letter
from circulars.letter.reference import format_reference
from circulars.thai.text import folded

PREFIX = "CIRC1:"
_CONTEXT = b"circulars letter code 1\0"
"""Stands before what is signed, so that a signature for something else is none of a letter."""
_SIGNATURE, _KEY, _TEXT, _FIGURES = 64, 4, 16, 8
_LONGEST_SUBJECT = 70
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_GROUPS = re.compile(r"\d+")


class Standing(StrEnum):
    """What a code is worth."""

    GOOD = "good"
    STRANGER = "stranger"
    """Signed by a key that is not known here."""
    BROKEN = "broken"
    """Not what the key signed, or no code of ours at all."""


@dataclass(frozen=True, slots=True)
class LetterCode:
    """What a code says: number as printed, date, the subject (or its beginning), digests of the text and its figures."""

    reference: str
    dated: dt.date
    subject: str
    text: bytes
    figures: bytes


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code as it was read: what it says (None: nothing that can be read), what it is worth, and whose key signed it."""

    standing: Standing
    code: LetterCode | None = None
    signer: str = ""


def code_of(letter: Letter) -> LetterCode:
    """What the code of an issued letter says. Raises ValueError for a letter without number or date."""
    number, day = letter.reference.value, letter.dated.value
    if number is None or day is None:
        raise ValueError("a letter without number or date has no code")
    dated = dt.date.fromisoformat(day.iso_ce)
    subject = " ".join((letter.subject.value or "").split())[:_LONGEST_SUBJECT]
    text, figures = digests_of(letter)
    return LetterCode(format_reference(number), dated, subject, text, figures)


def digests_of(letter: Letter) -> tuple[bytes, bytes]:
    """Digests of what the letter says, as a reader folds it: to whom, about what, its text; and of the figures in it."""
    text = said_in(letter)
    figures = ",".join(_GROUPS.findall(text))
    return (
        hashlib.sha256(text.encode()).digest()[:_TEXT],
        hashlib.sha256(figures.encode()).digest()[:_FIGURES],
    )


def said_in(letter: Letter) -> str:
    """What the digest is of: addressees, subject and paragraphs without spaces, digits alike.

    >>> from circulars.letter.field import Field
    >>> said_in(Letter((1,), subject=Field("การ ๑"), body=(Field("ก ข"), Field("๒"))))
    'การ1กข2'
    """
    parts = (*letter.addressees, letter.subject, *letter.body)
    return "".join(folded(one.value) for one in parts if one.value)


def key_id(public: Ed25519PublicKey) -> bytes:
    """By what a code names the key that signed it."""
    return hashlib.sha256(public.public_bytes_raw()).digest()[:_KEY]


def write_code(code: LetterCode, key: Ed25519PrivateKey) -> str:
    """The text of the QR code."""
    fields = "\n".join((code.reference, code.dated.isoformat(), code.subject)).encode("cp874", "replace")
    body = key_id(key.public_key()) + code.text + code.figures + fields
    return PREFIX + _base45(key.sign(_CONTEXT + body) + body)


def read_code(text: str, keys: Mapping[str, Ed25519PublicKey]) -> ReadCode:
    """Judge the text of a QR code; `keys` are public keys by whose they are. Never raises."""
    raw = _from_base45(text.removeprefix(PREFIX)) if text.startswith(PREFIX) else None
    if raw is None or len(raw) <= _SIGNATURE + _KEY + _TEXT + _FIGURES:
        return ReadCode(Standing.BROKEN)
    signature, body = raw[:_SIGNATURE], raw[_SIGNATURE:]
    code = _parsed(body[_KEY:])
    if code is None:
        return ReadCode(Standing.BROKEN)
    known = {name: key for name, key in keys.items() if key_id(key) == body[:_KEY]}
    for name, key in known.items():
        try:
            key.verify(signature, _CONTEXT + body)
        except InvalidSignature:
            continue
        return ReadCode(Standing.GOOD, code, name)
    return ReadCode(Standing.BROKEN if known else Standing.STRANGER, code)


def _parsed(body: bytes) -> LetterCode | None:
    text, figures = body[:_TEXT], body[_TEXT : _TEXT + _FIGURES]
    try:
        reference, dated, subject = body[_TEXT + _FIGURES :].decode("cp874").split("\n")
        return LetterCode(reference, dt.date.fromisoformat(dated), subject, text, figures)
    except ValueError:
        return None


def _base45(raw: bytes) -> str:
    """RFC 9285, section 3.

    >>> _base45(b"Hello!!"), _from_base45("%69 VD92EX0"), _from_base45("::::")
    ('%69 VD92EX0', b'Hello!!', None)
    """
    made = []
    for place in range(0, len(raw) - 1, 2):
        value = raw[place] * 256 + raw[place + 1]
        made += [value % 45, value // 45 % 45, value // 2025]
    if len(raw) % 2:
        made += [raw[-1] % 45, raw[-1] // 45]
    return "".join(_ALPHABET[one] for one in made)


def _from_base45(text: str) -> bytes | None:
    """Read back; None for what is none."""
    if not set(text) <= set(_ALPHABET) or len(text) % 3 == 1:
        return None
    made = bytearray()
    for place in range(0, len(text), 3):
        group = [_ALPHABET.index(one) for one in text[place : place + 3]]
        value = sum(one * 45**power for power, one in enumerate(group))
        size = len(group) - 1
        if value >= 256**size:
            return None
        made += value.to_bytes(size, "big")
    return bytes(made)
