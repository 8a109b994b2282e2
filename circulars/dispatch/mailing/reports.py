"""Word of what we mailed: a message that came back (RFC 3464), “ได้รับแล้ว” of another installation, a reply.

Only a message that names a Message-ID of ours is one: the ID is known to nobody but whoever had our message (and the
servers on its way). Who writes it in the name of whom cannot be proved by mail; what was told, and by whom, is kept.
"""

from __future__ import annotations

import email.message
import email.utils
import re
from collections.abc import Iterator

from circulars.archive import Archive
from circulars.archive.registers.move import Move, MoveState
from circulars.archive.tracing.answers import ACKNOWLEDGED
from circulars.mailbox.answering import RECEIVED_HEADER
from circulars.mailbox.fetching import message_ids
from circulars.thai.digits import to_thai

_NUMBERS = re.compile(r"\d{1,9}(?:, ?\d{1,9}){0,20}")
_MAY_BOUNCE = (MoveState.SENT, MoveState.HANDING)
SYSTEM = "ระบบ"
REPLIED = "ตอบอีเมลกลับ: "
"""How the note of a recipient begins who wrote back to our mail; the writer's address follows."""


def note_report(archive: Archive, message: email.message.EmailMessage) -> bool:
    """Enter what a message says of one of ours; whether that is all it brings. May be asked twice."""
    if _kind(message) == "multipart/report" and (bounced := next(_ours(archive, _returned(message)), None)):
        _note_bounce(archive, bounced, message)
        return True
    move = next(_ours(archive, message_ids(message, "In-Reply-To", "References")), None)
    if move is None:
        return False
    numbers = _NUMBERS.fullmatch(_plain(message, RECEIVED_HEADER))
    if numbers is not None:
        told = f"เลขรับ {to_thai(numbers[0])} (ระบบของ {_writer(message)} แจ้ง)"
        _note_received(archive, move, told)
        return True
    if _plain(message, "Auto-Submitted").lower() in ("", "no"):  # somebody wrote it: they have the letter
        _note_received(archive, move, REPLIED + _writer(message))
    return False


def note_reply(archive: Archive, about: tuple[str, ...], letters: list[str]) -> None:
    """Letters that came in a reply to one of ours answer it, where the recipient wrote them. May be asked twice."""
    for move in _ours(archive, about):
        for letter_id in letters:
            if archive.letter_row(letter_id).duplicate_of is None:
                archive.note_answer(move.letter_id, move.place, letter_id)


def _ours(archive: Archive, ids: tuple[str, ...]) -> Iterator[Move]:
    found = (archive.move_named(one) for one in ids)
    return (one for one in found if one is not None)


def _note_bounce(archive: Archive, move: Move, message: email.message.EmailMessage) -> None:
    """``Action: failed`` of our recipient; that a message is late is no word of its end."""
    for part in message.walk():
        action, status = _plain(part, "Action").lower(), _plain(part, "Status")
        same = move.message_id in _returned(message)  # not an earlier one, to an address that was mended since
        if action == "failed" and same and move.state in _MAY_BOUNCE:
            why = f"{status} {_plain(part, 'Diagnostic-Code')}".strip()[:300]
            archive.follow(move, MoveState.BOUNCED, by=SYSTEM, note=why)
            return


def _note_received(archive: Archive, move: Move, told: str) -> None:
    """It arrived; so it was sent, where that was not sure."""
    if move.state is MoveState.HANDING:
        archive.follow(move, MoveState.SENT, by=SYSTEM, note="ผู้รับตอบแล้ว")
    archive.note_receipt(move.letter_id, move.place, ACKNOWLEDGED, told[:300])


def _returned(message: email.message.EmailMessage) -> tuple[str, ...]:
    """The Message-ID of the message that came back, from its whole or its head."""
    found: list[str] = []
    for part in message.walk():
        kind = _kind(part)
        if kind == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            head = email.message_from_bytes(text if isinstance(text, bytes) else b"")
            found += message_ids(head, "Message-ID")
        elif kind == "message/rfc822":
            inner = part.get_payload()
            found += [one for sub in (inner if isinstance(inner, list) else []) for one in _id_of(sub)]
    return tuple(dict.fromkeys(found))


def _id_of(part: object) -> tuple[str, ...]:
    return message_ids(part, "Message-ID") if isinstance(part, email.message.Message) else ()


def _kind(part: email.message.Message) -> str:
    try:
        return part.get_content_type()
    except Exception:  # noqa: BLE001 - the parser of headers raises whatever a stranger's bytes make it raise
        return ""


def _plain(part: email.message.Message, name: str) -> str:
    try:
        return " ".join(str(part.get(name) or "").split())
    except Exception:  # noqa: BLE001 - the parser of headers raises whatever a stranger's bytes make it raise
        return ""


def _writer(message: email.message.EmailMessage) -> str:
    return email.utils.parseaddr(_plain(message, "From"))[1][:120] or "ไม่บอกชื่อ"
