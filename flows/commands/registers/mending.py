"""`circulars correct` and `circulars cancel`: a row put right or confirmed, a number cancelled; nothing is written over."""

from __future__ import annotations

from circulars.archive.registers.correcting import FIELDS, RowNote
from circulars.thai.clock import today
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.registers import Cancel, Correct


def correct(arguments: Correct) -> int:
    """`circulars correct NUMBER FIELD VALUE --by … --reason …`: a row of the received register put right or confirmed."""
    year = arguments.year or today().year + 543
    with opened(arguments.home) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        changes: dict[str, str] = {arguments.field: arguments.value}
        archive.correct_row(office, arguments.book, year, arguments.number, changes, arguments.by, arguments.reason)
        note = archive.register_notes(office, arguments.book, year).get(arguments.number, RowNote())
    print(note.corrections[-1].told() if note.corrections[-1].changed else "ยืนยันแล้วว่าค่านี้ถูกต้อง")
    if note.doubtful:
        print(f"ยังไม่ยืนยัน: {', '.join(FIELDS[name] for name in note.doubtful)}")
    return 0


def cancel(arguments: Cancel) -> int:
    """`circulars cancel NUMBER --reason … --by …`: the number stays in the register, marked; it is never given again."""
    year = arguments.year or today().year + 543
    with opened(arguments.home) as (archive, settings):
        office = arguments.office or settings.profile.office.code
        archive.cancel_number(office, arguments.book, year, arguments.number, arguments.reason, arguments.by)
    print(f"ยกเลิกเลข {to_thai(arguments.number)} ปี {to_thai(year)} แล้ว เลขนี้ยังอยู่ในทะเบียนและจะไม่ออกซ้ำ")
    return 0
