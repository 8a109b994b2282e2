"""`circulars show ID`: one letter with its evidence, its row of the register and its chain."""

from __future__ import annotations

import json

from circulars.archive.registers.correcting import FIELDS
from circulars.archive.tracing.chain_picture import chain_svg
from circulars.archive.tracing.chains import chain_of, chain_text
from circulars.archive.tracing.retention import NAMES
from circulars.dispatch.course import course_lines
from circulars.letter.record import letter_record
from circulars.thai.digits import to_thai
from flows.commands.opened import opened
from flows.commands.options.letters import Show
from flows.commands.reading.letter_text import letter_lines
from flows.commands.registers.printing import row_record
from flows.reviewing.known_before import told_before


def show(arguments: Show) -> int:
    """`circulars show ID`: the letter with evidence and findings, and its chain above and below."""
    with opened(arguments.home) as (archive, _):
        stored = archive.load_letter(arguments.id)
        record = letter_record(stored.letter, stored.findings)
        chain = chain_of(archive, arguments.id)
        before = told_before(archive, arguments.id)
        kept = archive.retention_of(arguments.id)
        entry = archive.register_entry(arguments.id, stored.office)
        course = list(course_lines(archive, arguments.id))
    if arguments.svg is not None:
        arguments.svg.write_text(chain_svg(chain), encoding="utf-8")
    if arguments.json:
        whole = {"id": stored.id, "office": stored.office, "received_number": stored.received_number}
        told = row_record(*entry) if entry else None
        print(json.dumps({**whole, "letter": record, "register": told, "chain": chain.record()}, ensure_ascii=False))
        return 0
    number = f" เลขรับ {to_thai(stored.received_number)}" if stored.received_number else ""
    print(f"{stored.id} ({stored.office}){number}")
    for line in letter_lines(record, evidence=True):
        print(f" {line}")
    for line in before:
        print(f" ! {line}")
    for one in entry[1].corrections if entry else ():
        if one.changed:
            print(f"   ทะเบียนรับ: {one.told()}")
    if entry and entry[1].doubtful:
        print(f" ? ทะเบียนรับยังไม่ยืนยัน: {', '.join(FIELDS[name] for name in entry[1].doubtful)}")
    until = f" เก็บถึงสิ้นปี พ.ศ. {to_thai(kept.until_be)}" if kept.until_be else ""
    print(f"   อายุการเก็บ: {NAMES[kept.kept_as]}{until}{'' if kept.by else ' (ระบบเสนอ ยังไม่มีผู้กำหนด)'}")
    for line in course:
        print(f"   {line}")
    print(chain_text(chain))
    return 0
