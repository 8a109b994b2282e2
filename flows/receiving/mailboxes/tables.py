"""Tables in a reply to a letter that we mailed: the answer of the recipient whose mailbox wrote, each with the mail it came in.

Only a mail from the very address that the letter went to, in reply to that very message, tells whose figures they are. Any
other goes to intake as it is, which says what a person can do with a table.
"""

from __future__ import annotations

import email.utils
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from io import BytesIO

from circulars.archive import Archive
from circulars.archive.registers.move import Move
from circulars.desk.clerk.following.collecting import bring
from circulars.errors import CircularsError, UnreadableFile
from circulars.intake.containers import Container, Lost, Member, container_of
from circulars.intake.containers.mails import mail_members, text_of
from circulars.intake.containers.members import Budget
from circulars.intake.names import shown_name
from circulars.mailbox.fetching import message_ids


def note_tables(archive: Archive, message: EmailMessage) -> bool:
    """Keep the tables of a reply as its writer's answer; whether it brings nothing else. May be asked twice."""
    writer = email.utils.parseaddr(str(message.get("From") or ""))[1]
    answered = [one for one in _ours(archive, message) if writer and one.address.casefold() == writer.casefold()]
    if not answered:
        return False
    raw = message.as_bytes()
    with suppress(UnreadableFile):  # then intake says what is wrong with it
        found = list(mail_members(raw, Budget(len(raw)), ""))
        taken = [one for one in found if _taken(archive, answered[0], one, writer)]
        if taken and len(taken) == len(found):
            if text := text_of(raw, sent_on=True):
                archive.save_file(text.encode(), "mail-text")
            return True
    return False


def _ours(archive: Archive, message: EmailMessage) -> Iterator[Move]:
    """The recipient's entry of each message of ours that this one names as what it replies to."""
    found = (archive.move_named(one) for one in message_ids(message, "In-Reply-To", "References"))
    return (one for one in found if one is not None)


def _taken(archive: Archive, move: Move, one: Member | Lost, writer: str) -> bool:
    """A workbook, kept as the answer of this recipient; what is none, or cannot be read, is not taken."""
    if isinstance(one, Lost) or container_of(BytesIO(one.content)) is not Container.SHEET:
        return False
    title = next(row.title for row in archive.deliveries(move.letter_id) if row.place == move.place)
    try:
        bring(archive, move.letter_id, title, one.content, shown_name(one.name), f"อีเมลของ {writer}")
    except CircularsError:
        return False
    return True
