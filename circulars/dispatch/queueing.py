"""An issued letter is asked to be mailed: to everybody in the list, or to one recipient."""

from __future__ import annotations

from pathlib import Path

from circulars.archive import Archive
from circulars.dispatch.addresses import read_book
from circulars.dispatch.gate import UNSIGNED, hindrance, to_mail
from circulars.dispatch.switch import Sending
from circulars.errors import CircularsError


def queue_letter(
    archive: Archive, home: Path, sending: Sending | None, letter_id: str, by: str, only: str = ""
) -> tuple[int, tuple[str, ...]]:
    """Ask that a letter be mailed to everybody in the list (or to one recipient); how many, and who goes by paper.

    That it is not signed yet hinders the mailing, not the asking. Raises CircularsError.
    """
    told = hindrance(archive, sending, letter_id)
    if sending is None or told not in ("", UNSIGNED):
        raise CircularsError(told, code="not-sent")
    deliveries = archive.deliveries(letter_id)
    wanted = tuple(one for one in deliveries if only in ("", one.title))
    if only and not wanted:
        raise CircularsError(f"ไม่มีผู้รับชื่อ “{only}” ในหนังสือนี้", code="no-recipient")
    found = to_mail(wanted, read_book(home))
    queued = archive.queue(letter_id, found, by, sending.domain)
    return len(queued), tuple(one.title for one in wanted if one.place not in found and not one.sent)
