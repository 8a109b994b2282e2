"""``python -m ocr.shelter.children.copies``: pages of files as a PDF of our own, one under a receipt stamp."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from typing import Any

from circulars.documents.pages.enclose import enclosure_pdf, joined
from circulars.documents.receipt.laying import stamped_copy
from circulars.documents.receipt.stamp import Receipt
from ocr.shelter.children.answering import answer, turns_of


def _copy(order: Mapping[str, Any], content: bytes) -> bytes:
    return enclosure_pdf(content, order["pages"], turns_of(order))


def _joined(order: Mapping[str, Any], content: bytes) -> bytes:
    return joined(content)


def _stamped(order: Mapping[str, Any], content: bytes) -> bytes:
    told = order["receipt"]
    receipt = Receipt(str(told["office"]), int(told["number"]), dt.datetime.fromisoformat(told["at"]))
    return stamped_copy(content, receipt, turns_of(order))


if __name__ == "__main__":
    sys.exit(answer({"copy": _copy, "joined": _joined, "stamped": _stamped}))
