"""Where the QR code stands on a letter: at the foot of its first page where nothing is printed, else in the left margin."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from circulars.documents.measure.positions import read_positions
from circulars.documents.pages.enclose import QrMark, free_foot
from circulars.documents.signing.qr.code import code_of, write_code
from circulars.errors import Refused
from circulars.letter.letter import Letter
from circulars.letter.page import Box

_CM = 2.6
_MARGIN_CM, _MARGIN_LEFT, _MARGIN_FOOT = 2.2, 0.5, 27.2
"""The left margin of official letters is 3 cm wide (ระเบียบงานสารบรรณ, แบบที่ ๑)."""


def letter_mark(drawn: bytes, letter: Letter, key: Ed25519PrivateKey) -> QrMark:
    """The code of a letter, signed, on the PDF of its own pages. Raises Refused where its first page has no room."""
    box = free_foot(drawn, 1, size=_CM) or _in_margin(drawn)
    if box is None:
        raise Refused(
            "หน้าแรกไม่มีที่ว่างสำหรับ QR กรุณาให้ขอบซ้ายของแม่แบบกว้าง ๓ ซม. หรือปิด [qr] ใน office.toml แล้วอนุมัติใหม่", code="no-room"
        )
    return QrMark(1, box, write_code(code_of(letter), key))


def _in_margin(drawn: bytes) -> Box | None:
    placed = read_positions(drawn)[0]
    right, top = _MARGIN_LEFT + _MARGIN_CM, _MARGIN_FOOT - _MARGIN_CM
    if any(line.left < right + 0.1 and top - 0.1 < line.baseline < _MARGIN_FOOT + 0.7 for line in placed.lines):
        return None
    return Box(_MARGIN_LEFT / placed.width, top / placed.height, right / placed.width, _MARGIN_FOOT / placed.height)
