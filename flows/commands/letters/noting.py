"""`circulars acknowledge`, `circulars note` and `circulars done`: what came back by other ways than a letter, what is done."""

from __future__ import annotations

import sys

from circulars.thai.clock import now
from circulars.thai.dates import ThaiDate, format_date
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.letters import Acknowledge, Done, Note
from flows.reviewing.outcome.noted import note_letters


def acknowledge(arguments: Acknowledge) -> int:
    """`circulars acknowledge ID RECIPIENT [--answered] [--note …]`: what came back by other ways than a letter."""
    with opened(arguments.home) as (archive, _):
        count = archive.acknowledge(arguments.id, arguments.recipient, arguments.note, answered=arguments.answered)
    print(f"บันทึกแล้ว {to_thai(count)} แห่ง: {'ตอบแล้ว' if arguments.answered else 'รับแล้ว'}")
    return 0


def note(arguments: Note) -> int:
    """`circulars note ID… --by … [--code …]`: letters that are only noted, all at once; exit 1 if one was not."""
    with opened(arguments.home) as (archive, settings):
        noted = note_letters(settings, archive, arguments.ids, arguments.by, arguments.code, now())
    if noted.ids:
        print(f"ทราบแล้ว {to_thai(len(noted.ids))} ฉบับ: {' '.join(noted.ids)} (รายการรอตรวจปิดเองในรอบดูแลระบบถัดไป)")
    for letter_id, reason in noted.left:
        print(f"{letter_id}: ยังไม่บันทึก {reason}", file=sys.stderr)
    return int(bool(noted.left))


def done(arguments: Done) -> int:
    """`circulars done ID --by … [--note …] [--this-day]`: what a letter asked of us is done, for good or for its next day."""
    if arguments.this_day:
        return _done_this_day(arguments)
    with opened(arguments.home) as (archive, _):
        new = archive.close_matter(arguments.id, arguments.by, arguments.note)
    print("บันทึกแล้วว่าเรื่องนี้เสร็จ" if new else "เรื่องนี้บันทึกว่าเสร็จไว้แล้ว")
    return 0


def _done_this_day(arguments: Done) -> int:
    """The next day of what comes again; exit 1 where nothing does."""
    with opened(arguments.home) as (archive, _):
        day = archive.keep_day(arguments.id, arguments.by, arguments.note)
    if day is None:
        print("เรื่องนี้ไม่มีกำหนดที่ต้องทำซ้ำ ถ้าเสร็จทั้งเรื่อง สั่งโดยไม่ใส่ --this-day", file=sys.stderr)
        return 1
    print(f"บันทึกแล้ว: กำหนดวันที่ {format_date(ThaiDate.from_ce(day))} เสร็จ เรื่องยังเปิดสำหรับกำหนดถัดไป")
    return 0
