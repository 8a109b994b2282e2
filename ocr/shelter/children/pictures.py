"""``python -m ocr.shelter.children.pictures``: pages of a file as pictures."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from circulars.documents.pages.source.picture import page_picture
from ocr.shelter.children.answering import answer, turns_of

_PICTURE_PIXELS = 12_000_000


def _pictures(order: Mapping[str, Any], content: bytes) -> bytes:
    turns = turns_of(order)
    made = [
        page_picture(content, page, width=order["width"], turn=turns.get(page, 0), most_pixels=_PICTURE_PIXELS)
        for page in order["pages"]
    ]
    return json.dumps([len(one) for one in made]).encode() + b"\n" + b"".join(made)


if __name__ == "__main__":
    sys.exit(answer({"pictures": _pictures}))
