"""A digital signature of the file that a letter came as."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Integrity(StrEnum):
    """What became of the file since it was signed."""

    WHOLE = "whole"
    """Nothing, or what a signed file may still get: further signatures, a time stamp."""
    CHANGED = "changed"
    """What was signed is not what the file shows."""
    UNKNOWN = "unknown"
    """The signature can't be opened, or is of a kind that is not known here."""


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One signature: the signer as the certificate names it, who says so, and when (with its offset; by the signer's clock).

    ``trusted``: the certificate leads to one that the office trusts. ``in_force``: the certificate was in force then;
    None where no time is told.
    """

    signer: str
    issuer: str
    signed_at: dt.datetime | None
    integrity: Integrity
    trusted: bool = False
    in_force: bool | None = None


def may_be_signed(pdf: bytes) -> bool:
    """The file holds the mark without which there is no signature; cheap, before it is opened."""
    return b"/ByteRange" in pdf


def dump_signatures(signatures: Sequence[DigitalSignature]) -> bytes:
    """The signatures as JSON, for the process that asked."""
    return json.dumps([asdict(one) for one in signatures], default=str).encode()


def load_signatures(raw: bytes) -> tuple[DigitalSignature, ...]:
    """Read back what `dump_signatures` wrote."""
    told: list[dict[str, Any]] = json.loads(raw)
    return tuple(
        DigitalSignature(
            **one
            | {
                "signed_at": dt.datetime.fromisoformat(one["signed_at"]) if one["signed_at"] else None,
                "integrity": Integrity(one["integrity"]),
            }
        )
        for one in told
    )
