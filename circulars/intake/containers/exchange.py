"""The files of an e-CMS message: the letter first, with the message as its source, then what it encloses."""

from __future__ import annotations

from collections.abc import Iterator

from circulars.archive.export.ecms import read_ecms
from circulars.errors import UnreadableFile
from circulars.extraction.refusal import SECRET
from circulars.intake.containers.members import Budget, Lost, Member
from circulars.intake.names import shown_name


def exchange_members(raw: bytes, budget: Budget, within: str) -> Iterator[Member | Lost]:
    """The files of a message. Raises UnreadableFile (unreadable, empty; secret where it bears a class of secrecy)."""
    message = read_ecms(raw)
    level = message.letter.secrecy.value
    if level is not None:
        raise UnreadableFile(SECRET.format(level=level), code="secret")
    budget.spend(len(message.files), sum(len(content) for _, content in message.files))
    yield from (Lost(within + shown_name(name), "เนื้อหาของไฟล์นี้เสียหาย กรุณาขอไฟล์ใหม่จากผู้ส่ง") for name in message.unread)
    for number, (name, content) in enumerate(message.files):
        if content:
            yield Member(name.encode(), content, b"" if number else raw)
        else:
            yield Lost(within + shown_name(name), "ว่างเปล่า")
