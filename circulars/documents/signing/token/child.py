"""The child that loads a token's PKCS#11 library: ``python -m circulars.documents.signing.token.child``.

One line of JSON (the order, with the PIN) and the bytes to be signed come in; certificates and the signature go out as JSON.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from collections.abc import Mapping

from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session


def answered(order: Mapping[str, str], data: bytes) -> dict[str, object]:
    """The certificates of the key (its own first), and the signature where something is to be signed."""
    criteria = TokenCriteria(label=order["token"])
    with open_pkcs11_session(order["library"], token_criteria=criteria, user_pin=order["pin"]) as session:
        label = order["key"]
        signer = PKCS11Signer(session, cert_label=label, key_label=label, other_certs_to_pull=None)
        if signer.signing_cert is not None and signer.signing_cert.public_key.algorithm == "ec":
            signer.use_raw_mechanism = True  # many tokens sign a digest by ECDSA, and do not make the digest themselves
        certificates = [one for one in (signer.signing_cert, *signer.cert_registry) if one is not None]
        told: dict[str, object] = {"certificates": [base64.b64encode(one.dump()).decode() for one in certificates]}
        if order["digest"]:
            made = asyncio.run(signer.async_sign_raw(data, order["digest"]))
            told["signature"] = base64.b64encode(made).decode()
        return told


if __name__ == "__main__":
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    sys.stdout.write(json.dumps(answered(json.loads(head), content)))
