"""A key in a token or a security module (PKCS#11 v2.40): it never leaves it, and its maker's library never enters this process."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import x509
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from circulars.errors import Refused

SECONDS = 60.0
_CHILD = "circulars.documents.signing.token.child"
_LONGEST = 1024
"""Bytes of room for a signature: RSA of 8,192 bits."""


@dataclass(frozen=True, slots=True)
class TokenKey:
    """The PKCS#11 library, the label of the token, the label of key and certificate in it, and the PIN."""

    library: Path
    token: str
    key: str
    pin: str

    def signer(self) -> TokenSigner:
        """Opened. Raises Refused (token) where the library, the token, the key or the PIN is not right."""
        return TokenSigner(self)


class TokenSigner(Signer):
    """What signs in pyHanko's place of a key: each signature is asked of the child."""

    def __init__(self, key: TokenKey) -> None:
        """The certificates are read now. Raises Refused."""
        self._key = key
        told = _asked(key, b"")
        own, *others = [x509.Certificate.load(base64.b64decode(one)) for one in told["certificates"]]
        super().__init__(signing_cert=own, cert_registry=SimpleCertificateStore.from_certs(others))  # type: ignore[no-untyped-call]

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature of these bytes. Raises Refused."""
        if dry_run:
            return bytes(_LONGEST)
        return base64.b64decode(_asked(self._key, data, digest_algorithm)["signature"])


def _asked(key: TokenKey, data: bytes, digest: str = "") -> dict[str, Any]:
    order = {"library": str(key.library), "token": key.token, "key": key.key, "pin": key.pin, "digest": digest}
    try:
        done = subprocess.run(
            [sys.executable, "-m", _CHILD], input=json.dumps(order).encode() + b"\n" + data,
            capture_output=True, timeout=SECONDS, check=False, cwd=Path(__file__).resolve().parents[4],
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _refused(f"silent for {SECONDS} s") from error
    if done.returncode:
        raise _refused(done.stderr.decode("utf-8", "replace")[-300:])
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _refused(cause: str) -> Refused:
    return Refused(
        "ใช้กุญแจในโทเคนไม่ได้ กรุณาตรวจว่าเสียบโทเคนแล้ว และตรวจ certificate token key ใต้ [signing] กับ PIN ใน secrets/signing "
        "(ใส่ PIN ผิดหลายครั้งโทเคนจะล็อก)",
        code="certificate",
        cause=cause,
    )
