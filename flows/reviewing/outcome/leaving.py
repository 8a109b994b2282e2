"""An issued letter is asked to be mailed: by a person, or at once where the office wants that."""

from __future__ import annotations

from circulars.archive import Archive, IssuedLetter
from circulars.dispatch.addresses import read_book
from circulars.dispatch.gate import UNSIGNED, hindrance, to_mail
from circulars.errors import CircularsError
from flows.settings import Settings

BY_ITSELF = "ระบบ (ส่งเองหลังอนุมัติ)"


def queue_letter(
    settings: Settings, archive: Archive, letter_id: str, by: str, only: str = ""
) -> tuple[int, tuple[str, ...]]:
    """Ask that a letter be mailed to everybody in the list (or to one recipient); how many, and who goes by paper. Raises CircularsError.

    That it is not signed yet hinders the mailing, not the asking.
    """
    told = hindrance(archive, settings.sending, letter_id)
    if settings.sending is None or told not in ("", UNSIGNED):
        raise CircularsError(told, code="not-sent")
    deliveries = archive.deliveries(letter_id)
    wanted = tuple(one for one in deliveries if only in ("", one.title))
    if only and not wanted:
        raise CircularsError(f"ไม่มีผู้รับชื่อ “{only}” ในหนังสือนี้", code="no-recipient")
    found = to_mail(wanted, read_book(settings.home))
    queued = archive.queue(letter_id, found, by, settings.sending.domain)
    return len(queued), tuple(one.title for one in wanted if one.place not in found and not one.sent)


def queue_by_itself(settings: Settings, archive: Archive, issued: IssuedLetter) -> None:
    """An approved letter is queued at once where the office wants that; never one that was queued or withdrawn before."""
    if settings.sending is not None and settings.sending.by_itself and not archive.standing_of(issued.letter_id):
        queue_letter(settings, archive, issued.letter_id, BY_ITSELF)
