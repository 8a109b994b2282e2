"""`circulars sign`, `circulars send`, `circulars addresses`: what becomes of a letter after its number."""

from __future__ import annotations

import json
import sys

from circulars.archive import Archive
from circulars.archive.registers.deliveries import Delivery
from circulars.archive.registers.move import MoveState, Way
from circulars.dispatch.addresses import format_book, parse_book, read_book, write_book
from circulars.dispatch.course import course_lines, standing_told
from circulars.dispatch.keeping.copies import take_copy
from circulars.dispatch.keeping.signed import confirm_copy
from circulars.dispatch.queueing import queue_letter
from circulars.errors import CircularsError
from circulars.thai.clock import now
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.leaving import Addresses, Send, Sign
from flows.reviewing.outcome.signing import sign_here, signer_of
from flows.settings import load_settings
from flows.settings.office import office_home
from flows.settings.trust import judge_of

_AFTER = {"again": MoveState.QUEUED, "gone": MoveState.SENT, "withdraw": MoveState.WITHDRAWN}


def sign(arguments: Sign) -> int:
    """`circulars sign ID --by … [--code …] [--file … | --copy …]`: signed here, or bound as it came back."""
    with opened(arguments.home) as (archive, settings):
        if arguments.file is not None:
            content = arguments.file.read_bytes()
            taken = take_copy(archive, judge_of(settings), arguments.id, content, arguments.file.name, arguments.by)
            print(taken.told)
            if taken.copy_id:
                print(f"ผู้ตรวจยืนยันด้วย circulars sign {arguments.id} --copy {taken.copy_id} --by ชื่อ --code รหัส")
            return 0
        if arguments.copy:
            office = archive.letter_row(arguments.id).office
            by = signer_of(settings, arguments.id, office, arguments.by, arguments.code, now())
            made = confirm_copy(archive, arguments.id, arguments.copy, by)
        else:
            made = sign_here(settings, archive, arguments.id, arguments.by, arguments.code, now())
    print(f"ลงนามแล้ว โดย {made.by}")
    return 0


def send(arguments: Send) -> int:
    """`circulars send ID [--by …] [--to … --as …]`: queued for mail, or entered as sent; how it stands with each."""
    with opened(arguments.home) as (archive, settings):
        if arguments.by and arguments.how == "mail":
            count, paper = queue_letter(
                archive, settings.home, settings.sending, arguments.id, arguments.by, arguments.to
            )
            print(f"เข้าคิวส่งอีเมล {to_thai(count)} แห่ง")
            if paper:
                print(f"ไม่มีอีเมลในรายชื่อ ต้องส่งทางอื่น {to_thai(len(paper))} แห่ง: {', '.join(paper)}")
        elif arguments.by:
            _by_another_way(archive, arguments)
        _show(archive, arguments)
    return 0


def _by_another_way(archive: Archive, arguments: Send) -> None:
    one = _recipient(archive, arguments.id, arguments.to)
    if arguments.how in _AFTER:
        state = _AFTER[arguments.how]
        done = one.move is not None and bool(archive.follow(one.move, state, by=arguments.by, note=arguments.note))
    else:
        done = archive.carried(arguments.id, one.place, Way(arguments.how), arguments.by, arguments.note)
    if not done:
        raise CircularsError(f"{one.title}: {standing_told(one)} จึงบันทึกอย่างนี้ไม่ได้", code="not-entered")


def _recipient(archive: Archive, letter_id: str, title: str) -> Delivery:
    """The one recipient that is meant, by its whole title. Raises CircularsError."""
    known = archive.deliveries(letter_id)
    found = next((one for one in known if one.title == " ".join(title.split())), None)
    if found is None:
        named = ", ".join(one.title for one in known[:8])
        raise CircularsError(f"ไม่มีผู้รับชื่อ “{title}” ผู้รับคือ {named or '(ไม่มี)'}", code="no-recipient")
    return found


def _show(archive: Archive, arguments: Send) -> None:
    deliveries = archive.deliveries(arguments.id)
    if arguments.json:
        for one in deliveries:
            told = {"title": one.title, "state": standing_told(one), "address": one.move.address if one.move else None}
            print(json.dumps(told, ensure_ascii=False))
        return
    for line in course_lines(archive, arguments.id):
        print(line)


def addresses(arguments: Addresses) -> int:
    """`circulars addresses list|import`: the office's list of saraban mailboxes."""
    home = load_settings(arguments.home).home if arguments.action == "import" else office_home(arguments.home)
    if arguments.action == "import" and arguments.file is not None:
        book = write_book(home, parse_book(arguments.file.read_bytes(), arguments.file.name).rows)
        print(f"นำเข้ารายชื่อ {to_thai(len(book.rows))} หน่วยงาน")
        return 0
    book = read_book(home)
    if arguments.csv is not None:
        arguments.csv.write_bytes(format_book(book.rows))
    for row in book.rows:
        told = {"office": row.office, "address": row.address, "remark": row.remark}
        print(json.dumps(told, ensure_ascii=False) if arguments.json else f"{row.office}  {row.address}  {row.remark}")
    if not book.rows:
        print("ยังไม่มีรายชื่ออีเมล กรุณาสั่ง circulars addresses import ไฟล์.csv", file=sys.stderr)
    return 0
