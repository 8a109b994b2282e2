"""Characters added to a shipped LSTM unicharset and its recoder; old ids and codes keep their places."""

from __future__ import annotations

import struct


def with_characters(unicharset: str, recoder: bytes, added: str) -> tuple[str, bytes]:
    """New unicharset and recoder. Characters that are there already are skipped. Raises ValueError if the two differ."""
    lines = [line for line in unicharset.split("\n") if line]
    codes = _codes(recoder)
    if int(lines[0]) != len(codes) or len(lines) != len(codes) + 1:
        raise ValueError("unicharset and recoder are of different models")
    known = {line.split(" ")[0] for line in lines[1:]}
    highest = max(max(code) for _, code in codes)
    for character in added:
        if character in known:
            continue
        highest += 1
        lines.append(_row(character, len(codes)))
        codes.append((1, (highest,)))
        known.add(character)
    lines[0] = str(len(codes))
    packed = b"".join(struct.pack(f"<bi{len(code)}i", own, len(code), *code) for own, code in codes)
    return "\n".join(lines) + "\n", struct.pack("<I", len(codes)) + packed


def _codes(recoder: bytes) -> list[tuple[int, tuple[int, ...]]]:
    (count,) = struct.unpack_from("<I", recoder)
    at, codes = 4, []
    for _ in range(count):
        own, length = struct.unpack_from("<bi", recoder, at)
        codes.append((own, struct.unpack_from(f"<{length}i", recoder, at + 5)))
        at += 5 + 4 * length
    if at != len(recoder):
        raise ValueError("bytes left over in the recoder")
    return codes


def _row(character: str, number: int) -> str:
    """One unicharset row: properties (letter 1, lower 2, upper 4, digit 8, punctuation 16 as hex), script, direction."""
    properties, script, direction = "10", "Common", 10
    if character.isascii() and character.isalpha():
        properties, script, direction = ("5" if character.isupper() else "3"), "Latin", 0
    elif character.isdigit():
        properties, script, direction = "8", "Thai", 0
    elif "\u0e00" < character < "\u0e80":
        properties, script, direction = "1", "Thai", 0
    box = "0,255,0,255,0,0,0,0,0,0"
    mark = f"{character}\t# {character} [{ord(character):x} ]"
    return f"{character} {properties} {box} {script} {number} {direction} {number} {mark}"
