"""The name under which the draft of one step of a letter lies in ``drafts/`` while it waits; the same in every round."""

from __future__ import annotations

import hashlib
import re

from circulars.letter.letter import Letter
from circulars.review.key import ReviewKey, format_review_key

_UNSAFE = re.compile(r"[^\wก-๎ .()-]+")


def word_name(letter_id: str, key: ReviewKey, letter: Letter) -> str:
    """The file's name: office, subject, and what tells it from every other draft."""
    identity = hashlib.sha256(f"{letter_id}|{format_review_key(key)}".encode()).hexdigest()[:8]
    subject = " ".join(_UNSAFE.sub(" ", letter.subject.value or "ร่างหนังสือ").split())[:50].strip()
    return f"{_UNSAFE.sub('-', key.office)} {subject} {identity}.docx"
