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
from circulars.documents.tables.written import answers_something, grids_in_text
from circulars.errors import CircularsError, UnreadableFile
from circulars.intake.containers import Container, Lost, Member, container_of
from circulars.intake.containers.mails import MAIL_TEXT, bodies_of, mail_members, text_of
from circulars.intake.containers.members import Budget
from circulars.intake.names import shown_name
from circulars.mailbox.fetching import message_ids
from ocr.shelter.tables import tables_in_file

SAID = "ข้อความในอีเมล"
"""The name under which the text of a mail is kept as an answer."""


def note_tables(archive: Archive, message: EmailMessage) -> bool:
    """Keep the tables of a reply as its writer's answer; whether it brings nothing else. May be asked twice."""
    writer = email.utils.parseaddr(str(message.get("From") or ""))[1]
    answered = [one for one in _ours(archive, message) if writer and one.address.casefold() == writer.casefold()]
    if not answered:
        return False
    raw = message.as_bytes()
    with suppress(UnreadableFile):  # then intake says what is wrong with it
        said = _said_taken(archive, answered[0], raw, writer)
        found = list(mail_members(raw, Budget(len(raw)), ""))
        if said:  # it is no letter besides
            found = [one for one in found if shown_name(one.name) != MAIL_TEXT or isinstance(one, Lost)]
        taken = [one for one in found if _taken(archive, answered[0], one, writer)]
        if (taken or said) and len(taken) == len(found):
            if text := text_of(raw, sent_on=True):
                archive.save_file(text.encode(), "mail-text")
            return True
    return False


def _ours(archive: Archive, message: EmailMessage) -> Iterator[Move]:
    """The recipient's entry of each message of ours that this one names as what it replies to."""
    found = (archive.move_named(one) for one in message_ids(message, "In-Reply-To", "References"))
    return (one for one in found if one is not None)


def _said_taken(archive: Archive, move: Move, raw: bytes, writer: str) -> bool:
    """A table in the text of the mail itself, kept with that text as the answer of this recipient."""
    for text in bodies_of(raw):
        grids = [one for one in grids_in_text(text) if answers_something(one)]
        if grids and _brought(archive, move, text.encode(), SAID, writer):
            return True
    return False


def _taken(archive: Archive, move: Move, one: Member | Lost, writer: str) -> bool:
    """A workbook or a form in Word, kept as the answer of this recipient; what is none, or cannot be read, is not taken.

    A letter in Word is read by intake as well, since it is a letter; that its table is here already is known by its bytes.
    """
    if isinstance(one, Lost):
        return False
    kind = container_of(BytesIO(one.content))
    if kind is Container.DOCUMENT:
        with suppress(UnreadableFile):
            if any(map(answers_something, tables_in_file(one.content))):
                _brought(archive, move, one.content, shown_name(one.name), writer)
        return False
    return kind is Container.SHEET and _brought(archive, move, one.content, shown_name(one.name), writer)


def _brought(archive: Archive, move: Move, content: bytes, name: str, writer: str) -> bool:
    title = next(row.title for row in archive.deliveries(move.letter_id) if row.place == move.place)
    try:
        bring(archive, move.letter_id, title, content, name, f"อีเมลของ {writer}")
    except CircularsError:
        return False
    return True
