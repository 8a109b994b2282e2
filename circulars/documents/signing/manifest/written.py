"""The manifest of a letter as it leaves: which bytes go, of which letter of which office, signed by that office's program.

The key is the one of the QR codes (`circulars.documents.signing.qr.keys`): made by the program, kept in its folder of
secrets, used for nothing but what the program issued. A manifest is three parts: a line that names the form, a line with
the Ed25519 signature (RFC 8032) in base 64, and the body, JSON in UTF-8. Signed is the body as it stands, byte for byte,
behind words that no other signature of this key stands behind.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FIRST_LINE = b"circulars-manifest 1\n"
ENDING = " (ใบกำกับ).manifest"
"""How the file is called beside the letter's own, behind the same beginning."""
MOST_BYTES = 65_536
_CONTEXT = b"circulars manifest 1\0"
"""Stands before what is signed, so that a signature of a QR code is none of a manifest, nor the other way round."""
_FINGERPRINT = 32
"""Hexadecimal digits: 128 bits, which nobody finds a second key for, and which can be read out over a telephone."""


class Leaves(StrEnum):
    """What a file of a letter is, as the office that sends it knows."""

    ISSUED = "issued"
    """The PDF that the program drew."""
    SIGNED = "signed"
    """Those bytes, and behind them nothing but digital signatures that the sending office has proved."""
    SCAN = "scan"
    """A picture of the signed paper: its bytes are what was sent, what it says is read by whoever receives it."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One file as it leaves: its sha256 (hexadecimal), its length in bytes, what it is."""

    sha256: str
    length: int
    leaves: Leaves


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an office's program says of a letter that it sends.

    ``office`` is the code of the office that issued it, ``reference`` and ``dated`` its number as printed and its day;
    ``metadata`` the sha256 of the facts attached to its PDF; ``pages`` how many of the PDF's first pages are the letter's
    own, drawn by the program (what follows is enclosed), 0 where that was not kept.
    """

    office: str
    reference: str
    dated: dt.date
    metadata: str
    pages: int
    files: tuple[ListedFile, ...]


def fingerprint(key: Ed25519PublicKey) -> str:
    """By what people compare a key: the beginning of the sha256 of its 32 bytes.

    >>> fingerprint(Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key())
    'cd8fa86afd6bf20d66d6c248647e5ecd'
    """
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:_FINGERPRINT]


def listed(content: bytes, leaves: Leaves) -> ListedFile:
    """A file as the manifest names it."""
    return ListedFile(hashlib.sha256(content).hexdigest(), len(content), leaves)


def write_manifest(manifest: Manifest, key: Ed25519PrivateKey) -> bytes:
    """The manifest, signed; equal for equal input (RFC 8032, 5.1.6: nothing in the signature is drawn by lot)."""
    told = asdict(manifest) | {"dated": manifest.dated.isoformat(), "key": fingerprint(key.public_key())}
    body = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    return FIRST_LINE + base64.b64encode(key.sign(_CONTEXT + body)) + b"\n" + body


def is_manifest(content: bytes) -> bool:
    """The bytes begin as a manifest does; what it is worth is not asked."""
    return content.startswith(FIRST_LINE) and len(content) <= MOST_BYTES


def names_file(content: bytes, sha256: str) -> bool:
    """A manifest, whatever it is worth, speaks of this file."""
    manifest = parse_manifest(content)
    return manifest is not None and any(one.sha256 == sha256 for one in manifest[0].files)


def parse_manifest(content: bytes) -> tuple[Manifest, str] | None:
    """What a manifest says, and the fingerprint of the key that it names; None where it cannot be read. Proves nothing."""
    parts = _parts(content)
    if parts is None:
        return None
    try:
        told: dict[str, Any] = json.loads(parts[1])
        files = tuple(
            ListedFile(str(one["sha256"]), int(one["length"]), Leaves(one["leaves"])) for one in told["files"]
        )
        manifest = Manifest(
            str(told["office"]), str(told["reference"]), dt.date.fromisoformat(told["dated"]), str(told["metadata"]),
            int(told["pages"]), files,
        )  # fmt: skip
        return (manifest, str(told["key"])) if files and manifest.pages >= 0 else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def signed_by(content: bytes, keys: Sequence[Ed25519PublicKey]) -> Ed25519PublicKey | None:
    """Which of these keys signed the manifest as it stands; None: none of them."""
    parts = _parts(content)
    for key in keys if parts is not None else ():
        try:
            key.verify(parts[0], _CONTEXT + parts[1])  # type: ignore[index]
        except InvalidSignature:
            continue
        return key
    return None


def _parts(content: bytes) -> tuple[bytes, bytes] | None:
    """The signature and the body."""
    if not is_manifest(content):
        return None
    written, end, body = content.removeprefix(FIRST_LINE).partition(b"\n")
    try:
        return (base64.b64decode(written, validate=True), body) if end else None
    except binascii.Error:
        return None
