"""``python -m ocr.shelter.children.signed``: the digital signatures of a PDF."""

from __future__ import annotations

import base64
import sys
from collections.abc import Mapping
from typing import Any

from circulars.documents.signing.record import dump_signatures
from circulars.documents.signing.signatures import only_signatures_added, signatures_of
from ocr.shelter.children.answering import answer


def _signatures(order: Mapping[str, Any], content: bytes) -> bytes:
    trusted = [base64.b64decode(one) for one in order["trusted"]]
    return dump_signatures(signatures_of(content, trusted))


def _added(order: Mapping[str, Any], content: bytes) -> bytes:
    return b"signatures" if only_signatures_added(content, order["length"]) else b"other"


if __name__ == "__main__":
    sys.exit(answer({"signatures": _signatures, "added": _added}))
