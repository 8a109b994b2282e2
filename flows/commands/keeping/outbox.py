"""`circulars outbox ID …`: issued letters written into the outbox again, from the archive."""

from __future__ import annotations

import sys

from flows.commands.opened import opened
from flows.commands.options.keeping import Outbox
from flows.reviewing.issue import write_outbox


def outbox(arguments: Outbox) -> int:
    """`circulars outbox ID …`: issued letters written into the outbox from the archive, where they are not there."""
    with opened(arguments.home) as (archive, settings):
        known = {one.letter_id: one for one in archive.issued_letters()}
        unknown = [one for one in arguments.ids if one not in known]
        if unknown:
            print(f"ไม่มีหนังสือที่ออกแล้วรหัส {', '.join(unknown)} กรุณาดูรหัสจาก circulars find", file=sys.stderr)
            return 1
        for one in arguments.ids:
            print(write_outbox(settings.folder("outbox"), archive, known[one]))
    return 0
