"""An approved letter is queued for mailing at once, where the office wants that."""

from __future__ import annotations

from circulars.archive import Archive, IssuedLetter
from circulars.dispatch.gate import UNSIGNED, hindrance
from circulars.dispatch.queueing import queue_letter
from flows.settings import Settings

BY_ITSELF = "ระบบ (ส่งเองหลังอนุมัติ)"


def queue_by_itself(settings: Settings, archive: Archive, issued: IssuedLetter) -> None:
    """Never one that was queued or withdrawn before, nor one that may not leave: that is told when a person asks."""
    sending, letter_id = settings.sending, issued.letter_id
    if sending is None or not sending.by_itself or archive.standing_of(letter_id):
        return
    if hindrance(archive, sending, letter_id) in ("", UNSIGNED):
        queue_letter(archive, settings.home, sending, letter_id, BY_ITSELF)
