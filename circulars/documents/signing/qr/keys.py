"""The office's key for the QR codes of its letters, the keys of others that it knows, and the page that checks codes offline."""

from __future__ import annotations

import base64
import html
import json
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from circulars.documents.signing.manifest.known import read_keys
from circulars.documents.signing.manifest.written import fingerprint
from circulars.errors import SettingsWrong

OWN = "qr.pem"
"""The office's private key, in its folder of secrets."""
ENDING = ".qr.pem"
"""Of another office's public key in ``trust/``; the name before it is whose it is."""
_PAGE = Path(__file__).with_name("page.html")


def own_key(secrets: Path) -> Ed25519PrivateKey:
    """The office's key. Raises SettingsWrong where it has none, or one that cannot be read."""
    try:
        key = load_pem_private_key((secrets / OWN).read_bytes(), None)
    except FileNotFoundError as error:
        raise SettingsWrong("สำนักงานยังไม่มีกุญแจของ QR กรุณาสั่ง circulars qr หนึ่งครั้ง แล้วลองใหม่", cause=str(error)) from error
    except (OSError, ValueError, TypeError) as error:
        raise SettingsWrong(f"เปิดกุญแจของ QR (secrets/{OWN}) ไม่ได้ กรุณานำกลับจากที่สำรองไว้", cause=str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsWrong(f"กุญแจใน secrets/{OWN} ไม่ใช่ Ed25519 กรุณานำกลับจากที่สำรองไว้")
    return key


def make_key(secrets: Path) -> bool:
    """Make the office's key, once: whether it is new. A key that is there is never replaced. Raises SettingsWrong."""
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    secrets.mkdir(mode=0o700, exist_ok=True)
    try:
        handle = os.open(secrets / OWN, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        own_key(secrets)
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return True


def public_key_in(content: bytes, name: str) -> Ed25519PublicKey:
    """A public key as another office gives it. Raises SettingsWrong."""
    try:
        key = load_pem_public_key(content)
    except ValueError as error:
        raise SettingsWrong(f"อ่านกุญแจ {name} ไม่ได้ กรุณาขอไฟล์ใหม่หรือนำออก", cause=str(error)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise SettingsWrong(f"กุญแจ {name} ไม่ใช่กุญแจของ QR (Ed25519) กรุณาขอไฟล์ใหม่หรือนำออก")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """A public key as it is given to others."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def known_keys(home: Path, office: str) -> dict[str, Ed25519PublicKey]:
    """Public keys by whose they are: the office's own under its name, those in ``trust/`` and in ``keys.csv``.

    What ``keys.csv`` says to be withdrawn is known nowhere. Raises SettingsWrong.
    """
    keys: dict[str, Ed25519PublicKey] = {}
    if (home / "secrets" / OWN).exists():
        keys[office] = own_key(home / "secrets").public_key()
    for file in sorted((home / "trust").glob(f"*{ENDING}")):
        try:
            content = file.read_bytes()
        except OSError as error:
            raise SettingsWrong(f"อ่านกุญแจ trust/{file.name} ไม่ได้ กรุณาขอไฟล์ใหม่หรือนำออก", cause=str(error)) from error
        keys[file.name.removesuffix(ENDING)] = public_key_in(content, f"trust/{file.name}")
    rows = read_keys(home)
    withdrawn = {row.fingerprint for row in rows if row.withdrawn}
    for row in rows:
        keys.setdefault(f"{row.name or row.office} ({row.fingerprint[:8]})", row.key)
    return {name: key for name, key in keys.items() if fingerprint(key) not in withdrawn}


def checking_page(keys: Mapping[str, Ed25519PublicKey]) -> bytes:
    """A page that checks codes in a browser without any request: the keys stand in it (Web Cryptography, Ed25519)."""
    told = {name: base64.b64encode(key.public_bytes_raw()).decode() for name, key in keys.items()}
    text = _PAGE.read_text(encoding="utf-8")
    raw = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    return text.replace("{{ keys }}", raw).replace("{{ names }}", html.escape(", ".join(keys))).encode()
