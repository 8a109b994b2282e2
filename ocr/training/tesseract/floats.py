"""Integer ("fast") LSTM weights back to floats, because ``lstmtraining`` refuses to continue from integers.

The layout follows Tesseract 5's ``Network::Serialize`` and ``WeightMatrix::Serialize`` (little-endian).
"""

from __future__ import annotations

import struct

import numpy as np

_CONTAINERS = frozenset(
    {
        "Series",
        "Parallel",
        "Replicated",
        "ParBidiLSTM",
        "DepParUDLSTM",
        "Par2dLSTM",
        "RTLReversed",
        "TTBReversed",
        "XYTranspose",
    }
)
_PLAIN_BYTES = {"Input": 20, "Convolve": 8, "Maxpool": 8, "Reconfig": 8}
_INTEGER, _DOUBLE_SCALES, _LAYER_RATES, _INTEGER_TRAINING = 1, 128, 64, 1


def to_floats(lstm: bytes) -> bytes:
    """The ``.lstm`` part of a traineddata with float weights. Raises ValueError for a layout not known here."""
    source = _Source(lstm)
    converted = bytearray()
    _network(source, converted)
    rest = bytearray(lstm[source.at :])  # network string, then the training flags
    (length,) = struct.unpack_from("<I", rest)
    (flags,) = struct.unpack_from("<i", rest, 4 + length)
    struct.pack_into("<i", rest, 4 + length, flags & ~_INTEGER_TRAINING)
    return bytes(converted + rest)


class _Source:
    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 0

    def take(self, count: int) -> bytes:
        self.at += count
        return self.content[self.at - count : self.at]

    def number(self, code: str) -> int:
        return int(struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))[0])


def _network(source: _Source, out: bytearray) -> None:
    start = source.at
    if source.number("b") != 0:
        raise ValueError("a network type by number: not a Tesseract 4/5 model")
    kind = source.take(source.number("I")).decode()
    source.take(2)
    flags = source.number("i")
    source.take(12)  # inputs, outputs, weights
    source.take(source.number("I"))  # name
    out += source.content[start : source.at]
    if kind in _CONTAINERS:
        count = source.number("I")
        out += struct.pack("<I", count)
        for _ in range(count):
            _network(source, out)
        if flags & _LAYER_RATES:
            rates = source.number("I")
            out += struct.pack("<I", rates) + source.take(4 * rates)
    elif kind in _PLAIN_BYTES:
        out += source.take(_PLAIN_BYTES[kind])
    elif kind in ("LSTM", "SummLSTM"):
        out += struct.pack("<i", source.number("i"))
        for _ in range(4):  # cell input, input gate, forget gate, output gate; no fifth in one dimension
            _weights(source, out)
    else:
        _weights(source, out)


def _weights(source: _Source, out: bytearray) -> None:
    mode = source.number("B")
    if not (mode & _INTEGER and mode & _DOUBLE_SCALES):
        raise ValueError(f"weights of mode {mode}: already floats, or of an older Tesseract")
    rows, columns = source.number("I"), source.number("I")
    source.take(1)
    weights = np.frombuffer(source.take(rows * columns), np.int8).reshape(rows, columns).astype("<f8")
    scales = np.frombuffer(source.take(8 * source.number("I")), "<f8")
    out += struct.pack("<BIId", mode & ~_INTEGER, rows, columns, 0.0)
    out += (weights * scales[:rows, None]).astype("<f8").tobytes()
