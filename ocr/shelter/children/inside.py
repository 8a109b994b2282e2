"""``python -m ocr.shelter.children.inside``: what is attached to a PDF, and a PDF without its password."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from circulars.documents.pages.attached import attached_facts, attached_files, named_letter, without_password
from ocr.shelter.children.answering import answer


def _facts(order: Mapping[str, Any], content: bytes) -> bytes:
    return json.dumps(named_letter(attached_facts(content))).encode()


def _files(order: Mapping[str, Any], content: bytes) -> bytes:
    return attached_files(content)


def _unlocked(order: Mapping[str, Any], content: bytes) -> bytes:
    return without_password(content, order["password"])


if __name__ == "__main__":
    sys.exit(answer({"facts": _facts, "files": _files, "unlocked": _unlocked}))
