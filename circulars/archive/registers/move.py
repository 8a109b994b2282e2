"""An entry of the journal of a letter that goes out, and which entry may follow which."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from circulars.thai.digits import to_thai

WHOLE = -1
"""The place of an entry that is of the letter itself, not of one of its recipients."""


class MoveState(StrEnum):
    """How it stands with a letter, or with one of its recipients."""

    SIGNED = "signed"
    QUEUED = "queued"
    FAILED = "failed"
    """Surely not taken by the server; tried again."""
    HANDING = "handing"
    SENT = "sent"
    REFUSED = "refused"
    """The server will not take it, whenever it is asked."""
    BOUNCED = "bounced"
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """By what a letter was signed, or how it went."""

    CERTIFICATE = "certificate"
    SIGNED_FILE = "signed-file"
    SIGNED_PAPER = "signed-paper"
    MAIL = "mail"
    PAPER = "paper"
    HAND = "hand"
    ECMS = "ecms"


_S = MoveState
MAY_FOLLOW: Mapping[MoveState | None, frozenset[MoveState]] = {
    None: frozenset({_S.QUEUED, _S.SENT}),
    _S.QUEUED: frozenset({_S.HANDING, _S.FAILED, _S.REFUSED, _S.WITHDRAWN, _S.SENT}),
    _S.FAILED: frozenset({_S.HANDING, _S.FAILED, _S.REFUSED, _S.WITHDRAWN, _S.SENT}),
    _S.HANDING: frozenset({_S.SENT, _S.FAILED, _S.REFUSED, _S.BOUNCED, _S.QUEUED}),
    _S.SENT: frozenset({_S.BOUNCED}),
    _S.REFUSED: frozenset({_S.QUEUED, _S.SENT, _S.WITHDRAWN}),
    _S.BOUNCED: frozenset({_S.QUEUED, _S.SENT, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset({_S.QUEUED, _S.SENT}),
}
BY_ANOTHER_WAY = (Way.PAPER, Way.HAND, Way.ECMS)


@dataclass(frozen=True, slots=True)
class Move:
    """One entry: of which letter and recipient, what happened, how, by whom, when."""

    letter_id: str
    place: int
    state: MoveState
    way: Way
    by: str
    at: dt.datetime
    address: str = ""
    message_id: str = ""
    file: str = ""
    note: str = ""


def message_id_of(letter_id: str, place: int, address: str, domain: str) -> str:
    """The Message-ID of a letter to a recipient: the same whenever it is made, so that a second copy is known as one.

    Nobody who has not had the message can name it: the letter's own id is random and told to nobody.

    >>> message_id_of("00ff", 0, "A@go.th", "example.go.th") == message_id_of("00ff", 0, "a@go.th", "example.go.th")
    True
    """
    digest = hashlib.sha256(f"{letter_id}|{place}|{address.lower()}".encode()).hexdigest()[:32]
    return f"<letter-{digest}@{domain}>"


_TOLD = {
    _S.SENT: "ส่งแล้ว",
    _S.QUEUED: "รอส่ง",
    _S.FAILED: "รอส่งใหม่",
    _S.HANDING: "ไม่แน่ว่าส่งแล้ว",
    _S.REFUSED: "เซิร์ฟเวอร์ไม่รับ",
    _S.BOUNCED: "ตีกลับ",
}


def summed(states: Mapping[int, str]) -> str:
    """``ลงนามแล้ว ส่งแล้ว ๑๗ ตีกลับ ๑``."""
    parts = ["ลงนามแล้ว"] if WHOLE in states else []
    for state, told in _TOLD.items():
        count = sum(one == state for place, one in states.items() if place != WHOLE)
        parts += [f"{told} {to_thai(count)}"] if count else []
    return " ".join(parts)
